"""Which printed cells a finding is about, and which total it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.plan import Place, Plan
from pipeline.audit import Audit, AuditedTotal, Finding
from pipeline.exhibits.model import Role, Sum, Term

CellKey = tuple[str, str]  # (line_id or total_id, amount_column)


@dataclass(frozen=True, slots=True)
class Concern:
    """A printed cell (or row) and what it is to the finding; `printed` is its text."""

    role: Role
    place: Place
    printed: str | None = None


class Concerns:
    """Finds what the findings of one audit are about."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._totals: dict[str, list[AuditedTotal]] = {}
        for total in (*audit.totals, *audit.crossings):
            self._totals.setdefault(total.total.total_id, []).append(total)
            if total.total.line_id is not None:
                self._totals.setdefault(total.total.line_id, []).append(total)
        self._cells = dict(_cells(audit.plan))
        self._headers = {
            grid: table.headers for table in audit.plan.tables for grid in table.tables
        }

    def of(self, finding: Finding) -> tuple[Concern, ...]:
        """The cell that the finding speaks of, then the cells of the total that it rests on."""
        total = self.total(finding)
        printed = None
        if finding.subject is not None and finding.amount_column is not None:
            _, printed = self._cell(finding.subject, finding.amount_column)
        found = [Concern(Role.SUBJECT, finding.place, printed)]
        if total is not None:
            place, printed = total.total.place, total.total.printed
            found.append(Concern(Role.TOTAL, place, printed))
            # a blank's total is told by its sum; a total that does not foot, by all its cells
            for part in total.parts if _is_about(finding, total) else ():
                place, printed = self._cell(part.part_id, part.amount_column)
                found.append(Concern(Role.PART, place, printed))
        seen: dict[Place, Concern] = {}
        for concern in found:
            seen.setdefault(concern.place, concern)
        return tuple(seen.values())

    def total(self, finding: Finding) -> AuditedTotal | None:
        """The total that the finding says does not foot, or that tells what its blank must be."""
        if finding.subject is None:
            return None
        for total in self._totals.get(finding.subject, ()):
            if _is_about(finding, total):
                return total
        implied = self._audit.implied.get((finding.subject, finding.amount_column or ""))
        telling = implied.totals if implied else ()
        return next((t for t in self._audit.totals if t.total.total_id in telling), None)

    def headers(self, place: Place) -> tuple[Place, ...]:
        """The header's rows over a place, as printed last before it."""
        rows = self._headers.get(place.table or 0, ())
        above = [row for row in rows if _at(row) < _at(place)] or list(rows)
        if not above:
            return ()
        table = above[-1].table
        last = [row for row in above if row.table == table]
        start = len(last) - 1
        while start > 0 and (last[start].row or 0) - (last[start - 1].row or 0) == 1:
            start -= 1
        return tuple(last[start:])

    def _cell(self, part_id: str, column: str) -> tuple[Place, str | None]:
        return self._cells.get((part_id, column), (Place(), None))


def sum_of(total: AuditedTotal) -> Sum:
    """The total beside what it sums."""
    return Sum(
        total.total.line_id or total.total.total_id,
        total.total.amount_column,
        _plain(total.total.stated),
        _plain(total.computed),
        tuple(Term(part.part_id, part.amount_column, _plain(part.amount)) for part in total.parts),
    )


def _is_about(finding: Finding, audited: AuditedTotal) -> bool:
    total = audited.total
    return (
        finding.stated is not None
        and finding.subject in (total.total_id, total.line_id)
        and total.amount_column == finding.amount_column
        and (total.stated, audited.computed) == (finding.stated, finding.computed)
    )


def _cells(plan: Plan) -> Iterator[tuple[CellKey, tuple[Place, str | None]]]:
    for total in plan.totals:
        yield (total.total_id, total.amount_column), (total.place, total.printed)
    for amount in plan.amounts:
        yield (amount.line_id, amount.amount_column), (amount.place, amount.printed)


def _at(place: Place) -> tuple[int, int]:
    return place.table or 0, place.row or 0


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure:f}"
