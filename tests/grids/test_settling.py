"""Headers that their columns contradict."""

from __future__ import annotations

import pytest

from extractors.grids.columns import ColumnRole as Role
from tests.grids.making import table


def roles(*lines: str) -> list[Role]:
    return [column.role for column in table(*lines).columns]


def test_number_and_text_under_one_header() -> None:
    found = table(
        "Activités||T1|T2|Responsable",
        "1.1|Creuser|X||DRH",
        "1.2|Former||X|DRH",
    )
    assert [c.role for c in found.columns][:2] == [Role.NUMBER, Role.ACTIVITY]
    assert [c.position for c in found.columns] == [0, 1, 2, 3, 4]


def test_code_over_the_activities_own_numbers() -> None:
    assert roles("Code|Activités|Budget", "1.1|Creuser|10 000", "1.2|Former|20 000") == [
        Role.NUMBER,
        Role.ACTIVITY,
        Role.AMOUNT,
    ]


def test_a_component_in_a_currency_holds_money_however_small() -> None:
    found = roles(
        "Activités|Composante 1 (USD)|Composante 2 (USD)|Total (USD)",
        "Creuser|450|300|750",
        "Former|120|80|200",
    )
    assert found == [Role.ACTIVITY, Role.AMOUNT, Role.AMOUNT, Role.TOTAL]


def test_number_and_text_move_what_follows() -> None:
    found = table(
        "Activités|T1|T2|Responsable",
        "1.1|Creuser|X||DRH",
        "1.2|Former||X|DRH",
    )
    assert [c.position for c in found.columns] == [0, 1, 2, 3, 4]
    texts = [entry.text for _, entry in sorted(found.rows[0].entries.items())]
    assert texts == ["1.1", "Creuser", "X", "DRH"]


@pytest.mark.parametrize(
    ("first", "second", "role"),
    [
        ("X|", "|X", Role.PERIOD),
        ("x|x", "|x", Role.PERIOD),
        ("1 000|2 000", "|500", Role.AMOUNT),
        ("1 000|-", "-|500", Role.AMOUNT),
        ("|", "|", Role.PERIOD),
    ],
)
def test_quarters_hold_marks_or_money(first: str, second: str, role: Role) -> None:
    found = roles("Activités|T1|T2|Responsable", f"1.1 A|{first}|DRH", f"1.2 B|{second}|DRH")
    assert found == [Role.ACTIVITY, role, role, Role.RESPONSIBLE]


def test_an_unheaded_column_of_numbers() -> None:
    found = roles("|Activités|Responsable|Montant", "1.1|Creuser|DRH|100", "1.2|Former|DRH|200")
    assert found == [Role.NUMBER, Role.ACTIVITY, Role.RESPONSIBLE, Role.AMOUNT]


def test_an_unheaded_last_column_of_money_is_the_total() -> None:
    found = roles("Activités|T1|T2|", "1.1 A|100|200|300", "1.2 B|400|500|900")
    assert found == [Role.ACTIVITY, Role.AMOUNT, Role.AMOUNT, Role.TOTAL]


def test_an_unheaded_first_column_names_the_lines() -> None:
    found = roles("|2024|2025|Total", "Salaires|100|200|300", "Loyers|400|500|900")
    assert found[0] is Role.ACCOUNT
    assert found[1:] == [Role.AMOUNT, Role.AMOUNT, Role.TOTAL]


def test_a_total_alone_is_the_amount() -> None:
    assert roles("Activités|Responsable|Total", "1.1 A|DRH|100", "1.2 B|DRH|200")[-1] is Role.AMOUNT


def test_an_amounts_column_of_codes_is_accounts() -> None:
    found = roles(
        "Activités|Budget|Montant", "1.1 A|Travaux - 72100|100", "1.2 B|Formation - 75700|200"
    )
    assert found == [Role.ACTIVITY, Role.ACCOUNT, Role.AMOUNT]


def test_an_amounts_column_of_words_is_none() -> None:
    found = roles("Activités|Budget|Montant", "1.1 A|oui|100", "1.2 B|non|200")
    assert found == [Role.ACTIVITY, Role.IGNORED, Role.AMOUNT]


def test_a_component_that_heads_figures_is_money() -> None:
    rows = ("1.1 A|1 000|2 000|3 000", "1.2 B|4 000|5 000|9 000")
    found = roles("Activités|Composante 1|Composante 2|Total", *rows)
    assert found == [Role.ACTIVITY, Role.AMOUNT, Role.AMOUNT, Role.TOTAL]


def test_amounts_under_the_same_header_have_names_of_their_own() -> None:
    found = table("Activités|Budget|Budget|Montant", "Forer|10 000|20 000|30 000", "Former|1|2|3")
    assert [column.name for column in found.columns] == [
        "Activités",
        "Budget",
        "Budget (2)",
        "Montant",
    ]


def test_lines_whose_labels_stand_in_the_middle_without_a_header() -> None:
    found = table("Budget 2023||Budget 2024", "10 000|Eau|20 000", "1 000|Routes|2 000")
    assert [column.role for column in found.columns] == [
        Role.AMOUNT,
        Role.ACCOUNT,
        Role.AMOUNT,
    ]


def test_numbers_without_a_header_among_as_many_bands() -> None:
    found = table(
        "|Activités|T1|Montant",
        "Axe 1 : L'eau|||",
        "Produit 1.1 : Les puits|||",
        "1.1.1|Forer|X|10 000",
        "1.1.2|Équiper|X|20 000",
        "Axe 2 : Les routes|||",
        "Produit 2.1 : Les pistes|||",
        "2.1.1|Niveler|X|30 000",
    )
    assert found.columns[0].role is Role.NUMBER
