"""What every export is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from extractors.errors import Language
from pipeline.published import Published


class Format(StrEnum):
    """The formats of other tools that the tables can be written in."""

    IATI = "iati"
    SARIF = "sarif"
    DUCKDB = "duckdb"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who publishes an IATI file: its organisation identifier, type code and name.

    No plan says who will publish it, so that all are empty unless given.
    """

    ref: str = ""
    type: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an export is asked for beside its format; `language` is that of our own words."""

    language: Language
    reporter: Reporter = field(default_factory=Reporter)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was left out: `key` names a sentence of the terminal's words."""

    key: str
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class Export:
    """A format, the ending of its files, and what writes one; it returns what was left out."""

    format: Format
    ending: str
    write: Callable[[Published, Path, Wishes], list[Note]]
