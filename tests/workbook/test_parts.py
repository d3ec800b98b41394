"""The parts of the workbook that are pure functions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import Language
from pipeline.publish.workbook.formulas import Cell, holds, total
from pipeline.publish.workbook.grid import known_columns
from pipeline.publish.workbook.layout import in_order
from pipeline.publish.workbook.names import Names, visible
from pipeline.publish.workbook.periods import period_columns


@pytest.mark.parametrize(
    ("cells", "others", "positive", "formula"),
    [
        ([], [], [], None),
        ([(4, 7)], [], [], "=SUM(H5)"),
        ([(4, 7), (5, 7), (6, 7)], [], [], "=SUM(H5:H7)"),
        ([(6, 7), (4, 7), (5, 7)], [], [], "=SUM(H5:H7)"),  # in whatever order
        ([(4, 7), (6, 7)], [], [], "=SUM(H5:H7)"),  # over a row without a figure
        ([(4, 7), (6, 7)], [(5, 7)], [], "=SUM(H5,H7)"),  # never over a figure that is no part
        ([(4, 7), (4, 8), (4, 9)], [], [], "=SUM(H5:J5)"),  # across
        ([(4, 7), (4, 9)], [(4, 8)], [], "=SUM(H5,J5)"),
        ([(4, 7), (5, 7), (4, 9)], [], [], "=SUM(H5:H6,J5)"),
        ([(4, 7)], [], [(5, 7)], "=SUM(H5,ABS(H6))"),
    ],
)
def test_sums(
    cells: list[Cell], others: list[Cell], positive: list[Cell], formula: str | None
) -> None:
    assert total(cells, {*cells, *others, *positive}, positive) == formula


def test_what_is_taken_away_has_its_sign() -> None:
    assert total([(0, 1)], {(0, 1), (4, 1)}, negative=[(4, 1)]) == "=SUM(B1,-B5)"
    assert total([], {(4, 1)}, negative=[(4, 1)]) == "=SUM(-B5)"


def test_a_sum_has_as_many_arguments_as_excel_takes() -> None:
    odd = [(row, 1) for row in range(0, 1200, 2)]
    formula = total(odd, {(row, 1) for row in range(1200)})
    assert formula is not None
    assert len(formula) <= 8192
    assert formula.startswith("=SUM(SUM(B1,B3,")
    assert formula.count("SUM(") == 4  # 600 cells in three sums, and the sum of these
    inner = formula.removeprefix("=SUM(").removesuffix(")").split("),")
    assert all(part.count(",") < 255 for part in inner)
    assert formula.count("B") == len(odd)


def test_no_formula_is_longer_than_excel_reads() -> None:
    odd = [(row, 1) for row in range(0, 6000, 2)]
    assert total(odd, {(row, 1) for row in range(6000)}) is None


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("0", True), ("999999999999999", True), ("1000000000000000", True),  # trailing zeros
        ("1234567890123456", False), ("12345678901234.56", False), ("12345678901.2345", True),
    ],
)  # fmt: skip
def test_digits_that_a_spreadsheet_keeps(number: str, kept: bool) -> None:
    assert holds(Decimal(number)) is kept
    assert (Decimal(repr(float(number))) == Decimal(number)) or not kept


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/plan.txt", "b/plan.txt", "c/PLAN.TXT"], ["plan.txt", "plan.txt (2)", "PLAN.TXT (3)"]),
        (["Constats"], ["Constats (2)"]),
        (["history"], ["history (2)"]),
        (["'a[1]:*?.pdf'"], ["a 1    .pdf"]),
        (["'"], ["-"]),
        (["x" * 40 + ".pdf"], ["x" * 19 + "…" + "x" * 7 + ".pdf"]),
        (["\x07.txt"], ["␇.txt"]),
    ],
)
def test_names_of_sheets(paths: list[str], names: list[str]) -> None:
    given_names = Names("Constats")
    assert [given_names.name(path) for path in paths] == names


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=20))
def test_names_of_sheets_are_what_excel_takes(paths: list[str]) -> None:
    given_names = Names("Totaux")
    names = [given_names.name(path) for path in paths]
    assert len({name.casefold() for name in [*names, "Totaux", "History"]}) == len(names) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1\ttab\nline", "=1+1\ttab\nline"),
        ("a\x00b\x1b[31m", "a␀b␛[31m"),
        ("\x7f\x9b\ud800\uffff", "␡���"),
        ("x" * 40_000, "x" * (32_767 - 4) + " […]"),
        ("😀" * 20_000, "😀" * ((32_767 - 4) // 2) + " […]"),
    ],
)
def test_what_a_cell_cannot_hold_leaves_a_mark(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("keys", "columns"),
    [
        (["2024-Q3"], ["2024 T1", "2024 T2", "2024 T3", "2024 T4"]),
        (["2023-S2", "2024-S1"], ["2023 S1", "2023 S2", "2024 S1", "2024 S2"]),
        (["2022-01", "2021-11"], ["2021 nov.", "2021 déc.", "2022 janv."]),
        (["Q2", "2024", "Y1"], [" 2024", " Q2", " Y1"]),
        ([], []),
    ],
)
def test_columns_of_periods(keys: list[str], columns: list[str]) -> None:
    made = period_columns(keys, Language.FRENCH)
    assert [f"{period.group} {period.label}" for period in made] == columns
    assert {period.key for period in made} >= set(keys)


@pytest.mark.parametrize(
    ("joined", "found"),
    [
        ("Y1;Y2", ("Y1", "Y2")),
        ("Budget; en euros", ("Budget; en euros",)),
        ("Budget;Budget; en euros", ("Budget", "Budget; en euros")),
        ("unknown", ()),
        ("", ()),
    ],
)
def test_names_of_columns_come_apart(joined: str, found: tuple[str, ...]) -> None:
    assert known_columns(joined, ["Y1", "Y2", "Budget", "Budget; en euros"]) == found


def test_columns_stand_as_rows_that_fill_some_of_them_say() -> None:
    assert in_order([("Y2", "Total"), ("Y1", "Y2"), ("Y1", "Total")]) == ("Y1", "Y2", "Total")
