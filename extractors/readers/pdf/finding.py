"""Which parts of a page are tables: ruled ones from their rules, others from their alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.pdf.aligned import aligned_tables
from extractors.readers.pdf.columns import Stack
from extractors.readers.pdf.layer import Layer, Rule, Word
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.phrases import ANCHORS, is_tabular, phrases_of, sort_of, usual_space
from extractors.readers.pdf.ruled import ruled_table
from extractors.readers.pdf.rules import Frame, frames, join, sides
from extractors.readers.pdf.table import Table

# A cell with this many lines that look like a table's rows of their own has rows no rule shows.
ROWS_IN_CELL = 3
# An upright rule parts columns where it is at least this many points long.
SHORTEST_WALL = 24.0


@dataclass(frozen=True, slots=True)
class Found:
    """A page's tables from top to bottom, the words outside of them, and the columns of the last
    table without upright rules."""

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
    borders = sorted(table.levels[0] for table in tables)
    left: list[Word] = []
    stack = before
    for top, bottom in zip([0.0, *borders], [*borders, layer.height + 1], strict=True):
        inside = [word for word in rest if top <= word.base < bottom]
        others, outside = aligned_tables(
            inside, levels, shades, _within(walls, top, bottom), before
        )
        left += outside
        for table, stack in others:
            tables.append(table)
    tables.sort(key=_place)
    return Found(tuple(tables), tuple(left), stack)


def _size(frame: Frame) -> float:
    x0, y0, x1, y1 = frame.box
    return (x1 - x0) * (y1 - y0)


def _place(table: Table) -> tuple[float, float]:
    return table.levels[0], table.cuts[0]


def _within(walls: Sequence[Rule], top: float, bottom: float) -> list[float]:
    return sorted(rule.at for rule in walls if rule.end > top and rule.start < bottom)


def _hides_rows(table: Table) -> bool:
    """Whether rules leave rows or columns of the table uncut: a frame around it, or rules between
    its columns only."""
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
