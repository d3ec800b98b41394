"""Which parts of a page are tables: ruled ones from their rules, others from their alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.document import Box
from extractors.readers.pdf.aligned import Drawn, aligned_tables
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.layer import Layer
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.phrases import ANCHORS, is_tabular, phrases_of, sort_of, usual_space
from extractors.readers.pdf.ruled import ruled_table
from extractors.readers.pdf.rules import Frame, frames, join, sides
from extractors.readers.pdf.shading import WHITE
from extractors.readers.pdf.shapes import Drawing, Fill
from extractors.readers.pdf.stack import Stack
from extractors.readers.pdf.table import Table

# A cell with this many lines that look like a table's rows of their own has rows no rule shows.
ROWS_IN_CELL = 3
# An upright rule parts columns where it is at least this many points long.
SHORTEST_WALL = 24.0
# Points. A filled cell wider than this is a heading's or a total's, not a period's; one taller than
# a dozen lines is a panel.
WIDEST_BAR, TALLEST_BAR = 80.0, 150.0

Shape = TypeVar("Shape", Drawing, Fill)


@dataclass(frozen=True, slots=True)
class Found:
    """A page's tables from top to bottom, and the words outside of them.

    `stack` are the columns of the last table without upright rules, this page's or an earlier one.
    """

    tables: tuple[Table, ...]
    rest: tuple[Word, ...]
    stack: Stack | None


def find_tables(layer: Layer, words: Sequence[Word], before: Stack | None) -> Found:
    """All tables of a page; `before` are the columns of the last bare table of the page before."""
    tables: list[Table] = []
    rest = list(words)
    across, upright = join(layer.across), join(layer.upright)
    loose: list[Frame] = []
    for frame in sorted(frames(across, upright), key=_size, reverse=True):
        found = ruled_table(frame, rest) if frame.upright and frame.across else None
        if found is None or len(found[0].cuts) < 3 or _hides_rows(found[0]):
            loose.append(frame)
        elif found[1]:
            tables.append(found[0])
            rest = [word for index, word in enumerate(rest) if index not in found[1]]
    walls = [
        rule for frame in loose for rule in frame.upright if rule.end - rule.start > SHORTEST_WALL
    ]
    levels = sorted(rule for frame in loose for rule in frame.across)
    shades = join(sides(layer.fills)[0])
    bars = _bars(layer.fills, rest)
    borders = sorted(table.levels[0] for table in tables)
    boxes = [table.box for table in tables]
    left: list[Word] = []
    stack = before
    for top, bottom in zip([0.0, *borders], [*borders, layer.height + 1], strict=True):
        inside = [word for word in rest if top <= word.y1 < bottom]
        drawn = Drawn(
            tuple(levels),
            tuple(shades),
            tuple(sorted(rule.at for rule in walls if rule.end > top and rule.start < bottom)),
            tuple(mark for mark in _outside(layer.drawings, boxes) if top <= mark.y1 < bottom),
            tuple(bar for bar in _outside(bars, boxes) if top <= bar.y1 < bottom),
        )
        others, outside = aligned_tables(inside, drawn, before)
        left += outside
        if others:
            tables += [table for table, _ in others]
            stack = others[-1][1]
    tables.sort(key=_place)
    return Found(tuple(tables), tuple(left), stack)


def _size(frame: Frame) -> float:
    x0, y0, x1, y1 = frame.box
    return (x1 - x0) * (y1 - y0)


def _place(table: Table) -> tuple[float, float]:
    return table.levels[0], table.cuts[0]


def _outside(shapes: Iterable[Shape], boxes: Sequence[Box]) -> Iterator[Shape]:
    """The shapes that no ruled table holds."""
    for shape in shapes:
        x, y = (shape.x0 + shape.x1) / 2, (shape.y0 + shape.y1) / 2
        if not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in boxes):
            yield shape


def _bars(fills: Sequence[Fill], words: Sequence[Word]) -> list[Fill]:
    """Small painted areas in a colour that no text stands on: filled cells that mark a period."""
    small = [
        fill
        for fill in fills
        if fill.rgb != WHITE
        and fill.x1 - fill.x0 <= WIDEST_BAR
        and fill.y1 - fill.y0 <= TALLEST_BAR
    ]
    if not small:
        return []
    behind = {
        fill.rgb
        for fill in fills
        for word in words
        if fill.x0 < (word.x0 + word.x1) / 2 < fill.x1 and fill.y0 < word.base - 1 < fill.y1
    }
    return [fill for fill in small if fill.rgb not in behind]


def _hides_rows(table: Table) -> bool:
    """Whether rules leave rows or columns of the table uncut.

    So do a frame around a bare table and rules between its columns only.
    """
    for slot in table.slots:
        if len(slot.words) < ROWS_IN_CELL:
            continue
        lines = lines_of(word for word in slot.words if not word.turned)
        if len(lines) < ROWS_IN_CELL:
            continue
        if slot.column_span == 1:
            anchors = sum(
                sort_of(" ".join(word.text for word in line.words)) in ANCHORS for line in lines
            )
            if anchors >= ROWS_IN_CELL and anchors == len(lines):
                return True
        space = usual_space(lines)
        if sum(is_tabular(phrases_of(line, space)) for line in lines) >= ROWS_IN_CELL:
            return True
    return False
