"""A grand total is accused only over totals and amounts that are beyond doubt themselves."""

from dataclasses import replace

import pytest

from extractors.plan import Place
from pipeline.audit import Finding, Rule, Verdict
from pipeline.reconcile.findings import draft
from pipeline.reconcile.verdicts import above_doubts


def a(rule: Rule, verdict: Verdict) -> Finding:
    return draft(rule, verdict, "missing-amount", subject="t1", place=Place())


@pytest.mark.parametrize(
    ("beneath", "expected"),
    [
        (a(Rule.SUBTOTAL_MISMATCH, Verdict.UNDECIDED), Verdict.UNDECIDED),
        (a(Rule.MISSING_AMOUNT, Verdict.READING), Verdict.UNDECIDED),
        (a(Rule.SUBTOTAL_MISMATCH, Verdict.DOCUMENT), Verdict.DOCUMENT),
        (a(Rule.DUPLICATE_NUMBER, Verdict.UNDECIDED), Verdict.DOCUMENT),
    ],
)
def test_what_stands_beneath_decides(beneath: Finding, expected: Verdict) -> None:
    grand = a(Rule.GRAND_TOTAL_MISMATCH, Verdict.DOCUMENT)
    assert above_doubts([beneath, grand]) == [beneath, replace(grand, verdict=expected)]
