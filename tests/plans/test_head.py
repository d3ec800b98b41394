"""What a document says of itself, and which kind it is."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.plan import DoubtKind, Kind, NodeStatus
from tests.plans.reading import nodes, read

TABLE = ("Activités|Responsable|Montant", "1.1 Creuser|DRH|1 000", "1.2 Former|DRH|2 000")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Project ID : 00098765", "project_id", "00098765"),
        ("N° du projet : ML-12/b", "project_id", "ML-12/b"),
        ("Titre du projet : Eau pour tous", "title", "Eau pour tous"),
        ("Partenaire d'exécution : PNUD (DIM)", "organisation", "PNUD (DIM)"),
        ("Bailleur : Union européenne", "funder", "Union européenne"),
        ("Durée : du 01 janvier 2024 au 30 juin 2025", "period_start", date(2024, 1, 1)),
        ("Durée : du 01 janvier 2024 au 30 juin 2025", "period_end", date(2025, 6, 30)),
        ("Pays : Niger", "countries", ("NE",)),
        ("Devise : USD", "currency", "USD"),
        ("1. Localisation : Région de Gao", "location", "Région de Gao"),
    ],
)
def test_keys_and_values(line: str, field: str, value: object) -> None:
    assert getattr(read("PLAN DE TRAVAIL", "", line, "", *TABLE).head, field) == value


def test_a_key_in_a_grid_of_two_columns() -> None:
    head = read("Project ID|00098765", "Durée|Du 01/01/2024 au 31/12/2024", "", *TABLE).head
    assert head.project_id == "00098765"
    assert head.period_end == date(2024, 12, 31)


def test_the_titles_year_is_the_plans() -> None:
    head = read("PLAN D'ACTION 2023-2024", "", *TABLE).head
    assert head.title == "PLAN D'ACTION 2023-2024"
    assert (head.period_start, head.period_end) == (date(2023, 1, 1), date(2024, 12, 31))


def test_a_title_over_lines_of_emphasis() -> None:
    head = read("**PLAN DE TRAVAIL ANNUEL", "DE LA COMMUNE**", "", *TABLE).head
    assert head.title == "PLAN DE TRAVAIL ANNUEL DE LA COMMUNE"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (TABLE, Kind.WORK_PLAN),
        (("Activités|T1|T2", "1.1 Creuser|X|", "1.2 Former||X"), Kind.WORK_PLAN),
        (("Activités|Responsable", "1.1 Creuser|DRH", "1.2 Former|DRH"), Kind.ACTION_PLAN),
        (("3. Budget : 500 000 FCFA", "4. Résultats attendus :", "R1 : Eau"), Kind.PROJECT_SHEET),
        (("Le projet aide les communes à mieux vivre. " * 6,), Kind.NARRATIVE),
        (("Quelques mots",), Kind.UNKNOWN),
        ((), Kind.UNKNOWN),
    ],
)
def test_kinds(lines: tuple[str, ...], kind: Kind) -> None:
    assert read(*lines).head.kind is kind


def test_a_narrative_invents_nothing() -> None:
    plan = read(
        "Le projet est mis en œuvre au Niger par le PNUD avec l'OIM, au profit de 200 jeunes.",
        "",
        "Il coûte 5 000 000 FCFA et finance 10 puits dans la région de Tillabéri. " * 4,
        "",
        "Niger",
    )
    assert plan.head.kind is Kind.NARRATIVE
    assert plan.head.countries == ("NE",)
    assert {"PNUD", "OIM"} <= {party.party for party in plan.parties}
    assert not any((plan.activities, plan.amounts, plan.totals, plan.nodes, plan.quantities))


def test_a_table_that_nothing_explains_is_doubted() -> None:
    plan = read("Recettes de la mairie", "", "Gao|12 500|abc|x", "Mopti|7 300|def|y")
    assert [doubt.kind for doubt in plan.doubts] == [DoubtKind.TABLE_NOT_READ]
    assert "12 500" in plan.doubts[0].text


SHEET = (
    "Fiche du projet",
    "2. Titre : Projet Eau",
    "3. Budget : 500 000 FCFA",
    "4. Résultats attendus :",
    "R1.1 : Les puits sont creusés",
    "R1.2 : Les comités",
    "sont formés",
    "5. Résultats atteints :",
    "R1.1 : 5 puits creusés ;",
    "6. Partenaires et leurs apports :",
    "Partenaires | Apports |",
    "Plan International | 300 000 FCFA |",
    "Etat | 200 000 FCFA |",
    "Total | 500 000 FCFA |",
)


def test_a_project_sheet() -> None:
    plan = read(*(line.replace(" | ", "|") for line in SHEET))
    assert plan.head.kind is Kind.PROJECT_SHEET
    assert plan.head.title == "Projet Eau"
    assert nodes(plan) == [
        ("result", "1.1", "Les puits sont creusés"),
        ("result", "1.2", "Les comités sont formés"),
        ("result", "1.1", "5 puits creusés ;"),
    ]
    expected, achieved = NodeStatus.EXPECTED, NodeStatus.ACHIEVED
    assert [node.status for node in plan.nodes] == [expected, expected, achieved]
    assert [line.amount for line in plan.amounts] == [300_000, 200_000]
    assert sorted((t.kind.value, t.stated) for t in plan.totals) == [
        ("other", 500_000),
        ("stated_budget", 500_000),
    ]
    assert {line.currency for line in plan.amounts} == {"XOF"}


def test_every_cell_is_accounted_for() -> None:
    plan = read(*TABLE, "1.3 Suivre|DRH|abc def ghi jkl mno pqr")
    cells = plan.cells
    assert cells.total == 9
    assert cells.read + cells.ignored + cells.doubted == cells.total
