"""A bare table's heading: one row, or two where some headings stand over groups of columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import inf

from extractors.readers.pdf.phrases import is_numbered
from extractors.readers.pdf.setting import Lump, Setting, is_anchor
from extractors.readers.pdf.stack import Stack

# More group headings than this over one run of columns are no heading but a table's body.
MOST_GROUPS = 6
# Points. A column left without a group weighs as much as a heading this far off the middle: half a
# column of marks, whose letters may stand at the left of their cells.
UNCOVERED = 8.0
# Letters. A longer text is a table's body or band.
LONGEST_HEADING = 60
# In font sizes. Wrapped lines follow one another within this.
WRAPPED = 1.35
# In font sizes. The two levels of a heading stand no further apart.
LEVELS_APART = 3.0
# The lower row's headings stand at least this far down from the upper row's (0) to the lowest (1).
LOW_ROW = 0.65


def settle_heading(
    lumps: list[Lump],
    borders: list[float],
    setting: Setting,
    stack: Stack,
    bars: float = inf,
) -> tuple[list[Lump], list[float]]:
    """Join the heading's lines, cut apart where cells are set in the middle, into its rows.

    `bars` is the y where the first painted bar begins: no heading stands beside one. Returns the
    table's lumps and row borders; rows below move up where rows of the heading are joined.
    """
    first, after = _heading_rows(lumps, setting, bars)
    if after - first < 1:
        return lumps, borders
    heading = _whole_groups([lump for lump in lumps if first <= lump.start < after])
    heading = _part_levels(heading)
    lumps = [*heading, *(lump for lump in lumps if not first <= lump.start < after)]
    groups, children = _groups(heading)
    if groups:
        _spread(groups, children, stack)
    under = {id(lump) for lump in children}
    columns: dict[int, Lump] = {}
    joined: list[Lump] = []
    for lump in sorted(heading, key=lambda lump: lump.top):
        if lump in groups or id(lump) in under:
            lump.start = lump.stop = first + (id(lump) in under)
            joined.append(lump)
        elif lump.first in columns:
            columns[lump.first].entries += lump.entries
        else:
            lump.start, lump.stop = first, first + bool(groups)
            columns[lump.first] = lump
            joined.append(lump)
    rows = 2 if groups else 1
    moved = after - first - rows
    level = [borders[first]]
    if groups:
        level.append((max(lump.bottom for lump in groups) + min(lump.top for lump in children)) / 2)
    for lump in lumps:
        if lump.start >= after:
            lump.start -= moved
            lump.stop -= moved
    body = [lump for lump in lumps if not any(lump is other for other in heading)]
    return [*joined, *body], [*borders[:first], *level, *borders[after:]]


def _heading_rows(lumps: Sequence[Lump], setting: Setting, bars: float) -> tuple[int, int]:
    """The rows of the heading: after a lone title, up to the first row of the body or band.

    A lone line of the first column is no band where it goes on with a heading or more of the
    heading stands below it.
    """
    rows: dict[int, list[Lump]] = {}
    for lump in lumps:
        rows.setdefault(lump.start, []).append(lump)
    body = min(
        (
            lump.start
            for lump in lumps
            if lump.top > bars
            or _is_rest(lump, lumps)
            or is_numbered(lump.entries[0].phrase.text)
            or sum(len(entry.phrase.text) for entry in lump.entries) > LONGEST_HEADING
            or any(is_anchor(entry, setting.sorts) for entry in lump.entries)
        ),
        default=0,
    )
    first = 0
    for row in range(body):
        own = rows.get(row, [])
        if len(own) == 1 and own[0].first == 0:
            if row == first:
                first += 1
            elif not (
                own[0].entries[0].phrase.text[:1].islower()
                or any(len(rows.get(below, [])) > 1 for below in range(row + 1, body))
            ):
                return first, row
    return first, body


def _is_rest(lump: Lump, lumps: Sequence[Lump]) -> bool:
    """Whether it is the rest of a cell that a page's end cut: a wrapped line with none near it."""
    one = lump.entries[0]
    return one.phrase.text[:1].islower() and not any(
        other.first < lump.after
        and lump.first < other.after
        and 0 < one.base - other.entries[-1].base <= LEVELS_APART * one.phrase.size
        for other in lumps
    )


def _whole_groups(heading: list[Lump]) -> list[Lump]:
    """Join the lines of group headings that wrap: a shorter line may stand over fewer columns."""
    whole: list[Lump] = []
    for lump in sorted(heading, key=lambda lump: lump.top):
        size = lump.entries[0].phrase.size
        x0, x1 = lump.entries[0].phrase.x0, lump.entries[0].phrase.x1
        group = next(
            (
                other
                for other in whole
                if other.after - other.first > 1
                and 0 < lump.entries[0].base - other.entries[-1].base <= WRAPPED * size
                and other.entries[0].phrase.x0 - 1 <= x0
                and x1 <= other.entries[0].phrase.x1 + 1
            ),
            None,
        )
        if group is None or _stands_in_row(lump, heading):
            whole.append(lump)
        else:
            group.entries += lump.entries
    return whole


