"""Rows and tables for tests: '|' parts the cells of a row."""

from __future__ import annotations

from extractors.document import Cell, Row
from extractors.grids.columns import Column
from extractors.grids.headers import columns_of, header_rows
from extractors.grids.placed import Table
from extractors.grids.tables import tables_of
from extractors.readers.text import read_text


def row(text: str) -> Row:
    return Row(tuple(Cell(part.strip(), at) for at, part in enumerate(text.split("|"))))


def columns(*lines: str) -> tuple[Column, ...]:
    """The columns of a header that takes up all of these lines."""
    rows = [row(line) for line in lines]
    assert header_rows(rows, 0) == len(rows)
    return columns_of(rows)


def table(*lines: str) -> Table:
    """The one table in these lines."""
    [found], loose = tables_of(read_text("\n".join(lines).replace("|", "\t")).blocks())
    assert loose == []
    return found


def entries(found: Table, at: int = -1) -> dict[str, str]:
    """What stands under which header in one row."""
    return {
        found.columns[j].header[-1] if found.columns[j].header else "": entry.text
        for j, entry in sorted(found.rows[at].entries.items())
    }
