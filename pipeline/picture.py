"""A page as PNG with what was read and found drawn on it: an auditor's evidence, our debugger.

Tables are outlined, their cells cut, their rows tinted by what they were taken for, and the cells
of findings boxed under the rule's name. Only PDF has pages to draw. All words on the picture are
keys of the contract and of the vocabulary: Pillow's own font has no accents.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractors.document import Box, Document, Grid, Page
from extractors.errors import InputError, OutputError, UnreadableDocumentError
from extractors.grids.columns import ColumnRole
from extractors.grids.headers import header_rows
from extractors.grids.placed import Table
from extractors.grids.tables import tables_of
from extractors.plan import Place, Plan, TotalKind
from extractors.plans import read_plan
from extractors.readers import read
from extractors.source import MediaType, Source
from extractors.values.accounts import Account
from pipeline.audit import Audit, Finding, Severity
from pipeline.examine import audit_source

SCALE = 2.0  # pixels a point: 144 dpi, where 6-point text is still legible
TEXT = 15  # pixels, of rule names and of the key
SMALL = 12  # pixels, of column roles
GAP = 4  # pixels around texts
TINT = 70  # of 255: the print stays legible beneath

DARK = 160  # of 255: what is print rather than paper or shading

Area = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
INK: Colour = (40, 40, 40)
TABLE: Colour = (20, 70, 160)


class RowType(StrEnum):
    """What a printed row was taken for; a row of several counts as the first of these."""

    HEADER = "header"
    TOTAL = "total"
    ACTIVITY = "activity"
    LINE = "line"
    NODE = "node"


TINTS = {
    RowType.HEADER: (110, 110, 110),
    RowType.TOTAL: (255, 150, 0),
    RowType.ACTIVITY: (40, 170, 80),
    RowType.LINE: (60, 140, 255),
    RowType.NODE: (160, 70, 210),
}
SEVERITIES: dict[Severity, Colour] = {
    Severity.ERROR: (200, 0, 0),
    Severity.WARNING: (190, 90, 0),
    Severity.INFO: (90, 90, 120),
}


def draw_to(
    source: Source,
    number: int | None,
    finding_id: str | None,
    out: Path | None,
    chart: Mapping[str, Account],
) -> Path:
    """Draw one page of a source to a file, and say to which.

    InputError where the source has no pages, or not that one, or not that finding on it;
    OutputError where the file cannot be written.
    """
    if source.media_type is MediaType.TEXT:
        raise InputError("no-page-to-draw", name=source.name)
    document = read(source)
    audited = audit_source(source, chart, extract=lambda _: read_plan(document))
    findings = audited.findings
    if finding_id is not None:
        findings = tuple(found for found in findings if found.finding_id == finding_id)
        number = _page_of(finding_id, findings, number)
    number = number or 1
    path = out or Path(f"{Path(source.name).stem}-{number}.png")
    image = draw(source, document, audited, number, findings)
    try:
        image.save(path, "PNG")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("picture-not-writable", path=str(path), reason=reason) from error
    return path


def _page_of(finding_id: str, findings: Sequence[Finding], number: int | None) -> int:
    """The page where that finding stands, which is `number` where one is asked for."""
    if not findings:
        raise InputError("no-such-finding", finding=finding_id)
    page = findings[0].place.page
    if page is None:
        raise InputError("finding-without-page", finding=finding_id)
    if number not in (None, page):
        raise InputError("finding-elsewhere", finding=finding_id, page=str(page))
    return page


def draw(
    source: Source,
    document: Document,
    audited: Audit,
    number: int,
    findings: Sequence[Finding],
) -> Image.Image:
    """Page `number` (from 1) of a PDF with its tables and those of the findings that are on it.

    InputError where the document has no such page.
    """
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise InputError("no-such-page", page=str(number), count=str(len(document.pages)))
    canvas = _Canvas(rendered(source.data, number))
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    tables, _ = tables_of(document.blocks())
    types = dict(_row_types(audited.plan, grids))
    framework = set(_framework_cells(tables))
    for grid in grids:
        _tint_cells(canvas, grid, types, framework)
        _draw_cuts(canvas, grid)
        _draw_roles(canvas, grid, tables)
    here = [finding for finding in findings if finding.place.page == number]
    boxes = [_place_box(finding.place, page) for finding in here]
    for finding, box in zip(here, boxes, strict=True):
        if box is not None:
            canvas.outline(box, SEVERITIES[finding.severity], 3)
    for finding, box in zip(here, boxes, strict=True):
        if box is not None:
            canvas.label(box, finding.rule, SEVERITIES[finding.severity])
    unplaced = [finding for finding, box in zip(here, boxes, strict=True) if box is None]
    return _with_key(canvas.image, unplaced)


def rendered(data: bytes, number: int) -> Image.Image:
    """Page `number` (from 1) of a PDF at SCALE pixels a point."""
    try:
        with pypdfium2.PdfDocument(data) as document:  # type: ignore[no-untyped-call]
            image: Image.Image = document[number - 1].render(scale=SCALE).to_pil()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError("damaged-file", reason=str(error)) from error
    return image.convert("RGB")


# --- what stands where


def _row_types(plan: Plan, grids: Iterable[Grid]) -> Iterator[tuple[tuple[int, int], RowType]]:
    """(table, row) of each row that was taken for something; later pairs overrule earlier ones."""
    subtotals = (total for total in plan.totals if total.kind is not TotalKind.ROW_TOTAL)
    for kind, things in (
        (RowType.NODE, plan.nodes),
        (RowType.LINE, plan.amounts),
        (RowType.ACTIVITY, plan.activities),
        (RowType.TOTAL, subtotals),
    ):
        for thing in things:
            place = thing.place
            if place.table is not None and place.row is not None:
                yield (place.table, place.row), kind
    for grid in grids:
        at = 0
        while at < len(grid.rows):
            count = header_rows(grid.rows, at)
            for row in range(at, at + count):
                yield (grid.number, row + 1), RowType.HEADER
            at += count or 1


def _framework_cells(tables: Iterable[Table]) -> Iterator[tuple[int | None, int | None, int]]:
    """(table, row, column) of the cells in columns of the results framework."""
    for table in tables:
        indexes = table.indexes(ColumnRole.FRAMEWORK)
        for row in table.rows:
            for index in indexes:
                for cell in row.entries[index].cells if index in row.entries else ():
                    yield row.place.table, row.place.row, cell.column


def _place_box(place: Place, page: Page) -> Box | None:
    if place.bbox:
        return Box.parse(place.bbox)
    for block in page.blocks:
        if isinstance(block, Grid) and block.number == place.table:
            if place.row is not None and place.row <= len(block.rows):
                return block.rows[place.row - 1].box
            return block.box
    return None


# --- drawing


class _Canvas:
    """A page's picture; boxes are in points, everything else in pixels."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self._pen = ImageDraw.Draw(image, "RGBA")
        self._print = image.convert("L")
        self._labels: list[Area] = []

    def tint(self, box: Box, colour: Colour) -> None:
        self._pen.rectangle(_pixels(box), fill=(*colour, TINT))

    def outline(self, box: Box, colour: Colour, width: int) -> None:
        self._pen.rectangle(_pixels(box), outline=colour, width=width)

    def caption(self, middle: float, bottom: float, text: str, room: float) -> None:
        """A small text over a column, where there is room for it."""
        width, height = _extent(text, SMALL)
        if width > room * SCALE:
            return
        x, y = middle * SCALE - width / 2, max(0.0, bottom * SCALE - height - GAP)
        self._pen.rectangle((x - 1, y, x + width + 1, y + height + 2), fill=(*WHITE, 220))
        self._pen.text((x, y), text, TABLE, _font(SMALL))

    def label(self, box: Box, text: str, colour: Colour) -> None:
        """A name beside a box: of the places around it, the one that hides least."""
        width, height = (round(side + GAP) for side in _extent(text, TEXT))
        x0, y0, x1, y1 = map(round, _pixels(box))
        corners = [
            (x, y)
            for y in (y0 - height, y1, y0)
            for x in (x0, x1 - width, x1, x0 - width)
            if (x, y) not in ((x0, y0), (x1 - width, y0))  # within the box
        ]
        places = [
            (
                min(max(x, 0), self.image.width - width),
                min(max(y, 0), self.image.height - height),
            )
            for x, y in corners
        ]
        x, y = min(places, key=lambda at: self._hidden((*at, at[0] + width, at[1] + height)))
        self._labels.append((x, y, x + width, y + height))
        self._pen.rectangle(self._labels[-1], fill=(*colour, 230))
        self._pen.text((x + GAP / 2, y), text, WHITE, _font(TEXT))

    def _hidden(self, area: Area) -> int:
        """How many dark pixels of the page a label there would hide; other labels above all."""
        x0, y0, x1, y1 = area
        if any(x0 < c and a < x1 and y0 < d and b < y1 for a, b, c, d in self._labels):
            return self._print.width * self._print.height
        return sum(self._print.crop(area).histogram()[:DARK])


