"""What one placed row says: its texts by role, its marks, its figures, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.document import Cell
from extractors.grids.columns import MONEY, Column, ColumnRole
from extractors.grids.content import WRONG, Content
from extractors.grids.placed import Entry, PlacedRow, Table
from extractors.grids.shading import is_shaded
from extractors.plan import AmountStatus, Evidence
from extractors.values.accounts import BudgetText, chart
from extractors.values.amounts import Figure, has_digits, leading_text_and_amount, parse_amount
from extractors.values.periods import PeriodLabel, parse_period_text
from extractors.vocabulary import TotalLabel


@dataclass(frozen=True, slots=True)
class Money:
    """One amount cell: the figure in units of the currency, or why there is none."""

    column: Column
    status: AmountStatus
    value: Decimal | None
    unit: Decimal | None
    printed: str
    currency: str | None
    cells: tuple[Cell, ...]
    near_tie: bool = False
    nil: bool = False


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """One marked period; `year` only where the mark or its header names it."""

    label: PeriodLabel
    year: int | None
    evidence: Evidence
    lap: int | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that suits no column where it could stand."""

    text: str
    column: Column


@dataclass(slots=True)
class RowSays:
    """One row, taken apart. Texts are cleaned; `entries` keep their cells."""

    row: PlacedRow
    framework: list[tuple[int, Entry]] = field(default_factory=list)
    number: Entry | None = None
    activity: Entry | None = None
    responsible: Entry | None = None
    donor: Entry | None = None
    accounts: list[Entry] = field(default_factory=list)
    marks: list[PeriodMark] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    total: TotalLabel | None = None
    total_text: str = ""
    misfits: list[Misfit] = field(default_factory=list)
    lost: list[Column] = field(default_factory=list)
    ignored: int = 0

    @property
    def alone(self) -> bool:
        """Nothing but framework or activity text stands in the row."""
        return not (self.money or self.marks or self.accounts or self.responsible or self.donor)

    @property
    def account_text(self) -> str:
        """The budget line's description and code, as printed."""
        return " ".join(entry.text for entry in self.accounts)

    def budget(self) -> BudgetText:
        """The budget line's description and code; cells of a code and of a description joined.

        Beside a code in a cell of its own, five digits behind a description are an amount.
        """
        said = [entry.content.budget for entry in self.accounts]
        alone = [each.code for each in said if each.code and not each.label]
        code = next(iter([*alone, *(each.code for each in said if each.code)]), None)
        figures = [each.figure for each in said if each.figure]
        figures += [figure for text in self.second_codes(code) if (figure := parse_amount(text))]
        label = " ".join(each.label for each in said if each.label)
        return BudgetText(label or None, code, next(iter(figures), None))

    def second_codes(self, code: str | None, *, known: bool = False) -> list[str]:
        """What has the shape of another code than the row's: of the chart's, or not of them."""
        codes = (entry.content.budget.code for entry in self.accounts)
        others = [other for other in codes if other and code and other != code]
        return [other for other in others if (other in chart()) is known]


def read_row(table: Table, row: PlacedRow) -> RowSays:
    """Take one row apart. Every entry ends in a field, among the misfits or counted as ignored."""
    says = RowSays(row, lost=[table.columns[j] for j in row.lost])
    for index, entry in sorted(row.entries.items()):
        column = table.columns[index]
        if _is_total(entry, row, table) and column.role not in MONEY and says.total is None:
            _read_total(says, entry, table)
        elif entry.cost >= WRONG and column.role not in MONEY:
            says.misfits.append(Misfit(entry.text, column))
        else:
            _read_entry(says, index, entry, column)
    _take_stray_total(says, table)
    _split_figure(says, table)
    _doubt_strays(says, table)
    return says


def _take_stray_total(says: RowSays, table: Table) -> None:
    """The one figure of a total's row is its amount, even far from the one amounts column.

    Save where it may be a sum of its own column: of quantities, for one.
    """
    money = table.indexes(*MONEY)
    if says.total is None or says.money or len(money) != 1:
        return
    figures = {i: e for i, e in says.row.entries.items() if e.content.figure is not None}
    if len(figures) == 1:
        [(index, entry)] = figures.items()
        if table.columns[index].role in (ColumnRole.IGNORED, ColumnRole.NUMBER):
            return
        label = next(i for i, e in says.row.entries.items() if e.content.total is not None)
        if entry.content.number and index < label:
            return  # it numbers the group: '2 | Sous-total'
        says.misfits = [misfit for misfit in says.misfits if misfit.text != entry.text]
        says.money.append(_money(entry, table.columns[money[0]]))


def _is_total(entry: Entry, row: PlacedRow, table: Table) -> bool:
    """A total's label; the rest of a cell cut by a page break may hold the word too."""
    if entry.content.total is None:
        return False
    money = any(table.columns[index].role in MONEY for index in row.entries)
    return money or not (row.opens and entry.text[:1].islower())


def _read_entry(says: RowSays, index: int, entry: Entry, column: Column) -> None:
    content = entry.content
    role = column.role
    if role in MONEY:
        says.money.append(_money(entry, column))
    elif role is ColumnRole.PERIOD:
        if not content.nil and column.period is not None:
            says.marks.append(PeriodMark(column.period, column.year, _evidence(entry), column.lap))
    elif role is ColumnRole.SCHEDULE:
        labels = parse_period_text(content.text)
        says.marks.extend(PeriodMark(label, label.year, Evidence.TEXT) for label in labels)
    elif role is ColumnRole.FRAMEWORK:
        says.framework.append((index, entry))
    elif role is ColumnRole.ACCOUNT:
        if not content.nil:
            says.accounts.append(entry)
    elif role is ColumnRole.IGNORED or content.nil:
        says.ignored += len(entry.cells)
    elif role is ColumnRole.NUMBER:
        says.number = entry
    elif role is ColumnRole.ACTIVITY:
        says.activity = entry
    elif role is ColumnRole.RESPONSIBLE:
        says.responsible = entry
    elif role is ColumnRole.DONOR:
        says.donor = entry


