"""The rows of an outcome by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractors.contract import resource
from extractors.rows import Row, Value
from pipeline.outcome import Outcome

Record = dict[str, Value]


def records(outcome: Outcome, table: str) -> list[Record]:
    """The outcome's rows of one table, in printed order."""
    return named(table, outcome.rows.get(table, ()))


def named(table: str, rows: Iterable[Row]) -> list[Record]:
    """Rows of one table as records."""
    columns = resource(table).columns
    return [dict(zip(columns, row, strict=True)) for row in rows]


def text(record: Record, column: str) -> str:
    """A text of a record, '' where it is null."""
    value = record.get(column)
    return "" if value is None else str(value)


def figure(record: Record, column: str) -> Decimal | None:
    """A number of a record, None where it is null."""
    value = record.get(column)
    return value if isinstance(value, Decimal) else None
