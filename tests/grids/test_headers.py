"""Which rows are headers, and the columns that they announce."""

from __future__ import annotations

import pytest

from extractors.grids.columns import ColumnRole as Role
from extractors.grids.headers import header_rows
from extractors.grids.tables import tables_of
from extractors.plan import Level
from extractors.readers.text import read_text
from tests.grids.making import columns, row, table


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        (
            "Résultats|Activités|Responsable|Budget",
            [Role.FRAMEWORK, Role.ACTIVITY, Role.RESPONSIBLE, Role.AMOUNT],
        ),
        ("N°|Activités|T1|T2|T3|T4", [Role.NUMBER, Role.ACTIVITY, *[Role.PERIOD] * 4]),
        ("Activités|Période|Coût total", [Role.ACTIVITY, Role.SCHEDULE, Role.TOTAL]),
        ("Activités|PNUD|UNICEF|Total", [Role.ACTIVITY, Role.AMOUNT, Role.AMOUNT, Role.TOTAL]),
        ("Activités|Indicateurs|Montant", [Role.ACTIVITY, Role.IGNORED, Role.AMOUNT]),
        ("Activités|Bailleur|Montant", [Role.ACTIVITY, Role.DONOR, Role.AMOUNT]),
    ],
)
def test_one_level(line: str, roles: list[Role]) -> None:
    assert [column.role for column in columns(line)] == roles


def test_two_levels() -> None:
    found = columns(
        "Expected outputs|Planned activities|Timeframe||||Responsible party|Planned budget||",
        "||Q1|Q2|Q3|Q4||Donor|Budget description|Total",
    )
    assert [(c.position, c.role) for c in found] == [
        (0, Role.FRAMEWORK),
        (1, Role.ACTIVITY),
        (2, Role.PERIOD),
        (3, Role.PERIOD),
        (4, Role.PERIOD),
        (5, Role.PERIOD),
        (6, Role.RESPONSIBLE),
        (7, Role.DONOR),
        (8, Role.ACCOUNT),
        (9, Role.TOTAL),
    ]
    assert found[-1].name == "Planned budget > Total"


def test_levels_of_the_framework() -> None:
    found = columns("Axes|Objectifs|Résultats|Produits|Activités")
    assert [column.level for column in found] == [
        Level.AXIS,
        Level.OBJECTIVE,
        Level.RESULT,
        Level.PRODUCT,
        None,
    ]


def test_years_over_months() -> None:
    found = columns("Activités|2021||||2022||Responsable", "|S|O|N|D|J|F|")
    months = [(c.year, c.period.index) for c in found if c.period is not None]
    assert months == [(2021, 9), (2021, 10), (2021, 11), (2021, 12), (2022, 1), (2022, 2)]
    assert [c.role for c in found if c.period is None] == [Role.ACTIVITY, Role.RESPONSIBLE]


def test_a_responsible_amid_the_months_is_put_after_them() -> None:
    found = columns("Activités|2022||||Responsables|||", "|J|F|M|A||M|J|")
    assert [c.position for c in found] == [0, 1, 2, 3, 4, 6, 7, 8]
    assert [c.role for c in found] == [Role.ACTIVITY, *[Role.PERIOD] * 6, Role.RESPONSIBLE]
    assert {c.year for c in found if c.role is Role.PERIOD} == {2022}
    assert [c.period.index for c in found if c.period is not None] == [1, 2, 3, 4, 5, 6]


def test_donors_under_a_budget() -> None:
    found = columns("Activités|Budget|||Responsable", "|PNUD|UNICEF|Total|")
    assert [(c.role, c.donor) for c in found[1:3]] == [
        (Role.AMOUNT, "PNUD"),
        (Role.AMOUNT, "UNICEF"),
    ]
    assert found[3].role is Role.TOTAL


def test_years_of_money_under_a_budget() -> None:
    found = columns("Activités|Budget||", "|2024|2025|Total")
    assert [c.role for c in found] == [Role.ACTIVITY, Role.AMOUNT, Role.AMOUNT, Role.TOTAL]
    assert [c.year for c in found[1:3]] == [2024, 2025]


@pytest.mark.parametrize(
    ("line", "currency", "scale"),
    [
        ("Activités|Montant (FCFA)", "XOF", 1),
        ("Activités|Coût en milliers de FCFA", "XOF", 1000),
        ("Activités|Budget (USD)", "USD", 1),
        ("Activités|Montant", None, 1),
    ],
)
def test_units(line: str, currency: str | None, scale: int) -> None:
    found = columns(line)[-1]
    assert (found.currency, found.scale) == (currency, scale)


@pytest.mark.parametrize(
    "line",
    [
        "Résultat 1: Eau|1.1 Creuser un puits|X||PNUD|Travaux - 72100|1 000",
        "||X|X||PNUD|Formation - 75700|1 000",
        "1.1|Organiser les activités|T1|DRH|1 000",
        "Sous-total|||||1 000",
        "|||PNUD|",
        "X|X|X|X",
        "Le budget de cette activité est réparti entre les partenaires selon leur apport|PNUD",
        "1|2|3|4",
        "",
        "|Former les responsables|T1|",
        "Former les responsables|Suivre le budget des communes|",
    ],
)
def test_data_is_no_header(line: str) -> None:
    assert header_rows([row(line)], 0) == 0


def test_data_beneath_is_no_second_level() -> None:
    rows = [row("Activités|T1|T2|Responsable"), row("Former|X||PNUD"), row("Suivre||X|UNICEF")]
    assert header_rows(rows, 0) == 1


def test_a_repeated_header_is_dropped() -> None:
    header = "Activités|Responsable|Montant"
    found = table(header, "1.1 Creuser|DRH|1 000", header, "1.2 Former|DRH|2 000")
    assert [entry.text for r in found.rows for entry in r.entries.values()][::3] == [
        "1.1 Creuser",
        "1.2 Former",
    ]


def test_a_header_printed_again_with_other_columns_begins_anew() -> None:

    text = (
        "Activités\tT1\tT2\tResponsable\n1.1 A\tX\t\tDRH\n\n"
        "Activités\t\tT1\tT2\tResponsable\n1.2 B\t\t\tX\tDRH"
    )
    tables, _ = tables_of(read_text(text).blocks())
    assert [[c.position for c in t.columns] for t in tables] == [[0, 1, 2, 3], [0, 2, 3, 4]]
