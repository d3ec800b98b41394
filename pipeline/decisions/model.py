"""A decision on a finding, and how it stands to the documents of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# What findings says of a decision.
COLUMNS = ("decision", "decision_note", "decision_author", "decision_date")

Key = tuple[str, str]  # (document_id, finding_id)


class Ruling(StrEnum):
    """What was decided (contract: findings.decision)."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    FIXED_AT_SOURCE = "fixed-at-source"


class State(StrEnum):
    """Whether a decision's finding is there (contract: decisions.state)."""

    APPLIES = "applies"
    FINDING_GONE = "finding-gone"
    DOCUMENT_GONE = "document-gone"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file of decisions."""

    document_id: str
    finding_id: str
    ruling: Ruling
    note: str
    author: str
    day: date

    @property
    def key(self) -> Key:
        """What it is about; there is one decision on it at most."""
        return self.document_id, self.finding_id


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision as a run met it."""

    decision: Decision
    state: State
