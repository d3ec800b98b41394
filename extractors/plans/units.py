"""The currency and the scale that hold for a document's amounts: 'en milliers de FCFA'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Block, Paragraph
from extractors.grids.columns import MONEY
from extractors.grids.placed import Table
from extractors.values.amounts import currency_of, scale_of
from extractors.values.folding import clean, fold

# A note on units is a short line of its own; prose may name money for other reasons.
_NOTE_LENGTH = 120
_OF_AMOUNTS = re.compile(
    r"\b(?:montants?|chiffres?|couts?|amounts?|figures|unite|devise|monnaie|currency)\b"
    r"|^\W*(?:en|in)\s|\b(?:en|in) (?:milliers?|millions?|thousands?)\b"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZÀÉ(])")


@dataclass(frozen=True, slots=True)
class Units:
    """`scale` multiplies printed amounts; `currency` is ISO 4217, None where nothing names one."""

    scale: int = 1
    currency: str | None = None


def units_of(tables: Sequence[Table], blocks: Sequence[Block]) -> Units:
    """What short notes outside the rows and the headers of amounts say of units."""
    scale, currency = 1, None
    for note in _notes(tables, blocks):
        currency = currency or currency_of(note)
        if scale == 1 and currency_of(note):
            scale = scale_of(note)
    if currency is None:
        named = {
            column.currency
            for table in tables
            for column in table.columns
            if column.role in MONEY and column.currency
        }
        currency = named.pop() if len(named) == 1 else None
    return Units(scale, currency)


def _notes(tables: Sequence[Table], blocks: Sequence[Block]) -> Iterator[str]:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    texts += [text for table in tables for text, _ in table.preface]
    sentences = [note for text in texts for note in _SENTENCE.split(clean(text))]
    for text in sentences:
        if len(text) <= _NOTE_LENGTH and _OF_AMOUNTS.search(fold(text)):
            yield text


def in_units(table: Table, scale: int) -> Table:
    """The table with a scale on the amounts whose own header names none.

    Where other amounts of the table are headed 'en milliers', theirs holds for the row total too.
    """
    scales = {column.scale for column in table.columns if column.role in MONEY} - {1}
    if scale == 1 and len(scales) == 1:
        scale = scales.pop()
    if scale == 1:
        return table
    columns = tuple(
        replace(column, scale=scale) if column.role in MONEY and column.scale == 1 else column
        for column in table.columns
    )
    return replace(table, columns=columns)
