"""Tables without rules on both axes, found by where words line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.document import Box, Layout
from extractors.readers.pdf.columns import Stack, find_columns
from extractors.readers.pdf.glyphs import ASCENT, DESCENT, Word
from extractors.readers.pdf.heading import settle_heading
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.phrases import ANCHORS, Phrase, is_tabular, phrases_of, usual_space
from extractors.readers.pdf.rows import (
    Entry,
    Lump,
    Rows,
    Setting,
    continues,
    cut_rows,
    join_broken,
    starts_cell,
)
from extractors.readers.pdf.rules import SNAP
from extractors.readers.pdf.shapes import Drawing, Fill, Rule
from extractors.readers.pdf.spans import centre_spans
from extractors.readers.pdf.table import Slot, Table

# A table has at least this many such lines.
FEWEST_LINES = 3
# In font sizes, and in the page's usual line steps: a blank this high may part two tables, and
# their columns decide.
PARTING = 3.0
PARTING_STEPS = 1.6
# In font sizes. Lines this close hang together: the leading of wrapped text.
CLOSE = 1.35
# Points. Turned headings are no taller than this: a dozen words of one line.
TALLEST_HEADING = 150.0
# A heading over columns takes up no more than this share of a table's width; paragraphs do.
WIDEST_HEADING = 0.5
# A level rule cuts rows where it runs along this share of a column.
ALONG = 0.6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines (as phrases) that may be one table."""

    lines: tuple[tuple[Phrase, ...], ...]

    @property
    def top(self) -> float:
        return self.lines[0][0].base

    @property
    def bottom(self) -> float:
        return self.lines[-1][0].base


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
    printed = lines_of([*upright, *(_stand_in(mark, size) for mark in drawn.marks)])
    space = usual_space(printed)
    lines = [tuple(phrases_of(line, space)) for line in printed]
    turned = [word for word in words if word.turned]
    tables, used = [], set()
    for stretch in _stretches(lines):
        stretch = _with_turned(stretch, turned, size)
        stack = _columns(stretch, drawn, before)
        if len(stack) < 2:
            continue
        tables.append((_table(stretch, stack, drawn), stack))
        before = stack
        used.update(id(word) for line in stretch.lines for phrase in line for word in phrase.words)
    return tables, [word for word in words if id(word) not in used]


def _stand_in(mark: Drawing, size: float) -> Word:
    """A word without text in a figure's place: it lines up and marks as a letter would."""
    base = (mark.y0 + mark.y1) / 2 + (ASCENT - DESCENT) / 2 * size
    return Word("", mark.x0, mark.y0, mark.x1, mark.y1, base, size, 0, ())


def _with_turned(stretch: Stretch, turned: Sequence[Word], size: float) -> Stretch:
    """Add headings that are turned to stand over narrow columns."""
    x0 = min(phrase.x0 for line in stretch.lines for phrase in line)
    x1 = max(phrase.x1 for line in stretch.lines for phrase in line)
    heads = [
        Phrase((word,), word.x0, word.x1, word.y1, size)
        for word in turned
        if word.x0 > x0
        and word.x1 < x1 + TALLEST_HEADING
        and stretch.top - TALLEST_HEADING < word.y1 < stretch.top + TALLEST_HEADING / 2
    ]
    if not heads:
        return stretch
    lines = [*stretch.lines, *((head,) for head in heads)]
    return Stretch(tuple(sorted(lines, key=lambda line: line[0].base)))


def _stretches(lines: Sequence[tuple[Phrase, ...]]) -> list[Stretch]:
    """Cut the page where a blank parts it and join what has the same columns."""
    chunks: list[list[tuple[Phrase, ...]]] = []
    tabular = [line[0].base for line in lines if is_tabular(line)]
    steps = [after - before for before, after in zip(tabular, tabular[1:], strict=False)]
    usual = median(steps) if steps else 0.0
    for line in lines:
        size = max(phrase.size for phrase in line)
        parting = max(PARTING * size, PARTING_STEPS * usual)
        if chunks and line[0].base - chunks[-1][-1][0].base <= parting:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    found: list[list[tuple[Phrase, ...]]] = []
    for chunk in chunks:
        if not any(is_tabular(line) for line in chunk):
            continue
        if found and _same_columns(found[-1], chunk):
            found[-1] = found[-1] + chunk
        else:
            found.append(chunk)
    trimmed = (_trim(chunk) for chunk in found)
    return [Stretch(tuple(chunk)) for chunk in trimmed if _is_table(chunk)]


