"""From bytes to text: byte order marks first, then UTF-8, then the old French eight-bit sets.

A general detector guesses wrongly on short French files (one 'é' in a page of figures), so the old
sets are told apart by one thing only: which of them yields the letters and signs of French.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Windows first: it wins where French does not tell them apart. Then Latin-9, old Mac, DOS.
_OLD_SETS = ("cp1252", "iso-8859-15", "mac_roman", "cp850")
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ’‘“”«»–—…•°€№²³\u00a0✓")

# Control characters other than those that lay text out (tab, line ends, page break, next line).
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# A stray control character survives many a copy and paste; one in a hundred is no text.
_CONTROL_SHARE = 0.01


def decode(data: bytes) -> str | None:
    """The text of `data` without its byte order mark; None where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plausible(data[len(mark) :].decode(encoding, errors="replace"))
    if b"\0" in data and (wide := _unmarked_utf16(data)):
        return wide
    try:
        return _plausible(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plausible(_mostly_utf8(data) or _old_set(data))


def _plausible(text: str) -> str | None:
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    return None if controls > _CONTROL_SHARE * len(text) else text


def _unmarked_utf16(data: bytes) -> str | None:
    """Western text as UTF-16 has a zero in nearly every other byte; nothing else has."""
    half = len(data) / 2
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Nine in ten: the rest leaves room for dashes, quotes and 'œ', which are beyond Latin-1.
        if data[first::2].count(0) > 0.9 * half:
            return _plausible(data.decode(encoding, errors="replace"))
    return None


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file cut in the middle of a letter)."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(char > "\x7f" for char in text) - broken
    return text if whole >= max(broken, 1) else None


def _old_set(data: bytes) -> str:
    def french(text: str) -> int:
        return sum((char in _FRENCH) - (char not in _FRENCH) for char in text if char > "\x7f")

    readings = (data.decode(encoding, errors="replace") for encoding in _OLD_SETS)
    return max(readings, key=french)
