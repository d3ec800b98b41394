"""The whole story: collect the files, extract and audit each, publish the tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from extractors import extract_source
from extractors.errors import InputError, Language, TotauxError, UnreadableDocumentError
from extractors.source import FoundFile, Listing, find_files, unreadable
from extractors.values.accounts import chart as shipped_chart
from extractors.values.accounts import load_chart
from pipeline.decisions.apply import Decided
from pipeline.decisions.ledger import beside, read_decisions
from pipeline.engine import Fault, default_workers, run_each
from pipeline.entry import pack
from pipeline.examine import Chart, Extract, failed
from pipeline.outcome import Task
from pipeline.publish import staged, write
from pipeline.spool import Spool
from pipeline.summary import Report, summarize
from pipeline.work import examine_packed, internal_fault


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `chart` is a chart of accounts in place of the shipped one.

    `password` opens the documents that ask for one; `decisions` is a file of decisions in place of
    the one beside `out`.
    """

    sources: tuple[Path, ...]
    out: Path
    language: Language = Language.FRENCH
    chart: Path | None = None
    workers: int | None = None
    extract: Extract = extract_source
    password: str | None = field(default=None, repr=False)
    decisions: Path | None = None


class Watch:
    """Told how a run goes on; this one keeps silent."""

    def begin(self, total: int) -> None:
        """`total` documents are to be read."""

    def advance(self) -> None:
        """One more is done."""


def run(settings: Settings, watch: Watch) -> Report:
    """Read, audit and publish; TotauxError where there is nothing to read or nowhere to write."""
    ledger = settings.decisions or beside(settings.out)
    decisions = read_decisions(ledger, required=settings.decisions is not None)
    listing = _without(find_files(settings.sources, leave_out=settings.out), ledger)
    chart = chosen_chart(settings.chart)
    with staged(settings.out) as folder:
        tasks = distinct(listing.files)
        watch.begin(len(tasks))
        with closing(Spool(folder.with_name("outcomes"), len(tasks))) as outcomes:
            for index, entry in examine_all(tasks, chart, settings):
                outcomes.put(index, entry)
                watch.advance()
            decided = Decided(outcomes, decisions)
            write(decided, folder, {"decisions": decided.orphans})
            report = summarize(decided, listing.left_out, decided.listed)
    return report


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
    tasks: Sequence[Task], chart: Chart, settings: Settings
) -> Iterator[tuple[int, bytes]]:
    """Each task's index and packed outcome as it comes; what breaks one leaves the others alone."""
    language = settings.language
    work = partial(
        examine_packed,
        chart=chart,
        language=language,
        extract=settings.extract,
        password=settings.password,
    )
    for index, result in run_each(work, tasks, settings.workers or default_workers()):
        if isinstance(result, Fault):
            yield index, pack(failed(tasks[index], _fault_error(result), language))
        else:
            yield index, result


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


def _without(listing: Listing, ledger: Path) -> Listing:
    """The listing less the file of decisions, which may stand among the plans."""
    real = ledger.resolve()
    files = tuple(file for file in listing.files if file.path.resolve() != real)
    names = {file.name for file in listing.files} - {file.name for file in files}
    return Listing(files, tuple(sorted({*listing.left_out, *names})))


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
    return internal_fault(f"{type(fault.error).__name__}: {fault.error}")
