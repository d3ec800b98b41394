"""Look-ups over one plan, made once: its lines, tables, groups and what stands under what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractors.plan import Activity, Amount, AmountRole, Node, Place, Plan, PlanTable
from extractors.values.memo import is_memo


class GroupKind(StrEnum):
    """What a subtotal can close."""

    ACTIVITY = "activity"
    NODE = "node"


Group = tuple[GroupKind, str]  # an activity or a node, by its id


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: its amount cells in printed order. `table` is the logical table."""

    line_id: str
    cells: tuple[Amount, ...]
    table: int
    groups: tuple[Group, ...]  # innermost first
    by_column: Mapping[str, Amount]

    @property
    def first(self) -> Amount:
        """The cell that speaks for the line's text: account, responsible, place."""
        return self.cells[0]

    @property
    def order(self) -> int:
        """Its printed row."""
        return self.cells[0].order

    def cell(self, column: str) -> Amount | None:
        """Its amount in a column, None where nothing is printed."""
        return self.by_column.get(column)

    def with_role(self, role: AmountRole) -> tuple[Amount, ...]:
        """Its cells of one role."""
        return tuple(cell for cell in self.cells if cell.role is role)


@dataclass(frozen=True, slots=True)
class Index:
    """See the module. Grids that no PlanTable claims are logical tables of their own."""

    nodes: Mapping[str, Node]
    activities: Mapping[str, Activity]
    lines: Mapping[str, Line]
    tables: Mapping[int, PlanTable]
    logical: Mapping[int, int]

    @classmethod
    def of(cls, plan: Plan) -> Index:
        """The index of a plan."""
        nodes = {node.node_id: node for node in plan.nodes}
        activities = {activity.activity_id: activity for activity in plan.activities}
        logical = {grid: table.tables[0] for table in plan.tables for grid in table.tables}
        tables = {table.tables[0]: table for table in plan.tables if table.tables}
        cells: dict[str, list[Amount]] = {}
        for amount in plan.amounts:
            cells.setdefault(amount.line_id, []).append(amount)
        index = cls(nodes, activities, {}, tables, logical)
        lines = {
            line_id: Line(
                line_id,
                tuple(group),
                index.table_of(group[0].place),
                tuple(index.groups_over(group[0].activity_id, group[0].node_id)),
                {cell.amount_column: cell for cell in group},
            )
            for line_id, group in cells.items()
        }
        return cls(nodes, activities, lines, tables, logical)

    def table_of(self, place: Place) -> int:
        """The logical table of a place; 0 outside tables."""
        if place.table is None:
            return 0
        return self.logical.get(place.table, place.table)

    def is_memo(self, line: Line) -> bool:
        """Whether it only says what another line holds ('dont déplacements'): no total sums it."""
        activity = self.activities.get(line.first.activity_id or "")
        own = activity is not None and activity.order == line.order
        label = line.first.account_label or (activity.label if own and activity else None)
        return is_memo(label)

    def groups_over(self, activity_id: str | None, node_id: str | None) -> Iterator[Group]:
        """The activity, its parent activities, the node and its ancestors, innermost first."""
        seen: set[str] = set()
        while activity_id is not None and activity_id not in seen:
            seen.add(activity_id)
            yield GroupKind.ACTIVITY, activity_id
            activity = self.activities.get(activity_id)
            if activity is None:
                break
            node_id = activity.node_id or node_id
            activity_id = activity.parent_activity_id
        while node_id is not None and node_id not in seen:
            seen.add(node_id)
            yield GroupKind.NODE, node_id
            node = self.nodes.get(node_id)
            node_id = node.parent_id if node else None

    def depth(self, group: Group) -> int:
        """How deep a group stands: 0 for a root node, activities deeper than their node."""
        kind, key = group
        if kind is GroupKind.ACTIVITY:
            return len(list(self.groups_over(key, None)))
        return len(list(self.groups_over(None, key))) - 1
