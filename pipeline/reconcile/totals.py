"""Reconcile a plan: stub in place until the tree of totals lands."""

from __future__ import annotations

from pipeline.reconcile.model import Audit


def reconcile(audit: Audit) -> Audit:
    """The audit with its totals recomputed."""
    return audit
