"""Found tables and the text around them as the document's blocks, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Box, Cell, Grid, Paragraph, Row
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.lines import Line, box_of, lines_of, text_of
from extractors.readers.pdf.phrases import is_bullet
from extractors.readers.pdf.shading import Shading
from extractors.readers.pdf.table import Table

# In font sizes. Words further apart on a line are separate texts (left and right of a letterhead).
APART = 2.0
# In font sizes. A numbering stands up to this far before its text.
HANGING = 6.0
# In font sizes. Lines further apart than this begin a new paragraph; 1.5-spaced text stays whole.
NEW_PARAGRAPH = 1.75
# In font sizes: the space between two words.
WORD_SPACE = 0.25
# Text this much larger than the body is a title.
TITLE = 1.15


def grid_of(table: Table, number: int, page: int, shading: Shading) -> Grid:
    """The table as a printed grid; spanned cells stand once, at their first row and column."""
    rows: list[list[Cell]] = [[] for _ in range(len(table.levels) - 1)]
    for slot in sorted(table.slots, key=lambda slot: (slot.row, slot.column)):
        text = text_of(slot.words) if slot.words else ""
        rows[slot.row].append(
            Cell(
                text,
                slot.column,
                slot.box,
                slot.column_span,
                slot.row_span,
                shading.background(slot.box),
                not text and shading.is_drawn_in(slot.box),
            )
        )
    left, right = table.cuts[0], table.cuts[-1]
    return Grid(
        tuple(
            Row(tuple(cells), box=Box(left, top, right, bottom))
            for cells, top, bottom in zip(rows, table.levels[:-1], table.levels[1:], strict=True)
        ),
        number,
        len(table.cuts) - 1,
        table.layout,
        page,
        table.box,
    )


def paragraphs(words: Sequence[Word], page: int) -> list[Paragraph]:
    """Text outside tables: wrapped lines joined, far apart texts of one line kept apart."""
    found: list[list[Word]] = []
    open_blocks: list[list[Word]] = []
    lines = lines_of(word for word in words if word.turned == 0)
    margin = max((line.x1 for line in lines), default=0.0)
    sizes = sorted(line.size for line in lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    for line in lines:
        going_on = []
        for part in pieces(line, APART):
            block = next((b for b in open_blocks if _goes_on(b, part, margin, body)), None)
            if block is None:
                block = []
                found.append(block)
            block.extend(part)
            going_on.append(block)
        open_blocks = going_on
    turned = [word for word in words if word.turned]
    if turned:
        found.append(turned)
    return [Paragraph(text_of(block), page, box=box_of(block)) for block in found]


def pieces(line: Line, apart: float) -> list[list[Word]]:
    """The line cut where words stand further apart than `apart` font sizes.

    A numbering or bullet stays with the text that hangs from it.
    """
    parts = [[line.words[0]]]
    for word in line.words[1:]:
        hangs = len(parts) == 1 and len(parts[0]) == 1 and is_bullet(parts[0][0].text)
        gap = word.x0 - parts[-1][-1].x1
        if gap > (HANGING if hangs else apart) * line.size:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _goes_on(block: Sequence[Word], part: Sequence[Word], margin: float, body: float) -> bool:
    """Whether a piece of a line continues the block above it.

    A line wraps where its next word would pass the margin; titles, larger than the body, wrap
    where they like.
    """
    last = block[-1]
    size = max(last.size, part[0].size)
    same_size = abs(last.size - part[0].size) < 0.15 * size
    beside = part[0].x0 < max(word.x1 for word in block) and part[-1].x1 > min(
        word.x0 for word in block
    )
    wrapped = last.x1 + WORD_SPACE * size + (part[0].x1 - part[0].x0) > margin
    titled = size > TITLE * body
    close = part[0].base - last.base <= NEW_PARAGRAPH * size
    fresh = is_bullet(part[0].text) and len(part) > 1
    return same_size and beside and close and not fresh and (wrapped or titled)
