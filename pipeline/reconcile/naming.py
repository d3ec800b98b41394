"""How sentences call the things of a plan: by what is printed, never by an id."""

from __future__ import annotations

from extractors.plan import TotalKind
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import AuditedTotal, Message, Name, Param, Thing


def activity_name(index: Index, activity_id: str) -> Name:
    """An activity by its number, by its label where it has none."""
    activity = index.activities[activity_id]
    return Name(Thing.ACTIVITY, activity.label, activity.number)


def node_name(index: Index, node_id: str) -> Name:
    """A node of the results framework by its level and number, or by its label."""
    node = index.nodes[node_id]
    return Name(Thing.NODE, node.label, node.number, node.level)


def group_name(index: Index, activity_id: str | None, node_id: str | None) -> Name | None:
    """The activity, else the node; None where neither is in the plan."""
    if activity_id is not None and activity_id in index.activities:
        return activity_name(index, activity_id)
    if node_id is not None and node_id in index.nodes:
        return node_name(index, node_id)
    return None


def line_name(index: Index, line_id: str) -> Name:
    """A budget line by its account and the activity (or node) that it stands under."""
    cell = index.lines[line_id].first
    printed = [text for text in (cell.account_label, cell.account_code) if text]
    of = group_name(index, cell.activity_id, cell.node_id)
    return Name(Thing.LINE, " ".join(printed) or None, of=of)


def total_name(index: Index, audited: AuditedTotal) -> Name:
    """A total by its label, and by its group where the label does not name it."""
    total = audited.total
    if total.line_id is not None and total.line_id in index.lines:
        return line_name(index, total.line_id)
    of = None
    if not total.named and audited.kind is TotalKind.SUBTOTAL:
        of = group_name(index, audited.activity_id, audited.node_id)
    return Name(Thing.TOTAL, total.label or None, of=of)


def in_column(index: Index, column: str | None) -> Param:
    """The clause that says in which amount column, empty where the plan has only one."""
    columns = {cell.amount_column for line in index.lines.values() for cell in line.cells}
    if column is None or len(columns) < 2:
        return ""
    return Message("in-column", {"column": column})
