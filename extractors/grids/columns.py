"""The columns of a plan's table: what each is for, where it stands, what its header says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.plan import Level
from extractors.values.periods import PeriodLabel


class ColumnRole(StrEnum):
    """Roles that header terms in vocabulary/headers.csv give to columns.

    SCHEDULE and BUDGET name groups in an upper header level (or a lone column of period texts, or
    of amounts); the level beneath refines them.
    """

    FRAMEWORK = "framework"  # axes, objectives, results, products
    NUMBER = "number"  # the activity's number alone
    ACTIVITY = "activity"
    SCHEDULE = "schedule"
    PERIOD = "period"  # one quarter, month, semester or year
    RESPONSIBLE = "responsible"
    DONOR = "donor"
    ACCOUNT = "account"  # budget line: description, code or both
    BUDGET = "budget"
    AMOUNT = "amount"
    TOTAL = "total"  # the line's own total where several amounts stand before it
    IGNORED = "ignored"  # known, and in no table of the contract (indicators, comments, unit price)


MONEY = frozenset({ColumnRole.AMOUNT, ColumnRole.TOTAL})


@dataclass(frozen=True, slots=True)
class Column:
    """One logical column.

    `position` is its 0-based place in a printed row by its header; `header` its printed texts, top
    level first. `year` is the year that an upper header gives to a period. `scale` multiplies its
    amounts (1000 for 'en milliers'). `known` says that the vocabulary knew the header. `copy`
    counts the columns of amounts under the same header.
    """

    position: int
    header: tuple[str, ...]
    role: ColumnRole
    level: Level | None = None
    period: PeriodLabel | None = None
    year: int | None = None
    lap: int | None = None
    donor: str | None = None
    currency: str | None = None
    scale: int = 1
    known: bool = True
    copy: int = 1

    @property
    def name(self) -> str:
        """The header as printed, levels joined ('PLANNED BUDGET > Total'); no two have the same."""
        name = " > ".join(self.header) or f"[{self.position + 1}]"
        return name if self.copy == 1 else f"{name} ({self.copy})"
