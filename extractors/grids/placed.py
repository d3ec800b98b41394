"""Rows placed under the columns of their logical table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.document import Cell, Grid, Row
from extractors.grids.columns import Column, ColumnRole
from extractors.grids.content import Content
from extractors.plan import Alignment, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one column of a row: usually one cell, several where a cell was split."""

    content: Content
    cells: tuple[Cell, ...]
    near_tie: bool
    cost: float

    @property
    def text(self) -> str:
        """Cleaned text."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One printed row with its cells under the table's columns (by index).

    `alignment` is AMBIGUOUS only where an amount's column is in doubt; `marks_sure` tells of marks.
    `lost` are the amounts columns that the row's shift pushed past its last printed cell.
    `opens` says that it is the first row of its grid, where a cell may go on from the page before.
    """

    entries: Mapping[int, Entry]
    alignment: Alignment
    marks_sure: bool
    lost: tuple[int, ...]
    opens: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """One logical table: its columns and rows, over all the grids that it is printed in.

    `preface` are the texts of rows above the header that belong to the printed table; `headers` are
    the header's rows, again for each time that it is printed.
    """

    columns: tuple[Column, ...]
    rows: tuple[PlacedRow, ...]
    grids: tuple[int, ...]
    preface: tuple[tuple[str, Place], ...] = ()
    headers: tuple[Place, ...] = ()

    def indexes(self, *roles: ColumnRole) -> tuple[int, ...]:
        """Indexes of the columns with one of these roles, left to right."""
        return tuple(i for i, column in enumerate(self.columns) if column.role in roles)


@dataclass(frozen=True, slots=True)
class Loose:
    """Rows of one grid that no header announces and no table before explains."""

    grid: Grid
    rows: tuple[tuple[int, Row], ...]


def place_of(grid: Grid, index: int, row: Row, cells: Iterable[Cell] = ()) -> Place:
    """Where a row (or some of its cells) is printed."""
    boxes = [cell.box for cell in cells if cell.box is not None]
    box = row.box
    for n, other in enumerate(boxes):
        box = other if n == 0 or box is None else box.union(other)
    return Place(grid.page, grid.number, index + 1, str(box) if box else None, row.line)
