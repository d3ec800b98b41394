"""The checks: each looks at a reconciled audit and yields findings without ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks import (
    accounts,
    amounts,
    coverage,
    lines,
    numbering,
    quantities,
    reading,
    schedule,
    totals,
)
from pipeline.reconcile.model import Audit, Finding

Check = Callable[[Audit], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    totals.check,
    amounts.check,
    lines.check,
    numbering.check,
    accounts.check,
    schedule.check,
    coverage.check,
    quantities.check,
    reading.check,
)
