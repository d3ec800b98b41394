"""The sums that labels print, and what only looks like one."""

from __future__ import annotations

import pytest

from extractors.values.formulas import parse_formula
from extractors.values.memo import is_memo, opens_memo_list

A, B = (1, "A"), (1, "B")


@pytest.mark.parametrize(
    ("label", "names", "terms"),
    [
        ("RÉSULTAT COMPTABLE = A - B = R", ("R",), (A, (-1, "B"))),
        ("Total des produits = A", ("A",), ()),
        ("= Besoin de la section = E", ("E",), ()),
        ("Solde = A − B", (), (A, (-1, "B"))),
        ("IV. Total des dépenses (I + II)", ("IV",), ((1, "I"), (1, "II"))),
        ("VI. Besoin (IV - V)", ("VI",), ((1, "IV"), (-1, "V"))),
        ("A = I + II", ("A",), ((1, "I"), (1, "II"))),
        ("A - Recettes", ("A",), ()),
        ("TOTAL A+B", (), (A, B)),
        ("Total [1 + 2] :", (), ((1, "1"), (1, "2"))),
        ("3. Former", ("3",), ()),
    ],
)
def test_formulas(label: str, names: tuple[str, ...], terms: tuple[tuple[int, str], ...]) -> None:
    formula = parse_formula(label)
    assert formula is not None
    assert (formula.names, formula.terms) == (names, terms)


@pytest.mark.parametrize(
    "label",
    ["Former les comités", "C1 Atelier", "Former 12 - 15 jeunes", "Capacité = CAF", "Total", ""],
)
def test_no_formula(label: str) -> None:
    assert parse_formula(label) is None


@pytest.mark.parametrize("label", ["dont déplacements", "Dont : impôts", "- of which travel"])
def test_memo(label: str) -> None:
    assert is_memo(label)
    assert opens_memo_list(label) == (":" in label)


@pytest.mark.parametrize("label", ["Donation", "Former, dont les femmes", "", None])
def test_no_memo(label: str | None) -> None:
    assert not is_memo(label)
