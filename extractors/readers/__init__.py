"""One reader a format, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from extractors.document import Document
from extractors.readers import pdf, text
from extractors.source import MediaType, Source

Reader = Callable[[Source], Document]

READERS: tuple[tuple[MediaType, Reader], ...] = (
    (MediaType.TEXT, text.read),
    (MediaType.PDF, pdf.read),
)


def read(source: Source) -> Document:
    """Read a source with the reader of its type; UnreadableDocumentError where there is none."""
    for media_type, reader in READERS:
        if source.media_type is media_type and not source.too_large:
            return reader(source)
    return source.refuse()
