"""Formulas over cells: sums of areas as long as Excel allows, and figures that it can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

Cell = tuple[int, int]  # row and column, from 0

_ARGUMENTS = 255  # of one function in Excel
_CHARACTERS = 8192  # of one formula in Excel
_DIGITS = 15  # that Excel keeps of a number


def holds(number: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of the number."""
    return len(number.normalize().as_tuple().digits) <= _DIGITS


def total(
    cells: Iterable[Cell],
    filled: Collection[Cell],
    positive: Iterable[Cell] = (),
    negative: Iterable[Cell] = (),
) -> str | None:
    """A formula that sums the cells and the absolute figures of the `positive` ones.

    It takes the figures of the `negative` ones away.

    An area runs over cells that are not `filled`, never over another filled one. None where there
    is nothing to sum, or where the formula would be longer than Excel reads.

    >>> total([(0, 1), (1, 1), (3, 1)], {(0, 1), (1, 1), (2, 1), (3, 1)})
    '=SUM(B1:B2,B4)'
    """
    terms = [_area(area) for area in _areas(sorted(set(cells)), filled)]
    terms += [f"ABS({xl_rowcol_to_cell(*cell)})" for cell in positive]
    terms += [f"-{xl_rowcol_to_cell(*cell)}" for cell in negative]
    if not terms:
        return None
    while len(terms) > _ARGUMENTS:
        terms = [_sum(terms[at : at + _ARGUMENTS]) for at in range(0, len(terms), _ARGUMENTS)]
    formula = "=" + _sum(terms)
    return formula if len(formula) <= _CHARACTERS else None


def difference(stated: Cell, computed: Cell) -> str:
    """Stated less computed, rounded to the contract's decimals: binary fractions leave crumbs."""
    return f"=ROUND({xl_rowcol_to_cell(*stated)}-{xl_rowcol_to_cell(*computed)},4)"


def _areas(cells: Sequence[Cell], filled: Collection[Cell]) -> list[list[Cell]]:
    """Runs down a column, then runs along a row of what is left alone; first and last cell each."""
    columns = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    down = _runs(columns, filled, step=(1, 0))
    alone = sorted(area[0] for area in down if len(area) == 1)
    taller = [area for area in down if len(area) > 1]
    return sorted([*taller, *_runs(alone, filled, step=(0, 1))])


def _runs(
    cells: Sequence[Cell], filled: Collection[Cell], step: tuple[int, int]
) -> list[list[Cell]]:
    runs: list[list[Cell]] = []
    for cell in cells:
        if runs and _joins(runs[-1][-1], cell, filled, step):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _joins(one: Cell, other: Cell, filled: Collection[Cell], step: tuple[int, int]) -> bool:
    rows, columns = other[0] - one[0], other[1] - one[1]
    if (rows and columns) or bool(rows) != bool(step[0]):
        return False
    between = [
        (one[0] + step[0] * by, one[1] + step[1] * by) for by in range(1, max(rows, columns))
    ]
    return not any(cell in filled for cell in between)


def _area(area: Sequence[Cell]) -> str:
    first, last = xl_rowcol_to_cell(*area[0]), xl_rowcol_to_cell(*area[-1])
    return first if first == last else f"{first}:{last}"


def _sum(terms: Sequence[str]) -> str:
    return f"SUM({','.join(terms)})"
