"""Whether the document or our reading of it is at fault, from how its rows stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.plan import (
    Alignment,
    Amount,
    AmountStatus,
    DoubtKind,
    Place,
    Plan,
    StatedTotal,
)
from extractors.values.amounts import leading_text_and_amount, parse_amount
from pipeline.reconcile.model import Audit, AuditedTotal, Finding, Part, Rule, Verdict

MISMATCHES = frozenset(
    {
        Rule.SUBTOTAL_MISMATCH,
        Rule.GRAND_TOTAL_MISMATCH,
        Rule.ROW_TOTAL_MISMATCH,
        Rule.BUDGET_IDENTITY_MISMATCH,
    }
)
_BENEATH = frozenset({Rule.SUBTOTAL_MISMATCH, Rule.MISSING_AMOUNT, Rule.UNREADABLE_AMOUNT})


def of_part(part: Part) -> Verdict:
    """Of one cell: a straight row is the document's own, a shifted one proves nothing."""
    if part.fell_off or part.alignment is Alignment.AMBIGUOUS:
        return Verdict.READING
    if part.status is AmountStatus.DOUBTFUL:
        return Verdict.READING
    return Verdict.DOCUMENT if part.alignment is Alignment.STRAIGHT else Verdict.UNDECIDED


def of_total(audited: AuditedTotal) -> Verdict:
    """Of a total that does not foot: as sure as the least sure of its rows."""
    found = {of_part(part) for part in audited.parts}
    if audited.total.alignment is Alignment.AMBIGUOUS:
        found.add(Verdict.READING)
    elif audited.total.alignment is Alignment.SHIFTED or audited.unknowns:
        found.add(Verdict.UNDECIDED)  # a blank may hold what no reader would expect
    return worst(found)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Reading before undecided before document."""
    found = set(verdicts)
    for verdict in (Verdict.READING, Verdict.UNDECIDED):
        if verdict in found:
            return verdict
    return Verdict.DOCUMENT


def strays(plan: Plan) -> frozenset[Decimal]:
    """Figures that were read but fit no table: the doubts that hold one, signs aside."""
    found = set()
    for doubt in plan.doubts:
        if doubt.kind in (DoubtKind.CELL_NOT_PLACED, DoubtKind.TABLE_NOT_READ):
            split = leading_text_and_amount(doubt.text)
            figure = parse_amount(doubt.text) or (split[1] if split else None)
            if figure is not None:
                found.add(abs(figure.value))
    return frozenset(found)


def beside_strays(finding: Finding, figures: frozenset[Decimal]) -> Finding:
    """Accuse no total of missing what may stand among the figures that we could not place."""
    if not figures or finding.rule not in MISMATCHES or finding.verdict is not Verdict.DOCUMENT:
        return finding
    gap = abs(finding.difference) if finding.difference is not None else None
    verdict = Verdict.READING if gap in figures else Verdict.UNDECIDED
    return replace(finding, verdict=verdict)


def above_doubts(findings: Sequence[Finding]) -> list[Finding]:
    """Accuse no grand total while a total or an amount beneath it may be our misreading."""
    doubtful = any(
        finding.rule in _BENEATH and finding.verdict is not Verdict.DOCUMENT for finding in findings
    )
    return [
        replace(finding, verdict=Verdict.UNDECIDED)
        if doubtful
        and finding.rule is Rule.GRAND_TOTAL_MISMATCH
        and finding.verdict is Verdict.DOCUMENT
        else finding
        for finding in findings
    ]


class Rows:
    """What is known of how printed rows stood: amounts and totals say it of their own rows."""

    def __init__(self, audit: Audit) -> None:
        printed: list[Amount | StatedTotal] = [*audit.plan.amounts, *audit.plan.totals]
        self._shifted = {
            (row.place.table, row.place.row)
            for row in printed
            if row.alignment is not Alignment.STRAIGHT and row.place.row is not None
        }
        self._doubted = {
            (doubt.place.table, doubt.place.row)
            for doubt in audit.plan.doubts
            if doubt.place.row is not None
        }

    def verdict(self, *places: Place) -> Verdict:
        """Of a finding about the text of rows: the document's where none of them was moved."""
        rows = {(place.table, place.row) for place in places}
        if rows & self._doubted:
            return Verdict.READING
        return Verdict.UNDECIDED if rows & self._shifted else Verdict.DOCUMENT
