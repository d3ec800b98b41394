"""Stretches of lines on a page that are one table each, by where their phrases line up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.pdf.columns import find_columns
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.phrases import ANCHORS, TABULAR, Phrase, is_numbered, is_tabular
from extractors.readers.pdf.stack import Stack

# A table has at least this many such lines.
FEWEST_LINES = 3
# In font sizes, and in the page's usual line steps: a blank this high may part two tables, and
# their columns decide.
PARTING = 3.0
PARTING_STEPS = 1.6
# Points, and share of columns: stretches of one table have columns with an edge in common.
LINED_UP = 2.0
MOST_LINED_UP = 0.75
# Two tables' columns cover one another's gaps; one table's stay apart but for a stray heading.
KEPT = 0.9
# In font sizes. Lines this close hang together: the leading of wrapped text.
CLOSE = 1.35
# A heading over columns takes up no more than this share of a table's width; paragraphs do.
WIDEST_HEADING = 0.5
# Points. Turned headings are no taller than this: a dozen words of one line.
TALLEST_HEADING = 150.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines (as phrases) that may be one table."""

    lines: tuple[tuple[Phrase, ...], ...]

    @property
    def top(self) -> float:
        """The first line's baseline."""
        return self.lines[0][0].base

    @property
    def bottom(self) -> float:
        """The last line's baseline."""
        return self.lines[-1][0].base


def stretches(lines: Sequence[tuple[Phrase, ...]], turned: Sequence[Word] = ()) -> list[Stretch]:
    """Cut the page where a blank parts it and join what has the same columns.

    Where turned headings stand in a blank it parts nothing.
    """
    chunks: list[list[tuple[Phrase, ...]]] = []
    tabular = [line[0].base for line in lines if is_tabular(line)]
    steps = [after - before for before, after in pairwise(tabular)]
    usual = median(steps) if steps else 0.0
    for line in lines:
        size = max(phrase.size for phrase in line)
        parting = max(PARTING * size, PARTING_STEPS * usual)
        above = chunks[-1][-1][0].base if chunks else 0.0
        headed = any(above <= (word.y0 + word.y1) / 2 <= line[0].base for word in turned)
        if chunks and (line[0].base - above <= parting or headed):
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
    """Whether two stretches are one table: together they have the columns of the one above."""
    first = [line for line in above if is_tabular(line)]
    second = [line for line in below if is_tabular(line)]
    columns, more = find_columns(first), find_columns(second)
    both = len(find_columns([*first, *second]))
    if len(second) < FEWEST_LINES and both > len(columns):
        return False
    # A few rows may leave columns blank; those that they have must be the other's.
    fewer, others = sorted((columns, more), key=len)
    lined_up = sum(
        any(
            abs(column.x0 - other.x0) <= LINED_UP
            or abs(column.x1 - other.x1) <= LINED_UP
            or abs(column.x0 + column.x1 - other.x0 - other.x1) <= 2 * LINED_UP
            for other in others
        )
        for column in fewer
    )
    return both >= KEPT * len(others) and lined_up >= MOST_LINED_UP * len(fewer)


