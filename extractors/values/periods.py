"""Periods of a schedule: keys and spans, marks, durations, the texts of a lone period column."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from extractors.values.folding import clean, fold
from extractors.values.period_labels import (
    MONTHS_IN,
    YEAR,
    PeriodLabel,
    PeriodUnit,
    may_name_period,
    month_of,
    month_pattern,
    parse_period,
    resolve_letters,
)

__all__ = [
    "PeriodLabel",
    "PeriodUnit",
    "is_mark",
    "parse_duration",
    "parse_period",
    "parse_period_text",
    "period_key",
    "period_span",
    "resolve_letters",
]

_MARKS = frozenset("xX×✓✔✗✘☑☒●•■▪◼█★√*\uf0fc\uf0fe\uf06e\uf0a7üû⬤◉")
_KEY = {PeriodUnit.SEMESTER: "S{}", PeriodUnit.QUARTER: "Q{}", PeriodUnit.MONTH: "M{}"}


def period_key(label: PeriodLabel, year: int | None = None) -> str:
    """The contract's key: '2024-Q1', '2024-S1', '2021-11', '2024'; 'Q1', 'S1', 'M11' without year.

    The label's own year comes before `year`. A project year without calendar is 'Y1', a month that
    is not resolved its initial.
    """
    known = label.year or year
    if label.unit is PeriodUnit.YEAR:
        return str(known) if known else f"Y{label.index or ''}"
    if label.index is None:
        return label.letter or "?"
    if known is None:
        return _KEY[label.unit].format(label.index)
    if label.unit is PeriodUnit.MONTH:
        return f"{known}-{label.index:02d}"
    return f"{known}-{_KEY[label.unit].format(label.index)}"


def period_span(label: PeriodLabel, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of a period; None where its year or its index is not known."""
    known = label.year or year
    if known is None:
        return None
    if label.unit is PeriodUnit.YEAR:
        return date(known, 1, 1), date(known, 12, 31)
    if label.index is None:
        return None
    length = MONTHS_IN[label.unit]
    last = label.index * length
    if not 1 <= last <= 12:
        return None
    return date(known, last - length + 1, 1), date(known, last, calendar.monthrange(known, last)[1])


def is_mark(text: str) -> bool:
    """Whether a cell holds nothing but marks: X, x, ✓, ●, *, 'XX', 'X X'."""
    bare = "".join(clean(text).split())
    return 0 < len(bare) <= 4 and set(bare) <= _MARKS


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_YEAR = re.compile(YEAR)


@lru_cache(maxsize=1)
def _date_forms() -> tuple[re.Pattern[str], ...]:
    month = month_pattern()
    forms = (
        rf"(?P<d>[0-3]?[0-9])(?:er|st|nd|rd|th)?\s+(?P<name>{month})[\s,]*(?P<y>{YEAR})",
        rf"(?P<name>{month})\s+(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s+(?P<y>{YEAR})",
        rf"(?P<d>[0-3]?[0-9])\s?(?P<by>[/.-])\s?(?P<m>[01]?[0-9])\s?(?P=by)\s?(?P<y>{YEAR})",
        rf"(?P<y>{YEAR})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])",
    )
    return tuple(re.compile(rf"(?<![0-9]){form}(?![0-9])") for form in forms)


def _dates_in(text: str) -> list[tuple[int, int, date]]:
    """Full dates of a folded text, each with its place; the first of two may lack its year."""
    found: list[tuple[int, int, date]] = []
    if _YEAR.search(text) is None:
        return found
    for form in _date_forms():
        for match in form.finditer(text):
            parts = match.groupdict()
            number = month_of(parts["name"]) if parts.get("name") else int(parts["m"])
            day = _date(int(match["y"]), number, int(match["d"]))
            if day is not None:
                found.append((match.start(), match.end(), day))
    return sorted(found)


_TO = r"\s*(?:-|/|a|au|to|until|jusqu'a|jusqu'au|et)\s*(?:fin\s+)?"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _dated(text: str) -> tuple[date, date] | None:
    """A span between two dates, of which the first may take its year from the second."""
    dates = _dates_in(text)
    if len(dates) == 2:
        first, last = dates[0][2], dates[1][2]
        return (first, last) if first <= last else None
    if len(dates) != 1:
        return None
    start, _, last = dates[0]
    before = re.search(
        rf"(?<![0-9])(?P<d>[0-3]?[0-9])(?:er|st|nd|rd|th)?\s+(?P<name>{month_pattern()})"
        r"\s*(?:-|au|a|to)\s*(?:le\s+)?$",
        text[:start],
    )
    if before is None:
        return None
    begun = _date(last.year, month_of(before["name"]), int(before["d"]))
    return (begun, last) if begun and begun <= last else None


def _monthly(text: str) -> tuple[date, date] | None:
    """'Janvier à décembre 2024', 'de mars 2023 à février 2024'."""
    month = month_pattern()
    found = re.findall(rf"(?<![a-z])({month})\s*({YEAR})?{_TO}({month})\s*({YEAR})(?![0-9])", text)
    if len(found) != 1:
        return None
    first, first_year, last, last_year = found[0]
    start = date(int(first_year or last_year), month_of(first), 1)
    end = _month_end(int(last_year), month_of(last))
    return (start, end) if start <= end else None


