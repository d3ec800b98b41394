"""Header cells that name a period: quarters, semesters, months, years, initials of months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from extractors.values.folding import clean, fold
from extractors.values.terms import read_terms


class PeriodUnit(StrEnum):
    """How long a period is."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS_IN = {
    PeriodUnit.YEAR: 12,
    PeriodUnit.SEMESTER: 6,
    PeriodUnit.QUARTER: 3,
    PeriodUnit.MONTH: 1,
}


@dataclass(frozen=True, slots=True)
class PeriodLabel:
    """A period as its header names it.

    `index` is 1-based within the year (within the project for 'Année 2', whose `year` is None);
    `letter` is the initial of a month that its neighbours have not yet resolved.
    """

    unit: PeriodUnit
    index: int | None = None
    year: int | None = None
    letter: str | None = None


MONTH_INITIALS = "JFMAMJJASOND"
YEAR = r"(?:19[89][0-9]|20[0-5][0-9])"  # plans of these decades
_ORDINAL = r"(?:\s?(?:er|ere|e|eme|ieme|nd|nde|rd|st|th|°))?"
_QUARTER = r"(?:trimestres?|trim|quarters?|qtr|qrt|tr)"
_SEMESTER = r"(?:semestres?|sem|half(?:\s?year)?)"
_RANKS = {
    "premier": 1, "1er": 1, "first": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3,
    "third": 3, "quatrieme": 4, "fourth": 4, "dernier": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_RANK = "|".join(sorted(_RANKS, key=len, reverse=True))


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Folded French and English month names and abbreviations."""
    return {fold(row["term"]): int(row["month"]) for row in read_terms("months")}


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """A pattern of the month names for folded text, the longest first."""
    names = "|".join(sorted(map(re.escape, month_names()), key=len, reverse=True))
    return rf"(?:{names})\b\.?"


def month_of(name: str) -> int:
    """The number of a month that `month_pattern` matched."""
    return month_names()[name.rstrip(".")]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[PeriodUnit, re.Pattern[str]], ...]:
    year = rf"(?P<year>{YEAR})"
    late = rf"(?:[\s,./'-]*(?:de\s+)?{year})?"
    quarter = rf"(?:[tq]|{_QUARTER})[\s.:°n-]*"
    semester = rf"(?:[sh]|{_SEMESTER})[\s.:°n-]*"
    named = rf"(?P<rank>{_RANK}|[1-4]){_ORDINAL}\s*"
    forms = (
        (PeriodUnit.YEAR, rf"(?:annee|exercice|year|fy|an)?\s?{year}"),
        (PeriodUnit.YEAR, r"(?:annee|year|an|y)\s?(?:n\s?°\s?)?(?P<index>[1-9])"),
        (PeriodUnit.YEAR, r"(?P<index>[1-9])(?:ere|e|eme|ieme|st|nd|rd|th)\s(?:annee|year)"),
        (PeriodUnit.QUARTER, rf"{quarter}(?P<index>[1-4]){late}"),
        (PeriodUnit.QUARTER, rf"{_QUARTER}[\s.]*(?P<rank>iv|i{{1,3}}){late}"),
        (PeriodUnit.QUARTER, rf"{named}{_QUARTER}\.?{late}"),
        (PeriodUnit.SEMESTER, rf"{semester}(?P<index>[12]){late}"),
        (PeriodUnit.SEMESTER, rf"{_SEMESTER}[\s.]*(?P<rank>i{{1,2}}){late}"),
        (PeriodUnit.SEMESTER, rf"{named}{_SEMESTER}\.?{late}"),
        (PeriodUnit.MONTH, rf"(?P<month>{month_pattern()}){late}"),
        (PeriodUnit.MONTH, rf"(?P<month>{month_pattern()})[\s'-]+(?P<short>[1-5][0-9])"),
        (PeriodUnit.MONTH, r"(?:m|mois|month)\s?(?P<index>1[0-2]|[1-9])"),
        (PeriodUnit.MONTH, rf"(?P<index>0?[1-9]|1[0-2])[/-]{year}"),
        (PeriodUnit.MONTH, rf"{year}[/-](?P<index>0[1-9]|1[0-2])"),
        (PeriodUnit.QUARTER, rf"{year}[\s/-]*(?:[tq]|{_QUARTER})\s?(?P<index>[1-4])"),
        (PeriodUnit.SEMESTER, rf"{year}[\s/-]*(?:[sh]|{_SEMESTER})\s?(?P<index>[12])"),
    )
    return tuple((unit, re.compile(form)) for unit, form in forms)


_QUARTER_INITIALS = {"jfm": 1, "amj": 2, "jas": 3, "ond": 4}


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    """What every period holds: a year, a digit beside letters, a month, a rank or initials."""
    named = "|".join((month_pattern(), *_QUARTER_INITIALS))
    return re.compile(
        rf"{YEAR}|[0-9].*[a-z]|[a-z].*[0-9]|(?<![a-z])(?:(?:{named})|(?:{_RANK})(?![a-z]))",
        re.DOTALL,
    )


def may_name_period(folded: str) -> bool:
    """Whether it is worth looking for a period in a folded text; most cells tell at a glance."""
    return _telling().search(folded) is not None


def _month_range(text: str) -> PeriodLabel | None:
    """'janv - mars' heads a quarter, 'janvier à juin' a semester."""
    if text in _QUARTER_INITIALS:
        return PeriodLabel(PeriodUnit.QUARTER, _QUARTER_INITIALS[text])
    found = re.fullmatch(
        rf"(?P<first>{month_pattern()})\s*(?:-|/|a|au|to)\s*(?P<last>{month_pattern()})"
        rf"(?:\s*(?P<year>{YEAR}))?",
        text,
    )
    if found is None:
        return None
    first, last = month_of(found["first"]), month_of(found["last"])
    year = int(found["year"]) if found["year"] else None
    for unit in (PeriodUnit.QUARTER, PeriodUnit.SEMESTER, PeriodUnit.YEAR):
        length = MONTHS_IN[unit]
        if last - first + 1 == length and (first - 1) % length == 0:
            index = None if unit is PeriodUnit.YEAR else (first - 1) // length + 1
            return PeriodLabel(unit, index, year) if index or year else None
    return None


def _label_of(unit: PeriodUnit, found: re.Match[str]) -> PeriodLabel | None:
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("short"):
        year = 2000 + int(parts["short"])
    index = None
    if parts.get("month"):
        index = month_of(parts["month"])
    elif rank := parts.get("rank"):
        index = _RANKS.get(rank) or int(rank)
    elif parts.get("index"):
        index = int(parts["index"])
    if unit is PeriodUnit.SEMESTER and index is not None and index > 2:
        return None
    return PeriodLabel(unit, index, year)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> PeriodLabel | None:
    """Read a header cell that names one period and nothing else; parentheses aside.

    'T1', 'Q3-2025', '1er semestre', 'Janv.', 'Année 1', '2024', 'M11', 'janv-mars', 'J'. A year in
    parentheses counts, a currency or a gloss there does not.
    """
    printed = clean(text).strip(" :*")
    if len(printed) == 1 and printed.upper() in MONTH_INITIALS:
        return PeriodLabel(PeriodUnit.MONTH, letter=printed.upper())
    folded = fold(printed)
    main = re.sub(r"\s*\([^()]*\)?\s*$", "", folded).strip(" :.,") or folded.strip("() .")
    aside = re.search(rf"\(\s*({YEAR})\s*\)", folded)
    label = _month_range(main)
    for unit, pattern in _patterns():
        if label is not None:
            break
        if found := pattern.fullmatch(main):
            label = _label_of(unit, found)
    if label is not None and label.year is None and aside and label.unit is not PeriodUnit.YEAR:
        return replace(label, year=int(aside[1]))
    return label


def _starts(initials: str) -> list[int]:
    """The months (0-based) from which consecutive months have these initials."""
    return [
        start
        for start in range(12)
        if all(MONTH_INITIALS[(start + i) % 12] == letter for i, letter in enumerate(initials))
    ]


def resolve_letters(labels: Sequence[PeriodLabel]) -> tuple[PeriodLabel, ...]:
    """Give each run of month initials its months, where one run of consecutive months fits only."""
    resolved: list[PeriodLabel] = []
    for lettered, run in groupby(labels, key=lambda label: label.letter is not None):
        group = list(run)
        starts = _starts("".join(label.letter or "" for label in group)) if lettered else []
        if len(starts) == 1:
            group = [
                replace(label, index=(starts[0] + i) % 12 + 1) for i, label in enumerate(group)
            ]
        resolved.extend(group)
    return tuple(resolved)
