"""Marks under periods, and the calendar years that they get."""

from __future__ import annotations

import pytest

from extractors.plan import Evidence
from tests.plans.reading import periods, read


@pytest.mark.parametrize(
    ("title", "header", "row", "marked"),
    [
        ("Plan de travail 2024", "T1|T2|T3|T4", "X||x|", ["2024-Q1", "2024-Q3"]),
        ("Plan de travail 2024", "Q1|Q2|Q3|Q4", "X|||X", ["2024-Q1", "2024-Q4"]),
        ("Plan de travail 2024", "Trim. 1|Trim. 2", "|X", ["2024-Q2"]),
        ("Plan de travail 2024", "S1|S2", "|X", ["2024-S2"]),
        (
            "Plan de travail 2024",
            "J|F|M|A|M|J|J|A|S|O|N|D",
            "||||X||X|||||",
            ["2024-05", "2024-07"],
        ),
        ("Plan de travail 2024", "janv.|févr.|mars", "|X|X", ["2024-02", "2024-03"]),
        ("Plan de travail 2024-2025", "T3|T4|T1|T2", "X|||X", ["2024-Q3", "2025-Q2"]),
        ("Plan de travail 2024-2025", "T1|T2|T3|T4", "X|||", ["Q1"]),
    ],
)
def test_marks(title: str, header: str, row: str, marked: list[str]) -> None:
    plan = read(
        title,
        "",
        f"Activités|{header}|Responsable",
        f"1.1 Creuser|{row}|DRH",
        f"1.2 Former|{row}|DRH",
    )
    assert periods(plan) == [(n, period) for n in ("1.1", "1.2") for period in marked]


def test_months_over_two_years() -> None:
    plan = read(
        "Activités|2021||||2022||||||Responsable",
        "|S|O|N|D|J|F|M|A|M|J|",
        "1.1 Creuser|X||||X||||X||DRH",
        "1.2 Former||||X||||||X|DRH",
    )
    assert periods(plan) == [
        ("1.1", "2021-09"),
        ("1.1", "2022-01"),
        ("1.1", "2022-05"),
        ("1.2", "2021-12"),
        ("1.2", "2022-06"),
    ]
    first = plan.marks[0]
    assert (str(first.start), str(first.end)) == ("2021-09-01", "2021-09-30")


def test_periods_as_text() -> None:
    plan = read(
        "Plan d'action 2024",
        "",
        "Activités|Responsable|Période",
        "1.1 Creuser|DRH|T1 et T3",
        "1.2 Former|DRH|mars 2025",
        "1.3 Suivre|DRH|",
    )
    assert periods(plan) == [("1.1", "2024-Q1"), ("1.1", "2024-Q3"), ("1.2", "2025-03")]
    assert {mark.evidence for mark in plan.marks} == {Evidence.TEXT}


def test_marks_of_a_further_line_are_that_lines() -> None:
    plan = read(
        "Activités|T1|T2|Ligne budgétaire|Montant",
        "1.1 Creuser|X||Travaux - 72100|10",
        "||X|Pompes - 72200|20",
    )
    assert [(mark.period, mark.line_id) for mark in plan.marks] == [("Q1", None), ("Q2", "l002")]
