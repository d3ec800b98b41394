"""The cell of a document's sheet that each finding speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.publish.workbook.formulas import Cell
from pipeline.publish.workbook.grid import LABEL, NUMBER, Grid
from pipeline.publish.workbook.layout import SheetRow
from pipeline.publish.workbook.records import Record
from pipeline.reconcile.model import Rule

_TITLE: Cell = (0, 0)  # what is said of the document as a whole


def flag_cell(grid: Grid, finding: Record) -> Cell:
    """The cell of the finding's subject: a figure, else what the rule looks at in its row."""
    subject, column = finding.text("subject"), finding.text("amount_column")
    if subject in grid.totals:
        return grid.totals[subject].cell
    if (subject, column) in grid.amounts:
        return grid.amounts[subject, column].cell
    row = _row_of(grid, subject)
    if row is None:
        return _TITLE
    place = _COLUMNS.get(finding.text("rule"))
    at = place(grid, grid.lines[row]) if place else None
    if at is None:
        of_line = grid.lines[row].line is not None and _is(grid.lines[row].line, "line_id", subject)
        at = grid.description if of_line else LABEL
    return row, LABEL if at is None else at


def _row_of(grid: Grid, subject: str) -> int | None:
    if not subject:
        return None
    for at, row in grid.lines.items():
        if (
            _is(row.activity, "activity_id", subject)
            or _is(row.line, "line_id", subject)
            or _is(row.node, "node_id", subject)
        ):
            return at
    return None


def _is(record: Record | None, name: str, subject: str) -> bool:
    return record is not None and record.text(name) == subject


def _first_period(grid: Grid, row: SheetRow) -> int | None:
    """The first marked period of the row, else the first of all."""
    marked = (at for at, period in enumerate(grid.periods) if period.key in row.marks)
    return grid.first_period + next(marked, 0) if grid.periods else None


_Place = Callable[[Grid, SheetRow], int | None]

_COLUMNS: Mapping[str, _Place] = {
    **dict.fromkeys(
        (Rule.DUPLICATE_NUMBER, Rule.MISSING_NUMBER, Rule.NUMBERING_GAP),
        lambda _grid, _row: NUMBER,
    ),
    **dict.fromkeys(
        (Rule.NO_SCHEDULE, Rule.AMBIGUOUS_SCHEDULE, Rule.SCHEDULE_OUTSIDE_PERIOD), _first_period
    ),
    **dict.fromkeys(
        (Rule.UNKNOWN_ACCOUNT_CODE, Rule.MISSING_ACCOUNT_CODE), lambda grid, _row: grid.account
    ),
    Rule.MISSING_RESPONSIBLE: lambda grid, _row: grid.responsible,
}
