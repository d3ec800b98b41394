"""Lines that the level rules around a table take in, though by themselves they look like text.

So a heading of few words over the row of the periods, and the last lines of a row's long text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.pdf.levels import covers
from extractors.readers.pdf.phrases import Phrase
from extractors.readers.pdf.shapes import Rule
from extractors.readers.pdf.stretches import WIDEST_HEADING, Stretch

# In font sizes. The outer rule stands this near to the text that it encloses, and that text's lines
# to one another: a padded row's.
NEAR = 3.0


def with_enclosed(
    stretch: Stretch, levels: Sequence[Rule], lines: Sequence[tuple[Phrase, ...]]
) -> Stretch:
    """Add the lines between the stretch and the rules of its width right above and below it.

    `lines` are all upright lines around it that no other table has.
    """
    x0 = min(phrase.x0 for line in stretch.lines for phrase in line)
    x1 = max(phrase.x1 for line in stretch.lines for phrase in line)
    borders = sorted(level.at for level in levels if covers(level, x0, x1))
    above = [line for line in lines if line[0].base < stretch.top]
    below = [line for line in lines if line[0].base > stretch.bottom]
    head = _reached(above[::-1], stretch.top, borders, x1 - x0)
    foot = _reached(below, stretch.bottom, borders, None)
    if not head and not foot:
        return stretch
    return Stretch((*head[::-1], *stretch.lines, *foot))


def _reached(
    lines: Sequence[tuple[Phrase, ...]],
    start: float,
    borders: Sequence[float],
    width: float | None,
) -> list[tuple[Phrase, ...]]:
    """The lines from `start` on up to a border, if one encloses them; else none.

    With a `width`, no line's phrase may take up more than a heading's share of it.
    """
    reached: list[tuple[Phrase, ...]] = []
    last = start
    for line in lines:
        base, size = line[0].base, max(phrase.size for phrase in line)
        parted = any(min(last, base) < at < max(last, base) - size for at in borders)
        wide = width and any(phrase.x1 - phrase.x0 > WIDEST_HEADING * width for phrase in line)
        if parted or wide or abs(base - last) > NEAR * size:
            break
        reached.append(line)
        last = base
    while reached:
        base, size = reached[-1][0].base, reached[-1][0].size
        if any(0 < (at - base) * (1 if base > start else -1) <= NEAR * size for at in borders):
            return reached
        reached.pop()
    return []
