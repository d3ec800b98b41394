"""Examples that checks carry: small plans written row by row, and what must be found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from extractors.plan import (
    Activity,
    Alignment,
    Amount,
    AmountRole,
    AmountStatus,
    Certainty,
    Doubt,
    Evidence,
    Head,
    Kind,
    Level,
    Mark,
    Node,
    NodeStatus,
    Place,
    Plan,
    PlanTable,
    Quantity,
    StatedTotal,
    TotalKind,
)
from pipeline.reconcile.model import Rule

Row = Node | Activity | Amount | StatedTotal | Mark | Quantity | Doubt
YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


@dataclass(frozen=True, slots=True)
class Example:
    """A plan and all that the check must find in it: (rule, subject).

    Ids count from 1 by sort: n1, n2 are nodes, a1 an activity, l1 a line, t1 a total.
    """

    says: str
    plan: Plan
    fires: tuple[tuple[Rule, str | None], ...] = ()


def plan_of(*rows: Row, years: tuple[date, date] | None = None, **table: bool) -> Plan:
    """One table of printed rows; each stands under the node and activity printed before it.

    `table` sets facts of the PlanTable: has_number, has_periods, has_responsible, has_accounts.
    """
    state = _Writer()
    for row in rows:
        state.write(row)
    facts = {"has_number": True, "has_amounts": True, "has_accounts": True} | table
    listed = PlanTable(
        (1,),
        has_number=facts["has_number"],
        has_periods=facts.get("has_periods", False),
        has_responsible=facts.get("has_responsible", False),
        has_amounts=facts["has_amounts"],
        has_accounts=facts["has_accounts"],
        activity_ids=tuple(a.activity_id for a in state.activities),
    )
    start, end = years or (None, None)
    return Plan(
        Head(Kind.WORK_PLAN, period_start=start, period_end=end),
        tuple(state.nodes),
        tuple(state.activities),
        marks=tuple(state.marks),
        amounts=tuple(state.amounts),
        totals=tuple(state.totals),
        quantities=tuple(state.quantities),
        tables=(listed,),
        doubts=tuple(state.doubts),
    )


class _Writer:
    """Gives rows their ids, places and groups in printed order."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.activities: list[Activity] = []
        self.amounts: list[Amount] = []
        self.totals: list[StatedTotal] = []
        self.marks: list[Mark] = []
        self.quantities: list[Quantity] = []
        self.doubts: list[Doubt] = []
        self.row = 0

    def write(self, row: Row) -> None:
        if isinstance(row, Mark):
            self.marks.append(replace(row, activity_id=self.activity or ""))
            return
        if isinstance(row, Quantity):
            self.quantities.append(replace(row, activity_id=self.activity))
            return
        self.row += 1
        here = Place(table=1, row=self.row)
        if isinstance(row, Doubt):
            self.doubts.append(replace(row, place=here))
        elif isinstance(row, Node):
            key = f"n{len(self.nodes) + 1}"
            self.nodes.append(replace(row, node_id=key, place=here, order=self.row))
        elif isinstance(row, Activity):
            key = f"a{len(self.activities) + 1}"
            parent = self.activity if row.parent_activity_id else None
            placed = replace(row, activity_id=key, place=here, order=self.row)
            self.activities.append(replace(placed, node_id=self.node, parent_activity_id=parent))
        elif isinstance(row, Amount):
            key = f"l{len(self.amounts) + 1}"
            placed_amount = replace(row, line_id=key, place=here, order=self.row)
            self.amounts.append(
                replace(placed_amount, activity_id=self.activity, node_id=self.node)
            )
        else:
            key = f"t{len(self.totals) + 1}"
            total = replace(row, total_id=key, place=here, order=self.row)
            self.totals.append(replace(total, node_id=self.node))

    @property
    def node(self) -> str | None:
        return self.nodes[-1].node_id if self.nodes else None

    @property
    def activity(self) -> str | None:
        return self.activities[-1].activity_id if self.activities else None


def a_node(
    number: str | None, label: str = "Accès à l'eau", status: NodeStatus | None = None
) -> Node:
    """A result."""
    return Node("", Level.RESULT, label, number, status=status)


def an_activity(
    number: str | None, label: str, responsible: str | None = None, *, dash: bool = False
) -> Activity:
    """An activity; `dash` for an item under the one before it."""
    parent = "above" if dash else None
    return Activity("", label, number, parent_activity_id=parent, responsible=responsible)


def a_line(
    amount: str | None,
    code: str | None = "72200",
    label: str | None = None,
    *,
    printed: str | None = None,
    alignment: Alignment = Alignment.STRAIGHT,
    fell_off: bool = False,
) -> Amount:
    """A budget line; `printed` for a cell that is no number."""
    status = AmountStatus.READ if amount is not None else AmountStatus.MISSING
    return Amount(
        "",
        "Montant",
        AmountRole.AMOUNT,
        AmountStatus.DOUBTFUL if printed else status,
        None if amount is None else Decimal(amount),
        printed=printed or amount,
        account_code=code,
        account_label=label,
        alignment=alignment,
        fell_off=fell_off,
    )


def total(kind: TotalKind, label: str) -> Callable[[str], StatedTotal]:
    """Makes totals of a kind from their figures."""

    def stated(figure: str) -> StatedTotal:
        return StatedTotal(
            "", label, kind, "Montant", AmountRole.AMOUNT, Decimal(figure), printed=figure
        )

    return stated


subtotal = total(TotalKind.SUBTOTAL, "Sous-total")
grand_total = total(TotalKind.GRAND_TOTAL, "Total général")
funded = total(TotalKind.FUNDED, "Financé")
unfunded = total(TotalKind.UNFUNDED, "À financer")
total_budget = total(TotalKind.TOTAL_BUDGET, "Budget total")


def a_mark(period: str, certainty: Certainty = Certainty.CERTAIN) -> Mark:
    """A marked quarter, '2024-Q2'."""
    year, quarter = int(period[:4]), int(period[-1])
    start = date(year, 3 * quarter - 2, 1)
    return Mark("", period, Evidence.MARK, certainty, start=start, end=start.replace(day=28))


def a_count(value: int, unit: str, per: str | None = None) -> Quantity:
    """A count in the label of the activity printed before it."""
    return Quantity(Decimal(value), unit, f"{value} {unit}s", per)
