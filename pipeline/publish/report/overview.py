"""The answer first: all documents in numbers, what is wrong and by how much, what was not read."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.rows import Row
from pipeline.audit import Rule, Severity, TotalStatus
from pipeline.outcome import Outcome, Status, Wording
from pipeline.publish.report.records import Record, figure, records, text
from pipeline.summary import rank

# Beyond these the page would no longer open at once; what is left out stands in the tables.
MOST_DOCUMENTS = 500
MOST_ROWS = 60_000  # of totals and activities, at half a kilobyte
MOST_FINDINGS = 10_000
MOST_PICTURE_BYTES = 18 * 1024 * 1024  # 24 MiB once written as base64

MOST_ERRORS = 30  # in the table of what is wrong; the filters show them all


@dataclass(frozen=True, slots=True)
class Line:
    """A document in numbers, `at` its place in the run.

    `rows` counts what its section lists, totals and activities; `largest` is its greatest
    difference of a total, without sign. `findings` are how many of its findings have cards here,
    `pictured` whether they have pictures.
    """

    at: int
    document_id: str
    name: str
    title: str
    kind: str
    status: str
    error: str
    currency: str
    totals: Mapping[str, int]
    found: Mapping[str, int]
    proven_share: Decimal | None
    largest: Decimal | None
    doubts: int
    rows: int
    findings: int = 0
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error: its document, its row in findings and its words."""

    document_id: str
    name: str
    currency: str
    record: Record
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Left:
    """Documents without a section, and their findings."""

    documents: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole run. `at_stake` sums differences and implied amounts by verdict and currency.

    `decisions` are the rows of all documents, those without a section too.
    """

    lines: tuple[Line, ...]
    statuses: Mapping[str, int]
    totals: Mapping[str, int]
    found: Mapping[str, int]
    verdicts: Mapping[str, int]  # of errors
    at_stake: Mapping[tuple[str, str], Decimal]
    wrong: tuple[Wrong, ...]
    errors: int
    doubts: int
    left: Left
    documents: int
    decisions: tuple[Row, ...]


@dataclass(slots=True)
class _Sums:
    statuses: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    at_stake: dict[tuple[str, str], Decimal] = field(default_factory=dict)


def overview_of(outcomes: Iterable[Outcome]) -> Overview:
    """Go over the outcomes once. The gravest documents have sections, the gravest errors rows."""
    sums = _Sums()
    candidates: list[tuple[tuple[int, ...], Line, int]] = []
    wrong: list[tuple[tuple[int, int], Wrong]] = []
    decisions: list[Row] = []
    documents = findings = doubts = 0
    for at, outcome in enumerate(outcomes):
        documents += 1
        findings += len(outcome.findings)
        line = _line(outcome, at)
        decisions += outcome.rows.get("decisions", ())
        doubts += line.doubts
        _add(sums, outcome, line)
        size = sum(len(picture.data) for picture in outcome.pictures)
        grave = tuple(-line.found[severity] for severity in Severity)
        candidates.append(((line.status == Status.OK, *grave, at), line, size))
        if len(candidates) > 2 * MOST_DOCUMENTS:
            candidates = heapq.nsmallest(MOST_DOCUMENTS, candidates, key=lambda each: each[0])
        wrong += _wrong(outcome, line)
        wrong = heapq.nsmallest(MOST_ERRORS, wrong, key=lambda each: each[0])
    lines = _chosen(heapq.nsmallest(MOST_DOCUMENTS, candidates, key=lambda each: each[0]))
    told = sum(sum(line.found.values()) for line in lines)
    return Overview(
        lines=lines,
        statuses=sums.statuses,
        totals=sums.totals,
        found=sums.found,
        verdicts=sums.verdicts,
        at_stake=dict(sorted(sums.at_stake.items())),
        wrong=tuple(each for _, each in wrong),
        errors=sums.verdicts.total(),
        doubts=doubts,
        left=Left(documents - len(lines), findings - told),
        documents=documents,
        decisions=tuple(decisions),
    )


def _chosen(worst_first: Iterable[tuple[tuple[int, ...], Line, int]]) -> tuple[Line, ...]:
    """The documents with sections, in the order of the run: cards and pictures go to the worst.

    One whose rows are more than there is room for has none, unless it is the worst of all.
    """
    findings, pictures, rows = MOST_FINDINGS, MOST_PICTURE_BYTES, MOST_ROWS
    chosen: list[Line] = []
    for _, line, size in worst_first:
        if line.rows > rows and chosen:
            continue
        rows -= line.rows
        cards = min(sum(line.found.values()), findings)
        pictured = size <= pictures
        findings -= cards
        pictures -= size if pictured else 0
        chosen.append(replace(line, findings=cards, pictured=pictured))
    return tuple(sorted(chosen, key=lambda line: line.at))


def _line(outcome: Outcome, at: int) -> Line:
    document = records(outcome, "documents")[0]
    totals = records(outcome, "totals")
    gaps = [
        abs(gap)
        for total in totals
        if text(total, "status") == TotalStatus.INCONSISTENT
        and (gap := figure(total, "difference")) is not None
    ]
    return Line(
        at=at,
        document_id=outcome.document_id,
        name=outcome.name,
        title=text(document, "title"),
        kind=str(outcome.kind),
        status=str(outcome.status),
        error=text(document, "error"),
        currency=text(document, "currency"),
        totals=Counter(text(total, "status") for total in totals),
        found=Counter(str(told.severity) for told in outcome.findings),
        proven_share=figure(document, "proven_share"),
        largest=max(gaps, default=None),
        doubts=sum(
            text(finding, "rule") == Rule.READING_DOUBT for finding in records(outcome, "findings")
        ),
        rows=len(totals) + len(outcome.rows.get("activities", ())),
    )


def _add(sums: _Sums, outcome: Outcome, line: Line) -> None:
    sums.statuses[line.status] += 1
    sums.totals.update(line.totals)
    sums.found.update(line.found)
    for finding in records(outcome, "findings"):
        if not _is_error(finding):
            continue
        verdict = text(finding, "verdict")
        sums.verdicts[verdict] += 1
        amount = gap_of(finding)
        if amount is not None:
            key = verdict, line.currency
            sums.at_stake[key] = sums.at_stake.get(key, Decimal(0)) + abs(amount)


def _wrong(outcome: Outcome, line: Line) -> list[tuple[tuple[int, int], Wrong]]:
    found = []
    for told, record in zip(outcome.findings, records(outcome, "findings"), strict=True):
        if _is_error(record):
            wordings = {str(language): words for language, words in told.wordings.items()}
            wrong = Wrong(outcome.document_id, outcome.name, line.currency, record, wordings)
            found.append((rank(told), wrong))
    return found


def _is_error(finding: Record) -> bool:
    """Whether it is an error of figures; documents that cannot be read are counted as such."""
    unread = text(finding, "rule") == Rule.UNREADABLE_DOCUMENT
    return text(finding, "severity") == Severity.ERROR and not unread


def gap_of(finding: Record) -> Decimal | None:
    """By how much it is wrong: the difference; for a blank, the amount that it must be."""
    gap = figure(finding, "difference")
    return figure(finding, "implied_amount") if gap is None else gap
