"""A page's drawings, sorted into rules, painted areas, small figures and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.binding import Handle, raw
from extractors.readers.pdf.matrix import Matrix

# Points. A filled shape thinner than this is a rule drawn as a rectangle: the widest borders of
# word processors are 3 points (Word's "3 pt" line).
RULE_THICKNESS = 3.2
# Points. A figure no larger than this inside a cell is a mark; larger ones are illustrations.
LARGEST_MARK = 30.0
# Strokes of one figure come near one another when sorted by their left ends; a page of marks has
# no more than this many at one place.
NEAR_STROKES = 80
# A rule shorter than this is a speck, unless it is one dash of many (joined later).
SHORTEST_DASH = 0.8
# Nested form XObjects deeper than this are a malformed file, not a drawing.
DEEPEST_FORM = 8


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


def objects_of(page: Handle) -> Iterator[Handle]:
    """A page's objects in painting order."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, index)


def _children(form: Handle) -> Iterator[Handle]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


class Shapes:
    """Sorts a page's path and image objects into rules, fills, marks and pictures."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.across: list[Rule] = []
        self.upright: list[Rule] = []
        self.fills: list[Fill] = []
        self.drawings: list[Drawing] = []
        self.pictures: list[Drawing] = []
        self._thin: list[tuple[Rule, Handle]] = []
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._bound_refs = [ctypes.byref(value) for value in self._bounds]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(value) for value in self._colour]

    def collect(self, objects: Iterator[Handle], to_page: Matrix, depth: int = 0) -> None:
        """Sort the objects in; `to_page` maps their space to the page."""
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

    def _place(self, item: Handle, to_page: Matrix) -> tuple[float, float, float, float] | None:
        if not raw.FPDFPageObj_GetBounds(item, *self._bound_refs):
            return None
        left, bottom, right, top = (value.value for value in self._bounds)
        x0, y0, x1, y1 = to_page.box(left, bottom, right, top)
        if x1 < 0 or y1 < 0 or x0 > self.width or y0 > self.height:
            return None
        return x0, y0, x1, y1

    def _picture(self, item: Handle, to_page: Matrix) -> None:
        place = self._place(item, to_page)
        if place is None:
            return
        x0, y0, x1, y1 = place
        small = max(x1 - x0, y1 - y0) <= LARGEST_MARK
        (self.drawings if small else self.pictures).append(Drawing(x0, y0, x1, y1))

    def _path(self, item: Handle, to_page: Matrix) -> None:
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
        """Keep the thin level rectangles that can be seen.

        Word processors draw the border between two shaded cells, where it is set to 'none', in the
        colour of both.
        """
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
        self.drawings = _merged(self.drawings)

    def _across(self, y: float, x0: float, x1: float) -> None:
        if x1 - x0 >= SHORTEST_DASH:
            self.across.append(Rule(y, x0, x1))

    def _upright(self, x: float, y0: float, y1: float) -> None:
        if y1 - y0 >= SHORTEST_DASH:
            self.upright.append(Rule(x, y0, y1))

    def _shape(
        self,
        item: Handle,
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
        for (x0, y0), (x1, y1) in pairwise(outline):
            if abs(y1 - y0) <= 1.0 and abs(x1 - x0) > abs(y1 - y0):
                self._across((y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) <= 1.0:
                self._upright((x0 + x1) / 2, min(y0, y1), max(y0, y1))
            else:
                slanted = True
        return slanted

    def _area(self, item: Handle, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        if y1 - y0 <= RULE_THICKNESS:
            self._across((y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= RULE_THICKNESS:
            self._upright((x0 + x1) / 2, y0, y1)
        else:
            self._paint(item, box)

    def _paint(self, item: Handle, box: tuple[float, float, float, float]) -> None:
        colour = self._rgb(item)
        if colour is not None:
            self.fills.append(Fill(*box, colour))

    def _rgb(self, item: Handle) -> tuple[int, int, int] | None:
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


def _merged(drawings: list[Drawing]) -> list[Drawing]:
    """Figures drawn in several strokes as one each."""
    merged: list[Drawing] = []
    for drawing in sorted(drawings):
        for index in range(len(merged) - 1, max(len(merged) - NEAR_STROKES, 0) - 1, -1):
            other = merged[index]
            if (
                drawing.x0 <= other.x1
                and other.y0 <= drawing.y1
                and drawing.y0 <= other.y1
                and max(drawing.x1, other.x1) - other.x0 <= LARGEST_MARK
            ):
                merged[index] = Drawing(
                    other.x0,
                    min(other.y0, drawing.y0),
                    max(other.x1, drawing.x1),
                    max(other.y1, drawing.y1),
                )
                break
        else:
            merged.append(drawing)
    return merged


def _outlines(item: Handle, to_page: Matrix) -> tuple[list[list[tuple[float, float]]], bool]:
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
