"""How a bare table is set: what its columns hold, and how lines follow one another in it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from extractors.readers.pdf.glyphs import ASCENT, DESCENT, Word
from extractors.readers.pdf.lines import TOUCHING
from extractors.readers.pdf.phrases import ANCHORS, Phrase, Sort, is_numbered

# Leading of type set solid to Word's 1.5 lines, in font sizes.
TIGHTEST, LOOSEST = 0.85, 1.6
# Lines of one cell keep their leading to this factor; the least padding in use adds more.
SAME_LEADING = 1.07
# Baselines of one row's cells differ by less than this share of the font size.
SAME_BASE = 0.45
# With fewer wrapped lines than this their ends say little of a column's width.
FEW_LINES = 5
# Steps of packed rows are whole or half lines to this share of half a line.
HALF_LINES = 0.12
# With this share of amounts (and two at least) a line's step apart there is no padding.
TOUCHING_ROWS = 0.1
# Share of a column's phrases that must look alike for the column to be of that sort.
PURE = 0.6


@dataclass(frozen=True, eq=False)
class Entry:
    """One line of one cell: columns `first` up to but without `after`."""

    first: int
    after: int
    phrase: Phrase

    @cached_property
    def base(self) -> float:
        """The line's baseline."""
        return self.phrase.base

    @cached_property
    def top(self) -> float:
        """Where its capitals end."""
        return self.phrase.base - ASCENT * self.phrase.size

    @cached_property
    def bottom(self) -> float:
        """Where its descenders end."""
        return self.phrase.base + DESCENT * self.phrase.size


@dataclass(slots=True, eq=False)
class Lump:
    """Lines that are one cell's text."""

    first: int
    after: int
    entries: list[Entry]
    start: int = -1  # first row
    stop: int = -1  # last row

    @property
    def top(self) -> float:
        """The first line's."""
        return self.entries[0].top

    @property
    def bottom(self) -> float:
        """The last line's."""
        return self.entries[-1].bottom

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of its lines."""
        return tuple(word for entry in self.entries for word in entry.phrase.words)


def column_sorts(entries: Sequence[Entry], columns: int) -> list[Sort]:
    """What most cells of each column are; header and totals do not change it."""
    counts = [Counter[Sort]() for _ in range(columns)]
    bases = (entry.base for entry in entries if entry.phrase.sort in (Sort.AMOUNT, Sort.CODE))
    body = min(bases, default=0.0) - 1
    for entry in entries:
        if entry.after == entry.first + 1 and entry.base > body:
            counts[entry.first][entry.phrase.sort] += 1
    sorts = []
    for count in counts:
        total = count.total()
        figures = count[Sort.AMOUNT] + count[Sort.CODE] + count[Sort.NUMBER]
        if total and count[Sort.MARK] >= PURE * total * 0.8:
            sorts.append(Sort.MARK)
        elif total and count[Sort.CODE] >= PURE * total:
            sorts.append(Sort.CODE)
        elif count[Sort.NUMBER] >= max(2, PURE * total):  # a lone one may be a heading ('T1')
            sorts.append(Sort.NUMBER)
        elif figures > count[Sort.NUMBER] and figures >= PURE * total:
            sorts.append(Sort.AMOUNT)
        else:
            sorts.append(Sort.TEXT)
    return sorts


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set: what its columns hold, and how lines follow one another in it.

    `lead` is the leading of wrapped cells in font sizes; `packed` says that rows follow one another
    at that same leading; `rights` are the columns' right ends; `filled` the shares of rows in which
    a text column has a line beside the anchor; `spine` are the baselines of anchors.
    """

    sorts: tuple[Sort, ...]
    lead: float
    packed: bool
    rights: tuple[float, ...]
    filled: tuple[float, ...]
    spine: tuple[float, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry], columns: int) -> Setting:
        """Measure a table's entries."""
        sorts = column_sorts(entries, columns)
        lead = leading(entries, sorts)
        rights = [_right(entries, column, lead) for column in range(columns)]
        spine = spine_of(anchors_of(entries, sorts), sorts)
        filled = [0.0] * columns
        for column in range(columns):
            own = {
                round(entry.base, 1)
                for entry in entries
                if entry.first == column and not entry.phrase.text[:1].islower()
            }
            filled[column] = sum(round(base, 1) in own for base in spine) / max(len(spine), 1)
        packed = _is_packed(entries, sorts, lead, spine)
        return cls(tuple(sorts), lead, packed, tuple(rights), tuple(filled), tuple(spine))


