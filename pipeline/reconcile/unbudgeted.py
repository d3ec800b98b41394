"""Activities that have no budget line although their table has amounts.

In a table without account columns an activity is one row, and a blank amount leaves no line at
all. Where a total is short and one such activity is the only one under it, the blank is the cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractors.plan import AmountRole, TotalKind
from pipeline.reconcile.index import Group, GroupKind, Index
from pipeline.reconcile.model import AuditedTotal, CellKey, Implied, TotalStatus
from pipeline.reconcile.rows import Closing, Scope


def unbudgeted(index: Index) -> dict[str, int]:
    """Activities without a line of their own or beneath them, each with its logical table."""
    budgeted = {group for line in index.lines.values() for group in line.groups}
    return {
        activity_id: table
        for table, sort in index.tables.items()
        if sort.has_amounts
        for activity_id in sort.activity_ids
        if (GroupKind.ACTIVITY, activity_id) not in budgeted
    }


def implied_for_activities(
    index: Index, totals: Iterable[AuditedTotal], closings: Iterable[Closing]
) -> dict[CellKey, Implied]:
    """The amount that a short total implies for the only unbudgeted activity under it."""
    open_ones = {
        activity_id: table
        for activity_id, table in unbudgeted(index).items()
        if not index.tables[table].has_accounts
    }
    if not open_ones:
        return {}
    closing_of = {cell.total_id: closing for closing in closings for cell in closing.row.cells}
    found: dict[CellKey, Implied] = {}
    for audited in totals:
        closing = closing_of.get(audited.total.total_id)
        if closing is None or not _short(audited):
            continue
        closed = [closing_of[p.part_id].group for p in audited.parts if p.part_id in closing_of]
        under = [
            activity_id
            for activity_id, table in open_ones.items()
            if _covers(index, closing, activity_id, table, closed)
        ]
        if len(under) == 1 and audited.difference is not None:
            key = (under[0], audited.total.amount_column)
            totals_of = (audited.total.total_id,)
            earlier = found.get(key)
            agreed = earlier is None or earlier.amount == audited.difference
            found[key] = Implied(audited.difference if agreed else None, totals=totals_of)
    return found


def _short(audited: AuditedTotal) -> bool:
    if audited.status is not TotalStatus.INCONSISTENT or audited.unknowns:
        return False
    if audited.kind not in (TotalKind.SUBTOTAL, TotalKind.GRAND_TOTAL):
        return False
    if audited.total.role is AmountRole.PART:  # one blank part of a row means nothing
        return False
    return (audited.difference or Decimal(0)) > 0


def _covers(
    index: Index, closing: Closing, activity_id: str, table: int, closed: list[Group | None]
) -> bool:
    groups = list(index.groups_over(activity_id, None))
    if any(group in groups for group in closed if group is not None):
        return False
    if closing.scope is Scope.DOCUMENT:
        return True
    if closing.scope is Scope.TABLE or closing.group is None:
        return table == closing.row.table and closing.scope is not Scope.SPAN
    return closing.group in groups
