"""Tables of texts alone: a line of headings, and numbered items that hang below one of them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.pdf.columns import find_columns
from extractors.readers.pdf.phrases import Phrase, Sort, is_numbered
from extractors.readers.pdf.stack import Stack
from extractors.readers.pdf.stretches import LINED_UP, Stretch

# A line of headings has at least this many, none of them longer than a few words.
HEADINGS = 3
HEADING_LETTERS = 40
# As many numbered items that begin alike make a column.
ITEMS = 3


def listed(
    lines: Sequence[tuple[Phrase, ...]], before: Stack | None
) -> tuple[Stretch, Stack] | None:
    """The lines of such a table on this page, and its columns.

    Without headings, a page goes on with the columns that the page before had (`before`).
    """
    for index, line in enumerate(lines):
        if len(line) < HEADINGS or not all(_is_heading(one) for one in line):
            continue
        body = lines[index + 1 :]
        own = [row for row in body if all(_under(one, line) <= 1 for one in row)]
        stack = Stack.of(find_columns([line, *own]))
        if len(stack) == len(line) and _has_items(body, stack):
            return Stretch(tuple(lines[index:])), stack
    if before is not None and len(before) >= HEADINGS and _has_items(lines, before):
        return Stretch(tuple(lines)), before
    return None


def _is_heading(one: Phrase) -> bool:
    return one.sort is Sort.TEXT and len(one.text) <= HEADING_LETTERS and not is_numbered(one.text)


def _under(one: Phrase, headings: Sequence[Phrase]) -> int:
    """How many headings a phrase stands below, at least in part."""
    return sum(one.x0 < heading.x1 and heading.x0 < one.x1 for heading in headings)


def _has_items(lines: Sequence[tuple[Phrase, ...]], stack: Stack) -> bool:
    """Whether numbered items begin alike in a column other than the first."""
    return any(
        sum(
            is_numbered(one.text) and abs(one.x0 - left) <= LINED_UP for row in lines for one in row
        )
        >= ITEMS
        for left, _ in stack.extents[1:]
    )
