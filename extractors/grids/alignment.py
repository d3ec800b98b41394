"""Aligns the cells of a printed row with the columns of its table.

A least-cost alignment in the manner of Needleman and Wunsch (J. Mol. Biol. 48, 1970): cells keep
their order, each goes to one column, and the cost adds what a text loses in a column that it does
not suit to what each change of shift along the row costs. The runner-up is kept for every cell:
the cost of the best alignment that puts it elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.grids.columns import Column, ColumnRole
from extractors.grids.content import Content

# The unit of cost: the shift changes by one column between two cells.
SHIFT = 1.0
# Slight pull to the printed place, so that a tie goes to the straighter reading.
_PULL = 0.02
# A second text in a column that already holds one: a cell split in two neighbours.
_MERGE = 1.25
# A runner-up within this of the best is a near tie: less than the change of shift that tells them
# apart.
NEAR_TIE = 0.5
_FAR = 1e9
# Rows of a plan are alike: what was aligned once is remembered, a few hundred bytes each.
_MANY = 4096

_MERGING = frozenset(
    {
        ColumnRole.FRAMEWORK,
        ColumnRole.ACTIVITY,
        ColumnRole.RESPONSIBLE,
        ColumnRole.ACCOUNT,
        ColumnRole.IGNORED,
    }
)

Cost = Callable[[Content, int], float]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one cell goes.

    `column` indexes the table's columns; `margin` is the runner-up's cost
    above the best, and `other` its column; `cost` is how badly the text suits its column.
    """

    column: int
    shift: float
    margin: float
    other: int | None
    cost: float

    @property
    def near_tie(self) -> bool:
        """A second column fits about as well."""
        return self.margin < NEAR_TIE


def align(
    cells: Sequence[tuple[int, Content]],
    positions: Sequence[float],
    columns: Sequence[Column],
    misfit: Cost,
) -> tuple[Placement, ...]:
    """Place the non-empty cells (printed position, content) of one row.

    `positions[j]` is where column j stands in this grid's rows, between two cells where they lack
    it; `misfit(content, j)` is the cost of a text in column j.
    """
    by_position = {position: index for index, position in enumerate(positions)}
    straight: list[Placement] = []
    for position, content in cells:
        j = by_position.get(position)
        cost = _FAR if j is None else misfit(content, j)
        if j is None or cost > NEAR_TIE:
            break
        straight.append(Placement(j, 0, SHIFT, None, cost))
    else:
        # Any other alignment pays at least one change of shift and gains no more than NEAR_TIE.
        return tuple(straight)
    fits = tuple(tuple(misfit(content, j) for j in range(len(columns))) for _, content in cells)
    merging = tuple(column.role in _MERGING for column in columns)
    return _least_cost(tuple(at for at, _ in cells), tuple(positions), merging, fits)


@lru_cache(maxsize=_MANY)
def _least_cost(
    cells: tuple[int, ...],
    positions: tuple[float, ...],
    merging: tuple[bool, ...],
    fits: tuple[tuple[float, ...], ...],
) -> tuple[Placement, ...]:
    """`fits[i][j]` is what cell i costs in column j; `merging[j]` lets that one hold two cells."""
    n, m = len(cells), len(merging)
    shifts = [[cells[i] - positions[j] for j in range(m)] for i in range(n)]
    own = [[fits[i][j] + _PULL * abs(shifts[i][j]) for j in range(m)] for i in range(n)]
    merges = [_MERGE if may else _FAR for may in merging]

    def step(i: int, j: int, k: int) -> float:
        """From cell i in column j to cell i+1 in column k."""
        if k < j:
            return _FAR
        if k == j:
            return merges[j] + SHIFT * (cells[i + 1] - cells[i] - 1)
        return SHIFT * abs(shifts[i + 1][k] - shifts[i][j])

    forward = [[own[0][j] + SHIFT * abs(shifts[0][j]) for j in range(m)]]
    back: list[list[int]] = [[-1] * m]
    for i in range(1, n):
        row, came = [], []
        for k in range(m):
            best, source = _FAR, 0
            for j in range(k + 1):
                cost = forward[i - 1][j] + step(i - 1, j, k)
                if cost < best:
                    best, source = cost, j
            row.append(best + own[i][k])
            came.append(source)
        forward.append(row)
        back.append(came)
    onward = [[0.0] * m for _ in range(n)]
    for i in range(n - 2, -1, -1):
        for j in range(m):
            onward[i][j] = min(
                (step(i, j, k) + own[i + 1][k] + onward[i + 1][k] for k in range(j, m)),
                default=_FAR,
            )
    path = [min(range(m), key=lambda j: (forward[n - 1][j], abs(shifts[n - 1][j])))]
    for i in range(n - 1, 0, -1):
        path.append(back[i][path[-1]])
    path.reverse()
    best = forward[n - 1][path[-1]]
    placements = []
    for i, j in enumerate(path):
        through = [forward[i][k] + onward[i][k] for k in range(m)]
        other = min((k for k in range(m) if k != j), key=lambda k: through[k], default=None)
        margin = through[other] - best if other is not None else _FAR
        placements.append(Placement(j, shifts[i][j], margin, other, fits[i][j]))
    return tuple(placements)
