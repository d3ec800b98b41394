"""The period columns of a sheet: those that are marked, and those that stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import get_month_names

from extractors.errors import Language

# The contract's keys: 2024, 2024-Q1, 2024-S1, 2021-11.
_KEY = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<unit>[QS]?)(?P<index>[0-9]{1,2}))?")
_IN_YEAR = {"Q": 4, "S": 2, "": 12}
_LETTER = {Language.FRENCH: {"Q": "T", "S": "S"}, Language.ENGLISH: {"Q": "Q", "S": "H"}}


@dataclass(frozen=True, slots=True)
class Period:
    """One column: the contract's key, and the two lines of its heading; `group` may be empty."""

    key: str
    group: str
    label: str


def period_columns(keys: Iterable[str], language: Language) -> tuple[Period, ...]:
    """Columns for the marked periods in order of time, whole years of quarters and semesters.

    Months run from the first marked one to the last. Keys without year come last, as they are.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    others: dict[str, None] = {}
    for key in keys:
        match = _KEY.fullmatch(key)
        if match is None or match["unit"] is None:
            others[key] = None
        else:
            spans.setdefault(match["unit"], []).append((int(match["year"]), int(match["index"])))
    columns = []
    for unit in _IN_YEAR:
        if unit in spans:
            columns += [_period(unit, *step, language) for step in _steps(unit, spans[unit])]
    return (*columns, *(Period(key, "", key) for key in sorted(others)))


def _steps(unit: str, marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    count = _IN_YEAR[unit]
    first, last = min(marked), max(marked)
    if unit:
        first, last = (first[0], 1), (last[0], count)
    steps = range(first[0] * count + first[1] - 1, last[0] * count + last[1])
    return [(step // count, step % count + 1) for step in steps]


def _period(unit: str, year: int, index: int, language: Language) -> Period:
    if unit:
        return Period(f"{year}-{unit}{index}", str(year), f"{_LETTER[language][unit]}{index}")
    month: str = get_month_names("abbreviated", locale=language)[index]
    return Period(f"{year}-{index:02d}", str(year), month)
