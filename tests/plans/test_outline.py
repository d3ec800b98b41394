"""Results, activities and their lines: what stands once and holds for the rows beneath."""

from __future__ import annotations

import pytest

from tests.plans.reading import activities, amounts, nodes, read

HEADER = "Résultats|Activités|T1|T2|Responsable|Ligne budgétaire|Montant"
FIRST = "Résultat 1: Eau potable|1.1 Creuser un puits|X||DRH|Travaux - 72100|1 000"


def test_a_result_and_an_activity_hold_for_the_rows_beneath() -> None:
    plan = read(HEADER, FIRST, "|||X|DRH|Pompes - 72200|2 000", "|1.2 Former|X||DRH||500")
    assert nodes(plan) == [("result", "1", "Eau potable")]
    assert activities(plan) == [("1.1", "Creuser un puits"), ("1.2", "Former")]
    assert amounts(plan) == [("1.1", "72100", 1000), ("1.1", "72200", 2000), ("1.2", None, 500)]
    assert {line.node_id for line in plan.amounts} == {"n001"}
    assert {activity.node_id for activity in plan.activities} == {"n001"}


def test_levels_stand_under_one_another() -> None:
    plan = read(
        "Axes|Produits|Activités|Responsable|Montant",
        "Axe 1: Paix|Produit 1.1: Dialogue|1.1.1 Réunir|DRH|10",
        "|Produit 1.2: Écoute|1.2.1 Écouter|DRH|20",
        "Axe 2: Eau|Produit 2.1: Puits|2.1.1 Creuser|DRH|30",
    )
    above = {node.node_id: node.parent_id for node in plan.nodes}
    assert [node.number for node in plan.nodes] == ["1", "1.1", "1.2", "2", "2.1"]
    assert above == {"n001": None, "n002": "n001", "n003": "n001", "n004": None, "n005": "n004"}


@pytest.mark.parametrize(
    ("rest", "result", "activity", "responsible", "account"),
    [
        ("pour tous|||||Autres frais|5", "Eau et santé pour tous", "Creuser", "DRH et", "Travaux"),
        ("|de deux puits|||||", "Eau et santé", "Creuser de deux puits", "DRH et", "Travaux"),
        ("||||la mairie||", "Eau et santé", "Creuser", "DRH et la mairie", "Travaux"),
        ("|||||et pompes - 72100|", "Eau et santé", "Creuser", "DRH et", "Travaux et pompes"),
    ],
)
def test_cells_cut_by_a_page_break_are_joined(
    rest: str, result: str, activity: str, responsible: str, account: str
) -> None:
    plan = read(
        HEADER,
        "Résultat 1: Eau et santé|1.1 Creuser|X||DRH et|Travaux|1 000",
        "",
        rest,
        "|1.2 Former|X||DRH|Travaux - 72100|5",
    )
    assert [node.label for node in plan.nodes] == [result]
    assert activities(plan) == [("1.1", activity), ("1.2", "Former")]
    assert plan.activities[0].responsible == responsible
    assert plan.amounts[0].account_label == account


def test_an_open_parenthesis_goes_on_after_the_page() -> None:
    plan = read(HEADER, "Résultat 1: Eau|1.1 Creuser (15|X||DRH||9", "", "|Puits) à Gao|||||")
    assert activities(plan) == [("1.1", "Creuser (15 Puits) à Gao")]


def test_a_new_text_after_the_page_is_a_new_activity() -> None:
    plan = read(
        HEADER, "Résultat 1: Eau|Creuser|X||DRH||9", "|Couler|X||DRH||8", "", "|Former|X||DRH||7"
    )
    assert activities(plan) == [(None, "Creuser"), (None, "Couler"), (None, "Former")]


def test_dash_items_stand_under_the_numbered_activity() -> None:
    plan = read(HEADER, FIRST, "|- Achat de lampes|||DRH||30", "|- Pose|||DRH||40")
    assert activities(plan) == [
        ("1.1", "Creuser un puits"),
        (None, "Achat de lampes"),
        (None, "Pose"),
    ]
    assert [activity.parent_activity_id for activity in plan.activities] == [None, "a001", "a001"]
    assert [line.activity_id for line in plan.amounts] == ["a001", "a002", "a003"]


def test_a_result_printed_again_is_one_result() -> None:
    again = "Résultat 1: Eau potable (suite)|1.2 Former|X||DRH||500"
    plan = read(HEADER, FIRST, "Résultat 1: Eau potable|1.3 Suivre|X||DRH||1", "", HEADER, again)
    assert nodes(plan) == [("result", "1", "Eau potable")]
    assert [number for number, _ in activities(plan)] == ["1.1", "1.3", "1.2"]
    assert {activity.node_id for activity in plan.activities} == {"n001"}


def test_heading_rows_among_the_activities() -> None:
    plan = read(
        "Activités|T1|T2|Responsable|Montant",
        "Résultat 1: Eau||||",
        "1.1 Creuser|X||DRH|10",
        "Résultat 2: Santé||||",
        "2.1 Soigner|X||DRH|20",
    )
    assert nodes(plan) == [("result", "1", "Eau"), ("result", "2", "Santé")]
    assert [(a.number, a.node_id) for a in plan.activities] == [("1.1", "n001"), ("2.1", "n002")]


def test_a_bare_number_that_others_go_on_from_is_a_heading() -> None:
    plan = read(
        "N°|Activités|T1|T2|Responsable|Montant",
        "1|Eau||||",
        "1.1|Creuser|X||DRH|10",
        "1.2|Pomper|X||DRH|10",
    )
    assert [(n, label) for _, n, label in nodes(plan)] == [("1", "Eau")]
    assert activities(plan) == [("1.1", "Creuser"), ("1.2", "Pomper")]


def test_paragraphs_between_grids_are_headings() -> None:
    header = "N°|Activités|Responsable|Montant"
    plan = read(
        "Résultat 1: Eau",
        header,
        "1.1|Creuser|DRH|10",
        "1.2|Pomper|DRH|10",
        "",
        "Résultat 2: Santé",
        "",
        header,
        "2.1|Soigner|DRH|20",
        "2.2|Vacciner|DRH|20",
    )
    assert nodes(plan) == [("result", "1", "Eau"), ("result", "2", "Santé")]
    assert [a.node_id for a in plan.activities] == ["n001", "n001", "n002", "n002"]


def test_a_list_of_results_above_the_table_is_text() -> None:
    plan = read("Résultat 1: Eau", "Résultat 2: Santé", "", HEADER, FIRST, FIRST)
    assert [node.place.line for node in plan.nodes] == [5]


def test_leftover_markup_is_no_text() -> None:
    plan = read(
        "Objectifs|Activités|Responsable|Période",
        "<p>Objectif 1 : <i>Paix</i></p>|||",
        "|**1.1 Réunir**|DRH|T1",
    )
    assert nodes(plan) == [("objective", "1", "Paix")]
    assert activities(plan) == [("1.1", "Réunir")]
