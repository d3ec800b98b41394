"""Follows the printed rows of a plan's tables and notes activities, lines, marks and totals.

The rows of a plan speak in turn: a result stands once and holds for the rows beneath, an activity
for its further budget lines, a cell cut by a page break goes on where its column is next filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.grids.columns import MONEY, Column, ColumnRole
from extractors.grids.placed import PlacedRow, Table
from extractors.plan import (
    Activity,
    Alignment,
    Amount,
    AmountRole,
    AmountStatus,
    CellCount,
    Certainty,
    Doubt,
    DoubtKind,
    Mark,
    Node,
    Party,
    Place,
    PlanTable,
    StatedTotal,
    TotalKind,
)
from extractors.plans.language import split_parties
from extractors.plans.outline import OPEN_END, Outline
from extractors.plans.rows import Money, RowSays, read_row
from extractors.plans.years import Years
from extractors.values.periods import period_key, period_span
from extractors.vocabulary import TotalLabel


@dataclass(frozen=True, slots=True)
class HeadingAmount:
    """An amount on a heading's own row: a total above its parts, or all there is of the group."""

    node_id: str
    money: Money
    row: PlacedRow
    order: int
    role: AmountRole


@dataclass(slots=True)
class Builder:
    """What has been read so far. `years` places periods whose header names no year."""

    years: Years
    currency: str | None = None
    outline: Outline = field(default_factory=Outline)
    parties: list[Party] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    tables: list[PlanTable] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    headings: list[HeadingAmount] = field(default_factory=list)
    labels: dict[int, TotalLabel] = field(default_factory=dict)  # of total rows, by order
    cells: CellCount = field(default_factory=CellCount)
    _lines: int = 0
    _totals: int = 0
    _role: dict[Column, AmountRole] = field(default_factory=dict)

    @property
    def nodes(self) -> list[Node]:
        """The results framework."""
        return self.outline.nodes

    @property
    def activities(self) -> list[Activity]:
        """The activities."""
        return self.outline.activities

    def read(self, table: Table) -> None:
        """Follow one table's rows; what is open stays open into the next table."""
        rows = [read_row(table, row) for row in table.rows]
        self._role = amount_roles(table)
        self.outline.begin(rows)
        first = len(self.activities)
        for says in rows:
            self.outline.order += 1
            self._read_row(table, says)
            self._count(says)
        roles = {column.role for column in table.columns}
        self.tables.append(
            PlanTable(
                tables=table.grids,
                has_number=ColumnRole.NUMBER in roles or self.outline.numbered,
                has_periods=bool(roles & {ColumnRole.PERIOD, ColumnRole.SCHEDULE}),
                has_responsible=ColumnRole.RESPONSIBLE in roles,
                has_amounts=bool(roles & MONEY),
                has_accounts=ColumnRole.ACCOUNT in roles,
                activity_ids=tuple(a.activity_id for a in self.activities[first:]),
                place=table.rows[0].place if table.rows else Place(),
                headers=table.headers,
            )
        )

    def next_line(self) -> str:
        """A fresh line id."""
        self._lines += 1
        return f"l{self._lines:03d}"

    def add_total(self, total: StatedTotal) -> None:
        """Note a stated total under a fresh id."""
        self._totals += 1
        self.totals.append(replace(total, total_id=f"t{self._totals:03d}"))

    # Rows -----------------------------------------------------------------------------------

    def _read_row(self, table: Table, says: RowSays) -> None:
        for misfit in says.misfits:
            self._doubt(DoubtKind.CELL_NOT_PLACED, misfit.text, says)
        if says.row.alignment is Alignment.AMBIGUOUS and says.money:
            text = " | ".join(money.printed for money in says.money)
            self._doubt(DoubtKind.ROW_AMBIGUOUS, text, says)
        if says.total is not None:
            self._read_total(says)
            return
        nodes = len(self.nodes)
        for index, entry in says.framework:
            level = table.columns[index].level
            self.outline.read_framework(index, entry, level, says)
        own_row = rest = False
        if says.activity or says.number:
            opened = self.outline.read_activity(says)
            own_row, rest = isinstance(opened, Activity), opened is None
        planned = own_row or says.accounts or says.marks or says.donor
        if len(self.nodes) > nodes and not planned:
            self._read_heading(self.nodes[-1], says)
        elif not self._goes_on(says, rest):
            self._read_values(says, own_row)

    def _read_heading(self, node: Node, says: RowSays) -> None:
        """The figures on a heading's own row; what they are is settled when all is read."""
        for money in says.money:
            if money.nil and len(self._role) > 1:
                continue
            role = self._role.get(money.column, AmountRole.AMOUNT)
            self.headings.append(
                HeadingAmount(node.node_id, money, says.row, self.outline.order, role)
            )
        if says.responsible is not None:
            self._doubt(DoubtKind.CELL_NOT_PLACED, says.responsible.text, says)

    def _goes_on(self, says: RowSays, rest: bool) -> bool:
        """A row that only carries the rest of cells: cut by a page break, or a code one line down.

        `rest` says that its activity cell is such a rest.
        """
        fresh = says.activity is not None and not rest
        if says.money or fresh or says.marks or says.donor:
            return False
        budget = says.budget()
        if not says.row.opens and (budget.label or says.responsible):
            return False
        gone_on = False
        last = self.amounts[-1] if self.amounts else None
        if says.accounts:
            if last is None or not last.account_label or (last.account_code and budget.code):
                return False
            # Where lines carry codes, a text without one is no new line.
            cut = (
                last.account_code is not None
                or says.account_text[0].islower()
                or OPEN_END.search(last.account_label) is not None
            )
            if not (cut or rest or (budget.code and not budget.label)):
                return False
            label = " ".join(filter(None, (last.account_label, budget.label)))
            self.amounts = [
                replace(a, account_label=label, account_code=last.account_code or budget.code)
                if a.line_id == last.line_id
                else a
                for a in self.amounts
            ]
            gone_on = True
        activity = self.outline.activity
        if says.responsible is not None and activity is not None and activity.responsible:
            more, said = says.responsible.text, activity.responsible
            if more[0].islower() or OPEN_END.search(said):
                self.outline.amend_activity(responsible=f"{said} {more}")
                self.parties = [p for p in self.parties if p.activity_id != activity.activity_id]
                self._read_parties(f"{said} {more}", activity, None)
                return True
            return False
        return gone_on

    # Values ---------------------------------------------------------------------------------

    def _read_values(self, says: RowSays, own_row: bool) -> None:
        responsible = says.responsible.text if says.responsible else None
        line_id = None
        # A donor on a row without a figure is a budget line whose amount is missing; a row pushed
        # past the last amounts column may be one.
        figures = any(not money.nil for money in says.money)
        if says.accounts or says.donor or figures or says.lost:
            line_id = self._read_line(says, responsible)
        activity = self.outline.activity
        if activity is None:
            if says.marks or (responsible and line_id is None):
                self._doubt(DoubtKind.CELL_NOT_PLACED, responsible or "X", says)
            return
        if responsible and activity.responsible is None:
            activity = self.outline.amend_activity(responsible=responsible)
        on_line = None if own_row else line_id
        if responsible:
            self._read_parties(responsible, activity, on_line)
        for mark in says.marks:
            year = self.years.of(mark.label, mark.year, mark.lap)
            span = period_span(mark.label, year)
            self.marks.append(
                Mark(
                    activity_id=activity.activity_id,
                    period=period_key(mark.label, year),
                    evidence=mark.evidence,
                    certainty=Certainty.CERTAIN if says.row.marks_sure else Certainty.AMBIGUOUS,
                    line_id=on_line,
                    start=span[0] if span else None,
                    end=span[1] if span else None,
                    place=says.row.place,
                )
            )

    def _read_parties(self, text: str, activity: Activity, line_id: str | None) -> None:
        for canonical, printed in split_parties(text):
            self.parties.append(Party(canonical, printed, activity.activity_id, line_id))

    def _read_line(self, says: RowSays, responsible: str | None) -> str | None:
        several = len(self._role) > 1
        cells = [money for money in says.money if not (several and money.nil)]
        line_id = self.next_line()
        budget = says.budget()
        activity = self.outline.activity
        base = Amount(
            line_id=line_id,
            amount_column="",
            role=AmountRole.AMOUNT,
            status=AmountStatus.MISSING,
            activity_id=activity.activity_id if activity else None,
            node_id=self.outline.node.node_id if self.outline.node else None,
            responsible=responsible,
            donor=says.donor.text if says.donor else None,
            account_code=budget.code,
            account_label=budget.label,
            currency=self.currency,
            alignment=says.row.alignment,
            bare=not (cells or budget.code or says.donor)
            and (not says.accounts or not (responsible or says.marks or says.activity)),
            place=says.row.place,
            order=self.outline.order,
        )
        for money in cells:
            self.amounts.append(
                replace(
                    base,
                    amount_column=money.column.name,
                    role=self._role.get(money.column, AmountRole.AMOUNT),
                    status=money.status,
                    amount=money.value,
                    unit=money.unit,
                    printed=money.printed,
                    donor=money.column.donor or base.donor,
                    currency=money.currency or self.currency,
                    place=self._money_place(says, money),
                )
            )
        read = {money.column.name for money in cells}
        blank = [column for column in says.lost if column.name not in read]
        if not cells and not blank and not says.money:
            main = self._main_money()
            blank = [main] if main is not None else []
        self.amounts.extend(
            replace(
                base,
                amount_column=column.name,
                role=self._role.get(column, AmountRole.AMOUNT),
                currency=column.currency or self.currency,
                fell_off=column in says.lost,
            )
            for column in blank
        )
        if not (cells or blank or says.money):
            return None
        self._row_total(cells, line_id, base)
        return line_id

    def _row_total(self, cells: list[Money], line_id: str, base: Amount) -> None:
        """The line's own totals, each with the columns that it claims to sum."""
        for money in cells:
            if self._role.get(money.column) is not AmountRole.ROW_TOTAL:
                continue
            self.add_total(
                StatedTotal(
                    total_id="",
                    label=money.column.header[-1] if money.column.header else money.column.name,
                    kind=TotalKind.ROW_TOTAL,
                    amount_column=money.column.name,
                    role=AmountRole.ROW_TOTAL,
                    stated=money.value,
                    unit=money.unit,
                    printed=money.printed,
                    node_id=base.node_id,
                    activity_id=base.activity_id,
                    line_id=line_id,
                    currency=money.currency or self.currency,
                    alignment=base.alignment,
                    place=base.place,
                    order=base.order,
                )
            )

    def _read_total(self, says: RowSays) -> None:
        label = says.total
        assert label is not None
        self.labels[self.outline.order] = label
        node = self.outline.node
        cells = [money for money in says.money if not (len(self._role) > 1 and money.nil)]
        if label.kind not in (TotalKind.SUBTOTAL, TotalKind.OTHER):
            node = None
        base = StatedTotal(
            total_id="",
            label=says.total_text,
            kind=label.kind,
            amount_column="",
            role=AmountRole.AMOUNT,
            node_id=node.node_id if node else None,
            currency=self.currency,
            alignment=says.row.alignment,
            place=says.row.place,
            order=self.outline.order,
        )
        if not cells and (column := self._main_money()) is not None:
            role = self._role.get(column, AmountRole.AMOUNT)
            self.add_total(replace(base, amount_column=column.name, role=role))
        for money in cells:
            self.add_total(
                replace(
                    base,
                    amount_column=money.column.name,
                    role=self._role.get(money.column, AmountRole.AMOUNT),
                    stated=money.value,
                    unit=money.unit,
                    printed=money.printed,
                    currency=money.currency or self.currency,
                    place=self._money_place(says, money),
                )
            )

    # Helpers --------------------------------------------------------------------------------

    def _main_money(self) -> Column | None:
        columns = list(self._role)
        if len(columns) <= 1:
            return columns[0] if columns else None
        totals = [c for c in columns if self._role[c] is AmountRole.ROW_TOTAL]
        return (totals or columns)[-1]

    def _doubt(self, kind: DoubtKind, text: str, says: RowSays) -> None:
        activity = self.outline.activity
        subject = activity.activity_id if activity else None
        self.doubts.append(Doubt(kind, text, subject, says.row.place))

    def _money_place(self, says: RowSays, money: Money) -> Place:
        boxes = [cell.box for cell in money.cells if cell.box]
        return replace(says.row.place, bbox=str(boxes[0])) if boxes else says.row.place

    def _count(self, says: RowSays) -> None:
        total = sum(len(entry.cells) for entry in says.row.entries.values())
        doubted = len(says.misfits)
        self.cells = CellCount(
            self.cells.total + total,
            self.cells.read + total - doubted - says.ignored,
            self.cells.ignored + says.ignored,
            self.cells.doubted + doubted,
        )


def amount_roles(table: Table) -> dict[Column, AmountRole]:
    """What each amounts column is within a line.

    A row total needs at least two columns to sum; beside one other column it is another amount.
    """
    columns = [table.columns[i] for i in table.indexes(*MONEY)]
    if len(columns) == 1:
        return {columns[0]: AmountRole.AMOUNT}
    parts = [column for column in columns if column.role is not ColumnRole.TOTAL]
    if len(parts) < 2:
        return dict.fromkeys(columns, AmountRole.PART)
    return {
        column: AmountRole.ROW_TOTAL if column.role is ColumnRole.TOTAL else AmountRole.PART
        for column in columns
    }
