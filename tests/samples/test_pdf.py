"""The PDF samples say what their content says, seen through another library than wrote them."""

from io import BytesIO

import pdfplumber
import pypdfium2
import pytest

from samples import action_plan, month_plan, narrative, pdf, project_sheet, quarter_plan
from samples.content import Sheet, money
from samples.pdf import MARK_GREY
from samples.pens import FpdfPen, Pen, ReportLabPen
from samples.typeset import Align, Cell, Rules, Setter, Table


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return pdf.samples()


def squeezed(text: str) -> str:
    return "".join(text.split())


def page_texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_same_bytes_every_time(files: dict[str, bytes]) -> None:
    assert pdf.samples() == files


def test_files_are_small(files: dict[str, bytes]) -> None:
    assert max(len(content) for content in files.values()) < 80_000


def quarter_amounts() -> list[str]:
    """All that the last column prints, top to bottom; 4.5 and the rests of cut rows print none."""
    plan = quarter_plan.PLAN
    printed = []
    for result in plan.groups:
        printed += [money(line.amount) for a in result.activities for line in a.lines]
        printed.append(money(result.subtotal))
    printed += [money(amount) for _, amount in plan.totals]
    return [text for text in printed if text]


def test_ruled_plan_prints_every_amount_in_the_last_column(files: dict[str, bytes]) -> None:
    cells = []
    with pdfplumber.open(BytesIO(files["plan_trimestriel_2024.pdf"])) as document:
        for page in document.pages:
            for table in page.extract_tables():
                cells += [row[9] for row in table if row[9] and row[9] != "Total"]
    assert len(quarter_amounts()) == 57 + 5 + 4
    assert cells == quarter_amounts()


def test_ruled_plan_marks_the_quarters_of_every_line(files: dict[str, bytes]) -> None:
    marks = []
    with pdfplumber.open(BytesIO(files["plan_trimestriel_2024.pdf"])) as document:
        for page in document.pages:
            for table in page.extract_tables():
                marks += [
                    tuple(place for place, cell in enumerate(row[2:6]) if cell == "X")
                    for row in table
                    if row[6] and row[6].startswith("PNUD")
                ]
    lines = [line for activity in quarter_plan.PLAN.activities() for line in activity.lines]
    assert len(lines) == 58
    assert marks == [line.periods for line in lines]


def test_rows_are_cut_by_page_ends(files: dict[str, bytes]) -> None:
    pages = page_texts(files["plan_trimestriel_2024.pdf"])
    start, rest = "1.3 Création de 5 cellules", "étude des alertes et avis"
    assert start in pages[0]
    assert rest not in pages[0]
    assert rest in pages[1]


def test_header_stands_once_or_on_every_page(files: dict[str, bytes]) -> None:
    quarter = page_texts(files["plan_trimestriel_2024.pdf"])
    month = page_texts(files["plan_mensuel_2021_2022.pdf"])
    assert ["TIMEFRAME" in page for page in quarter] == [True, False, False, False, False]
    assert ["RESPONSABLE" in page for page in month] == [False, True, True]


def test_shaded_cells_stand_under_their_months(files: dict[str, bytes]) -> None:
    with pdfplumber.open(BytesIO(files["plan_mensuel_2021_2022.pdf"])) as document:
        page = document.pages[1]
        months = [w for w in page.extract_words() if w["text"] in set("SONDJFMA")]
        marks = [
            r for r in page.rects if r["non_stroking_color"] == pytest.approx(MARK_GREY, abs=0.01)
        ]
    assert "".join(w["text"] for w in months) == "SONDJFMAMJ"
    under = [
        place
        for mark in marks
        for place, word in enumerate(months)
        if mark["x0"] < (word["x0"] + word["x1"]) / 2 < mark["x1"]
    ]
    assert under == [month_plan.NOVEMBER, month_plan.DECEMBER, month_plan.APRIL]


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("plan_trimestriel_2024.pdf", quarter_plan.PLAN),
        ("plan_mensuel_2021_2022.pdf", month_plan.PLAN),
        ("plan_action_2023_2024.pdf", action_plan.PLAN),
    ],
)
def test_every_activity_and_group_is_printed(files, name, plan) -> None:
    printed = squeezed("".join(page_texts(files[name])))
    for activity in plan.activities():
        assert squeezed(activity.number) in printed
        # A row cut by a page end has other cells between its words.
        assert squeezed(" ".join(activity.label.split()[:3])) in printed
    for group in plan.groups:
        assert squeezed(" ".join(group.heading.split()[:4])) in printed


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("fiche_projet_resilience.pdf", project_sheet.SHEET),
        ("note_narrative_liptako.pdf", narrative.SHEET),
    ],
)
def test_sheets_print_every_line(files: dict[str, bytes], name: str, sheet: Sheet) -> None:
    printed = squeezed("".join(page_texts(files[name])))
    for line in (*sheet.before, *(c for row in sheet.table for c in row), *sheet.after):
        assert squeezed(line) in printed


@pytest.mark.parametrize("rules", Rules)
@pytest.mark.parametrize("make_pen", [ReportLabPen, FpdfPen])
def test_any_plan_in_any_rules_by_either_producer(rules, make_pen) -> None:
    plan = quarter_plan.PLAN
    content = pdf.plan_pdf(make_pen("essai", True), plan, pdf.quarter_table(plan, rules))
    printed = squeezed("".join(page_texts(content)))
    for amount in quarter_amounts():
        assert squeezed(amount) in printed
    with pdfplumber.open(BytesIO(content)) as document:
        lines = document.pages[1].lines
    upright = [line for line in lines if line["x0"] == line["x1"]]
    assert bool(lines) == (rules is not Rules.NONE)
    assert bool(upright) == (rules is Rules.ALL)


@pytest.mark.parametrize("make_pen", [ReportLabPen, FpdfPen])
def test_french_letters_survive(make_pen) -> None:
    pen: Pen = make_pen("essai", False)
    Setter(pen, size=10).paragraph("Éà œuvre n°1 : l’été – « ça » Œ")
    assert "Éà œuvre n°1 : l’été – « ça » Œ" in page_texts(pen.finish())[0]


def test_long_cell_goes_on_over_three_pages_beside_short_rows() -> None:
    pen = ReportLabPen("essai", False)
    words = [f"mot{number}" for number in range(400)]
    cells = [Cell(0, 0, " ".join(words), row_span=2)]
    cells += [Cell(row, 1, str(row), align=Align.RIGHT) for row in range(2)]
    Setter(pen, size=10).table(Table((12, 88), (Cell(0, 0, "Tête"),), cells, Rules.ALL, 10, True))
    pages = page_texts(pen.finish())
    assert len(pages) > 2
    assert all("Tête" in page for page in pages)
    found = [word for page in pages for word in page.split() if word.startswith("mot")]
    assert found == words