def _right(entries: Sequence[Entry], column: int, lead: float) -> float:
    """How far a column's wrapped lines reach."""
    own = sorted(
        (entry for entry in entries if (entry.first, entry.after) == (column, column + 1)),
        key=by_base,
    )
    ends = sorted(
        before.phrase.x1
        for before, after in pairwise(own)
        if after.base - before.base <= SAME_LEADING * lead * after.phrase.size
        and after.phrase.text[:1].islower()
    )
    if len(ends) < FEW_LINES:
        return max((entry.phrase.x1 for entry in own), default=0.0)
    return ends[round(0.9 * (len(ends) - 1))]  # not the longest: a band may stand in the column


def leading(entries: Sequence[Entry], sorts: Sequence[Sort]) -> float:
    """The leading of wrapped cells in font sizes; LOOSEST's lower end where nothing wraps."""
    pitches = []
    for column, sort in enumerate(sorts):
        if sort is not Sort.TEXT:
            continue
        own = sorted(
            (entry for entry in entries if entry.first == column), key=lambda entry: entry.base
        )
        for before, after in pairwise(own):
            pitch = (after.base - before.base) / max(before.phrase.size, after.phrase.size)
            if TIGHTEST <= pitch <= LOOSEST:
                pitches.append(pitch)
    if not pitches:
        return 1.2
    pitches.sort()
    # The smallest pitch that is no exception.
    return pitches[min(len(pitches) - 1, len(pitches) // 12)]


def is_anchor(entry: Entry, sorts: Sequence[Sort]) -> bool:
    """Whether the entry is of its column's sort, and that sort stands once a row."""
    sort = sorts[entry.after - 1] if entry.after - entry.first == 1 else Sort.TEXT
    if sort not in ANCHORS or any(word.turned for word in entry.phrase.words):
        return False
    own = entry.phrase.sort
    if sort is Sort.AMOUNT:
        # A quarter's name over amounts ('T1') looks like a numbering.
        return own in (Sort.AMOUNT, Sort.CODE) or (
            own is Sort.NUMBER and entry.phrase.text[:1].isdigit()
        )
    return own is sort


def anchors_of(entries: Sequence[Entry], sorts: Sequence[Sort]) -> list[Entry]:
    """The entries that start rows, from top to bottom."""
    return sorted((entry for entry in entries if is_anchor(entry, sorts)), key=by_base)


def by_base(entry: Entry) -> float:
    """For sorting from top to bottom."""
    return entry.base


def spine_of(anchors: Sequence[Entry], sorts: Sequence[Sort]) -> list[float]:
    """Baselines at which a row stands, top to bottom.

    Amounts and codes first; numbers and marks count where no amount's row is near, since those of
    a cell that spans two rows may stand between the two.
    """
    spine: list[float] = []
    main = [entry for entry in anchors if sorts[entry.first] in (Sort.AMOUNT, Sort.CODE)]
    for entry in main:
        if not spine or entry.base - spine[-1] > SAME_BASE * entry.phrase.size:
            spine.append(entry.base)
    pitch = min((after - before for before, after in pairwise(spine)), default=0.0)
    for entry in anchors:
        if _off(spine, entry.base) > max(0.8 * pitch, SAME_BASE * entry.phrase.size):
            insort(spine, entry.base)
    return spine


def _off(spine: Sequence[float], base: float) -> float:
    """How far a baseline is from the nearest of a spine, top to bottom."""
    at = bisect_left(spine, base)
    return min((abs(other - base) for other in spine[max(at - 1, 0) : at + 1]), default=inf)


def continues(before: Entry, entry: Entry, setting: Setting) -> bool:
    """Whether a line stands under another as lines of one cell do."""
    if is_anchor(entry, setting.sorts) or is_anchor(before, setting.sorts):
        return False
    size = max(before.phrase.size, entry.phrase.size)
    return entry.base - before.base <= SAME_LEADING * setting.lead * size


def _is_packed(
    entries: Sequence[Entry], sorts: Sequence[Sort], lead: float, spine: Sequence[float]
) -> bool:
    """Whether rows follow one another at the leading of their own lines, without padding."""
    size = max((entry.phrase.size for entry in entries), default=0.0)
    touching = sum(
        after - before <= SAME_LEADING * lead * size for before, after in pairwise(spine)
    )
    if touching >= max(2, TOUCHING_ROWS * len(spine)):
        return True
    tight = loose = 0
    ordered = sorted(entries, key=lambda entry: (entry.first, entry.base))
    for before, entry in pairwise(ordered):
        if before.first != entry.first or sorts[entry.first] is not Sort.TEXT:
            continue
        pitch = (entry.base - before.base) / max(before.phrase.size, entry.phrase.size)
        if pitch <= SAME_LEADING * lead:
            tight += 1
        elif pitch <= 3 * lead and abs(pitch / lead * 2 - round(pitch / lead * 2)) > HALF_LINES:
            loose += 1
    # In a padded table a good part of the steps are no whole number of (half) lines.
    return tight > 0 and loose <= 0.15 * tight


# What speaks for a line to begin a cell, where no padding parts the cells. A numbering settles it;
# a capital outweighs a full line above (the text may just have wrapped there); a column with a
# line in nearly every row has no cell that spans rows.
NUMBERED, CAPITAL, ROOM, BESIDE_ANCHOR, ALWAYS_FILLED, PARTED = 3.0, 1.5, 1.0, 0.75, 2.0, 1.5
FILLED = 0.8
# Baselines set by one command are equal but for rounding; spanning cells' lines hit an anchor's
# baseline this closely by chance only.
EXACT_BASE = 0.1
LONGEST_ACRONYM = 8
# A line that ends so goes on: 'Facilities &', 'Direction de'.
_HANGS = re.compile(
    r"[,;(/&]$|\b(?:et|ou|de|du|des|la|le|les|à|aux?|en|par|pour|sur|d'|l'|and|of|the|for)$",
    re.IGNORECASE,
)
_LONGEST_END = 8  # characters that the pattern looks at, from the end


def _first_word(one: Phrase) -> float:
    """How wide its first word is, be it drawn letter by letter."""
    end = one.words[0].x1
    for before, after in pairwise(one.words):
        if after.x0 - before.x1 >= TOUCHING * one.size:
            break
        end = after.x1
    return end - one.x0


def _is_shouted(before: str, text: str) -> bool:
    """Whether two lines are of a text in capitals; short ones may be acronyms of their own."""
    both = before.isupper() and text.isupper()
    return both and max(len(before), len(text)) > LONGEST_ACRONYM


def starts_cell(
    before: Entry, entry: Entry, setting: Setting, *, parted: bool = False, said: str = ""
) -> bool:
    """Whether a line that follows another at a cell's own leading begins a new cell all the same.

    It says so by a numbering, a capital, an anchor beside it, or by a line above it that was left
    short although the first word would have fitted there. `parted` says that the border of a
    shaded row runs between the two; `said` is the cell's text so far, if more than that line.
    """
    text, size = entry.phrase.text, entry.phrase.size
    said = said or before.phrase.text
    open_end = said.count("(") > said.count(")")
    if open_end and text.find(")") >= 0 > text.find("("):
        return False
    if _HANGS.search(said[-_LONGEST_END:]) and not is_numbered(text):
        return False
    # A number alone may be the last word of a wrapped label: 'Sous-total activité / 1.1.2'.
    alone = entry.phrase.sort is Sort.NUMBER and setting.sorts[entry.first] is not Sort.NUMBER
    numbered = is_numbered(text) and not alone
    capital = not text[:1].islower()
    # The capitals of a text in capitals say nothing.
    shouted = alone or _is_shouted(before.phrase.text, text)
    if not setting.packed:
        exact = _off(setting.spine, entry.base) <= EXACT_BASE * size
        return exact and (numbered or (capital and not shouted))
    room = setting.rights[before.after - 1] - before.phrase.x1
    beside = _off(setting.spine, entry.base) <= SAME_BASE * size
    score = NUMBERED if numbered else 0.0
    if not shouted:
        score += CAPITAL if capital else -CAPITAL
    score += ROOM if room > _first_word(entry.phrase) + 0.3 * size else -ROOM
    score += BESIDE_ANCHOR if beside else -BESIDE_ANCHOR
    if (beside or parted) and setting.filled[entry.first] > FILLED:
        score += ALWAYS_FILLED
    if parted:
        score += PARTED
    return score > 0
