"""Troubles of real pages, one case each, read with and without rules where that makes sense."""

from __future__ import annotations

import io
import itertools

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Grid, Layout, Paragraph, Trouble
from extractors.readers.pdf import PdfLocked, read_pdf
from tests.readers.pdf.pages import (
    A4_LANDSCAPE,
    HEIGHT,
    area,
    edges,
    fill_in,
    level,
    only_grid,
    pdf,
    put,
    put_right,
    read,
    rules,
    texts,
    upright,
)

ROWS = [
    ["N°", "Activités", "T1", "T2", "T3", "T4", "Responsable", "Montant"],
    ["1.1", "Creuser trois puits", "X", "", "X", "", "Mairie", "12 500"],
    ["1.2", "Former les relais", "", "X", "X", "X", "CRA", "7 000"],
    ["1.3", "Équiper les écoles", "X", "", "", "", "Mairie", "31 250"],
    ["1.4", "Suivre les chantiers", "", "X", "", "X", "DRA", "4 000"],
    ["", "Total", "", "", "", "", "", "54 750"],
]
XS = edges(60, [40, 180, 30, 30, 30, 30, 120, 90])
TOP, STEP = 100.0, 20.0
YS = edges(TOP, [STEP] * len(ROWS))


def ruled(canvas: Canvas) -> None:
    rules(canvas, XS, YS)
    fill_in(canvas, ROWS, XS, TOP, STEP)


def bare(canvas: Canvas) -> None:
    fill_in(canvas, ROWS, XS, TOP, STEP)


