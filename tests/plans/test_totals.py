"""Stated totals: what each claims to be, and the group that it closes."""

from __future__ import annotations

import pytest

from extractors.plan import TotalKind
from tests.plans.reading import amounts, nodes, read, totals

HEADER = "Résultats|Activités|T1|T2|Responsable|Ligne budgétaire|Montant"
ONE = [
    "Résultat 1: Eau|1.1 Creuser|X||DRH|Travaux - 72100|10",
    "|1.2 Former|X||DRH|Travaux - 72100|20",
]
TWO = [
    "Résultat 2: Santé|2.1 Soigner|X||DRH|Travaux - 72100|40",
    "|2.2 Suivre|X||DRH|Travaux - 72100|5",
]


@pytest.mark.parametrize(
    ("row", "kind", "stated"),
    [
        ("Sub Total||||||30 000", "subtotal", 30_000),
        ("Sub Total|||||30 000|", "subtotal", 30_000),
        ("Sous-total|30 000|||||", "subtotal", 30_000),
        ("Sous-total|30 000", "subtotal", 30_000),
        ("Sous-total|30|||||", "subtotal", 30),
        ("1|Sous-total|||||", "subtotal", None),
        ("1.1|Sous-total|||||", "subtotal", None),
        ("||Sous-total||||30 000", "subtotal", 30_000),
        ("Sous-total : 30 000||||||", "subtotal", 30_000),
        ("Sous-total||||||", "subtotal", None),
        ("TOTAL GÉNÉRAL||||||30 000", "grand_total", 30_000),
        ("Financé||||||30 000", "funded", 30_000),
        ("À financer||||||30 000", "unfunded", 30_000),
        ("Budget total||||||30 000", "total_budget", 30_000),
    ],
)
def test_labels_and_amounts_in_whatever_column(row: str, kind: str, stated: int | None) -> None:
    [total] = read(HEADER, *ONE, row).totals
    assert (total.kind, total.stated) == (kind, stated)


def test_a_figure_in_another_known_column_is_no_total() -> None:
    plan = read(
        "Activités|Responsable|Quantité|Montant",
        "1.1 Creuser|DRH|15|10 000",
        "1.2 Former|DRH|10|20 000",
        "Total||25|",
    )
    assert [total.stated for total in plan.totals] == [None]


def test_a_total_is_no_line() -> None:
    plan = read(HEADER, *ONE, "Sub Total||||||30", "Total général||||||30")
    assert amounts(plan) == [("1.1", "72100", 10), ("1.2", "72100", 20)]


def test_subtotals_close_the_result_that_is_open() -> None:
    plan = read(HEADER, *ONE, "Sub Total||||||30", *TWO, "Sub Total||||||45", "Total||||||75")
    assert totals(plan)[:2] == [("subtotal", 30, "1"), ("subtotal", 45, "2")]
    assert totals(plan)[2][:2] == ("other", 75)


def test_a_total_that_names_its_result_may_stand_anywhere() -> None:
    plan = read(
        HEADER,
        *ONE,
        *TWO,
        "Sous total résultat 1||||||30",
        "Sous total résultat 2||||||45",
    )
    assert totals(plan) == [("subtotal", 30, "1"), ("subtotal", 45, "2")]
    assert [total.named for total in plan.totals] == [True, True]


def test_a_named_total_may_stand_above_its_lines() -> None:
    plan = read(HEADER, "Total résultat 1||||||30", *ONE, "Total résultat 2||||||45", *TWO)
    assert totals(plan) == [("subtotal", 30, "1"), ("subtotal", 45, "2")]


def test_two_subtotals_in_a_row_close_two_levels() -> None:
    plan = read(
        "Axes|Résultats|Activités|Responsable|Montant",
        "Axe 1: Paix|Résultat 1.1: Eau|1.1.1 Creuser|DRH|10",
        "Sous-total||||10",
        "|Résultat 1.2: Santé|1.2.1 Soigner|DRH|20",
        "Sous-total||||20",
        "Sous-total||||30",
    )
    assert totals(plan) == [
        ("subtotal", 10, "1.1"),
        ("subtotal", 20, "1.2"),
        ("subtotal", 30, "1"),
    ]


