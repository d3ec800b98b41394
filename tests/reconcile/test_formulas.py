"""Totals whose labels say what they sum, and rows that no total sums."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.audit import Audit, Rule, TotalStatus, audit
from tests.plans.reading import read

HEADER = "Rubriques|Montant (FCFA)"
ROWS = ("Produits = A|1 003", "Charges = B|909", "Résultat = A - B = R|94", "Besoin = E|-134")


def seen(*rows: str) -> Audit:
    return audit(read(HEADER, *rows), {})


def sums(audited: Audit) -> list[tuple[str, TotalStatus, Decimal | None]]:
    return [(a.total.label, a.status, a.computed) for a in audited.totals]


def test_a_row_is_checked_against_those_that_it_names() -> None:
    audited = seen(*ROWS, "Ensemble = R - E|228")
    assert sums(audited) == [
        ("Résultat = A - B = R", TotalStatus.CONSISTENT, Decimal(94)),
        ("Ensemble = R - E", TotalStatus.CONSISTENT, Decimal(228)),
    ]
    assert len(audited.plan.amounts) == 3  # what is a sum is no line


def test_a_wrong_one_is_accused_and_what_sums_it_is_not() -> None:
    audited = seen(*ROWS[:2], "Résultat = A - B = R|99", "Besoin = E|-134", "Ensemble = R - E|233")
    assert [
        (f.rule, f.stated)
        for f in audited.findings
        if f.rule in (Rule.SUBTOTAL_MISMATCH, Rule.MISSING_AMOUNT)
    ] == [(Rule.SUBTOTAL_MISMATCH, Decimal(99))]


@pytest.mark.parametrize(
    "rows",
    [
        ("Produits = A|10", "Solde = A - C|7"),  # nothing is called C
        ("A. Produits|10", "A. Charges|3", "Solde = A - B|7"),  # two are called A
    ],
)
def test_a_formula_that_names_no_one_row_sums_nothing(rows: tuple[str, ...]) -> None:
    assert sums(seen(*rows)) == []


def test_a_blank_term_leaves_it_open() -> None:
    audited = seen("A. Produits|10 000", "B. Charges|", "Solde (A - B)|7 000")
    assert not [f for f in audited.findings if f.rule is Rule.SUBTOTAL_MISMATCH]


def test_what_another_line_holds_is_summed_nowhere() -> None:
    rows = ("Réseau|30 000", "dont déplacements|8 000", "Revue|12 000")
    audited = seen(*rows, "Total|42 000")
    assert [status for _, status, _ in sums(audited)] == [TotalStatus.CONSISTENT]
    assert len(audited.plan.amounts) == 3
    [finding] = [f for f in seen(*rows, "Total|43 000").findings if f.stated]
    assert finding.rule is Rule.GRAND_TOTAL_MISMATCH
