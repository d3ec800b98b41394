"""Sets paragraphs and tables on pages; table rows break wherever a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samples.pens import Face, Pen

MARGIN = 36.0
PADDING = 3.0
LEADING = 1.25  # line height by font size
PARAGRAPH_GAP = 0.2  # after a paragraph, by line height
ASCENT = 0.95  # first baseline beneath the top of its line, by font size


class Rules(StrEnum):
    """Which rules a table has."""

    ALL = "all"
    HORIZONTAL = "horizontal"
    NONE = "none"


class Align(StrEnum):
    """How the lines of a cell stand in it."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell by its first row and column (from 0); `grey` fills it, 0 black to 1 white."""

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    align: Align = Align.LEFT
    bold: bool = False
    grey: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` rows are counted apart. Columns share the page's width by `widths`."""

    widths: Sequence[float]
    header: Sequence[Cell]
    body: Sequence[Cell]
    rules: Rules
    size: float
    repeat_header: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A row, or what of it a page holds."""

    row: int
    top: float
    bottom: float


@dataclass(slots=True)
class Setter:
    """Fills page after page from the top; each has its number at the foot."""

    pen: Pen
    size: float
    _y: float = field(default=0.0, init=False)
    _pages: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.break_page()

    @property
    def bottom(self) -> float:
        """Where the pages' text area ends."""
        return self.pen.height - MARGIN

    def break_page(self) -> None:
        """Goes on at the top of a new page."""
        self.pen.new_page()
        self._pages += 1
        self.pen.write(self.pen.width / 2, self.bottom + 18, str(self._pages), Face(7))
        self._y = MARGIN

    def paragraph(self, text: str, bold: bool = False) -> None:
        """One paragraph over the whole width; an empty one is half a blank line."""
        leading = self.size * LEADING
        if not text:
            self._y += leading / 2
            return
        face = Face(self.size, bold)
        for line in _wrap(self.pen, text, face, self.pen.width - 2 * MARGIN):
            if self._y + leading > self.bottom:
                self.break_page()
            self.pen.write(MARGIN, self._y + ASCENT * self.size, line, face)
            self._y += leading
        self._y += leading * PARAGRAPH_GAP

    def table(self, table: Table) -> None:
        """A table; it goes on over as many pages as it needs."""
        _TableSetter(self, table).run()
        self._y += self.size * LEADING / 2


class _TableSetter:
    """One table on its way over the pages."""

    def __init__(self, setter: Setter, table: Table) -> None:
        self.setter = setter
        self.pen = setter.pen
        self.table = table
        self.leading = table.size * LEADING
        room = self.pen.width - 2 * MARGIN
        self.edges = [MARGIN]
        for width in table.widths:
            self.edges.append(self.edges[-1] + room * width / sum(table.widths))

    def run(self) -> None:
        """Header and body, from where the setter stands."""
        self._header()
        left = {cell: self._lines(cell) for cell in self.table.body}
        heights = self._heights(self.table.body)
        parts: list[_Part] = []
        for row, needed in enumerate(heights):
            height = needed
            while self.setter._y + height > self.setter.bottom:
                room = self._whole_lines(self.setter.bottom - self.setter._y)
                if room:
                    part_height = room * self.leading + 2 * PADDING
                    parts.append(self._take(row, part_height))
                    height -= room * self.leading
                self._draw(parts, left)
                parts = []
                self.setter.break_page()
                if self.table.repeat_header:
                    self._header()
            parts.append(self._take(row, height))
        self._draw(parts, left)
        lost = [cell.text for cell, lines in left.items() if lines]
        if lost:
            raise ValueError(f"no room for the end of {lost}")

    def _take(self, row: int, height: float) -> _Part:
        top = self.setter._y
        self.setter._y += height
        return _Part(row, top, self.setter._y)

    def _header(self) -> None:
        parts = [
            self._take(row, height) for row, height in enumerate(self._heights(self.table.header))
        ]
        self._draw(parts, {cell: self._lines(cell) for cell in self.table.header})

    def _draw(self, parts: Sequence[_Part], left: dict[Cell, list[str]]) -> None:
        """Draws what stands in `parts`, and takes the lines that found room out of `left`."""
        for cell, lines in left.items():
            within = [part for part in parts if 0 <= part.row - cell.row < cell.row_span]
            if not within:
                continue
            top, bottom = within[0].top, within[-1].bottom
            room = self._whole_lines(bottom - top)
            self._draw_cell(cell, top, bottom, lines[:room])
            left[cell] = lines[room:]

    def _draw_cell(self, cell: Cell, top: float, bottom: float, lines: Iterable[str]) -> None:
        x0, x1 = self._sides(cell)
        if cell.grey is not None:
            self.pen.shade(x0, top, x1, bottom, cell.grey)
        for x_from, y_from, x_to, y_to in self._rules(x0, top, x1, bottom):
            self.pen.rule(x_from, y_from, x_to, y_to)
        face = self._face(cell)
        for number, line in enumerate(lines):
            spare = x1 - x0 - 2 * PADDING - self.pen.measure(line, face)
            share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[cell.align]
            baseline = top + PADDING + number * self.leading + ASCENT * self.table.size
            self.pen.write(x0 + PADDING + share * spare, baseline, line, face)

    def _rules(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> Iterator[tuple[float, float, float, float]]:
        if self.table.rules is not Rules.NONE:
            yield x0, y0, x1, y0
            yield x0, y1, x1, y1
        if self.table.rules is Rules.ALL:
            yield x0, y0, x0, y1
            yield x1, y0, x1, y1

    def _heights(self, cells: Sequence[Cell]) -> list[float]:
        """Heights of the rows; where a spanning cell needs more, its last row grows."""
        rows = max(cell.row + cell.row_span for cell in cells)
        lines = [1] * rows
        for cell in sorted(cells, key=lambda cell: cell.row_span):
            last = cell.row + cell.row_span
            lacking = len(self._lines(cell)) - sum(lines[cell.row : last])
            lines[last - 1] += max(0, lacking)
        return [count * self.leading + 2 * PADDING for count in lines]

    def _lines(self, cell: Cell) -> list[str]:
        x0, x1 = self._sides(cell)
        return list(_wrap(self.pen, cell.text, self._face(cell), x1 - x0 - 2 * PADDING))

    def _sides(self, cell: Cell) -> tuple[float, float]:
        return self.edges[cell.column], self.edges[cell.column + cell.column_span]

    def _face(self, cell: Cell) -> Face:
        return Face(self.table.size, cell.bold)

    def _whole_lines(self, height: float) -> int:
        """How many lines a cell of this height holds; a hair more room than a float may lose."""
        return max(0, int((height - 2 * PADDING) / self.leading + 1e-6))


def _wrap(pen: Pen, text: str, face: Face, room: float) -> Iterator[str]:
    """Breaks `text` at spaces into lines at most `room` points wide."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and pen.measure(longer, face) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line
