import io

import pytest
from PIL import Image

from extractors.document import Box
from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.picture import ALIGNED, SCALE, Note, page_picture
from tests.readers.pdf.pages import A4_LANDSCAPE, pdf
from tests.readers.pdf.test_troubles import bare


def test_cells_and_notes_are_drawn_where_they_stand():
    data = pdf(bare)
    page = read_pdf(data).pages[0]
    note = Note(Box(300, 300, 400, 340), "total", (230, 120, 0))
    image = Image.open(io.BytesIO(page_picture(data, page, [note])))
    assert image.size == pytest.approx([side * SCALE for side in A4_LANDSCAPE], abs=1)
    cell = page.blocks[0].rows[1].cells[1]
    assert image.getpixel((round(cell.box.x0 * SCALE), round(cell.box.y0 * SCALE) + 4)) == ALIGNED
    assert image.getpixel((300 * 3 // 2, 315 * 3 // 2)) == note.colour
