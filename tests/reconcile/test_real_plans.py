"""What is said of the five real plans, where they are at hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import extract
from extractors.plan import Kind
from extractors.values.accounts import chart
from pipeline.audit import Audit, Rule, Severity, TotalStatus, audit

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real plans are not at hand")


@pytest.fixture(scope="module")
def audits() -> list[Audit]:
    return [audit(extract(path), chart()) for path in sorted(SEEDS.glob("*.txt"))]


def the(audits: list[Audit], kind: Kind, *, amounts: bool) -> Audit:
    found = [a for a in audits if a.plan.head.kind is kind and bool(a.plan.amounts) is amounts]
    assert len(found) == 1
    return found[0]


def said(result: Audit) -> list[tuple[Rule, Severity]]:
    return [(finding.rule, finding.severity) for finding in result.findings]


def test_the_quarter_plan(audits: list[Audit]) -> None:
    result = the(audits, Kind.WORK_PLAN, amounts=True)
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    assert [(f.rule, f.implied_amount) for f in errors] == [(Rule.MISSING_AMOUNT, Decimal(43_000))]
    line = result.index.lines[errors[0].subject or ""].first
    assert result.index.activities[line.activity_id or ""].number == "4.5"
    rounded = [f.difference for f in result.findings if f.rule is Rule.ROUNDING_DIFFERENCE]
    assert rounded == [Decimal("-0.24"), Decimal("-0.76")]
    statuses = [a.status for a in result.totals]
    assert statuses == [
        *[TotalStatus.CONSISTENT] * 3,
        TotalStatus.INCONSISTENT,  # result 4, by the blank of 4.5
        *[TotalStatus.ROUNDING] * 2,  # result 5 and the grand total
        *[TotalStatus.UNVERIFIABLE] * 2,  # funded and unfunded sum nothing
        TotalStatus.CONSISTENT,
    ]


def test_the_month_plan(audits: list[Audit]) -> None:
    result = the(audits, Kind.WORK_PLAN, amounts=False)
    found = {f.rule: f for f in result.findings}
    assert found[Rule.DUPLICATE_NUMBER].message.params["number"] == "1.3"
    assert found[Rule.NO_SCHEDULE].subject is None
    assert [f.rule for f in result.findings].count(Rule.MISSING_NUMBER) == 1
    assert Severity.ERROR not in {f.severity for f in result.findings}


def test_the_action_plan_has_two_empty_columns(audits: list[Audit]) -> None:
    result = the(audits, Kind.ACTION_PLAN, amounts=False)
    assert sorted(said(result)) == [
        (Rule.MISSING_RESPONSIBLE, Severity.INFO),
        (Rule.NO_SCHEDULE, Severity.INFO),
    ]


def test_the_project_sheet_foots(audits: list[Audit]) -> None:
    result = the(audits, Kind.PROJECT_SHEET, amounts=True)
    assert said(result) == []
    assert {a.status for a in result.totals} == {TotalStatus.CONSISTENT}


def test_nothing_is_said_of_the_narrative(audits: list[Audit]) -> None:
    assert said(the(audits, Kind.NARRATIVE, amounts=False)) == []