def _same_columns(above: Sequence[tuple[Phrase, ...]], below: Sequence[tuple[Phrase, ...]]) -> bool:
    first = [line for line in above if is_tabular(line)]
    second = [line for line in below if is_tabular(line)]
    count, more = len(find_columns(first)), len(find_columns(second))
    both = len(find_columns([*first, *second]))
    if len(second) < FEWEST_LINES and both > count:
        return False
    return both >= max(count, more) and both <= count + 1


def _is_table(lines: Sequence[tuple[Phrase, ...]]) -> bool:
    tabular = [line for line in lines if is_tabular(line)]
    if len(tabular) >= FEWEST_LINES:
        return True
    return len(tabular) >= 2 and any(phrase.sort in ANCHORS for line in tabular for phrase in line)


def _trim(lines: list[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """Take off titles above and notes below."""
    tabular = [index for index, line in enumerate(lines) if is_tabular(line)]
    if not tabular:
        return []
    stack = Stack.of(find_columns([lines[index] for index in tabular]))
    first, last = tabular[0], tabular[-1]
    pitches = [
        after[0].base - before[0].base
        for before, after in zip(lines[first:last], lines[first + 1 : last + 1], strict=False)
    ]
    usual = median(pitches) if pitches else 0.0
    while first > 0 and _belongs(lines[first - 1], lines[first], stack, usual):
        first -= 1
    while last < len(lines) - 1 and _belongs(lines[last + 1], lines[last], stack, usual):
        last += 1
    return lines[first : last + 1]


def _belongs(
    line: Sequence[Phrase], neighbour: Sequence[Phrase], stack: Stack, usual: float
) -> bool:
    """Whether a line next to the table is a part of it: it fits its columns and stands close."""
    size = max(phrase.size for phrase in line)
    step = abs(line[0].base - neighbour[0].base)
    width = stack.cuts[-1] - stack.cuts[0]
    if any(phrase.x1 - phrase.x0 > WIDEST_HEADING * width for phrase in line):
        return False
    placed = [part for phrase in line for part in stack.place(phrase)]
    fits = all(after - first == 1 for first, after, _ in placed)
    if step <= CLOSE * size:
        return fits or len(line) > 1 or line[0].base < neighbour[0].base
    return fits and len(line) > 1 and step <= 1.1 * usual


def _columns(stretch: Stretch, drawn: Drawn, before: Stack | None) -> Stack:
    bars = [
        (Phrase((), bar.x0, bar.x1, bar.y1, stretch.lines[0][0].size),)
        for bar in drawn.bars
        if stretch.top < bar.y1 < stretch.bottom + TALLEST_HEADING
    ]
    stack = Stack.of(find_columns([*stretch.lines, *bars], drawn.walls))
    if before is not None and len(before) > 1 and _fits(stretch, before, stack):
        return before
    return stack


def _fits(stretch: Stretch, before: Stack, own: Stack) -> bool:
    """Whether the page before's columns serve here too."""
    if len(own) > len(before):
        return False
    # Each own column must lie within one of the old ones.
    cuts = before.cuts
    homes = []
    for x0, x1 in own.extents:
        middle = (x0 + x1) / 2
        home = next(
            (
                index
                for index in range(len(before))
                if cuts[index] - 1 <= x0
                and x1 <= cuts[index + 1] + 1
                and cuts[index] <= middle <= cuts[index + 1]
            ),
            None,
        )
        if home is None:
            return False
        homes.append(home)
    return len(set(homes)) == len(homes) and len(stretch.lines) > 0


def _table(stretch: Stretch, stack: Stack, drawn: Drawn) -> Table:
    entries = _entries(stretch, stack)
    setting = Setting.of(entries, len(stack))
    entries = join_broken(entries, setting)
    cuts = stack.cuts
    levels = _levels(entries, cuts, drawn.levels)
    soft = _levels(entries, cuts, [shade for shade in drawn.shades if not _is_at(shade, levels)])
    own_levels = _own_levels(entries, cuts, setting, levels, soft)
    levels = sorted([*levels, *soft])
    plain, spanning = _part(entries, levels, own_levels)
    lumps: list[Lump] = []
    tops: list[float] = []
    bottoms: list[float] = []
    for band in _bands(plain, levels):
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
        lumps += _open_lumps(band, own_levels[band[0].first], borders, setting)
    lumps, borders = settle_heading(lumps, borders, setting, stack)
    centre_spans(lumps, borders, setting.sorts)
    contents: dict[tuple[int, int], list[Word]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for lump in lumps:
        place = (lump.start, lump.first)
        contents.setdefault(place, []).extend(lump.words)
        rows_after, after = spans.get(place, (0, 0))
        spans[place] = (max(rows_after, lump.stop + 1), max(after, lump.after))
    return Table(cuts, tuple(borders), _slots(contents, spans, cuts, borders), Layout.ALIGNED)


def _is_at(rule: Rule, others: Sequence[Rule]) -> bool:
    return any(abs(rule.at - other.at) <= SNAP for other in others)


def _own_levels(
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
                before.base < level.at < after.base
                and continues(before, after, setting)
                and not starts_cell(before, after, setting, parted=True)
                for before, after in zip(lines, lines[1:], strict=False)
            )
            if covers(level, cuts[column], cuts[column + 1]) and not crossed:
                own.append(level)
        result.append(sorted(own))
    return result


def covers(rule: Rule, start: float, end: float) -> bool:
    """Whether a rule runs along most of a stretch."""
    return min(rule.end, end) - max(rule.start, start) >= ALONG * (end - start)


def _part(
    entries: Sequence[Entry], levels: Sequence[Rule], own_levels: Sequence[Sequence[Rule]]
) -> tuple[list[Entry], list[list[Entry]]]:
    """Entries of cells between two neighbouring levels, and of cells that reach over a level."""
    plain = [entry for entry in entries if entry.after > entry.first + 1]
    spanning = []
    for column, own in enumerate(own_levels):
        inside = [entry for entry in entries if (entry.first, entry.after) == (column, column + 1)]
        for band in _bands(inside, own):
            middle = (band[0].top + band[-1].bottom) / 2
            top = max((level.at for level in own if level.at < middle), default=0.0)
            bottom = min((level.at for level in own if level.at > middle), default=float("inf"))
            if any(top < level.at < bottom for level in levels):
                spanning.append(band)
            else:
                plain += band
    return plain, spanning


def _open_lumps(
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
            for index, (start, end) in enumerate(zip(borders, borders[1:], strict=False))
            if min(end, bottom) - max(start, top) > 0.4 * min(end - start, bottom - top)
        ]
        first, last = (rows[0], rows[-1]) if rows else (0, 0)
        lumps.append(Lump(group[0].first, group[0].after, list(group), first, last))
    return lumps


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
    entries = []
    for line in stretch.lines:
        merged: dict[tuple[int, int], list[Word]] = {}
        for phrase in line:
            for first, after, piece in stack.place(phrase):
                merged.setdefault((first, after), []).extend(piece.words)
        for (first, after), words in merged.items():
            words.sort(key=lambda word: word.x0)
            entries.append(
                Entry(
                    first,
                    after,
                    Phrase(
                        tuple(words),
                        words[0].x0,
                        max(word.x1 for word in words),
                        words[0].base,
                        max(word.size for word in words),
                    ),
                )
            )
    return entries


def _levels(entries: Sequence[Entry], cuts: Sequence[float], across: Sequence[Rule]) -> list[Rule]:
    """Level rules that part rows: those that run along two columns or more."""
    top = min(entry.top for entry in entries)
    bottom = max(entry.bottom for entry in entries)
    columns = list(zip(cuts, cuts[1:], strict=False))
    return [
        rule
        for rule in across
        if top < rule.at < bottom and sum(covers(rule, *column) for column in columns) >= 2
    ]


def _bands(entries: Sequence[Entry], levels: Sequence[Rule]) -> list[list[Entry]]:
    bands: list[list[Entry]] = [[] for _ in range(len(levels) + 1)]
    for entry in sorted(entries, key=lambda entry: entry.base):
        middle = (entry.top + entry.bottom) / 2
        bands[sum(1 for level in levels if level.at < middle)].append(entry)
    return [band for band in bands if band]
