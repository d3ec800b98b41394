"""What a column of a plan's table is for."""

from __future__ import annotations

from enum import StrEnum


class ColumnRole(StrEnum):
    """Roles that header terms in vocabulary/headers.csv give to columns.

    SCHEDULE and BUDGET name groups in an upper header level (or a lone column of period texts, or of
    amounts); the level beneath refines them.
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
