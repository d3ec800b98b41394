"""Words of the workbook, from words.csv; what the command line says too, it says alike."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extractors.errors import Language
from pipeline.terminal.words import say as say_on_terminal


@cache
def _words(language: Language) -> Mapping[str, str]:
    text = (files(__package__) / "words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(text.splitlines())}


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **details: str) -> str:
        """The words of that key, their blanks filled with `details`."""
        own = _words(self.language).get(key)
        return own.format(**details) if own else say_on_terminal(key, self.language, **details)

    def of(self, group: str, value: str) -> str:
        """The word for one value of an enumeration of the contract; '' for none."""
        return self(f"{group}.{value}") if value else ""
