"""Opens a PDF that a password protects, as a copy without protection for every engine."""

from __future__ import annotations

from io import BytesIO

from extractors.errors import UnreadableDocumentError
from extractors.readers.pdf.binding import Handle, pdfium, raw


class PdfLocked(UnreadableDocumentError):  # noqa: N818 - a state of the file, told as such
    """The PDF asks for a password, or for another than the one given."""


def open_pdf(data: bytes, password: str | None = None) -> Handle:
    """The PDF in `data`. PdfLocked, or UnreadableDocumentError where it is damaged."""
    # A document without pages sets no error, and would be told as the one before it was: so that
    # none is left over, an empty one fails first.
    raw.FPDF_LoadMemDocument64(b"", 0, None)
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise PdfLocked("password-wrong" if password else "password-needed") from error
        raise UnreadableDocumentError("damaged-file", reason=str(error)) from error


def unlock(data: bytes, password: str) -> bytes:
    """The same PDF without its protection; as it is where it opens without a password.

    PdfLocked where this is not the password.
    """
    try:
        open_pdf(data).close()
    except PdfLocked:
        copy = BytesIO()
        document = open_pdf(data, password)
        try:
            document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        finally:
            document.close()
        return copy.getvalue()
    return data
