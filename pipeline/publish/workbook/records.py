"""Rows of the contract's tables by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.contract import resource
from extractors.rows import Value
from pipeline.outcome import Rows

Position = tuple[int, int, int, int]  # page, table, row, source line; 0 where there is none


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table; KeyError where a column is asked for that the table has not."""

    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A text column, '' where it is empty."""
        value = self.values[name]
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> Decimal | None:
        """An amount, exact."""
        value = self.values[name]
        return value if isinstance(value, Decimal) else None

    def whole(self, name: str) -> int | None:
        """A count."""
        value = self.values[name]
        return value if isinstance(value, int) else None

    def day(self, name: str) -> date | None:
        """A date."""
        value = self.values[name]
        return value if isinstance(value, date) else None

    def position(self) -> Position | None:
        """Where it is printed, for sorting; None where the table does not say."""
        page, table, row, line = (self.whole(n) for n in ("page", "table", "row", "source_line"))
        if page is None and line is None:
            return None
        if page is None:  # lines of a text are in order whatever table they stand in
            return 0, 0, 0, line or 0
        return page, table or 0, row or 0, 0


def records(rows: Rows, table: str) -> list[Record]:
    """The rows of one table, in their order."""
    columns = resource(table).columns
    return [Record(dict(zip(columns, row, strict=True))) for row in rows.get(table, ())]
