"""What the rows that stand under their header teach of which texts stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from extractors.document import Cell, Grid, Row
from extractors.grids.columns import Column, ColumnRole
from extractors.grids.content import Content, misfit

# A text's habit of standing in one column counts in full from this many sightings, and then
# outweighs moving it by up to this many columns.
_HABIT_COUNT = 5
_HABIT = 3.0
_HABITUAL = ("party:", "node:", "number2", "number3", "numbered", "budget", "dash")
# Of a column of remarks, the habit is learnt from at least two texts.
_LEARN_COUNT = 2
# Rows without a header go on with the table before where their texts cost less than this a cell.
SUITS = 1.0
# Targets and counts of a work plan are smaller than its amounts.
_LARGE = 1000

Filled = list[tuple[Cell, Content]]


def habits(
    columns: Sequence[Column],
    width: int,
    rows: Sequence[tuple[Grid, int, Row]],
    filled: Sequence[Filled],
) -> Callable[[Content, int], float]:
    """What rows that stand straight under the header teach about which texts go where."""
    at = {column.position: j for j, column in enumerate(columns)}
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    texts: Counter[int] = Counter()
    figures: Counter[int] = Counter()
    for (_, _, row), cells in zip(rows, filled, strict=True):
        if len(row.cells) > width:
            continue
        where = [at.get(cell.column) for cell, _ in cells]
        if any(
            j is None or misfit(content, columns[j].role) > SUITS
            for j, (_, content) in zip(where, cells, strict=True)
        ):
            continue
        for j, (_, content) in zip(where, cells, strict=True):
            if j is not None:
                (texts if content.figure is None else figures)[j] += 1
                if content.signature.startswith(_HABITUAL):
                    counts[content.signature][j] += 1

    def habit(content: Content, j: int) -> float:
        figure = content.figure
        if figure and abs(figure.value) >= _LARGE and columns[j].role is ColumnRole.IGNORED:
            # A figure in a column of remarks may be an amount that was moved there.
            total = texts[j] + figures[j]
            return _HABIT * texts[j] / total if total >= _LEARN_COUNT else 0.0
        seen = counts.get(content.signature)
        if not seen:
            return 0.0
        total = sum(seen.values())
        return _HABIT * (1 - seen[j] / total) * min(1.0, total / _HABIT_COUNT)

    return habit


def counting(columns: Sequence[Column], rows: Iterable[Filled]) -> frozenset[int]:
    """Columns of no contract's table that hold figures all the same, such as quantities."""
    at = {c.position: j for j, c in enumerate(columns) if c.role is ColumnRole.IGNORED}
    seen = Counter(
        (at[cell.column], content.figure is not None)
        for cells in rows
        for cell, content in cells
        if cell.column in at
    )
    return frozenset(j for j in at.values() if seen[j, True] > max(seen[j, False], 1))
