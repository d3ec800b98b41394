"""What readers return: a file's pages as printed, nothing interpreted.

Text is exactly as the source has it (mark-up, odd spaces and all); boxes are in PDF points
from the page's top left corner, y growing downwards, after the page's own rotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How the cells of a grid were told apart."""

    DELIMITED = "delimited"  # tabs or pipes in text
    RULED = "ruled"  # drawn lines on both axes
    ALIGNED = "aligned"  # where words line up: no rules, or on one axis only


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points from the page's top left: x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __str__(self) -> str:
        """The contract's form: 'x0 y0 x1 y1', one decimal each."""
        return f"{self.x0:.1f} {self.y0:.1f} {self.x1:.1f} {self.y1:.1f}"

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    @classmethod
    def parse(cls, text: str) -> Box:
        """The box that `str` wrote. ValueError where it is none."""
        x0, y0, x1, y1 = map(float, text.split())
        return cls(x0, y0, x1, y1)

    def cover(self, other: Box) -> float:
        """The share of `other` that lies in this box, 0 to 1; 0 where `other` has no area."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        area = (other.x1 - other.x0) * (other.y1 - other.y0)
        return across * down / area if across > 0 and down > 0 and area > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell.

    `column` is its 0-based place in the printed row; a cell spanning several columns (rows) stands
    once, at its first one, with `column_span` (`row_span`) > 1. `fill` is its background (RGB)
    where one is painted; `drawn` says that a figure without text (a check mark, a dot) is drawn in
    it.
    """

    text: str
    column: int
    box: Box | None = None
    column_span: int = 1
    row_span: int = 1
    fill: tuple[int, int, int] | None = None
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row; `line` is its 1-based line in a text source."""

    cells: tuple[Cell, ...]
    line: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One printed table, or the part of one that stands on a page.

    `number` counts the grids of a document from 1; `width` is the number of printed columns.
    """

    rows: tuple[Row, ...]
    number: int
    width: int
    layout: Layout
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables: one printed line or block."""

    text: str
    page: int | None = None
    line: int | None = None
    box: Box | None = None


Block = Grid | Paragraph


class Trouble(StrEnum):
    """Why a page could not be read."""

    DAMAGED = "page-not-read"
    PICTURE = "no-text-layer"  # all that it shows is drawn or photographed


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of one page in reading order; `number` is None for sources without pages.

    `trouble` says why the page could not be read. `hidden` is text
    of the page that no eye sees and no block holds; `recognised` says that the blocks' text is what
    character recognition made of a picture.
    """

    number: int | None
    blocks: tuple[Block, ...]
    width: float | None = None
    height: float | None = None
    trouble: Trouble | None = None
    hidden: str = ""
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file as printed. `engine` names what told the cells apart ('text', 'pdfium')."""

    pages: tuple[Page, ...]
    engine: str
    paged: bool

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for page in self.pages:
            yield from page.blocks

    def grids(self) -> Iterator[Grid]:
        """All grids in reading order."""
        return (block for block in self.blocks() if isinstance(block, Grid))
