"""Which findings a second witness is asked about, and the printed figures that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.plan import TotalKind
from pipeline.confirm.figures import Figure, FigureKey, figures
from pipeline.reconcile.model import Audit, AuditedTotal, Finding, Rule, TotalStatus

FOOTS = frozenset({TotalStatus.CONSISTENT, TotalStatus.ROUNDING})
_MISMATCHES = frozenset(
    {
        Rule.SUBTOTAL_MISMATCH,
        Rule.GRAND_TOTAL_MISMATCH,
        Rule.ROW_TOTAL_MISMATCH,
        Rule.BUDGET_IDENTITY_MISMATCH,
    }
)
ACCUSATIONS = _MISMATCHES | {Rule.MISSING_AMOUNT, Rule.UNREADABLE_AMOUNT}
# Doubts of the first reading that cells moved or fought over a place; see checks.reading.
_CELL_DOUBTS = frozenset({"doubt-cell-not-placed", "doubt-row-ambiguous", "column-doubt"})
_IDENTITY = frozenset(
    {
        TotalKind.GRAND_TOTAL,
        TotalKind.FUNDED,
        TotalKind.UNFUNDED,
        TotalKind.TOTAL_BUDGET,
        TotalKind.STATED_BUDGET,
    }
)


def questions(audit: Audit) -> list[Finding]:
    """The findings about figures on a page: accusations, and doubts about where cells belong."""
    return [
        finding
        for finding in audit.findings
        if (finding.rule in ACCUSATIONS or finding.message.key in _CELL_DOUBTS)
        and finding.place.page is not None
    ]


class Evidence:
    """Finds the figures of findings."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._figures: dict[FigureKey, Figure] = {each.key: each for each in figures(audit.plan)}

    def of(self, finding: Finding) -> tuple[Figure, ...]:
        """The total and its parts; the blank or unreadable cell; the cells that are in doubt."""
        if finding.rule in _MISMATCHES:
            return self._known(key for total in self._totals(finding) for key in keys_of(total))
        if finding.rule in ACCUSATIONS:
            key = (finding.subject or "", finding.amount_column or "")
            blank = Figure(*key, place=finding.place)  # an activity that has no line
            return (self._figures.get(key, blank),)
        if finding.amount_column is not None:
            return tuple(self._column(finding))
        place = finding.place
        return tuple(
            each
            for each in self._figures.values()
            if (each.place.table, each.place.row) == (place.table, place.row)
        )

    def total(self, finding: Finding) -> AuditedTotal | None:
        """The total that is said not to foot down its column or across its line."""
        if finding.rule not in _MISMATCHES or finding.message.key == "crossing-mismatch":
            return None
        found = (total for total in self._audit.totals if _is_about(finding, total))
        return next((total for total in found if total.status not in FOOTS), None)

    def _totals(self, finding: Finding) -> Iterator[AuditedTotal]:
        if finding.message.key == "crossing-mismatch":
            yield from (each for each in self._audit.crossings if _is_about(finding, each))
            return
        sides = finding.rule is Rule.BUDGET_IDENTITY_MISMATCH
        for total in self._audit.totals:
            same_column = total.total.amount_column == finding.amount_column
            if _is_about(finding, total) or (sides and same_column and total.kind in _IDENTITY):
                yield total

    def _column(self, finding: Finding) -> Iterator[Figure]:
        index = self._audit.index
        table = index.table_of(finding.place)
        for each in self._figures.values():
            if each.column == finding.amount_column and index.table_of(each.place) == table:
                yield each

    def _known(self, keys: Iterable[FigureKey]) -> tuple[Figure, ...]:
        return tuple(self._figures[key] for key in dict.fromkeys(keys) if key in self._figures)


def _is_about(finding: Finding, audited: AuditedTotal) -> bool:
    total = audited.total
    return (
        finding.subject in (total.total_id, total.line_id)
        and total.amount_column == finding.amount_column
    )


def key_of(audited: AuditedTotal) -> FigureKey:
    """The key of a total's own figure; a line's total is one of the line's amounts."""
    total = audited.total
    return total.line_id or total.total_id, total.amount_column


def keys_of(audited: AuditedTotal) -> Iterator[FigureKey]:
    """The keys of a total and of its parts."""
    yield key_of(audited)
    for part in audited.parts:
        yield part.part_id, part.amount_column