@pytest.mark.parametrize("draw", [ruled, bare], ids=["ruled", "bare"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotated_pages_read_as_they_are_shown(draw, rotate):
    """A page set for /Rotate is drawn turned; the reader turns it back."""

    def turned(canvas: Canvas) -> None:
        width, height = A4_LANDSCAPE
        if rotate == 90:
            canvas.translate(height, 0)
        elif rotate == 180:
            canvas.translate(width, height)
        elif rotate == 270:
            canvas.translate(0, width)
        canvas.rotate(rotate)
        draw(canvas)

    document = read_pdf(pdf(turned, rotate=rotate))
    grid = only_grid(document)
    assert texts(grid) == ROWS
    assert document.pages[0].width == pytest.approx(A4_LANDSCAPE[0], abs=1)
    total = grid.rows[-1].cells[-1]
    assert total.box is not None
    assert total.box.y0 == pytest.approx(YS[-2], abs=3)
    assert total.box.x1 == pytest.approx(XS[-1], abs=6)


def dashed(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    ruled(canvas)


def drawn_in_dashes(canvas: Canvas) -> None:
    for y in YS:
        for x in range(int(XS[0]), int(XS[-1]), 5):
            level(canvas, y, x, min(x + 3, XS[-1]))
    for x in XS:
        for y in range(int(YS[0]), int(YS[-1]), 5):
            upright(canvas, x, y, min(y + 3, YS[-1]))
    bare(canvas)


def thin_rectangles(canvas: Canvas) -> None:
    for y in YS:
        area(canvas, XS[0], y - 0.25, XS[-1], y + 0.25)
    for x in XS:
        area(canvas, x - 0.25, YS[0], x + 0.25, YS[-1])
    bare(canvas)


def doubled(canvas: Canvas) -> None:
    rules(canvas, XS, [y - 0.8 for y in YS])
    rules(canvas, XS, [y + 0.8 for y in YS])
    bare(canvas)


def boxes(canvas: Canvas) -> None:
    for x0, x1 in itertools.pairwise(XS):
        for y0, y1 in itertools.pairwise(YS):
            area(canvas, x0, y0, x1, y1, stroke=1)
    bare(canvas)


def open_sides(canvas: Canvas) -> None:
    for y in YS:
        level(canvas, y, XS[0], XS[-1])
    for x in XS[1:-1]:
        upright(canvas, x, YS[0], YS[-1])
    bare(canvas)


@pytest.mark.parametrize(
    "draw", [ruled, dashed, drawn_in_dashes, thin_rectangles, doubled, boxes, open_sides]
)
def test_rules_of_every_make_part_the_same_cells(draw):
    grid = only_grid(read(draw))
    assert grid.layout is Layout.RULED
    assert texts(grid) == ROWS


def level_rules(canvas: Canvas) -> None:
    for y in YS:
        level(canvas, y, XS[0], XS[-1])
    bare(canvas)


def upright_rules(canvas: Canvas) -> None:
    for x in XS:
        upright(canvas, x, YS[0], YS[-1])
    bare(canvas)


def framed(canvas: Canvas) -> None:
    area(canvas, XS[0], YS[0], XS[-1], YS[-1], stroke=1)
    bare(canvas)


def framed_with_columns(canvas: Canvas) -> None:
    upright_rules(canvas)
    for y in (YS[0], YS[1], YS[-1]):
        level(canvas, y, XS[0], XS[-1])


def striped(canvas: Canvas) -> None:
    canvas.setFillGray(0.9)
    for y in YS[:-1:2]:
        area(canvas, XS[0], y, XS[-1], y + STEP)
    canvas.setFillGray(0)
    bare(canvas)


@pytest.mark.parametrize(
    "draw", [bare, level_rules, upright_rules, framed, framed_with_columns, striped]
)
def test_tables_without_a_full_grid_are_cut_by_alignment(draw):
    grid = only_grid(read(draw))
    assert grid.layout is Layout.ALIGNED
    assert texts(grid) == ROWS


# --- text ---------------------------------------------------------------------------------------


def by_letter(canvas: Canvas) -> None:
    rules(canvas, XS, YS)
    for row, line in enumerate(ROWS):
        for column, text in enumerate(line):
            x = XS[column] + 4
            for char in text:
                if char != " ":
                    put(canvas, x, TOP + row * STEP + 14, char)
                x += canvas.stringWidth(char, "Helvetica", 9)


def twice_for_bold(canvas: Canvas) -> None:
    ruled(canvas)
    canvas.translate(0.3, 0)
    bare(canvas)


@pytest.mark.parametrize("draw", [by_letter, twice_for_bold])
def test_words_come_whole_and_once_however_they_are_drawn(draw):
    assert texts(only_grid(read(draw))) == ROWS


def test_ligatures_no_break_spaces_and_hyphens():
    cells = [
        ["Libellé", "Montant"],
        ["cœur de l'aﬃche", "1\u00a0250"],
        ["main-", "12\u00a0500"],
        ["d'œuvre", "3"],
    ]
    xs = edges(60, [120, 100])

    def draw(canvas: Canvas) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        path = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
        try:
            pdfmetrics.registerFont(TTFont("Deja", path))
        except OSError:
            pytest.skip("no TrueType font with ligatures here")
        canvas.setFont("Deja", 9)
        rules(canvas, xs, [100, 120, 140, 170])
        put(canvas, 64, 114, cells[0][0])
        put(canvas, 184, 114, cells[0][1])
        put(canvas, 64, 134, cells[1][0])
        put(canvas, 184, 134, cells[1][1])
        put(canvas, 64, 152, cells[2][0])
        put(canvas, 64, 163, cells[3][0])
        put(canvas, 184, 152, cells[2][1])

    assert texts(only_grid(read(draw))) == [
        ["Libellé", "Montant"],
        ["cœur de l'affiche", "1 250"],
        ["main-d'œuvre", "12 500"],
    ]


@pytest.mark.parametrize("with_rules", [True, False])
def test_headings_turned_to_stand_over_narrow_columns(with_rules):
    months = ["Janvier", "Février", "Mars", "Avril"]
    xs = edges(60, [180, 24, 24, 24, 24, 90])
    rows = [
        ["Creuser des puits", "X", "", "", "X", "4 000"],
        ["Former des relais", "", "X", "X", "", "5 500"],
        ["Équiper des écoles", "", "", "X", "X", "12 000"],
        ["Suivre les travaux", "X", "X", "X", "X", "1 500"],
    ]

    def draw(canvas: Canvas) -> None:
        if with_rules:
            rules(canvas, xs, [100, 160, *edges(180, [20] * 3)])
        put(canvas, 64, 150, "Activités")
        put_right(canvas, xs[-1] - 4, 150, "Montant")
        for column, month in enumerate(months, 1):
            canvas.saveState()
            canvas.translate(xs[column] + 15, HEIGHT - 155)
            canvas.rotate(90)
            canvas.drawString(0, 0, month)
            canvas.restoreState()
        fill_in(canvas, rows, xs, 160, 20)

    assert texts(only_grid(read(draw))) == [["Activités", *months, "Montant"], *rows]


@pytest.mark.parametrize("with_rules", [True, False])
def test_an_amount_broken_over_two_lines_stays_one_cell(with_rules):
    xs = edges(60, [180, 60])

    def draw(canvas: Canvas) -> None:
        if with_rules:
            rules(canvas, xs, [100, 122, 148, 170, 192])
        for y, label in ((114, "Poste"), (134, "Travaux"), (162, "Études"), (184, "Suivi")):
            put(canvas, 64, y, label)
        put_right(canvas, 296, 114, "Montant")
        put_right(canvas, 296, 134, "1 699")
        put_right(canvas, 296, 144, "285,76")
        put_right(canvas, 296, 162, "12 000,00")
        put_right(canvas, 296, 184, "800,00")

    assert texts(only_grid(read(draw))) == [
        ["Poste", "Montant"],
        ["Travaux", "1 699\n285,76"],
        ["Études", "12 000,00"],
        ["Suivi", "800,00"],
    ]


# --- marks --------------------------------------------------------------------------------------

BLANK = [[text if text not in "X" else "" for text in row] for row in ROWS]
MARKED = [
    (row, column)
    for row, line in enumerate(ROWS)
    for column, text in enumerate(line)
    if text == "X"
]


def check(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - 4, HEIGHT - y)
    path.lineTo(x - 1, HEIGHT - y - 3)
    path.lineTo(x + 4, HEIGHT - y + 4)
    canvas.drawPath(path)


def dot(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, HEIGHT - y, 3, stroke=0, fill=1)


@pytest.mark.parametrize("with_rules", [True, False])
@pytest.mark.parametrize("figure", [check, dot])
def test_drawn_marks(figure, with_rules):
    def draw(canvas: Canvas) -> None:
        if with_rules:
            rules(canvas, XS, YS)
        fill_in(canvas, BLANK, XS, TOP, STEP)
        for row, column in MARKED:
            figure(canvas, (XS[column] + XS[column + 1]) / 2, TOP + row * STEP + 10)

    grid = only_grid(read(draw))
    assert texts(grid) == BLANK
    drawn = [
        (index, cell.column)
        for index, row in enumerate(grid.rows)
        for cell in row.cells
        if cell.drawn
    ]
    assert drawn == MARKED


@pytest.mark.parametrize("with_rules", [True, False])
@pytest.mark.parametrize("margin", [0, 2])
def test_filled_cells(with_rules, margin):
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.2, 0.4, 0.8)
        for row, column in MARKED:
            y = TOP + row * STEP
            area(
                canvas,
                XS[column] + margin,
                y + margin,
                XS[column + 1] - margin,
                y + STEP - margin,
            )
        canvas.setFillGray(0)
        if with_rules:
            rules(canvas, XS, YS)
        fill_in(canvas, BLANK, XS, TOP, STEP)

    grid = only_grid(read(draw))
    assert texts(grid) == BLANK
    filled = [
        (index, cell.column)
        for index, row in enumerate(grid.rows)
        for cell in row.cells
        if cell.fill == (51, 102, 204)
    ]
    assert filled == MARKED


# --- around tables ------------------------------------------------------------------------------


def test_page_headers_footers_and_signatures_are_no_rows():
    def page(number: int, last: bool) -> None:
        def draw(canvas: Canvas) -> None:
            put(canvas, 60, 40, "Ministère du plan")
            put(canvas, 600, 40, "Exercice 2025")
            put(canvas, 400, 570, f"Page {number} / 2")
            bare(canvas)
            put(canvas, 30, TOP + 54, str(number))
            if last:
                put(canvas, 80, 320, "Le coordonnateur")
                put(canvas, 420, 320, "Le comptable")
                put(canvas, 620, 320, "Le directeur")

        return draw

    document = read(page(1, False), page(2, True))
    _first, second = document.grids()
    assert texts(second) == ROWS
    loose = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    assert [text for text in loose if text.startswith("Page")] == ["Page 1 / 2", "Page 2 / 2"]
    assert loose.count("Ministère du plan") == 2
    assert "Le comptable" in " ".join(loose)


def test_a_table_going_on_keeps_its_columns_where_some_are_blank():
    more = [
        ["1.5", "Entretenir les pistes", "", "", "X", "", "Mairie", "9 000"],
        ["1.6", "Clôturer le projet", "", "", "", "", "DRA", "2 000"],
        ["1.7", "Publier le bilan", "", "", "", "", "DRA", "500"],
    ]
    document = read(bare, lambda canvas: fill_in(canvas, more, XS, TOP, STEP))
    first, second = document.grids()
    assert (first.width, second.width) == (8, 8)
    assert texts(second) == more


def test_two_tables_on_a_page():
    other = [["Source", "2024", "2025"], ["État", "1 000", "2 000"], ["Commune", "300", "450"]]
    xs = edges(60, [200, 100, 100])

    def draw(canvas: Canvas) -> None:
        bare(canvas)
        put(canvas, 60, 290, "Le financement se répartit comme suit entre les deux sources.")
        fill_in(canvas, other, xs, 320, 20)

    first, second = read(draw).grids()
    assert texts(first) == ROWS
    assert texts(second) == other
    assert (first.number, second.number) == (1, 2)


# --- files --------------------------------------------------------------------------------------


def test_a_password_is_asked_for_and_taken():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4_LANDSCAPE, encrypt=StandardEncryption("sesame"))
    canvas.setFont("Helvetica", 9)
    ruled(canvas)
    canvas.save()
    with pytest.raises(PdfLocked) as caught:
        read_pdf(buffer.getvalue())
    assert caught.value.key == "password-needed"
    assert texts(only_grid(read_pdf(buffer.getvalue(), "sesame"))) == ROWS


def test_a_page_without_text_layer_says_so():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("RGB", (200, 100), "grey"))
    document = read(lambda canvas: canvas.drawImage(picture, 40, 40, 700, 500), bare)
    scan, plain = document.pages
    assert scan.trouble is Trouble.PICTURE
    assert scan.blocks == ()
    assert plain.trouble is None
    assert isinstance(plain.blocks[0], Grid)


@pytest.mark.parametrize("overflow", [0.5, 2.0])
@pytest.mark.parametrize(("amount", "target"), [("5 250 000", "250"), ("(5 250 000)", "3 régions")])
def test_an_amount_that_reaches_over_its_rule_stays_apart(overflow, amount, target):
    rows = [["Activités", "Montant", "Cibles"], ["Creuser", amount, target], ["Former", "900", ""]]
    xs = edges(60, [120, 60, 80])

    def draw(canvas: Canvas) -> None:
        rules(canvas, xs, edges(TOP, [STEP] * 3))
        for row, (label, figure, aim) in enumerate(rows):
            y = TOP + row * STEP + 14
            put(canvas, 64, y, label)
            put(canvas, xs[2] + 4, y, aim)
            put_right(canvas, xs[2] + (overflow if row == 1 else -4), y, figure)

    assert texts(only_grid(read(draw))) == rows