def _tint_cells(
    canvas: _Canvas,
    grid: Grid,
    types: Mapping[tuple[int, int], RowType],
    framework: Container[tuple[int | None, int | None, int]],
) -> None:
    for number, row in enumerate(grid.rows, 1):
        kind = types.get((grid.number, number))
        for cell in row.cells:
            node = (grid.number, number, cell.column) in framework and kind is not RowType.TOTAL
            tint = RowType.NODE if node else kind
            if tint is not None and cell.box is not None:
                canvas.tint(cell.box, TINTS[tint])


def _draw_cuts(canvas: _Canvas, grid: Grid) -> None:
    for row in grid.rows:
        for cell in row.cells:
            if cell.box is not None:
                canvas.outline(cell.box, TABLE, 1)
    if grid.box is not None:
        canvas.outline(grid.box, TABLE, 3)


def _draw_roles(canvas: _Canvas, grid: Grid, tables: Iterable[Table]) -> None:
    """Over each column, what it was taken for, by where its cells really stand."""
    if grid.box is None:
        return
    for table in tables:
        for index, column in enumerate(table.columns):
            boxes = [
                cell.box
                for row in table.rows
                if row.place.table == grid.number and index in row.entries
                for cell in row.entries[index].cells
                if cell.box is not None and cell.column_span == 1
            ]
            if boxes:
                x0 = min(box.x0 for box in boxes)
                x1 = max(box.x1 for box in boxes)
                canvas.caption((x0 + x1) / 2, grid.box.y0, column.role, x1 - x0)


