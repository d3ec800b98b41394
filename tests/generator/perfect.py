"""The plan that a perfect reader would hand on: it tells faults of the audit from the reader's."""

from __future__ import annotations

from decimal import Decimal

from extractors.plan import (
    Activity,
    Amount,
    AmountRole,
    AmountStatus,
    Certainty,
    Evidence,
    Head,
    Kind,
    Level,
    Mark,
    Node,
    Place,
    Plan,
    PlanTable,
    StatedTotal,
    TotalKind,
)

from .habits import Account, Money, Numbering
from .plan_model import Node as PlanNode
from .table import Kind as RowKind
from .truth import RowTruth
from .where import Sample


def perfect_reading(printed: Sample) -> Plan:
    """The truth of a printed plan as a plan."""
    return _Reading(printed).plan()


class _Reading:
    def __init__(self, printed: Sample) -> None:
        self.printed = printed
        self.habits = printed.habits
        step = Decimal(1).scaleb(-printed.plan.places)
        self.unit = step * printed.plan.scale
        self.under = {a.serial: node for node in printed.plan.all_nodes() for a in node.activities}
        self.nodes: dict[int, Node] = {}
        self.activities: dict[int, Activity] = {}
        self.last_numbered: str | None = None
        self.amounts: list[Amount] = []
        self.totals: list[StatedTotal] = []
        self.marks: list[Mark] = []

    def place(self, row: int) -> Place:
        return Place(table=1, row=row + 1, line=self.printed.lines[row])

    def plan(self) -> Plan:
        truth, printed = self.printed.truth, self.printed
        self.read_nodes()
        for i, row in enumerate(printed.table.rows):
            if row.kind is RowKind.TOTAL:
                self.read_totals(i, truth.rows[i])
            elif row.activity is not None:
                self.read_line(i, truth.rows[i])
        activities = tuple(self.activities.values())
        return Plan(
            head=Head(
                Kind(truth.kind),
                project_id=truth.project_id,
                period_start=truth.start,
                period_end=truth.end,
                currency=truth.currency,
                language="fr",
                engine="truth",
            ),
            nodes=tuple(self.nodes.values()),
            activities=activities,
            marks=tuple(self.marks),
            amounts=tuple(self.amounts),
            totals=tuple(self.totals),
            tables=(
                PlanTable(
                    (1,),
                    has_number=self.habits.numbering is not Numbering.NONE,
                    has_periods=bool(printed.plan.periods),
                    has_responsible=self.habits.responsible,
                    has_amounts=self.habits.money is not Money.NONE,
                    has_accounts=self.habits.account is not Account.NONE,
                    activity_ids=tuple(a.activity_id for a in activities),
                ),
            ),
        )

    def read_nodes(self) -> None:
        truths = iter(self.printed.truth.nodes)
        starts = {
            serial: i for i, row in enumerate(self.printed.table.rows) for serial in row.nodes
        }

        def visit(node: PlanNode, parent: str | None) -> None:
            own = parent
            if node.level:
                truth = next(truths)
                own = f"n{node.serial}"
                row = starts.get(node.serial, 0)
                self.nodes[node.serial] = Node(
                    own,
                    Level(truth.level),
                    truth.label,
                    truth.number,
                    parent,
                    place=self.place(row),
                    order=row,
                )
            for child in node.children:
                visit(child, own)

        for top in self.printed.plan.nodes:
            visit(top, None)

    def read_line(self, row: int, truth: RowTruth) -> None:
        printed = self.printed.table.rows[row]
        assert printed.activity is not None
        node = self.nodes.get(self.under[printed.activity].serial)
        node_id = node.node_id if node else None
        if truth.activity is not None:
            own = f"a{printed.activity}"
            activity = Activity(
                own,
                truth.activity.label,
                truth.activity.number,
                node_id,
                self.last_numbered if truth.activity.dash else None,
                truth.activity.responsible,
                self.place(row),
                row,
            )
            self.activities[printed.activity] = activity
            if not truth.activity.dash:
                self.last_numbered = own
            self.marks += [
                Mark(own, period, Evidence.MARK, Certainty.CERTAIN, place=self.place(row))
                for period in sorted(truth.activity.marks)
            ]
        activity = self.activities[printed.activity]
        self.amounts += [
            Amount(
                f"l{printed.line}",
                each.column,
                AmountRole(each.role),
                AmountStatus(each.status),
                each.amount,
                None if each.amount is None else self.unit,
                activity_id=activity.activity_id,
                node_id=node_id,
                responsible=activity.responsible,
                donor=each.donor,
                account_code=each.code,
                account_label=each.account,
                place=self.place(row),
                order=row,
            )
            for each in truth.amounts
        ]
        self.totals += [
            StatedTotal(
                f"l{printed.line}-total",
                "Total",
                TotalKind.ROW_TOTAL,
                each.column,
                AmountRole.ROW_TOTAL,
                each.amount,
                self.unit,
                activity_id=activity.activity_id,
                line_id=f"l{printed.line}",
                place=self.place(row),
                order=row,
            )
            for each in truth.amounts
            if each.role == "row_total"
        ]

    def read_totals(self, row: int, truth: RowTruth) -> None:
        total = self.printed.table.rows[row].total
        assert total is not None
        node = self.nodes.get(total.node or -1)
        single = len(self.printed.plan.columns) == 1
        for i, each in enumerate(truth.totals):
            across = total.row_total is not None and i == len(truth.totals) - 1
            role = AmountRole.ROW_TOTAL if across else AmountRole.PART
            self.totals.append(
                StatedTotal(
                    f"t{row}-{i}",
                    total.label,
                    TotalKind(each.kind),
                    each.column,
                    AmountRole.AMOUNT if single else role,
                    each.stated,
                    self.unit,
                    node_id=node.node_id if node else None,
                    activity_id=f"a{total.activity}" if total.activity else None,
                    named=self.habits.named_totals,
                    place=self.place(row),
                    order=row,
                )
            )
