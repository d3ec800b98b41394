"""Ids of findings: the same finding keeps its id, another one never takes it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan import Activity, Place, Plan, TotalKind
from extractors.values.accounts import chart
from pipeline.audit import Cause, Finding, Message, Rule, Severity, Verdict, audit
from pipeline.reconcile.findings import draft
from pipeline.reconcile.identity import finding_ids
from tests.reconcile.plans import Maker
from tests.reconcile.test_any_plan import plans

STRANGER = Activity("a0", "Venue d'ailleurs", "99", place=Place(page=1, table=1, row=1))


def renamed(plan: Plan) -> Plan:
    """The plan as a reader would number it that has found more rows before each of its own."""

    def new(key: str | None) -> str | None:
        return None if key is None else f"{key[0]}{int(key[1:]) * 7 + 100:03d}"

    def row(item: object, *names: str) -> object:
        return replace(item, **{name: new(getattr(item, name)) for name in names})  # type: ignore[type-var]

    return replace(
        plan,
        nodes=tuple(row(n, "node_id", "parent_id") for n in plan.nodes),
        activities=(
            STRANGER,
            *(row(a, "activity_id", "node_id", "parent_activity_id") for a in plan.activities),
        ),
        amounts=tuple(row(a, "line_id", "activity_id", "node_id") for a in plan.amounts),
        totals=tuple(row(t, "total_id", "line_id", "activity_id", "node_id") for t in plan.totals),
    )


def moved(finding: Finding) -> Finding:
    subject = finding.subject
    if subject is not None:
        subject = f"{subject[0]}{int(subject[1:]) * 7 + 100:03d}"
    return replace(finding, subject=subject)


@settings(max_examples=100, deadline=None)
@given(plans(), st.data())
def test_more_rows_and_more_findings_never_change_the_ids_of_others(
    plan: Plan, data: st.DataObject
) -> None:
    findings = list(audit(plan, chart()).findings)
    before = list(finding_ids(findings, plan))
    after = [moved(finding) for finding in findings]
    for rule in data.draw(st.lists(st.sampled_from(Rule), max_size=4)):
        stranger = draft(rule, Verdict.DOCUMENT, "new", subject=STRANGER.activity_id)
        after.insert(data.draw(st.integers(0, len(after))), stranger)
    ids = list(finding_ids(after, renamed(plan)))
    assert len(set(ids)) == len(ids)
    kept = [key for key, each in zip(ids, after, strict=True) if each.subject != "a0"]
    assert kept == before


def a_plan() -> tuple[Plan, list[str]]:
    """Two activities, the second with two lines that look alike but for their amounts."""
    maker = Maker()
    maker.group("1")
    maker.activity("1.1")
    maker.line(10)
    maker.activity("1.2")
    maker.line(20)
    maker.line(30)
    maker.total("Sous-total", TotalKind.SUBTOTAL, 61)
    plan = maker.plan()
    return plan, [amount.line_id for amount in plan.amounts]


def id_of(finding: Finding, plan: Plan) -> str:
    return next(finding_ids([finding], plan))


PLAN, LINES = a_plan()
TOTAL = PLAN.totals[0].total_id
MISMATCH = draft(
    Rule.SUBTOTAL_MISMATCH,
    Verdict.DOCUMENT,
    "subtotal-mismatch",
    subject=TOTAL,
    amount_column="Total",
    stated=Decimal(61),
    computed=Decimal(60),
    difference=Decimal(1),
)


@pytest.mark.parametrize(
    "same",
    [
        replace(MISMATCH, verdict=Verdict.READING, severity=Severity.INFO),
        replace(MISMATCH, message=Message("other", {"engine": "camelot"})),
        replace(MISMATCH, explanation=Message("why"), cause=Cause.SIGN, implied_amount=Decimal(9)),
        replace(MISMATCH, stated=Decimal("61.00")),
        replace(MISMATCH, amount_column="TOTAL"),
        replace(MISMATCH, place=Place(page=1, table=4, row=9, bbox="0 0 1 1")),
    ],
)
def test_what_is_said_and_where_it_was_read_have_no_part_in_it(same: Finding) -> None:
    assert id_of(same, PLAN) == id_of(MISMATCH, PLAN)


@pytest.mark.parametrize(
    "other",
    [
        replace(MISMATCH, rule=Rule.GRAND_TOTAL_MISMATCH),
        replace(MISMATCH, subject=LINES[0]),
        replace(MISMATCH, subject=None),
        replace(MISMATCH, amount_column="Q1"),
        # Dismissed at a difference of 1, it is not dismissed at one of 40 000.
        replace(MISMATCH, computed=Decimal(40061), difference=Decimal(-40000)),
        replace(MISMATCH, stated=Decimal(62)),
    ],
)
def test_another_finding_has_another_id(other: Finding) -> None:
    assert id_of(other, PLAN) != id_of(MISMATCH, PLAN)


def test_lines_of_one_description_are_told_apart_by_their_amounts() -> None:
    about = [draft(Rule.MISSING_ACCOUNT_CODE, Verdict.DOCUMENT, "m", subject=i) for i in LINES]
    assert len(set(finding_ids(about, PLAN))) == 3
    # The line before is not read any more: the last one keeps its id.
    fewer = replace(PLAN, amounts=(PLAN.amounts[0], PLAN.amounts[2]))
    assert id_of(about[2], fewer) == id_of(about[2], PLAN)


def test_a_page_or_line_tells_rows_apart_that_look_alike() -> None:
    twins = tuple(
        Activity(f"a{n}", "Former", place=Place(page=n, table=n, row=2)) for n in (1, 2, 3)
    )
    about = [draft(Rule.MISSING_NUMBER, Verdict.DOCUMENT, "m", subject=f"a{n}") for n in (1, 2, 3)]
    plan = replace(PLAN, activities=twins)
    assert id_of(about[2], replace(plan, activities=twins[2:])) == id_of(about[2], plan)
    assert len(set(finding_ids(about, plan))) == 3


def test_doubts_about_one_activity_are_told_apart_by_what_is_in_doubt() -> None:
    doubts = [
        draft(Rule.READING_DOUBT, Verdict.READING, "doubt-cell-not-placed", subject="a1", text=text)
        for text in ("12 kits", "6 mois", "6 mois")
    ]
    ids = list(finding_ids(doubts, PLAN))
    assert len(set(ids)) == 3
    assert list(finding_ids(doubts[1:], PLAN)) == ids[1:]
