"""What is read from a text sample is what its content says, whatever its layout did to the rows."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from extractors import extract
from extractors.plan import Kind, NodeStatus, Plan
from samples import action_plan, content, month_plan, quarter_plan
from samples.make import RAW


@cache
def read(name: str) -> Plan:
    return extract(RAW / name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plan_trimestriel_2024.txt", quarter_plan.PLAN),
        ("plan_mensuel_2021_2022.txt", month_plan.PLAN),
        ("plan_action_2023_2024.txt", action_plan.PLAN),
    ],
)
def test_activities_are_those_of_the_content(name: str, said: content.Plan) -> None:
    expected = [
        (activity.number.strip("-.") or None, activity.label) for activity in said.activities()
    ]
    found = [(activity.number, activity.label.lstrip("- ")) for activity in read(name).activities]
    assert found == expected


def test_every_budget_line_is_read_as_the_content_has_it() -> None:
    plan = read("plan_trimestriel_2024.txt")
    numbers = {activity.activity_id: activity.number for activity in plan.activities}
    expected = [
        (activity.number.strip("-.") or None, line.account and line.account.code, line.amount)
        for activity in quarter_plan.PLAN.activities()
        for line in activity.lines
    ]
    found = [
        (numbers[amount.activity_id or ""], amount.account_code, amount.amount)
        for amount in plan.amounts
    ]
    assert found == expected


def test_stated_totals_are_those_of_the_content() -> None:
    plan = quarter_plan.PLAN
    expected = [group.subtotal for group in plan.groups] + [amount for _, amount in plan.totals]
    assert [total.stated for total in read("plan_trimestriel_2024.txt").totals] == expected
    assert Decimal("1699285.76") in expected


@pytest.mark.parametrize(
    ("name", "said", "starts"),
    [
        (
            "plan_trimestriel_2024.txt",
            quarter_plan.PLAN,
            [date(2024, month, 1) for month in (1, 4, 7, 10)],
        ),
        (
            "plan_mensuel_2021_2022.txt",
            month_plan.PLAN,
            [date(2021, month, 1) for month in range(9, 13)]
            + [date(2022, month, 1) for month in range(1, 7)],
        ),
    ],
)
def test_marks_stand_in_their_periods(name: str, said: content.Plan, starts: list[date]) -> None:
    plan = read(name)
    expected = [
        {starts[period] for line in activity.lines for period in line.periods}
        for activity in said.activities()
    ]
    found = [
        {mark.start for mark in plan.marks if mark.activity_id == activity.activity_id}
        for activity in plan.activities
    ]
    assert found == expected


def test_sheet_has_nine_results_twice_and_one_budget() -> None:
    plan = read("fiche_projet_resilience.txt")
    for status in NodeStatus:
        numbers = [node.number for node in plan.nodes if node.status is status]
        assert numbers == ["1.1", "1.2", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3"]
    assert {amount.amount for amount in plan.amounts} == {Decimal(96_303_057)}
    assert {total.stated for total in plan.totals} == {Decimal(96_303_057)}


def test_note_is_a_narrative_with_nothing_invented() -> None:
    plan = read("note_narrative_liptako.txt")
    assert plan.head.kind is Kind.NARRATIVE
    assert sorted(plan.head.countries) == ["BF", "ML", "NE"]
    assert plan.activities == plan.amounts == plan.totals == plan.nodes == ()
