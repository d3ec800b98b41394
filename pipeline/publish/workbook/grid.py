"""The geometry of a document's sheet: which column is what, in which cell each figure stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.errors import Language
from extractors.plan import TotalKind
from pipeline.publish.workbook.formulas import Cell, holds, total
from pipeline.publish.workbook.layout import Layout, SheetRow
from pipeline.publish.workbook.periods import Period, period_columns
from pipeline.publish.workbook.records import Record

HEAD = 5  # rows above the first one of the table: title, facts, way back, two lines of heading
NUMBER, LABEL = 0, 1


@dataclass(frozen=True, slots=True)
class Slot:
    """One amount column: where its figures stand; two more columns check them if `checked`."""

    at: int
    checked: bool

    @property
    def width(self) -> int:
        """Columns that it takes: stated, computed, difference."""
        return 3 if self.checked else 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure and the cell that it stands in; None where it is blank or unreadable."""

    cell: Cell
    figure: Decimal | None
    record: Record


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows from 0. `responsible` and the like are None where no cell has one.

    `lines` are the sheet's rows in order, by row; `headings` the rows that name the amount columns
    of a block, with the block. `amounts` are by line and column, `totals` by id; `filled` are the
    cells with a figure, a text in its place or a formula.
    """

    layout: Layout
    periods: tuple[Period, ...]
    first_period: int
    responsible: int | None
    account: int | None
    description: int | None
    donor: int | None
    slots: tuple[Slot, ...]
    where: int
    findings: int
    lines: Mapping[int, SheetRow]
    headings: Mapping[int, int]
    amounts: Mapping[tuple[str, str], Printed]
    totals: Mapping[str, Printed]
    filled: frozenset[Cell]

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max([HEAD - 1, *self.lines, *self.headings])

    def slot(self, row: SheetRow, column: str) -> Slot:
        """Where an amount column stands in that row."""
        return self.slots[self.layout.blocks[row.block].index(column)]

    def columns_of(self, block: int) -> Iterable[tuple[Slot, str]]:
        """The slots of a block, each with the amount column that it is for."""
        return zip(self.slots, self.layout.blocks[block], strict=False)

    def formula(self, stated: Record) -> str | None:
        """The formula that recomputes a total; None where none can tell the same as the audit.

        That is where nothing was summed, where a figure has more digits than Excel keeps, or where
        the areas are too many for one formula.
        """
        parts = self._cells(stated, "parts")
        gaps = {cell for cell, part in parts.items() if _is_gap(stated, part)}
        taken = self._cells(stated, "parts_taken").keys()
        figures = {cell: part.figure or Decimal(0) for cell, part in parts.items()}
        summed = sum(
            (
                abs(figure) if cell in gaps else -figure if cell in taken else figure
                for cell, figure in figures.items()
            ),
            Decimal(0),
        )
        exact = [stated.number("stated") or Decimal(0), summed, *figures.values()]
        if summed != stated.number("computed") or not all(map(holds, exact)):
            return None
        return total(parts.keys() - gaps - taken, self.filled, sorted(gaps), sorted(taken))

    def _cells(self, stated: Record, ids: str) -> dict[Cell, Printed]:
        """The cells of the lines or totals whose ids stand in a column of the stated total."""
        columns = known_columns(stated.text("part_columns"), self.layout.columns)
        parts: dict[Cell, Printed] = {}
        for part in stated.text(ids).split(";"):
            if part in self.totals:
                parts[self.totals[part].cell] = self.totals[part]
            for column in columns:
                if (part, column) in self.amounts:
                    parts[self.amounts[part, column].cell] = self.amounts[part, column]
        return parts


def known_columns(joined: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names of columns that were joined by ';', also where a name has one itself."""
    names, found = sorted(known, key=len, reverse=True), []
    rest = joined
    while rest:
        name = next((name for name in names if f"{rest};".startswith(f"{name};")), None)
        if name is None:
            return ()
        found.append(name)
        rest = rest[len(name) + 1 :]
    return tuple(found)


def grid(layout: Layout, language: Language) -> Grid:
    """Place the rows and columns of a layout."""
    rows = layout.rows
    periods = period_columns((key for row in rows for key in row.marks), language)
    free = LABEL + 1
    places: dict[str, int | None] = {}
    for name, used in _used(rows).items():
        if name == "account":
            first_period, free = free, free + len(periods)
        places[name], free = (free, free + 1) if used else (None, free)
    slots = []
    for checked in _checked(layout):
        slots.append(Slot(free, checked))
        free += slots[-1].width
    lines, headings = _numbered(layout)
    amounts: dict[tuple[str, str], Printed] = {}
    totals: dict[str, Printed] = {}
    filled: set[Cell] = set()
    for at, row in lines.items():
        for column in row.columns:
            slot = slots[layout.blocks[row.block].index(column)]
            amount, stated = row.amounts.get(column), row.totals.get(column)
            if amount is not None:
                printed = Printed((at, slot.at), amount.number("amount"), amount)
                amounts[amount.text("line_id"), column] = printed
                if printed.figure is not None or amount.text("printed"):
                    filled.add(printed.cell)
            if stated is not None:
                printed = Printed((at, slot.at), stated.number("stated"), stated)
                totals[stated.text("total_id")] = printed
                filled |= {(at, slot.at + by) for by in range(slot.width)}
    return Grid(
        layout=layout,
        periods=periods,
        first_period=first_period,
        slots=tuple(slots),
        where=free,
        findings=free + 1,
        lines=lines,
        headings=headings,
        amounts=amounts,
        totals=totals,
        filled=frozenset(filled),
        **places,
    )


def _used(rows: Iterable[SheetRow]) -> dict[str, bool]:
    """Which columns have anything to say, in their order; periods stand before `account`."""
    lines = [row.line for row in rows if row.line is not None]
    said = [*lines, *(row.activity for row in rows if row.activity is not None)]
    return {
        "responsible": any(one.text("responsible") for one in said),
        "account": any(line.text("account_code") for line in lines),
        "description": any(line.text("account_label") for line in lines),
        "donor": any(line.text("donor") for line in lines),
    }


def _checked(layout: Layout) -> list[bool]:
    width = max((len(block) for block in layout.blocks), default=0)
    checked = [False] * width
    for row in layout.rows:
        for column in row.totals:
            checked[layout.blocks[row.block].index(column)] = True
    return checked


def _numbered(layout: Layout) -> tuple[dict[int, SheetRow], dict[int, int]]:
    """The rows by their number, and the headings between them: none where one block is all."""
    lines: dict[int, SheetRow] = {}
    headings: dict[int, int] = {}
    at, block = HEAD, 0 if len(layout.blocks) <= 1 else -1
    for row in layout.rows:
        if row.block != block:
            block = row.block
            headings[at] = block
            at += 1
        lines[at] = row
        at += 1
    return lines, headings


def _is_gap(stated: Record, part: Printed) -> bool:
    """A gap still to be funded counts as money where it is printed as a negative."""
    if stated.text("kind") != TotalKind.TOTAL_BUDGET or part.figure is None:
        return False
    return part.record.values.get("kind") == TotalKind.UNFUNDED and part.figure < 0
