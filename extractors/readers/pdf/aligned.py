"""Tables without rules on both axes, found by where words line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.document import Box, Layout
from extractors.readers.pdf.columns import Stack, find_columns
from extractors.readers.pdf.layer import Rule, Word
from extractors.readers.pdf.lines import lines_of
from extractors.readers.pdf.phrases import ANCHORS, Phrase, Sort, phrases_of, usual_space
from extractors.readers.pdf.rows import Entry, Lump, Rows, Setting, cut_rows
from extractors.readers.pdf.spans import centre_spans
from extractors.readers.pdf.table import Slot, Table

# A line is a table's own with this many phrases, or with two of which one is an amount or mark.
TABULAR = 3
# A table has at least this many such lines.
FEWEST_LINES = 3
# In font sizes, and in the page's usual line steps: a blank this high may part two tables, and
# their columns decide.
PARTING = 3.0
PARTING_STEPS = 1.6
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


def aligned_tables(
    words: Sequence[Word],
    across: Sequence[Rule],
    walls: Sequence[float],
    before: Stack | None,
) -> tuple[list[tuple[Table, Stack]], list[Word]]:
    """The tables that the words' alignment shows, with their columns, and the words left over.

    `across` are drawn level rules and borders of shaded rows; `before` the columns of the last
    table of the page before, kept where they fit so that a table has the same columns on each.
    """
    upright = [word for word in words if word.turned == 0]
    printed = lines_of(upright)
    if not printed:
        return [], list(words)
    space = usual_space(printed)
    lines = [tuple(phrases_of(line, space)) for line in printed]
    tables, used = [], set()
    for stretch in _stretches(lines):
        stack = _columns(stretch, walls, before)
        if len(stack) < 2:
            continue
        table = _table(stretch, stack, across)
        tables.append((table, stack))
        before = stack
        used.update(
            id(word) for line in stretch.lines for phrase in line for word in phrase.words
        )
    return tables, [word for word in words if id(word) not in used]


def is_tabular(line: Sequence[Phrase]) -> bool:
    """Whether a line by itself looks like a table's."""
    if len(line) >= TABULAR:
        return True
    return len(line) == 2 and any(
        phrase.sort in (Sort.AMOUNT, Sort.CODE, Sort.MARK) for phrase in line[1:]
    )


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


def _same_columns(
    above: Sequence[tuple[Phrase, ...]], below: Sequence[tuple[Phrase, ...]]
) -> bool:
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
    return len(tabular) >= 2 and any(
        phrase.sort in ANCHORS for line in tabular for phrase in line
    )


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
    near = abs(line[0].base - neighbour[0].base) <= max(1.35 * size, 1.1 * usual)
    over = [stack.place(phrase) for phrase in line]
    fits = all(after - first == 1 for parts in over for first, after, _ in parts)
    if len(line) == 1:
        wide = line[0].x1 - line[0].x0 > 0.5 * (stack.cuts[-1] - stack.cuts[0])
        close = abs(line[0].base - neighbour[0].base) <= 1.35 * size
        return near and fits and not wide and close
    return near and fits


def _columns(stretch: Stretch, walls: Sequence[float], before: Stack | None) -> Stack:
    stack = Stack.of(find_columns(stretch.lines, walls))
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
                if cuts[index] - 1 <= x0 and x1 <= cuts[index + 1] + 1
                and cuts[index] <= middle <= cuts[index + 1]
            ),
            None,
        )
        if home is None:
            return False
        homes.append(home)
    return len(set(homes)) == len(homes) and len(stretch.lines) > 0


def _table(stretch: Stretch, stack: Stack, across: Sequence[Rule]) -> Table:
    entries = _entries(stretch, stack)
    setting = Setting.of(entries, len(stack))
    cuts = stack.cuts
    levels = _drawn_levels(entries, cuts, across)
    open_columns = _open_columns(levels, cuts)
    bands = _bands([entry for entry in entries if entry.first not in open_columns], levels)
    lumps, tops, bottoms = [], [], []
    for band in bands:
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
    for column in open_columns:
        own = [level for level in levels if covers(level, cuts[column], cuts[column + 1])]
        for band in _bands([entry for entry in entries if entry.first == column], own):
            lumps.append(_open_lump(band, own, borders))
    centre_spans(lumps, borders, setting.sorts)
    contents: dict[tuple[int, int], list[Word]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for lump in lumps:
        place = (lump.start, lump.first)
        contents.setdefault(place, []).extend(lump.words)
        rows_after, after = spans.get(place, (0, 0))
        spans[place] = (max(rows_after, lump.stop + 1), max(after, lump.after))
    return Table(cuts, tuple(borders), _slots(contents, spans, cuts, borders), Layout.ALIGNED)


def covers(rule: Rule, start: float, end: float) -> bool:
    """Whether a rule runs along most of a stretch."""
    return min(rule.end, end) - max(rule.start, start) >= ALONG * (end - start)


def _open_columns(levels: Sequence[Rule], cuts: Sequence[float]) -> list[int]:
    """Columns that some row rules leave out: their cells span the rows between those that do not."""
    return [
        column
        for column in range(len(cuts) - 1)
        if 0
        < sum(covers(level, cuts[column], cuts[column + 1]) for level in levels)
        < len(levels)
    ]


def _open_lump(band: Sequence[Entry], own: Sequence[Rule], borders: Sequence[float]) -> Lump:
    """The cell of a column that row rules leave out: from its rule above to its rule below."""
    middle = (band[0].top + band[-1].bottom) / 2
    top = max((level.at for level in own if level.at < middle), default=borders[0])
    bottom = min((level.at for level in own if level.at > middle), default=borders[-1])
    rows = [
        index
        for index, (start, end) in enumerate(zip(borders, borders[1:], strict=False))
        if top - 1 <= (start + end) / 2 <= bottom + 1
    ]
    first, last = (rows[0], rows[-1]) if rows else (0, 0)
    return Lump(band[0].first, max(entry.after for entry in band), list(band), first, last)


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
                (under, inside)
                for under in range(row, bottom)
                for inside in range(column, right)
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


def _drawn_levels(
    entries: Sequence[Entry], cuts: Sequence[float], across: Sequence[Rule]
) -> list[Rule]:
    """Level rules that part the table's rows over most of its width."""
    top = min(entry.top for entry in entries)
    bottom = max(entry.bottom for entry in entries)
    return [
        rule for rule in across if top < rule.at < bottom and covers(rule, cuts[0], cuts[-1])
    ]


def _bands(entries: Sequence[Entry], levels: Sequence[Rule]) -> list[list[Entry]]:
    bands: list[list[Entry]] = [[] for _ in range(len(levels) + 1)]
    for entry in sorted(entries, key=lambda entry: entry.base):
        middle = (entry.top + entry.bottom) / 2
        bands[sum(1 for level in levels if level.at < middle)].append(entry)
    return [band for band in bands if band]
