"""Rows of a table without rules between them.

Rows begin where something that stands once a row stands: an amount, a code, a number, a mark.
Texts are first gathered into blocks of wrapped lines; a block then belongs to the rows whose
anchors stand beside it, and a block beside several rows is a cell that spans them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.readers.pdf.phrases import Phrase, Sort
from extractors.readers.pdf.setting import (
    SAME_LEADING,
    Entry,
    Lump,
    Setting,
    anchors_of,
    continues,
    spine_of,
    starts_cell,
)


@dataclass(slots=True)
class Rows:
    """Cut rows: their lumps (with `start` and `stop` set) and the rows' tops and bottoms."""

    lumps: list[Lump]
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)


def join_broken(entries: Sequence[Entry], setting: Setting) -> list[Entry]:
    """Join amounts that are broken over two lines of a cell.

    In a padded table the leading of one cell shows them, where no other anchor stands on the lower
    line: two amounts one above the other have their codes or labels with them.
    """
    if setting.packed:
        return list(entries)
    anchors = anchors_of(entries, setting.sorts)
    joined: list[Entry] = []
    gone: set[int] = set()
    for entry in anchors:
        if setting.sorts[entry.first] is not Sort.AMOUNT or id(entry) in gone:
            continue
        below = [
            other
            for other in anchors
            if 0 < other.base - entry.base <= SAME_LEADING * setting.lead * entry.phrase.size
        ]
        if len(below) == 1 and below[0].first == entry.first:
            gone |= {id(entry), id(below[0])}
            words = (*entry.phrase.words, *below[0].phrase.words)
            x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
            whole = Phrase(words, x0, x1, entry.base, entry.phrase.size)
            joined.append(Entry(entry.first, entry.after, whole))
    return [*(entry for entry in entries if id(entry) not in gone), *joined]


def cut_rows(entries: Sequence[Entry], setting: Setting) -> Rows:
    """Cut a stretch of table (between two drawn level rules, or all of it) into rows."""
    spine = spine_of(anchors_of(entries, setting.sorts), setting.sorts)
    return _settle(_lumps(entries, setting), spine)


def _lumps(entries: Sequence[Entry], setting: Setting) -> list[Lump]:
    """Wrapped lines of each cell together."""
    lumps: list[Lump] = []
    for entry in sorted(entries, key=lambda entry: (entry.first, entry.after, entry.base)):
        last = lumps[-1] if lumps else None
        if (
            last is not None
            and (last.first, last.after) == (entry.first, entry.after)
            and continues(last.entries[-1], entry, setting)
            and not starts_cell(last.entries[-1], entry, setting)
        ):
            last.entries.append(entry)
        else:
            lumps.append(Lump(entry.first, entry.after, [entry]))
    return lumps


def _settle(lumps: list[Lump], spine: Sequence[float]) -> Rows:
    """Give each lump its rows."""
    size = max((entry.phrase.size for lump in lumps for entry in lump.entries), default=8.0)
    rows: list[list[Lump]] = [[] for _ in spine]
    orphans: list[Lump] = []
    spanning: list[Lump] = []
    for lump in lumps:
        beside = [
            index
            for index, base in enumerate(spine)
            if lump.top - 0.1 * size < base - 0.3 * size < lump.bottom + 0.1 * size
        ]
        if not beside:
            orphans.append(lump)
        elif len(beside) == 1:
            rows[beside[0]].append(lump)
        else:
            spanning.append(lump)
    extra = _orphan_rows(orphans, rows, spanning)
    order = sorted(
        [row for row in rows if row] + extra,
        key=lambda row: min(lump.top for lump in row),
    )
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
    for lump in sorted(orphans, key=lambda lump: lump.top):
        home: list[Lump] | None = None
        most = 0.0
        for row in (*rows, *extra):
            if any(other.first < lump.after and lump.first < other.after for other in row):
                continue
            for other in row:
                shared = _shared(lump, other)
                if shared > 0.3 and shared > most:
                    home, most = row, shared
        if home is not None:
            home.append(lump)
        elif lump.after == lump.first + 1 and any(_shared(lump, other) > 0.5 for other in spanning):
            spanning.append(lump)
        else:
            extra.append([lump])
    return extra


def _shared(one: Lump, other: Lump) -> float:
    """The part of the lower one's height that two lumps have in common."""
    shared = min(other.bottom, one.bottom) - max(other.top, one.top)
    return shared / min(other.bottom - other.top, one.bottom - one.top)
