"""What becomes of one document: the one value that a worker hands to all that publish it.

Tables, workbook, report and terminal are made from outcomes alone, one document after the other, so
that an outcome can be kept on disk and read back in place of its document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractors.address import Location
from extractors.errors import Language, UnreadableDocumentError
from extractors.plan import Kind
from extractors.rows import Row
from extractors.source import ID_DIGITS
from pipeline.audit import Severity, Verdict
from pipeline.decisions.model import Decision, Ruling
from pipeline.exhibits.model import Exhibit, Picture

Rows = dict[str, list[Row]]


class Status(StrEnum):
    """How much of a document could be read (contract: documents.status)."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Task:
    """One distinct content: where it is, its name, and the names of its duplicates.

    `sha256` is that of the file when it was found; None where it could not be read. `size`, in
    bytes, is known of what has to be fetched, and `refusal` says why it is not to be opened.
    `stand_in` is its id where another document has the one that it would have.
    """

    path: Location
    name: str
    duplicates: tuple[str, ...] = ()
    sha256: str | None = None
    size: int | None = None
    refusal: UnreadableDocumentError | None = None
    stand_in: str | None = None

    @property
    def digest(self) -> str:
        """The file's SHA-256; that of its name where not even its bytes can be had."""
        return self.sha256 or hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def document_id(self) -> str:
        """The contract's key of the document."""
        return self.stand_in or self.digest[:ID_DIGITS]


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding in one language: its sentence, and its likely cause where the figures show one."""

    sentence: str
    explanation: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the words of every language, and what an auditor decided of it."""

    finding_id: str
    severity: Severity
    verdict: Verdict
    wordings: Mapping[Language, Wording]
    decision: Decision | None = None

    @property
    def dismissed(self) -> bool:
        """Whether an auditor says that it is none."""
        return self.decision is not None and self.decision.ruling is Ruling.DISMISSED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its rows of all tables, its findings in words and pictures.

    `lines` counts budget lines, `footing` the stated totals that foot (rounding included),
    `not_footing` those that do not; totals that nothing can verify are in neither. `passing`
    says that another try may give something else: the file changed, or could not be opened.
    """

    name: str
    document_id: str
    kind: Kind
    status: Status
    rows: Rows
    findings: tuple[Told, ...]
    activities: int = 0
    lines: int = 0
    footing: int = 0
    not_footing: int = 0
    passing: bool = False
    pictures: tuple[Picture, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
