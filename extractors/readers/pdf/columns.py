"""Columns of a table without upright rules: where its phrases stand below one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

import numpy as np

from extractors.readers.pdf.phrases import (
    BULLETS,
    WIDEST_SPACE,
    Phrase,
    Sort,
    headings_run,
    heads_period,
    phrase,
)

# Points. Phrases that overlap by less are side by side: side bearings and slanted glyphs.
OVERLAP = 0.8
# Points. Edges of one column vary by less than this (rounding of positions, side bearings).
SAME_EDGE = 1.6
# Letters of a mark or of a period's short name.
SHORT = 3
# Lines that must keep two columns apart where a phrase stands over both, and how many of them each
# such phrase outweighs.
FEWEST_GAPS, ASTRIDE = 3, 2.0
# In font sizes. Lines closer than this are lines of different cells of one row.
STAGGERED = 0.8
# Points. Two upright rules closer than this are one drawn doubled.
NARROWEST_COLUMN = 6.0
# In font sizes. A gap narrower than this is a word space, wherever columns stand.
CELL_GAP = 0.36
WIDER_GAP = 1.2
# A gap counts as open while no more than this many times as many phrases run over it: bands and
# headings may outnumber the lines that show it, text lines outnumber an odd tab stop by far.
OPEN = 2.0


@dataclass(slots=True)
class Column:
    """A stack of phrases; `x0` and `x1` are the ends of what stands in it."""

    x0: float
    x1: float
    phrases: list[Phrase] = field(default_factory=list)

    def edge(self) -> float | None:
        """The left edge that most of its phrases share."""
        counts = Counter(round(phrase.x0 / SAME_EDGE) for phrase in self.phrases)
        if not counts:
            return None
        place, _ = counts.most_common(1)[0]
        near = [
            phrase.x0 for phrase in self.phrases if abs(phrase.x0 - place * SAME_EDGE) <= SAME_EDGE
        ]
        return min(near)


def find_columns(lines: Sequence[Sequence[Phrase]], walls: Sequence[float] = ()) -> list[Column]:
    """Columns from left to right. `walls` are x that surely part two columns (drawn rules).

    Phrases that stand over one another are one column, but for those that run over a gap which
    other lines keep open: headings over several columns, bands, totals' labels.
    """
    lines = [[part for one in line for part in cut_at(one, walls)] for line in lines]
    columns = _stacked(lines)
    columns = _join_headings(_join_bullets(columns, lines))
    return _with_empty(columns, walls)


def _stacked(lines: Sequence[Sequence[Phrase]]) -> list[Column]:
    """Phrases that stand over one another, but for bands over a gap."""
    every = [one for line in lines for one in line]
    bridges = {id(one) for one, over in zip(every, _bridges(every, lines), strict=True) if over}
    bridges |= _into_headings(every, lines)
    columns = _stacks(every, bridges)
    while True:
        astride = {id(one) for column in columns for one in _astride(column, lines)} - bridges
        if not astride:
            break
        bridges |= astride
        columns = _stacks(every, bridges)
    return columns


def _into_headings(every: Sequence[Phrase], lines: Sequence[Sequence[Phrase]]) -> set[int]:
    """The phrases (by id) that run into a row of narrow headings from its left: bands."""
    found: set[int] = set()
    for line in lines:
        run = headings_run(line)
        if run:
            left, in_run = run[0].x0, {id(one) for one in run}
            found |= {
                id(one)
                for one in every
                if one.x0 < left - one.size and one.x1 > left + OVERLAP and id(one) not in in_run
            }
    return found


def _stacks(every: Sequence[Phrase], bridges: Container[int]) -> list[Column]:
    """Phrases that stand over one another, `bridges` (by id) left out."""
    columns: list[Column] = []
    for one in sorted(every, key=_left_end):
        if id(one) in bridges:
            continue
        if columns and one.x0 < columns[-1].x1 - OVERLAP:
            columns[-1].x1 = max(columns[-1].x1, one.x1)
            columns[-1].phrases.append(one)
        else:
            columns.append(Column(one.x0, one.x1, [one]))
    return columns


_left_end = attrgetter("x0")


def _astride(column: Column, lines: Sequence[Sequence[Phrase]]) -> list[Phrase]:
    """The few phrases that hold two columns together which most lines keep apart."""
    inside = {id(one) for one in column.phrases}
    gaps = [
        (before.x1, after.x0)
        for line in lines
        for before, after in pairwise(line)
        if id(before) in inside and id(after) in inside
    ]
    if len(gaps) < FEWEST_GAPS:
        return []
    best: list[Phrase] = []
    most = 0.0
    for place in (
        {(start + end) / 2 for start, end in gaps}
        | {end - OVERLAP for _, end in gaps}
        | {start + OVERLAP for start, _ in gaps}
    ):
        open_lines = sum(start <= place <= end for start, end in gaps)
        over = [one for one in column.phrases if one.x0 < place < one.x1]
        weight = open_lines - ASTRIDE * len(over)
        if open_lines >= FEWEST_GAPS and weight > most:
            best, most = over, weight
    return best


def _with_empty(columns: list[Column], walls: Sequence[float]) -> list[Column]:
    """Add the columns between two walls that nothing stands in."""
    inner = sorted(walls)
    for left, right in pairwise(inner):
        if right - left > NARROWEST_COLUMN and not any(
            column.x0 < right - OVERLAP and column.x1 > left + OVERLAP for column in columns
        ):
            columns.append(Column(left + OVERLAP, right - OVERLAP))
    return sorted(columns, key=_left)


def _left(column: Column) -> float:
    return column.x0


def _bridges(every: Sequence[Phrase], lines: Sequence[Sequence[Phrase]]) -> Sequence[bool]:
    """For each phrase, whether it runs over a gap that enough other lines keep open."""
    gaps = Counter(
        (round(before.x1 / SAME_EDGE), round(after.x0 / SAME_EDGE))
        for line in (*lines, *_staggered(lines))
        for before, after in pairwise(line)
        if _parts(before, after)
    )
    if not gaps:
        return [False] * len(every)
    ends = np.array(list(gaps), dtype=float) * SAME_EDGE
    starts, stops = ends[:, 0], ends[:, 1]
    weights = np.array(list(gaps.values()), dtype=float)
    x0 = np.array([one.x0 for one in every])[:, None]
    x1 = np.array([one.x1 for one in every])[:, None]
    over = (x0 + OVERLAP < starts) & (x1 - OVERLAP > stops)
    # A gap is as open as the gaps across it that the same phrase runs over are many.
    across = (starts[:, None] < stops) & (stops[:, None] > starts)
    open_lines = over.astype(float) @ (across * weights[:, None])
    bridge = np.zeros(len(every), dtype=bool)
    while True:  # what is found to be a band no longer counts against other gaps
        crossings = over[~bridge].sum(axis=0)
        found = (over & (open_lines * OPEN >= crossings)).any(axis=1) | bridge
        if found.sum() == bridge.sum():
            return [bool(one) for one in bridge]
        bridge = found


def _parts(before: Phrase, after: Phrase) -> bool:
    """Whether the gap between two phrases of a line shows two columns: wider than a word space.

    Before an amount, mark or turned heading, between short words ('Q1 Q2') or twice the same
    ('Trim. Trim.') and between painted bars any gap does.
    """
    gap = after.x0 - before.x1
    if gap >= WIDEST_SPACE * before.size or before.text == after.text:
        return True
    # Baselines that differ, and a numbering of its own, are other cells than the text beside them.
    if gap >= CELL_GAP * before.size and (before.base != after.base or before.sort is Sort.NUMBER):
        return True
    if after.words and (after.words[0].turned or after.sort in (Sort.AMOUNT, Sort.MARK)):
        return True
    if before.words and after.words and heads_period(before) and heads_period(after):
        return True
    return all(len(one.words) <= 1 and len(one.text) <= SHORT for one in (before, after))


def _staggered(lines: Sequence[Sequence[Phrase]]) -> list[list[Phrase]]:
    """Neighbouring lines less than a line apart as one: cells of a row set in the middle."""
    merged = []
    for above, below in pairwise(lines):
        if not above or not below:
            continue
        if 0 < below[0].base - above[0].base < STAGGERED * below[0].size:
            both = sorted((*above, *below), key=attrgetter("x0"))
            if all(before.x1 < after.x0 for before, after in pairwise(both)):
                merged.append(both)
    return merged


def _join(columns: list[Column], index: int) -> None:
    """Join a column to the one on its left."""
    left, right = columns[index - 1], columns.pop(index)
    left.x0, left.x1 = min(left.x0, right.x0), max(left.x1, right.x1)
    left.phrases += right.phrases


def _join_headings(columns: list[Column]) -> list[Column]:
    """Join a heading to its column where the two stand beside one another.

    So does 'Montant' set to the left over amounts set to the right. A period's name heads no column
    of texts: its own is blank on this page.
    """
    starts = [
        one.base
        for column in columns
        for one in column.phrases
        if one.sort in (Sort.AMOUNT, Sort.CODE, Sort.MARK)
    ]
    if not starts:
        return columns
    body = min(starts) - 1
    index = 0
    while index < len(columns):
        column = columns[index]
        if all(one.base < body for one in column.phrases):
            period = any(heads_period(one) for one in column.phrases)
            beside = [
                other
                for other in (index - 1, index + 1)
                if 0 <= other < len(columns)
                and all(one.base >= body for one in columns[other].phrases)
                and not (period and _is_texts(columns[other]))
            ]
            if beside:
                near = min(beside, key=lambda other: _distance(column, columns[other]))
                _join(columns, max(index, near))
                index = 0
                continue
        index += 1
    return columns


def _is_texts(column: Column) -> bool:
    return sum(one.sort is Sort.TEXT for one in column.phrases) > len(column.phrases) / 2


def _distance(one: Column, other: Column) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1)


def _join_bullets(columns: list[Column], lines: Sequence[Sequence[Phrase]]) -> list[Column]:
    """Join the bullets of a list to the texts that they stand before."""
    first_of_line = {id(one): line for line in lines for one in line}
    for index in range(len(columns) - 2, -1, -1):
        column, right = columns[index], columns[index + 1]
        if all(one.text in BULLETS for one in column.phrases) and all(
            any(
                other in right.phrases and other.x0 - one.x1 < 3 * one.size
                for other in first_of_line.get(id(one), ())
            )
            for one in column.phrases
        ):
            _join(columns, index + 1)
    return columns


def cut_at(one: Phrase, walls: Sequence[float]) -> list[Phrase]:
    """The phrase cut at the walls that fall between two of its words."""
    if not walls:
        return [one]
    parts, begin = [], 0
    for index in range(1, len(one.words)):
        before, after = one.words[index - 1], one.words[index]
        if any(before.x1 - OVERLAP <= wall <= after.x0 + OVERLAP for wall in walls):
            parts.append(phrase(one.words[begin:index]))
            begin = index
    return [one] if not begin else [*parts, phrase(one.words[begin:])]
