"""Schedules in words: headers, lone period cells, durations, marks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.periods import (
    PeriodLabel,
    PeriodUnit,
    is_mark,
    parse_duration,
    parse_period,
    parse_period_text,
    period_key,
    period_span,
    resolve_letters,
)

Y, S, Q, M = PeriodUnit.YEAR, PeriodUnit.SEMESTER, PeriodUnit.QUARTER, PeriodUnit.MONTH


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Q1", PeriodLabel(Q, 1)),
        ("T4", PeriodLabel(Q, 4)),
        ("T 2", PeriodLabel(Q, 2)),
        ("Trim. 1", PeriodLabel(Q, 1)),
        ("Trimestre 3", PeriodLabel(Q, 3)),
        ("Trimestre II", PeriodLabel(Q, 2)),
        ("1er trimestre", PeriodLabel(Q, 1)),
        ("2ème Trim.", PeriodLabel(Q, 2)),
        ("Deuxième trimestre", PeriodLabel(Q, 2)),
        ("3e trimestre 2024", PeriodLabel(Q, 3, 2024)),
        ("T1 2024", PeriodLabel(Q, 1, 2024)),
        ("Q3-2025", PeriodLabel(Q, 3, 2025)),
        ("2024-Q1", PeriodLabel(Q, 1, 2024)),
        ("T1 (2024)", PeriodLabel(Q, 1, 2024)),
        ("T1 (FCFA)", PeriodLabel(Q, 1)),
        ("Jan-Mars", PeriodLabel(Q, 1)),
        ("Oct - Déc 2024", PeriodLabel(Q, 4, 2024)),
        ("JFM", PeriodLabel(Q, 1)),
        ("S1", PeriodLabel(S, 1)),
        ("Semestre 2", PeriodLabel(S, 2)),
        ("1er semestre 2023", PeriodLabel(S, 1, 2023)),
        ("juillet à décembre", PeriodLabel(S, 2)),
        ("2024", PeriodLabel(Y, None, 2024)),
        ("Année 2024", PeriodLabel(Y, None, 2024)),
        ("Année 1", PeriodLabel(Y, 1)),
        ("Year 2", PeriodLabel(Y, 2)),
        ("An 3", PeriodLabel(Y, 3)),
        ("Y1", PeriodLabel(Y, 1)),
        ("Janv.", PeriodLabel(M, 1)),
        ("FÉVRIER", PeriodLabel(M, 2)),
        ("Août", PeriodLabel(M, 8)),
        ("Jan 2024", PeriodLabel(M, 1, 2024)),
        ("Sept-24", PeriodLabel(M, 9, 2024)),
        ("01/2024", PeriodLabel(M, 1, 2024)),
        ("M11", PeriodLabel(M, 11)),
        ("J", PeriodLabel(M, letter="J")),
        ("**D**", PeriodLabel(M, letter="D")),
    ],
)
def test_header_names_a_period(text: str, label: PeriodLabel) -> None:
    assert parse_period(text) == label


@pytest.mark.parametrize(
    "text",
    ["", "Total", "X", "XX", "5", "S3", "T5", "M13", "160 000", "Mali", "2023-2024", "72200",
     "Trimestre", "Marsouin", "mars-avril", "Q1 Q2"],
)  # fmt: skip
def test_header_names_no_single_period(text: str) -> None:
    assert parse_period(text) is None


def _resolved(letters: str) -> list[int | None]:
    labels = [parse_period(letter) for letter in letters]
    return [label.index for label in resolve_letters([label for label in labels if label])]


@pytest.mark.parametrize(
    ("letters", "months"),
    [
        ("SONDJFMAMJ", [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
        ("JFMAMJJASOND", list(range(1, 13))),
        ("MAMJ", [3, 4, 5, 6]),
        ("JF", [1, 2]),
        ("S", [9]),
        ("J", [None]),  # January, June or July
        ("MA", [3, 4]),
        ("JA", [7, 8]),
        ("AM", [4, 5]),
        ("FS", [None, None]),  # no consecutive months
    ],
)
def test_initials_resolve_where_one_run_fits(letters: str, months: list[int | None]) -> None:
    assert _resolved(letters) == months


@given(st.integers(0, 11), st.integers(4, 24))
def test_four_initials_or_more_are_always_resolved(start: int, length: int) -> None:
    months = [(start + i) % 12 + 1 for i in range(length)]
    assert _resolved("".join("JFMAMJJASOND"[month - 1] for month in months)) == months


def test_other_labels_part_the_runs_of_initials() -> None:
    total = PeriodLabel(Y, None, 2022)
    letters = [PeriodLabel(M, letter=letter) for letter in "SO"]
    assert [label.index for label in resolve_letters([*letters, total, *letters])] == [
        9, 10, None, 9, 10,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "year", "key"),
    [
        (PeriodLabel(Q, 1), 2024, "2024-Q1"),
        (PeriodLabel(Q, 1), None, "Q1"),
        (PeriodLabel(Q, 1, 2025), 2024, "2025-Q1"),
        (PeriodLabel(M, 11), 2021, "2021-11"),
        (PeriodLabel(M, 3), 2022, "2022-03"),
        (PeriodLabel(M, 11), None, "M11"),
        (PeriodLabel(S, 1), 2024, "2024-S1"),
        (PeriodLabel(S, 2), None, "S2"),
        (PeriodLabel(Y, None, 2024), None, "2024"),
        (PeriodLabel(Y, 1), None, "Y1"),
        (PeriodLabel(M, letter="J"), 2024, "J"),
    ],
)
def test_keys_of_the_contract(label: PeriodLabel, year: int | None, key: str) -> None:
    assert period_key(label, year) == key


@pytest.mark.parametrize(
    ("label", "year", "span"),
    [
        (PeriodLabel(Q, 1), 2024, (date(2024, 1, 1), date(2024, 3, 31))),
        (PeriodLabel(M, 2), 2024, (date(2024, 2, 1), date(2024, 2, 29))),
        (PeriodLabel(S, 2), 2023, (date(2023, 7, 1), date(2023, 12, 31))),
        (PeriodLabel(Y, None, 2022), None, (date(2022, 1, 1), date(2022, 12, 31))),
        (PeriodLabel(Q, 1), None, None),
        (PeriodLabel(M, letter="J"), 2024, None),
    ],
)
def test_first_and_last_day(
    label: PeriodLabel, year: int | None, span: tuple[date, date] | None
) -> None:
    assert period_span(label, year) == span


@pytest.mark.parametrize("text", ["X", "x", " x ", "XX", "X X", "✓", "✔", "●", "■", "√", "*"])
def test_marks(text: str) -> None:
    assert is_mark(text)


@pytest.mark.parametrize("text", ["", "oui", "-", "1", "PNUD", "x 1000", "xylophone", "XXXXX", "O"])
def test_no_marks(text: str) -> None:
    assert not is_mark(text)


YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Du 01 janvier 2024 au 31 Décembre 2024", YEAR_2024),
        ("Du 1er janvier au 31 décembre 2024", YEAR_2024),
        ("01/01/2024 - 31/12/2024", YEAR_2024),
        ("2024-01-01 / 2024-12-31", YEAR_2024),
        ("From January 1, 2024 to December 31, 2024", YEAR_2024),
        ("PLAN DE TRAVAIL 2024", YEAR_2024),
        ("Janvier à décembre 2024", YEAR_2024),
        ("2023-2024", (date(2023, 1, 1), date(2024, 12, 31))),
        ("2021 – 2022", (date(2021, 1, 1), date(2022, 12, 31))),
        ("de mars 2023 à février 2024", (date(2023, 3, 1), date(2024, 2, 29))),
        ("15 mars 2023 au 14 mars 2024", (date(2023, 3, 15), date(2024, 3, 14))),
    ],
)
def test_durations(text: str, span: tuple[date, date]) -> None:
    assert parse_duration(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 mois",
        "Mai 2022",  # may date the document
        "le 15 mars 2024",
        "Plan 2020-2021, suite du plan 2021-2022",
        "2024-2023",
        "31/12/2024 - 01/01/2024",
        "32/01/2024 - 33/02/2024",
        "N° 00127299",
    ],
)
def test_no_sure_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("T1-T3", "Q1 Q2 Q3"),
        ("T1 à T3 2024", "2024-Q1 2024-Q2 2024-Q3"),
        ("T1-3", "Q1 Q2 Q3"),
        ("Q1, Q2", "Q1 Q2"),
        ("T2 et T4", "Q2 Q4"),
        ("T1/T2", "Q1 Q2"),
        ("T1 T2", "Q1 Q2"),
        ("T4 2023 - T2 2024", "2023-Q4 2024-Q1 2024-Q2"),
        ("1er trimestre 2024", "2024-Q1"),
        ("1er et 2e trimestre 2024", "2024-Q1 2024-Q2"),
        ("Q3-2025", "2025-Q3"),
        ("2024/T1", "2024-Q1"),
        ("Mars 2024", "2024-03"),
        ("Janvier à mars 2024", "2024-01 2024-02 2024-03"),
        ("mars-avril", "M3 M4"),
        ("nov. à février", "M11 M12 M1 M2"),
        ("novembre 2023 à février 2024", "2023-11 2023-12 2024-01 2024-02"),
        ("novembre 2023 à janvier", "2023-11 2023-12 2024-01"),
        ("mars, juin et septembre", "M3 M6 M9"),
        ("M1-M3", "M1 M2 M3"),
        ("15/03/2024", "2024-03"),
        ("Du 15 janvier au 2 mars 2024", "2024-01 2024-02 2024-03"),
        ("S1", "S1"),
        ("2023-2024", "2023 2024"),
    ],
)
def test_period_cells(text: str, keys: str) -> None:
    assert [period_key(label) for label in parse_period_text(text)] == keys.split()


@pytest.mark.parametrize(
    "text",
    ["", "En continu", "toute l'année", "dès que possible", "X", "J", "PNUD", "T2 ou plus tard",
     "avant fin d'exercice", "160 000"],
)  # fmt: skip
def test_period_cells_that_name_nothing_sure(text: str) -> None:
    assert parse_period_text(text) == ()


@given(st.sampled_from([Q, S, M]), st.integers(1, 12), st.integers(2000, 2050))
def test_every_key_is_read_back(unit: PeriodUnit, index: int, year: int) -> None:
    label = PeriodLabel(unit, min(index, {Q: 4, S: 2, M: 12}[unit]), year)
    assert parse_period(period_key(label)) == label
    assert parse_period_text(period_key(label)) == (label,)


@given(st.text(max_size=20))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_period(text)
    parse_period_text(text)
    parse_duration(text)
    is_mark(text)
