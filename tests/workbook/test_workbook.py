"""The workbook, read back by other programs' libraries."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from extractors.contract import FieldType, resource
from extractors.errors import Language
from extractors.plan import Kind
from extractors.rows import Row, Value, make_row
from extractors.values.accounts import chart
from pipeline.examine import examine
from pipeline.outcome import Outcome, Status, Task
from pipeline.publish import workbook
from pipeline.publish.workbook import lists, write_workbook

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
ID = "0123456789ab"
HOSTILE = ["=1+1", "@SUM(A1)", "+33 1", "-2", "<script>alert(1)</script>", "http://a.example",
           "{=A1}", "mailto:x@a.example", "a\x01\x1b_x0041_b", "  x  ", "'=1", "\t=1"]  # fmt: skip


def row(name: str, /, **values: Value) -> Row:
    filled: dict[str, Value] = {}
    for field in resource(name).fields:
        needed = field.enum[0] if field.enum else "x"
        filled[field.name] = needed if field.required or field.key else None
    return make_row(name, {**filled, "document_id": ID, **values})


def amount(line: str, figure: str | None, column: str = "Total", **values: Value) -> Row:
    number = None if figure is None else Decimal(figure)
    status = "read" if figure else "missing"
    place: dict[str, Value] = {"table": 1, "source_line": int(line[1:])}
    return row(
        "budget_lines",
        **{"line_id": line, "amount_column": column, "amount": number, "status": status},
        **{**place, **values},
    )


def stated(
    name: str, figure: str | None, computed: str | None, parts: str, column: str = "Total",
    columns: str | None = None, **values: Value,
) -> Row:  # fmt: skip
    numbers = [None if f is None else Decimal(f) for f in (figure, computed)]
    gap = None if numbers[0] is None or numbers[1] is None else numbers[0] - numbers[1]
    status = "unverifiable" if gap is None else "inconsistent" if gap else "consistent"
    return row(
        "totals",
        **{
            "total_id": name, "amount_column": column, "label": "Sous-total", "table": 1,
            "stated": numbers[0], "computed": numbers[1], "difference": gap, "status": status,
            "tolerance": Decimal(0), "parts": parts, "part_columns": columns or column,
            "source_line": 50 + int(name[1:]), **values,
        },
    )  # fmt: skip


def outcome(path: str = "plan.txt", **tables: list[Row]) -> Outcome:
    rows = {"documents": [row("documents", path=path)], **tables}
    return Outcome(path, ID, Kind.WORK_PLAN, Status.OK, rows, ())


def written(folder: Path, *outcomes: Outcome, language: Language = Language.FRENCH) -> Path:
    path = folder / "audit.xlsx"
    write_workbook(outcomes, path, language)
    return path


def cells(sheet: Worksheet) -> Iterator[Any]:
    return (cell for line in sheet.iter_rows() for cell in line if cell.value is not None)


def values(sheet: Worksheet) -> set[object]:
    return {cell.value for cell in cells(sheet)}


def at(sheet: Worksheet, text: object) -> Any:
    (found,) = (cell for cell in cells(sheet) if cell.value == text)
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    task = Task(RAW / "plan_trimestriel_2024.txt", "plan_trimestriel_2024.txt")
    read = examine(task, chart=chart(), language=Language.FRENCH)
    return written(tmp_path_factory.mktemp("sample"), read)


def test_sheets_stand_in_the_order_of_reading(sample: Path) -> None:
    names = openpyxl.load_workbook(sample).sheetnames
    assert names == [
        "Lisez-moi", "Documents", "Constats", "Totaux", "Lignes", "plan_trimestriel_2024.txt",
    ]  # fmt: skip


def test_every_total_of_the_sample_is_a_formula_with_its_value(sample: Path) -> None:
    live = openpyxl.load_workbook(sample)["plan_trimestriel_2024.txt"]
    shown = openpyxl.load_workbook(sample, data_only=True)["plan_trimestriel_2024.txt"]
    four = at(live, 755306)
    beside = [four.offset(column=by).coordinate for by in (1, 2)]
    column, line = four.column_letter, four.row
    assert live[beside[0]].value == f"=SUM({column}{line - 17}:{column}{line - 1})"  # 17 lines
    assert live[beside[1]].value == f"=ROUND({column}{line}-{beside[0]},4)"
    assert [shown[cell].value for cell in beside] == [712306, 43000]
    grand = next(
        c for c in live[column] if c.value == 4728228 and c.offset(column=1).value != "–"
    )  # fmt: skip
    assert live.cell(grand.row, grand.column + 1).value.count(",") == 4  # five subtotals
    assert shown.cell(grand.row, grand.column + 1).value == 4728228.76
    assert shown.cell(grand.row, grand.column + 2).value == -0.76


def test_findings_lead_to_their_cells_and_stand_there_as_notes(sample: Path) -> None:
    book = openpyxl.load_workbook(sample)
    found = book["Constats"]
    names = [cell.value for cell in found[1]]
    plan = book["plan_trimestriel_2024.txt"]
    assert found.max_row > 5
    for line in found.iter_rows(min_row=2):
        by_name = dict(zip(names, line, strict=True))
        link = by_name["Cellule"].hyperlink.location
        assert link == f"plan_trimestriel_2024.txt!{by_name['Cellule'].value}"
        note = plan[by_name["Cellule"].value].comment
        assert by_name["Constat"].value in note.text


def test_pandas_reads_the_lists(sample: Path) -> None:
    lines = pd.read_excel(sample, sheet_name="Lignes")
    assert lines["Montant"].sum() == Decimal("4685229")
    assert list(pd.read_excel(sample, sheet_name="Totaux")["Recalculé"].dropna())[-1] == 5153769


def test_headings_stay_in_sight_and_print_on_each_page(sample: Path) -> None:
    plan = openpyxl.load_workbook(sample)["plan_trimestriel_2024.txt"]
    assert plan.freeze_panes == "C6"
    assert plan.print_title_rows == "$4:$5"
    assert plan.page_setup.orientation == "landscape"
    assert plan.sheet_properties.pageSetUpPr.fitToPage
    assert (plan.page_setup.fitToWidth or 1, plan.page_setup.fitToHeight) == (1, 0)
    for name in ("Constats", "Totaux", "Lignes"):
        sheet = openpyxl.load_workbook(sample)[name]
        assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_documents_stay_texts(tmp_path: Path, text: str) -> None:
    strings = {
        table: {f.name: text for f in resource(table).fields
                if f.type is FieldType.STRING and not f.enum and not f.name.endswith("_id")
                and f.name not in ("amount_column", "parts", "part_columns", "period", "rule")}
        for table in ("framework", "activities", "budget_lines", "totals", "findings", "documents")
    }  # fmt: skip
    hostile = Outcome(
        text, ID, Kind.WORK_PLAN, Status.OK,
        {
            "documents": [row("documents", **strings["documents"])],
            "framework": [row("framework", node_id="n1", level="result", **strings["framework"])],
            "activities": [row("activities", activity_id="a1", **strings["activities"])],
            "budget_lines": [
                row("budget_lines", line_id="l1", amount_column=text, **strings["budget_lines"])
            ],
            "totals": [row("totals", total_id="t1", amount_column=text, **strings["totals"])],
            "findings": [
                row("findings", finding_id="f1", rule="no-schedule",
                    **{**strings["findings"], "subject": "a1"})
            ],
        },
        (),
    )  # fmt: skip
    book = openpyxl.load_workbook(written(tmp_path, hostile))
    everything = [cell for sheet in book for cell in cells(sheet)]
    assert not [cell for cell in everything if cell.data_type == "f"]
    assert not [c for c in everything if c.hyperlink and not c.hyperlink.location]
    shown = text.replace("\x01", "␁").replace("\x1b", "␛")
    # Office escapes what looks like its own escapes; openpyxl leaves that to its users.
    assert sum(str(cell.value).replace("_x005F_", "_") == shown for cell in everything) > 10


def test_the_same_outcomes_give_the_same_bytes(tmp_path: Path, sample: Path) -> None:
    task = Task(RAW / "plan_trimestriel_2024.txt", "plan_trimestriel_2024.txt")
    read = examine(task, chart=chart(), language=Language.FRENCH)
    assert written(tmp_path, read).read_bytes() == sample.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["audit.xlsx"]


def test_totals_across_and_of_totals(tmp_path: Path) -> None:
    plan = outcome(
        budget_lines=[
            amount("l1", "10", "Y1", amount_role="part"),
            amount("l1", "5", "Y2", amount_role="part"),
            amount("l1", "15", "Total", amount_role="row_total"),
        ],
        totals=[
            stated("t1", "15", "15", "l1", columns="Y1;Y2", kind="row_total", line_id="l1",
                   source_line=1),
            stated("t2", "16", "15", "l1", kind="subtotal"),
            stated("t3", "-4", None, "", kind="unfunded"),
            stated("t4", "20", "20", "t2;t3", kind="total_budget"),
        ],
    )  # fmt: skip
    sheet = openpyxl.load_workbook(written(tmp_path, plan))["plan.txt"]
    formulas = [cell.value for cell in cells(sheet) if cell.data_type == "f"]
    column = at(sheet, 20).column_letter
    assert formulas[0] == "=SUM(C6:D6)"
    assert formulas[2] == f"=SUM({column}6)"
    assert formulas[4] == f"=SUM({column}7,ABS({column}8))"


def test_a_total_that_no_formula_can_tell_is_exact_text(tmp_path: Path) -> None:
    long = "12345678901234567.89"
    plan = outcome(
        budget_lines=[amount("l1", long), amount("l2", "1")],
        totals=[stated("t1", long, "12345678901234568.89", "l1;l2", kind="subtotal")],
    )
    sheet = openpyxl.load_workbook(written(tmp_path, plan))["plan.txt"]
    assert not [cell for cell in cells(sheet) if cell.data_type == "f"]
    exact = at(sheet, "12 345 678 901 234 568,89".replace(" ", "\u00a0"))
    assert "15 chiffres" in exact.comment.text
    notes = [cell.comment.text for cell in cells(sheet) if cell.comment]
    assert sum("12\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567,89" in n for n in notes) == 2


def test_parts_that_do_not_give_the_audits_sum_get_no_formula(tmp_path: Path) -> None:
    plan = outcome(
        budget_lines=[amount("l1", "1")],
        totals=[stated("t1", "3", "3", "l1;l9", kind="subtotal")],
    )
    sheet = openpyxl.load_workbook(written(tmp_path, plan))["plan.txt"]
    assert not [cell for cell in cells(sheet) if cell.data_type == "f"]
    assert at(sheet, "3").comment is not None


def test_blocks_of_different_columns_have_headings_of_their_own(tmp_path: Path) -> None:
    plan = outcome(
        budget_lines=[
            amount("l1", "1", "Budget"),
            amount("l2", "2", "Apport", table=2),
        ],
    )  # fmt: skip
    sheet = openpyxl.load_workbook(written(tmp_path, plan))["plan.txt"]
    one, two = at(sheet, "Budget"), at(sheet, "Apport")
    assert (one.row, two.row) == (6, 8)
    assert one.column == two.column == at(sheet, 1).column == at(sheet, 2).column


def test_many_documents_have_no_sheets_and_long_lists_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_SHEETS", 1)
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    plans = [outcome(f"{n}.txt", budget_lines=[amount("l1", "7"), amount("l2", "8")]) for n in "ab"]
    book = openpyxl.load_workbook(written(tmp_path, *plans, language=Language.ENGLISH))
    assert book.sheetnames == ["Read me", "Documents", "Findings", "Totals", "Lines"]
    assert book["Lines"].max_row == 3
    said = " ".join(str(value) for value in values(book["Read me"]))
    assert "More than 1 documents: they have no sheets of their own." in said
    assert "The sheet “Lines” stops: 2 more rows are in budget_lines.csv." in said


def test_differences_are_coloured_by_rules_for_all_rows(tmp_path: Path) -> None:
    """Only where the tolerance would mislead has a row its own: each stays in memory to the end."""
    totals = [stated(f"t{n}", "3", "3", "") for n in range(1, 30)]
    # A part is blank: a gap within the tolerance is no rounding.
    misled = stated("t30", "4", "3", "", tolerance=Decimal(2))
    plan = outcome(totals=[*totals, misled])
    sheet = openpyxl.load_workbook(written(tmp_path, plan))["Totaux"]
    rules = {
        str(area.sqref): [(rule.priority, rule.type, rule.formula) for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    (alone, everywhere) = sorted(rules, key=lambda area: min(rules[area]))
    column = at(sheet, "Écart").column_letter
    beside = at(sheet, "Arrondi admis").column_letter
    assert alone == f"{column}31"
    assert everywhere == f"{column}2:{column}31"
    gap = f"${column}2"
    assert [formula for _, _, [formula] in rules[everywhere]] == [
        f"AND(ISNUMBER({gap}),{gap}=0)",
        f"AND(ISNUMBER({gap}),ABS({gap})<=${beside}2)",
        f"ISNUMBER({gap})",
    ]


def test_decisions_stand_beside_their_findings_and_none_is_lost(tmp_path: Path) -> None:
    decided = {"decision": "dismissed", "decision_note": "vu", "decision_author": "audit"}
    plan = outcome(
        activities=[row("activities", activity_id="a1", label="Former")],
        findings=[row("findings", finding_id="f1", subject="a1", rule="no-schedule", **decided)],
        decisions=[
            row("decisions", finding_id="f1", decision="dismissed", state="applies"),
            row("decisions", finding_id="f2", decision="confirmed", state="finding-gone"),
        ],
    )
    path = tmp_path / "audit.xlsx"
    gone = row("decisions", finding_id="f3", decision="confirmed", state="document-gone")
    write_workbook([plan], path, Language.FRENCH, [gone])
    book = openpyxl.load_workbook(path)
    assert {"écarté (audit)", "vu"} <= values(book["Constats"])
    listed = values(book["Décisions"])
    assert {"f2", "f3"} <= listed
    assert "f1" not in listed
