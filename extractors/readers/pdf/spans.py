"""Rows that a cell spans where its text stands in the middle of them and no rule shows its ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.readers.pdf.glyphs import ASCENT, DESCENT
from extractors.readers.pdf.phrases import Sort
from extractors.readers.pdf.rules import SNAP
from extractors.readers.pdf.setting import EXACT_BASE, Lump
from extractors.readers.pdf.shapes import Rule

# In font sizes. Centres that should agree differ by less than this: half a line of padding.
CENTRED = 0.5
EXACTLY_CENTRED = 0.25  # where nothing else speaks for it
# In font sizes. A cell centred over two rows stands half a row, 0.6 at least, off either.
ADRIFT = 0.35


def centre_spans(
    lumps: Sequence[Lump],
    borders: Sequence[float],
    sorts: Sequence[Sort],
    own_levels: Sequence[Sequence[Rule]],
) -> None:
    """Widen cells that stand in the middle of several rows to all of those rows.

    Changes `start` and `stop` of the lumps, in columns where some text stands between two rows'
    first lines. Columns go from the left: a cell does not reach out of the row group that the cells
    on its left make, nor over a level (of `own_levels`) that cuts its column.
    """
    rows = len(borders) - 1
    bases = _anchor_bases(lumps, sorts, rows)
    leaders = _leaders(sorts)
    body = min((row for row, base in enumerate(bases) if base is not None), default=0)
    limits = {body} | _limits(lumps, sorts, leaders)
    budget = [column for column, sort in enumerate(sorts) if sort in (Sort.AMOUNT, Sort.CODE)]
    followers = range(len(leaders), min(budget, default=len(sorts)))
    adrift = {
        lump.first
        for lump in lumps
        if lump.start >= body and lump.after == lump.first + 1 and _is_adrift(lump, bases)
    }
    to_top = _is_set_to_top(lumps, bases)
    for column in leaders:
        own = sorted(
            (lump for lump in lumps if lump.first == column and lump.start >= body), key=_by_top
        )
        drawn = {
            row
            for row, border in enumerate(borders)
            if any(abs(level.at - border) <= SNAP for level in own_levels[column])
        }
        ends = sorted({0, *limits, *drawn, rows})
        left = [
            lump
            for part in _parted(own, ends)
            if not _settle_part(part, borders, ends, to_top=to_top)
            for lump in part
        ]
        if left and (
            column in adrift or (column == leaders[-1] and adrift.intersection(followers))
        ):
            spans, _ = _fit(own, borders, ends, CENTRED)
            moving = set(map(id, left))
            for lump, (start, stop) in zip(own, spans, strict=True):
                if id(lump) in moving:
                    lump.start, lump.stop = start, stop
        limits |= {lump.start for lump in own}
    if leaders:
        lead = [lump for lump in lumps if lump.first == leaders[-1] and lump.stop > lump.start]
        for column in range(leaders[-1] + 1, len(sorts)):
            _follow([lump for lump in lumps if lump.first == column], lead)


def _parted(own: Sequence[Lump], ends: Sequence[int]) -> list[list[Lump]]:
    """The cells that begin between each two limits."""
    parts: list[list[Lump]] = [[] for _ in ends]
    for lump in own:
        parts[bisect_right(ends, lump.start) - 1].append(lump)
    return parts[:-1]


def _settle_part(
    own: Sequence[Lump], borders: Sequence[float], ends: Sequence[int], *, to_top: bool
) -> bool:
    """Widen the cells between two limits if each stands exactly in the middle of its rows.

    Where other cells are set to the top (`to_top`), blank rows above must say so too.
    """
    if not own:
        return True
    spans, whole = _fit(own, borders, ends, EXACTLY_CENTRED)
    blank_above = own[0].start > ends[bisect_right(ends, own[0].start) - 1]
    if not whole or (to_top and not blank_above):
        return False
    for lump, (start, stop) in zip(own, spans, strict=True):
        lump.start, lump.stop = start, stop
    return True


def _leaders(sorts: Sequence[Sort]) -> list[int]:
    """The columns of texts and numbers before the first one of marks, codes or amounts."""
    leaders = []
    for column, sort in enumerate(sorts):
        if sort not in (Sort.TEXT, Sort.NUMBER):
            break
        leaders.append(column)
    return leaders


def _limits(lumps: Sequence[Lump], sorts: Sequence[Sort], leaders: Sequence[int]) -> set[int]:
    """Rows at which every cell above ends: bands and totals, and those after."""
    rows: dict[int, list[Lump]] = {}
    for lump in lumps:
        if lump.start == lump.stop:
            rows.setdefault(lump.start, []).append(lump)
    limits = set()
    lone_labels = set()
    budget = 0
    for row, own in rows.items():
        figures = [lump for lump in own if sorts[lump.after - 1] is Sort.AMOUNT]
        budget += bool(figures)
        if any(lump.after > lump.first + 1 for lump in own):
            limits |= {row, row + 1}
        elif figures and len(own) == len(figures) + 1:
            label = next(lump for lump in own if lump not in figures)
            if label.first == 0:
                limits |= {row, row + 1}
            elif label.first in leaders:
                lone_labels |= {row, row + 1}
    # Where most rows are a text and its amount, they are the table's lines rather than totals.
    return limits | (lone_labels if len(lone_labels) <= budget else set())


def _is_figure(lump: Lump) -> bool:
    one = lump.entries[0].phrase
    if one.sort is Sort.NUMBER:
        return one.text[:1].isdigit()  # 'T1' heads amounts
    return one.sort in (Sort.AMOUNT, Sort.CODE)


def _follow(own: Sequence[Lump], lead: Sequence[Lump]) -> None:
    """Give marks and texts in the middle of an activity's rows the activity's span."""
    for leader in lead:
        inside = [lump for lump in own if lump.start <= leader.stop and lump.stop >= leader.start]
        if len(inside) != 1:
            continue
        lump = inside[0]
        off = abs(lump.top + lump.bottom - leader.top - leader.bottom) / 2
        if off <= CENTRED * _size(lump) and lump.after == lump.first + 1:
            lump.start, lump.stop = leader.start, leader.stop


def _by_top(lump: Lump) -> float:
    return lump.top


def _size(lump: Lump) -> float:
    return lump.entries[0].phrase.size


def _anchor_bases(lumps: Sequence[Lump], sorts: Sequence[Sort], rows: int) -> list[float | None]:
    """The baseline of each row's amount or code."""
    bases: list[float | None] = [None] * rows
    for lump in lumps:
        if (
            lump.start == lump.stop
            and sorts[lump.after - 1] in (Sort.AMOUNT, Sort.CODE)
            and _is_figure(lump)
        ):
            bases[lump.start] = lump.entries[0].base
    return bases


