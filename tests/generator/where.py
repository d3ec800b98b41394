"""Which row of the generated table something was read from.

Text says so by its lines. In a PDF the rows that were read are laid beside those of the truth by
what they hold, in printed order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Protocol

from extractors.plan import Activity, Amount, Node, Plan, StatedTotal, TotalKind

from .habits import Habits
from .plan_model import GeneratedPlan
from .table import Table
from .truth import Truth

Thing = Activity | Amount | Node | StatedTotal
Locate = Callable[[Thing], int | None]
Signature = tuple[str, tuple[str, ...]]
UNKNOWN = 10_000  # added to the order of a row that the truth has not


class Sample(Protocol):
    """A printed plan: `lines` number the table's rows, `shifted` are places of rows in it."""

    @property
    def plan(self) -> GeneratedPlan: ...
    @property
    def habits(self) -> Habits: ...
    @property
    def table(self) -> Table: ...
    @property
    def truth(self) -> Truth: ...
    @property
    def data(self) -> bytes: ...
    @property
    def lines(self) -> tuple[int, ...]: ...
    @property
    def shifted(self) -> frozenset[int]: ...
    @property
    def suffix(self) -> str: ...
    def tags(self) -> dict[str, str]: ...


def plain(text: str | None) -> str:
    """Text with its spaces made one, for comparison."""
    return re.sub(r"\s+", " ", text or "").strip()


def number(value: Decimal | None) -> str:
    """A figure to compare by."""
    return "none" if value is None else f"{value:.4f}"


def line_of(thing: Thing) -> int | None:
    """Where a thing stands in a text."""
    return thing.place.line


def locate_in_pdf(sample: Sample, plan: Plan) -> Locate:
    """Where each thing that was read stands among the truth's rows, counted from 1."""
    read = _read_signatures(plan)
    orders = sorted(read)
    truth = [
        (
            row.activity.label if row.activity else "",
            tuple(sorted(
                number(x) for x in
                [*(a.amount for a in row.amounts), *(t.stated for t in row.totals)]
            )),
        )
        for row in sample.truth.rows
    ]  # fmt: skip
    rows = [i for i, signature in enumerate(truth) if signature != ("", ())]
    found = _match([truth[i] for i in rows], [read[order] for order in orders])
    row_of = {orders[j]: rows[i] + 1 for i, j in found.items()}
    starts = {serial: i + 1 for i, row in enumerate(sample.table.rows) for serial in row.nodes}
    nodes = {node.label: starts[node.serial] for node in sample.plan.all_nodes() if node.level}

    def locate(thing: Thing) -> int | None:
        if isinstance(thing, Node):
            return nodes.get(plain(thing.label))
        return row_of.get(thing.order, UNKNOWN + thing.order)

    return locate


def _read_signatures(plan: Plan) -> dict[int, Signature]:
    labels: dict[int, str] = defaultdict(str)
    figures: dict[int, list[str]] = defaultdict(list)
    for activity in plan.activities:
        labels[activity.order] += plain(activity.label)
    for amount in plan.amounts:
        figures[amount.order].append(number(amount.amount))
    for total in plan.totals:
        if total.kind is not TotalKind.ROW_TOTAL:
            figures[total.order].append(number(total.stated))
    orders = set(labels) | set(figures)
    return {order: (labels[order], tuple(sorted(figures[order]))) for order in orders}


def _match(truth: list[Signature], read: list[Signature]) -> dict[int, int]:
    """Pairs of places: equal rows in order, then rows between them that have a part in common."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, truth, read, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
            continue
        j = j1
        for i in range(i1, i2):
            close = (k for k in range(j, j2) if _alike(truth[i], read[k]))
            k = next(close, j if i2 - i1 == j2 - j1 and j < j2 else None)
            if k is not None:
                found[i] = k
                j = k + 1
    return found


def _alike(one: Signature, other: Signature) -> bool:
    if one[0] and other[0]:
        return one[0][:25] == other[0][:25]
    return bool(set(one[1]) & set(other[1]) - {"none"})
