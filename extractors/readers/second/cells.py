"""Camelot's reading of tables: lattice where rules are drawn, network where words line up.

Its accuracy figure is not looked at: a perfect table with blank cells scores 0.75.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractors.document import Box, Cell, Document, Grid, Layout, Row
from extractors.plan import Place
from extractors.readers.second.witness import STUMBLES, Witness

if TYPE_CHECKING:
    from camelot.core import Table

_FLAVOURS: tuple[tuple[Layout, str, dict[str, Any], Witness], ...] = (
    # The rules as drawn: no page is rendered, which takes five times as long.
    (
        Layout.RULED,
        "lattice",
        {"engine": "vector"},
        Witness("camelot-lattice", cuts_cells=True, disputes=True),
    ),
    # On pages without rules it gets hardly a row right: only a reading that foots means something.
    (Layout.ALIGNED, "network", {}, Witness("camelot-network", cuts_cells=True, disputes=False)),
)
# Lines are not gathered to paragraphs and those to groups, which weighs every two of a page:
# camelot takes the lines alone, and orders them itself.
_LAYOUT = {"boxes_flow": None, "line_margin": -1}
# Two engines see the same table where each covers at least this share of the other.
_SAME_TABLE = 0.6


def read_again(
    data: bytes, document: Document, places: Sequence[Place]
) -> Iterator[tuple[Witness, Document]]:
    """The document with camelot's grids for the tables at `places`, one flavour after the other."""
    wanted = {place.table for place in places}
    grids = [grid for grid in document.grids() if grid.number in wanted]
    heights = {page.number: page.height for page in document.pages}
    for layout, flavour, options, witness in _FLAVOURS:
        asked = [grid for grid in grids if grid.layout is layout]
        pages = sorted({grid.page for grid in asked if grid.page is not None})
        if not pages:
            continue
        found: dict[int, list[Grid]] = {page: [] for page in pages}
        for table in _tables(data, pages, flavour, options):
            page = int(table.page or 0)
            found.setdefault(page, []).append(_grid(table, page, layout, heights[page] or 0.0))
        seen: dict[int, Grid] = {}
        for grid in asked:
            other = _same(grid, found.get(grid.page or 0, []))
            if other is not None:
                seen[grid.number] = _dressed(replace(other, number=grid.number), grid)
        if seen:
            yield witness, _with_grids(document, seen)


def _with_grids(document: Document, grids: dict[int, Grid]) -> Document:
    """The document with some of its grids, by number, in place of those it has."""
    pages = []
    for page in document.pages:
        blocks = tuple(
            grids.get(block.number, block) if isinstance(block, Grid) else block
            for block in page.blocks
        )
        pages.append(replace(page, blocks=blocks))
    return replace(document, pages=tuple(pages))


def _tables(
    data: bytes, pages: list[int], flavour: str, options: dict[str, Any]
) -> Sequence[Table]:
    """What camelot finds on the pages; nothing where it fails."""
    try:
        # imported where it is needed: it takes half a second, and most documents never ask
        from camelot.io import read_pdf
        from playa.exceptions import PDFException
    except ImportError:
        return ()
    numbers = ",".join(map(str, pages))
    try:
        return list(
            read_pdf(
                BytesIO(data),
                pages=numbers,
                flavor=flavour,
                suppress_stdout=True,
                layout_kwargs=_LAYOUT,
                **options,
            )
        )
    except (*STUMBLES, PDFException):
        return ()


def _grid(table: Table, page: int, layout: Layout, height: float) -> Grid:
    """Camelot's table with its spanned cells as one; boxes turned to hang from the page's top."""
    cells = table.cells
    width = len(cells[0]) if cells else 0
    rows = []
    for top, line in enumerate(cells):
        printed = []
        for left, first in enumerate(line):
            if (left and not first.left) or (top and not first.top):
                continue  # part of a cell that begins to its left or above it
            right = left + 1
            while right < width and not line[right].left:
                right += 1
            bottom = top + 1
            while bottom < len(cells) and not cells[bottom][left].top:
                bottom += 1
            parts = [cell for row in cells[top:bottom] for cell in row[left:right]]
            last = parts[-1]
            box = Box(first.x1, height - first.y2, last.x2, height - last.y1)
            text = _text("".join(part.text for part in parts))
            printed.append(Cell(text, left, box, right - left, bottom - top))
        edges = [cell.box for cell in printed if cell.box is not None]
        rows.append(Row(tuple(printed), box=_around(edges)))
    whole = _around([row.box for row in rows if row.box is not None])
    return Grid(tuple(rows), 0, width, layout, page, whole)


def _around(boxes: Sequence[Box]) -> Box | None:
    return reduce(Box.union, boxes) if boxes else None


def _text(text: str) -> str:
    """Lines of prose are one text; lines of figures stay apart, as the first reader leaves them."""
    apart = "\n" if not any(character.isalpha() for character in text) else " "
    return apart.join(text.split("\n")).strip()


def _same(grid: Grid, others: Sequence[Grid]) -> Grid | None:
    """The table that covers the same part of the page."""
    for other in others:
        if grid.box is None or other.box is None:
            continue
        if min(grid.box.cover(other.box), other.box.cover(grid.box)) >= _SAME_TABLE:
            return other
    return None


def _dressed(grid: Grid, first: Grid) -> Grid:
    """With the fills and drawn marks of the first reading, which camelot does not look for."""
    painted = [
        cell for row in first.rows for cell in row.cells if cell.box and (cell.fill or cell.drawn)
    ]
    if not painted:
        return grid
    return replace(
        grid,
        rows=tuple(
            replace(row, cells=tuple(_painted(cell, painted) for cell in row.cells))
            for row in grid.rows
        ),
    )


def _painted(cell: Cell, painted: Sequence[Cell]) -> Cell:
    if cell.box is None:
        return cell
    for other in painted:
        if other.box and other.box.cover(cell.box) >= _SAME_TABLE:
            return replace(cell, fill=other.fill, drawn=other.drawn and not cell.text)
    return cell
