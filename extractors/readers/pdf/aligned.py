"""Tables without rules on both axes, found by where words line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from operator import attrgetter
from statistics import median

from extractors.document import Box, Layout
from extractors.readers.pdf.columns import SAME_EDGE, find_columns
from extractors.readers.pdf.enclosed import with_enclosed
from extractors.readers.pdf.glyphs import ASCENT, DESCENT, Word
from extractors.readers.pdf.heading import settle_heading
from extractors.readers.pdf.levels import (
    bands_of,
    covers,
    cut_at_ends,
    is_at,
    levels_of,
    open_lumps,
    own_levels_of,
    part,
)
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.listed import listed
from extractors.readers.pdf.parting import part_amounts
from extractors.readers.pdf.phrases import Phrase, phrases_of, usual_space
from extractors.readers.pdf.rows import Rows, cut_rows, join_broken
from extractors.readers.pdf.setting import Entry, Lump, Setting
from extractors.readers.pdf.shapes import Drawing, Fill, Rule
from extractors.readers.pdf.spans import centre_spans
from extractors.readers.pdf.stack import Stack
from extractors.readers.pdf.stretches import (
    TALLEST_HEADING,
    Stretch,
    remainder,
    stretches,
    with_turned,
    without_strays,
)
from extractors.readers.pdf.table import Slot, Table

# A page of a table shows most of its columns, and few of its phrases run over their borders: bands
# and headings.
MOST_COLUMNS, ASTRAY = 0.75, 0.1
# A page that shows fewer columns (a sparse schedule) has most phrases on the edges of those before.
MOST_ALIGNED = 0.8


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page besides text, where it is no ruled table.

    `levels` are level rules, `shades` the level borders of painted areas, `walls` the x of upright
    rules, `marks` small figures, `bars` small painted areas without text (of a Gantt chart).
    """

    levels: tuple[Rule, ...] = ()
    shades: tuple[Rule, ...] = ()
    walls: tuple[float, ...] = ()
    marks: tuple[Drawing, ...] = ()
    bars: tuple[Fill, ...] = ()


def aligned_tables(
    words: Sequence[Word], drawn: Drawn, before: Stack | None
) -> tuple[list[tuple[Table, Stack]], list[Word]]:
    """The tables that the words' alignment shows, with their columns, and the words left over.

    `before` are the columns of the last table of the page before, kept where they fit so that a
    table has the same columns on each page.
    """
    upright = [word for word in words if word.turned == 0]
    if not upright:
        return [], list(words)
    size = median(word.size for word in upright)
    marks = [_stand_in(mark, size) for mark in drawn.marks]
    bars = [mark for bar in drawn.bars if (mark := _bar_stand_in(bar, upright, size))]
    printed = lines_of([*upright, *marks])
    space = usual_space(printed)
    lines = part_amounts(
        cut_at_ends([tuple(phrases_of(line, space)) for line in printed], drawn.levels)
    )
    turned = [word for word in words if word.turned]
    tables: list[tuple[Table, Stack]] = []
    used: set[tuple[float, float]] = set()
    found: list[tuple[Stretch, Stack | None]] = [
        (stretch, None) for stretch in stretches(lines, turned)
    ]
    if not found and bars:
        barred = [tuple(phrases_of(line, space)) for line in lines_of([*upright, *marks, *bars])]
        found = [(_without(bars, stretch), None) for stretch in stretches(barred, turned)]
    rest = None
    if before is not None and len(before) > 1:
        rest = remainder(lines, [stretch for stretch, _ in found], before)
    if rest:
        found.insert(0, (rest, None))
    if not found and (texts := listed(lines, before)):
        found = [texts]
    for stretch, known in found:
        stretch = with_turned(without_strays(stretch), turned, size, lines)
        if drawn.levels:
            others = {
                id(line) for other, _ in found if other is not stretch for line in other.lines
            }
            free = [line for line in lines if id(line) not in others]
            stretch = with_enclosed(stretch, drawn.levels, free)
        stack = known or _columns(stretch, drawn, before)
        if len(stack) < 2:
            continue
        tables.append((_table(stretch, stack, drawn), stack))
        before = stack
        used.update(
            (word.x0, word.y0) for line in stretch.lines for phrase in line for word in phrase.words
        )
    # Not by identity: of a word cut in two, the first part stands where the whole did.
    return tables, [word for word in words if (word.x0, word.y0) not in used]


