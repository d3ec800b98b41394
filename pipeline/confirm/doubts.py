"""Accusations that are likelier our misreading become doubts of ours.

What speaks against us: figures of a row that are another column's sums, totals that are each
other's, a gap that neighbouring lines close, the text of two cells in one. On a page, where cells
are told apart by eye, whatever two readings do not settle is ours too, unless the gap is a slip of
the pen or smaller than any line that could have gone astray.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from extractors.plan import Alignment, AmountStatus, DoubtKind
from extractors.values.amounts import parse_amount
from pipeline.confirm.evidence import FOOTS, Evidence, key_of
from pipeline.reconcile.causes import is_slip
from pipeline.reconcile.findings import numbered
from pipeline.reconcile.index import Line
from pipeline.reconcile.model import (
    Audit,
    AuditedTotal,
    Finding,
    Message,
    Rule,
    Severity,
    TotalStatus,
    Verdict,
)
from pipeline.reconcile.verdicts import MISMATCHES

# What the witnesses saw otherwise.
_OTHERS = frozenset({"readings-differ", "readings-sum"})
# Doubts about cells or rows of tables that were read.
_ASTRAY = frozenset({DoubtKind.CELL_NOT_PLACED, DoubtKind.ROW_AMBIGUOUS})
# Letters among digits that look like them: a slip of whoever typed 'O' for '0'.
_LETTERS = re.compile(r"(?<=[0-9])[OoQDIilSBZ]|[OoQDIilSBZ](?=[0-9])")
_DIGITS = str.maketrans("OoQDIilSBZ", "0000111582")
# A description that ends in a figure, in parentheses perhaps.
_FIGURE_LAST = re.compile(r"[^\W\d_].*[\s(][\d][\dOo .,'’]*(?:\s?[^\W\d_]{0,5}|\s?[$€£])\s?\)?\s*$")


# 'En milliers' taken for 'en francs' makes a thousandfold; beyond that figures ran together.
_TOO_LONG = 10_000


class Why(StrEnum):
    """What speaks for a misreading: the key of its clause."""

    COLUMNS = "doubt-columns"
    GROUPS = "doubt-groups"
    NEIGHBOURS = "doubt-neighbours"
    UNSURE = "doubt-unsure"
    TEXT = "doubt-text"
    RECOGNISED = "doubt-recognised"


def own_up(audit: Audit) -> Audit:
    """The audit with such findings as reading doubts, and their totals unverifiable."""
    case = _Case(audit)
    reasons = {finding.finding_id: case.why(finding) for finding in audit.findings}
    for finding in audit.findings:
        if reasons[finding.finding_id] is None and case.rests_on(finding, reasons):
            reasons[finding.finding_id] = Why.UNSURE
    findings = [
        _doubt(finding, why) if (why := reasons[finding.finding_id]) else finding
        for finding in audit.findings
    ]
    doubted = {
        (finding.subject, finding.amount_column)
        for finding in audit.findings
        if reasons[finding.finding_id]
    }
    if not doubted:
        return audit
    accused = {(f.subject, f.amount_column) for f in findings if f.rule in MISMATCHES}
    totals = []
    for total in _inside_out(audit.totals):
        keys = {key_of(total), (total.total.total_id, total.total.amount_column)}
        parts = {(part.part_id, part.amount_column) for part in total.parts}
        failing = total.status is TotalStatus.INCONSISTENT and not keys & accused
        if failing and doubted & (keys | parts):
            doubted |= keys  # whatever sums it is in doubt as well
            total = replace(
                total, status=TotalStatus.UNVERIFIABLE, computed=None, difference=None, parts=()
            )
        totals.append(total)
    by_id = {total.total.total_id: total for total in totals}
    kept = tuple(by_id[total.total.total_id] for total in audit.totals)
    return replace(audit, totals=kept, findings=numbered(findings))


def _inside_out(totals: Sequence[AuditedTotal]) -> Iterator[AuditedTotal]:
    """Each total after those that it sums."""
    by_id = {total.total.total_id: total for total in totals}
    seen: set[str] = set()

    def walk(total: AuditedTotal) -> Iterator[AuditedTotal]:
        if total.total.total_id in seen:
            return
        seen.add(total.total.total_id)
        for part_id in total.part_ids:
            if part_id in by_id:
                yield from walk(by_id[part_id])
        yield total

    for total in totals:
        yield from walk(total)


def _doubt(finding: Finding, why: Why) -> Finding:
    return replace(
        finding,
        rule=Rule.READING_DOUBT,
        severity=Severity.WARNING,
        verdict=Verdict.READING,
        message=Message("doubted", {"said": finding.message, "why": Message(str(why))}),
        explanation=None,
        cause=None,
    )


class _Case:
    """What speaks for and against us in one document."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._evidence = Evidence(audit)
        self._totals = {total.total.total_id: total for total in audit.totals}
        accused = (self._evidence.total(f) for f in audit.findings if f.rule in MISMATCHES)
        self._accused = [total for total in accused if total is not None]
        self._recognised = {
            doubt.place.page
            for doubt in audit.plan.doubts
            if doubt.kind is DoubtKind.RECOGNISED_TEXT
        }
        self._audit_differs = any(f.message.key in _OTHERS for f in audit.findings)
        self._doubtful = {
            audit.index.table_of(doubt.place)
            for doubt in audit.plan.doubts
            if doubt.kind in _ASTRAY
        }

    def why(self, finding: Finding) -> Why | None:
        """What makes the finding likelier ours; None where it is not."""
        paged = finding.place.page is not None
        if finding.severity is Severity.ERROR and finding.place.page in self._recognised:
            return Why.RECOGNISED
        if finding.rule is Rule.MISSING_AMOUNT:
            if self._in_its_label(finding):
                return Why.TEXT
            sure = finding.verdict is Verdict.DOCUMENT and not self._needs_none(finding)
            return Why.UNSURE if paged and not sure else None
        if finding.rule is Rule.UNREADABLE_AMOUNT:
            printed = str(finding.message.params.get("printed", ""))
            ours = paged and finding.verdict is not Verdict.DOCUMENT
            return Why.TEXT if ours and not _smudged(printed) else None
        if finding.rule not in MISMATCHES:
            return None
        total = self._evidence.total(finding)
        if self._lacks_a_column(finding):
            return Why.COLUMNS
        if total is not None and total.computed is not None:
            if paged and _run_together(total):
                return Why.TEXT
            if self._in_other_column(total) or self._moved(total):
                return Why.COLUMNS
            if self._of_other_group(total):
                return Why.GROUPS
            if self._closed_by_neighbours(total):
                return Why.NEIGHBOURS
        if finding.verdict is Verdict.READING and not (total and self._stands(total, paged)):
            return Why.UNSURE
        unsettled = (
            finding.verdict is Verdict.UNDECIDED
            or self._audit.index.table_of(finding.place) in self._doubtful
        )
        if paged and unsettled and total is not None and self._of_lines(total):
            return Why.UNSURE
        return None

    def rests_on(self, finding: Finding, reasons: Mapping[str, Why | None]) -> bool:
        """Whether it accuses, on a page and undecided, a total of totals that are in doubt."""
        total = self._evidence.total(finding)
        if total is None or finding.place.page is None or finding.verdict is Verdict.DOCUMENT:
            return False
        parts = {(part.part_id, part.amount_column) for part in total.parts}
        doubted = (f for f in self._audit.findings if reasons[f.finding_id] is not None)
        return any((f.subject, f.amount_column) in parts for f in doubted)

    def _in_its_label(self, finding: Finding) -> bool:
        """Whether the description ends in a figure, which may be the amount."""
        line = self._audit.index.lines.get(finding.subject or "")
        label = (line.first.account_label or "") if line else ""
        return _FIGURE_LAST.search(label) is not None

    def _needs_none(self, finding: Finding) -> bool:
        """Whether it is the rest of the text above it: no total needs its amount.

        Of the two rows, one has the code and the other the amount.
        """
        line = self._audit.index.lines.get(finding.subject or "")
        if line is None or (line.first.account_code and not self._follows_uncoded(line)):
            return False
        key = line.line_id, finding.amount_column
        return any(
            total.difference is not None and total.difference <= 0
            for total in self._audit.totals
            if key in {(part.part_id, part.amount_column) for part in total.unknowns}
        )

    def _follows_uncoded(self, line: Line) -> bool:
        lines = self._audit.index.lines.values()
        above = max(
            (other for other in lines if other.order < line.order),
            key=lambda other: other.order,
            default=None,
        )
        return above is not None and above.first.account_code is None

    def _lacks_a_column(self, finding: Finding) -> bool:
        """Whether its row holds what it lacks, in a column that was not taken for a part."""
        if finding.rule is not Rule.ROW_TOTAL_MISMATCH or not finding.difference:
            return False
        gap = abs(finding.difference)
        across = next(
            (
                total
                for total in (*self._audit.crossings, *self._audit.totals)
                if finding.subject in (total.total.total_id, total.total.line_id)
                and total.total.amount_column == finding.amount_column
                and total.difference == finding.difference
            ),
            None,
        )
        if across is None:
            return False
        taken = {(part.part_id, part.amount_column) for part in across.parts} | {key_of(across)}
        row = [
            (total.total_id, total.amount_column, total.stated)
            for total in self._audit.plan.totals
            if total.line_id is None and total.order == across.total.order
        ]
        row += [
            (amount.line_id, amount.amount_column, amount.amount)
            for amount in self._audit.plan.amounts
            if amount.line_id == across.total.line_id
        ]
        return any(
            figure is not None and abs(figure) == gap and (key, column) not in taken
            for key, column, figure in row
        )

    def _in_other_column(self, total: AuditedTotal) -> bool:
        """Whether its figure is what another column of its row makes, or the reverse."""
        if not total.total.stated or total.total.line_id is not None:
            return False
        for other in self._audit.totals:
            if other is total or other.status in FOOTS or other.total.order != total.total.order:
                continue
            if other.computed == total.total.stated or other.total.stated == total.computed:
                return True
        return False

    def _moved(self, total: AuditedTotal) -> bool:
        """Whether the gap is a figure of one of its rows that was moved along its columns."""
        index, gap = self._audit.index, abs(total.difference or Decimal(0))
        moved = (
            index.lines[part.part_id]
            for part in total.parts
            if part.alignment is not Alignment.STRAIGHT and part.part_id in index.lines
        )
        return any(
            cell.amount and abs(cell.amount) == gap
            for line in moved
            if len(line.cells) > 1
            for cell in line.cells
        )

    def _of_other_group(self, total: AuditedTotal) -> bool:
        """Whether it states what another failing total's lines make, or fails by its reverse."""
        for other in self._accused:
            if other is total or key_of(other)[1] != key_of(total)[1]:
                continue
            if other.kind is not total.kind or other.difference is None:
                continue
            swapped = total.total.stated == other.computed or other.total.stated == total.computed
            if swapped or other.difference == -(total.difference or 0):
                return True
        return False

    def _closed_by_neighbours(self, total: AuditedTotal) -> bool:
        """Whether lines right before or after its own, or some at its border, close the gap.

        Those that another total vouches for are no candidates.
        """
        named = total.total.line_id is not None or bool(total.total.terms)  # sums what it says
        if named or total.difference is None or total.unknowns:
            return False
        cover = self._lines_under(total)
        table = self._audit.index.table_of(total.total.place)
        lines = [
            line
            for line in sorted(self._audit.index.lines.values(), key=lambda line: line.order)
            if line.table == table
        ]
        places = [at for at, line in enumerate(lines) if line.line_id in cover]
        if not places:
            return False
        vouched = self._vouched(total.total.amount_column)
        column, room = total.total.amount_column, total.tolerance or Decimal(0)
        before = lines[: places[0]][::-1]
        after = lines[places[-1] + 1 :]
        own = lines[places[0] : places[-1] + 1]
        for beyond, inside in ((before, own), (after, own[::-1])):
            free = _until(beyond, vouched)
            if _some_run(free, column, total.difference, room):
                return True
            if free and _some_run(inside[:-1], column, -total.difference, room):
                return True
        return False

    def _lines_under(self, total: AuditedTotal) -> set[str]:
        found: set[str] = set()
        for part_id in total.part_ids:
            inner = self._totals.get(part_id)
            found |= self._lines_under(inner) if inner is not None else {part_id}
        return found

    def _vouched(self, column: str) -> set[str]:
        """The lines under subtotals of a column that foot."""
        found: set[str] = set()
        for total in self._audit.totals:
            same = total.total.amount_column == column and total.total.line_id is None
            if same and total.status in FOOTS and total.node_id is not None:
                found |= self._lines_under(total)
        return found

    def _stands(self, total: AuditedTotal, paged: bool) -> bool:
        """Whether a gap is no doing of rows whose place is in doubt, all figures being read."""
        if is_slip(total):
            return True
        if not paged or total.unknowns or self._audit_differs:
            return False
        sure = all(part.status is AmountStatus.READ for part in total.parts)
        return sure and not self._of_lines(total)

    def _of_lines(self, total: AuditedTotal) -> bool:
        """Whether the gap may be of lines gone astray: no slip, and no less than one of them."""
        if is_slip(total) or total.difference is None:
            return False
        amounts = [
            abs(amount.amount)
            for amount in self._audit.plan.amounts
            if amount.amount and amount.amount_column == total.total.amount_column
        ]
        return not amounts or abs(total.difference) >= min(amounts)


def _run_together(total: AuditedTotal) -> bool:
    """Whether one figure is so much longer than the other that it must be several."""
    none = Decimal(0)
    low, high = sorted((abs(total.total.stated or none), abs(total.computed or none)))
    return 0 < low * _TOO_LONG <= high and not is_slip(total)


def _smudged(printed: str) -> bool:
    """Whether a text is one figure but for letters in the place of digits."""
    meant = _LETTERS.sub(lambda found: found.group().translate(_DIGITS), printed)
    return meant != printed and parse_amount(meant) is not None


def _until(lines: Sequence[Line], stop: set[str]) -> list[Line]:
    found = []
    for line in lines:
        if line.line_id in stop:
            break
        found.append(line)
    return found


def _some_run(lines: Sequence[Line], column: str, wanted: Decimal, room: Decimal) -> bool:
    """Whether the first lines, however many, make `wanted`."""
    made = Decimal(0)
    for line in lines:
        cell = line.cell(column)
        made += (cell.amount or Decimal(0)) if cell is not None else Decimal(0)
        if made and abs(made - wanted) <= room:
            return True
    return False
