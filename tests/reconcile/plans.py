"""Small plans made by hand, for tests: rows in printed order, ids by count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.plan import (
    Activity,
    Alignment,
    Amount,
    AmountRole,
    AmountStatus,
    Head,
    Kind,
    Level,
    Node,
    Place,
    Plan,
    PlanTable,
    StatedTotal,
    TotalKind,
)

Figure = str | int | None
UNREADABLE = "?"


def decimal(figure: Figure) -> Decimal | None:
    return None if figure in (None, UNREADABLE) else Decimal(str(figure))


def unit(figure: Figure) -> Decimal | None:
    value = decimal(figure)
    return None if value is None else Decimal(1).scaleb(int(value.as_tuple().exponent))


@dataclass
class Maker:
    """Writes a plan row by row; every call is one printed row."""

    kind: Kind = Kind.WORK_PLAN
    columns: tuple[str, ...] = ("Total",)
    table: int = 1
    accounts: bool = True
    row: int = 0
    nodes: list[Node] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    node: str | None = None
    act: str | None = None
    alignment: Alignment = Alignment.STRAIGHT
    tables: list[int] = field(default_factory=lambda: [1])
    owner: dict[str, int] = field(default_factory=dict)

    def next_table(self, columns: tuple[str, ...] | None = None) -> None:
        self.table += 1
        self.tables.append(self.table)
        self.columns = columns or self.columns
        self.node = self.act = None

    def place(self) -> Place:
        return Place(table=self.table, row=self.row)

    def roles(self) -> dict[str, AmountRole]:
        if len(self.columns) == 1:
            return {self.columns[0]: AmountRole.AMOUNT}
        totals = {c for c in self.columns if c.startswith("Total")}
        if not totals:
            return dict.fromkeys(self.columns, AmountRole.AMOUNT)
        return {c: AmountRole.ROW_TOTAL if c in totals else AmountRole.PART for c in self.columns}

    def group(self, number: str, level: Level = Level.RESULT, under: str | None = None) -> str:
        self.row += 1
        key = f"n{len(self.nodes) + 1}"
        self.nodes.append(
            Node(key, level, f"Groupe {number}", number, under, place=self.place(), order=self.row)
        )
        self.node, self.act = key, None
        return key

    def activity(self, number: str | None, label: str | None = None) -> str:
        self.row += 1
        key = f"a{len(self.activities) + 1}"
        label = label or f"Action {key}"
        self.activities.append(
            Activity(key, label, number, self.node, place=self.place(), order=self.row)
        )
        self.act = key
        self.owner[key] = self.table
        return key

    def line(self, *figures: Figure, code: str | None = "72200", fell_off: bool = False) -> str:
        self.row += 1
        key = f"l{len({a.line_id for a in self.amounts}) + 1}"
        roles = self.roles()
        for column, figure in zip(self.columns, figures, strict=True):
            if figure is None and roles[column] is AmountRole.PART:
                continue
            status = AmountStatus.READ
            if figure is None:
                status = AmountStatus.MISSING
            elif figure == UNREADABLE:
                status = AmountStatus.DOUBTFUL
            self.amounts.append(
                Amount(
                    key,
                    column,
                    roles[column],
                    status,
                    decimal(figure),
                    unit(figure),
                    str(figure) if figure is not None else None,
                    self.act,
                    self.node,
                    account_code=code,
                    alignment=self.alignment,
                    fell_off=fell_off,
                    place=self.place(),
                    order=self.row,
                )
            )
            if roles[column] is AmountRole.ROW_TOTAL:
                self._stated("", TotalKind.ROW_TOTAL, column, figure, line_id=key)
        return key

    def _stated(
        self, label: str, kind: TotalKind, column: str, figure: Figure, **more: object
    ) -> str:
        key = f"t{len(self.totals) + 1}"
        total = StatedTotal(
            key,
            label,
            kind,
            column,
            self.roles().get(column, AmountRole.AMOUNT),
            decimal(figure),
            unit(figure),
            str(figure) if figure is not None else None,
            alignment=self.alignment,
            place=self.place(),
            order=self.row,
        )
        self.totals.append(replace(total, **more))  # type: ignore[arg-type]
        return key

    def total(
        self,
        label: str,
        kind: TotalKind,
        *figures: Figure,
        node: str | None = None,
        activity: str | None = None,
    ) -> str:
        self.row += 1
        named = bool(node or activity)
        key = ""
        for column, figure in zip(self.columns, figures, strict=True):
            if figure is None and len(figures) > 1:
                continue
            key = self._stated(
                label,
                kind,
                column,
                figure,
                node_id=node or (None if activity else self.node),
                activity_id=activity if named else None,
                named=named,
            )
        return key

    def sub(self, *figures: Figure, **of: str) -> str:
        return self.total("Sous-total", TotalKind.SUBTOTAL, *figures, **of)

    def grand(self, *figures: Figure) -> str:
        return self.total("Total général", TotalKind.GRAND_TOTAL, *figures)

    def bare(self, *figures: Figure) -> str:
        return self.total("Total", TotalKind.OTHER, *figures)

    def money(self, funded: Figure, unfunded: Figure, budget: Figure) -> None:
        self.total("Financé", TotalKind.FUNDED, funded)
        self.total("À financer", TotalKind.UNFUNDED, unfunded)
        self.total("Budget total", TotalKind.TOTAL_BUDGET, budget)

    def plan(self, **more: object) -> Plan:
        tables = tuple(
            PlanTable(
                (table,),
                has_number=False,
                has_periods=False,
                has_responsible=False,
                has_amounts=True,
                has_accounts=self.accounts,
                activity_ids=tuple(a for a, t in self.owner.items() if t == table),
            )
            for table in self.tables
        )
        plan = Plan(
            Head(self.kind),
            tuple(self.nodes),
            tuple(self.activities),
            amounts=tuple(self.amounts),
            totals=tuple(self.totals),
            tables=tables,
        )
        return replace(plan, **more)  # type: ignore[arg-type]
