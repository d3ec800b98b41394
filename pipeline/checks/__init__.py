"""The checks: each looks at a reconciled audit and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.reconcile.model import Audit, Finding

Check = Callable[[Audit], Iterator[Finding]]

CHECKS: tuple[Check, ...] = ()
