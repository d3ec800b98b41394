"""Printed numbers: used twice, missing, or skipped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.plan import Activity, Node, NodeStatus, Place
from extractors.values.folding import fold
from pipeline.checks.examples import Example, a_node, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import Audit, Finding, Name, Rule
from pipeline.reconcile.naming import activity_name, node_name
from pipeline.reconcile.verdicts import Rows

_SPLIT = re.compile(r"[.\-]")


@dataclass(frozen=True, slots=True)
class _Item:
    """An activity or a node, counted under `parent`; its number is to be unique in `within`."""

    key: str
    number: str | None
    label: str
    parent: tuple[object, ...]
    within: tuple[object, ...]
    table: int
    place: Place
    order: int
    name: Name

    @property
    def steps(self) -> tuple[str, ...]:
        """'1.3' -> ('1', '3')."""
        return _steps(self.number)


def _steps(number: str | None) -> tuple[str, ...]:
    return tuple(step for step in _SPLIT.split(number or "") if step)


_RATE = re.compile(r"[0-9]\s?%")


def check(audit: Audit) -> Iterator[Finding]:
    """Activities by the whole document where their numbers are compound; nodes by parent."""
    rows = Rows(audit)
    activities = [_activity(audit, activity) for activity in audit.plan.activities]
    nodes = [_node(audit, node) for node in audit.plan.nodes]
    for items in (activities, nodes):
        yield from _duplicates(items, rows)
        yield from _gaps(items, rows)
    yield from _missing(audit, activities, rows)


def _activity(audit: Audit, activity: Activity) -> _Item:
    parent = (activity.parent_activity_id, activity.node_id)
    table = audit.index.table_of(activity.place)
    compound = len(_steps(activity.number)) > 1  # '1.3' names its result, '3' does not
    return _Item(
        activity.activity_id,
        activity.number,
        activity.label,
        parent,
        () if compound else (*parent, table),
        table,
        activity.place,
        activity.order,
        activity_name(audit.index, activity.activity_id),
    )


def _node(audit: Audit, node: Node) -> _Item:
    parent = (node.level, node.parent_id, node.status)
    return _Item(
        node.node_id,
        node.number,
        node.label,
        parent,
        parent,
        audit.index.table_of(node.place),
        node.place,
        node.order,
        node_name(audit.index, node.node_id),
    )


def _duplicates(items: list[_Item], rows: Rows) -> Iterator[Finding]:
    """The later of two different things under one number.

    A table or a parent most of whose numbers were used before numbers its own things afresh.
    """
    seen: dict[tuple[object, ...], _Item] = {}
    restarted = _restarted(items)
    for item in items:
        if item.number is None:
            continue
        scopes: tuple[object, ...] = (item.number, *item.within)
        if (item.table, None) in restarted:
            scopes += ("table", item.table)
        if (item.table, item.parent) in restarted:
            scopes += ("parent", item.parent)
        earlier = seen.setdefault(scopes, item)
        if earlier is not item and fold(earlier.label) != fold(item.label):
            yield draft(
                Rule.DUPLICATE_NUMBER,
                rows.verdict(earlier.place, item.place),
                "duplicate-number",
                subject=item.key,
                place=item.place,
                number=item.number,
                first=earlier.label,
                second=item.label,
            )


def _restarted(items: Iterable[_Item]) -> set[tuple[int, object]]:
    """(table, None) and (table, parent) whose numbers mostly repeat those printed before."""
    found: set[tuple[int, object]] = set()
    used: set[str] = set()
    tables: dict[int, list[_Item]] = {}
    for item in items:
        if item.number is not None:
            tables.setdefault(item.table, []).append(item)
    for table, group in tables.items():
        own = {item.number for item in group if item.number}
        if _mostly(own, used):
            found.add((table, None))
        parents: dict[object, set[str]] = {}
        before: set[str] = set()
        for item in group:
            parents.setdefault(item.parent, set()).add(item.number or "")
        for parent, numbers in parents.items():
            if _mostly(numbers, before):
                found.add((table, parent))
            before |= numbers
        used |= own
    return found


def _mostly(numbers: set[str], used: set[str]) -> bool:
    again = len(numbers & used)
    return again > 1 and again * 2 > len(numbers)


def _gaps(items: list[_Item], rows: Rows) -> Iterator[Finding]:
    """4.1, 4.2, 4.4 under one parent, with 4.3 nowhere and no unnumbered thing in its place."""
    everywhere = {item.steps for item in items}
    groups: dict[tuple[object, ...], list[_Item]] = {}
    for item in items:
        groups.setdefault((item.parent, item.table), []).append(item)
    for group in groups.values():
        unnumbered = [item.order for item in group if item.number is None]
        runs: dict[tuple[str, ...], dict[int, _Item]] = {}
        for item in group:
            if item.steps and item.steps[-1].isdecimal():
                run = runs.setdefault(item.steps[:-1], {})
                run.setdefault(int(item.steps[-1]), item)
        for prefix, run in runs.items():
            yield from _gaps_of_run(prefix, run, everywhere, unnumbered, rows)


def _gaps_of_run(
    prefix: tuple[str, ...],
    run: dict[int, _Item],
    everywhere: set[tuple[str, ...]],
    unnumbered: list[int],
    rows: Rows,
) -> Iterator[Finding]:
    numbers = sorted(run)
    missing_in_all = numbers[-1] - numbers[0] + 1 - len(numbers)
    if missing_in_all >= len(numbers):
        return  # codes in steps of ten or from a longer list, not a count
    for before, after in pairwise(numbers):
        missing = [
            ".".join((*prefix, str(number)))
            for number in range(before + 1, after)
            if (*prefix, str(number)) not in everywhere
        ]
        item, earlier = run[after], run[before]
        if missing and not any(earlier.order < order < item.order for order in unnumbered):
            yield draft(
                Rule.NUMBERING_GAP,
                rows.verdict(earlier.place, item.place),
                "numbering-gap",
                subject=item.key,
                place=item.place,
                item=item.name,
                earlier=earlier.name,
                missing=tuple(missing),
            )


def _missing(audit: Audit, activities: list[_Item], rows: Rows) -> Iterator[Finding]:
    """Unnumbered activities in a table that numbers most.

    Dash items are not numbered, nor is what is a share of the rest ('TVA 18 %', 'Imprévus (5 %)').
    """
    tables: dict[int, list[_Item]] = {}
    for item in activities:
        if audit.index.activities[item.key].parent_activity_id is None:
            tables.setdefault(item.table, []).append(item)
    for group in tables.values():
        without = [item for item in group if item.number is None]
        if len(without) * 2 >= len(group):
            continue
        numbered_parents = {item.parent for item in group if item.number is not None}
        for item in without:
            if item.parent in numbered_parents and not _RATE.search(item.label):
                yield draft(
                    Rule.MISSING_NUMBER,
                    rows.verdict(item.place),
                    "missing-number",
                    subject=item.key,
                    place=item.place,
                    label=item.label,
                )


EXAMPLES = (
    Example(
        "one number for two activities",
        plan_of(
            an_activity("1.1", "Former"),
            an_activity("1.2", "Équiper"),
            an_activity("1.2", "Suivre"),
        ),
        ((Rule.DUPLICATE_NUMBER, "a3"),),
    ),
    Example(
        "also under another result, where numbers are compound",
        plan_of(
            a_node("1"),
            an_activity("1.1", "Former"),
            an_activity("1.2", "Équiper"),
            a_node("2", "Santé"),
            an_activity("2.1", "Soigner"),
            an_activity("1.2", "Vacciner"),
        ),
        ((Rule.DUPLICATE_NUMBER, "a4"),),
    ),
    Example(
        "each result counts its activities from 1",
        plan_of(
            a_node("1"),
            an_activity("1", "Former"),
            an_activity("2", "Équiper"),
            a_node("2", "Santé"),
            an_activity("1", "Soigner"),
            an_activity("2", "Vacciner"),
        ),
    ),
    Example(
        "two results under one number",
        plan_of(
            a_node("1"),
            an_activity("1.1", "Former"),
            a_node("1", "Santé"),
            an_activity("1.2", "Soigner"),
        ),
        ((Rule.DUPLICATE_NUMBER, "n2"),),
    ),
    Example(
        "a result expected and achieved is one result",
        plan_of(
            a_node("1.1", "Écoles bâties", NodeStatus.EXPECTED),
            a_node("1.1", "Dix écoles bâties", NodeStatus.ACHIEVED),
        ),
    ),
    Example(
        "one activity without a number among its siblings",
        plan_of(
            an_activity("1.1", "Former"), an_activity(None, "Équiper"), an_activity("1.2", "Suivre")
        ),
        ((Rule.MISSING_NUMBER, "a2"),),
    ),
    Example(
        "a dash item has none, nor has a plan without numbers",
        plan_of(
            an_activity("1.1", "Former"),
            an_activity(None, "dont les femmes", dash=True),
            an_activity("1.2", "Suivre"),
        ),
    ),
    Example(
        "taxes, contingencies and fees are a share of what is numbered",
        plan_of(
            an_activity("1", "Former"),
            an_activity("2", "Suivre"),
            an_activity(None, "Imprévus (5 %)"),
        ),
    ),
    Example("no numbers at all", plan_of(an_activity(None, "Former"), an_activity(None, "Suivre"))),
    Example(
        "a number left out",
        plan_of(
            an_activity("4.1", "Former"),
            an_activity("4.2", "Équiper"),
            an_activity("4.4", "Suivre"),
        ),
        ((Rule.NUMBERING_GAP, "a3"),),
    ),
    Example(
        "4.10 follows 4.9; 4.3 stands elsewhere; an unnumbered one stands in the gap",
        plan_of(
            *(an_activity(f"4.{i}", f"Tâche {i}") for i in (1, 2, 4, 5, 6, 7, 8, 9, 10)),
            a_node("2", "Santé"),
            an_activity("4.3", "Soigner"),
        ),
    ),
    Example(
        "codes in steps of ten are no count",
        plan_of(
            an_activity("10", "Former"), an_activity("20", "Équiper"), an_activity("30", "Suivre")
        ),
    ),
    Example(
        "a list that begins at 2 is part of a longer one",
        plan_of(an_activity("2", "Former"), an_activity("3", "Équiper")),
    ),
)
