"""Tables without upright rules: the smallest case of each way in which cells ran together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.readers.pdf.pages import area, level, only_grid, put, put_right, read, texts

Placed = Sequence[tuple[float, float, str]]

QUARTERS = (300, 330, 360, 390)  # left ends of narrow columns


def page(placed: Placed, right: Placed = ()):
    """A page with texts at (x, baseline), and others that end at x."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in placed:
            put(canvas, x, y, text)
        for x, y, text in right:
            put_right(canvas, x, y, text)

    return draw


def rows_of(*draws) -> list[list[str]]:
    return texts(only_grid(read(*draws)))


@pytest.mark.parametrize("prefix", [True, False])
def test_amounts_that_fill_their_columns_are_parted_by_their_currency(prefix):
    def money(figure: str) -> str:
        return f"EUR {figure}" if prefix else f"{figure} EUR"

    total = ("Total", "999 350 000", "999 900 000")
    second_x = 200 + stringWidth(money(total[1]), "Helvetica", 9) + 2.5
    placed = [(60, 100, "Activités"), (200, 100, "T1"), (second_x, 100, "T2")]
    rows = [("Creuser", "9 100 000", "500 000"), ("Former", "250 000", "9 400 000")]
    for index, (label, first, second) in enumerate([*rows, total]):
        y = 120 + 20 * index
        placed += [(60, y, label), (200, y, money(first)), (second_x, y, money(second))]
    found = rows_of(page(placed))
    assert found[-1] == ["Total", money("999 350 000"), money("999 900 000")]


def test_an_amount_is_parted_from_the_text_that_it_runs_into():
    placed = [(60, 100, "Activités"), (300, 100, "Budget"), (360, 100, "Moyens de")]
    placed += [(360, 111, "vérification")]
    right = []
    for index, amount in enumerate(["8 675 000", "36 815 304", "4 475 000"]):
        y = 140 + 30 * index
        placed += [(60, y, f"Mener la mission {index + 1}"), (360, y, "Liste de")]
        placed += [(360, y + 11, "présence")]
        right += [(360, y, amount)]
    found = rows_of(page(placed, right))
    assert [row[1:] for row in found[-3:]] == [
        ["8 675 000", "Liste de présence"],
        ["36 815 304", "Liste de présence"],
        ["4 475 000", "Liste de présence"],
    ]


def test_a_target_stays_one_text():
    placed = [(60, 100, "Activités"), (300, 100, "Cibles"), (400, 100, "Budget")]
    for index, target in enumerate(["10 000 élèves", "20 000 ménages", "15 000 femmes"]):
        y = 120 + 20 * index
        placed += [(60, y, f"Former {index}"), (300, y, target), (400, y, f"{index + 1} 500")]
    assert [row[1] for row in rows_of(page(placed))[1:]] == [
        "10 000 élèves",
        "20 000 ménages",
        "15 000 femmes",
    ]


MONTHS = (300, 320, 340, 360)
ITEMS = ["1.1 Creuser trois puits", "1.2 Former les relais", "1.3 Suivre les chantiers"]


def bars(canvas: Canvas, marked: Sequence[tuple[int, int]], step: float) -> None:
    canvas.setFillColorRGB(0.3, 0.5, 0.8)
    for row, month in marked:
        top = 108 + row * step
        area(canvas, MONTHS[month] - 6, top + 0.5, MONTHS[month] + 13, top + step - 0.5)
    canvas.setFillGray(0)


@pytest.mark.parametrize("step", [20, 45])
def test_bars_alone_make_a_table_of_a_plan_without_figures(step):
    marked = [(0, 0), (0, 1), (1, 3), (2, 1)]

    def draw(canvas: Canvas) -> None:
        bars(canvas, marked, step)
        put(canvas, 60, 100, "Activités")
        for x, month in zip(MONTHS, "JFMA", strict=True):
            put(canvas, x, 100, month)
        for row, item in enumerate(ITEMS):
            put(canvas, 60, 120 + row * step, item)

    grid = only_grid(read(draw))
    assert [row[0] for row in texts(grid)] == ["Activités", *ITEMS]
    filled = [
        (index - 1, cell.column - 1)
        for index, row in enumerate(grid.rows)
        for cell in row.cells
        if cell.fill
    ]
    assert filled == marked


def test_the_heading_of_a_blank_period_heads_no_texts():
    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 100, "Activités")
        put(canvas, 420, 100, "Budget")
        for x, month in zip(MONTHS, ("T1", "T2", "T3", "T4"), strict=True):
            canvas.saveState()
            canvas.translate(x + 6, 595 - 100)
            canvas.rotate(90)
            canvas.drawString(0, 0, month)
            canvas.restoreState()
        for row, item in enumerate(ITEMS):
            put(canvas, 60, 120 + row * 20, item)
            put(canvas, 340, 120 + row * 20, "X")
            put(canvas, 420, 120 + row * 20, f"{row + 1} 000")

    assert rows_of(draw)[0] == ["Activités", "T1", "T2", "T3", "T4", "Budget"]


def test_a_text_in_capitals_runs_on_over_stripes():
    label = ["LES ENFANTS", "BÉNÉFICIENT D'UN", "ENVIRONNEMENT", "PROTECTEUR"]

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        area(canvas, 55, 130, 500, 150)
        canvas.setFillGray(0)
        put(canvas, 60, 100, "Axes")
        put(canvas, 200, 100, "Activités")
        put(canvas, 400, 100, "Budget")
        for index, line in enumerate(label):
            put(canvas, 60, 120 + 11 * index, line)
        for row, item in enumerate(ITEMS):
            put(canvas, 200, 120 + row * 20, item)
            put(canvas, 400, 120 + row * 20, f"{row + 1} 000")

    assert rows_of(draw)[1][0] == " ".join(label)


def test_level_rules_take_in_their_heading_and_last_line():
    def draw(canvas: Canvas) -> None:
        for y in (88, 134, 154, 186):
            level(canvas, y, 56, 400)
        level(canvas, 110, 290, 400)
        put(canvas, 60, 100, "Activités")
        put(canvas, 325, 100, "2025")
        for x, month in zip(MONTHS, ("T1", "T2", "T3", "T4"), strict=True):
            put(canvas, x, 124, month)
        put(canvas, 60, 148, "1. Creuser trois puits")
        put(canvas, 320, 148, "X")
        put(canvas, 60, 168, "2. Faciliter le dialogue entre agriculteurs et")
        put(canvas, 340, 168, "X")
        put(canvas, 360, 168, "X")
        put(canvas, 60, 179, "éleveurs, et suivre les accords dans les villages")

    found = rows_of(draw)
    assert found[0][0] == "Activités"
    assert "2025" in found[0]
    assert found[-1][0].endswith("dans les villages")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mener les formations (phase", "2)"),
        ("Sous-total de toute cette activité", "1.1.1"),
        ("Facilities &", "Administration"),
    ],
)
def test_a_wrapped_line_that_looks_like_a_beginning_goes_on(first, second):
    """Without padding between rows only what a line says tells where a cell begins."""
    placed = [(60, 100, "Activités"), (300, 100, "Budget")]
    y = 111.0
    for index in range(4):
        placed += [(60, y, f"Visiter les {index + 3} chantiers ouverts dans la"), (300, y, "1 000")]
        placed += [(60, y + 11, "commune"), (60, y + 22, first), (300, y + 22, "2 000")]
        placed += [(60, y + 33, second)]
        y += 44
    found = [row[0] for row in rows_of(page(placed))]
    assert found.count(f"{first} {second}") == 4


def test_the_rule_under_a_group_parts_its_heading_from_the_next():
    def draw(canvas: Canvas) -> None:
        for y in (88, 126, 146, 166, 186):
            level(canvas, y, 56, 560)
        level(canvas, 108, 294, 341.5)
        put(canvas, 60, 100, "Activités")
        put(canvas, 300, 100, "Calendrier")
        put(canvas, 343, 100, "RESPONSABLES")
        put(canvas, 470, 100, "Budget")
        put(canvas, 302, 120, "T1")
        put(canvas, 326, 120, "T2")
        for row, item in enumerate(ITEMS):
            put(canvas, 60, 140 + row * 20, item)
            put(canvas, 304 if row else 328, 140 + row * 20, "X")
            put(canvas, 343, 140 + row * 20, "Mairie")
            put(canvas, 470, 140 + row * 20, f"{row + 1} 000")

    found = rows_of(draw)
    assert "Calendrier" in found[0]
    assert "RESPONSABLES" in found[0]


