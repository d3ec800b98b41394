"""Words of the command line, from words.csv, and the language to speak."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel.numbers import format_decimal

from extractors.errors import Language
from extractors.harmless import harmless_name


def locale_language(environment: Mapping[str, str] = os.environ) -> Language:
    """English where the locale says so, else French, as the documents are."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # POSIX: the first that is set decides
        if value := environment.get(name):
            return Language.ENGLISH if value.startswith("en") else Language.FRENCH
    return Language.FRENCH


@cache
def _words(language: Language) -> Mapping[str, str]:
    text = (files(__package__) / "words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(text.splitlines())}


def say(key: str, language: Language, **details: str) -> str:
    """The words of that key, their blanks filled with `details`."""
    shown = {name: harmless_name(value) for name, value in details.items()}
    return _words(language)[key].format(**shown)


def decimal(number: Decimal, language: Language) -> str:
    """A number with one digit after the decimal mark."""
    text: str = format_decimal(number, "#,##0.0", locale=language)
    return text


def count(number: int, language: Language) -> str:
    """A whole number as the language groups it."""
    text: str = format_decimal(number, locale=language)
    return text
