"""Every check finds what its examples say, and nothing in the near misses."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from extractors.values.accounts import chart
from pipeline.audit import audit
from pipeline.checks import CHECKS, Check
from pipeline.checks.examples import Example
from pipeline.messages import render
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import Audit, Rule
from pipeline.reconcile.totals import reconcile


def examples_of(check: Check) -> tuple[Example, ...]:
    found: tuple[Example, ...] = sys.modules[check.__module__].EXAMPLES
    return found


CASES = [
    pytest.param(check, example, id=f"{check.__module__.rpartition('.')[2]}: {example.says}")
    for check in CHECKS
    for example in examples_of(check)
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_example(check: Check, example: Example) -> None:
    plan = example.plan
    reconciled = reconcile(Audit(plan=plan, chart=chart(), index=Index.of(plan)))
    assert [(f.rule, f.subject) for f in check(reconciled)] == list(example.fires)


@pytest.mark.parametrize(("check", "example"), CASES)
def test_findings_can_be_said_in_both_languages(check: Check, example: Example) -> None:
    assert check in CHECKS
    for finding in audit(example.plan, chart()).findings:
        for lang in ("fr", "en"):
            message, explanation = render(finding, lang)
            assert message.endswith(".")
            assert message[0] == message[0].upper()
            assert "{" not in message + (explanation or "")


def test_every_check_has_an_example_that_fires_and_one_that_does_not() -> None:
    for check in CHECKS:
        fires = {bool(example.fires) for example in examples_of(check)}
        assert fires == {True, False}, check.__module__


def test_every_rule_that_text_can_show_has_an_example() -> None:
    fired = {rule for check in CHECKS for e in examples_of(check) for rule, _ in e.fires}
    # a row total needs several columns and an unreadable document is no plan: see their own tests
    assert set(Rule) - fired == {Rule.ROW_TOTAL_MISMATCH, Rule.UNREADABLE_DOCUMENT}


def test_row_order_inside_a_group_changes_no_total() -> None:
    example = next(e for e in examples_of(CHECKS[0]) if e.says == "everything foots")
    amounts = example.plan.amounts
    assert [a.order for a in amounts] == [3, 4, 8, 9]
    one, other, *rest = amounts
    swapped = (replace(other, order=one.order), replace(one, order=other.order), *rest)
    before, after = (audit(replace(example.plan, amounts=a), {}) for a in (amounts, swapped))
    assert [t.computed for t in before.totals] == [t.computed for t in after.totals]
