"""What is kept in memory of a run: a line a document, and its gravest findings."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.errors import ExitCode
from extractors.plan import Kind
from pipeline.audit import Severity, Verdict
from pipeline.decisions.model import Listed, State
from pipeline.outcome import Outcome, Status, Told

WORST = 10  # what one looks at before opening the table

_GRADES = list(Severity)
_VERDICTS = list(Verdict)


@dataclass(frozen=True, slots=True)
class Line:
    """One document in numbers, as `Outcome` has them; `found` counts findings, not dismissed."""

    name: str
    kind: Kind
    status: Status
    activities: int
    lines: int
    footing: int
    not_footing: int
    found: Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    `lines` has one a document, in order; `worst` the gravest findings with their documents' names,
    `grave` how many errors and warnings there are in all; `left_out` the files that folders held
    and a rule left out. Findings that an auditor dismissed are counted in `dismissed` alone; `gone`
    has the decisions whose findings are not there, each with the name of its document, its id where
    that is gone too.
    """

    lines: tuple[Line, ...]
    worst: tuple[tuple[str, Told], ...]
    grave: int
    left_out: tuple[str, ...]
    dismissed: int = 0
    gone: tuple[tuple[str, Listed], ...] = ()

    def exit_code(self, fail_on: Severity | None) -> ExitCode:
        """Documents that failed come first, then findings at `fail_on` or worse."""
        if any(line.status is Status.FAILED for line in self.lines):
            return ExitCode.SOME_FAILED
        failing = _GRADES[: _GRADES.index(fail_on) + 1] if fail_on else []
        found = any(line.found[grade] for line in self.lines for grade in failing)
        return ExitCode.FINDINGS if found else ExitCode.OK


def summarize(
    outcomes: Iterable[Outcome], left_out: tuple[str, ...], listed: Sequence[Listed] = ()
) -> Report:
    """Go over the outcomes once, one at a time; `listed` are all decisions as the run met them."""
    lines: list[Line] = []
    worst: list[tuple[str, Told]] = []
    grave = dismissed = 0
    names = {each.decision.document_id: each.decision.document_id for each in listed}
    for outcome in outcomes:
        lines.append(_line(outcome))
        if outcome.document_id in names:
            names[outcome.document_id] = outcome.name
        standing = [told for told in outcome.findings if not told.dismissed]
        dismissed += len(outcome.findings) - len(standing)
        found = [told for told in standing if told.severity is not Severity.INFO]
        grave += len(found)
        worst += [(outcome.name, told) for told in found]
        worst = heapq.nsmallest(WORST, worst, key=lambda pair: rank(pair[1]))  # stable
    gone = tuple(
        (names[each.decision.document_id], each)
        for each in listed
        if each.state is not State.APPLIES
    )
    return Report(tuple(lines), tuple(worst), grave, left_out, dismissed, gone)


def rank(told: Told) -> tuple[int, int]:
    """Errors first; among equals, what the document itself has wrong."""
    return _GRADES.index(told.severity), _VERDICTS.index(told.verdict)


def _line(outcome: Outcome) -> Line:
    return Line(
        name=outcome.name,
        kind=outcome.kind,
        status=outcome.status,
        activities=outcome.activities,
        lines=outcome.lines,
        footing=outcome.footing,
        not_footing=outcome.not_footing,
        found=Counter(told.severity for told in outcome.findings if not told.dismissed),
    )