def _part_levels(heading: list[Lump]) -> list[Lump]:
    """Cut group headings from the headings under them where these follow without a gap.

    The lower one begins on the line on which its neighbour's only heading begins, while another
    column's ends above that line: the heading is set to the top.
    """
    parted = []
    for lump in heading:
        begin = 0
        for index in range(1, len(lump.entries)):
            base = lump.entries[index].base
            if (
                lump.after == lump.first + 1
                and any(
                    (other.first == lump.after or other.after == lump.first)
                    and abs(other.entries[0].base - base) < 1
                    for other in heading
                )
                and any(
                    other.first != lump.first
                    and abs(other.entries[0].base - lump.entries[0].base) < 1
                    and other.entries[-1].base < base - 1
                    for other in heading
                )
            ):
                parted.append(
                    Lump(lump.first, lump.after, lump.entries[begin:index], lump.start, lump.stop)
                )
                begin = index
        parted.append(Lump(lump.first, lump.after, lump.entries[begin:], lump.start, lump.stop))
    return parted


def _groups(heading: Sequence[Lump]) -> tuple[list[Lump], list[Lump]]:
    """Headings over several columns, and the headings of those columns."""
    groups = [
        lump
        for lump in heading
        if lump.after - lump.first > 1
        or any(
            other is not lump
            and other.first <= lump.first < other.after
            and other.after == other.first + 1
            and other.top >= lump.bottom
            and _stands_in_row(other, heading)
            for other in heading
        )
    ]
    groups += _narrow_groups(groups, heading)
    floor = min((lump.bottom for lump in groups), default=0.0)
    children = [
        lump
        for lump in heading
        if groups
        and not any(lump is group for group in groups)
        and lump.after == lump.first + 1
        and lump.top >= floor - 0.3 * lump.entries[0].phrase.size
        and not any(
            other is not lump
            and not any(other is group for group in groups)
            and other.first == lump.first
            for other in heading
        )
    ]
    if not children or len(groups) > MOST_GROUPS:
        return [], []
    # Headings of single columns may be set in the middle of both rows, half-way to the lowest.
    high = min(lump.top for lump in groups)
    low = max(
        (lump.top for lump in children if not lump.words[0].turned),
        default=max(lump.top for lump in children),
    )
    children = [lump for lump in children if lump.top >= high + LOW_ROW * (low - high)]
    return groups, children


def _narrow_groups(groups: Sequence[Lump], heading: Sequence[Lump]) -> list[Lump]:
    """Group headings over one column: another heading stands below, no wrapped line of theirs.

    It begins further down, or where the children of wider groups do; the group itself stands on
    those groups' line.
    """
    upper = {round(group.entries[0].base) for group in groups}
    lower = {
        round(lump.entries[0].base)
        for lump in heading
        if any(group.first <= lump.first < group.after for group in groups)
        and round(lump.entries[0].base) not in upper
    }
    return [
        lump
        for lump in heading
        if lump.after == lump.first + 1
        and not any(lump is group for group in groups)
        and (not upper or round(lump.entries[0].base) in upper)
        and any(
            other.first == lump.first
            and (round(other.entries[0].base) in lower or _stands_off(lump, other))
            for other in heading
        )
    ]


def _stands_off(lump: Lump, other: Lump) -> bool:
    """Whether one heading stands further below another than a wrapped line, yet near it.

    The rest of a cell cut by the page's end stands below the heading too, further down.
    """
    last, one = lump.entries[-1], other.entries[0]
    step = (one.base - last.base) / last.phrase.size
    return WRAPPED < step <= LEVELS_APART and not one.phrase.text[:1].islower()


def _stands_in_row(lump: Lump, heading: Sequence[Lump]) -> bool:
    """Whether another column has a heading on the very same line."""
    base = lump.entries[0].base
    return any(
        other.first != lump.first and abs(other.entries[0].base - base) < 1 for other in heading
    )


def _spread(groups: list[Lump], children: Sequence[Lump], stack: Stack) -> None:
    """Widen each group heading over the columns that it is centred over."""
    columns = sorted(lump.first for lump in children)
    groups.sort(key=lambda lump: lump.first)
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    for run in runs:
        over = [group for group in groups if group.first <= run[-1] and group.after > run[0]]
        if not over or len(over) > len(run):
            continue
        if len(over) <= 2:
            cuts = list(combinations(range(len(run) + 1), len(over) + 1))
        else:
            inner = combinations(range(1, len(run)), len(over) - 1)
            cuts = [(0, *ends, len(run)) for ends in inner]
        best = min(cuts, key=lambda ends: _off_centre(over, run, ends, stack))
        for group, begin, end in zip(over, best, best[1:], strict=False):
            group.first, group.after = run[begin], run[end - 1] + 1


def _off_centre(
    groups: Sequence[Lump], run: Sequence[int], ends: tuple[int, ...], stack: Stack
) -> float:
    """How far groups cut at `ends` leave their headings off the middle or the left edge.

    Less UNCOVERED for each column that finds its group.
    """
    total = UNCOVERED * (ends[0] - ends[-1])
    for group, begin, end in zip(groups, ends, ends[1:], strict=False):
        left, right = stack.extents[run[begin]][0], stack.extents[run[end - 1]][1]
        words = group.words
        x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
        total += min(abs(x0 + x1 - left - right) / 2, abs(x0 - left))
    return total
