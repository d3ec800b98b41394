"""Settles, once all rows are read, which figures are totals and which group each total closes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from operator import itemgetter
from typing import TypeVar

from extractors.plan import (
    Activity,
    Amount,
    Node,
    StatedTotal,
    TotalKind,
)
from extractors.plans.builder import Builder, HeadingAmount
from extractors.plans.formulas import settle_formulas
from extractors.values.memo import is_memo
from extractors.vocabulary import TotalLabel

_Placed = TypeVar("_Placed", Node, Activity)


def close(builder: Builder) -> None:
    """Turn headings' and activities' own amounts into totals where they sum what stands beneath."""
    _settle_headings(builder)
    _settle_activities(builder)
    settle_formulas(builder)
    if len({amount.amount_column for amount in builder.amounts}) > 1:
        builder.totals = [_in_its_column(builder, total) for total in builder.totals]
    builder.totals = [_named(builder, total) for total in builder.totals]
    builder.totals = _assign_groups(builder)


def _settle_headings(builder: Builder) -> None:
    """A heading's amount is its group's total above the lines, or, without lines, a line itself."""
    filled = _nodes_with_lines(builder.nodes, builder.amounts)
    parents = {node.parent_id for node in builder.nodes}
    with_amounts = {heading.node_id for heading in builder.headings}
    lines: dict[int, str] = {}
    for heading in builder.headings:
        node = next(n for n in builder.nodes if n.node_id == heading.node_id)
        children = heading.node_id in parents and any(
            n.parent_id == heading.node_id and n.node_id in with_amounts for n in builder.nodes
        )
        if heading.node_id in filled or children:
            builder.add_total(_heading_total(builder, heading, node))
            continue
        if heading.order not in lines:
            lines[heading.order] = builder.next_line()
        line_id = lines[heading.order]
        builder.amounts.append(_heading_line(builder, heading, line_id))
    builder.totals.sort(key=lambda total: total.order)
    builder.amounts.sort(key=lambda amount: amount.order)


def _nodes_with_lines(nodes: Sequence[Node], amounts: Sequence[Amount]) -> set[str]:
    parent = {node.node_id: node.parent_id for node in nodes}
    filled: set[str] = set()
    for amount in amounts:
        at = amount.node_id
        while at is not None and at not in filled:
            filled.add(at)
            at = parent.get(at)
    return filled


def _heading_total(builder: Builder, heading: HeadingAmount, node: Node) -> StatedTotal:
    money = heading.money
    return StatedTotal(
        total_id="",
        label=node.label,
        kind=TotalKind.SUBTOTAL,
        amount_column=money.column.name,
        role=heading.role,
        stated=money.value,
        unit=money.unit,
        printed=money.printed,
        node_id=node.node_id,
        named=True,
        currency=money.currency or builder.currency,
        alignment=heading.row.alignment,
        place=heading.row.place,
        order=heading.order,
    )


def _heading_line(builder: Builder, heading: HeadingAmount, line_id: str) -> Amount:
    money = heading.money
    return Amount(
        line_id=line_id,
        amount_column=money.column.name,
        role=heading.role,
        status=money.status,
        amount=money.value,
        unit=money.unit,
        printed=money.printed,
        node_id=heading.node_id,
        currency=money.currency or builder.currency,
        alignment=heading.row.alignment,
        place=heading.row.place,
        order=heading.order,
    )


def _settle_activities(builder: Builder) -> None:
    """An activity's own amount is a total where it sums its lines or its sub-activities'.

    Arithmetic is the witness: the reading is taken for all candidates of the document when it foots
    for at least half of them.
    """
    own = _own_amounts(builder)
    under = _Under(builder)
    candidates: list[tuple[Activity, list[Amount], list[Amount]]] = []
    for activity in builder.activities:
        mine = own.get(activity.activity_id, [])
        beneath = under.amounts(activity, mine)
        if mine and beneath:
            candidates.append((activity, mine, beneath))
    footing = sum(_foots(mine, beneath) for _, mine, beneath in candidates)
    if not candidates or footing * 2 < len(candidates):
        return
    gone: set[str] = set()
    for activity, mine, _ in candidates:
        gone.add(mine[0].line_id)
        for amount in mine:
            builder.add_total(
                StatedTotal(
                    total_id="",
                    label=activity.label,
                    kind=TotalKind.SUBTOTAL,
                    amount_column=amount.amount_column,
                    role=amount.role,
                    stated=amount.amount,
                    unit=amount.unit,
                    printed=amount.printed,
                    node_id=activity.node_id,
                    activity_id=activity.activity_id,
                    named=True,
                    currency=amount.currency,
                    alignment=amount.alignment,
                    place=amount.place,
                    order=amount.order,
                )
            )
    builder.amounts = [amount for amount in builder.amounts if amount.line_id not in gone]
    builder.totals = [
        replace(total, line_id=None) if total.line_id in gone else total
        for total in builder.totals
        if not (total.kind is TotalKind.ROW_TOTAL and total.line_id in gone)
    ]
    builder.totals.sort(key=lambda total: total.order)


def _own_amounts(builder: Builder) -> dict[str, list[Amount]]:
    """Amounts printed on each activity's own row, without any budget line's description."""
    order = {activity.activity_id: activity.order for activity in builder.activities}
    own: dict[str, list[Amount]] = defaultdict(list)
    for amount in builder.amounts:
        if amount.activity_id is None or amount.amount is None:
            continue
        bare = amount.account_code is None and amount.account_label is None
        if bare and order[amount.activity_id] == amount.order:
            own[amount.activity_id].append(amount)
    return own


class _Under:
    """Look-ups of what stands under the activities of a plan."""

    def __init__(self, builder: Builder) -> None:
        self._children: dict[str | None, list[str]] = defaultdict(list)
        self._numbered = sorted((a.number, a.activity_id) for a in builder.activities if a.number)
        self._amounts: dict[str | None, list[tuple[int, Amount]]] = defaultdict(list)
        for activity in builder.activities:
            if not is_memo(activity.label):
                self._children[activity.parent_activity_id].append(activity.activity_id)
        for at, amount in enumerate(builder.amounts):
            self._amounts[amount.activity_id].append((at, amount))

    def amounts(self, activity: Activity, mine: Sequence[Amount]) -> list[Amount]:
        """What an activity's own amount may sum, in printed order: lines, or sub-activities'."""
        if not mine:
            return []
        below = {activity.activity_id, *self._children.get(activity.activity_id, ())}
        if activity.number:
            prefix = f"{activity.number}."
            first = bisect_left(self._numbered, (prefix, ""))
            rest = (self._numbered[at] for at in range(first, len(self._numbered)))
            below |= {key for _, key in takewhile(lambda one: one[0].startswith(prefix), rest)}
        found = sorted(
            (pair for key in below for pair in self._amounts.get(key, ())), key=itemgetter(0)
        )
        return [amount for _, amount in found if amount.line_id != mine[0].line_id]


def _foots(mine: Sequence[Amount], beneath: Sequence[Amount]) -> bool:
    for stated in mine:
        parts = [a.amount for a in beneath if a.amount_column == stated.amount_column and a.amount]
        if parts and sum(parts, Decimal(0)) != stated.amount:
            return False
    return True


def _in_its_column(builder: Builder, total: StatedTotal) -> StatedTotal:
    """A row's lone figure stands in the one column that it sums, be it printed in another.

    Text loses the empty cells before it; arithmetic tells where they were.
    """
    if total.line_id is not None or total.terms or not total.stated:
        return total
    if sum(t.order == total.order and t.line_id is None for t in builder.totals) > 1:
        return total
    logical = {grid: table.tables[0] for table in builder.tables for grid in table.tables}
    table = logical.get(total.place.table or 0)
    before = [
        a
        for a in builder.amounts
        if logical.get(a.place.table or 0) == table and a.order < total.order
    ]
    last = max(
        (t.order for t in builder.totals if t.line_id is None and t.order < total.order), default=0
    )
    fitting: dict[str, Amount] = {}
    for span in (before, [a for a in before if a.order > last]):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for amount in span:
            sums[amount.amount_column] += amount.amount or 0
        fitting |= {a.amount_column: a for a in span if sums[a.amount_column] == total.stated}
    if len(fitting) != 1 or total.amount_column in fitting:
        return total
    [column] = fitting.values()
    return replace(total, amount_column=column.amount_column, role=column.role)


def _named(builder: Builder, total: StatedTotal) -> StatedTotal:
    """A total whose label names its group ('Sous total résultat 2') closes that one."""
    label = builder.labels.get(total.order)
    if label is None or total.kind is TotalKind.ROW_TOTAL or total.named:
        return total
    if label.number is None:
        return _named_by_level(builder, total, label)
    nodes = [n for n in builder.nodes if n.number == label.number]
    same_level = [n for n in nodes if n.level is label.level]
    if not label.activity and (same_level or (label.level is not None and nodes)):
        node = _nearest(same_level or nodes, total.order)
        return replace(total, node_id=node.node_id, activity_id=None, named=True)
    activities = [a for a in builder.activities if a.number == label.number]
    if activities and (label.activity or not nodes):
        activity = _nearest(activities, total.order)
        return replace(
            total, node_id=activity.node_id, activity_id=activity.activity_id, named=True
        )
    if nodes:
        return replace(total, node_id=_nearest(nodes, total.order).node_id, named=True)
    return total


def _named_by_level(builder: Builder, total: StatedTotal, label: TotalLabel) -> StatedTotal:
    """'Total résultat', 'Sous-total activité': the group of that level that is open, or opens."""
    if label.activity:
        before = [a for a in builder.activities if a.order < total.order]
        if before and before[-1].node_id == total.node_id:
            return replace(total, activity_id=before[-1].activity_id, named=True)
        return total
    if label.level is None:
        return total
    at = next((n for n in builder.nodes if n.node_id == total.node_id), None)
    while at is not None and at.level is not label.level:
        parent = at.parent_id
        at = next((n for n in builder.nodes if n.node_id == parent), None)
    return replace(total, node_id=at.node_id, named=True) if at is not None else total


def _nearest(items: Sequence[_Placed], order: int) -> _Placed:
    """The one printed closest to a row; of two, the one before it."""
    return min(items, key=lambda item: (abs(item.order - order), item.order > order))


def _assign_groups(builder: Builder) -> list[StatedTotal]:
    """Which group each un-named subtotal closes.

    A subtotal right after another one closes the level above; several within one node, each after
    the lines of a single activity, close those activities.
    """
    parent = {node.node_id: node.parent_id for node in builder.nodes}
    closed: dict[str, list[int]] = defaultdict(list)
    totals = list(builder.totals)
    lines = sorted({(a.order, a.activity_id) for a in builder.amounts}, key=itemgetter(0))
    reach: dict[str | None, tuple[int, int]] = {}
    for amount in builder.amounts:
        first, last = reach.get(amount.node_id, (amount.order, amount.order))
        reach[amount.node_id] = min(first, amount.order), max(last, amount.order)
    previous = -1
    since: dict[int, set[str | None]] = {}
    group: str | None = None
    for index, total in enumerate(totals):
        if total.terms or total.kind not in (TotalKind.SUBTOTAL, TotalKind.OTHER) or total.named:
            continue
        if index and totals[index - 1].order == total.order and index - 1 in since:
            totals[index] = replace(total, node_id=totals[index - 1].node_id)
            since[index] = since[index - 1]
            continue
        start = bisect_right(lines, previous, key=itemgetter(0))
        between = {a for _, a in lines[start : bisect_left(lines, total.order, key=itemgetter(0))]}
        first, last = reach.get(total.node_id, (total.order, total.order))
        later, empty = last > total.order, first >= total.order
        if not between and previous >= 0 and group is not None and not (empty and later):
            group = parent.get(group)
            totals[index] = replace(total, node_id=group)
        else:
            group = total.node_id
        since[index] = between
        if group is not None:
            closed[group].append(index)
        previous = total.order
    for indexes in closed.values():
        orders = {totals[i].order for i in indexes}
        if len(orders) < 2:
            continue
        for index in indexes:
            activities = since[index]
            if len(activities) == 1 and (activity := next(iter(activities))) is not None:
                totals[index] = replace(totals[index], activity_id=activity)
    return totals
