"""What a finding is about, told by what is printed rather than by counting.

Ids of the plan are running numbers: one more line read and all that follow shift. A finding's id
outlives that, so that a decision on one never moves to another.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.plan import Activity, Amount, Node, Place, Plan, StatedTotal
from extractors.values.folding import fold
from pipeline.reconcile.model import Finding, Rule

_ID_DIGITS = 10  # 40 bits: no clash among the findings of one document


def finding_ids(findings: Sequence[Finding], plan: Plan | None) -> Iterator[str]:
    """The id of each finding, in the order given: a hash of its rule, subject, column and figures.

    Figures are those that a total is said to state and to have: where another reading finds others,
    it is no longer the finding that was decided on. Sentences, verdicts, causes and what the other
    findings are have no part in it. Findings that nothing tells apart are counted.
    """
    things = _things(plan) if plan is not None else {}
    for about in _told_apart("|".join(_about(finding, things)) for finding in findings):
        yield f"f{hashlib.sha256(about.encode()).hexdigest()[:_ID_DIGITS]}"


def topics(findings: Iterable[Finding]) -> Iterator[str]:
    """What knows each finding again in another audit of the same rows, figures corrected or not."""
    return _told_apart(
        f"{finding.rule}|{finding.subject or ''}|{finding.amount_column or ''}"
        for finding in findings
    )


def _about(finding: Finding, things: dict[str, str]) -> Iterator[str]:
    yield str(finding.rule)
    yield things.get(finding.subject or "", "")
    yield fold(finding.amount_column or "")
    yield _figure(finding.stated)
    yield _figure(finding.computed)
    if finding.rule is Rule.READING_DOUBT:
        # Several doubts about one activity or none: the text in doubt tells them apart.
        yield finding.message.key
        yield fold(str(finding.message.params.get("text", "")))
        yield _where(finding.place)


def _things(plan: Plan) -> dict[str, str]:
    """Each id of the plan beside what is printed of it."""
    nodes = {node.node_id: _node(node) for node in plan.nodes}
    activities = {each.activity_id: _activity(each) for each in plan.activities}
    cells: dict[str, list[Amount]] = {}
    for amount in plan.amounts:
        cells.setdefault(amount.line_id, []).append(amount)
    groups = {**nodes, **activities}
    lines = {key: _line(group, groups) for key, group in cells.items()}
    totals = {total.total_id: _total(total, {**groups, **lines}) for total in plan.totals}
    things = {**groups, **lines, **totals}
    return dict(zip(things, _told_apart(things.values()), strict=True))


def _node(node: Node) -> str:
    return _joined("node", node.number, node.label, str(node.status or ""), _where(node.place))


def _activity(activity: Activity) -> str:
    return _joined("activity", activity.number, activity.label, _where(activity.place))


def _line(cells: Sequence[Amount], groups: dict[str, str]) -> str:
    first = cells[0]
    group = groups.get(first.activity_id or "") or groups.get(first.node_id or "")
    text = (first.account_code, first.account_label, first.donor)
    amounts = sorted(_figure(cell.amount) for cell in cells if cell.amount is not None)
    return _joined("line", group, *text, *amounts, _where(first.place))


def _total(total: StatedTotal, things: dict[str, str]) -> str:
    closed = (total.line_id, total.activity_id, total.node_id)
    over = next((things[key] for key in closed if key and key in things), None)
    return _joined("total", over, total.label, _where(total.place))


def _where(place: Place) -> str:
    """The part of a place that the bytes decide; tables, rows and boxes are our reading of them."""
    return f"p{place.page or ''}l{place.line or ''}"


def _joined(*parts: str | None) -> str:
    return "/".join(fold(part or "") for part in parts)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _told_apart(texts: Iterable[str]) -> Iterator[str]:
    """The texts, the second and later of equal ones with their count behind."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen[text] += 1
        yield text if seen[text] == 1 else f"{text}|{seen[text]}"
