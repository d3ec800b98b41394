"""What the table finders hand on: cells with their words, not yet text."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Box, Layout
from extractors.readers.pdf.glyphs import Word


@dataclass(frozen=True, slots=True)
class Slot:
    """A found cell: its place in the grid, its box, and the words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A found table. `cuts` are the x of its columns' borders, `levels` the y of its rows'."""

    cuts: tuple[float, ...]
    levels: tuple[float, ...]
    slots: tuple[Slot, ...]
    layout: Layout

    @property
    def box(self) -> Box:
        """Around the whole table."""
        return Box(self.cuts[0], self.levels[0], self.cuts[-1], self.levels[-1])
