"""Known parties and countries, without language tools: for telling what a cell is."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.values.folding import fold
from extractors.values.terms import read_terms

_BETWEEN = re.compile(r"\s*(?:[/;,+&\n]|\bet\b|\band\b)\s*")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(
        fold(name) for row in read_terms("parties") for name in (row["party"], row["alias"]) if name
    )


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in read_terms("countries"))


def is_country(text: str) -> bool:
    """Whether the whole text is the name of a country."""
    return fold(text) in _countries()


@lru_cache(maxsize=8192)
def is_party(text: str) -> bool:
    """Whether the whole text is a known party, or several with separators ('PNUD/ADR')."""
    folded = fold(text)
    if folded in _names():
        return True
    parts = [part for part in _BETWEEN.split(folded) if part]
    return len(parts) > 1 and any(part in _names() for part in parts) and len(folded) < 60
