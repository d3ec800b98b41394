"""Plain text: tables as tab- or pipe-separated lines, everything else as paragraphs.

Where no line has tabs or pipes, semicolons may part cells (`separated`) or spaces set columns
(`spaced`).

Text pulled out of PDF has one table row a line; form feeds, where there are any, are page breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.document import Block, Cell, Document, Grid, Layout, Page, Paragraph, Row
from extractors.errors import UnreadableDocumentError
from extractors.readers.separated import separated_blocks, separated_rows
from extractors.readers.spaced import is_spaced, read_spaced
from extractors.source import Source

ENGINE = "text"

# Lines that only part rows. Markdown's has bars, dashes and colons; a lone dash is a cell's nil.
_RULE = r"\s*(?::?-{2,}:?|:-+:?|-+:)\s*"
_DRAWN_RULE = r"\s*\+(?:[-=]+\+)+\s*"
_RULE_LINE = re.compile(rf"\s*\|?{_RULE}(?:\|{_RULE})*\|?\s*|{_DRAWN_RULE}")

# Headings of a table that have lost their empty cells come alone or one below the other.
_MOST_BETWEEN = 3


def read(source: Source) -> Document:
    """Read a text file."""
    text = source.text or ""
    count, most = text.count("\f") + 1, source.limits.pages
    if count > most:
        raise UnreadableDocumentError("too-many-pages", count=str(count), limit=str(most))
    return read_text(text)


def read_text(text: str) -> Document:
    """Cut text into pages, paragraphs and grids. Every line ends up in exactly one block."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    chunks = text.split("\f")
    paged = len(chunks) > 1
    if paged and not chunks[-1].strip():
        chunks.pop()
    rows = any(any(_row_flags(chunk.split("\n"))) for chunk in chunks)
    if not rows and not paged and (records := separated_rows(text)):
        return Document((Page(None, tuple(separated_blocks(records))),), ENGINE, paged)
    if not rows and is_spaced(text.split("\n")):
        return Document(tuple(read_spaced(chunks)), ENGINE, paged)
    # A first empty cell is real unless every row of the file opens with a bar.
    led = all(row.lstrip().startswith("|") for chunk in chunks for row in _barred(chunk))
    pages = []
    line = 1
    grids = 0
    for number, chunk in enumerate(chunks, 1):
        lines = chunk.split("\n")
        page = number if paged else None
        blocks = tuple(_blocks(lines, line, page, grids, led))
        grids += sum(isinstance(block, Grid) for block in blocks)
        pages.append(Page(page, blocks))
        line += len(lines) - 1
    return Document(tuple(pages), ENGINE, paged)


def _blocks(
    lines: list[str], first: int, page: int | None, grids: int, led: bool
) -> Iterator[Block]:
    """Runs of table lines become grids; a run ends at a blank line or at plain text."""
    run: list[tuple[int, str]] = []
    for offset, (line, is_row) in enumerate(zip(lines, _row_flags(lines), strict=True)):
        if is_row:
            run.append((first + offset, line))
            continue
        if run:
            grids += 1
            yield _grid(run, grids, page, led)
            run = []
        if line.strip():
            yield Paragraph(line.strip(), page, first + offset)
    if run:
        yield _grid(run, grids + 1, page, led)


def _row_flags(lines: list[str]) -> list[bool]:
    """Which lines are table rows; a few plain lines right between two rows are rows of one cell."""
    flags = [_is_row(line) for line in lines]
    for above, below in pairwise(range(len(lines))):
        # A bar alone may be punctuation; on lines one below the other it parts two columns.
        if "|" in lines[above] and "|" in lines[below]:
            flags[above] = flags[below] = True
    rows = [at for at, flag in enumerate(flags) if flag]
    for before, after in pairwise(rows):
        between = lines[before + 1 : after]
        if len(between) <= _MOST_BETWEEN and all(line.strip() for line in between):
            flags[before + 1 : after] = [True] * len(between)
    return flags


def _barred(chunk: str) -> list[str]:
    """The lines of a page that are rows by their bars."""
    lines = chunk.split("\n")
    flags = _row_flags(lines)
    return [line for line, flag in zip(lines, flags, strict=True) if flag and "|" in line]


def _is_row(line: str) -> bool:
    stripped = line.strip()
    if "\t" in line:
        return bool(stripped)
    bars = stripped.count("|")
    return bars >= 2 or (bars == 1 and len(stripped) > 1 and stripped[-1] == "|")


def _grid(run: list[tuple[int, str]], number: int, page: int | None, led: bool) -> Grid:
    rows = tuple(Row(_cells(line, led), at) for at, line in run if not _RULE_LINE.fullmatch(line))
    width = max((len(row.cells) for row in rows), default=0)
    return Grid(rows, number, width, Layout.DELIMITED, page)


def _cells(line: str, led: bool) -> tuple[Cell, ...]:
    if "\t" in line:
        parts = line.split("\t")
    elif "|" in line:
        parts = line.strip().split("|")
        if led:
            parts = parts[1:]
        if len(parts) > 1 and not parts[-1].strip():
            parts = parts[:-1]
    else:
        parts = [line]
    return tuple(Cell(part.strip(" \t"), column) for column, part in enumerate(parts))
