"""Rows of a table without rules between them.

Rows begin where something that stands once a row stands: an amount, a code, a number, a mark.
Texts are first gathered into blocks of wrapped lines; a block then belongs to the rows whose
anchors stand beside it, and a block beside several rows is a cell that spans them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.readers.pdf.phrases import Phrase, Sort, is_numbered
from extractors.readers.pdf.setting import (
    SAME_BASE,
    SAME_LEADING,
    Entry,
    Lump,
    Setting,
    anchors_of,
    by_base,
    column_sorts,
    continues,
    leading,
    spine_of,
    starts_cell,
)


@dataclass(slots=True)
class Rows:
    """Cut rows: their lumps (with `start` and `stop` set) and the rows' tops and bottoms."""

    lumps: list[Lump]
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)


# Rows above a line that may still reach down beside it: those of one tall cell.
REACH = 6

# The end of an amount broken in two: its last group of digits, with its decimals.
_TAIL = re.compile(r"\d{3}(?:[.,]\d{1,2})?")


def join_broken(entries: Sequence[Entry], count: int) -> list[Entry]:
    """Join amounts that are broken over two lines of a cell.

    The lower line holds one group of digits and follows at the leading of one cell, and nothing
    begins beside it: a further budget line has its label or code there. `count` is that of columns.
    """
    sorts = column_sorts(entries, count)
    lead = leading(entries, sorts)
    amounts = [entry for entry in anchors_of(entries, sorts) if sorts[entry.first] is Sort.AMOUNT]
    columns: dict[int, list[Entry]] = {}
    for entry in amounts:
        columns.setdefault(entry.first, []).append(entry)
    lines = sorted(entries, key=by_base)
    joined: list[Entry] = []
    gone: set[int] = set()
    for entry in amounts:
        near = SAME_LEADING * lead * entry.phrase.size
        below = _between(columns[entry.first], entry.base, entry.base + 2 * near)
        tail = next(
            (other for other in below if 0.5 * near < other.base - entry.base <= near), None
        )
        if (
            tail is None
            or id(entry) in gone
            or not _TAIL.fullmatch(tail.phrase.text)
            or "," in entry.phrase.text
            or _begins_beside(lines, tail)
        ):
            continue
        gone |= {id(entry), id(tail)}
        words = (*entry.phrase.words, *tail.phrase.words)
        x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
        whole = Phrase(words, x0, x1, entry.base, entry.phrase.size)
        joined.append(Entry(entry.first, entry.after, whole))
    return [*(entry for entry in entries if id(entry) not in gone), *joined]


def _between(entries: Sequence[Entry], top: float, bottom: float) -> Iterator[Entry]:
    """Those of entries that stand from the top downwards whose baselines are between two places."""
    first = bisect_left(entries, top, key=by_base)
    return (entries[at] for at in range(first, bisect_right(entries, bottom, key=by_base)))


def _begins_beside(entries: Sequence[Entry], tail: Entry) -> bool:
    """Whether another cell begins on the line: whatever is no wrapped text."""
    near = SAME_BASE * tail.phrase.size
    return any(
        entry is not tail
        and abs(entry.base - tail.base) <= near
        and not entry.phrase.text[:1].islower()
        for entry in _between(entries, tail.base - 2 * near, tail.base + 2 * near)
    )


def cut_rows(entries: Sequence[Entry], setting: Setting) -> Rows:
    """Cut a stretch of table (between two drawn level rules, or all of it) into rows."""
    spine = spine_of(anchors_of(entries, setting.sorts), setting.sorts)
    return _settle(_lumps(entries, setting, lone=len(spine) == 1), spine, setting.sorts)


def _lumps(entries: Sequence[Entry], setting: Setting, *, lone: bool) -> list[Lump]:
    """Wrapped lines of each cell together; in a `lone` row only a numbering begins another."""
    lumps: list[Lump] = []
    for entry in sorted(entries, key=lambda entry: (entry.first, entry.after, entry.base)):
        last = lumps[-1] if lumps else None
        if (
            last is not None
            and (last.first, last.after) == (entry.first, entry.after)
            and continues(last.entries[-1], entry, setting)
            and not (
                (not lone or is_numbered(entry.phrase.text))
                and starts_cell(last.entries[-1], entry, setting, said=_text(last))
            )
        ):
            last.entries.append(entry)
        else:
            lumps.append(Lump(entry.first, entry.after, [entry]))
    return lumps


def _text(lump: Lump) -> str:
    return " ".join(entry.phrase.text for entry in lump.entries)


