"""Budget lines: amounts, codes, donors, units, blanks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.plan import AmountRole, AmountStatus, TotalKind
from tests.plans.reading import amounts, read

HEADER = "Résultats|Activités|T1|T2|Responsable|Ligne budgétaire|Montant"
FIRST = "Résultat 1: Eau|1.1 Creuser|X||DRH|Travaux - 72100|1 000"
SECOND = "|1.2 Former|X||DRH|Formation - 75700|2 000"


@pytest.mark.parametrize(
    ("cell", "code", "label", "amount"),
    [
        ("Travaux - 72100|300", "72100", "Travaux", 300),
        ("72100 Travaux|300", "72100", "Travaux", 300),
        ("72100|300", "72100", None, 300),
        ("GMS|300", None, "GMS", 300),
        ("Travel 71600 - 15 000|", "71600", "Travel", 15_000),
        ("Formation - 75700 20 000|", "75700", "Formation", 20_000),
    ],
)
def test_codes_and_amounts(cell: str, code: str | None, label: str | None, amount: int) -> None:
    line = read(HEADER, FIRST, SECOND, f"|1.3 Suivre|X||DRH|{cell}").amounts[-1]
    assert (line.account_code, line.account_label, line.amount) == (code, label, amount)


def test_code_in_a_column_of_its_own() -> None:
    plan = read(
        "Activités|Responsable|Code|Description du budget|Montant",
        "1.1 Creuser|DRH|72100|Travaux|10",
        "1.2 Former|DRH|75700|Formation|20",
    )
    said = [(line.account_code, line.account_label, line.amount) for line in plan.amounts]
    assert said == [("72100", "Travaux", 10), ("75700", "Formation", 20)]


@pytest.mark.parametrize(
    ("cells", "amount", "doubts"),
    [
        ("72300|Fournitures 77000", 77_000, 0),  # 77000 has the shape of a code, and is none
        ("72300|Fournitures 77000|", 77_000, 0),
        ("72300|Fournitures 72300", None, 0),
        ("72300|Fournitures 75700", None, 1),  # an account of the chart, or an amount
        ("72300|Fournitures 77000|5", 5, 1),
    ],
)
def test_an_amount_behind_the_description_is_no_second_code(
    cells: str, amount: int | None, doubts: int
) -> None:
    plan = read(
        "Activités|Responsable|Code|Description du budget|Montant",
        "1.1 Creuser|DRH|72100|Travaux|10",
        f"1.2 Former|DRH|{cells}",
    )
    line = plan.amounts[-1]
    said = (line.account_code, line.account_label, line.amount, len(plan.doubts))
    assert said == ("72300", "Fournitures", amount, doubts)


def test_a_figure_among_remarks_may_be_the_amount_that_is_blank() -> None:
    header = f"{HEADER}|Observations"
    plan = read(header, f"{FIRST}|en cours", f"{SECOND}|", "|1.3 Suivre|X||DRH|Travel - 71600||139")
    line = plan.amounts[-1]
    assert (line.status, line.amount, line.fell_off) == (AmountStatus.MISSING, None, True)
    assert [doubt.text for doubt in plan.doubts] == ["139"]


def test_a_figure_past_a_blank_total_may_be_it() -> None:
    header = "Activités|Responsable|Ligne budgétaire|2023|2024|Total|Observations"
    first = "1.1 Creuser|DRH|Travaux - 72100|1 000|2 000|3 000|en cours"
    plan = read(header, first, "1.2 Former|DRH|Formation - 75700|-|840||840")
    blank = [line for line in plan.amounts if line.status is AmountStatus.MISSING]
    assert [(line.amount_column, line.fell_off) for line in blank] == [("Total", True)]
    assert [doubt.text for doubt in plan.doubts] == ["840"]


def test_a_year_among_remarks_is_none_where_no_amount_is_blank() -> None:
    plan = read(f"{HEADER}|Observations", f"{FIRST}|en cours", f"{SECOND}|2024")
    assert plan.doubts == ()


def test_a_code_of_no_chart_may_be_the_amount_that_is_blank() -> None:
    plan = read(HEADER, FIRST, SECOND, "|1.3 Suivre|X||DRH|Salaires 77000|")
    line = plan.amounts[-1]
    assert (line.status, line.amount, line.fell_off) == (AmountStatus.MISSING, None, True)
    assert [doubt.text for doubt in plan.doubts] == ["Salaires 77000"]


def test_a_figure_among_quantities_is_no_amount() -> None:
    header = f"{HEADER}|Quantité"
    plan = read(header, f"{FIRST}|3", f"{SECOND}|8", "|1.3 Suivre|X||DRH|Travel - 71600||139")
    line = plan.amounts[-1]
    assert (line.status, line.fell_off, plan.doubts) == (AmountStatus.MISSING, False, ())


def test_a_blank_amount_is_the_documents() -> None:
    line = read(HEADER, FIRST, SECOND, "|1.3 Suivre|X||DRH|Travel - 71600|").amounts[-1]
    assert (line.status, line.amount, line.fell_off) == (AmountStatus.MISSING, None, False)


def test_an_amount_lost_off_the_end_of_a_shifted_row_is_ours() -> None:
    line = read(HEADER, FIRST, SECOND, "|1.3 Suivre|||X||DRH|Travel - 71600").amounts[-1]
    assert (line.status, line.account_code, line.fell_off) == (AmountStatus.MISSING, "71600", True)


def test_an_unreadable_amount_is_kept_as_printed() -> None:
    line = read(HEADER, FIRST, SECOND, "|1.3 Suivre|X||DRH|Travel - 71600|1 0O0 ?").amounts[-1]
    assert (line.status, line.amount, line.printed) == (AmountStatus.DOUBTFUL, None, "1 0O0 ?")


def test_a_dash_is_nothing_spent() -> None:
    line = read(HEADER, FIRST, SECOND, "|1.3 Suivre|X||DRH|Travel - 71600|-").amounts[-1]
    assert (line.status, line.amount) == (AmountStatus.READ, 0)


@pytest.mark.parametrize(
    ("note", "header", "printed", "amount", "unit", "currency"),
    [
        ("", "Montant en milliers de FCFA", "35", 35_000, 1_000, "XOF"),
        ("(en milliers de FCFA)", "Montant", "35", 35_000, 1_000, "XOF"),
        ("Montants en USD", "Montant", "35", 35, 1, "USD"),
        ("", "Montant (USD)", "35", 35, 1, "USD"),
        ("", "Montant", "35 000 FCFA", 35_000, 1, "XOF"),
        ("", "Montant", "35,5", Decimal("35.5"), Decimal("0.1"), None),
        ("Ce projet a reçu 5 millions de FCFA en 2020.", "Montant", "35", 35, 1, None),
    ],
)
def test_units(
    note: str,
    header: str,
    printed: str,
    amount: Decimal,
    unit: Decimal,
    currency: str | None,
) -> None:
    plan = read(
        note,
        "",
        f"Activités|Responsable|{header}",
        f"1.1 Creuser|DRH|{printed}",
        f"1.2 Former|DRH|{printed}",
    )
    said = {(line.amount, line.unit, line.currency) for line in plan.amounts}
    assert said == {(amount, unit, currency)}


def test_donors_as_columns_with_a_row_total() -> None:
    plan = read(
        "Activités|Responsable|PNUD|UNICEF|Total",
        "1.1 Creuser|DRH|10|20|30",
        "1.2 Former|DRH|-|5|5",
    )
    said = [(line.donor, line.role, line.amount) for line in plan.amounts]
    assert said == [
        ("PNUD", AmountRole.PART, 10),
        ("UNICEF", AmountRole.PART, 20),
        (None, AmountRole.ROW_TOTAL, 30),
        ("UNICEF", AmountRole.PART, 5),
        (None, AmountRole.ROW_TOTAL, 5),
    ]
    lines = [line.line_id for line in plan.amounts]
    assert lines == ["l001"] * 3 + ["l002"] * 2
    assert [(t.kind, t.stated, t.line_id) for t in plan.totals] == [
        (TotalKind.ROW_TOTAL, 30, "l001"),
        (TotalKind.ROW_TOTAL, 5, "l002"),
    ]


def test_a_donor_column_names_who_pays_each_line() -> None:
    plan = read(
        "Activités|Responsable|Bailleur|Montant",
        "1.1 Creuser|DRH|PNUD|10",
        "|DRH|UNICEF|20",
        "1.2 Former|DRH|UE|",
    )
    said = [(line.donor, line.amount) for line in plan.amounts]
    assert said == [("PNUD", 10), ("UNICEF", 20), ("UE", None)]
    assert amounts(plan) == [("1.1", None, 10), ("1.1", None, 20), ("1.2", None, None)]


def test_quarters_of_money_beside_quarters_of_marks() -> None:
    marks = read("Activités|T1|T2|Montant", "1.1 Creuser|X||10", "1.2 Former||X|20")
    money = read("Activités|T1|T2|Total", "1.1 Creuser|4|6|10", "1.2 Former|5|15|20")
    assert len(marks.marks) == 2
    assert [line.role for line in marks.amounts] == [AmountRole.AMOUNT] * 2
    assert money.marks == ()
    assert [line.amount for line in money.amounts] == [4, 6, 10, 5, 15, 20]


def test_a_code_alone_on_the_next_row_belongs_to_the_line_above() -> None:
    plan = read(
        "N°|Activités|Ligne budgétaire|Montant",
        "1.1|Creuser des puits|Travaux -|10 000",
        "||72100|",
        "1.2|Former|Formation - 75700|20 000",
        "||71600|",
    )
    assert [(a.account_code, a.amount) for a in plan.amounts] == [
        ("72100", 10000),
        ("75700", 20000),
        ("71600", None),
    ]
