"""Small plans as text: '|' stands for a tab, an empty line for a page break."""

from __future__ import annotations

from extractors.plan import Plan
from extractors.plans import read_plan
from extractors.readers.text import read_text


def read(*lines: str) -> Plan:
    return read_plan(read_text("\n".join(lines).replace("|", "\t")))


def activities(plan: Plan) -> list[tuple[str | None, str]]:
    return [(activity.number, activity.label) for activity in plan.activities]


def amounts(plan: Plan) -> list[tuple[str | None, str | None, int | None]]:
    """Activity's number, account code, amount."""
    number = {activity.activity_id: activity.number for activity in plan.activities}
    return [
        (
            number.get(line.activity_id or ""),
            line.account_code,
            None if line.amount is None else int(line.amount),
        )
        for line in plan.amounts
    ]


def totals(plan: Plan) -> list[tuple[str, int | None, str | None]]:
    """Kind, stated amount, and the number of the activity, else of the node, that it closes."""
    number = {activity.activity_id: activity.number for activity in plan.activities}
    number |= {node.node_id: node.number for node in plan.nodes}
    return [
        (
            total.kind.value,
            None if total.stated is None else int(total.stated),
            number.get(total.activity_id or total.node_id or ""),
        )
        for total in plan.totals
    ]


def nodes(plan: Plan) -> list[tuple[str, str | None, str]]:
    """Level, number, label."""
    return [(node.level.value, node.number, node.label) for node in plan.nodes]


def periods(plan: Plan) -> list[tuple[str | None, str]]:
    """Activity's number and marked period."""
    number = {activity.activity_id: activity.number for activity in plan.activities}
    return [(number[mark.activity_id], mark.period) for mark in plan.marks]
