"""The second witness: some tables of a PDF read again by engines that share nothing with the first.

Camelot cuts the tables anew; pdfplumber gives the characters that stand in the first reader's own
cells. Either hands the whole document on, with only the asked-for tables as it sees them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Document
from extractors.plan import Place
from extractors.readers.second import cells, characters
from extractors.readers.second.witness import Witness

__all__ = ["Witness", "read_again"]


def read_again(
    data: bytes, document: Document, places: Sequence[Place]
) -> Iterator[tuple[Witness, Document]]:
    """The document of a PDF with the tables at `places` read by each witness that sees them."""
    yield from cells.read_again(data, document, places)
    yield from characters.read_again(data, document, places)
