"""Text that a page holds and does not show: off the page, unpainted, or in its background's colour.

Character recognition lays unpainted text over the picture of a page: that is the page's text, as a
machine made it out. Other text that no eye sees is told, never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from extractors.readers.pdf.glyphs import Ink, Word
from extractors.readers.pdf.phrases import Sort, sort_of
from extractors.readers.pdf.shading import WHITE
from extractors.readers.pdf.shapes import Drawing, Fill

Rgb = tuple[int, int, int]
Shape = TypeVar("Shape", Fill, Drawing)

# Of 255: ink whose channels all come this near to what is behind it is not seen.
CONTRAST = 16
# Pixels a point at which the page is drawn to see, and their share that letters mark at least.
SCALE, SPECKS = 2, 0.04
# Share of the unpainted words that stand on pictures where they are the pictures' text.
OVER_PICTURES = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's words that are read; those that are not seen; whether a machine made them out."""

    words: tuple[Word, ...]
    hidden: tuple[Word, ...]
    recognised: bool


def sight(
    page: Any,
    inks: Sequence[Ink],
    fills: Sequence[Fill],
    pictures: Sequence[Drawing],
    size: tuple[float, float],
) -> Seen:
    """Tell what is seen from what is not; `size` is the page's width and height in points."""
    width, height = size
    inside = [ink for ink in inks if _is_on(ink.word, width, height)]
    hidden = [ink.word for ink in inks if not _is_on(ink.word, width, height)]
    if not any(sort_of(word.text) is Sort.AMOUNT for word in hidden):
        hidden = []  # printers' marks
    unpainted = [ink.word for ink in inside if ink.rgb is None]
    recognised = bool(unpainted) and sum(
        _behind(word, pictures) is not None for word in unpainted
    ) >= OVER_PICTURES * len(unpainted)
    grounds = {WHITE, *(fill.rgb for fill in fills)}
    alike = {
        rgb
        for rgb in {ink.rgb for ink in inside if ink.rgb is not None}
        if any(_is_near(rgb, ground) for ground in grounds)
    }
    doubtful = {
        id(ink.word)
        for ink in inside
        if (ink.rgb is None and not recognised)
        or (ink.rgb is not None and ink.rgb in alike and _melts(ink.word, ink.rgb, fills))
    }
    if doubtful:
        # Fills may miss what is painted as a gradient or a form: the drawn page settles it.
        lost = set(_invisible(page, [ink.word for ink in inside if id(ink.word) in doubtful], size))
        hidden += [ink.word for ink in inside if id(ink.word) in lost]
        inside = [ink for ink in inside if id(ink.word) not in lost]
    return Seen(tuple(ink.word for ink in inside), tuple(hidden), recognised)


def _is_on(word: Word, width: float, height: float) -> bool:
    return word.x1 > 0 and word.x0 < width and word.y1 > 0 and word.y0 < height


def _melts(word: Word, rgb: Rgb, fills: Sequence[Fill]) -> bool:
    """Whether a word's colour is that of the last area painted behind it, or of the bare page."""
    behind = _behind(word, fills)
    ground = behind.rgb if behind else WHITE
    return _is_near(rgb, ground)


def _is_near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) < CONTRAST for a, b in zip(one, other, strict=True))


def _behind(word: Word, shapes: Sequence[Shape]) -> Shape | None:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    found = (shape for shape in reversed(shapes) if shape.x0 < x < shape.x1)
    return next((shape for shape in found if shape.y0 < y < shape.y1), None)


def _invisible(page: Any, words: Sequence[Word], size: tuple[float, float]) -> Iterator[int]:
    """The `id`s of the words whose place on the drawn page is all of one colour."""
    drawn = page.render(scale=SCALE).to_numpy().astype(int)
    down, across = drawn.shape[0] / size[1], drawn.shape[1] / size[0]
    for word in words:
        # The middle of the letters: rules of the word's cell may run above or below.
        top, bottom = word.y0 + 0.3 * (word.y1 - word.y0), word.y0 + 0.75 * (word.y1 - word.y0)
        part = drawn[
            int(max(top, 0) * down) : int(bottom * down) + 1,
            int(max(word.x0, 0) * across) : int(word.x1 * across) + 1,
        ]
        pixels = part.reshape(-1, part.shape[-1])
        marked = abs(pixels - np.median(pixels, axis=0)).max(axis=1) >= CONTRAST
        if marked.mean() < SPECKS:
            yield id(word)
