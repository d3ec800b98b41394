"""Labels of stated totals, and activities that merely sound like them."""

from __future__ import annotations

import pytest

from extractors.plan import Level, TotalKind
from extractors.values.terms import read_terms
from extractors.vocabulary import total_label

K = TotalKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sub Total", K.SUBTOTAL),
        ("Sub-total:", K.SUBTOTAL),
        ("Sous-total", K.SUBTOTAL),
        ("SOUS TOTAL", K.SUBTOTAL),
        ("S/Total", K.SUBTOTAL),
        ("Sous-total (FCFA)", K.SUBTOTAL),
        ("**Sous-total**", K.SUBTOTAL),
        ("TOTAL GÉNÉRAL", K.GRAND_TOTAL),
        ("Total général (en FCFA)", K.GRAND_TOTAL),
        ("Grand TOTAL", K.GRAND_TOTAL),
        ("Total général du plan", K.GRAND_TOTAL),
        ("Total du PTA 2024", K.GRAND_TOTAL),
        ("Funded", K.FUNDED),
        ("Financé", K.FUNDED),
        ("Montant financé", K.FUNDED),
        ("Acquis", K.FUNDED),
        ("Unfunded", K.UNFUNDED),
        ("À financer", K.UNFUNDED),
        ("A financer (USD)", K.UNFUNDED),
        ("Non financé", K.UNFUNDED),
        ("Gap", K.UNFUNDED),
        ("Reste à financer", K.UNFUNDED),
        ("TOTAL Budget", K.TOTAL_BUDGET),
        ("Budget total", K.TOTAL_BUDGET),
        ("Budget total 2024", K.TOTAL_BUDGET),
        ("Coût total du projet", K.TOTAL_BUDGET),
        ("TOTAL", K.OTHER),
        ("Total :", K.OTHER),
        ("Total (FCFA)", K.OTHER),
        ("Total PNUD", K.OTHER),
        ("Total des activités", K.OTHER),
        ("Total des dépenses", K.OTHER),
    ],
)
def test_kinds(text: str, kind: TotalKind) -> None:
    label = total_label(text)
    assert label is not None
    assert (label.kind, label.number, label.level, label.activity) == (kind, None, None, False)


@pytest.mark.parametrize(
    ("text", "number", "level", "activity"),
    [
        ("Sous total résultat 2", "2", Level.RESULT, False),
        ("SOUS-TOTAL RÉSULTAT 5", "5", Level.RESULT, False),
        ("Total Résultat 1 : Une veille renforcée", "1", Level.RESULT, False),
        ("Total R1", "1", Level.RESULT, False),
        ("Total Produit 1", "1", Level.PRODUCT, False),
        ("Total du produit 1.2", "1.2", Level.PRODUCT, False),
        ("Total axe 1", "1", Level.AXIS, False),
        ("Sous-total composante A", "A", Level.AXIS, False),
        ("Total activité 1.1", "1.1", None, True),
        ("Total de l'activité 1.1", "1.1", None, True),
        ("Total de l’activité 1.1", "1.1", None, True),
        ("Sous-total 1.2", "1.2", None, False),
        ("Sous total 2 : infrastructures", "2", None, False),
        ("Total 1", "1", None, False),
        ("Résultat 2 - Sous-total", "2", Level.RESULT, False),
        ("PRODUIT 1 TOTAL", "1", Level.PRODUCT, False),
        ("Sous-total activité", None, None, True),
        ("TOTAL RESULTAT", None, Level.RESULT, False),
    ],
)
def test_the_group_that_a_label_names(
    text: str, number: str | None, level: Level | None, activity: bool
) -> None:
    label = total_label(text)
    assert label is not None
    assert label.kind is K.SUBTOTAL
    assert (label.number, label.level, label.activity) == (number, level, activity)


def test_a_bare_total_says_so() -> None:
    label = total_label("TOTAL")
    assert label is not None
    assert label.term == "total"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Appuyer la couverture totale des besoins",
        "Financement des AGR",
        "Financer les coopératives",
        "Acquisition de lampes",
        "Acquis scolaires des filles",
        "Gap analysis des besoins",
        "Totalité des villages",
        "Report de la réunion de lancement",
        "Budget",
        "Mobiliser les ressources",
        "Sous-préfecture",
        "Disponible en stock à la mairie",
        "1.1 Installer",
        "160 000",
        "PNUD",
    ],
)
def test_labels_of_something_else(text: str) -> None:
    assert total_label(text) is None


@pytest.mark.parametrize("row", read_terms("totals"), ids=lambda row: row["term"])
def test_every_term_has_its_kind(row: dict[str, str]) -> None:
    for printed in (row["term"], row["term"].upper(), f"{row['term'].capitalize()} :"):
        label = total_label(printed)
        assert label is not None
        assert label.kind is TotalKind(row["kind"])
