"""From a PDF's bytes to its pages of tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Block, Document, Page
from extractors.errors import UnreadableDocumentError
from extractors.readers.pdf.aligned import aligned_tables
from extractors.readers.pdf.blocks import grid_of, paragraphs
from extractors.readers.pdf.columns import Stack
from extractors.readers.pdf.layer import Layer, Word, read_layer
from extractors.readers.pdf.lines import without_overprint
from extractors.readers.pdf.ruled import ruled_table
from extractors.readers.pdf.rules import frames, join, sides
from extractors.readers.pdf.shading import Shading
from extractors.readers.pdf.table import Table

ENGINE = "pdfium"


class PdfLocked(UnreadableDocumentError):  # noqa: N818 - a state of the file, told as such
    """The PDF asks for a password, or for another than the one given."""


def read_pdf(data: bytes, password: str | None = None) -> Document:
    """Every page's tables and paragraphs. PdfLocked, UnreadableDocumentError."""
    return Document(tuple(read_pages(data, password)), ENGINE, paged=True)


def read_pages(data: bytes, password: str | None = None) -> Iterator[Page]:
    """The pages one by one, each closed before the next is opened."""
    number = 0
    for layer in layers(data, password):
        page = read_page(layer, number)
        number += sum(1 for block in page.blocks if hasattr(block, "rows"))
        yield page


def layers(data: bytes, password: str | None = None) -> Iterator[Layer]:
    """What pdfium sees on each page."""
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise PdfLocked("password-needed") from error
        raise UnreadableDocumentError("damaged-file", reason=str(error)) from error
    try:
        for index in range(len(document)):
            page = document[index]
            try:
                yield read_layer(page, index + 1)
            finally:
                page.close()
    finally:
        document.close()


def read_page(layer: Layer, tables_before: int) -> Page:
    """One page's blocks in reading order."""
    words = without_overprint(layer.words)
    tables, rest = find_tables(layer, words)
    others, rest = find_aligned(layer, rest, tables, None)
    tables = sorted(
        [*tables, *(table for table, _ in others)],
        key=lambda table: (table.levels[0], table.cuts[0]),
    )
    shading = Shading(layer.fills, layer.drawings)
    placed: list[tuple[float, Block]] = []
    for index, table in enumerate(tables, tables_before + 1):
        placed.append((table.levels[0], grid_of(table, index, layer.number, shading)))
    for paragraph in paragraphs(rest, layer.number):
        placed.append((paragraph.box.y0 if paragraph.box else 0.0, paragraph))
    placed.sort(key=lambda pair: pair[0])
    trouble = None
    if not words and (layer.pictures or layer.drawings):
        trouble = "no text layer: the page is a picture"
    return Page(
        layer.number,
        tuple(block for _, block in placed),
        layer.width,
        layer.height,
        trouble,
    )


def find_tables(layer: Layer, words: Sequence[Word]) -> tuple[list[Table], list[Word]]:
    """The page's tables from top to bottom, and the words outside of them."""
    tables: list[Table] = []
    rest = list(words)
    for frame in frames(join(layer.across), join(layer.upright)):
        if len(frame.across) < 2 and len(frame.upright) < 2:
            continue
        found = ruled_table(frame, rest)
        if found is None:
            continue
        table, taken = found
        if taken:
            tables.append(table)
            rest = [word for index, word in enumerate(rest) if index not in taken]
    return tables, rest


def find_aligned(
    layer: Layer, words: Sequence[Word], ruled: Sequence[Table], before: Stack | None
) -> tuple[list[tuple[Table, Stack]], list[Word]]:
    """Tables without rules on both axes, searched between the ruled ones."""
    fill_sides, _ = sides(layer.fills)
    across, shades = join(layer.across), join(fill_sides)
    borders = [0.0, *(table.levels[0] for table in ruled), layer.height]
    found: list[tuple[Table, Stack]] = []
    rest: list[Word] = []
    for top, bottom in zip(borders, borders[1:], strict=False):
        inside = [word for word in words if top <= word.base < bottom]
        tables, left = aligned_tables(inside, across, shades, (), before)
        found += tables
        rest += left
    return found, rest