def test_subtotals_after_each_activity_close_activities() -> None:
    lines = ["|||X||Pompes - 72200|5", "Sous-total||||||15"]
    plan = read(HEADER, ONE[0], *lines, ONE[1], "|||X||Pompes - 72200|5", "Sous-total||||||25")
    assert totals(plan) == [("subtotal", 15, "1.1"), ("subtotal", 25, "1.2")]


def test_an_amount_on_a_heading_sums_what_stands_beneath() -> None:
    plan = read(
        "N°|Activités|Responsable|Montant",
        "Résultat 1: Eau|||30",
        "1.1|Creuser|DRH|10",
        "1.2|Former|DRH|20",
    )
    assert nodes(plan) == [("result", "1", "Eau")]
    assert totals(plan) == [("subtotal", 30, "1")]
    assert amounts(plan) == [("1.1", None, 10), ("1.2", None, 20)]


def test_an_amount_on_a_heading_without_lines_is_a_line() -> None:
    plan = read(
        "Résultats|Activités|Responsable|Montant",
        "Résultat 1: Eau|1.1 Creuser|DRH|10",
        "|1.2 Former|DRH|20",
        "Résultat 2: Gestion|||40",
    )
    assert totals(plan) == []
    assert amounts(plan)[-1] == (None, None, 40)
    assert plan.amounts[-1].node_id == plan.nodes[-1].node_id == "n002"


def test_an_activitys_own_amount_is_a_total_where_it_sums_its_lines() -> None:
    plan = read(
        HEADER,
        "Résultat 1: Eau|1.1 Creuser|X||DRH||30",
        "|||||Travaux - 72100|10",
        "|||||Pompes - 72200|20",
        "|1.2 Former|X||DRH||5",
        "|||||Formation - 75700|5",
    )
    assert totals(plan) == [("subtotal", 30, "1.1"), ("subtotal", 5, "1.2")]
    assert amounts(plan) == [("1.1", "72100", 10), ("1.1", "72200", 20), ("1.2", "75700", 5)]


def test_an_activitys_own_amount_is_a_line_where_it_sums_nothing() -> None:
    plan = read(
        HEADER,
        "Résultat 1: Eau|1.1 Creuser|X||DRH||7",
        "|||||Travaux - 72100|10",
        "|||||Pompes - 72200|20",
    )
    assert totals(plan) == []
    assert [amount for *_, amount in amounts(plan)] == [7, 10, 20]


def test_totals_of_sub_activities() -> None:
    plan = read(
        "N°|Activités|Responsable|Montant",
        "1.1|Creuser|DRH|30",
        "1.1.1|Sonder|DRH|10",
        "1.1.2|Forer|DRH|20",
        "1.2|Former|DRH|5",
    )
    assert totals(plan) == [("subtotal", 30, "1.1")]
    assert [amount for *_, amount in amounts(plan)] == [10, 20, 5]


def test_a_row_of_totals_has_one_in_each_amounts_column() -> None:
    plan = read(
        "Activités|Responsable|2024|2025|Total",
        "1.1 Creuser|DRH|10|20|30",
        "1.2 Former|DRH|1|2|3",
        "Total général||11|22|33",
    )
    last = [total for total in plan.totals if total.kind is TotalKind.GRAND_TOTAL]
    assert [total.stated for total in last] == [11, 22, 33]
    assert len({total.amount_column for total in last}) == 3
    assert {total.place.line for total in last} == {4}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Total|33 000", "Total"),  # cells between the two were lost
        ("Total||30 000", "PNUD"),
        ("Total|3 000", "Mairie"),
        ("Total||33 500", "PNUD"),  # no column makes it: it stays where it stands
    ],
)
def test_a_lone_figure_belongs_to_the_column_that_makes_it(row: str, column: str) -> None:
    plan = read(
        "Activités|Responsable|PNUD|Mairie|Total",
        "1.1 Creuser|DRH|10 000|1 000|11 000",
        "1.2 Former|DRH|20 000|2 000|22 000",
        row,
    )
    [total] = [total for total in plan.totals if total.line_id is None]
    assert total.amount_column == column
