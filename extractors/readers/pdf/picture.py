"""A page as a picture with what was read drawn on it: the debugger, and an auditor's evidence."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from extractors.document import Box, Grid, Layout, Page
from extractors.readers.pdf.binding import pdfium

# Pixels a point: 1.5 renders an A4 page at 108 dpi, where 7-point print can still be read.
SCALE = 1.5

Colour = tuple[int, int, int]
RULED: Colour = (200, 30, 30)
ALIGNED: Colour = (20, 90, 200)
PARAGRAPH: Colour = (120, 120, 120)
MARK: Colour = (0, 140, 60)
SEE_THROUGH = 60  # of 255


@dataclass(frozen=True, slots=True)
class Note:
    """A box to point out, with its caption: a finding's place."""

    box: Box
    caption: str
    colour: Colour = (230, 120, 0)


def page_picture(
    data: bytes, page: Page, notes: Iterable[Note] = (), password: str | None = None
) -> bytes:
    """The page as PNG: ruled cells in red, aligned ones in blue, paragraphs in grey, marks green.

    `page` is what the reader returned for these same bytes. PdfiumError where the file cannot be
    opened, though the reader could.
    """
    document = pdfium.PdfDocument(data, password=password)
    try:
        sheet = document[(page.number or 1) - 1]
        image = sheet.render(scale=SCALE).to_pil().convert("RGB")
        sheet.close()
    finally:
        document.close()
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for block in page.blocks:
        if isinstance(block, Grid):
            _draw_grid(pen, block)
        elif block.box is not None:
            pen.rectangle(_pixels(block.box), outline=(*PARAGRAPH, 255))
    for note in notes:
        pen.rectangle(_pixels(note.box), outline=(*note.colour, 255), width=3)
        pen.text(_pixels(note.box)[:2], note.caption, fill=(*note.colour, 255), anchor="lb")
    out = io.BytesIO()
    Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB").save(out, "PNG")
    return out.getvalue()


def _draw_grid(pen: ImageDraw.ImageDraw, grid: Grid) -> None:
    colour = RULED if grid.layout is Layout.RULED else ALIGNED
    for index, row in enumerate(grid.rows):
        for cell in row.cells:
            if cell.box is None:
                continue
            fill = (*MARK, SEE_THROUGH) if cell.drawn or (cell.fill and not cell.text) else None
            pen.rectangle(_pixels(cell.box), outline=(*colour, 255), fill=fill)
        if row.box is not None:
            x, y, _, _ = _pixels(row.box)
            pen.text((x - 2, y), str(index), fill=(*colour, 255), anchor="ra")
    if grid.box is not None:
        x, y, _, _ = _pixels(grid.box)
        pen.text((x, y - 2), f"table {grid.number}", fill=(*colour, 255), anchor="ld")


def _pixels(box: Box) -> tuple[float, float, float, float]:
    return box.x0 * SCALE, box.y0 * SCALE, box.x1 * SCALE, box.y1 * SCALE
