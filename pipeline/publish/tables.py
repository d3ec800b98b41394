"""Frames to CSV and Parquet: the same frames give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from extractors.contract import resource
from extractors.frames import arrow_schema
from extractors.rows import Value

# What a spreadsheet would run, or read as something else than the text that it is.
_RUNNABLE = ("=", "+", "@", "\t")


def write_tables(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write each frame as NAME.csv and NAME.parquet."""
    for name, content in frames.items():
        schema = arrow_schema(resource(name))
        table = pa.Table.from_pandas(content, schema=schema, preserve_index=False)
        write_csv(table, folder / f"{name}.csv")
        pq.write_table(
            table.replace_schema_metadata(None),
            folder / f"{name}.parquet",
            compression="zstd",  # its output depends on its version alone, not on the processor
            store_schema=False,
        )


def write_csv(table: pa.Table, path: Path) -> None:
    """UTF-8, comma, line feed, empty for null, numbers in their shortest exact form."""
    columns = [
        [cell(value) for value in table.column(name).to_pylist()] for name in table.column_names
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(table.column_names))
        file.writelines(csv_line(cells) for cells in zip(*columns, strict=True))


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV; unlike Python's own writer, it quotes a carriage return."""
    return ",".join(_quoted(text) for text in cells) + "\n"


def _quoted(text: str) -> str:
    if any(mark in text for mark in ',"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text


def cell(value: Value) -> str:
    """One value as CSV has it."""
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return ""


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(_RUNNABLE) else value


def _number(value: Decimal) -> str:
    """Plain digits: 160000, 1699285.76, never 1.6E+5 nor -0."""
    return f"{value.normalize():f}" if value else "0"


_WRITERS: Mapping[type, Callable[..., str]] = {
    str: _text,
    Decimal: _number,
    int: str,
    date: date.isoformat,
}
