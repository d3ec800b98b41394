"""The audit of one plan: its totals recomputed, its blanks solved, every check run. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.plan import Plan
from extractors.values.accounts import Account
from pipeline.checks import CHECKS
from pipeline.reconcile.findings import numbered, unreadable_document
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import (
    Audit,
    AuditedTotal,
    Cause,
    Finding,
    Implied,
    Message,
    Rule,
    RuleText,
    Severity,
    TotalStatus,
    Verdict,
    rules,
)
from pipeline.reconcile.totals import reconcile
from pipeline.reconcile.verdicts import above_doubts, beside_strays, strays

__all__ = [
    "Audit",
    "AuditedTotal",
    "Cause",
    "Finding",
    "Implied",
    "Message",
    "Rule",
    "RuleText",
    "Severity",
    "TotalStatus",
    "Verdict",
    "audit",
    "rules",
    "unreadable_document",
]


def audit(plan: Plan, chart: Mapping[str, Account]) -> Audit:
    """Recompute every stated total of `plan` and look for what an auditor should see.

    `chart` maps account codes to accounts. Findings come worst first, then in printed order.
    """
    reconciled = reconcile(Audit(plan=plan, chart=chart, index=Index.of(plan)))
    figures = strays(plan)
    drafts = [beside_strays(finding, figures) for check in CHECKS for finding in check(reconciled)]
    return replace(reconciled, findings=numbered(above_doubts(drafts), plan))
