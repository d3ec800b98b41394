"""Drawn level rules and the borders of shaded rows, and the columns that they cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.columns import cut_at
from extractors.readers.pdf.phrases import Phrase
from extractors.readers.pdf.rules import SNAP
from extractors.readers.pdf.setting import Entry, Lump, Setting, continues, starts_cell
from extractors.readers.pdf.shapes import Rule

# A level rule cuts rows where it runs along this share of a column.
ALONG = 0.6
# In font sizes. A rule this near to a text's baseline is one of its cell's borders.
BESIDE = 2.0


def levels_of(
    entries: Sequence[Entry], cuts: Sequence[float], across: Sequence[Rule]
) -> list[Rule]:
    """Level rules that part rows: those that run along two columns or more."""
    top = min(entry.top for entry in entries)
    bottom = max(entry.bottom for entry in entries)
    columns = list(pairwise(cuts))
    return [
        rule
        for rule in across
        if top < rule.at < bottom and sum(covers(rule, *column) for column in columns) >= 2
    ]


def cut_at_ends(
    lines: Sequence[tuple[Phrase, ...]], levels: Sequence[Rule]
) -> list[tuple[Phrase, ...]]:
    """Phrases cut where a level rule right above or below them ends between two of their words.

    So headings are told apart that nearly touch, by the rule under a group.
    """
    return [
        tuple(
            part
            for one in line
            for part in cut_at(
                one,
                [
                    end
                    for level in levels
                    if abs(level.at - one.base) <= BESIDE * one.size
                    for end in (level.start, level.end)
                    if one.x0 < end < one.x1
                ],
            )
        )
        for line in lines
    ]


def bands_of(entries: Sequence[Entry], levels: Sequence[Rule]) -> list[list[Entry]]:
    """Entries between one level and the next, from top to bottom."""
    bands: list[list[Entry]] = [[] for _ in range(len(levels) + 1)]
    for entry in sorted(entries, key=lambda entry: entry.base):
        middle = (entry.top + entry.bottom) / 2
        bands[sum(1 for level in levels if level.at < middle)].append(entry)
    return [band for band in bands if band]


def is_at(rule: Rule, others: Sequence[Rule]) -> bool:
    """Whether one of the others is at the same height."""
    return any(abs(rule.at - other.at) <= SNAP for other in others)


def own_levels_of(
    entries: Sequence[Entry],
    cuts: Sequence[float],
    setting: Setting,
    levels: Sequence[Rule],
    soft: Sequence[Rule],
) -> list[list[Rule]]:
    """For each column the levels that cut it.

    Drawn rules cut where they run; borders of shading but where a cell's text runs on over them,
    for stripes are painted behind spanning cells too.
    """
    result = []
    for column in range(len(cuts) - 1):
        own = [level for level in levels if covers(level, cuts[column], cuts[column + 1])]
        lines = sorted(
            (entry for entry in entries if (entry.first, entry.after) == (column, column + 1)),
            key=lambda entry: entry.base,
        )
        for level in soft:
            crossed = any(
                (before.top + before.bottom) / 2 < level.at < (after.top + after.bottom) / 2
                and continues(before, after, setting)
                and not starts_cell(before, after, setting, parted=True)
                for before, after in pairwise(lines)
            )
            if covers(level, cuts[column], cuts[column + 1]) and not crossed:
                own.append(level)
        result.append(sorted(own))
    return result


def covers(rule: Rule, start: float, end: float) -> bool:
    """Whether a rule runs along most of a stretch."""
    return min(rule.end, end) - max(rule.start, start) >= ALONG * (end - start)


def part(
    entries: Sequence[Entry], levels: Sequence[Rule], own_levels: Sequence[Sequence[Rule]]
) -> tuple[list[Entry], list[list[Entry]]]:
    """Entries of cells between two neighbouring levels, and of cells that reach over a level."""
    plain = [entry for entry in entries if entry.after > entry.first + 1]
    spanning = []
    for column, own in enumerate(own_levels):
        inside = [entry for entry in entries if (entry.first, entry.after) == (column, column + 1)]
        for band in bands_of(inside, own):
            middle = (band[0].top + band[-1].bottom) / 2
            top = max((level.at for level in own if level.at < middle), default=0.0)
            bottom = min((level.at for level in own if level.at > middle), default=float("inf"))
            if any(top < level.at < bottom for level in levels):
                spanning.append(band)
            else:
                plain += band
    return plain, spanning


def open_lumps(
    band: Sequence[Entry], own: Sequence[Rule], borders: Sequence[float], setting: Setting
) -> list[Lump]:
    """Cells of a column that some levels leave out, between two of its own levels.

    A lone one spans all rows from the level above to the one below; of several, each the rows that
    it stands beside.
    """
    groups: list[list[Entry]] = []
    for entry in band:
        if groups and continues(groups[-1][-1], entry, setting):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    lumps = []
    for group in groups:
        top, bottom = group[0].top, group[-1].bottom
        if len(groups) == 1:
            middle = (top + bottom) / 2
            top = max((level.at for level in own if level.at < middle), default=top)
            bottom = min((level.at for level in own if level.at > middle), default=bottom)
        rows = [
            index
            for index, (start, end) in enumerate(pairwise(borders))
            if min(end, bottom) - max(start, top) > 0.4 * min(end - start, bottom - top)
        ]
        first, last = (rows[0], rows[-1]) if rows else (0, 0)
        lumps.append(Lump(group[0].first, group[0].after, list(group), first, last))
    return lumps
