"""Text whose columns are set with spaces, as tools that keep a page's layout write it.

Such a page is one whose letters are all of one width: its words get places on a page and go the way
of a PDF page without rules. The sizes are points of that page; it is their ratios that matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Block, Box, Grid, Page, Paragraph, Row
from extractors.readers.pdf.furniture import Mark, marks
from extractors.readers.pdf.glyphs import ASCENT, DESCENT, Word
from extractors.readers.pdf.layer import Layer
from extractors.readers.pdf.reader import read_page
from extractors.readers.pdf.stack import Stack

# A space is 0.3 of the size, as in print: one parts words and two part cells. The size is small
# because places are rounded to whole letters, and what finds columns bears with edges that are off
# by a point and a half.
SIZE, LETTER, PITCH = 5.0, 1.5, 6.0

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S {2,}\S")
# Prose has a wide gap here and there; the rows of a table have them one after the other.
_FEWEST_GAPS = 3


def is_spaced(lines: Sequence[str]) -> bool:
    """Whether spaces set columns in these lines."""
    return sum(_GAP.search(line) is not None for line in lines) >= _FEWEST_GAPS


def read_spaced(chunks: Sequence[str]) -> Iterator[Page]:
    """The pages of a text, one for each of its `chunks`; places are lines, without boxes.

    They are numbered even where there is one alone: as on a page, what stands where was told by
    eye, and `pipeline.confirm` lays nothing at the document's door without a second witness.
    """
    layers = [_layer(chunk.split("\n"), number) for number, chunk in enumerate(chunks, 1)]
    edges = [marks(layer) for layer in layers]
    first, tables = 1, 0
    stack: Stack | None = None
    for index, layer in enumerate(layers):
        page, stack = read_page(layer, _beside(edges, index), tables, stack)
        tables += sum(isinstance(block, Grid) for block in page.blocks)
        bases = sorted({word.base for word in layer.words})
        blocks = tuple(_by_lines(block, layer.number, first, bases) for block in page.blocks)
        yield Page(layer.number, blocks)
        first += chunks[index].count("\n")


def _layer(lines: Sequence[str], number: int) -> Layer:
    words = [
        _word(match.group(), match.start(), row)
        for row, line in enumerate(lines)
        for match in _WORD.finditer(line.expandtabs())
    ]
    width = max((word.x1 for word in words), default=0.0) + LETTER
    return Layer(number, width, len(lines) * PITCH, tuple(words), (), (), (), (), ())


def _word(text: str, column: int, row: int) -> Word:
    base = (row + 1) * PITCH - DESCENT * SIZE
    starts = tuple((column + index) * LETTER for index in range(len(text)))
    x1 = starts[-1] + LETTER
    return Word(
        text, starts[0], base - ASCENT * SIZE, x1, base + DESCENT * SIZE, base, SIZE, 0, starts
    )


def _beside(edges: Sequence[list[Mark]], index: int) -> list[Mark]:
    before = edges[index - 1] if index else []
    after = edges[index + 1] if index + 1 < len(edges) else []
    return [*before, *after]


def _by_lines(block: Block, page: int, first: int, bases: Sequence[float]) -> Block:
    """The block with lines of the text in place of boxes on the page that stood in for it."""
    if isinstance(block, Paragraph):
        return replace(block, page=page, box=None, line=_line(block.box, first, bases))
    rows = tuple(
        Row(
            tuple(replace(cell, box=None, fill=None) for cell in row.cells),
            _line(row.box, first, bases),
        )
        for row in block.rows
    )
    return replace(block, rows=rows, page=page, box=None)


def _line(box: Box | None, first: int, bases: Sequence[float]) -> int | None:
    """The first line with text in the box."""
    at = bisect_left(bases, box.y0) if box else len(bases)
    return first + round((bases[at] + DESCENT * SIZE) / PITCH) - 1 if at < len(bases) else None
