"""Strips of PDF pages around the cells that findings are about, small enough to hand on.

A page is cut into the strips that its findings need, at full width, so that an auditor sees the
whole row and what its columns are called; findings that stand close together share a strip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import PdfiumError

from extractors.document import Box
from extractors.plan import Place
from pipeline.exhibits.concerned import Concern
from pipeline.exhibits.model import Mark, Picture, Role, View

SCALE = 2.0  # pixels a point: 144 dpi, where 6-point text is still legible
WIDEST = 2400  # pixels, of a page drawn; posters are drawn smaller
MOST_PAGES = 20  # of a document: findings come worst first, so the gravest have their pictures

_BESIDE = 30.0  # points of context above and below what the finding speaks of: two or three rows
_AROUND = 3.0  # points around a header or a part: its ruled lines
_APART = 24.0  # points: strips closer than that are one, since parting them would save nothing
_MARGIN = 6.0  # points of white left around the print

# Paper, two light shadings and three steps of print: what a page of a plan is made of. Few colours
# make lossless WebP four times smaller than the page as drawn.
_LEVELS = (0, 90, 170, 222, 240, 255)
_HEAVY = 90_000  # bytes: beyond this a strip is a photograph rather than print
_QUALITY = 30  # of photographs

Span = tuple[float, float]  # top and bottom in points


@dataclass(frozen=True, slots=True)
class Look:
    """What one finding wants shown: its cells, and the header over them."""

    concerns: tuple[Concern, ...]
    headers: tuple[Place, ...]


class Album:
    """Draws the pages of one PDF, each once, and cuts them into strips."""

    def __init__(self, data: bytes, looks: Sequence[Look]) -> None:
        self._data = data
        self._looks = looks

    def pictures(self) -> tuple[tuple[Picture, ...], tuple[tuple[View, ...], ...]]:
        """The strips, and the views of each look in the order given.

        A look has no views where it stands on no page, or beyond the document's MOST_PAGES.
        """
        wanted = [dict(_spans(look)) for look in self._looks]
        pages = list(dict.fromkeys(page for spans in wanted for page in spans))[:MOST_PAGES]
        pictures: list[Picture] = []
        strips: dict[int, list[_Strip]] = {}
        with pypdfium2.PdfDocument(self._data) as document:  # type: ignore[no-untyped-call]
            for page in sorted(pages):
                spans = [span for each in wanted for span in each.get(page, ())]
                strips[page] = []
                for strip, picture in _cut(document, page, spans, len(pictures)):
                    strips[page].append(strip)
                    pictures.append(picture)
        views = tuple(
            tuple(_views(look, spans, strips))
            for look, spans in zip(self._looks, wanted, strict=True)
        )
        return tuple(pictures), views


@dataclass(frozen=True, slots=True)
class _Strip:
    """Where a picture stands on its page: its corner in points, and its pixels a point."""

    picture: int
    left: float
    top: float
    bottom: float
    scale: float
    size: tuple[int, int]

    def pixels(self, y: float) -> int:
        return min(max(round((y - self.top) * self.scale), 0), self.size[1])

    def mark(self, role: Role, box: Box) -> Mark:
        x0, x1 = (
            min(max(round((x - self.left) * self.scale), 0), self.size[0]) for x in (box.x0, box.x1)
        )
        return Mark(role, x0, self.pixels(box.y0), x1, self.pixels(box.y1))


def _spans(look: Look) -> Iterator[tuple[int, list[Span]]]:
    """The parts of each page that a look needs; the whole page where no place on it is known."""
    spans: dict[int, list[Span]] = {}
    for concern in look.concerns:
        place = concern.place
        if place.page is None:
            continue
        if place.bbox is None:
            if concern.role is Role.SUBJECT:
                spans.setdefault(place.page, []).append((0.0, float("inf")))
            continue
        box = Box.parse(place.bbox)
        pad = _BESIDE if concern.role is Role.SUBJECT else _AROUND
        spans.setdefault(place.page, []).append((box.y0 - pad, box.y1 + pad))
    for header in look.headers if spans else ():
        if header.page is not None and header.bbox is not None:
            box = Box.parse(header.bbox)
            spans.setdefault(header.page, []).append((box.y0 - _AROUND, box.y1 + _AROUND))
    yield from ((page, _merged(each)) for page, each in spans.items())


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for top, bottom in sorted(spans):
        if merged and top - merged[-1][1] < _APART:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    return merged


def _cut(
    document: pypdfium2.PdfDocument, page: int, spans: Iterable[Span], first: int
) -> Iterator[tuple[_Strip, Picture]]:
    """The strips of one page that hold all of `spans`, numbered from `first`."""
    if not 1 <= page <= len(document):
        return
    try:
        leaf = document[page - 1]
        width, height = leaf.get_size()
        if not (width > 0 and height > 0):
            return
        scale = min(SCALE, WIDEST / width, WIDEST / height)
        image = leaf.render(scale=scale).to_pil().convert("RGB")
    except (PdfiumError, ValueError):  # damaged, or of a size that is none
        return
    inked = ImageChops.invert(image.convert("L")).getbbox() or (0, 0, *image.size)
    margin = round(_MARGIN * scale)
    left, right = max(inked[0] - margin, 0), min(inked[2] + margin, image.width)
    upper, lower = max(inked[1] - margin, 0), min(inked[3] + margin, image.height)
    for top, bottom in _merged(spans):
        y0 = min(max(round(top * scale), upper), lower - 1)
        y1 = max(min(round(min(bottom, height) * scale), lower), y0 + 1)
        media_type, data = _encoded(image.crop((left, y0, right, y1)))
        size = (right - left, y1 - y0)
        picture = Picture(page, *size, media_type, data)
        at = _Strip(first, left / scale, y0 / scale, y1 / scale, scale, size)
        yield at, picture
        first += 1


def _encoded(image: Image.Image) -> tuple[str, bytes]:
    """Print with few colours and without loss; photographs as far as the eye minds."""
    print_like = image.point(_table() * 3)
    data = _webp(print_like, lossless=True, quality=30, method=2)
    if len(data) > _HEAVY:
        data = min(data, _webp(image, quality=_QUALITY, method=2), key=len)
    return "image/webp", data


def _webp(image: Image.Image, **options: int) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", **options)
    return file.getvalue()


def _table() -> list[int]:
    return [min(_LEVELS, key=lambda level: abs(level - value)) for value in range(256)]


def _views(
    look: Look, spans: Mapping[int, Sequence[Span]], strips: Mapping[int, Sequence[_Strip]]
) -> Iterator[View]:
    for page in sorted(spans):
        for top, bottom in spans[page]:
            for strip in strips.get(page, ()):
                if top < strip.bottom and bottom > strip.top:
                    y0, y1 = strip.pixels(top), strip.pixels(min(bottom, strip.bottom))
                    marks = _marks(look, page, strip, top, bottom)
                    yield View(strip.picture, y0, max(y1, y0 + 1), tuple(marks))


def _marks(look: Look, page: int, strip: _Strip, top: float, bottom: float) -> Iterator[Mark]:
    for concern in look.concerns:
        place = concern.place
        if place.page == page and place.bbox is not None:
            box = Box.parse(place.bbox)
            if box.y0 < bottom and box.y1 > top:
                yield strip.mark(concern.role, box)