def parse_duration(text: str) -> tuple[date, date] | None:
    """First and last day of the time that a text names: two dates, two months, or whole years.

    Meant for titles and 'Durée' fields. None where nothing is sure: no year, several spans of
    years, one date or one month alone (which may as well date the document).
    """
    folded = fold(text)
    if span := _dated(folded) or _monthly(folded):
        return span
    if _dates_in(folded) or re.search(rf"{month_pattern()}\s*{YEAR}", folded):
        return None
    years = re.findall(rf"(?<![0-9/.-])({YEAR})(?:\s?(?:-|/|a|to|et)\s?({YEAR}))?(?![0-9])", folded)
    spans = {(int(first), int(last or first)) for first, last in years}
    if len(spans) != 1:
        return None
    first, last = spans.pop()
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


_LIST = re.compile(r"\s*(?:[,;&+\n]|\bet\b|\band\b|/(?=\s*[a-z])|\s/\s)\s*")
_RANGE = re.compile(r"\s+(?:a|au|to|jusqu'a|jusqu'en)\s+(?:fin\s+)?|\s*-\s*")


def _months_between(first: date, last: date) -> tuple[PeriodLabel, ...]:
    labels = []
    day = first.replace(day=1)
    while day <= last:
        labels.append(PeriodLabel(PeriodUnit.MONTH, day.month, day.year))
        day = (day + timedelta(days=31)).replace(day=1)
    return tuple(labels)


def _one(text: str, unit: PeriodUnit | None = None) -> PeriodLabel | None:
    """One end of a range or one item of a list; a bare figure takes the unit of its neighbour."""
    bare = re.sub(
        r"^(?:(?:de|du|en|des|courant|from|in|fin|debut|le|au)\s+)+", "", text.strip(" .")
    )
    figure = re.fullmatch(rf"([1-4])(?:\s+({YEAR}))?", bare)
    if unit in (PeriodUnit.QUARTER, PeriodUnit.SEMESTER) and figure:
        return PeriodLabel(unit, int(figure[1]), int(figure[2]) if figure[2] else None)
    label = parse_period(bare)
    return None if label is None or label.letter else label


def _between(first: PeriodLabel, last: PeriodLabel) -> tuple[PeriodLabel, ...]:
    """All periods from one to another of the same unit; () where they cannot be counted."""
    unit = first.unit
    if unit is not last.unit:
        return ()
    if unit is PeriodUnit.YEAR:
        if first.year and last.year and first.year <= last.year:
            return tuple(PeriodLabel(unit, None, y) for y in range(first.year, last.year + 1))
        if first.index and last.index and first.index <= last.index:
            return tuple(PeriodLabel(unit, i) for i in range(first.index, last.index + 1))
        return ()
    if first.index is None or last.index is None:
        return ()
    per_year = 12 // MONTHS_IN[unit]
    first_year = first.year or last.year
    years = (last.year - first_year) if last.year and first_year else 0
    if not (first.year and last.year) and first.index > last.index:  # over the new year
        years = 1
        first_year = first.year or (last.year - 1 if last.year else None)
    count = years * per_year + last.index - first.index
    return tuple(
        PeriodLabel(
            unit,
            (first.index - 1 + i) % per_year + 1,
            first_year + (first.index - 1 + i) // per_year if first_year else None,
        )
        for i in range(count + 1)
    )


@lru_cache(maxsize=1)
def _months_in_row() -> re.Pattern[str]:
    return re.compile(rf"({month_pattern()})\s+(?={month_pattern()})")


def _listed(text: str) -> list[str]:
    """The items of a list; 'T1 T2', 'mars avril' and '1er et 2e trimestre' are lists too."""
    text = re.sub(r"(?<=[0-9])\s+(?=[tqs]\s?[1-4])", ", ", text)
    text = _months_in_row().sub(r"\1, ", text)
    text = re.sub(
        r"\b([1-4])(?:er|e|eme)\s(et|a|au)\s(?:le\s)?([1-4])(?:e|eme)\s(trimestre|semestre)s?",
        r"\4 \1 \2 \3",
        text,
    )
    return [item for item in _LIST.split(text) if item]


def _item(text: str, unit: PeriodUnit | None) -> tuple[PeriodLabel, ...]:
    """One item of a list: a range ('T1-T3', 'janvier à mars') before a lone period ('Q3-2025')."""
    ends = _RANGE.split(text)
    if len(ends) == 2 and (first := _one(ends[0], unit)) is not None:
        last = _one(ends[1], first.unit)
        if last is not None and (reached := _between(first, last)):
            return reached
    single = _one(text, unit)
    return (single,) if single else ()


def parse_period_text(text: str) -> tuple[PeriodLabel, ...]:
    """The periods that a cell of a lone period column names, in printed order; () if not sure.

    'T1-T3' is three quarters, 'Janvier à mars 2024' three months, 'T2 et T4' two quarters; two
    dates give the months that they touch. A year printed last holds for the items before it.
    """
    folded = fold(text)
    if not may_name_period(folded):
        return ()
    if dates := _dates_in(folded):
        if span := _dated(folded):
            return _months_between(*span)
        lone = len(dates) == 1 and dates[0][:2] == (0, len(folded))
        return _months_between(dates[0][2], dates[0][2]) if lone else ()
    if re.fullmatch(rf"{YEAR}\s?[-/]\s?[tqs][1-4]", folded):
        return tuple(filter(None, [_one(folded)]))
    labels: list[PeriodLabel] = []
    for item in _listed(folded):
        periods = _item(item, labels[-1].unit if labels else None)
        if not periods:
            return ()
        labels.extend(periods)
    year: int | None = None
    for i in range(len(labels) - 1, -1, -1):
        year = labels[i].year or year
        if labels[i].year is None and labels[i].unit is not PeriodUnit.YEAR:
            labels[i] = replace(labels[i], year=year)
    return tuple(labels)
