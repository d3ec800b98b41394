"""Fills and drawings under periods."""

from __future__ import annotations

import pytest

from extractors.document import Cell, Row
from extractors.grids.shading import filled_cells, is_shaded

BLUE, GREY, PAPER = (30, 90, 200), (220, 220, 220), (255, 255, 255)
PERIODS = {1, 2}


def cell(at: int, text: str = "", fill: tuple[int, int, int] | None = None) -> Cell:
    return Cell(text, at, fill=fill)


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        ([cell(0, "A"), cell(1, fill=BLUE), cell(2)], [0, 1]),
        ([cell(0, "A"), cell(1, fill=PAPER), cell(2)], [0]),
        # a striped row is no mark, a cell that stands out from it is
        ([cell(0, "A", GREY), cell(1, fill=GREY), cell(2, fill=GREY)], [0]),
        ([cell(0, "A", GREY), cell(1, fill=BLUE), cell(2, fill=GREY)], [0, 1]),
        # only periods are marked by fills
        ([cell(0, fill=BLUE), cell(1), cell(2), cell(3, "B"), cell(4, "C")], [3, 4]),
        ([cell(0, "A"), Cell("", 1, drawn=True), cell(2)], [0, 1]),
        ([Cell("", 0, drawn=True), cell(1), cell(2)], []),
    ],
)
def test_filled_cells(cells: list[Cell], filled: list[int]) -> None:
    found = filled_cells(Row(tuple(cells)), PERIODS)
    assert [cell.column for cell, _ in found] == filled
    assert all(content.mark for cell, content in found if cell.column in PERIODS)


def test_a_mark_that_is_printed_or_drawn_is_not_shaded() -> None:
    assert is_shaded(cell(1, fill=BLUE))
    assert not is_shaded(cell(1, "X", BLUE))
    assert not is_shaded(Cell("", 1, fill=BLUE, drawn=True))
