"""The printed rows of totals, and what each of them closes once that is decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from extractors.plan import Plan, StatedTotal, TotalKind
from pipeline.reconcile.index import Group, Index, Line

DOWN = frozenset({TotalKind.SUBTOTAL, TotalKind.GRAND_TOTAL, TotalKind.OTHER})


class Scope(IntEnum):
    """What a total covers, from the narrowest to the widest."""

    ACTIVITY = 0
    SPAN = 1  # the lines since the total before it
    NODE = 2
    TABLE = 3
    DOCUMENT = 4


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The cells of one printed row of totals, one an amount column, under one label.

    `table` is the logical table whose lines it stands with.
    """

    cells: tuple[StatedTotal, ...]
    kind: TotalKind
    table: int

    @property
    def first(self) -> StatedTotal:
        """The cell that speaks for the row's label and place."""
        return self.cells[0]

    @property
    def order(self) -> int:
        """Its printed row."""
        return self.cells[0].order


@dataclass(frozen=True, slots=True)
class Closing:
    """What a row of totals closes: `lines` are the ids it covers; `kind` is decided by place."""

    row: TotalRow
    kind: TotalKind
    scope: Scope
    group: Group | None
    lines: tuple[str, ...]


def total_rows(plan: Plan, index: Index, lines: tuple[Line, ...]) -> tuple[TotalRow, ...]:
    """The rows of totals in printed order; the totals of single lines are none of them.

    Nor are those whose own label says what they sum.
    """
    rows: dict[tuple[object, ...], list[StatedTotal]] = {}
    for total in plan.totals:
        outside = total.line_id is not None or total.kind is TotalKind.STATED_BUDGET
        if not outside and not total.terms:
            place = total.place
            key = (place.table, place.row, place.line, total.order, total.label)
            rows.setdefault(key, []).append(total)
    made = [
        TotalRow(tuple(cells), _kind(cells), _home(cells[0], index, lines))
        for cells in rows.values()
    ]
    return tuple(sorted(made, key=lambda row: row.order))


def _kind(cells: list[StatedTotal]) -> TotalKind:
    kinds = (cell.kind for cell in cells if cell.kind is not TotalKind.ROW_TOTAL)
    return next(kinds, TotalKind.OTHER)


def _home(total: StatedTotal, index: Index, lines: tuple[Line, ...]) -> int:
    """The table it stands in, or where that has no lines, the one that ended just before it."""
    table = index.table_of(total.place)
    if not lines or any(line.table == table for line in lines):
        return table
    before = [line for line in lines if line.order < total.order]
    return (before[-1] if before else lines[0]).table
