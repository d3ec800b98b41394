"""One reader a format, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Document
from extractors.readers import pdf, text
from extractors.readers.shown import shown
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
            return shown(reader(source))
    return source.refuse()


def unlocked(source: Source, password: str | None) -> Source:
    """The source with its contents free to read; its hash stays that of the file.

    UnreadableDocumentError where the file asks for another password.
    """
    if password is None or source.media_type is not MediaType.PDF or source.too_large:
        return source
    return replace(source, data=pdf.unlock(source.data, password))
