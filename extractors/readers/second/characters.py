"""Pdfplumber's characters in the first reader's own cells: a witness of what is printed there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from extractors.document import Box, Cell, Document, Grid
from extractors.plan import Place
from extractors.readers.second.cells import with_grids
from extractors.readers.second.witness import STUMBLES, Witness

_WITNESS = Witness("pdfplumber", cuts_cells=False)
# What pdfminer prints for a character whose font does not say which one it is.
_UNKNOWN = "(cid:"

_Chars = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The cells asked for: those that have a box of `boxes`, and those of whole rows."""

    boxes: frozenset[tuple[int | None, str | None]]
    rows: frozenset[tuple[int | None, int | None]]

    def cell(self, grid: Grid, at: int, cell: Cell) -> bool:
        return (grid.number, at + 1) in self.rows or (grid.page, str(cell.box)) in self.boxes


def read_again(
    data: bytes, document: Document, places: Sequence[Place]
) -> Iterator[tuple[Witness, Document]]:
    """The document with the cells at `places`, and those of their rows, typed by pdfplumber."""
    wanted = _Wanted(
        frozenset((place.page, place.bbox) for place in places),
        frozenset((place.table, place.row) for place in places),
    )
    pages = {place.page for place in places if place.page is not None}
    chars = _characters(data, sorted(pages))
    seen = {
        grid.number: _typed(grid, chars[grid.page], wanted)
        for grid in document.grids()
        if grid.page is not None and grid.page in chars
    }
    if seen:
        yield _WITNESS, with_grids(document, seen)


def _characters(data: bytes, pages: Sequence[int]) -> dict[int, _Chars]:
    """The characters of each page; none of the pages where the engine fails on one."""
    import pdfplumber  # as slow to import as camelot
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(BytesIO(data), pages=list(pages)) as document:
            # a figure printed twice in one place, to look bold, is one figure
            return {page.page_number: page.dedupe_chars().chars for page in document.pages}
    except (*STUMBLES, PDFException, PdfminerException, MalformedPDFException):
        return {}


def _typed(grid: Grid, chars: _Chars, wanted: _Wanted) -> Grid:
    rows = []
    for at, row in enumerate(grid.rows):
        cells = tuple(
            replace(cell, text=_text(cell, cell.box, chars))
            if cell.box is not None and wanted.cell(grid, at, cell)
            else cell
            for cell in row.cells
        )
        rows.append(replace(row, cells=cells))
    return replace(grid, rows=tuple(rows))


def _text(cell: Cell, box: Box, chars: _Chars) -> str:
    """What is printed in a box. Where only the spaces of a label differ, the first reading's."""
    from pdfplumber.utils import extract_text

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
    same = "".join(text.split()) == "".join(cell.text.split())
    return cell.text if label and same else text