def _is_set_to_top(lumps: Sequence[Lump], bases: Sequence[float | None]) -> bool:
    """Whether wrapped cells mostly begin, rather than have their middle, on their amount's line."""
    top = middle = 0
    for lump in lumps:
        base = bases[lump.start] if lump.start == lump.stop else None
        if base is None or len(lump.entries) < 2:
            continue
        first, last = lump.entries[0].base, lump.entries[-1].base
        top += abs(first - base) <= EXACT_BASE * _size(lump)
        middle += abs((first + last) / 2 - base) <= EXACT_BASE * _size(lump)
    return top > middle


def _is_adrift(lump: Lump, bases: Sequence[float | None]) -> bool:
    """Whether a cell stands beside none of its rows' amounts, or reaches over another row's.

    Beside is with its first or last line, or its middle, on the amount's baseline.
    """
    size = _size(lump)
    first, last = lump.entries[0].base, lump.entries[-1].base
    beside = [base for base in bases[lump.start : lump.stop + 1] if base is not None]
    if beside and not any(
        abs(place - base) <= ADRIFT * size
        for base in beside
        for place in (first, last, (first + last) / 2)
    ):
        return True
    own = bases[lump.start]
    if own is not None and abs(first - own) <= ADRIFT * size:
        return False  # set to the top
    above = bases[lump.start - 1] if lump.start else None
    below = bases[lump.stop + 1] if lump.stop + 1 < len(bases) else None
    return (above is not None and above + DESCENT * size > lump.top + 0.1 * size) or (
        below is not None and below - ASCENT * size < lump.bottom - 0.1 * size
    )


def _fit(
    own: Sequence[Lump], borders: Sequence[float], limits: Sequence[int], tolerance: float
) -> tuple[list[tuple[int, int]], bool]:
    """The rows in whose middle each cell of a column stands, one cell after another.

    Also whether they leave no row out between two limits, as cells that span rows do.
    """
    rows: list[tuple[int, int]] = []
    whole = True
    free = 0
    for index, lump in enumerate(own):
        below = own[index + 1].start if index + 1 < len(own) else len(borders) - 1
        floor = limits[bisect_right(limits, lump.start) - 1]
        after = bisect_right(limits, lump.stop)
        ceiling = limits[after] if after < len(limits) else len(borders) - 1
        first, end = max(free, floor), min(below, ceiling)
        span = (lump.start, lump.stop)
        if lump.after == lump.first + 1 and end > lump.stop and first <= lump.start:
            middle = (lump.top + lump.bottom) / 2
            # Rows left blank above belong to the cell that is centred over them.
            span = next(
                (
                    (start, stop)
                    for start in range(first, lump.start + 1)
                    for stop in range(lump.stop, end)
                    if abs((borders[start] + borders[stop + 1]) / 2 - middle)
                    <= tolerance * _size(lump)
                ),
                span,
            )
        whole = whole and span[0] == max(free, floor) and (end == ceiling or span[1] + 1 <= below)
        if end == ceiling:
            whole = whole and span[1] + 1 == ceiling
        rows.append(span)
        free = span[1] + 1
    return rows, whole
