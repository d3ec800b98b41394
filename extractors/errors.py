"""Few errors, typed: each has an exit code and says its remedy in one sentence, in two languages.

The wording is data (errors.csv); docs/exit-codes.md lists the codes.
"""

from __future__ import annotations

import csv
from enum import IntEnum, StrEnum
from functools import cache
from importlib.resources import files
from typing import ClassVar

from extractors.harmless import harmless_name


class Language(StrEnum):
    """Languages that Totaux speaks."""

    FRENCH = "fr"
    ENGLISH = "en"


class ExitCode(IntEnum):
    """What the command `totaux` answers to its caller."""

    OK = 0
    FINDINGS = 1  # findings at or above --fail-on
    USAGE = 2  # click's own code for a command line that makes no sense
    NO_DOCUMENTS = 3
    INPUT = 4  # a path that does not exist or cannot be read
    OUTPUT = 5  # the output folder cannot be written
    SOME_FAILED = 6  # the tables are written, and at least one document could not be read
    CLUSTER = 7  # the cluster cannot be used, or was lost


@cache
def _clauses(language: Language) -> dict[str, str]:
    text = (files("extractors") / "errors.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(text.splitlines())}


class TotauxError(Exception):
    """Base of all errors that are for a person; `key` names a clause of errors.csv.

    `details` fill the clause's blanks.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INPUT

    def __init__(self, key: str, **details: str) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details

    def clause(self, language: Language) -> str:
        """What went wrong and what to do about it, to go on with after a colon."""
        details = {name: harmless_name(value) for name, value in self.details.items()}
        return _clauses(language)[self.key].format(**details)

    def sentence(self, language: Language) -> str:
        """The clause as a sentence."""
        clause = self.clause(language)
        return f"{clause[0].upper()}{clause[1:]}."

    def __str__(self) -> str:
        return self.sentence(Language.ENGLISH)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors come back from worker processes whole."""
        return _rebuild, (type(self), self.key, self.details)


def _rebuild(kind: type[TotauxError], key: str, details: dict[str, str]) -> TotauxError:
    return kind(key, **details)


class InputError(TotauxError):
    """A path that was given does not exist or cannot be used."""


class NoDocumentsError(TotauxError):
    """The folders that were given hold no document."""

    exit_code = ExitCode.NO_DOCUMENTS


class OutputError(TotauxError):
    """The output folder cannot be written; it is as it was."""

    exit_code = ExitCode.OUTPUT


class ClusterError(TotauxError):
    """The cluster cannot be reached or used, or was lost; the output folder is as it was."""

    exit_code = ExitCode.CLUSTER


class UnreadableDocumentError(TotauxError):
    """One document cannot be read; the others can."""

    exit_code = ExitCode.SOME_FAILED