def _stand_in(mark: Drawing, size: float) -> Word:
    """A word without text in a figure's place: it lines up and marks as a letter would."""
    base = (mark.y0 + mark.y1) / 2 + (ASCENT - DESCENT) / 2 * size
    middle, reach = (mark.x0 + mark.x1) / 2, (mark.x1 - mark.x0) / 4
    # Half as wide as drawn: strokes reach over where letters leave room.
    return Word("", middle - reach, mark.y0, middle + reach, mark.y1, base, size, 0, ())


def _without(bars: Sequence[Word], stretch: Stretch) -> Stretch:
    """The stretch without the bars' stand-ins, which showed it to be a table but are no text."""
    gone = {id(bar) for bar in bars}
    lines = (
        tuple(one for one in line if not all(id(word) in gone for word in one.words))
        for line in stretch.lines
    )
    return Stretch(tuple(line for line in lines if line))


def _bar_stand_in(bar: Fill, words: Sequence[Word], size: float) -> Word | None:
    """The same for a painted bar: on the line beside its middle, for its row may have several."""
    middle = (bar.y0 + bar.y1) / 2
    bases = (word.base for word in words if bar.y0 < word.base - size / 2 < bar.y1)
    base = min(bases, key=lambda base: abs(base - size / 2 - middle), default=None)
    if base is None:
        return None
    centre, reach = (bar.x0 + bar.x1) / 2, min((bar.x1 - bar.x0) / 4, size / 2)
    return Word("", centre - reach, base - size, centre + reach, base, base, size, 0, ())


def _columns(stretch: Stretch, drawn: Drawn, before: Stack | None) -> Stack:
    rows: dict[int, list[Phrase]] = {}
    for bar in sorted(drawn.bars, key=_by_left):
        if stretch.top < bar.y1 < stretch.bottom + TALLEST_HEADING:
            size = stretch.lines[0][0].size
            rows.setdefault(round(bar.y0), []).append(Phrase((), bar.x0, bar.x1, bar.y1, size))
    bars = list(rows.values())
    stack = Stack.of(find_columns([*stretch.lines, *bars], drawn.walls))
    if before is not None and len(before) > 1 and _fits(stretch, before, stack):
        return before
    return stack


def _fits(stretch: Stretch, before: Stack, own: Stack) -> bool:
    """Whether the page before's columns serve here too.

    They do where each column found here lies within one of theirs, and still where next to none of
    the phrases runs over one of their borders: a heading may have joined two columns here.
    """
    if len(own) > len(before):
        return False
    cuts = before.cuts
    homes = {
        index
        for x0, x1 in own.extents
        for index in range(len(before))
        if cuts[index] - 1 <= x0 and x1 <= cuts[index + 1] + 1
    }
    if len(homes) == len(own):
        return True
    phrases = [one for line in stretch.lines for one in line]
    if len(own) < MOST_COLUMNS * len(before):
        aligned = sum(_is_aligned(one, before) for one in phrases)
        if aligned < MOST_ALIGNED * len(phrases):
            return False
    astray = sum(
        any(one.x0 + 1 < cut < one.x1 - 1 for cut in cuts[1:-1])
        and all(after - first > 1 for first, after, _ in before.place(one))
        for one in phrases
    )
    return astray <= max(1, ASTRAY * len(phrases))


def _is_aligned(one: Phrase, stack: Stack) -> bool:
    """Whether a phrase begins, ends or has its middle where a column's phrases do."""
    return any(
        (edge is not None and abs(one.x0 - edge) <= SAME_EDGE)
        or abs(one.x1 - x1) <= SAME_EDGE
        or abs(one.x0 + one.x1 - x0 - x1) <= 2 * SAME_EDGE
        for (x0, x1), edge in zip(stack.extents, stack.edges, strict=True)
    )


