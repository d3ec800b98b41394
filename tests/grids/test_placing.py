"""Cells of straight, shifted and split rows under their columns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.grids.alignment import NEAR_TIE, SHIFT, align
from extractors.grids.columns import Column, ColumnRole
from extractors.grids.content import content_of, misfit
from extractors.grids.placed import Table
from extractors.grids.tables import tables_of
from extractors.plan import Alignment
from extractors.readers.text import read_text
from tests.grids.making import entries, table

HEADER = "N°|Activités|T1|T2|T3|T4|Responsable|Ligne budgétaire|Montant"
STRAIGHT = [
    "1.1|Creuser des puits|X|X|||PNUD|Travaux - 72100|10 000",
    "1.2|Former des comités||X|X||PNUD|Formation - 75700|20 000",
]
TOLD = {
    "N°": "1.3",
    "Activités": "Suivre les travaux",
    "Responsable": "PNUD",
    "Ligne budgétaire": "Travel - 71600",
    "Montant": "30 000",
}


def read(row: str) -> Table:
    return table(HEADER, *STRAIGHT, row)


@pytest.mark.parametrize(
    ("row", "alignment"),
    [
        ("1.3|Suivre les travaux|||||PNUD|Travel - 71600|30 000", Alignment.STRAIGHT),
        ("1.3|Suivre les travaux|||||PNUD|Travel - 71600|30 000|||", Alignment.STRAIGHT),
        ("1.3|Suivre les travaux||||||PNUD|Travel - 71600|30 000", Alignment.SHIFTED),
        ("1.3|Suivre les travaux|||||||PNUD|Travel - 71600|30 000", Alignment.SHIFTED),
        ("|1.3|Suivre les travaux|||||PNUD|Travel - 71600|30 000", Alignment.SHIFTED),
        ("1.3|Suivre les travaux||||PNUD|Travel - 71600|30 000|", Alignment.SHIFTED),
        ("1.3|Suivre les travaux|||PNUD|Travel - 71600||30 000", Alignment.SHIFTED),
    ],
)
def test_rows_straight_and_shifted(row: str, alignment: Alignment) -> None:
    found = read(row)
    assert entries(found) == TOLD
    assert found.rows[-1].alignment is alignment


@settings(max_examples=150, deadline=None)
@given(
    front=st.integers(0, 2),
    gap=st.integers(0, 7),  # four empty periods as printed
    account=st.integers(0, 1),
    amount=st.integers(0, 1),
    after=st.integers(0, 3),
)
def test_empty_cells_put_in_or_left_out_never_misplace(
    front: int, gap: int, account: int, amount: int, after: int
) -> None:
    """Cells of five kinds are told apart by what they are; else the row says that it is unsure."""
    number, activity, responsible, line, money = TOLD.values()
    empties = [[""] * count for count in (front, gap, account, amount, after)]
    lead, periods, inner, last, end = empties
    cells = [*lead, number, activity, *periods, responsible, *inner, line, *last, money, *end]
    found = read("|".join(cells))
    assert entries(found) == TOLD or found.rows[-1].alignment is Alignment.AMBIGUOUS


def test_a_long_text_is_never_a_mark() -> None:
    assert "T1" not in entries(read("1.3||Suivre les travaux|PNUD|Travel - 71600|30 000"))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 12))
def test_trailing_empty_cells_never_matter(count: int) -> None:
    plain, padded = read(STRAIGHT[0]), read(STRAIGHT[0] + "|" * count)
    assert entries(plain) == entries(padded)
    assert padded.rows[-1].alignment is Alignment.STRAIGHT


def test_code_and_amount_in_one_cell_stand_under_the_account() -> None:
    found = entries(read("1.3|Suivre les travaux|||||PNUD|Travel 71600 - 30 000|"))
    assert found["Ligne budgétaire"] == "Travel 71600 - 30 000"
    assert "Montant" not in found


def test_a_text_split_in_two_cells_is_one_entry() -> None:
    found = read("1.3|Suivre les travaux|||||PNUD|Travel|- 71600|30 000")
    assert entries(found)["Ligne budgétaire"] == "Travel - 71600"
    assert entries(found)["Montant"] == "30 000"


def test_an_amount_pushed_off_the_end_fell_off() -> None:
    assert read("1.3|Suivre les travaux|||||||PNUD|Travel - 71600").rows[-1].lost
    assert not read("1.3|Suivre les travaux|||||PNUD|Travel - 71600|").rows[-1].lost


def test_two_amounts_columns_and_one_figure_between_them() -> None:
    """Nothing tells a lone figure that stands under neither which of the two is its own."""
    found = table(
        "Activités|PNUD|Observations|UNICEF",
        "1.1 Creuser|1 000|terminé|2 000",
        "1.2 Former|1 000|en cours|2 000",
        "1.3 Suivre||3 000|",
    )
    assert found.rows[-1].alignment is Alignment.AMBIGUOUS


def test_marks_of_a_shifted_row_are_not_sure() -> None:
    sure = read("1.3|Suivre les travaux||X|||PNUD|Travel - 71600|30 000").rows[-1]
    unsure = read("1.3|Suivre les travaux||X|||||PNUD|Travel - 71600|30 000").rows[-1]
    assert sure.marks_sure
    assert not unsure.marks_sure


def columns(*roles: ColumnRole) -> list[Column]:
    return [Column(at, (role.value,), role) for at, role in enumerate(roles)]


@pytest.mark.parametrize(
    ("cells", "roles", "placed"),
    [
        # each text where it stands, and where it belongs
        ([(0, "Former"), (1, "500 000")], "activity amount", [0, 1]),
        ([(1, "Former"), (2, "500 000")], "activity amount ignored", [0, 1]),
        ([(0, "Former"), (3, "500 000")], "activity period period amount", [0, 3]),
        ([(0, "Former"), (2, "500 000")], "activity period period amount", [0, 3]),
        ([(0, "PNUD"), (1, "X")], "period responsible period", [1, 2]),
    ],
)
def test_least_cost(cells: list[tuple[int, str]], roles: str, placed: list[int]) -> None:
    under = columns(*map(ColumnRole, roles.split()))
    found = align(
        [(at, content_of(text)) for at, text in cells],
        [column.position for column in under],
        under,
        lambda content, j: misfit(content, under[j].role),
    )
    assert [placement.column for placement in found] == placed


def test_a_total_is_labelled_in_whatever_column_its_figures_follow() -> None:
    found = table(
        "Activités|Responsable|PNUD|Mairie",
        "1.1 Creuser|Mairie||1 000",
        "|Sous total activité 1.1|0|1 000",
    )
    assert entries(found)["PNUD"] == "0"
    assert found.rows[-1].alignment is Alignment.STRAIGHT


def test_the_runner_up_is_kept() -> None:
    under = columns(ColumnRole.AMOUNT, ColumnRole.PERIOD, ColumnRole.AMOUNT)
    [found] = align(
        [(1, content_of("500 000"))],
        [0, 1, 2],
        under,
        lambda content, j: misfit(content, under[j].role),
    )
    assert {found.column, found.other} == {0, 2}
    assert found.margin < NEAR_TIE < SHIFT
    assert found.near_tie


def test_a_page_without_one_of_the_columns() -> None:
    """Marks and parties fit two columns each; what follows shows which column is not there."""
    header = "N°|Activités|T1|T2|T3|T4|Responsable|Bailleur|Ligne budgétaire|Montant"
    first = ["1.1|Creuser des puits|X|X|||PNUD|UE|Travaux - 72100|10 000"]
    second = [
        "1.2|Former des comités||X|X||PNUD|Formation - 75700|20 000",
        "1.3|Suivre les travaux|X|||X|PNUD|Travel - 71600|30 000",
        "1.4|Rendre compte||||X|PNUD|Travel - 71600|40 000",
        "|||||||72100|",
        "|||||||73300|",
    ]
    [found], _ = tables_of(
        read_text("\n".join([header, *first, "", *second]).replace("|", "\t")).blocks()
    )
    rows = [entries(found, at) for at in range(1, 4)]
    assert [row["Responsable"] for row in rows] == ["PNUD"] * 3
    assert not any("Bailleur" in row for row in rows)
    marks = [{name for name, text in row.items() if text == "X"} for row in rows]
    assert marks == [{"T2", "T3"}, {"T1", "T4"}, {"T4"}]
    assert all(row.marks_sure for row in found.rows)
