"""Where everything stands on a document's sheet: a pure function of the document's rows.

Rows follow the print: framework, activities, lines and totals in their places. A document whose
tables have different amount columns gets a block of rows for each set of columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby

from pipeline.outcome import Rows
from pipeline.publish.workbook.records import Position, Record, records

_NOWHERE: Position = (0, 0, 0, 0)


class RowKind(IntEnum):
    """Sorts of rows; of those printed in one place, the lower one stands first."""

    NODE = 0
    ACTIVITY = 1
    LINE = 2
    TOTAL = 3


@dataclass(slots=True)
class SheetRow:
    """One row of the sheet. `amounts` and `totals` are by amount column.

    `totals` of a row with a line are its row totals. An activity and its first line share a row
    where they are printed in one.
    """

    kind: RowKind
    position: Position
    node: Record | None = None
    activity: Record | None = None
    line: Record | None = None
    amounts: dict[str, Record] = field(default_factory=dict)
    totals: dict[str, Record] = field(default_factory=dict)
    marks: dict[str, Record] = field(default_factory=dict)
    block: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Amount columns in which something stands."""
        return tuple(dict.fromkeys([*self.amounts, *self.totals]))


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows in order, and the amount columns of each block, from left to right."""

    rows: tuple[SheetRow, ...]
    blocks: tuple[tuple[str, ...], ...]
    depths: Mapping[str, int]  # of nodes and activities, by id; 0 at the top

    @property
    def columns(self) -> tuple[str, ...]:
        """All amount columns, each once."""
        return tuple(dict.fromkeys(column for block in self.blocks for column in block))


def lay_out(rows: Rows) -> Layout:
    """The sheet of one document; without rows where the document has no tables."""
    nodes, activities = records(rows, "framework"), records(rows, "activities")
    lines, totals = _lines(rows)
    entries = [
        *_placed(SheetRow(RowKind.NODE, _NOWHERE, node=node) for node in nodes),
        *_placed(SheetRow(RowKind.ACTIVITY, _NOWHERE, activity=one) for one in activities),
        *_placed(lines.values()),
        *_placed(_total_rows(totals)),
    ]
    entries.sort(key=lambda entry: (entry.position, entry.kind))
    merged = _merged(entries)
    _mark(merged, records(rows, "schedule"))
    blocks = _in_blocks(merged)
    return Layout(tuple(merged), blocks, _depths(nodes, activities))


def _lines(rows: Rows) -> tuple[dict[str, SheetRow], list[Record]]:
    """Rows of budget lines by line id, with their row totals; and the totals of no line."""
    lines: dict[str, SheetRow] = {}
    for amount in records(rows, "budget_lines"):
        new = SheetRow(RowKind.LINE, _NOWHERE, line=amount)
        row = lines.setdefault(amount.text("line_id"), new)
        row.amounts[amount.text("amount_column")] = amount
    others = []
    for total in records(rows, "totals"):
        line = lines.get(total.text("line_id"))
        if line is None:
            others.append(total)
        else:
            line.totals[total.text("amount_column")] = total
    return lines, others


def _total_rows(totals: Iterable[Record]) -> Iterable[SheetRow]:
    """Totals printed in one row share a row, unless two stand in one column."""
    for _, group in groupby(totals, key=lambda total: (total.position(), total.text("label"))):
        row = SheetRow(RowKind.TOTAL, _NOWHERE)
        for total in group:
            column = total.text("amount_column")
            if column in row.totals:
                yield row
                row = SheetRow(RowKind.TOTAL, _NOWHERE)
            row.totals[column] = total
        yield row


def _placed(rows: Iterable[SheetRow]) -> list[SheetRow]:
    """With its position; what has none stands after its forerunner."""
    placed = list(rows)
    last = _NOWHERE
    for row in placed:
        said = [*row.amounts.values(), *row.totals.values()]
        first = row.node or row.activity or row.line or said[0]
        last = row.position = first.position() or last
    return placed


def _merged(entries: Iterable[SheetRow]) -> list[SheetRow]:
    merged: list[SheetRow] = []
    for entry in entries:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.activity is not None
            and last.line is None
            and entry.line is not None
            and entry.position == last.position
            and entry.line.text("activity_id") == last.activity.text("activity_id")
        ):
            last.line, last.amounts, last.totals = entry.line, entry.amounts, entry.totals
        else:
            merged.append(entry)
    return merged


def _mark(rows: Iterable[SheetRow], marks: Iterable[Record]) -> None:
    """Marks stand in the row of their line, where they have one, else in their activity's."""
    homes = {}
    for row in rows:
        if row.activity is not None:
            homes[row.activity.text("activity_id")] = row
        if row.line is not None:
            homes[row.line.text("line_id")] = row
    for mark in marks:
        home = homes.get(mark.text("line_id")) or homes.get(mark.text("activity_id"))
        if home is not None:
            home.marks[mark.text("period")] = mark


def _in_blocks(rows: Sequence[SheetRow]) -> tuple[tuple[str, ...], ...]:
    """Give each row its block. Tables follow one another in a block while their columns agree."""
    tables: dict[int | None, list[tuple[str, ...]]] = {}
    for row in rows:
        if row.columns:
            tables.setdefault(_table(row), []).append(row.columns)
    blocks: list[tuple[str, ...]] = []
    block_of: dict[int | None, int] = {}
    for table, sequences in tables.items():
        columns = in_order(sequences)
        if blocks and (set(columns) <= set(blocks[-1]) or set(blocks[-1]) <= set(columns)):
            blocks[-1] = in_order([max(blocks[-1], columns, key=len)])
        else:
            blocks.append(columns)
        block_of[table] = len(blocks) - 1
    current = 0
    for row in rows:
        current = row.block = block_of.get(_table(row), current)
    return tuple(blocks)


def in_order(sequences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Columns from left to right, put together from rows that each fill some of them."""
    order: list[str] = []
    for sequence in sequences:
        at = 0
        for column in sequence:
            if column in order:
                at = order.index(column) + 1
            else:
                order.insert(at, column)
                at += 1
    return tuple(order)


def _table(row: SheetRow) -> int | None:
    said = [*row.amounts.values(), *row.totals.values()]
    first = row.line or row.activity or row.node or said[0]
    return first.whole("table")


def _depths(nodes: Iterable[Record], activities: Iterable[Record]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for node in nodes:
        above = depths.get(node.text("parent_id"), -1)
        depths[node.text("node_id")] = above + 1
    for activity in activities:
        above = depths.get(activity.text("parent_activity_id"), -1)
        depths[activity.text("activity_id")] = above + 1
    return depths
