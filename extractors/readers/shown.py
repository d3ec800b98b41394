"""A document without the characters that would act on what shows it."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Block, Document, Page, Paragraph, Row
from extractors.harmless import harmless


def shown(document: Document) -> Document:
    """The document with signs and spaces only in its texts."""
    return replace(document, pages=tuple(map(_page, document.pages)))


def _page(page: Page) -> Page:
    blocks = tuple(map(_block, page.blocks))
    return replace(page, blocks=blocks, hidden=harmless(page.hidden))


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=harmless(block.text))
    return replace(block, rows=tuple(map(_row, block.rows)))


def _row(row: Row) -> Row:
    if all(cell.text.isprintable() for cell in row.cells):
        return row
    return replace(row, cells=tuple(replace(cell, text=harmless(cell.text)) for cell in row.cells))
