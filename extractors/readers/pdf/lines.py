"""Words into printed lines, and lines into text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, product
from operator import attrgetter
from typing import NamedTuple

from extractors.document import Box
from extractors.readers.pdf.glyphs import LINE_HYPHEN, SOFT_HYPHEN, Word

# Baselines closer than this share of the font size are one line: superscripts rise by a third,
# lines set as tight as print allows are 0.8 apart.
SAME_LINE = 0.45
# Words closer than this share of the font size touch: the narrowest justified space is about 0.15.
TOUCHING = 0.09
# Two words of the same text this near (in font sizes) are one printed twice to look bold.
OVERPRINT = 0.25
# Points. A page is cut into squares, so that a word is compared with those around it alone.
SQUARE = 8.0
_SIDES = 3


class Line(NamedTuple):
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    base: float
    size: float

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(word.x1 for word in self.words)


def without_overprint(words: Sequence[Word]) -> list[Word]:
    """Drop the second print of words drawn twice, slightly aside, to look bold or shaded."""
    seen: dict[tuple[str, int], dict[tuple[float, float], list[Word]]] = {}
    kept = []
    for word in words:
        squares = seen.setdefault((word.text, word.turned), {})
        near = OVERPRINT * word.size
        if any(
            abs(twin.x0 - word.x0) < near
            and abs(twin.base - word.base) < near
            and abs(twin.x1 - word.x1) < near
            for twin in _around(squares, word, near)
        ):
            continue
        squares.setdefault((word.x0 // SQUARE, word.base // SQUARE), []).append(word)
        kept.append(word)
    return kept


def _around(
    squares: dict[tuple[float, float], list[Word]], word: Word, near: float
) -> Iterator[Word]:
    """Words in the squares that reach nearer to this one."""
    if near > SQUARE or len(squares) < _SIDES * _SIDES:
        return chain.from_iterable(squares.values())
    x, y = word.x0 // SQUARE, word.base // SQUARE
    beside = product((x - 1, x, x + 1), (y - 1, y, y + 1))
    return chain.from_iterable(squares.get(square, ()) for square in beside)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Upright words as lines, top to bottom."""
    lines: list[list[Word]] = []
    base = 0.0
    for word in sorted(words, key=_by_base):
        if lines and word.base - base <= SAME_LINE * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
            base = word.base
    return [_line(words) for words in lines]


# Python functions for these would take a third of the time that text takes to be put in order.
_by_base = attrgetter("base", "x0")
_by_left = attrgetter("x0")
_by_size = attrgetter("size")


def _line(words: list[Word]) -> Line:
    words.sort(key=_by_left)
    largest = max(words, key=_by_size)
    return Line(tuple(words), largest.base, largest.size)


def text_of(words: Sequence[Word]) -> str:
    """The text of a cell or paragraph; printed lines are joined by a space.

    Lines that hold figures only keep their line break: two amounts one above the other, or one
    amount broken in two, are for later stages to tell apart.
    """
    words = [word for word in words if word.text]  # stand-ins for drawn figures have none
    if not words:
        return ""
    if len(words) == 1:
        return words[0].text.replace(LINE_HYPHEN, "-").rstrip(SOFT_HYPHEN)
    upright = [word for word in words if word.turned == 0]
    if len(upright) == len(words):
        bases = [word.base for word in words]
        if max(bases) - min(bases) < 1:
            return _joined([_line_text(sorted(words, key=_by_left))])
    texts = [_line_text(line.words) for line in lines_of(upright)]
    for turned in (1, 2, 3):
        aside = [_righted(word) for word in words if word.turned == turned]
        texts.extend(_line_text(line.words) for line in lines_of(aside))
    return _joined([text for text in texts if text])


def _righted(word: Word) -> Word:
    """A turned word as if the page had been turned to read it."""
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    if word.turned == 1:
        return word._replace(x0=-y1, y0=x0, x1=-y0, y1=x1, turned=0)
    if word.turned == 3:
        return word._replace(x0=y0, y0=-x1, x1=y1, y1=-x0, base=-word.base, turned=0)
    return word._replace(x0=-x1, y0=-y1, x1=-x0, y1=-y0, base=-word.base, turned=0)


def _line_text(words: Sequence[Word]) -> str:
    parts = [words[0].text]
    for before, word in pairwise(words):
        if word.x0 - before.x1 >= TOUCHING * min(before.size, word.size):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _joined(texts: list[str]) -> str:
    figures = len(texts) > 1 and all(_is_figures(text) for text in texts)
    joined = ""
    for text in texts:
        if not joined:
            joined = text
        elif joined.endswith(SOFT_HYPHEN):
            joined = joined[:-1] + text
        elif joined.endswith((LINE_HYPHEN, "-")) and joined[-2:-1].isalpha() and text[0].isalpha():
            joined = joined[:-1] + "-" + text
        else:
            joined += ("\n" if figures else " ") + text
    return joined.replace(LINE_HYPHEN, "-").rstrip(SOFT_HYPHEN)


def _is_figures(text: str) -> bool:
    return any(char.isdigit() for char in text) and not any(char.isalpha() for char in text)


def box_of(words: Iterable[Word]) -> Box:
    """The smallest box that holds all of the words."""
    words = list(words)
    return Box(
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )
