"""A month plan over two years set by fpdf2, whose cells are drawn one by one."""

from __future__ import annotations

import pytest
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from extractors.readers.pdf import read_pdf
from tests.readers.pdf.pages import texts

MONTHS = list("SONDJFMAMJ")
HEADINGS = ["Axes", "N°", "Activités", *MONTHS, "Responsables"]
AXES = [
    "1. Concertation des partenaires",
    "2. Suivi des réformes du secteur de l'eau",
    "3. Secrétariat",
]
ACTIVITIES = [
    "Tenir les réunions des chefs de file avec les directions régionales concernées",
    "Préparer la revue annuelle",
    "Rédiger les notes de position et les diffuser auprès des points focaux",
    "Mettre à jour l'annuaire",
    "Réunir le comité technique avant chaque revue sectorielle",
]
PARTIES = ["Secrétariat", "Chef de file", "Groupe technique et secrétariat"]


def rows() -> list[list[str]]:
    body = []
    for axis, label in enumerate(AXES):
        for number in range(1, 5):
            activity = ACTIVITIES[(axis * 4 + number) % len(ACTIVITIES)]
            marks = ["X" if (axis + number + month) % 4 == 0 else "" for month in range(10)]
            party = PARTIES[(axis + number) % len(PARTIES)]
            first = label if number == 1 else ""
            body.append([first, f"{axis + 1}.{number}", activity, *marks, party])
    return body


def typeset(borders: TableBordersLayout, shade: bool) -> bytes:
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=8)
    pdf.multi_cell(0, 5, "PLAN DE TRAVAIL 2021 - 2022\n\n")
    with pdf.table(
        col_widths=(45, 12, 80, *([7] * 10), 45),
        borders_layout=borders,
        line_height=4,
        padding=(1, 1.2),
        num_heading_rows=2,
        headings_style=FontFace(emphasis="BOLD"),
        cell_fill_color=(225, 232, 240) if shade else None,
        cell_fill_mode="ROWS" if shade else "NONE",
    ) as table:
        top = table.row()
        for text in HEADINGS[:3]:
            top.cell(text, rowspan=2)
        top.cell("2021", colspan=4, align="C")
        top.cell("2022", colspan=6, align="C")
        top.cell(HEADINGS[-1], rowspan=2)
        months = table.row()
        for month in MONTHS:
            months.cell(month)
        for texts_of_row in rows():
            row = table.row()
            for text in texts_of_row:
                row.cell(text)
    return bytes(pdf.output())


@pytest.mark.parametrize("shade", [False, True], ids=["plain", "striped"])
@pytest.mark.parametrize(
    "borders",
    [
        TableBordersLayout.ALL,
        TableBordersLayout.HORIZONTAL_LINES,
        TableBordersLayout.MINIMAL,
        TableBordersLayout.NONE,
        TableBordersLayout.NO_HORIZONTAL_LINES,
        TableBordersLayout.SINGLE_TOP_LINE,
    ],
)
def test_months_of_two_years(borders, shade):
    found = []
    for grid in read_pdf(typeset(borders, shade)).grids():
        assert grid.width == len(HEADINGS)
        found += [[" ".join(text.split()) for text in row] for row in texts(grid)]
    top, months, *body = found
    assert [text for text in top if text] == [
        "Axes",
        "N°",
        "Activités",
        "2021",
        "2022",
        "Responsables",
    ]
    assert (top.index("2021"), top.index("2022")) == (3, 7)
    assert months[3:13] == MONTHS
    assert [row for row in body if row not in (top, months)] == rows()
