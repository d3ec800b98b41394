"""Pdfplumber's characters in the first reader's own cells: a witness of what is printed there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from extractors.document import Block, Box, Document, Grid
from extractors.plan import Place
from extractors.readers.second.witness import STUMBLES, Witness

_WITNESS = Witness("pdfplumber", cuts_cells=False, disputes=True)
# What pdfminer prints for a character whose font does not say which one it is.
_UNKNOWN = "(cid:"

_Chars = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is typed again: cells and paragraphs that have one of the boxes, and whole rows."""

    boxes: frozenset[tuple[int | None, str | None]]
    rows: frozenset[tuple[int | None, int | None]]

    def block(self, block: Block, chars: _Chars) -> Block:
        """The block with its wanted texts as the characters have them."""
        if isinstance(block, Grid):
            return self._grid(block, chars)
        if block.box is not None and (block.page, str(block.box)) in self.boxes:
            return replace(block, text=_typed(block.text, block.box, chars))
        return block

    def _grid(self, grid: Grid, chars: _Chars) -> Grid:
        rows = []
        for at, row in enumerate(grid.rows, 1):
            whole = (grid.number, at) in self.rows
            cells = tuple(
                replace(cell, text=_typed(cell.text, cell.box, chars))
                if cell.box and (whole or (grid.page, str(cell.box)) in self.boxes)
                else cell
                for cell in row.cells
            )
            rows.append(replace(row, cells=cells))
        return replace(grid, rows=tuple(rows))


def read_again(
    data: bytes, document: Document, places: Sequence[Place]
) -> Iterator[tuple[Witness, Document]]:
    """The document with the cells at `places`, and those of their rows, typed by pdfplumber."""
    wanted = _Wanted(
        frozenset((place.page, place.bbox) for place in places),
        frozenset((place.table, place.row) for place in places if place.table is not None),
    )
    chars = _characters(data, sorted({place.page for place in places if place.page is not None}))
    if not chars:
        return
    pages = []
    for page in document.pages:
        if page.number in chars:
            own = chars[page.number]
            page = replace(page, blocks=tuple(wanted.block(block, own) for block in page.blocks))
        pages.append(page)
    yield _WITNESS, replace(document, pages=tuple(pages))


def _characters(data: bytes, pages: Sequence[int]) -> dict[int, _Chars]:
    """The characters of each page; of none where the engine fails on one."""
    # imported where they are needed, as most documents never ask
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(BytesIO(data), pages=list(pages)) as document:
            # a figure printed twice in one place, to look bold, is one figure
            return {page.page_number: page.dedupe_chars().chars for page in document.pages}
    except (*STUMBLES, PDFException, PdfminerException, MalformedPDFException):
        return {}


def _typed(first: str, box: Box, chars: _Chars) -> str:
    """What is printed in a box. Where only the spaces of a label differ, the first reading's."""
    from pdfplumber.utils.text import extract_text

    inside = [
        char
        for char in chars
        if box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1
        and box.y0 <= (char["top"] + char["bottom"]) / 2 <= box.y1
    ]
    text: str = extract_text(inside) if inside else ""
    if _UNKNOWN in text:
        return ""
    label = any(character.isalpha() for character in text)
    same = "".join(text.split()) == "".join(first.split())
    return first if label and same else text