def _evidence(entry: Entry) -> Evidence:
    if entry.content.mark:
        return Evidence.SHADING if all(map(is_shaded, entry.cells)) else Evidence.MARK
    return Evidence.TEXT


def _money(entry: Entry, column: Column) -> Money:
    """The amount in a cell; a dash is the bookkeeper's zero."""
    content: Content = entry.content
    figure = content.figure
    if content.nil:
        zero, one = Decimal(0), Decimal(column.scale)
        return Money(
            column, AmountStatus.READ, zero, one, content.text, None, entry.cells, nil=True
        )
    if figure is None and (split := leading_text_and_amount(content.text)):
        # 'Total : 5 000' holds its label; 'USD 1O7,838' a figure that cannot be read.
        figure = None if has_digits(split[0]) else split[1]
    if figure is None:
        return Money(
            column,
            AmountStatus.DOUBTFUL,
            None,
            None,
            content.text,
            None,
            entry.cells,
            entry.near_tie,
        )
    return Money(
        column,
        AmountStatus.READ,
        figure.value * _scale(figure, column),
        figure.unit * _scale(figure, column),
        content.text,
        figure.currency or column.currency,
        entry.cells,
        entry.near_tie,
    )


def _scale(figure: Figure, column: Column) -> int:
    """The header's scale, unless the figure names its own ('35 k€', multiplied out already)."""
    return column.scale if figure.scale == 1 else 1


def _read_total(says: RowSays, entry: Entry, table: Table) -> None:
    says.total = entry.content.total
    split = leading_text_and_amount(entry.text)
    says.total_text = split[0] if split else entry.text
    if split is None:
        return
    column = _sole_money(table)
    if column is None:
        says.misfits.append(Misfit(entry.text, table.columns[next(iter(says.row.entries))]))
        return
    figure = split[1]
    says.money.append(
        Money(
            column,
            AmountStatus.READ,
            figure.value * _scale(figure, column),
            figure.unit * _scale(figure, column),
            entry.text[len(split[0]) :].lstrip(" :–-"),
            figure.currency or column.currency,
            entry.cells,
        )
    )


def _split_figure(says: RowSays, table: Table) -> None:
    """Code and amount run together in one cell ('Travel 71600 - 15 000')."""
    budget = says.budget()
    if says.second_codes(budget.code, known=True):
        says.misfits.append(Misfit(says.account_text, table.columns[0]))
    figure = budget.figure
    if figure is None:
        return
    column = _sole_money(table)
    if column is None or any(money.value is not None for money in says.money):
        says.misfits.append(Misfit(says.account_text, table.columns[0]))
        return
    code = budget.code or ""
    printed = says.account_text.rpartition(code)[2].lstrip(" :–-") if code else says.account_text
    says.money = [
        Money(
            column,
            AmountStatus.READ,
            figure.value * _scale(figure, column),
            figure.unit * _scale(figure, column),
            printed,
            figure.currency or column.currency,
            tuple(cell for entry in says.accounts for cell in entry.cells),
        )
    ]


def _doubt_strays(says: RowSays, table: Table) -> None:
    """What may be the amount of a line, where that is blank: then it is no blank of the document.

    A figure among words, right of a blank cell for the amount or the total; and behind a
    description five digits that no chart of accounts has.
    """
    if says.total or not says.accounts:
        return
    for index, entry in says.row.entries.items():
        column = table.columns[index]
        before = [money for money in table.indexes(*MONEY) if money < index]
        blank = bool(before) and before[-1] not in says.row.entries
        # One of several years, quarters or donors may well have nothing.
        due = not says.money or (blank and table.columns[before[-1]].role is ColumnRole.TOTAL)
        figure = column.role is ColumnRole.IGNORED and entry.content.figure is not None
        if blank and due and figure and not _of_figures(table, index, says.row):
            says.ignored -= len(entry.cells)
            says.misfits.append(Misfit(entry.text, column))
            _lose(says, table.columns[before[-1]])
    main = _sole_money(table)
    unknown = [
        entry
        for entry in says.accounts
        if entry.content.budget.label and entry.content.budget.code not in (None, *chart())
    ]
    if unknown and main is not None and not says.money and not says.lost:
        says.misfits.append(Misfit(says.account_text, main))
        _lose(says, main)


def _lose(says: RowSays, column: Column) -> None:
    if column not in says.lost:
        says.lost.append(column)


def _of_figures(table: Table, index: int, but: PlacedRow) -> bool:
    """Whether the other rows have figures in that column: quantities, unit costs."""
    others = (row.entries.get(index) for row in table.rows if row is not but)
    figures = [other.content.figure is not None for other in others if other]
    return 2 * sum(figures) >= max(1, len(figures))


def _sole_money(table: Table) -> Column | None:
    """The one amounts column; with several, the row total; None where that is not plain."""
    money = [table.columns[i] for i in table.indexes(*MONEY)]
    if len(money) == 1:
        return money[0]
    totals = [column for column in money if column.role is ColumnRole.TOTAL]
    return totals[-1] if totals else None
