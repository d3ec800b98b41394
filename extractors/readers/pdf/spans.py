"""Rows that a cell spans where its text stands in the middle of them and no rule shows its ends."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.pdf.phrases import Sort
from extractors.readers.pdf.rows import SAME_BASE, Lump

# In font sizes. Centres that should agree differ by less than this: half a line of padding.
CENTRED = 0.5
# In font sizes. Cells of one row tell how it is set where one is taller than another by this.
TALLER = 0.8


def centre_spans(
    lumps: Sequence[Lump], borders: Sequence[float], sorts: Sequence[Sort]
) -> None:
    """Widen cells that stand in the middle of several rows to all of those rows.

    Changes `start` and `stop` of the lumps. Tables set to the top are left alone, but for columns
    whose texts stand at no row's first line. Columns go from the left: a cell does not reach out
    of the row group that the cells on its left make.
    """
    rows = len(borders) - 1
    centred = _is_centred(lumps)
    bases = _first_bases(lumps, rows)
    if not centred and not any(_is_adrift(lump, bases) for lump in lumps):
        return
    leaders = _leaders(sorts)
    limits = _limits(lumps, sorts)
    for column in leaders:
        own = sorted((lump for lump in lumps if lump.first == column), key=_by_top)
        if centred or any(_is_adrift(lump, bases) for lump in own):
            _fit(own, borders, sorted({0, *limits, rows}))
        limits |= {lump.start for lump in own}
    if leaders:
        lead = [lump for lump in lumps if lump.first == leaders[-1] and lump.stop > lump.start]
        for column in range(leaders[-1] + 1, len(sorts)):
            _follow([lump for lump in lumps if lump.first == column], lead)


def _leaders(sorts: Sequence[Sort]) -> list[int]:
    """The columns of texts and numbers before the first one of marks, codes or amounts."""
    leaders = []
    for column, sort in enumerate(sorts):
        if sort not in (Sort.TEXT, Sort.NUMBER):
            break
        leaders.append(column)
    return leaders


def _limits(lumps: Sequence[Lump], sorts: Sequence[Sort]) -> set[int]:
    """Rows at which every cell above ends: the body's first, bands and totals, and those after."""
    rows: dict[int, list[Lump]] = {}
    for lump in lumps:
        if lump.start == lump.stop:
            rows.setdefault(lump.start, []).append(lump)
    limits = set()
    body = [
        row
        for row, own in rows.items()
        if any(sorts[lump.after - 1] in (Sort.AMOUNT, Sort.CODE) and _is_figure(lump) for lump in own)
    ]
    if body:
        limits.add(min(body))
    for row, own in rows.items():
        figures = [lump for lump in own if sorts[lump.after - 1] is Sort.AMOUNT]
        labels = [lump for lump in own if lump.first == 0]
        if any(lump.after > lump.first + 1 for lump in own) or (
            labels and figures and len(labels) + len(figures) == len(own)
        ):
            limits |= {row, row + 1}
    return limits


def _is_figure(lump: Lump) -> bool:
    return lump.entries[0].phrase.sort in (Sort.AMOUNT, Sort.CODE, Sort.NUMBER)


def _follow(own: Sequence[Lump], lead: Sequence[Lump]) -> None:
    """Give marks and texts in the middle of an activity's rows the activity's span."""
    for leader in lead:
        inside = [
            lump for lump in own if lump.start <= leader.stop and lump.stop >= leader.start
        ]
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


def _is_centred(lumps: Sequence[Lump]) -> bool:
    """Whether short cells stand in the middle of their rows rather than at the top."""
    rows: dict[int, list[Lump]] = {}
    for lump in lumps:
        if lump.start == lump.stop:
            rows.setdefault(lump.start, []).append(lump)
    top = middle = 0
    for row in rows.values():
        tallest = max(row, key=lambda lump: lump.bottom - lump.top)
        height = tallest.bottom - tallest.top
        for lump in row:
            size = _size(lump)
            if height - (lump.bottom - lump.top) < TALLER * size:
                continue
            if abs(lump.top - tallest.top) < 0.25 * size:
                top += 1
            elif abs(lump.top + lump.bottom - tallest.top - tallest.bottom) < 0.5 * size:
                middle += 1
    return middle > top


def _first_bases(lumps: Sequence[Lump], rows: int) -> list[float]:
    """The first baseline of each row."""
    bases = [float("inf")] * rows
    for lump in lumps:
        if lump.start == lump.stop:
            bases[lump.start] = min(bases[lump.start], lump.entries[0].base)
    return bases


def _is_adrift(lump: Lump, bases: Sequence[float]) -> bool:
    """Whether a cell beside several rows begins at none of them."""
    if lump.start == lump.stop:
        return False
    first = lump.entries[0].base
    return all(
        abs(first - bases[row]) > SAME_BASE * _size(lump)
        for row in range(lump.start, lump.stop + 1)
    )


def _fit(own: Sequence[Lump], borders: Sequence[float], limits: Sequence[int]) -> None:
    """Let each cell of a column span the rows in whose middle it stands, one after another."""
    free = 0
    for index, lump in enumerate(own):
        below = own[index + 1].start if index + 1 < len(own) else len(borders) - 1
        first = max(free, max(limit for limit in limits if limit <= lump.start))
        end = min(below, min((limit for limit in limits if limit > lump.stop), default=below))
        free = lump.stop + 1
        if lump.after > lump.first + 1 or end <= lump.stop or first > lump.start:
            continue
        middle = (lump.top + lump.bottom) / 2
        found = [
            (start, stop)
            for start in range(first, lump.start + 1)
            for stop in range(lump.stop, end)
            if abs((borders[start] + borders[stop + 1]) / 2 - middle) <= CENTRED * _size(lump)
        ]
        if found:  # rows left blank above belong to the cell that is centred over them
            lump.start, lump.stop = found[0]
            free = lump.stop + 1
