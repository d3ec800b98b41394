"""Making findings: severity from the contract, stable ids, worst first."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.plan import Place
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

_ID_DIGITS = 10  # 40 bits: no clash among the findings of one document
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


def numbered(drafts: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with their ids, worst first, then in printed order.

    An id hashes what the finding is about, never its figures, so that it outlives a correction.
    """
    seen: Counter[str] = Counter()
    out: list[Finding] = []
    for finding in drafts:
        about = f"{finding.rule}|{finding.subject or ''}|{finding.amount_column or ''}"
        seen[about] += 1
        if seen[about] > 1:
            about += f"|{seen[about]}"
        digest = hashlib.sha256(about.encode()).hexdigest()
        out.append(replace(finding, finding_id=f"f{digest[:_ID_DIGITS]}"))
    return tuple(sorted(out, key=_printed_order))


def _printed_order(finding: Finding) -> tuple[int, int, int, int]:
    place = finding.place
    return (
        _RANK[finding.severity],
        place.page or 0,
        place.table or 0,
        place.row or place.line or 0,
    )