def _table(stretch: Stretch, stack: Stack, drawn: Drawn) -> Table:
    entries = _entries(stretch, stack)
    entries = join_broken(entries, len(stack))
    setting = Setting.of(entries, len(stack))
    cuts = stack.cuts
    levels = levels_of(entries, cuts, drawn.levels)
    soft = [
        shade
        for shade in levels_of(entries, cuts, drawn.shades)
        if covers(shade, cuts[0], cuts[-1]) and not is_at(shade, levels)
    ]
    own_levels = own_levels_of(entries, cuts, setting, levels, soft)
    hard_levels = [[level for level in own if level in levels] for own in own_levels]
    levels = sorted([*levels, *soft])
    plain, spanning = part(entries, levels, own_levels)
    lumps: list[Lump] = []
    tops: list[float] = []
    bottoms: list[float] = []
    for band in bands_of(plain, levels):
        rows: Rows = cut_rows(band, setting)
        for lump in rows.lumps:
            lump.start += len(tops)
            lump.stop += len(tops)
        lumps += rows.lumps
        tops += rows.tops
        bottoms += rows.bottoms
    borders = [tops[0] - 2]
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        between = [level.at for level in levels if bottom - 3 <= level.at <= top + 3]
        borders.append(between[0] if between else max((bottom + top) / 2, borders[-1]))
    borders.append(max(bottoms[-1] + 2, borders[-1]))
    for band in spanning:
        lumps += open_lumps(band, own_levels[band[0].first], borders, setting)
    bars = min((bar.y0 for bar in drawn.bars if bar.y0 > stretch.top), default=inf)
    lumps, borders = settle_heading(lumps, borders, setting, stack, bars)
    centre_spans(lumps, borders, setting.sorts, hard_levels)
    contents: dict[tuple[int, int], list[Word]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for lump in lumps:
        place = (lump.start, lump.first)
        contents.setdefault(place, []).extend(lump.words)
        rows_after, after = spans.get(place, (0, 0))
        spans[place] = (max(rows_after, lump.stop + 1), max(after, lump.after))
    return Table(cuts, tuple(borders), _slots(contents, spans, cuts, borders), Layout.ALIGNED)


def _slots(
    contents: dict[tuple[int, int], list[Word]],
    spans: dict[tuple[int, int], tuple[int, int]],
    cuts: Sequence[float],
    borders: Sequence[float],
) -> tuple[Slot, ...]:
    covered: set[tuple[int, int]] = set()
    slots = []
    for row in range(len(borders) - 1):
        for column in range(len(cuts) - 1):
            if (row, column) in covered:
                continue
            bottom, right = spans.get((row, column), (row + 1, column + 1))
            # A span ends where another cell stands.
            while right > column + 1 and any(
                (row, inside) in contents for inside in range(column + 1, right)
            ):
                right -= 1
            while bottom > row + 1 and any(
                (under, inside) in contents
                for under in range(row + 1, bottom)
                for inside in range(column, right)
            ):
                bottom -= 1
            covered.update(
                (under, inside) for under in range(row, bottom) for inside in range(column, right)
            )
            slots.append(
                Slot(
                    row,
                    column,
                    bottom - row,
                    right - column,
                    Box(cuts[column], borders[row], cuts[right], borders[bottom]),
                    tuple(contents.get((row, column), ())),
                )
            )
    return tuple(slots)


def _entries(stretch: Stretch, stack: Stack) -> list[Entry]:
    """Each line's phrases by column; phrases of one line and column together."""
    entries = []
    for line in stretch.lines:
        merged: dict[tuple[int, int], list[Phrase]] = {}
        for phrase in line:
            for first, after, piece in stack.place(phrase):
                merged.setdefault((first, after), []).append(piece)
        for (first, after), pieces in merged.items():
            words = sorted((word for piece in pieces for word in piece.words), key=_by_left)
            whole = Phrase(
                tuple(words),
                min(piece.x0 for piece in pieces),
                max(piece.x1 for piece in pieces),
                pieces[0].base,
                max(piece.size for piece in pieces),
            )
            entries.append(Entry(first, after, whole))
    return entries


_by_left = attrgetter("x0")
