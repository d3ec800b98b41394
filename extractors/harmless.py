"""Text that nothing acts on: no terminal, no spreadsheet, no page."""

from __future__ import annotations

import re

# Line ends and page ends of other systems, which are spaces to all that follows.
_SPACES = re.compile("[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
# Control characters, marks that turn the direction of writing around, and halves of characters.
_ACTS = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str, instead: str = "") -> str:
    """The text with `instead` in place of what a terminal or page acts on; tabs and lines stay."""
    if text.isprintable():
        return text
    return _ACTS.sub(instead, _SPACES.sub(" ", text))


def harmless_name(text: str) -> str:
    """A name on one line, '?' in place of what cannot be shown."""
    return harmless(text, "?").replace("\n", "?").replace("\t", "?")