def test_a_band_that_runs_into_narrow_headings_joins_no_columns():
    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 90, "Activités")
        for index, x in enumerate((240, 270, 300, 330), 1):
            put(canvas, x, 100, "Trim.")
            put(canvas, x + 8, 111, str(index))
        put(canvas, 420, 90, "Budget")
        put(canvas, 60, 131, "Résultat 1 : les communes disposent de services")
        for row, item in enumerate(ITEMS):
            put(canvas, 60, 151 + row * 20, item)
            put(canvas, 338, 151 + row * 20, "X")
            put(canvas, 420, 151 + row * 20, f"{row + 1} 000")

    grid = only_grid(read(draw))
    assert grid.width == 6
    assert texts(grid)[-1] == ["1.3 Suivre les chantiers", "", "", "", "X", "3 000"]


def test_cells_in_the_middle_of_their_rows_between_two_totals():
    """The first group's result stands in the middle, the last one goes on on another page."""
    placed = [(60, 100, "Résultats"), (200, 100, "Activités"), (340, 100, "Responsable")]
    placed += [(420, 100, "Budget")]
    y = 120
    for group in range(2):
        for index in range(4):
            placed += [(200, y, f"Activité {index + 1} du groupe {group + 1}"), (420, y, "1 000")]
            placed += [(340, y, "Mairie")]
            y += 20
        placed += [(60, y, "Total"), (420, y, "4 000")]
        y += 20
    placed += [(60, 144.5, "Résultat 1 : les"), (60, 155.5, "puits sont creusés")]
    placed += [(60, 220, "Résultat 2")]
    grid = only_grid(read(page(placed)))
    spans = {cell.text[:10]: cell.row_span for row in grid.rows for cell in row.cells if cell.text}
    assert spans["Résultat 1"] == 4
    assert next(i for i, row in enumerate(texts(grid)) if row[0].startswith("Résultat 1")) == 1


def test_a_number_in_the_middle_of_its_row_is_a_column():
    """Its baseline is no text's; the last row's label runs over the gap between the two."""
    placed = [(60, 100, "N°"), (82, 100, "Activités"), (300, 100, "Budget")]
    for index, item in enumerate(("puits", "forages", "mares", "bornes")):
        y = 120 + 30 * index
        placed += [(60, y + 5, f"1.{index + 1}"), (80, y, "Réhabiliter avec les villageois les")]
        placed += [(80, y + 10, f"{item} de la commune"), (300, y + 5, f"{index + 1} 000")]
    placed += [(60, 245, "Sous-total objectif"), (300, 245, "10 000")]
    found = rows_of(page(placed))
    assert [row[0] for row in found[1:-1]] == ["1.1", "1.2", "1.3", "1.4"]
    assert found[1][1] == "Réhabiliter avec les villageois les puits de la commune"


def test_a_line_of_amounts_alone_is_not_justified_text():
    xs = (200.0, 262.5, 325.0, 387.5)
    placed = [(60, 100, "Activités"), *((x + 20, 100, f"T{q}") for q, x in enumerate(xs, 1))]
    for index, figures in enumerate(("325.000,00", "125.000,00", "225.000,00")):
        y = 120 + 20 * index
        placed += [(60, y, f"Volet {index}"), *((x + 14, y, figures) for x in xs)]
    placed += [(60, 180, "Total"), *((x, 180, "14.625.000,00") for x in xs)]
    assert rows_of(page(placed))[-1] == ["Total", *["14.625.000,00"] * 4]


def test_a_name_in_capitals_is_parted_from_the_amount_before_it():
    placed = [(60, 100, "Activités"), (300, 100, "Total"), (360, 100, "Responsable")]
    right = []
    for index, amount in enumerate(["33 175 000", "79 424 637", "65 595 519"]):
        y = 120 + 30 * index
        placed += [(60, y, f"Mener la mission {index + 1}"), (360, y, "UNICEF/ONG")]
        placed += [(360, y + 11, "Tamassi")]
        right += [(360, y, amount)]
    assert rows_of(page(placed, right))[-1][1:] == ["65 595 519", "UNICEF/ONG Tamassi"]


def test_a_group_heading_over_one_column_is_a_row_of_its_own():
    placed = [(60, 100, "Activités"), (300, 100, "Coûts"), (300, 116, "Total")]
    for index, item in enumerate(ITEMS):
        placed += [(60, 136 + 20 * index, item), (300, 136 + 20 * index, f"{index + 1} 000")]
    found = rows_of(page(placed))
    assert [row[1] for row in found[:3]] == ["Coûts", "Total", "1 000"]


def test_a_group_heading_above_belongs_to_the_table():
    placed = [(60, 100, "Activités"), (330, 100, "Budget")]
    placed += [(x + 10, 115, f"Trim. {q}") for q, x in enumerate((260, 320, 380), 1)]
    for index, item in enumerate(ITEMS):
        y = 135 + 15 * index
        placed += [(60, y, item), *((x, y, "73 000") for x in (270, 330, 390))]
    found = rows_of(page(placed))
    assert [text for text in found[0] if text] == ["Activités", "Budget"]


def test_between_two_rules_one_line_of_figures_is_one_row():
    def draw(canvas: Canvas) -> None:
        for y in (88, 106, 130, 154, 178):
            level(canvas, y, 56, 500)
        put(canvas, 60, 100, "Activités")
        put(canvas, 300, 100, "Rubrique comptable")
        put(canvas, 440, 100, "Budget")
        for row, item in enumerate(("puits", "relais", "écoles")):
            put(canvas, 60, 115 + row * 24, f"Suivre les {item} de toutes les")
            put(canvas, 60, 126 + row * 24, "communes")
            put(canvas, 300, 115 + row * 24, "International")
            put(canvas, 300, 126 + row * 24, "Consultants")
            put(canvas, 440, 115 + row * 24, f"{row + 1} 000")

    found = rows_of(draw)
    assert [row[1:] for row in found[1:]] == [
        ["International Consultants", "1 000"],
        ["International Consultants", "2 000"],
        ["International Consultants", "3 000"],
    ]


def test_bars_stand_below_the_heading():
    """No figure stands beside the first bar to say that the table's body begins there."""

    def draw(canvas: Canvas) -> None:
        bars(canvas, [(0, 0), (1, 1), (2, 2)], 20)
        put(canvas, 60, 100, "Activités")
        put(canvas, 420, 100, "Cibles")
        for x, quarter in zip(MONTHS, ("T1", "T2", "T3", "T4"), strict=True):
            put(canvas, x, 100, quarter)
        for row, item in enumerate(("Creuser les puits", "Former", "Suivre")):
            put(canvas, 60, 120 + row * 20, item)
            put(canvas, 420, 120 + row * 20, "80 %" if row == 2 else "3 régions")

    assert [row[0] for row in rows_of(draw)] == [
        "Activités",
        "Creuser les puits",
        "Former",
        "Suivre",
    ]


def test_months_side_by_side_are_columns_under_their_year():
    placed = [(60, 100, "Activités"), (322, 100, "2025")]
    placed += [(x, 116, month) for x, month in ((300, "Avril"), (324, "Mai"), (345, "Juin"))]
    for index, item in enumerate(ITEMS):
        y = 136 + 20 * index
        placed += [(60, y, item), ((306, 329, 350)[index], y, "X"), (400, y, f"{index + 1} 000")]
    found = rows_of(page(placed))
    assert [row[1:] for row in found[-3:]] == [
        ["X", "", "", "1 000"],
        ["", "X", "", "2 000"],
        ["", "", "X", "3 000"],
    ]


def test_the_rest_of_a_cut_cell_is_no_second_level_of_the_heading():
    placed = [(60, 100, "Activités"), (200, 100, "Responsable"), (320, 100, "Budget")]
    placed += [(200, 145, "l'hydraulique")]
    for index, item in enumerate(ITEMS):
        y = 175 + 30 * index
        placed += [(60, y, item), (200, y, "Mairie"), (320, y, f"{index + 1} 000")]
    found = rows_of(page(placed))
    assert found[0] == ["Activités", "Responsable", "Budget"]
    assert found[1] == ["", "l'hydraulique", ""]


def test_the_wider_second_line_of_a_group_heading_is_no_rest_of_a_cut_cell():
    placed = [(60, 90, "Activités"), (345, 90, "Période"), (333, 101, "d'exécution")]
    placed += [(450, 90, "Montant"), *((x, 116, f"T{n}") for n, x in enumerate(QUARTERS, 1))]
    rows = [("Creuser des puits", 0, "12 500"), ("Former", 3, "9 000"), ("Suivre", 1, "7 500")]
    for index, (label, quarter, amount) in enumerate(rows):
        y = 136 + 20 * index
        placed += [(60, y, label), (QUARTERS[quarter] + 1, y, "X"), (450, y, amount)]
    found = rows_of(page(placed))
    assert found[1][1:5] == ["T1", "T2", "T3", "T4"]
