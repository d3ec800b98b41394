"""PDF: words, rules and fills from the page's geometry, cut into tables and paragraphs."""

from extractors.document import Document
from extractors.readers.pdf.reader import read_pages, read_pdf
from extractors.readers.pdf.unlock import PdfLocked, unlock
from extractors.source import Source

__all__ = ["PdfLocked", "read", "read_pages", "read_pdf", "unlock"]


def read(source: Source) -> Document:
    """Read a PDF file."""
    return read_pdf(source.data, most=source.limits.pages)
