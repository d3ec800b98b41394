"""Text that a page holds and no eye sees is told and never read; recognised text is told."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors import extract_source
from extractors.plan import DoubtKind
from extractors.source import Source
from extractors.values.accounts import chart
from pipeline.audit import audit
from pipeline.confirm.doubts import own_up
from pipeline.reconcile.model import Verdict
from tests.readers.pdf.pages import (
    A4_LANDSCAPE,
    HEIGHT,
    area,
    edges,
    fill_in,
    only_grid,
    pdf,
    put,
    read,
    rules,
    texts,
)

ROWS = [
    ["N°", "Activités", "Responsable", "Montant"],
    ["1.1", "Creuser trois puits", "Mairie", "12 500"],
    ["1.2", "Former les relais", "CRA", "7 000"],
    ["1.3", "Suivre les chantiers", "DRA", "4 000"],
    ["", "Total", "", "23 500"],
]
XS = edges(60, [40, 180, 120, 90])
YS = edges(100, [20] * len(ROWS))


def table(canvas: Canvas, rows: list[list[str]] = ROWS) -> None:
    rules(canvas, XS, YS)
    fill_in(canvas, rows, XS, 100, 20)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    put(canvas, 310, 134, "99 000")


def on_its_ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.85, 1)
    area(canvas, XS[2] + 1, 121, XS[3] - 1, 139)
    put(canvas, 310, 134, "99 000")
    canvas.setFillGray(0)
    put(canvas, XS[2] + 4, 134, "Mairie")


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(310, HEIGHT - 134)
    text.setTextRenderMode(3)
    text.textOut("99 000")
    canvas.drawText(text)


def off_the_page(canvas: Canvas) -> None:
    put(canvas, 310, HEIGHT + 40, "99 000")


@pytest.mark.parametrize("draw", [white, on_its_ground, unpainted, off_the_page])
def test_text_that_no_eye_sees_is_told_and_not_read(draw):
    def page(canvas: Canvas) -> None:
        table(canvas)
        draw(canvas)

    document = read(page)
    assert document.pages[0].hidden.replace("\u00a0", " ") == "99 000"
    assert texts(only_grid(document)) == ROWS


@pytest.mark.parametrize("draw", [white, unpainted])
def test_hidden_text_is_a_doubt_of_the_plan(draw):
    data = pdf(lambda canvas: (table(canvas), draw(canvas)))
    plan = extract_source(Source.of(data, "plan.pdf"))
    assert [(d.kind, d.text) for d in plan.doubts] == [(DoubtKind.HIDDEN_TEXT, "99 000")]


def test_white_text_on_a_dark_heading_is_read():
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        area(canvas, XS[0], YS[0], XS[-1], YS[1])
        canvas.setFillGray(1)
        fill_in(canvas, ROWS[:1], XS, 100, 20)
        canvas.setFillGray(0)
        rules(canvas, XS, YS)
        fill_in(canvas, ROWS[1:], XS, 120, 20)

    document = read(page)
    assert texts(only_grid(document)) == ROWS
    assert not document.pages[0].hidden


def test_white_text_on_a_gradient_is_read():
    """No area is painted behind it that the page's objects tell of: the drawn page decides."""

    def page(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(XS[0], HEIGHT - YS[1], XS[-1] - XS[0], 20)
        canvas.clipPath(path, stroke=0)
        canvas.linearGradient(XS[0], 0, XS[-1], 0, ((0.1, 0.2, 0.5), (0.2, 0.1, 0.4)))
        canvas.restoreState()
        canvas.setFillGray(1)
        fill_in(canvas, ROWS[:1], XS, 100, 20)
        canvas.setFillGray(0)
        rules(canvas, XS, YS)
        fill_in(canvas, ROWS[1:], XS, 120, 20)

    assert not read(page).pages[0].hidden


def scanned(rows: list[list[str]]) -> bytes:
    """A picture over the whole page, and text as character recognition lays it over it."""
    picture = io.BytesIO()
    Image.new("L", (84, 60), 230).save(picture, "PNG")

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4_LANDSCAPE)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                text = canvas.beginText(XS[column] + 4, HEIGHT - 114 - 20 * row)
                text.setTextRenderMode(3)
                text.textOut(cell)
                canvas.drawText(text)

    return pdf(page)


def test_recognised_text_is_read_and_told():
    plan = extract_source(Source.of(scanned(ROWS), "scan.pdf"))
    assert [str(a.amount) for a in plan.amounts] == ["12500", "7000", "4000"]
    assert [doubt.kind for doubt in plan.doubts] == [DoubtKind.RECOGNISED_TEXT]


def test_nothing_recognised_accuses_the_document():
    wrong = [*ROWS[:-1], ["", "Total", "", "28 500"]]
    plan = extract_source(Source.of(scanned(wrong), "scan.pdf"))
    findings = own_up(audit(plan, chart())).findings
    assert findings
    assert all(f.verdict is not Verdict.DOCUMENT for f in findings if f.stated is not None)
