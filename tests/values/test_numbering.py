"""Numbers of activities and framework nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan import Level
from extractors.values.numbering import (
    Numbered,
    depth,
    is_number,
    next_of,
    parse_numbering,
    sort_key,
)

A, OBJ, R, P = Level.AXIS, Level.OBJECTIVE, Level.RESULT, Level.PRODUCT


@pytest.mark.parametrize(
    ("text", "number", "rest", "level"),
    [
        ("Résultat 1: La paix", "1", "La paix", R),
        ("RÉSULTAT 1 - La paix", "1", "La paix", R),
        ("Résultat attendu 1.2 : La paix", "1.2", "La paix", R),
        ("R3.2 : Les comités", "3.2", "Les comités", R),
        ("R1 Les comités", "1", "Les comités", R),
        ("Effet 1", "1", "", R),
        ("Outcome 2: Peace", "2", "Peace", R),
        ("Axe 2", "2", "", A),
        ("Axe II : Gouvernance", "II", "Gouvernance", A),
        ("Axe stratégique n°2 : Gouvernance", "2", "Gouvernance", A),
        ("Composante A : Appui", "A", "Appui", A),
        ("Pilier 3. Climat", "3", "Climat", A),
        ("Produit 1.1 - Des comités", "1.1", "Des comités", P),
        ("Output 1.2", "1.2", "", P),
        ("Extrant 4 : Des textes", "4", "Des textes", P),
        ("OS1", "1", "", OBJ),
        ("OS 2 : Former", "2", "Former", OBJ),
        ("Objectif spécifique 2 : Former", "2", "Former", OBJ),
        ("<p>Objectif spécifique 2 : Former</p>", "2", "Former", OBJ),
        ("Objectifs spécifiques 2 : Former", "2", "Former", OBJ),
        ("Objectif général : Former", None, "Former", OBJ),
    ],
)
def test_framework_nodes(text: str, number: str | None, rest: str, level: Level) -> None:
    assert parse_numbering(text) == Numbered(number, rest, level)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("Activité 1.1 : Former", "1.1", "Former"),
        ("Activité 1.1. Former", "1.1", "Former"),
        ("ACTIVITE 1.1 Former", "1.1", "Former"),
        ("Act. 1.1 Former", "1.1", "Former"),
        ("A1.1", "1.1", ""),
        ("A1.1 - Former", "1.1", "Former"),
        ("A2 Former", "2", "Former"),
        ("Sous-activité 1.1.2 : Former", "1.1.2", "Former"),
        ("Action 12 - Former", "12", "Former"),
        ("Tâche 3 : Former", "3", "Former"),
    ],
)
def test_activities(text: str, number: str, rest: str) -> None:
    assert parse_numbering(text) == Numbered(number, rest, None, activity=True)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1.1. Installer", "1.1", "Installer"),
        ("1.1 Installer", "1.1", "Installer"),
        ("1.1.Installer", "1.1", "Installer"),
        ("1.1) Installer", "1.1", "Installer"),
        ("1.1 - Installer", "1.1", "Installer"),
        ("4.10 Installer", "4.10", "Installer"),
        ("5.7. Quote-part", "5.7", "Quote-part"),
        ("2.1.2 Partager", "2.1.2", "Partager"),
        ("1.1.1.a Installer", "1.1.1.a", "Installer"),
        ("1.1 5 forums", "1.1", "5 forums"),
        ("3. Budget", "3", "Budget"),
        ("1) Installer", "1", "Installer"),
        ("1° Installer", "1", "Installer"),
        ("8- Installer", "8", "Installer"),
        ("8 - Installer", "8", "Installer"),
        ("(2) Installer", "2", "Installer"),
        ("a) Installer", "a", "Installer"),
        ("I. Installer", "I", "Installer"),
        ("IV- Installer", "IV", "Installer"),
        ("B. Installer", "B", "Installer"),
        ("1.1", "1.1", ""),
        ("4.10.", "4.10", ""),
        ("1", "1", ""),
    ],
)
def test_plain_numbers(text: str, number: str, rest: str) -> None:
    assert parse_numbering(text) == Numbered(number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "5 forums", "10 séances de formation", "2024 budget", "1er trimestre", "100 acteurs",
        "2.5 km de piste", "3.000 arbres", "160 000", "1/3 des femmes", "3-5 ans",
        "M. le Maire", "A4 recyclé", "Action de plaidoyer", "Effet de serre",
        "Résultats attendus", "Programme d'appui", "Produits locaux", "Travel",
        "Activités", "Rendre compte", "Actualiser", "Installer 1.1",
    ],
)  # fmt: skip
def test_no_number(text: str) -> None:
    assert parse_numbering(text) == Numbered(None, text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("- installer", "installer"),
        ("-installer", "installer"),
        ("– installer", "installer"),
        ("• installer", "installer"),
        ("- 5 forums", "5 forums"),
    ],
)
def test_dash_items(text: str, rest: str) -> None:
    assert parse_numbering(text) == Numbered(None, rest, dash=True)


def test_a_dash_before_a_number_is_no_item() -> None:
    assert parse_numbering("- 1.1 Installer") == Numbered("1.1", "Installer")


_NUMBERS = st.lists(st.integers(1, 30), min_size=2, max_size=4).map(
    lambda parts: ".".join(map(str, parts))
)


@given(
    number=_NUMBERS,
    word=st.sampled_from(["", "Activité ", "A", "Résultat ", "R", "Produit ", "OS"]),
    joint=st.sampled_from([" ", ". ", " : ", ": ", " - ", ") ", " – "]),
    label=st.sampled_from(["Installer des lampes", "5 forums", "Équiper 2 centres", "L'appui"]),
)
def test_numbers_are_read_back(number: str, word: str, joint: str, label: str) -> None:
    numbered = parse_numbering(f"{word}{number}{joint}{label}")
    assert (numbered.number, numbered.text) == (number, label)


@pytest.mark.parametrize(
    "text", ["1", "12", "1.1", "1.1.", "4.10", "A1", "A1.1", "R2", "OS1", "1.1.1.a", "3)", "II"]
)
def test_cells_that_are_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "X", "x", "T1", "Q1", "S1", "M1", "160 000", "2024", "72200", "1,5", "PNUD", "1.1 Former",
     "-", "V", "15 %"],
)  # fmt: skip
def test_cells_that_are_none(text: str) -> None:
    assert not is_number(text)


def test_order_and_depth() -> None:
    numbers = ["1", "1.1", "1.2", "1.10", "2.a", "2.b", "II.3"]
    assert sorted(numbers, key=sort_key)[:4] == ["1", "1.1", "1.2", "1.10"]
    assert sort_key("2.a") < sort_key("2.b")
    assert sort_key("II") == (2,)
    assert sort_key("IX") == (9,)
    assert [depth(number) for number in ("1", "1.1", "1.1.1.a")] == [1, 2, 4]


@given(_NUMBERS)
def test_the_next_number_is_the_next(number: str) -> None:
    *head, last = sort_key(number)
    assert sort_key(next_of(number)) == (*head, last + 1)


@given(st.text(max_size=30))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_numbering(text)
    is_number(text)