def _with_key(picture: Image.Image, unplaced: Sequence[Finding]) -> Image.Image:
    """The picture with the meaning of the tints beneath it, and findings that have no box."""
    line = TEXT + 3 * GAP
    image = Image.new(
        "RGB", (picture.width, picture.height + line * (1 + len(unplaced)) + GAP), WHITE
    )
    image.paste(picture)
    pen = ImageDraw.Draw(image, "RGBA")
    x, y = 2.0 * GAP, picture.height + GAP
    pen.line((0, picture.height, picture.width, picture.height), INK)
    for kind, tint in TINTS.items():
        pen.rectangle((x, y, x + TEXT, y + TEXT), fill=(*tint, 2 * TINT), outline=INK)
        pen.text((x + TEXT + GAP, y - 2), kind, INK, _font(TEXT))
        x += TEXT + _extent(kind, TEXT)[0] + 6 * GAP
    for finding in unplaced:
        y += line
        pen.text((2 * GAP, y), finding.rule, SEVERITIES[finding.severity], _font(TEXT))
    return image


def _pixels(box: Box) -> tuple[float, float, float, float]:
    return box.x0 * SCALE, box.y0 * SCALE, box.x1 * SCALE, box.y1 * SCALE


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _extent(text: str, size: int) -> tuple[float, float]:
    left, _, right, _ = _font(size).getbbox(text)
    return right - left, size + 2.0
