"""Which rows are headers, and the columns that they announce."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf

from extractors.document import Row
from extractors.grids.columns import Column, ColumnRole
from extractors.plan import Level
from extractors.values.amounts import currency_of, parse_amount, scale_of
from extractors.values.folding import clean
from extractors.values.numbering import parse_numbering
from extractors.values.periods import (
    PeriodLabel,
    PeriodUnit,
    is_mark,
    parse_period,
    resolve_letters,
)
from extractors.vocabulary import header_role, is_country, is_party

# A header cell says what stands beneath; sentences are data.
_LONGEST_SUBHEADER = 40
# More levels than these have not been seen in a plan.
_MOST_LEVELS = 3

_GROUPS = frozenset(
    {ColumnRole.SCHEDULE, ColumnRole.BUDGET, ColumnRole.DONOR, ColumnRole.AMOUNT, ColumnRole.TOTAL}
)
# 'GIZ (en milliers de XOF)' is GIZ.
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")

# '3 régions' is a target.
_QUANTITY = re.compile(r"\d+ [a-zà-ÿ]{3,}")

_MONEY_GROUPS = _GROUPS - {ColumnRole.SCHEDULE}


@dataclass(frozen=True, slots=True)
class _Said:
    """What the vocabulary makes of one header cell."""

    text: str
    start: int
    role: ColumnRole | None
    level: Level | None
    period: PeriodLabel | None
    exact: bool

    @property
    def known(self) -> bool:
        return self.role is not None or self.period is not None or self.donor

    @property
    def donor(self) -> bool:
        """Names who pays: the head of a column of amounts."""
        name = _ASIDE.sub("", self.text)
        return is_party(name) or is_country(name)

    @property
    def year(self) -> int | None:
        if self.period is not None and self.period.unit is PeriodUnit.YEAR:
            return self.period.year
        return self.period.year if self.period is not None else None

    @property
    def groups(self) -> bool:
        """May have further header cells beneath it."""
        is_year = self.period is not None and self.period.unit is PeriodUnit.YEAR
        return self.role in _GROUPS or is_year or not self.known


def _say(row: Row) -> list[_Said]:
    said = []
    for cell in row.cells:
        text = clean(cell.text)
        if not text:
            continue
        period = parse_period(text)
        match = None if period is not None else header_role(text)
        said.append(
            _Said(
                text=text,
                start=cell.column,
                role=match.role if match else None,
                level=match.level if match else None,
                period=period,
                exact=match.exact if match else period is not None or is_party(text),
            )
        )
    return said


def is_header(row: Row) -> bool:
    """Two or more known header terms, most of the cells, and nothing that only data holds."""
    # Nearly every row below a header ends in a figure: that is asked first, as it costs least.
    if any(_is_figure(clean(cell.text)) for cell in reversed(row.cells)):
        return False
    said = _say(row)
    if len(said) < 2 or any(_is_data(s) for s in said):
        return False
    known = [s for s in said if s.known]
    if len(known) < 2 or len(known) < 0.6 * len(said):
        return False
    roles = {s.role for s in known if s.role is not None}
    periods = sum(s.period is not None for s in known)
    if periods < 2 and not any(s.exact for s in known if s.role is not None):
        return False  # 'Former les responsables' holds a term and is none
    if any(not s.known and len(s.text) > _LONGEST_SUBHEADER for s in said):
        return False
    # Periods and parties fill rows too; a term of the vocabulary, or a run of periods, heads them.
    return len(roles) >= 2 or (bool(roles) and len(known) > 1) or periods >= 2


def is_plain_header(rows: Sequence[Row], at: int) -> bool:
    """A first row of short unknown texts, each of two or more over figures."""
    said = _say(rows[at])
    if len(said) < 2 or any(_is_data(s) or len(s.text) > _LONGEST_SUBHEADER for s in said):
        return False
    over = {
        cell.column
        for row in rows[at + 1 :]
        for cell in row.cells
        if parse_amount(clean(cell.text)) is not None
    }
    return sum(s.start in over for s in said) >= 2


def _is_figure(text: str) -> bool:
    return (is_mark(text) or parse_amount(text) is not None) and parse_period(text) is None


def _is_data(said: _Said) -> bool:
    if said.period is not None:
        return False
    if _is_figure(said.text) or _QUANTITY.match(said.text):
        return True
    return parse_numbering(said.text).number is not None and said.role is None


def header_rows(rows: Sequence[Row], start: int) -> int:
    """How many rows from `start` make up a header; 0 where none begins there."""
    if not is_header(rows[start]):
        return 0
    levels = [_say(rows[start])]
    while len(levels) < _MOST_LEVELS and start + len(levels) < len(rows):
        row = rows[start + len(levels)]
        if not _is_subheader(_say(row), levels):
            break
        levels.append(_say(row))
    return len(levels)


def _is_subheader(said: list[_Said], levels: list[list[_Said]]) -> bool:
    if not said or any(_is_data(s) or len(s.text) > _LONGEST_SUBHEADER for s in said):
        return False
    if all(s.known for s in said):
        if len(said) == 1 and not _has_group_above(said[0], levels):
            return False
        # The same header printed twice is a new header, not a second level.
        return [s.text for s in said] != [s.text for s in levels[-1]]
    return all(s.known or _has_group_above(s, levels) for s in said) and len(said) >= 2


def _has_group_above(said: _Said, levels: list[list[_Said]]) -> bool:
    above = _above(said.start, levels[-1])
    return above is not None and above.groups


def _above(position: int, level: list[_Said]) -> _Said | None:
    """The upper header cell that covers a position: the last one at or before it."""
    # Spans are not trusted: a centred group title without rules shows no end.
    return next((s for s in reversed(level) if s.start <= position), None)


def columns_of(header: Sequence[Row]) -> tuple[Column, ...]:
    """The columns that a header of one or more levels announces, from left to right.

    A group cell ('TIMEFRAME', '2021') lends its text, year and sense to the cells beneath it and
    is no column of its own unless nothing stands beneath.
    """
    levels = [_say(row) for row in header]
    columns: list[Column] = []
    for depth, level in enumerate(levels):
        starts = sorted(s.start for s in level)
        below = sorted(s.start for lower in levels[depth + 1 :] for s in lower)
        columns.extend(
            _column(s, _ancestors(s, levels[:depth]))
            for s in level
            if not _has_children(s, starts, below)
        )
    columns.sort(key=lambda column: column.position)
    columns = _mend_split_run(columns)
    return _resolve_periods(columns)


def _has_children(s: _Said, starts: list[int], below: list[int]) -> bool:
    """Whether cells stand beneath; `starts` are the places of its level, `below` of those under it.

    Beneath a group they may stand up to the next cell of its level.
    """
    end: float = s.start + 1
    if s.groups:
        later = bisect_right(starts, s.start)
        end = starts[later] if later < len(starts) else inf
    return bisect_left(below, s.start) < bisect_left(below, end)


def _ancestors(s: _Said, upper: list[list[_Said]]) -> list[_Said]:
    found = []
    for level in upper:
        above = _above(s.start, level)
        if above is not None and (above.groups or above.start == s.start):
            found.append(above)
    return found


def _column(s: _Said, ancestors: list[_Said]) -> Column:
    role, period, donor = s.role, s.period, None
    group = next((a.role for a in reversed(ancestors) if a.role is not None), None)
    year = next((a.year for a in reversed(ancestors) if a.year is not None), None)
    texts = [a.text for a in ancestors] + [s.text]
    if period is not None:
        role = ColumnRole.PERIOD
        if group in _MONEY_GROUPS:
            role = ColumnRole.AMOUNT
    elif (s.donor and (role is None or group in _MONEY_GROUPS)) or (
        role is None and group in _MONEY_GROUPS
    ):
        role, donor = ColumnRole.AMOUNT, _ASIDE.sub("", s.text)
    header = " ".join(texts)
    if role is ColumnRole.BUDGET or (role is None and scale_of(s.text) > 1):
        role = ColumnRole.AMOUNT  # 'En milliers d'euros' alone heads amounts
    return Column(
        position=s.start,
        header=tuple(texts),
        role=role or ColumnRole.IGNORED,
        level=s.level,
        period=period,
        year=(period.year if period is not None and period.year is not None else year),
        donor=donor,
        currency=currency_of(header),
        scale=scale_of(header),
        known=s.known or role is not None,
    )


def _mend_split_run(columns: list[Column]) -> list[Column]:
    """Put a column that interrupts a run of periods after it.

    Extraction can close a spanning year cell too early and set the next header in the middle of its
    months ('2022: J F M A | RESPONSABLES | M J'); only one such column between periods is moved.
    """
    for at in range(1, len(columns) - 1):
        middle = columns[at]
        if middle.period is not None or middle.role is not ColumnRole.RESPONSIBLE:
            continue
        before, after = columns[at - 1], columns[at + 1]
        if before.role is not ColumnRole.PERIOD or after.role is not ColumnRole.PERIOD:
            continue
        end = at + 1
        while end < len(columns) and columns[end].role is ColumnRole.PERIOD:
            end += 1
        run = [
            replace(c, header=(*before.header[:-1], c.header[-1]), year=c.year or before.year)
            for c in columns[at + 1 : end]
        ]
        moved = replace(middle, position=run[-1].position + 1)
        return columns[:at] + run + [moved] + columns[end:]
    return columns


def _resolve_periods(columns: list[Column]) -> tuple[Column, ...]:
    """Settle month initials run by run: 'J' is January, June or July by its neighbours."""
    out: list[Column] = []
    for _, group in groupby(columns, key=lambda column: (column.period is not None, column.role)):
        run = list(group)
        labels = [column.period for column in run if column.period is not None]
        if labels:
            resolved = resolve_letters(labels)
            run = [replace(c, period=p) for c, p in zip(run, resolved, strict=True)]
            run = _count_laps(run)
        out.extend(run)
    return tuple(out)


def _count_laps(run: list[Column]) -> list[Column]:
    """Number the years of a run without years that starts anew ('T3 T4 T1 T2')."""
    indexes = [c.period.index if c.period is not None else None for c in run]
    if any(c.year is not None for c in run) or None in indexes:
        return run
    laps, lap = [0], 0
    for before, after in pairwise(i for i in indexes if i is not None):
        lap += after <= before
        laps.append(lap)
    return [replace(c, lap=n) for c, n in zip(run, laps, strict=True)] if lap else run
