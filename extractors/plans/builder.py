"""Follows the printed rows of a plan's tables and notes nodes, activities, lines and totals.

The rows of a plan speak in turn: a result stands once and holds for the rows beneath, an activity for
its further budget lines, a cell cut by a page break goes on where its column is next filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.grids.columns import MONEY, Column, ColumnRole
from extractors.grids.tables import Entry, PlacedRow, Table
from extractors.plan import (
    Activity,
    Alignment,
    Amount,
    AmountRole,
    AmountStatus,
    Certainty,
    CellCount,
    Doubt,
    DoubtKind,
    Level,
    Mark,
    Node,
    Party,
    Place,
    PlanTable,
    StatedTotal,
    TotalKind,
)
from extractors.plans.language import split_parties
from extractors.plans.rows import Money, RowSays, read_row
from extractors.plans.years import Years
from extractors.values.folding import fold
from extractors.values.numbering import Numbered, depth, parse_numbering
from extractors.values.periods import period_key, period_span
from extractors.vocabulary import TotalLabel

RANK = {Level.AXIS: 0, Level.OBJECTIVE: 1, Level.RESULT: 2, Level.PRODUCT: 3}
_OPEN_END = re.compile(r"[,;:(\-–/&]$|\b(?:et|ou|de|du|des|la|le|les|à|aux?|d'|l'|and|of|the)$", re.I)
_SUITE = re.compile(r"\s*\((?:suite|cont(?:inued|'d|\.)?)\)\s*:?$", re.I)


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
    nodes: list[Node] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    tables: list[PlanTable] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    headings: list[HeadingAmount] = field(default_factory=list)
    labels: dict[int, TotalLabel] = field(default_factory=dict)  # of total rows, by order
    cells: CellCount = field(default_factory=CellCount)
    _order: int = 0
    _lines: int = 0
    _open: list[Node] = field(default_factory=list)
    _activity: Activity | None = None
    _column_node: dict[tuple[int, int], str] = field(default_factory=dict)
    _table: Table | None = None
    _numbered: bool = False
    _parents: frozenset[str] = frozenset()
    _role: dict[Column, AmountRole] = field(default_factory=dict)

    def read(self, table: Table) -> None:
        """Follow one table's rows; what is open stays open into the next table."""
        self._table = table
        rows = [read_row(table, row) for row in table.rows]
        self._role = amount_roles(table)
        numbers = [n for says in rows if (n := _number_of(says))]
        texts = sum(says.activity is not None for says in rows)
        self._numbered = len(numbers) * 2 >= texts and bool(numbers)
        self._parents = _parents(numbers)
        first = len(self.activities)
        for says in rows:
            self._order += 1
            self._read_row(says)
            self._count(says)
        roles = {column.role for column in table.columns}
        self.tables.append(
            PlanTable(
                tables=table.grids,
                has_number=ColumnRole.NUMBER in roles or self._numbered,
                has_periods=bool(roles & {ColumnRole.PERIOD, ColumnRole.SCHEDULE}),
                has_responsible=ColumnRole.RESPONSIBLE in roles,
                has_amounts=bool(roles & MONEY),
                has_accounts=ColumnRole.ACCOUNT in roles,
                activity_ids=tuple(a.activity_id for a in self.activities[first:]),
                place=table.rows[0].place if table.rows else Place(),
            )
        )

    def open_heading(self, level: Level, numbered: Numbered, text: str, place: Place) -> None:
        """Open a node that is printed outside the rows of a table."""
        self._order += 1
        self._open_node(level, numbered, text, place)

    # Rows -----------------------------------------------------------------------------------

    def _read_row(self, says: RowSays) -> None:
        for misfit in says.misfits:
            self._doubt(DoubtKind.CELL_NOT_PLACED, misfit.text, says)
        if says.row.alignment is Alignment.AMBIGUOUS and says.money:
            text = " | ".join(money.printed for money in says.money)
            self._doubt(DoubtKind.ROW_AMBIGUOUS, text, says)
        if says.total is not None:
            self._read_total(says)
            return
        for index, entry in says.framework:
            self._read_framework(index, entry, says)
        own_row = self._read_activity(says) if says.activity or says.number else False
        if says.framework and says.alone and not says.activity and not says.number:
            return
        if not self._goes_on(says):
            self._read_values(says, own_row)

    def _read_framework(self, index: int, entry: Entry, says: RowSays) -> None:
        numbered = parse_numbering(entry.text)
        key = (len(self.tables), index)
        before = self._node(self._column_node.get(key))
        if before is not None and self._is_rest(entry.text, numbered, before.label, says, bool(before.number)):
            self._replace_node(before, label=f"{before.label} {entry.text}")
            return
        assert self._table is not None
        level = numbered.level or self._table.columns[index].level or Level.RESULT
        node = self._open_node(level, numbered, entry.text, says.row.place)
        self._column_node[key] = node.node_id
        if not says.activity and not says.accounts and says.money and not says.number:
            self._heading_amounts(node, says)

    def _open_node(self, level: Level, numbered: Numbered, text: str, place: Place) -> Node:
        label = _SUITE.sub("", numbered.text or text).strip() or text
        for node in self._open:
            same_number = numbered.number is not None and node.number == numbered.number
            same_label = fold(node.label) == fold(label)
            suite = _SUITE.search(text) is not None
            if node.level is level and (same_label and node.number == numbered.number or (same_number and suite)):
                # Printed again on a further row or page; what is open beneath it stays open.
                return node
        while self._open and not _is_parent(self._open[-1], level, numbered.number):
            self._open.pop()
        node = Node(
            node_id=f"n{len(self.nodes) + 1:03d}",
            level=level,
            label=label,
            number=numbered.number,
            parent_id=self._open[-1].node_id if self._open else None,
            place=place,
            order=self._order,
        )
        self.nodes.append(node)
        self._open.append(node)
        self._activity = None
        return node

    def _read_activity(self, says: RowSays) -> bool:
        """Note the activity that the row opens; False where it only goes on with one."""
        entry = says.activity
        text = entry.text if entry else ""
        numbered = parse_numbering(text)
        number = says.number.text.rstrip(".)°: ") if says.number else numbered.number
        label = text if says.number else numbered.text or text
        if says.number and numbered.number and numbered.number == number:
            label = numbered.text
        before = self._activity
        if before is not None and not says.number and entry is not None:
            if self._is_rest(text, numbered, before.label, says, self._numbered):
                self._replace_activity(before, label=f"{before.label} {text}")
                return False
        if self._is_heading(says, numbered, number):
            level = numbered.level or (Level.PRODUCT if self._inside_result() else Level.RESULT)
            node = self._open_node(level, replace(numbered, number=number, text=label), text, says.row.place)
            if says.money:
                self._heading_amounts(node, says)
                says.money = []
            return False
        if not label:
            self._doubt(DoubtKind.CELL_NOT_PLACED, number or "", says)
            return False
        parent = before if numbered.dash and before is not None else None
        if parent is not None and parent.parent_activity_id is not None:
            parent = self._activity_by_id(parent.parent_activity_id)
        activity = Activity(
            activity_id=f"a{len(self.activities) + 1:03d}",
            label=label,
            number=None if numbered.dash else number,
            node_id=self._open[-1].node_id if self._open else None,
            parent_activity_id=parent.activity_id if parent else None,
            place=self._place(says, entry),
            order=self._order,
        )
        self.activities.append(activity)
        self._activity = activity
        return True

    def _is_heading(self, says: RowSays, numbered: Numbered, number: str | None) -> bool:
        """A framework node printed in the activities' column."""
        bare = not (says.marks or says.accounts or says.responsible or says.donor)
        if not bare or numbered.activity or numbered.dash:
            return False
        return numbered.level is not None or (number is not None and number in self._parents)

    def _is_rest(
        self, text: str, numbered: Numbered, before: str, says: RowSays, habit: bool
    ) -> bool:
        """Does a text go on with a cell that a page break cut?"""
        if numbered.number or numbered.level or numbered.dash or not text:
            return False
        small = text[0].islower() or text[0] in ")]»,;."
        hanging = before.count("(") > before.count(")") or bool(_OPEN_END.search(before))
        if says.row.opens:
            return small or hanging
        lonely = says.alone and not says.number
        return (small and (habit or lonely)) or (hanging and lonely)

    def _goes_on(self, says: RowSays) -> bool:
        """A row that only carries the rest of a budget line's cells cut by a page break."""
        if not says.row.opens or says.money or says.activity or says.marks or not self.amounts:
            return False
        last = self.amounts[-1]
        if says.accounts and last.account_code is None and last.account_label:
            budget = says.budget()
            small = says.account_text[:1].islower() or bool(_OPEN_END.search(last.account_label))
            if not (budget.code and small or small):
                return False
            label = " ".join(filter(None, (last.account_label, budget.label)))
            self.amounts = [
                replace(a, account_label=label, account_code=budget.code)
                if a.line_id == last.line_id
                else a
                for a in self.amounts
            ]
            return True
        return False

    # Values ---------------------------------------------------------------------------------

    def _read_values(self, says: RowSays, own_row: bool) -> None:
        responsible = says.responsible.text if says.responsible else None
        line_id = None
        # A donor on a row without a figure is a budget line whose amount is missing.
        if says.accounts or says.donor or any(not money.nil for money in says.money):
            line_id = self._read_line(says, responsible)
        activity = self._activity
        if activity is None:
            if says.marks or (responsible and line_id is None):
                self._doubt(DoubtKind.CELL_NOT_PLACED, responsible or "X", says)
            return
        if responsible and activity.responsible is None:
            activity = self._replace_activity(activity, responsible=responsible)
        on_line = None if own_row else line_id
        if responsible:
            for canonical, printed in split_parties(responsible):
                self.parties.append(Party(canonical, printed, activity.activity_id, on_line))
        for mark in says.marks:
            year = self.years.of(mark.label, mark.year)
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

    def _read_line(self, says: RowSays, responsible: str | None) -> str | None:
        several = len(self._role) > 1
        cells = [money for money in says.money if not (several and money.nil)]
        line_id = self.next_line()
        budget = says.budget()
        activity = self._activity
        base = Amount(
            line_id=line_id,
            amount_column="",
            role=AmountRole.AMOUNT,
            status=AmountStatus.MISSING,
            activity_id=activity.activity_id if activity else None,
            node_id=self._open[-1].node_id if self._open else None,
            responsible=responsible,
            donor=says.donor.text if says.donor else None,
            account_code=budget.code,
            account_label=budget.label,
            currency=self.currency,
            alignment=says.row.alignment,
            fell_off=says.row.fell_off and not cells,
            place=says.row.place,
            order=self._order,
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
        if not cells:
            if (column := self._main_money()) is None or several and says.money:
                return line_id if says.money else None
            self.amounts.append(
                replace(
                    base,
                    amount_column=column.name,
                    role=self._role.get(column, AmountRole.AMOUNT),
                    currency=column.currency or self.currency,
                )
            )
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
        self.labels[self._order] = label
        node = self._open[-1] if self._open else None
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
            order=self._order,
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

    def next_line(self) -> str:
        """A fresh line id."""
        self._lines += 1
        return f"l{self._lines:03d}"

    def add_total(self, total: StatedTotal) -> None:
        """Note a stated total under a fresh id."""
        self.totals.append(replace(total, total_id=f"t{len(self.totals) + 1:03d}"))

    # Helpers --------------------------------------------------------------------------------

    def _heading_amounts(self, node: Node, says: RowSays) -> None:
        for money in says.money:
            if money.nil and len(self._role) > 1:
                continue
            self.headings.append(
                HeadingAmount(
                    node.node_id,
                    money,
                    says.row,
                    self._order,
                    self._role.get(money.column, AmountRole.AMOUNT),
                )
            )

    def _main_money(self) -> Column | None:
        columns = list(self._role)
        if len(columns) <= 1:
            return columns[0] if columns else None
        totals = [c for c in columns if self._role[c] is AmountRole.ROW_TOTAL]
        return (totals or columns)[-1]

    def _inside_result(self) -> bool:
        return bool(self._open) and RANK[self._open[-1].level] >= RANK[Level.RESULT]

    def _node(self, node_id: str | None) -> Node | None:
        return next((n for n in reversed(self.nodes) if n.node_id == node_id), None)

    def _activity_by_id(self, activity_id: str) -> Activity | None:
        return next((a for a in reversed(self.activities) if a.activity_id == activity_id), None)

    def _replace_node(self, node: Node, label: str) -> None:
        changed = replace(node, label=label)
        self.nodes = [changed if n is node else n for n in self.nodes]
        self._open = [changed if n is node else n for n in self._open]

    def _replace_activity(
        self, activity: Activity, *, label: str | None = None, responsible: str | None = None
    ) -> Activity:
        changed = replace(
            activity,
            label=label or activity.label,
            responsible=responsible or activity.responsible,
        )
        self.activities = [changed if a is activity else a for a in self.activities]
        self._activity = changed
        return changed

    def _doubt(self, kind: DoubtKind, text: str, says: RowSays) -> None:
        subject = self._activity.activity_id if self._activity else None
        self.doubts.append(Doubt(kind, text, subject, says.row.place))

    def _place(self, says: RowSays, entry: Entry | None) -> Place:
        boxes = [cell.box for cell in entry.cells if cell.box] if entry else []
        return replace(says.row.place, bbox=str(boxes[0])) if boxes else says.row.place

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
        column: AmountRole.PART if column in parts else AmountRole.ROW_TOTAL for column in columns
    }


def _number_of(says: RowSays) -> str | None:
    if says.number is not None:
        return says.number.text.rstrip(".)°: ")
    return says.activity.content.numbered.number if says.activity else None


def _parents(numbers: Iterable[str]) -> frozenset[str]:
    """Numbers that other numbers of the table go on from ('1' where there is '1.1')."""
    counts = Counter(numbers)
    return frozenset(
        number for number in counts if any(other.startswith(number + ".") for other in counts)
    )


def _is_parent(node: Node, level: Level, number: str | None) -> bool:
    if node.number and number and number.startswith(node.number + ".") and depth(number) > 1:
        return True
    return RANK[node.level] < RANK[level]
