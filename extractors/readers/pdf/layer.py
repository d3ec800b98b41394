"""One page's text and drawings, straight from pdfium, in points from the page's top left.

pdfium's raw calls are used because they cost a microsecond each where an object a character costs
tens; everything after this stage works on a few hundred words and rules a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractors.readers.pdf.binding import raw
from extractors.readers.pdf.glyphs import Word, words_of
from extractors.readers.pdf.matrix import upright
from extractors.readers.pdf.shapes import Drawing, Fill, Rule, Shapes, objects_of
from extractors.readers.pdf.unseen import sight


@dataclass(frozen=True, slots=True)
class Layer:
    """All that one page shows; sizes in points after the page's own rotation.

    `hidden` are words that no eye sees; `recognised` says that a machine read the words off a
    picture.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    drawings: tuple[Drawing, ...]
    pictures: tuple[Drawing, ...]
    hidden: tuple[Word, ...] = ()
    recognised: bool = False
    damaged: bool = False


def damaged_layer(number: int) -> Layer:
    """A page of which nothing can be seen."""
    return Layer(number, 0.0, 0.0, (), (), (), (), (), (), damaged=True)


def read_layer(page: Any, number: int) -> Layer:
    """Read a loaded page. The caller closes it."""
    handle = page.raw
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    rotation = raw.FPDFPage_GetRotation(handle)
    to_page = upright(rotation, box.left, box.bottom, box.right, box.top)
    width, height = box.right - box.left, box.top - box.bottom
    if rotation % 2:
        width, height = height, width
    shapes = Shapes(width, height)
    shapes.collect(objects_of(handle), to_page)
    shapes.settle()
    seen = sight(page, words_of(page, to_page), shapes.fills, shapes.pictures, (width, height))
    return Layer(
        number,
        width,
        height,
        seen.words,
        tuple(shapes.across),
        tuple(shapes.upright),
        tuple(shapes.fills),
        tuple(shapes.drawings),
        tuple(shapes.pictures),
        seen.hidden,
        seen.recognised,
    )
