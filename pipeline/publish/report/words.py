"""Words of the report, from words.csv, and figures as each language prints them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from extractors.errors import Language
from pipeline.messages.render import number


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """All words: by language, then by key."""
    text = (files(__package__) / "words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {language: {row["key"]: row[language] for row in rows} for language in Language}


def printed(value: Decimal | int, language: Language) -> str:
    """A figure as the language prints it, all its decimals kept."""
    return number(value, language)


def plain(value: Decimal | int) -> str:
    """A figure as HTML's data element has it: plain digits, a point, no exponent."""
    return f"{Decimal(value):f}"
