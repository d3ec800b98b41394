"""Tables with drawn rules on both axes.

The rules of a frame cut it into elementary boxes; neighbours without a rule between them are one
cell. So a spanned cell stands once, whatever it spans, and a missing outer rule does no harm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.document import Box, Layout
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.rules import SNAP, Frame
from extractors.readers.pdf.shapes import Rule
from extractors.readers.pdf.table import Slot, Table

# A rule separates two boxes if it runs along at least this share of their common side.
SEPARATES = 0.6
# Points. A column no wider than this that no cell has to itself is a border drawn out of line.
JOG = 8.0
# A word reaching this far (points) over a rule on both sides was two cells' text run together.
OVERHANG = 1.5
# In usual letter widths: a wide letter's own width is less, a letter and a cell's padding more.
PADDED = 1.35
# Steps from digit to digit of one figure differ by less than this share.
UNEVEN = 0.12


def ruled_table(frame: Frame, words: Sequence[Word]) -> tuple[Table, set[int]] | None:
    """Cells of a frame, and which of the words (by index) they took; None where there are none."""
    cuts, levels = _grid(frame)
    if len(cuts) < 2 or len(levels) < 2:
        return None
    cells = _merge(cuts, levels, frame)
    if len(cells) < 2:
        return None
    cuts, cells = _without_jogs(cuts, cells)
    taken, contents = _place(words, cuts, levels, cells)
    slots = tuple(
        Slot(
            top,
            left,
            bottom - top,
            right - left,
            Box(cuts[left], levels[top], cuts[right], levels[bottom]),
            tuple(contents[index]),
        )
        for index, (top, left, bottom, right) in enumerate(cells)
    )
    return Table(tuple(cuts), tuple(levels), slots, Layout.RULED), taken


def _grid(frame: Frame) -> tuple[list[float], list[float]]:
    """Column borders and row borders; sides left open end where the rules end."""
    cuts = _distinct(rule.at for rule in frame.upright)
    levels = _distinct(rule.at for rule in frame.across)
    x0, y0, x1, y1 = frame.box
    if cuts and x0 < cuts[0] - SNAP:
        cuts.insert(0, x0)
    if cuts and x1 > cuts[-1] + SNAP:
        cuts.append(x1)
    if levels and y0 < levels[0] - SNAP:
        levels.insert(0, y0)
    if levels and y1 > levels[-1] + SNAP:
        levels.append(y1)
    return cuts, levels


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _separators(
    borders: list[float], across: list[float], rules: Sequence[Rule]
) -> list[bytearray]:
    """For each border, which stretches between `across` a rule runs along."""
    marks = [bytearray(len(across) - 1) for _ in borders]
    for rule in rules:
        border = bisect_left(borders, rule.at - SNAP)
        if border == len(borders) or abs(borders[border] - rule.at) > SNAP:
            continue
        first = max(bisect_right(across, rule.start + SNAP) - 1, 0)
        for index in range(first, len(across) - 1):
            low, high = across[index], across[index + 1]
            if low >= rule.end:
                break
            shared = min(high, rule.end) - max(low, rule.start)
            if shared >= SEPARATES * (high - low):
                marks[border][index] = 1
    return marks


def _merge(cuts: list[float], levels: list[float], frame: Frame) -> list[tuple[int, int, int, int]]:
    """Cells as (first row, first column, row after, column after), in reading order."""
    columns, rows = len(cuts) - 1, len(levels) - 1
    upright = _separators(cuts, levels, frame.upright)
    across = _separators(levels, cuts, frame.across)
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not upright[right][row] and owner[row][right] < 0:
                right += 1
            bottom = row + 1
            while bottom < rows and _open_below(bottom, column, right, upright, across, owner):
                bottom += 1
            for inside in range(row, bottom):
                for index in range(column, right):
                    owner[inside][index] = len(cells)
            cells.append((row, column, bottom, right))
    return cells


def _open_below(
    row: int,
    left: int,
    right: int,
    upright: list[bytearray],
    across: list[bytearray],
    owner: list[list[int]],
) -> bool:
    """Whether a cell over columns left..right goes on into `row`: no rule above it or within."""
    return (
        not any(across[row][left:right])
        and not any(upright[index][row] for index in range(left + 1, right))
        and all(owner[row][index] < 0 for index in range(left, right))
        and (left == 0 or bool(upright[left][row]) or owner[row][left - 1] >= 0)
        and (right == len(upright) - 1 or bool(upright[right][row]))
    )


def _without_jogs(
    cuts: list[float], cells: list[tuple[int, int, int, int]]
) -> tuple[list[float], list[tuple[int, int, int, int]]]:
    """Take out slivers between borders that different rows draw a little apart."""
    sliver = 0
    while sliver < len(cuts) - 1 and len(cuts) > 2:
        narrow = cuts[sliver + 1] - cuts[sliver] <= JOG
        if narrow and not any(
            left == sliver and right == sliver + 1 for _, left, _, right in cells
        ):
            cells = [
                (top, left - (left > sliver), bottom, right - (right > sliver))
                for top, left, bottom, right in cells
            ]
            # The table's own outer border stays; else the sliver's left side does.
            del cuts[sliver if sliver == len(cuts) - 2 else sliver + 1]
        else:
            sliver += 1
    return cuts, cells


def _place(
    words: Sequence[Word],
    cuts: list[float],
    levels: list[float],
    cells: list[tuple[int, int, int, int]],
) -> tuple[set[int], list[list[Word]]]:
    """Put each word into the cell that holds its middle."""
    columns = len(cuts) - 1
    owner: dict[int, int] = {}
    for index, (top, left, bottom, right) in enumerate(cells):
        for row in range(top, bottom):
            for column in range(left, right):
                owner[row * columns + column] = index
    contents: list[list[Word]] = [[] for _ in cells]
    taken = set()
    for index, word in enumerate(words):
        middle = (word.y0 + word.y1) / 2
        if not (levels[0] < middle < levels[-1] and word.x1 > cuts[0] and word.x0 < cuts[-1]):
            continue
        row = bisect_right(levels, middle) - 1
        for part in _parts(word, cuts, row, columns, owner):
            column = bisect_right(cuts, (part.x0 + part.x1) / 2) - 1
            if 0 <= column < columns:
                contents[owner[row * columns + column]].append(part)
                taken.add(index)
    return taken, contents


def _parts(
    word: Word, cuts: list[float], row: int, columns: int, owner: dict[int, int]
) -> list[Word]:
    """The word, or its pieces where it runs over the rule between two cells."""
    first = bisect_right(cuts, word.x0 + OVERHANG)
    last = bisect_left(cuts, word.x1 - OVERHANG)
    if word.turned or first >= last:
        return [word]
    pieces, rest = [], word
    for border in range(max(first, 1), min(last, columns)):
        before, after = row * columns + border - 1, row * columns + border
        if owner[before] == owner[after]:
            continue
        at = bisect_left(rest.starts, cuts[border] - OVERHANG)
        if 0 < at < len(rest.text) and _is_two(rest, at):
            pieces.append(
                rest._replace(text=rest.text[:at], x1=rest.starts[at], starts=rest.starts[:at])
            )
            rest = rest._replace(text=rest.text[at:], x0=rest.starts[at], starts=rest.starts[at:])
    return [*pieces, rest]


def _is_two(word: Word, at: int) -> bool:
    """Whether a word is two cells' text, the second from letter `at` on.

    They are figures and letters, or keep more than a letter's distance by the padding between them;
    a heading too long for its cell does not.
    """
    # A parenthesis that reaches over the rule still closes a negative amount.
    if word.text[at - 1].isdigit() != word.text[at].isdigit():
        return word.text[at:] != ")"
    steps = [after - before for before, after in pairwise(word.starts)]
    if word.text[at - 1].isdigit():
        # Digits are all as wide: a step unlike the others, be it shorter, parts two figures.
        return abs(steps[at - 1] / median(steps) - 1) > UNEVEN
    return steps[at - 1] > PADDED * median(steps)
