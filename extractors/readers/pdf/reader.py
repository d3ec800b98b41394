"""From a PDF's bytes to its pages of tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Block, Document, Grid, Page, Trouble
from extractors.errors import UnreadableDocumentError
from extractors.limits import STANDARD
from extractors.readers.pdf.binding import pdfium
from extractors.readers.pdf.blocks import grid_of, paragraphs
from extractors.readers.pdf.finding import find_tables
from extractors.readers.pdf.furniture import Mark, furniture, marks
from extractors.readers.pdf.layer import Layer, damaged_layer, read_layer
from extractors.readers.pdf.lines import without_overprint
from extractors.readers.pdf.shading import Shading
from extractors.readers.pdf.stack import Stack
from extractors.readers.pdf.unlock import open_pdf

ENGINE = "pdfium"


def read_pdf(data: bytes, password: str | None = None, most: int = STANDARD.pages) -> Document:
    """Tables and paragraphs of each of at most `most` pages. PdfLocked, UnreadableDocumentError."""
    pages = tuple(read_pages(data, password, most))
    if all(page.trouble is Trouble.DAMAGED for page in pages):
        raise UnreadableDocumentError("damaged-file", reason="no page can be loaded")
    return Document(pages, ENGINE, paged=True)


def read_pages(
    data: bytes, password: str | None = None, most: int = STANDARD.pages
) -> Iterator[Page]:
    """The pages one by one; no more than two are held at a time."""
    number = 0
    stack: Stack | None = None
    for layer, beside in _with_neighbours(layers(data, password, most)):
        page, stack = read_page(layer, beside, number, stack)
        number += sum(isinstance(block, Grid) for block in page.blocks)
        yield page


def layers(data: bytes, password: str | None = None, most: int = STANDARD.pages) -> Iterator[Layer]:
    """What pdfium sees on each page; each is closed before the next is opened."""
    document = open_pdf(data, password)
    try:
        count = len(document)
        if count > most:
            raise UnreadableDocumentError("too-many-pages", count=str(count), limit=str(most))
        for index in range(count):
            try:
                page = document[index]
            except pdfium.PdfiumError:
                yield damaged_layer(index + 1)
                continue
            try:
                yield read_layer(page, index + 1)
            finally:
                page.close()
    finally:
        document.close()


def _with_neighbours(pages: Iterator[Layer]) -> Iterator[tuple[Layer, list[Mark]]]:
    """Each page with the marks at the edges of the pages before and after it."""
    before: list[Mark] = []
    layer = next(pages, None)
    own = marks(layer) if layer else []
    while layer is not None:
        following = next(pages, None)
        after = marks(following) if following else []
        yield layer, before + after
        layer, before, own = following, own, after


def read_page(
    layer: Layer, beside: list[Mark], tables_before: int, stack: Stack | None
) -> tuple[Page, Stack | None]:
    """One page's blocks in reading order, and the columns that its last bare table has."""
    words = without_overprint(layer.words)
    edge = furniture(layer, beside)
    found = find_tables(layer, [word for word in words if id(word) not in edge], stack)
    shading = Shading(layer.fills, layer.drawings)
    placed: list[tuple[float, Block]] = []
    for index, table in enumerate(found.tables, tables_before + 1):
        placed.append((table.levels[0], grid_of(table, index, layer.number, shading)))
    outside = [*found.rest, *(word for word in words if id(word) in edge)]
    placed += (
        (paragraph.box.y0 if paragraph.box else 0.0, paragraph)
        for paragraph in paragraphs(outside, layer.number)
    )
    placed.sort(key=_height)
    trouble = Trouble.DAMAGED if layer.damaged else None
    if not words and (layer.pictures or layer.drawings):
        trouble = Trouble.PICTURE
    blocks = tuple(block for _, block in placed)
    hidden = " ".join(word.text for word in layer.hidden)
    page = Page(layer.number, blocks, layer.width, layer.height, trouble, hidden, layer.recognised)
    return page, found.stack


def _height(placed: tuple[float, Block]) -> float:
    return placed[0]
