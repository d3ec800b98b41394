"""Columns as settled, and the places of phrases in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf.columns import CELL_GAP, OVERLAP, SAME_EDGE, WIDER_GAP, Column
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.phrases import Phrase, Sort, phrase

# No plan's amount has more digits than a thousand billion francs and two decimals.
MOST_DIGITS = 15


def _as_amounts(words: Sequence[Word], count: int) -> list[list[Phrase]]:
    """The ways to read words as so many amounts side by side."""
    if count == 1:
        last = phrase(words)
        return [[last]] if last.sort is Sort.AMOUNT else []
    ways: list[list[Phrase]] = []
    for at in range(1, len(words) - count + 2):
        head = phrase(words[:at])
        if head.sort is Sort.AMOUNT:
            ways += [[head, *rest] for rest in _as_amounts(words[at:], count - 1)]
    return ways


@dataclass(frozen=True, slots=True)
class Stack:
    """Columns as settled: extents and left edges, left to right, and the cuts between them."""

    extents: tuple[tuple[float, float], ...]
    edges: tuple[float | None, ...]

    @classmethod
    def of(cls, columns: Iterable[Column]) -> Stack:
        """Settle columns found."""
        columns = list(columns)
        return cls(
            tuple((column.x0, column.x1) for column in columns),
            tuple(column.edge() for column in columns),
        )

    def __len__(self) -> int:
        return len(self.extents)

    @property
    def cuts(self) -> tuple[float, ...]:
        """Borders of the columns: the middle of each gap, and the outer ends."""
        inner = [
            (before[1] + after[0]) / 2
            for before, after in zip(self.extents, self.extents[1:], strict=False)
        ]
        return (self.extents[0][0] - 2, *inner, self.extents[-1][1] + 2)

    def place(self, one: Phrase) -> list[tuple[int, int, Phrase]]:
        """The phrase, or its pieces, as (first column, column after, piece)."""
        cuts = self.cuts
        first, last = self._columns(one)
        if last > first and one.sort is Sort.TEXT:
            # Figures a word space apart, as many as columns; their currency stands on one side.
            ways = [
                way
                for way in _as_amounts(one.words, last - first + 1)
                if len({part.text[0].isdigit() for part in way}) == 1
            ]
            if len(ways) == 1:
                return [(first + at, first + at + 1, part) for at, part in enumerate(ways[0])]
        placed, rest = [], one
        while last > first:
            split = self._split(rest, first, last, cuts)
            if split is None:
                break
            border, at = split
            head, rest = phrase(rest.words[:at]), phrase(rest.words[at:])
            begin, end = self._columns(head)
            placed.append((begin, min(end, border - 1) + 1, head))
            first, last = self._columns(rest)
        placed.append((first, last + 1, rest))
        return placed

    def _columns(self, one: Phrase) -> tuple[int, int]:
        """First and last column that the phrase stands over (nearest one if over none)."""
        over = [
            index
            for index, (x0, x1) in enumerate(self.extents)
            if one.x0 < x1 - OVERLAP and one.x1 > x0 + OVERLAP
        ]
        if over:
            return over[0], over[-1]
        middle = (one.x0 + one.x1) / 2
        nearest = min(
            range(len(self.extents)),
            key=lambda index: max(
                self.extents[index][0] - middle, middle - self.extents[index][1], 0
            ),
        )
        return nearest, nearest

    def _split(
        self, one: Phrase, first: int, last: int, cuts: Sequence[float]
    ) -> tuple[int, int] | None:
        """(column border, word) where the words from there on begin in the next column."""
        digits = sum(map(str.isdigit, one.text)) if one.sort is Sort.AMOUNT else 0
        if digits > MOST_DIGITS and len(one.words) > 1:
            # Two amounts that fill their columns: only the border tells them apart.
            breaks = range(1, len(one.words))
            border = cuts[first + 1]
            return first + 1, min(breaks, key=lambda at: abs(one.words[at].x0 - border))
        gaps = sorted(after.x0 - before.x1 for before, after in pairwise(one.words))
        # A gap like the phrase's others is a word space, even if the type has wide ones.
        narrowest = max(CELL_GAP * one.size, WIDER_GAP * gaps[len(gaps) // 2] if gaps[2:] else 0)
        for border in range(first + 1, last + 1):
            edge = self.edges[border]
            for at in range(1, len(one.words)):
                before, after = one.words[at - 1], one.words[at]
                if (
                    after.x0 < cuts[border] - OVERLAP
                    or before.x1 > self.extents[border][0] + OVERLAP
                    or after.x0 - before.x1 < narrowest
                ):
                    continue
                starts = edge is not None and abs(after.x0 - edge) <= SAME_EDGE
                ends = (
                    abs(one.x1 - self.extents[border][1]) <= SAME_EDGE
                    and after.x0 - before.x1 > 0.5 * one.size
                )
                if starts or ends:
                    return border, at
                break
        return None
