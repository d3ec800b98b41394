"""Columns of a table without upright rules: where its phrases stand below one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.readers.pdf.phrases import WIDEST_SPACE, Phrase, Sort, phrase

# Points. Phrases that overlap by less are side by side: side bearings and slanted glyphs.
OVERLAP = 0.8
# Points. Edges of one column vary by less than this (rounding of positions, side bearings).
SAME_EDGE = 1.6
# Lines with a wide gap over a border before it is certain: one may be an odd tab stop.
CERTAIN = 2
BULLETS = frozenset(("•", "-", "–", "—", "▪", "◦", "§", "·", "➢", "o", "\uf0b7", "\uf0a7", "\uf0d8"))


@dataclass(slots=True)
class Column:
    """A stack of phrases; `x0` and `x1` are the ends of what stands in it."""

    x0: float
    x1: float
    phrases: list[Phrase] = field(default_factory=list)

    def takes(self, other: Phrase) -> bool:
        """Whether the phrase stands over this column."""
        return other.x0 < self.x1 - OVERLAP and other.x1 > self.x0 + OVERLAP

    def edge(self) -> float | None:
        """The left edge that most of its phrases share."""
        counts = Counter(round(phrase.x0 / SAME_EDGE) for phrase in self.phrases)
        if not counts:
            return None
        place, _ = counts.most_common(1)[0]
        near = [
            phrase.x0
            for phrase in self.phrases
            if abs(phrase.x0 - place * SAME_EDGE) <= SAME_EDGE
        ]
        return min(near)


def find_columns(
    lines: Sequence[Sequence[Phrase]], walls: Sequence[float] = ()
) -> list[Column]:
    """Columns from left to right. `walls` are x that surely part two columns (drawn rules).

    Phrases go in from the narrowest; one that stands over two columns is a heading over both, or
    a sign that they are one.
    """
    columns: list[Column] = []
    bridges: list[Phrase] = []
    parts = [part for line in lines for one in line for part in cut_at(one, walls)]
    for one in sorted(parts, key=_width):
        under = [column for column in columns if column.takes(one)]
        if not under:
            columns.append(Column(one.x0, one.x1, [one]))
        elif len(under) == 1:
            column = under[0]
            column.x0, column.x1 = min(column.x0, one.x0), max(column.x1, one.x1)
            column.phrases.append(one)
        else:
            bridges.append(one)
    columns.sort(key=_left)
    columns = _merge_split_texts(columns, bridges, lines)
    return _join_headings(_join_bullets(columns, lines))


def _width(one: Phrase) -> float:
    return one.x1 - one.x0


def _left(column: Column) -> float:
    return column.x0


def _merge_split_texts(
    columns: list[Column], bridges: list[Phrase], lines: Sequence[Sequence[Phrase]]
) -> list[Column]:
    """Join columns that are stray pieces of one column's text."""
    while len(columns) > 1:
        parted = _parted(columns, lines)
        crossings = [0] * len(columns)  # crossings[i]: phrases over columns i-1 and i
        for one in bridges:
            under = [index for index, column in enumerate(columns) if column.takes(one)]
            borders = [
                index
                for index in under[1:]
                if not _splits_at(one, columns[index - 1], columns[index])
            ]
            if any(parted[index] >= CERTAIN for index in borders):
                continue  # a heading or a band of the table: it says nothing of columns
            for index in borders:
                crossings[index] += 1
        worst = max(
            range(1, len(columns)),
            key=lambda index: crossings[index] - parted[index],
        )
        if crossings[worst] <= parted[worst]:
            break
        _join(columns, worst)
        for one in [one for one in bridges if sum(column.takes(one) for column in columns) == 1]:
            bridges.remove(one)
            home = next(column for column in columns if column.takes(one))
            home.phrases.append(one)
            home.x0, home.x1 = min(home.x0, one.x0), max(home.x1, one.x1)
    return columns


def _join(columns: list[Column], index: int) -> None:
    """Join a column to the one on its left."""
    left, right = columns[index - 1], columns.pop(index)
    left.x0, left.x1 = min(left.x0, right.x0), max(left.x1, right.x1)
    left.phrases += right.phrases


def _parted(columns: Sequence[Column], lines: Sequence[Sequence[Phrase]]) -> list[int]:
    """For each border (to a column's left) the number of lines with a gap over it that is wider
    than any word space."""
    counts = [0] * len(columns)
    for line in lines:
        for before, after in zip(line, line[1:], strict=False):
            if after.x0 - before.x1 < WIDEST_SPACE * before.size:
                continue
            for index in range(1, len(columns)):
                if (
                    before.x1 <= columns[index].x0 + OVERLAP
                    and after.x0 >= columns[index - 1].x1 - OVERLAP
                ):
                    counts[index] += 1
    return counts


def _join_headings(columns: list[Column]) -> list[Column]:
    """Join a heading to its column where the two stand beside one another: 'Montant' set to the
    left over amounts set to the right."""
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
            beside = [
                other
                for other in (index - 1, index + 1)
                if 0 <= other < len(columns)
                and all(one.base >= body for one in columns[other].phrases)
            ]
            if beside:
                near = min(beside, key=lambda other: _distance(column, columns[other]))
                _join(columns, max(index, near))
                index = 0
                continue
        index += 1
    return columns


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


def _splits_at(one: Phrase, left: Column, right: Column) -> bool:
    """Whether the phrase is two cells set close: a gap falls between the columns, and what comes
    after it starts where the right column's phrases start."""
    edge = right.edge()
    for before, after in zip(one.words, one.words[1:], strict=False):
        if before.x1 <= right.x0 + OVERLAP and after.x0 >= left.x1 - OVERLAP:
            starts = edge is not None and abs(after.x0 - edge) <= SAME_EDGE
            ends = any(abs(one.x1 - other.x1) <= SAME_EDGE for other in right.phrases[:20])
            return starts or (ends and after.x0 - before.x1 > 0.5 * one.size)
    return False


def cut_at(one: Phrase, walls: Sequence[float]) -> list[Phrase]:
    """The phrase cut at the walls that fall between two of its words."""
    parts, begin = [], 0
    for index in range(1, len(one.words)):
        before, after = one.words[index - 1], one.words[index]
        if any(before.x1 - OVERLAP <= wall <= after.x0 + OVERLAP for wall in walls):
            parts.append(phrase(one.words[begin:index]))
            begin = index
    return [one] if not begin else [*parts, phrase(one.words[begin:])]


@dataclass(frozen=True, slots=True)
class Stack:
    """Columns as settled: extents and left edges, left to right, and the cuts between them."""

    extents: tuple[tuple[float, float], ...]
    edges: tuple[float | None, ...]

    @classmethod
    def of(cls, columns: Iterable[Column]) -> Stack:
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
        for border in range(first + 1, last + 1):
            edge = self.edges[border]
            for at in range(1, len(one.words)):
                before, after = one.words[at - 1], one.words[at]
                if after.x0 < cuts[border] - OVERLAP or before.x1 > self.extents[border][0] + (
                    OVERLAP
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
