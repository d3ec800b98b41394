"""Reads the vocabulary's CSV tables (extractors/vocabulary), which a user may extend."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).parent.parent / "vocabulary"


@lru_cache(maxsize=32)
def read_terms(name: str) -> tuple[dict[str, str], ...]:
    """The rows of vocabulary/NAME.csv (UTF-8, header row), one dictionary each."""
    with (VOCABULARY / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return tuple(dict(row) for row in csv.DictReader(lines))
