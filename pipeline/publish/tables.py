"""Rows to CSV and Parquet, document by document: the same rows give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.arrow import arrow_schema, arrow_table
from extractors.contract import Resource, resources
from extractors.rows import Row, Value
from pipeline.outcome import Outcome, Rows

# Rows held as Python values before they become Arrow's, which weigh a tenth; and rows of a group of
# Parquet: large enough to compress well, small enough that one of each table fits in memory.
_HELD = 1024
_GROUP = 65_536

# What a spreadsheet would run, or read as something else than the text that it is.
_RUNNABLE = ("=", "+", "@", "\t")
_IN_QUOTES = re.compile('[,"\n\r]')


def write_tables(outcomes: Iterable[Outcome], folder: Path, more: Rows | None = None) -> None:
    """Write each table as NAME.csv and NAME.parquet; one outcome is held at a time.

    `more` are rows of no document of the run; they stand last.
    """
    with ExitStack() as stack:
        tables = {
            table.name: stack.enter_context(_TableFiles(table, folder)) for table in resources()
        }
        for rows in chain((outcome.rows for outcome in outcomes), [more or {}]):
            for name, some in rows.items():
                tables[name].add(some)


class _TableFiles:
    """The two files of one table, growing by rows."""

    def __init__(self, table: Resource, folder: Path) -> None:
        self._schema = arrow_schema(table)
        self._rows: list[Row] = []
        self._group: list[pa.Table] = []
        self._stack = ExitStack()
        csv = (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
        self._csv: IO[str] = self._stack.enter_context(csv)
        self._csv.write(csv_line(table.columns))
        self._parquet = self._stack.enter_context(
            pq.ParquetWriter(
                folder / f"{table.name}.parquet",
                self._schema,
                compression="zstd",  # its output depends on its version, not on the processor
                store_schema=False,
            )
        )

    def __enter__(self) -> _TableFiles:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._stack:
            if error is None:
                self._hold()
                self._write_group()

    def add(self, rows: Iterable[Row]) -> None:
        """Write the rows, or keep them until there are enough of them."""
        for row in rows:
            self._csv.write(csv_line(map(cell, row)))
            self._rows.append(row)
            if len(self._rows) == _HELD:
                self._hold()

    def _hold(self) -> None:
        self._group.append(arrow_table(self._schema, self._rows))
        self._rows = []
        if sum(map(len, self._group)) >= _GROUP:
            self._write_group()

    def _write_group(self) -> None:
        if self._group:
            self._parquet.write_table(pa.concat_tables(self._group).combine_chunks())
            self._group = []


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV; unlike Python's own writer, it quotes a carriage return."""
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(text: str) -> str:
    if _IN_QUOTES.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def cell(value: Value) -> str:
    """One value as CSV has it: empty for null, numbers in their shortest exact form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return _number(value)
    return str(value) if isinstance(value, int) else value.isoformat()


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(_RUNNABLE) else value


def _number(value: Decimal) -> str:
    """Plain digits: 160000, 1699285.76, never 1.6E+5 nor -0."""
    return f"{value.normalize():f}" if value else "0"
