"""A page's words, from the places of its glyphs."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
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

# A word: no space within, but for single no-break ones ('12 500').
_SPACES = "\\s\u200b\u2060\ufeff\x00"
_NO_BREAK = "\u00a0\u202f"
_WORD = re.compile(f"[^{_SPACES}]+(?:[{_NO_BREAK}][^{_SPACES}]+)*")

BLACK = 0, 0, 0

_LINE_HYPHENS = frozenset("\x02\ufffe\uffff")  # pdfium's sign for a hyphen that ends a line

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


class Ink(NamedTuple):
    """How a word is drawn: its colour, None where nothing is painted (text render mode 3)."""

    word: Word
    rgb: tuple[int, int, int] | None


def words_of(page: Any, to_page: Matrix) -> list[Ink]:
    """The page's words in pdfium's own order; pdfium's generated spaces count as breaks."""
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        text = _text(handle)
        glyphs = _Glyphs(handle, to_page)
        words: list[Ink] = []
        for match in _WORD.finditer(text):
            rgb = glyphs.rgb(match.start())
            found = glyphs.words(match.group(), match.start(), match.end())
            words.extend(Ink(word, rgb) for word in found)
        return words
    finally:
        textpage.close()


# Text render modes that paint nothing, and those that paint outlines only, in another colour.
_UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)


def _text(handle: Handle) -> str:
    """The page's text, one character an index."""
    count = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
    # One call for all of them serves unless some are left out or take two units.
    if len(text) == count and "\x00" not in text:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(handle, index)) for index in range(count))


class _Glyphs:
    """Places runs of a page's glyphs. Its ctypes values are made once and used for all of them."""

    def __init__(self, handle: Handle, to_page: Matrix) -> None:
        self._handle, self._to_page = handle, to_page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._loose = raw.FS_MATRIX(), raw.FS_RECTF()
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._channel_refs = [ctypes.byref(channel) for channel in self._channels]

    def rgb(self, index: int) -> tuple[int, int, int] | None:
        """The colour that a character is painted in; black where pdfium does not say."""
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._handle, index))
        if mode in _UNPAINTED:
            return None
        filled = mode not in _OUTLINED and raw.FPDFText_GetFillColor(
            self._handle, index, *self._channel_refs
        )
        if not filled:
            return BLACK
        red, green, blue, alpha = self._channels
        return (red.value, green.value, blue.value) if alpha.value else None

    def words(self, text: str, first: int, after: int) -> list[Word]:
        """The word of a run of characters; a run that pdfium joined over a jump becomes several."""
        handle, x, y = self._handle, self._x, self._y
        px, py = ctypes.byref(x), ctypes.byref(y)
        origin = raw.FPDFText_GetCharOrigin
        xs: list[float] = []
        ys: list[float] = []
        for index in range(first, after):
            origin(handle, index, px, py)
            xs.append(x.value)
            ys.append(y.value)
        a, b, c, d, e, f = self._to_page
        if b or c:
            xs, ys = [c * y + e for y in ys], [b * x + f for x in xs]
        else:
            xs, ys = [a * x + e for x in xs], [d * y + f for y in ys]
        words: list[Word] = []
        begin = 0
        while begin < len(text):
            word, begin = self._word(text, xs, ys, begin, first)
            words.append(word)
        return words

    def _word(
        self, text: str, xs: list[float], ys: list[float], begin: int, first: int
    ) -> tuple[Word, int]:
        """The word of the run's glyphs from `begin` up to a jump, and where the rest begins."""
        matrix, loose = self._matrix, self._loose
        raw.FPDFText_GetMatrix(self._handle, first + begin, matrix)
        size = raw.FPDFText_GetFontSize(self._handle, first + begin)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        a, b, c, d, _, _ = self._to_page
        along_x, along_y = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        # `run` grows in reading direction whatever the turn.
        if abs(along_x) >= abs(along_y):
            turned = 0 if along_x >= 0 else 2
            run, bases = xs[begin:], ys[begin:]
        else:
            turned = 1 if along_y < 0 else 3
            run, bases = ys[begin:], xs[begin:]
        if turned in (1, 2):
            run = [-place for place in run]
        steady = _steady(run, bases, size)
        length = len(run) if steady else _jump(run, bases, size)
        raw.FPDFText_GetLooseCharBox(self._handle, first + begin + length - 1, loose)
        x0, y0, x1, y1 = self._to_page.box(loose.left, loose.bottom, loose.right, loose.top)
        stop = (x1, -y0, -x0, y1)[turned]
        stop = min(stop, run[length - 1] + WIDEST_ADVANCE * size)
        part, run = text[begin : begin + length], run[:length]
        if not steady:
            part, run = _plain(part, run, size)
        return _turned_word(part, run, stop, bases[0], size, turned), begin + length


def _steady(run: list[float], bases: list[float], size: float) -> bool:
    """Whether the glyphs follow one another on a line, without a jump or an overprint."""
    if max(bases) - min(bases) >= BASE_JUMP * size:
        return False
    longest, nearest = WIDEST_ADVANCE * size, FAKE_BOLD_SHIFT * size
    before = run[0]
    for start in run[1:]:
        if not nearest < start - before < longest:
            return False
        before = start
    return True


def _jump(run: list[float], bases: list[float], size: float) -> int:
    """How many glyphs stand together before the first jump, be it along the line or off it."""
    for index in range(1, len(run)):
        step = run[index] - run[index - 1]
        if not -BACKWARDS * size < step < WIDEST_ADVANCE * size:
            return index
        if abs(bases[index] - bases[0]) >= BASE_JUMP * size:
            return index
    return len(run)


def _plain(text: str, run: list[float], size: float) -> tuple[str, list[float]]:
    """Drop glyphs that overprint the one before (fake bold drawn letter by letter)."""
    kept, starts = [text[0]], run[:1]
    for char, start in zip(text[1:], run[1:], strict=True):
        aside = abs(start - starts[-1])
        # pdfium spells ligatures out, all letters in one place: 'ffi' has two of its own.
        if char == kept[-1] and aside < FAKE_BOLD_SHIFT * size and (char != "f" or aside > 0):
            continue
        kept.append(char)
        starts.append(start)
    return "".join(kept), starts


def _turned_word(
    text: str, run: list[float], stop: float, base: float, size: float, turned: int
) -> Word:
    if not text.isprintable():
        for hyphen in _LINE_HYPHENS:
            text = text.replace(hyphen, LINE_HYPHEN if len(text) > 1 else "-")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if any(char in _LIGATURES for char in text):
            text = "".join(_LIGATURES.get(char, char) for char in text)
        if text[-1] == SOFT_HYPHEN:
            text = text[:-1].replace(SOFT_HYPHEN, "") + SOFT_HYPHEN
        else:
            text = text.replace(SOFT_HYPHEN, "")
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
