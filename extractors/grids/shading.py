"""Cells that say something without text: a filled or drawn mark under a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from extractors.document import Cell, Row
from extractors.grids.content import Content, content_of

_MARK = "X"
# Fills lighter than this (0 black, 255 white) are paper.
_PAPER = 245


def filled_cells(row: Row, periods: Container[int]) -> list[tuple[Cell, Content]]:
    """The cells of a row that hold something, with what they hold.

    `periods` are the positions of period columns: only there does a fill that differs from the
    rest of the row, or a drawing, stand for a mark.
    """
    ground = _ground(row, periods)
    found = []
    for cell in row.cells:
        content = content_of(cell.text)
        if content.empty and cell.column in periods and (cell.drawn or _stands_out(cell, ground)):
            content = content_of(_MARK)
        if not content.empty:
            found.append((cell, content))
    return found


def is_shaded(cell: Cell) -> bool:
    """Whether a marked cell is marked by its fill alone."""
    return not cell.text.strip() and not cell.drawn


def _ground(row: Row, periods: Container[int]) -> tuple[int, int, int] | None:
    """The row's own background: the commonest fill outside period columns."""
    if all(cell.fill is None for cell in row.cells):
        return None  # as most rows are, and all rows of text
    fills = Counter(cell.fill for cell in row.cells if cell.column not in periods)
    return fills.most_common(1)[0][0] if fills else None


def _stands_out(cell: Cell, ground: tuple[int, int, int] | None) -> bool:
    return cell.fill is not None and cell.fill != ground and min(cell.fill) < _PAPER
