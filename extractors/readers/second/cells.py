"""Camelot's reading of tables: lattice where rules are drawn, network where words line up.

Its accuracy figure is not looked at: a perfect table with blank cells scores 0.75.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractors.document import Box, Cell, Document, Grid, Layout, Row
from extractors.plan import Place
from extractors.readers.second.witness import STUMBLES, Witness

if TYPE_CHECKING:
    from camelot.core import Table

_FLAVOURS: dict[Layout, tuple[str, dict[str, Any]]] = {
    # The rules as drawn: no page is rendered, which takes five times as long.
    Layout.RULED: ("lattice", {"engine": "vector"}),
    Layout.ALIGNED: ("network", {}),
}
# Two engines see the same table where each covers at least this share of the other.
_SAME_TABLE = 0.6


def read_again(
    data: bytes, document: Document, places: Sequence[Place]
) -> Iterator[tuple[Witness, Document]]:
    """The document with camelot's grids for the tables at `places`, one flavour after the other."""
    wanted = {place.table for place in places}
    grids = [grid for grid in document.grids() if grid.number in wanted]
    heights = {page.number: page.height for page in document.pages}
    for layout, (flavour, options) in _FLAVOURS.items():
        asked = [grid for grid in grids if grid.layout is layout]
        pages = sorted({grid.page for grid in asked if grid.page is not None})
        if not pages:
            continue
        found: dict[int, list[Grid]] = {page: [] for page in pages}
        for table in _tables(data, pages, flavour, options):
            page = int(table.page)
            found[page].append(_grid(table, page, layout, heights[page] or 0.0))
        seen: dict[int, Grid] = {}
        for grid in asked:
            other = _same(grid, found.get(grid.page or 0, []))
            if other is not None:
                seen[grid.number] = _dressed(replace(other, number=grid.number), grid)
        if seen:
            yield Witness(f"camelot-{flavour}", cuts_cells=True), with_grids(document, seen)


def with_grids(document: Document, grids: dict[int, Grid]) -> Document:
    """The document with some of its grids, by number, in place of those it has."""
    return replace(
        document,
        pages=tuple(
            replace(
                page,
                blocks=tuple(
                    grids.get(block.number, block) if isinstance(block, Grid) else block
                    for block in page.blocks
                ),
            )
            for page in document.pages
        ),
    )


def _tables(
    data: bytes, pages: list[int], flavour: str, options: dict[str, Any]
) -> Sequence[Table]:
    """What camelot finds on the pages; nothing where it fails."""
    try:
        # imported where it is needed: it takes half a second, and most documents never ask
        import camelot
        from camelot.backends.image_conversion import ImageConversionError
        from playa.exceptions import PDFException
    except ImportError:
        return ()
    numbers = ",".join(map(str, pages))
    try:
        return list(
            camelot.read_pdf(
                BytesIO(data), pages=numbers, flavor=flavour, suppress_stdout=True, **options
            )
        )
    except (*STUMBLES, PDFException, ImageConversionError):
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
    box = _around([row.box for row in rows if row.box is not None])
    return Grid(tuple(rows), 0, width, layout, page, box)


def _around(boxes: Sequence[Box]) -> Box | None:
    whole = boxes[0] if boxes else None
    for box in boxes[1:]:
        whole = whole.union(box) if whole else box
    return whole


def _text(text: str) -> str:
    """Lines of prose are one text; lines of figures stay apart, as the first reader leaves them."""
    apart = "\n" if not any(character.isalpha() for character in text) else " "
    return apart.join(text.split("\n")).strip()


def _same(grid: Grid, others: Sequence[Grid]) -> Grid | None:
    """The table that covers the same part of the page."""
    for other in others:
        if grid.box is None or other.box is None:
            continue
        shared = shared_area(grid.box, other.box)
        if shared >= _SAME_TABLE * max(area(grid.box), area(other.box)):
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
        if other.box and shared_area(cell.box, other.box) >= _SAME_TABLE * area(cell.box):
            return replace(cell, fill=other.fill, drawn=other.drawn and not cell.text)
    return cell


def area(box: Box) -> float:
    """Square points."""
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def shared_area(one: Box, other: Box) -> float:
    """Square points that both cover."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across * down if across > 0 and down > 0 else 0.0
