"""What an audit holds: each stated total beside its recomputation, and findings.

All values are frozen and hold no sentence: a finding carries the key and the parameters of its
message, and `pipeline.messages.render` words it in French or in English.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from extractors.plan import (
    Alignment,
    AmountStatus,
    Level,
    NodeStatus,
    Place,
    Plan,
    StatedTotal,
    TotalKind,
)
from extractors.values.accounts import Account
from pipeline.reconcile.index import Index

NOWHERE = Place()


class Rule(StrEnum):
    """The rules of contract/rules.csv."""

    SUBTOTAL_MISMATCH = "subtotal-mismatch"
    GRAND_TOTAL_MISMATCH = "grand-total-mismatch"
    ROW_TOTAL_MISMATCH = "row-total-mismatch"
    BUDGET_IDENTITY_MISMATCH = "budget-identity-mismatch"
    MISSING_AMOUNT = "missing-amount"
    UNREADABLE_AMOUNT = "unreadable-amount"
    MISSING_SUBTOTAL = "missing-subtotal"
    ROUNDING_DIFFERENCE = "rounding-difference"
    DUPLICATE_LINE = "duplicate-line"
    DUPLICATE_NUMBER = "duplicate-number"
    MISSING_NUMBER = "missing-number"
    NUMBERING_GAP = "numbering-gap"
    UNKNOWN_ACCOUNT_CODE = "unknown-account-code"
    ACCOUNT_LABEL_MISMATCH = "account-label-mismatch"
    MISSING_ACCOUNT_CODE = "missing-account-code"
    NO_SCHEDULE = "no-schedule"
    AMBIGUOUS_SCHEDULE = "ambiguous-schedule"
    SCHEDULE_OUTSIDE_PERIOD = "schedule-outside-period"
    UNBUDGETED_ACTIVITY = "unbudgeted-activity"
    MISSING_RESPONSIBLE = "missing-responsible"
    RESULT_NOT_REPORTED = "result-not-reported"
    QUANTITY_MISMATCH = "quantity-mismatch"
    READING_DOUBT = "reading-doubt"
    UNREADABLE_DOCUMENT = "unreadable-document"


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """Who is at fault: the document, our reading of it, or the evidence does not say."""

    DOCUMENT = "document"
    READING = "reading"
    UNDECIDED = "undecided"


class TotalStatus(StrEnum):
    """How a stated total stands to the sum of its parts (contract: totals.status)."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    INCONSISTENT = "inconsistent"
    UNVERIFIABLE = "unverifiable"


class Cause(StrEnum):
    """The one edit of one printed figure that closes a total's gap."""

    LINE_LEFT_OUT = "line-left-out"
    LINE_COUNTED_TWICE = "line-counted-twice"
    DIGITS_SWAPPED = "digits-swapped"
    DIGIT_DROPPED = "digit-dropped"
    DIGIT_ADDED = "digit-added"
    DECIMAL_SHIFT = "decimal-shift"
    SIGN = "sign"
    BLANK_CELL = "blank-cell"


class Thing(StrEnum):
    """What a `Name` names."""

    ACTIVITY = "activity"
    LINE = "line"
    TOTAL = "total"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Name:
    """How a sentence calls a thing: as printed, never by its id; `of` is what it stands under."""

    thing: Thing
    label: str | None = None
    number: str | None = None
    level: Level | None = None
    of: Name | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, or a clause of one, to be worded later: its key in messages/*.toml."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)


Param = str | int | Decimal | Name | NodeStatus | Message | tuple[str, ...] | tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One printed cell that a total sums: `part_id` is a line_id or a total_id.

    `amount` is None where the cell is blank or unreadable; `unit` is one unit of its last digit.
    """

    part_id: str
    amount_column: str
    amount: Decimal | None
    unit: Decimal | None
    status: AmountStatus
    alignment: Alignment
    fell_off: bool = False

    @property
    def unknown(self) -> bool:
        """Whether nothing can be added up for it."""
        return self.amount is None


@dataclass(frozen=True, slots=True)
class AuditedTotal:
    """A stated total, what it turned out to be, and its recomputation.

    `kind` is the stated one save for a bare 'Total', whose place decides. `computed` adds up the
    parts that could be read; `difference` is stated - computed; both None where unverifiable.
    `node_id` (`activity_id`) is the group that it turned out to close.
    """

    total: StatedTotal
    kind: TotalKind
    status: TotalStatus
    parts: tuple[Part, ...] = ()
    computed: Decimal | None = None
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    node_id: str | None = None
    activity_id: str | None = None

    @property
    def part_ids(self) -> tuple[str, ...]:
        """line_ids or total_ids that it sums, each once, in printed order."""
        return tuple(dict.fromkeys(part.part_id for part in self.parts))

    @property
    def part_columns(self) -> tuple[str, ...]:
        """Amount columns that its parts stand in, each once, in printed order."""
        return tuple(dict.fromkeys(part.amount_column for part in self.parts))

    @property
    def taken_ids(self) -> tuple[str, ...]:
        """Those of its parts that its printed formula takes away."""
        return tuple(dict.fromkeys(key for sign, key in self.total.terms if sign < 0))

    @property
    def unknowns(self) -> tuple[Part, ...]:
        """Its blank or unreadable parts."""
        return tuple(part for part in self.parts if part.unknown)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an auditor should look at (contract: findings).

    `subject` is an id of the plan, None for the document as a whole. `finding_id` and
    `topic` are empty until `numbered` gives them: the one knows the finding again in later runs,
    the other within one, while figures are being corrected.
    """

    rule: Rule
    severity: Severity
    verdict: Verdict
    message: Message
    subject: str | None = None
    amount_column: str | None = None
    stated: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    implied_amount: Decimal | None = None
    explanation: Message | None = None
    cause: Cause | None = None
    place: Place = NOWHERE
    finding_id: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Implied:
    """The value that its totals imply for a blank cell, None where they do not settle on one.

    `joint` is what it and the other blanks of one total must add up to; `totals` are the ids of the
    totals that say so.
    """

    amount: Decimal | None
    joint: Decimal | None = None
    totals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distrust:
    """A column of a table whose totals do not follow from the parts as they were read."""

    amount_column: str
    failing: int
    place: Place


CellKey = tuple[str, str]  # (line_id or total_id, amount_column)


@dataclass(frozen=True, slots=True)
class Audit:
    """A plan, its totals in printed order, what they imply for blank cells, and the findings.

    `crossings` are the rows of totals read across: the total cell of a subtotal's row beside its
    parts in the same row. `distrusted` are columns whose totals nearly all fail, so that it is our
    reading of them that is in doubt: their totals are unverifiable.
    """

    plan: Plan
    chart: Mapping[str, Account]
    index: Index
    totals: tuple[AuditedTotal, ...] = ()
    crossings: tuple[AuditedTotal, ...] = ()
    distrusted: tuple[Distrust, ...] = ()
    implied: Mapping[CellKey, Implied] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleText:
    """A row of contract/rules.csv."""

    rule: Rule
    severity: Severity
    subject: str
    meaning: str


@lru_cache(maxsize=1)
def rules() -> Mapping[Rule, RuleText]:
    """The contract's rules, read once. A rule that `Rule` does not know is a ValueError."""
    text = files("extractors.contract").joinpath("rules.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        Rule(row["rule"]): RuleText(
            Rule(row["rule"]), Severity(row["severity"]), row["subject"], row["meaning"]
        )
        for row in rows
    }