def without_strays(stretch: Stretch) -> Stretch:
    """Leave out a lone number that stands beside the table, without heading or company."""
    columns = find_columns(stretch.lines)
    if len(columns) < TABULAR or len(stretch.lines) <= FEWEST_LINES:
        return stretch
    strays = {
        id(column.phrases[0])
        for column in (columns[0], columns[-1])
        if len(column.phrases) == 1
        and column.phrases[0].text.isdigit()
        and column.phrases[0] not in stretch.lines[0]
    }
    if not strays:
        return stretch
    lines = (tuple(one for one in line if id(one) not in strays) for line in stretch.lines)
    return Stretch(tuple(line for line in lines if line))


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
    steps = [lines[after][0].base - lines[before][0].base for before, after in pairwise(tabular)]
    usual = median(steps) if steps else 0.0
    # Above a heading, what is numbered is a list of the text.
    heads = not any(one.sort in ANCHORS or is_numbered(one.text) for one in lines[first])
    while first > 0 and _belongs(lines[first - 1], lines[first], stack, usual):
        if heads and is_numbered(lines[first - 1][0].text):
            break
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
    wide = any(phrase.x1 - phrase.x0 > WIDEST_HEADING * width for phrase in line)
    if wide and not is_numbered(line[0].text):
        return False
    placed = [part for phrase in line for part in stack.place(phrase)]
    fits = all(after - first == 1 for first, after, _ in placed)
    if step <= CLOSE * size:
        above = line[0].base < neighbour[0].base
        return fits or len(line) > 1 or above or is_numbered(line[0].text)
    # A group heading above stands over several columns.
    grouped = len(line) > 1 and line[0].base < neighbour[0].base
    if step > 1.25 * usual or not (fits or grouped or is_numbered(line[0].text)):
        return False
    # A lone phrase under the first column may be a note below the table, unless it is numbered.
    return len(line) > 1 or placed[0][0] > 0 or is_numbered(line[0].text)


def with_turned(
    stretch: Stretch,
    turned: Sequence[Word],
    size: float,
    lines: Sequence[tuple[Phrase, ...]],
) -> Stretch:
    """Add headings that are turned to stand over narrow columns, and those upright beside them.

    `lines` are all upright lines of the page.
    """
    x0 = min(phrase.x0 for line in stretch.lines for phrase in line)
    x1 = max(phrase.x1 for line in stretch.lines for phrase in line)
    stacks: dict[tuple[int, int], list[Word]] = {}
    for word in turned:
        if (
            word.x0 > x0
            and word.x1 < x1 + TALLEST_HEADING
            and stretch.top - TALLEST_HEADING < word.y1 < stretch.top + TALLEST_HEADING / 2
        ):
            stacks.setdefault((word.turned, round(word.base / LINED_UP)), []).append(word)
    heads: dict[int, list[Phrase]] = {}
    for words in sorted(stacks.values(), key=_left):
        left, right = min(word.x0 for word in words), max(word.x1 for word in words)
        foot = max(word.y1 for word in words)
        heads.setdefault(round(foot), []).append(Phrase(tuple(words), left, right, foot, size))
    if not heads:
        return stretch
    top = min(word.y0 for words in stacks.values() for word in words)
    beside = [line for line in lines if top < line[0].base < stretch.top]
    every = [*beside, *stretch.lines, *(tuple(line) for line in heads.values())]
    return Stretch(tuple(sorted(every, key=lambda line: line[0].base)))


def _left(words: Sequence[Word]) -> float:
    return min(word.x0 for word in words)


def remainder(
    lines: Sequence[tuple[Phrase, ...]], found: Sequence[Stretch], before: Stack
) -> Stretch | None:
    """The few lines at a page's top that end the table of the page before, if there are any.

    Each of their phrases begins or ends where a column of that table does; one at least stands
    right of the first column.
    """
    first = found[0].top if found else float("inf")
    taken: list[tuple[Phrase, ...]] = []
    for line in lines:
        if line[0].base >= first or not all(_is_in_column(one, before) for one in line):
            break
        taken.append(line)
    if any(before.place(one)[0][0] > 0 for line in taken for one in line):
        return Stretch(tuple(taken))
    return None


def _is_in_column(one: Phrase, stack: Stack) -> bool:
    first, after, _ = stack.place(one)[0]
    edge, right = stack.edges[first], stack.extents[after - 1][1]
    if is_numbered(one.text) and edge is not None and abs(one.x0 - edge) <= LINED_UP:
        return True
    return after == first + 1 and (
        (edge is not None and abs(one.x0 - edge) <= LINED_UP) or abs(one.x1 - right) <= LINED_UP
    )
