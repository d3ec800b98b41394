"""Text that a spreadsheet wrote: semicolons part the cells, quotation marks hold what has some.

The comma is no separator here: in French figures it marks decimals.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from extractors.document import Block, Cell, Grid, Layout, Paragraph, Row

# A table has at least this many separators a row; a sentence seldom has two, and not line by line.
_FEWEST = 2
_FEWEST_ROWS = 3
# Share of the filled lines that have as many cells as most: titles above a table have one.
_ALIKE = 0.6


def separated_rows(text: str) -> list[tuple[int, list[str]]] | None:
    """(line, cells) of each record where semicolons part most of them alike, else None."""
    if text.count(";") < _FEWEST:
        return None
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=";")
    rows, first = [], 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                rows.append((first, record))
            first = reader.line_num + 1
    except csv.Error:
        return None  # a quotation mark that never ends: no spreadsheet wrote this
    counts = Counter(len(record) for _, record in rows)
    width, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return rows if width > _FEWEST and count >= max(_FEWEST_ROWS, _ALIKE * len(rows)) else None


def separated_blocks(rows: list[tuple[int, list[str]]]) -> Iterator[Block]:
    """Records of one cell are paragraphs; the others, up to the next paragraph, one grid."""
    run: list[Row] = []
    number = 0
    for line, record in [*rows, (0, [])]:
        filled = [cell for cell in record if cell.strip()]
        if len(record) > _FEWEST and not (len(filled) == 1 and not run):
            run.append(Row(tuple(Cell(cell.strip(), at) for at, cell in enumerate(record)), line))
            continue
        if run:
            number += 1
            width = max(len(row.cells) for row in run)
            yield Grid(tuple(run), number, width, Layout.DELIMITED)
            run = []
        if filled:
            yield Paragraph(" ".join(cell.strip() for cell in filled), None, line)
