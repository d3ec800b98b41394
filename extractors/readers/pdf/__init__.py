"""PDF: words, rules and fills from the page's geometry, cut into tables and paragraphs."""

from extractors.readers.pdf.reader import PdfLocked, read_pages, read_pdf

__all__ = ["PdfLocked", "read_pages", "read_pdf"]
