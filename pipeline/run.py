"""The whole story: collect the files, extract and audit each, publish the tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extractors import extract_source
from extractors.errors import (
    ExitCode,
    InputError,
    Language,
    TotauxError,
    UnreadableDocumentError,
)
from extractors.source import FoundFile, find_files, unreadable
from extractors.values.accounts import chart as shipped_chart
from extractors.values.accounts import load_chart
from pipeline.audit import Severity
from pipeline.engine import Fault, default_workers, run_each
from pipeline.examine import Chart, Extract, examine, failed
from pipeline.outcome import Outcome, Status, Task
from pipeline.publish import broken_contracts, staged, write


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `chart` is a chart of accounts in place of the shipped one."""

    sources: tuple[Path, ...]
    out: Path
    language: Language = Language.FRENCH
    chart: Path | None = None
    workers: int | None = None
    extract: Extract = extract_source


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: an outcome a document, and the files of the folders left out by rule."""

    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...]

    def exit_code(self, fail_on: Severity | None) -> ExitCode:
        """Documents that failed come first, then findings at `fail_on` or worse."""
        if any(outcome.status is Status.FAILED for outcome in self.outcomes):
            return ExitCode.SOME_FAILED
        grades = list(Severity)
        failing = grades[: grades.index(fail_on) + 1] if fail_on else []
        found = (told.severity for outcome in self.outcomes for told in outcome.findings)
        return ExitCode.FINDINGS if any(grade in failing for grade in found) else ExitCode.OK


class Watch:
    """Told how a run goes on; this one keeps silent."""

    def begin(self, total: int) -> None:
        """`total` documents are to be read."""

    def advance(self) -> None:
        """One more is done."""


def run(settings: Settings, watch: Watch) -> Report:
    """Read, audit and publish; TotauxError where there is nothing to read or nowhere to write."""
    listing = find_files(settings.sources, leave_out=settings.out)
    chart = chosen_chart(settings.chart)
    with staged(settings.out) as folder:
        tasks = distinct(listing.files)
        watch.begin(len(tasks))
        outcomes = examine_all(tasks, chart, settings, watch.advance)
        write(outcomes, folder)
    return Report(tuple(outcomes), listing.left_out)


def distinct(files: Iterable[FoundFile]) -> list[Task]:
    """One task for each distinct content, under its first name, in order of names."""
    tasks: dict[str, Task] = {}
    for file in files:
        key = _digest(file)
        first = tasks.setdefault(key, Task(file.path, file.name))
        if first.path != file.path:
            tasks[key] = replace(first, duplicates=(*first.duplicates, file.name))
    return list(tasks.values())


def examine_all(
    tasks: Sequence[Task], chart: Chart, settings: Settings, done: Callable[[], None]
) -> list[Outcome]:
    """Outcomes in the order of the tasks; what breaks one document leaves the others alone."""
    language = settings.language
    work = partial(examine, chart=chart, language=language, extract=settings.extract)
    results = run_each(work, tasks, settings.workers or default_workers(), done)
    outcomes = [
        failed(task, _fault_error(result), language) if isinstance(result, Fault) else result
        for task, result in zip(tasks, results, strict=True)
    ]
    broken = broken_contracts(outcomes)
    return [
        failed(task, _internal_fault(broken[outcome.document_id]), language)
        if outcome.document_id in broken
        else outcome
        for task, outcome in zip(tasks, outcomes, strict=True)
    ]


def chosen_chart(path: Path | None) -> Chart:
    """The chart of accounts at `path`, the shipped one where there is no path."""
    if path is None:
        return shipped_chart()
    try:
        return load_chart(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, csv.Error) as error:
        raise InputError("bad-chart", path=str(path), columns="code, name_en") from error


def _digest(file: FoundFile) -> str:
    """The SHA-256 of the file's bytes; one that cannot be read is like no other."""
    try:
        with file.path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return f"unreadable {file.path}"


def _fault_error(fault: Fault) -> TotauxError:
    if fault.error is None:
        return UnreadableDocumentError("worker-died")
    return _internal_fault(f"{type(fault.error).__name__}: {fault.error}")


def _internal_fault(reason: str) -> TotauxError:
    return UnreadableDocumentError("internal-fault", reason=reason)
