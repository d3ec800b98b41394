"""Across the rows: a line's own total beside its parts, and the same for rows of totals."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.plan import AmountRole, StatedTotal, TotalKind
from pipeline.reconcile.footing import line_part, summed, total_part
from pipeline.reconcile.index import Index, Line
from pipeline.reconcile.model import AuditedTotal
from pipeline.reconcile.rows import Closing

_Layout = dict[str, tuple[str, ...]]  # the columns that each row-total column sums


class Across:
    """Knows, for each table, which columns a row total sums.

    One row total sums all parts of its row. Of several ('2024', '2025', 'Total'), each sums the
    parts since the one before it, and one without parts of its own sums the row totals before it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        tables: dict[int, list[Line]] = {}
        for line in index.lines.values():
            tables.setdefault(line.table, []).append(line)
        self._layouts = {table: _layout(lines) for table, lines in tables.items()}

    def of_line(self, total: StatedTotal) -> AuditedTotal:
        """A line's stated total beside its parts; unverifiable where no part is printed."""
        line = self._index.lines.get(total.line_id or "")
        if line is None:
            return summed(total, TotalKind.ROW_TOTAL, ())
        columns = self.columns(line.table, total.amount_column)
        cells = (line.cell(column) for column in columns)
        parts = tuple(line_part(cell) for cell in cells if cell is not None)
        return summed(total, TotalKind.ROW_TOTAL, parts)

    def of_totals(self, closings: Iterable[Closing]) -> tuple[AuditedTotal, ...]:
        """The total cells of rows of totals, each beside its parts in the same row."""
        done = []
        for closing in closings:
            cells = {cell.amount_column: cell for cell in closing.row.cells}
            for cell in closing.row.cells:
                if cell.role is not AmountRole.ROW_TOTAL or cell.stated is None:
                    continue
                columns = self.columns(closing.row.table, cell.amount_column)
                if self._index.table_of(cell.place) not in self._layouts:
                    # A table of nothing but totals: the row total sums what stands beside it.
                    columns = tuple(c for c in cells if cells[c].role is AmountRole.PART)
                parts = [cells[c] for c in columns if c in cells and cells[c].stated is not None]
                if parts:
                    printed = tuple(total_part(part) for part in parts)
                    done.append(summed(cell, TotalKind.ROW_TOTAL, printed))
        return tuple(done)

    def columns(self, table: int, column: str) -> tuple[str, ...]:
        """The columns that a row total in `column` sums."""
        return self._layouts.get(table, {}).get(column, ())


def _layout(lines: list[Line]) -> _Layout:
    roles: dict[str, AmountRole] = {}
    for line in lines:
        roles.update({cell.amount_column: cell.role for cell in line.cells})
    order = _column_order(lines)
    totals = [column for column in order if roles[column] is AmountRole.ROW_TOTAL]
    parts = [column for column in order if roles[column] is AmountRole.PART]
    if len(totals) <= 1:
        return {column: tuple(parts) for column in totals}
    if roles[order[0]] is AmountRole.ROW_TOTAL and roles[order[-1]] is AmountRole.PART:
        order.reverse()  # each total stands before its parts
    layout: _Layout = {}
    since: list[str] = []
    open_totals: list[str] = []
    for column in order:
        if roles[column] is AmountRole.PART:
            since.append(column)
        elif roles[column] is AmountRole.ROW_TOTAL:
            layout[column] = tuple(since or open_totals)
            open_totals = [*open_totals, column] if since else [column]
            since = []
    return layout


def _column_order(lines: list[Line]) -> list[str]:
    """The amount columns from left to right, put together from lines that each print some."""
    order: list[str] = []
    for line in lines:
        at = 0
        for cell in line.cells:
            if cell.amount_column in order:
                at = order.index(cell.amount_column) + 1
            else:
                order.insert(at, cell.amount_column)
                at += 1
    return order
