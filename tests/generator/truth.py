"""What a right reading of a generated plan must say, row by row, in the contract's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .habits import Account, Habits, Numbering, Sign
from .plan_model import Activity, Figure, GeneratedPlan, Line, Node, Planted
from .table import Kind, Table, TableRow, amount_header


@dataclass(frozen=True, slots=True)
class AmountTruth:
    """One row of budget_lines."""

    column: str
    role: str
    status: str
    amount: Decimal | None
    code: str | None = None
    account: str | None = None
    donor: str | None = None


@dataclass(frozen=True, slots=True)
class TotalTruth:
    """One row of totals: `closes` is the number and label of the node or activity that it sums."""

    kind: str
    column: str
    stated: Decimal
    closes: tuple[str | None, str] | None = None


@dataclass(frozen=True, slots=True)
class NodeTruth:
    """One row of framework, with its parent's label."""

    level: str
    number: str | None
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class ActivityTruth:
    """One row of activities: `marks` are its periods, `parties` how many are responsible."""

    number: str | None
    label: str
    node: str | None
    responsible: str | None
    dash: bool
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class RowTruth:
    """What one printed row gives."""

    activity: ActivityTruth | None = None
    amounts: tuple[AmountTruth, ...] = ()
    totals: tuple[TotalTruth, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingTruth:
    """A finding that must come; `row` is the place of its row in the table's body."""

    rule: str
    row: int | None
    implied: Decimal | None
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole plan as it must be read; `rows` run beside the table's body."""

    kind: str
    currency: str | None
    project_id: str | None
    start: date | None
    end: date | None
    nodes: tuple[NodeTruth, ...]
    rows: tuple[RowTruth, ...]
    findings: tuple[FindingTruth, ...]


def truth_of(plan: GeneratedPlan, habits: Habits, table: Table) -> Truth:
    """The truth of a plan printed as that table."""
    writer = _Writer(plan, habits, table)
    said = habits.sign is not Sign.NONE
    scheduled = any(activity.marks for activity in plan.all_activities())
    return Truth(
        kind="work_plan" if plan.columns or scheduled else "action_plan",
        currency=plan.currency if said else None,
        project_id=plan.head.project_id,
        start=plan.head.start,
        end=plan.head.end,
        nodes=tuple(writer.nodes()),
        rows=tuple(writer.row(row) for row in table.rows),
        findings=tuple(writer.finding(error) for error in plan.errors),
    )


class _Writer:
    def __init__(self, plan: GeneratedPlan, habits: Habits, table: Table) -> None:
        self.plan = plan
        self.habits = habits
        self.table = table
        self.headers = {c.key: amount_header(c, habits) for c in table.columns}
        self.activities = {a.serial: a for a in plan.all_activities()}
        self.lines = {x.serial: x for x in plan.all_lines()}
        self.by_serial = {n.serial: n for n in plan.all_nodes()}
        self.under = {
            a.serial: node for node in plan.all_nodes() if node.level for a in node.activities
        }

    def node_number(self, node: Node) -> str | None:
        heading = self.habits.framework.value == "heading"
        return None if self.habits.node_style == "bare" and not heading else node.number

    def node_label(self, node: Node) -> str:
        return node.label.upper() if self.habits.upper and node.level == "axis" else node.label

    def nodes(self) -> list[NodeTruth]:
        found: list[NodeTruth] = []

        def visit(node: Node, parent: Node | None) -> None:
            if node.level:
                above = self.node_label(parent) if parent else None
                found.append(
                    NodeTruth(node.level, self.node_number(node), self.node_label(node), above)
                )
            for child in node.children:
                visit(child, node)

        for top in self.plan.nodes:
            visit(top, None)
        return found

    def row(self, row: TableRow) -> RowTruth:
        if row.kind is Kind.TOTAL and row.total is not None:
            return RowTruth(totals=tuple(self.totals(row)))
        if row.activity is None:
            return RowTruth()
        activity = self.activities[row.activity]
        line = self.lines[row.line] if row.line is not None else None
        return RowTruth(
            self.activity(activity) if row.starts else None,
            tuple(self.amounts(line)) if line is not None else (),
        )

    def activity(self, activity: Activity) -> ActivityTruth:
        node = self.under.get(activity.serial)
        numbered = self.habits.numbering is not Numbering.NONE
        return ActivityTruth(
            activity.number if numbered else None,
            activity.label,
            self.node_label(node) if node else None,
            activity.responsible,
            activity.dash,
            frozenset(self.plan.periods[i].code for i in activity.marks),
        )

    def amounts(self, line: Line) -> list[AmountTruth]:
        single = len(self.plan.columns) == 1
        printed = [(f"amount{i}", figure) for i, figure in enumerate(line.amounts)]
        role = "amount" if single else "part"
        found = [
            self.amount(key, figure, role, line)
            for key, figure in printed
            if single or figure.value is not None
        ]
        if line.row_total is not None:
            found.append(self.amount("total", line.row_total, "row_total", line))
        return found

    def amount(self, key: str, figure: Figure, role: str, line: Line) -> AmountTruth:
        status = "read" if figure.value is not None else "doubtful" if figure.raw else "missing"
        donor = line.donor
        if role == "part" and self.plan.donors:
            donor = self.plan.columns[int(key.removeprefix("amount"))]
        bare = self.habits.account in (Account.NONE, Account.LABEL_ONLY)
        return AmountTruth(
            self.headers[key],
            role,
            status,
            None if figure.value is None else figure.value * self.plan.scale,
            None if bare else line.code,
            line.account,
            donor,
        )

    def totals(self, row: TableRow) -> list[TotalTruth]:
        total = row.total
        assert total is not None
        closes: tuple[str | None, str] | None = None
        if total.node is not None:
            node = self.by_serial[total.node]
            closes = (self.node_number(node), self.node_label(node))
        if total.activity is not None:
            activity = self.activities[total.activity]
            closes = (activity.number, activity.label)
        figures = [(f"amount{i}", figure) for i, figure in enumerate(total.figures)]
        if total.row_total is not None:
            figures.append(("total", total.row_total))
        return [
            TotalTruth(total.kind.value, self.headers[key], f.value * self.plan.scale, closes)
            for key, f in figures
            if f.value is not None
        ]

    def finding(self, error: Planted) -> FindingTruth:
        implied = None if error.implied is None else error.implied * self.plan.scale
        return FindingTruth(error.rule, self.where(error), implied, error.also)

    def where(self, error: Planted) -> int | None:
        """The row that the finding must point to; None where it is about no one row."""
        for i, row in enumerate(self.table.rows):
            if error.line is not None and row.line == error.line:
                return i
            if error.activity is not None and row.activity == error.activity and row.starts:
                return i
            if error.node is not None and error.node in row.nodes:
                return i
            if error.total is not None and row.total is not None and row.total.key == error.total:
                return i
        return None
