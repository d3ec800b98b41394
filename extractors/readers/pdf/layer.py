"""One page's text and drawings, straight from pdfium, in points from the page's top left.

pdfium's raw calls are used because they cost a microsecond each where an object a character costs
tens; everything after this file works on a few hundred words and rules a page.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Points. A filled shape thinner than this is a rule drawn as a rectangle: the widest borders of
# word processors are 3 points (Word's "3 pt" line).
RULE_THICKNESS = 3.2

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


class Rule(NamedTuple):
    """A drawn straight line: at x = `at` from y `start` to `end` if upright, else at y = `at`."""

    at: float
    start: float
    end: float


class Fill(NamedTuple):
    """A painted area, in painting order."""

    x0: float
    y0: float
    x1: float
    y1: float
    rgb: tuple[int, int, int]


class Drawing(NamedTuple):
    """A small figure without text: a check mark, a dot, a smiley."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Layer:
    """All that one page shows; sizes in points after the page's own rotation."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    drawings: tuple[Drawing, ...]
    pictures: tuple[Drawing, ...]


class Matrix(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, inner: Matrix) -> Matrix:
        """The matrix that applies `inner` first, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright rectangle around the image of a rectangle."""
        a, b, c, d, e, f = self
        if not (b or c):  # by far the most pages: a call of its own would double the time
            left, right = a * x0 + e, a * x1 + e
            top, bottom = d * y0 + f, d * y1 + f
            if left > right:
                left, right = right, left
            return (left, top, right, bottom) if top <= bottom else (left, bottom, right, top)
        ax, cx = sorted((a * x0, a * x1)), sorted((c * y0, c * y1))
        by, dy = sorted((b * x0, b * x1)), sorted((d * y0, d * y1))
        return ax[0] + cx[0] + e, by[0] + dy[0] + f, ax[1] + cx[1] + e, by[1] + dy[1] + f


def read_layer(page: pdfium.PdfPage, number: int) -> Layer:
    """Read a loaded page. The caller closes it."""
    handle = page.raw
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    rotation = raw.FPDFPage_GetRotation(handle)
    to_page = _upright(rotation, box.left, box.bottom, box.right, box.top)
    width, height = box.right - box.left, box.top - box.bottom
    if rotation % 2:
        width, height = height, width
    words = tuple(
        word
        for word in _words(page, to_page)
        if word.x1 > 0 and word.x0 < width and word.y1 > 0 and word.y0 < height
    )
    shapes = _Shapes(width, height)
    shapes.collect(_objects(handle), to_page)
    shapes.settle()
    return Layer(
        number,
        width,
        height,
        words,
        tuple(shapes.across),
        tuple(shapes.upright),
        tuple(shapes.fills),
        tuple(shapes.drawings),
        tuple(shapes.pictures),
    )


def _upright(rotation: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    """From PDF user space to points from the top left of the page as it is shown."""
    return (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[rotation]


# --- text ---------------------------------------------------------------------------------------


def _words(page: pdfium.PdfPage, to_page: Matrix) -> Iterator[Word]:
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


def _characters(handle: raw.FPDF_TEXTPAGE) -> str | list[str]:
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
    handle: raw.FPDF_TEXTPAGE,
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
        if char == text[-1] and abs(start - starts[-1]) < FAKE_BOLD_SHIFT * size:
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
    starts = tuple(run) if len(run) == len(text) else tuple(
        run[0] + (stop - run[0]) * index / max(len(text), 1) for index in range(len(text))
    )
    return Word(text, *place, base, size, turned, starts)


# --- drawings -----------------------------------------------------------------------------------

# Points. A figure no larger than this inside a cell is a mark; larger ones are illustrations.
LARGEST_MARK = 30.0
# A rule shorter than this is a speck, unless it is one dash of many (joined later).
SHORTEST_DASH = 0.8
# Nested form XObjects deeper than this are a malformed file, not a drawing.
DEEPEST_FORM = 8


def _objects(page: raw.FPDF_PAGE) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, index)


def _children(form: raw.FPDF_PAGEOBJECT) -> Iterator[raw.FPDF_PAGEOBJECT]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


class _Shapes:
    """Sorts a page's path and image objects into rules, fills, marks and pictures."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.across: list[Rule] = []
        self.upright: list[Rule] = []
        self.fills: list[Fill] = []
        self.drawings: list[Drawing] = []
        self.pictures: list[Drawing] = []
        self._thin: list[tuple[Rule, raw.FPDF_PAGEOBJECT]] = []
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._bound_refs = [ctypes.byref(value) for value in self._bounds]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(value) for value in self._colour]

    def collect(
        self, objects: Iterator[raw.FPDF_PAGEOBJECT], to_page: Matrix, depth: int = 0
    ) -> None:
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, to_page)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(item, to_page)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                matrix = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(item, matrix)
                inner = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
                self.collect(_children(item), to_page.after(inner), depth + 1)

    def _place(
        self, item: raw.FPDF_PAGEOBJECT, to_page: Matrix
    ) -> tuple[float, float, float, float] | None:
        if not raw.FPDFPageObj_GetBounds(item, *self._bound_refs):
            return None
        left, bottom, right, top = (value.value for value in self._bounds)
        x0, y0, x1, y1 = to_page.box(left, bottom, right, top)
        if x1 < 0 or y1 < 0 or x0 > self.width or y0 > self.height:
            return None
        return x0, y0, x1, y1

    def _picture(self, item: raw.FPDF_PAGEOBJECT, to_page: Matrix) -> None:
        place = self._place(item, to_page)
        if place is None:
            return
        x0, y0, x1, y1 = place
        small = max(x1 - x0, y1 - y0) <= LARGEST_MARK
        (self.drawings if small else self.pictures).append(Drawing(x0, y0, x1, y1))

    def _path(self, item: raw.FPDF_PAGEOBJECT, to_page: Matrix) -> None:
        place = self._place(item, to_page)
        if place is None:
            return
        raw.FPDFPath_GetDrawMode(item, self._fill, self._stroke)
        filled, stroked = self._fill.value != 0, self._stroke.value != 0
        if not filled and not stroked:
            return  # a clipping path
        x0, y0, x1, y1 = place
        if y1 - y0 <= RULE_THICKNESS and x1 - x0 > y1 - y0:
            if stroked:
                self._across((y0 + y1) / 2, x0, x1)
            else:
                self._thin.append((Rule((y0 + y1) / 2, x0, x1), item))
            return
        if x1 - x0 <= RULE_THICKNESS:
            if y1 - y0 > x1 - x0:
                self._upright((x0 + x1) / 2, y0, y1)
            return
        self._shape(item, to_page, place, filled, stroked)

    def settle(self) -> None:
        """Keep the thin level rectangles that can be seen: word processors draw the border
        between two shaded cells in the colour of both where it is set to 'none'."""
        for rule, item in self._thin:
            middle = (rule.start + rule.end) / 2
            beside = [
                fill
                for fill in self.fills
                if fill.x0 <= middle <= fill.x1
                and fill.y0 - RULE_THICKNESS <= rule.at <= fill.y1 + RULE_THICKNESS
            ]
            if beside:
                colour = self._rgb(item)
                above = any(fill.rgb == colour and fill.y0 < rule.at - 1 for fill in beside)
                below = any(fill.rgb == colour and fill.y1 > rule.at + 1 for fill in beside)
                if above and below:
                    continue
            self._across(*rule)

    def _across(self, y: float, x0: float, x1: float) -> None:
        if x1 - x0 >= SHORTEST_DASH:
            self.across.append(Rule(y, x0, x1))

    def _upright(self, x: float, y0: float, y1: float) -> None:
        if y1 - y0 >= SHORTEST_DASH:
            self.upright.append(Rule(x, y0, y1))

    def _shape(
        self,
        item: raw.FPDF_PAGEOBJECT,
        to_page: Matrix,
        place: tuple[float, float, float, float],
        filled: bool,
        stroked: bool,
    ) -> None:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, matrix)
        own = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        outlines, straight = _outlines(item, to_page.after(own))
        boxes = [_rectangle(outline) for outline in outlines]
        if not straight or (filled and None in boxes):
            x0, y0, x1, y1 = place
            if max(x1 - x0, y1 - y0) <= LARGEST_MARK:
                self.drawings.append(Drawing(x0, y0, x1, y1))
            elif filled and straight is False and len(outlines) == 1:
                # A large rounded rectangle still shades what it covers.
                self._paint(item, place)
            return
        slanted = False
        if stroked:
            for outline in outlines:
                slanted = self._lines(outline) or slanted
        if filled:
            for box in boxes:
                if box is not None:
                    self._area(item, box)
        if slanted and max(place[2] - place[0], place[3] - place[1]) <= LARGEST_MARK:
            self.drawings.append(Drawing(*place))

    def _lines(self, outline: list[tuple[float, float]]) -> bool:
        """Keep an outline's level and upright sides; whether it has slanted ones."""
        slanted = False
        for (x0, y0), (x1, y1) in zip(outline, outline[1:], strict=False):
            if abs(y1 - y0) <= 1.0 and abs(x1 - x0) > abs(y1 - y0):
                self._across((y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) <= 1.0:
                self._upright((x0 + x1) / 2, min(y0, y1), max(y0, y1))
            else:
                slanted = True
        return slanted

    def _area(
        self, item: raw.FPDF_PAGEOBJECT, box: tuple[float, float, float, float]
    ) -> None:
        x0, y0, x1, y1 = box
        if y1 - y0 <= RULE_THICKNESS:
            self._across((y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= RULE_THICKNESS:
            self._upright((x0 + x1) / 2, y0, y1)
        else:
            self._paint(item, box)

    def _paint(
        self, item: raw.FPDF_PAGEOBJECT, box: tuple[float, float, float, float]
    ) -> None:
        colour = self._rgb(item)
        if colour is not None:
            self.fills.append(Fill(*box, colour))

    def _rgb(self, item: raw.FPDF_PAGEOBJECT) -> tuple[int, int, int] | None:
        """The colour that an object is filled with; None where it paints nothing."""
        if not raw.FPDFPageObj_GetFillColor(item, *self._colour_refs):
            return None
        red, green, blue, alpha = (value.value for value in self._colour)
        if alpha == 0:
            return None
        # A see-through fill shows the white page through.
        share = alpha / 255
        red, green, blue = (round(255 + (value - 255) * share) for value in (red, green, blue))
        return red, green, blue


def _outlines(
    item: raw.FPDF_PAGEOBJECT, to_page: Matrix
) -> tuple[list[list[tuple[float, float]]], bool]:
    """A path's outlines as points on the page, and whether all of its segments are straight."""
    outlines: list[list[tuple[float, float]]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            to_page.a * x.value + to_page.c * y.value + to_page.e,
            to_page.b * x.value + to_page.d * y.value + to_page.f,
        )
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([point])
        else:
            outlines[-1].append(point)
            straight = straight and kind == raw.FPDF_SEGMENT_LINETO
        if raw.FPDFPathSegment_GetClose(segment) and outlines[-1][0] != outlines[-1][-1]:
            outlines[-1].append(outlines[-1][0])
    return [outline for outline in outlines if len(outline) > 1], straight


def _rectangle(
    outline: list[tuple[float, float]],
) -> tuple[float, float, float, float] | None:
    """The box of an outline that is an upright rectangle, else None."""
    xs = [x for x, _ in outline]
    ys = [y for _, y in outline]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if not 4 <= len(outline) <= 5:
        return None
    for x, y in outline:
        if min(x - x0, x1 - x) > 0.5 or min(y - y0, y1 - y) > 0.5:
            return None
    return x0, y0, x1, y1
