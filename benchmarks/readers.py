"""The readers under comparison: each takes a PDF's path and gives the rows of all its tables.

Every reader is imported when it runs, in a process of its own: none pays for another's memory.
All are at their defaults but for what their names say.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.outcome import Outcome

Row = tuple[str, ...]
Reader = Callable[[Path], list[Row]]


def totaux_reading(path: Path) -> list[Row]:
    """Ours, of a PDF alone: words, rules and fills cut into cells."""
    from extractors.readers import read
    from extractors.source import Source

    rows = []
    for grid in read(Source.open(path)).grids():
        for row in grid.rows:
            texts = [""] * grid.width
            for cell in row.cells:
                texts[cell.column] = cell.text
            rows.append(tuple(texts))
    return rows


def totaux(path: Path) -> list[Row]:
    """Reading, alignment, audit, tables on disk: what can be compared with a table reader."""
    from pipeline.publish.package import write_package
    from pipeline.publish.tables import write_tables

    with tempfile.TemporaryDirectory() as folder:
        write_tables([_outcome(path)], Path(folder))
        write_package(Path(folder))
    return []


def totaux_published(path: Path) -> list[Row]:
    """The same, and the workbook and the report."""
    from extractors.errors import Language
    from pipeline.publish import write

    with tempfile.TemporaryDirectory() as folder:
        write([_outcome(path)], Path(folder), Language.FRENCH)
    return []


def _outcome(path: Path) -> Outcome:
    from extractors.errors import Language
    from extractors.values.accounts import chart
    from pipeline.examine import examine
    from pipeline.outcome import Task

    return examine(Task(path, path.name), chart=chart(), language=Language.FRENCH)


def pdfplumber(path: Path) -> list[Row]:
    """By `extract_tables`; each page is dropped once it is read."""
    import pdfplumber as library

    rows: list[Row] = []
    with library.open(path) as document:
        for page in document.pages:
            rows.extend(_texts(page.extract_tables()))
            page.close()
    return rows


def pdfplumber_rs(path: Path) -> list[Row]:
    """In Rust; its module has the name of pdfplumber's, so it lives in another environment."""
    import pdfplumber as library

    rows: list[Row] = []
    with library.open(str(path)) as document:
        for page in document.pages:
            rows.extend(_texts(page.extract_tables()))
    return rows


def camelot_lattice(path: Path) -> list[Row]:
    """By ruling lines."""
    return _camelot(path, "lattice")


def camelot_network(path: Path) -> list[Row]:
    """By how texts line up."""
    return _camelot(path, "network")


def _camelot(path: Path, flavor: str) -> list[Row]:
    import camelot

    return [
        tuple(row)
        for table in camelot.read_pdf(str(path), pages="all", flavor=flavor)
        for row in table.df.to_numpy().tolist()
    ]


def img2table(path: Path) -> list[Row]:
    """With the document's own text, borderless tables too."""
    from img2table.document import PDF

    found = PDF(str(path)).extract_tables(ocr=None, borderless_tables=True)
    return [
        tuple(cell.value or "" for cell in row)
        for tables in found.values()
        for table in tables
        for row in table.content.values()
    ]


def tablers(path: Path) -> list[Row]:
    """In Rust, over pdfium."""
    from tablers import Document, find_tables

    rows: list[Row] = []
    with Document(str(path)) as document:
        for page in document.pages():
            for table in find_tables(page, extract_text=True):
                rows.extend(tuple(cell.text or "" for cell in row) for row in table.to_list())
    return rows


def tabula(path: Path) -> list[Row]:
    """It starts a Java machine; it guesses between its two ways page by page."""
    from tabula import read_pdf

    options: dict[str, Any] = {"header": None, "dtype": str}
    frames = read_pdf(str(path), pages="all", silent=True, pandas_options=options)
    return [tuple(row) for frame in frames for row in frame.fillna("").to_numpy().tolist()]


def floor(path: Path) -> list[Row]:
    """No reader: pdfium walking all characters with their boxes and all paths, and no more."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_float(), ctypes.c_float()
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                raw.FPDFText_GetUnicode(text, at)
                raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
            for at in range(raw.FPDFPage_CountObjects(page)):
                thing = raw.FPDFPage_GetObject(page, at)
                if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_PATH:
                    for step in range(raw.FPDFPath_CountSegments(thing)):
                        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(thing, step), x, y)
            text.close()
            page.close()
    return []


def _texts(tables: list[list[list[str | None]]]) -> Iterator[Row]:
    for table in tables:
        for row in table:
            yield tuple(text or "" for text in row)


READERS: dict[str, Reader] = {
    "totaux": totaux,
    "totaux, workbook and report too": totaux_published,
    "totaux, reading only": totaux_reading,
    "pdfplumber": pdfplumber,
    "pdfplumber-rs": pdfplumber_rs,
    "camelot lattice": camelot_lattice,
    "camelot network": camelot_network,
    "img2table": img2table,
    "tablers": tablers,
    "tabula": tabula,
    "pdfium alone": floor,
}


def quiet() -> None:
    """Readers' warnings about tables that they do not find are not what is measured."""
    logging.disable(logging.WARNING)
