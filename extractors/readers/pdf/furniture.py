"""Page headers and footers: what stands at the edge of the page and again on a page beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.layer import Layer
from extractors.readers.pdf.lines import Line, lines_of
from extractors.readers.pdf.phrases import USUAL_SPACE, is_tabular, phrases_of

# Share of the page's height at each end in which headers and footers stand.
EDGE = 0.14
# In font sizes. Lines closer than this are one block.
BLOCK = 1.7
# Points. The same header stands at the same height on each page, but for rounding.
SAME_HEIGHT = 2.0
# Lines that are page numbers wherever they stand: '3', '3/12', 'Page 3', '- 3 -', 'Page 3 sur 12'.
_PAGE_NUMBER = re.compile(
    r"[-–—|]?\s*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|of|de)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


class Mark(NamedTuple):
    """A line at a page's edge, as other pages would repeat it."""

    text: str
    height: float


def marks(layer: Layer) -> list[Mark]:
    """The lines at the page's edges, their digits masked."""
    return [_mark(line) for line in lines_of(_at_edges(layer))]


def _at_edges(layer: Layer) -> list[Word]:
    top, bottom = EDGE * layer.height, (1 - EDGE) * layer.height
    return [word for word in layer.words if not word.turned and not top < word.base < bottom]


def _mark(line: Line) -> Mark:
    text = " ".join(word.text for word in line.words)
    return Mark(_DIGITS.sub("#", text), line.base)


def furniture(layer: Layer, beside: Collection[Mark]) -> set[int]:
    """The `id`s of the words of page headers and footers.

    `beside` are the marks of the pages before and after. Blocks of repeated lines count from the
    page's edge inwards up to the first block that is not repeated or looks like a table's heading.
    """
    lines = lines_of(_at_edges(layer))
    middle = layer.height / 2
    found: set[int] = set()
    for edge in (
        [line for line in lines if line.base < middle],
        [line for line in reversed(lines) if line.base >= middle],
    ):
        for block in _blocks(edge):
            if not all(_is_furniture(line, beside) for line in block):
                break
            found.update(id(word) for line in block for word in line.words)
    return found


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and abs(line.base - blocks[-1][-1].base) <= BLOCK * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_furniture(line: Line, beside: Collection[Mark]) -> bool:
    text = " ".join(word.text for word in line.words)
    if _PAGE_NUMBER.fullmatch(text):
        return True
    mark = _mark(line)
    return not is_tabular(phrases_of(line, USUAL_SPACE)) and any(
        mark.text == other.text and abs(mark.height - other.height) <= SAME_HEIGHT
        for other in beside
    )