def _settle(lumps: list[Lump], spine: Sequence[float], sorts: Sequence[Sort]) -> Rows:
    """Give each lump its rows."""
    size = max((entry.phrase.size for lump in lumps for entry in lump.entries), default=8.0)
    rows: list[list[Lump]] = [[] for _ in spine]
    orphans: list[Lump] = []
    spanning: list[Lump] = []
    for lump in lumps:
        # A line's middle is 0.3 of its size above its baseline.
        first = bisect_right(spine, lump.top + 0.2 * size)
        beside = range(first, bisect_left(spine, lump.bottom + 0.4 * size))
        if not beside:
            orphans.append(lump)
        elif len(beside) == 1:
            rows[beside[0]].append(lump)
        else:
            spanning.append(lump)
    extra = _orphan_rows(orphans, rows, spanning)
    order = sorted(
        _without_loose([row for row in rows if row] + extra, sorts),
        key=lambda row: min(lump.top for lump in row),
    )
    if not order and spanning:
        order, spanning = [spanning], []  # nothing that they could span
    placed = Rows([])
    for index, row in enumerate(order):
        for lump in row:
            lump.start = lump.stop = index
            placed.lumps.append(lump)
        placed.tops.append(min(lump.top for lump in row))
        placed.bottoms.append(max(lump.bottom for lump in row))
    for lump in spanning:
        over = [
            index
            for index in range(len(order))
            if placed.tops[index] < lump.bottom - 0.3 * size
            and placed.bottoms[index] > lump.top + 0.3 * size
        ]
        if not over and order:
            middle = (lump.top + lump.bottom) / 2
            over = [
                min(
                    range(len(order)),
                    key=lambda row: abs(placed.tops[row] + placed.bottoms[row] - 2 * middle),
                )
            ]
        lump.start, lump.stop = over[0], over[-1]
        placed.lumps.append(lump)
    return placed


def _orphan_rows(
    orphans: list[Lump], rows: list[list[Lump]], spanning: list[Lump]
) -> list[list[Lump]]:
    """Lumps beside no anchor: into a row whose cells they overlap, else rows of their own.

    One that stands beside a cell over several rows, in the middle of them, spans them too.
    """
    extra: list[list[Lump]] = []
    tops = [min((lump.top for lump in row), default=0.0) for row in rows]
    in_order = tops == sorted(tops)
    for lump in sorted(orphans, key=lambda lump: lump.top):
        home: list[Lump] | None = None
        most = 0.0
        below = bisect_left(tops, lump.bottom) if in_order else len(rows)
        for row in (*rows[max(below - REACH, 0) : below], *extra[-REACH:]):
            shared = max(
                (
                    _shared(lump, other)
                    for other in row
                    if other.top < lump.bottom and other.bottom > lump.top
                ),
                default=0.0,
            )
            if shared > 0.3 and shared > most and not _collides([lump], row):
                home, most = row, shared
        if home is not None:
            home.append(lump)
        elif lump.after == lump.first + 1 and any(_shared(lump, other) > 0.5 for other in spanning):
            spanning.append(lump)
        else:
            extra.append([lump])
    return extra


def _without_loose(rows: list[list[Lump]], sorts: Sequence[Sort]) -> list[list[Lump]]:
    """Join rows without amount or code to the budget's row whose tall cell they stand beside.

    They are texts and marks centred over that row and the next, where the row is a tall one.
    """
    budget = [row for row in rows if _has_budget(row, sorts)]
    own = {id(row) for row in budget}
    kept = []
    for row in rows:
        home = None
        if id(row) not in own:
            top, bottom = min(lump.top for lump in row), max(lump.bottom for lump in row)
            home = next(
                (
                    other
                    for other in budget
                    if any(lump.top < top + 1 and lump.bottom > bottom - 1 for lump in other)
                    and not _collides(row, other)
                ),
                None,
            )
        if home is None:
            kept.append(row)
        else:
            home += row
    return kept


def _collides(ones: Sequence[Lump], others: Sequence[Lump]) -> bool:
    """Whether two rows have cells in one column."""
    return any(
        one.first < other.after and other.first < one.after for one in ones for other in others
    )


def _has_budget(row: Sequence[Lump], sorts: Sequence[Sort]) -> bool:
    return any(sorts[lump.after - 1] in (Sort.AMOUNT, Sort.CODE) for lump in row)


def _shared(one: Lump, other: Lump) -> float:
    """The part of the lower one's height that two lumps have in common."""
    shared = min(other.bottom, one.bottom) - max(other.top, one.top)
    return shared / min(other.bottom - other.top, one.bottom - one.top)
