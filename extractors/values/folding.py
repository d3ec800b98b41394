"""Printed text made comparable: odd spaces, mark-up, case and accents."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# The same labels are compared over and over; whole texts are not worth keeping.
_LABEL = 200
_MANY = 16_384

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:p|i|b|u|em|strong|br|hr|span|div|sup|sub|font|small|center|a|ul|ol|li|h[1-6]|table"
    r"|tbody|thead|tr|td|th)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
# Markdown emphasis only where it touches a word: a lone '**' in a cell is a mark.
_EMPHASIS = re.compile(r"\*\*(?=[^\s*])|(?<=[^\s*])\*\*|__(?=[^\s_])|(?<=[^\s_])__")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Ligatures that PDF fonts leave; a full NFKC would turn the footnote in '15²' into a digit.
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_FOLDED = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        "`": "'",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "º": "°",
        "№": "n°",
    }
)


def _once(text: str) -> str:
    # Looking for one character costs a tenth of running a pattern, and most cells have none.
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text).translate(_LIGATURES)
        text = unicodedata.normalize("NFC", text)
    # str.split() knows every Unicode space, the no-break and narrow ones too.
    return " ".join(text.split())


def clean(text: str) -> str:
    """The text as a reader sees it: no mark-up, plain single spaces, case and accents kept."""
    return _clean_label(text) if len(text) <= _LABEL else _clean(text)


def _clean(text: str) -> str:
    previous = None
    while previous != text:  # '&lt;p&gt;' hides a tag
        previous, text = text, _once(text)
    return text


def fold(text: str) -> str:
    """`clean`, then lower case without accents, ’ as ' and every dash as -: for comparing."""
    return _fold_label(text) if len(text) <= _LABEL else _fold(text)


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", clean(text).translate(_FOLDED))
    if not bare.isascii():
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(bare.casefold().translate(_FOLDED).split())


_clean_label = lru_cache(maxsize=_MANY)(_clean)
_fold_label = lru_cache(maxsize=_MANY)(_fold)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, without punctuation: letters, digits and ° only."""
    return tuple(re.findall(r"[a-z0-9°]+", fold(text)))
