"""Making findings: severity from the contract, stable ids, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.plan import Place, Plan
from pipeline.reconcile.identity import finding_ids, topics
from pipeline.reconcile.model import (
    NOWHERE,
    Cause,
    Finding,
    Message,
    Param,
    Rule,
    Severity,
    Verdict,
    rules,
)

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def draft(
    rule: Rule,
    verdict: Verdict,
    key: str,
    *,
    subject: str | None = None,
    place: Place = NOWHERE,
    amount_column: str | None = None,
    stated: Decimal | None = None,
    computed: Decimal | None = None,
    difference: Decimal | None = None,
    implied_amount: Decimal | None = None,
    explanation: Message | None = None,
    cause: Cause | None = None,
    **params: Param,
) -> Finding:
    """A finding with the severity of its rule, and no id yet; `params` go into its message."""
    return Finding(
        rule=rule,
        severity=rules()[rule].severity,
        verdict=verdict,
        message=Message(key, params),
        subject=subject,
        amount_column=amount_column,
        stated=stated,
        computed=computed,
        difference=difference,
        implied_amount=implied_amount,
        explanation=explanation,
        cause=cause,
        place=place,
    )


def unreadable_document(reason: str) -> Finding:
    """The one finding of a file that could not be read; `reason` is a clause for a person."""
    finding = draft(Rule.UNREADABLE_DOCUMENT, Verdict.READING, "unreadable-document", reason=reason)
    return numbered([finding])[0]


def numbered(drafts: Iterable[Finding], plan: Plan | None = None) -> tuple[Finding, ...]:
    """Findings with their ids and topics, worst first, then in printed order.

    `plan` is what they are about, None for a document that could not be read.
    """
    findings = list(drafts)
    told = zip(findings, finding_ids(findings, plan), topics(findings), strict=True)
    out = [replace(each, finding_id=key, topic=topic) for each, key, topic in told]
    return tuple(sorted(out, key=_printed_order))


def _printed_order(finding: Finding) -> tuple[int, int, int, int]:
    place = finding.place
    return (
        _RANK[finding.severity],
        place.page or 0,
        place.table or 0,
        place.row or place.line or 0,
    )
