"""Targets stated in labels."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plans.language import quantities_in
from extractors.plans.quantities import singular

Expected = list[tuple[str, str, str | None]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 forums", [("5", "forum", None)]),
        ("1.2 Former - 5 forums et 1 Campagne", [("5", "forum", None), ("1", "campagne", None)]),
        ("Abris améliorés (300 abris)", [("300", "abri", None)]),
        ("Appui à 1500 bénéficiaires", [("1500", "bénéficiaire", None)]),
        ("Appui à 1 500 bénéficiaires", [("1500", "bénéficiaire", None)]),
        ("Appui à 2000 ménages", [("2000", "ménage", None)]),
        ("Équiper 2 CSCOMs", [("2", "CSCOM", None)]),
        ("Équiper 10 ONG", [("10", "ONG", None)]),
        ("Ouvrir 2,5 km de piste", [("2.5", "km", None)]),
        ("Créer 10 nouvelles coopératives", [("10", "coopérative", None)]),
        ("100 membres (dont 50 femmes)", [("100", "membre", None), ("50", "femme", None)]),
        ("Lampes portatives solaires (500)", [("500", "lampe", None)]),
        ("Éclairer le site en lampadaires (50)", [("50", "lampadaire", None)]),
        ("Tenir trois (3) ateliers", [("3", "atelier", None)]),
        (
            "10 séances de formation (2 par communes d'intervention)",
            [("10", "séance", None), ("2", "séance", "commune")],
        ),
        (
            "Tenir 5 tables rondes (1 par commune)",
            [("5", "table ronde", None), ("1", "table ronde", "commune")],
        ),
        ("5 ateliers par région", [("5", "atelier", "région")]),
        ("4 réunions de suivi par trimestre", [("4", "réunion", "trimestre")]),
        ("Comité local (1 fois par mois)", [("1", "fois", "mois")]),
        ("R1.1 : 100 acteurs formés", [("100", "acteur", None)]),
        ("8 comités et 4 plans d’action", [("8", "comité", None), ("4", "plan", None)]),
    ],
)
def test_quantities(text: str, expected: Expected) -> None:
    assert [(str(v), unit, per) for v, unit, per, _ in quantities_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Appui à 1 500 bénéficiaires", "1 500 bénéficiaires"),
        ("5 ateliers de suivi par région", "5 ateliers de suivi par région"),
        ("Lampes solaires (500)", "(500)"),
        ("Tenir trois (3) ateliers", "(3) ateliers"),
    ],
)
def test_the_printed_text_stays(text: str, printed: str) -> None:
    assert [found[3] for found in quantities_in(text)] == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Installer des lampes",
        "1.1 Installer",
        "3. Budget",
        "Plan 2024 des communes",
        "en 2022 ateliers",
        "Commémorer le 21 septembre",
        "du 5 au 7 mai",
        "années n à n+2",
        "enfants de 0 à 14 ans",
        "formation de 3 mois",
        "16 jours d'activisme",
        "appui de 5 000 FCFA",
        "appui de 5 000 $",
        "15 % des femmes",
        "Résolution 1325 Femmes",
        "Phase 2 Appui",
        "72200 Equipment and Furniture",
        "Travel 71600",
        "Lampes solaires (2024)",
        "2/3 communes",
    ],
)
def test_no_quantities(text: str) -> None:
    assert quantities_in(text) == ()


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("forums", "forum"), ("Campagne", "campagne"), ("réseaux", "réseau"), ("locaux", "local"),
        ("lieux", "lieu"), ("mois", "mois"), ("puits", "puits"), ("jeunes", "jeune"),
        ("hôpitaux", "hôpital"), ("PDI", "PDI"), ("ONG", "ONG"), ("plans", "plan"),
        ("parcours", "parcours"), ("congress", "congress"),
    ],
)  # fmt: skip
def test_singular(noun: str, expected: str) -> None:
    assert singular(noun) == expected


@given(
    st.integers(1, 1999),
    st.sampled_from(["forums", "abris", "comités", "femmes", "écoles"]),
    st.sampled_from(["{}", "Organiser {}", "Appui à {} du cercle", "Appui ({})", "1.1 Tenir {}"]),
)
def test_counts_are_read_back(count: int, noun: str, frame: str) -> None:
    found = quantities_in(frame.format(f"{count} {noun}"))
    assert [(v, unit) for v, unit, _, _ in found] == [(Decimal(count), singular(noun))]


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for value, unit, _, printed in quantities_in(text):
        assert value >= 0
        assert unit
        assert printed
