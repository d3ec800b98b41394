"""A page's words, from the places of its glyphs."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from extractors.readers.pdf.binding import Handle, raw
from extractors.readers.pdf.matrix import Matrix

# Share of the font size that stands above and below the baseline in Latin type.
ASCENT, DESCENT = 0.78, 0.22

# A glyph whose start lies this many font sizes behind the one before it belongs to another run.
BACKWARDS = 0.3

# No Latin glyph advances further than this many font sizes; beyond it two cells ran together.
WIDEST_ADVANCE = 1.6

# Fake bold prints a glyph again up to this many font sizes aside; the narrowest letters ("i", "l")
# advance by 0.22.
FAKE_BOLD_SHIFT = 0.12

# Superscripts rise by a third of the font size; glyphs further off the baseline are another run.
BASE_JUMP = 0.5

_BREAKS = frozenset(" \t\r\n\f\v\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000")

_NO_BREAK = frozenset("\u00a0\u202f")

_LINE_HYPHENS = frozenset("\x02\ufffe\uffff")  # pdfium's sign for a hyphen that ends a line

_DROPPED = frozenset("\x00\u200b\u200c\u200d\u2060\ufeff")

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

LINE_HYPHEN = "\x02"

SOFT_HYPHEN = "\u00ad"


class Word(NamedTuple):
    """Glyphs without a break between them.

    `base` is the baseline's y (its x for turned words), `size` the effective font size; `turned`
    counts quarter turns anticlockwise (0: upright, 1: reads upwards, 3: reads downwards). `starts`
    are the glyphs' left ends. `text` ends with LINE_HYPHEN where a hyphen ends a printed line.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    turned: int
    starts: tuple[float, ...]


def words_of(page: Any, to_page: Matrix) -> Iterator[Word]:
    """The page's words in pdfium's own order; pdfium's generated spaces count as breaks."""
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        x, y = ctypes.c_double(), ctypes.c_double()
        px, py = ctypes.byref(x), ctypes.byref(y)
        origin = raw.FPDFText_GetCharOrigin
        chars: list[str] = []
        xs: list[float] = []
        ys: list[float] = []
        first = last = 0
        for index, char in enumerate(_characters(handle)):
            if char in _BREAKS or (char in _NO_BREAK and not (chars and chars[-1].isalnum())):
                if chars:
                    yield from _word(handle, first, last, chars, xs, ys, to_page)
                    chars, xs, ys = [], [], []
                continue
            if char in _DROPPED:
                continue
            if not chars:
                first = index
            last = index
            origin(handle, index, px, py)
            chars.append(char)
            xs.append(x.value)
            ys.append(y.value)
        if chars:
            yield from _word(handle, first, last, chars, xs, ys, to_page)
    finally:
        textpage.close()


def _characters(handle: Handle) -> str | list[str]:
    """The page's characters, one an index."""
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
    # One call for all of them serves unless some are left out or take two units.
    if len(text) == count and "\x00" not in text:
        return text
    return [chr(raw.FPDFText_GetUnicode(handle, index)) for index in range(count)]


def _word(
    handle: Handle,
    first: int,
    last: int,
    chars: list[str],
    xs: list[float],
    ys: list[float],
    to_page: Matrix,
) -> Iterator[Word]:
    """Place a run of glyphs; a run that pdfium joined over a jump becomes two words."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, first, matrix)
    size = raw.FPDFText_GetFontSize(handle, first) * (math.hypot(matrix.c, matrix.d) or 1.0)
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, last, loose)
    a, b, c, d, e, f = to_page
    along_x, along_y = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
    end = to_page.box(loose.left, loose.bottom, loose.right, loose.top)
    if b or c:
        xs, ys = (
            [c * y + e for y in ys],
            [b * x + f for x in xs],
        )
    else:
        xs, ys = [a * x + e for x in xs], [d * y + f for y in ys]
    # `run` grows in reading direction whatever the turn.
    if abs(along_x) >= abs(along_y):
        bases = ys
        if along_x >= 0:
            turned, run, stop = 0, xs, end[2]
        else:
            turned, run, stop = 2, [-x for x in xs], -end[0]
    else:
        bases = xs
        if along_y < 0:
            turned, run, stop = 1, [-y for y in ys], -end[1]
        else:
            turned, run, stop = 3, ys, end[3]
    if len(chars) == 1 or _steady(run, bases, stop, size):
        yield _turned_word("".join(chars), run, stop, bases[0], size, turned)
        return
    begin = 0
    for index in range(1, len(run) + 1):
        if (
            index < len(run)
            and -BACKWARDS * size < run[index] - run[index - 1] < WIDEST_ADVANCE * size
            and abs(bases[index] - bases[begin]) < BASE_JUMP * size
        ):
            continue
        ends = index == len(run)
        yield from _plain(
            chars[begin:index],
            run[begin:index],
            # Where a run was cut short its last glyph's width is not known: half a font size.
            stop if ends else min(run[index - 1] + size / 2, max(run[index], run[index - 1] + 1)),
            bases[begin],
            size,
            turned,
        )
        begin = index


def _steady(run: list[float], bases: list[float], stop: float, size: float) -> bool:
    """Whether the glyphs follow one another on a line, without a jump or an overprint."""
    if max(bases) - min(bases) >= BASE_JUMP * size:
        return False
    longest, nearest = WIDEST_ADVANCE * size, FAKE_BOLD_SHIFT * size
    before = run[0]
    for start in run[1:]:
        if not nearest < start - before < longest:
            return False
        before = start
    return stop - before < longest


def _plain(
    chars: list[str], run: list[float], stop: float, base: float, size: float, turned: int
) -> Iterator[Word]:
    """Drop glyphs that overprint the one before (fake bold drawn letter by letter)."""
    text, starts = chars[:1], run[:1]
    for char, start in zip(chars[1:], run[1:], strict=True):
        aside = abs(start - starts[-1])
        # pdfium spells ligatures out, all letters in one place: 'ffi' has two of its own.
        if char == text[-1] and aside < FAKE_BOLD_SHIFT * size and (char != "f" or aside > 0):
            continue
        text.append(char)
        starts.append(start)
    yield _turned_word("".join(text), starts, stop, base, size, turned)


def _turned_word(
    text: str, run: list[float], stop: float, base: float, size: float, turned: int
) -> Word:
    for hyphen in _LINE_HYPHENS:
        if hyphen in text:
            text = text.replace(hyphen, LINE_HYPHEN if len(text) > 1 else "-")
    if not text.isascii():
        if any(char in _LIGATURES for char in text):
            text = "".join(_LIGATURES.get(char, char) for char in text)
        if text[-1] == SOFT_HYPHEN:
            text = text[:-1].replace(SOFT_HYPHEN, "") + SOFT_HYPHEN
        else:
            text = text.replace(SOFT_HYPHEN, "")
        text = text.rstrip("\u00a0\u202f")
    # A last glyph without a box (a symbol font gone missing) still takes up room.
    stop = max(stop, run[-1] + 0.1 * size)
    up, down = ASCENT * size, DESCENT * size
    if turned == 0:
        place = (run[0], base - up, stop, base + down)
    elif turned == 1:
        place = (base - up, -stop, base + down, -run[0])
    elif turned == 2:
        place = (-stop, base - down, -run[0], base + up)
    else:
        place = (base - down, run[0], base + up, stop)
    starts = (
        tuple(run)
        if len(run) == len(text)
        else tuple(
            run[0] + (stop - run[0]) * index / max(len(text), 1) for index in range(len(text))
        )
    )
    return Word(text, *place, base, size, turned, starts)
