"""What a plan leaves open: no budget, no responsible, no subtotal, no report on a result."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.plan import Activity, Node, NodeStatus, TotalKind
from pipeline.checks.examples import Example, a_line, a_node, an_activity, plan_of, subtotal
from pipeline.reconcile.findings import draft
from pipeline.reconcile.index import GroupKind
from pipeline.reconcile.model import Audit, Finding, Rule
from pipeline.reconcile.naming import activity_name, node_name
from pipeline.reconcile.unbudgeted import unbudgeted
from pipeline.reconcile.verdicts import Rows


def check(audit: Audit) -> Iterator[Finding]:
    """See the rules unbudgeted-activity, missing-responsible, missing-subtotal and the last."""
    yield from _unbudgeted(audit)
    yield from _irresponsible(audit)
    yield from _without_subtotal(audit)
    yield from _unreported(audit)


def _unbudgeted(audit: Audit) -> Iterator[Finding]:
    implied = {subject for (subject, _), found in audit.implied.items() if found.amount is not None}
    activities = audit.index.activities
    sums = {total.order for total in audit.plan.totals if total.terms}
    found = [
        activities[key]
        for key in unbudgeted(audit.index)
        if key in activities
        and key not in implied
        and activities[key].order not in sums
        and not _part_of_budgeted(audit, key)
    ]
    yield from _each_or_all(
        audit, Rule.UNBUDGETED_ACTIVITY, found, everything=not audit.plan.amounts
    )


def _part_of_budgeted(audit: Audit, activity_id: str) -> bool:
    """A dash item is budgeted with its activity."""
    parent = audit.index.activities[activity_id].parent_activity_id
    return parent is not None and any(
        (GroupKind.ACTIVITY, parent) in line.groups for line in audit.index.lines.values()
    )


def _irresponsible(audit: Audit) -> Iterator[Finding]:
    activities = audit.index.activities
    listed = [
        activities[key]
        for table in audit.plan.tables
        if table.has_responsible
        for key in table.activity_ids
        if key in activities
    ]
    on_lines = {cell.activity_id for cell in audit.plan.amounts if cell.responsible}
    named = {a.activity_id for a in listed if a.responsible or a.activity_id in on_lines}
    without = [
        a for a in listed if a.activity_id not in named and a.parent_activity_id not in named
    ]
    yield from _each_or_all(audit, Rule.MISSING_RESPONSIBLE, without, everything=not named)


def _each_or_all(
    audit: Audit, rule: Rule, activities: list[Activity], *, everything: bool
) -> Iterator[Finding]:
    """One finding each; one for the document where the column is empty."""
    if not activities:
        return
    rows = Rows(audit)
    if everything:
        yield draft(
            rule,
            rows.verdict(*(activity.place for activity in activities)),
            f"{rule}-document",
            count=len(activities),
        )
        return
    for activity in activities:
        yield draft(
            rule,
            rows.verdict(activity.place),
            str(rule),
            subject=activity.activity_id,
            place=activity.place,
            activity=activity_name(audit.index, activity.activity_id),
        )


def _without_subtotal(audit: Audit) -> Iterator[Finding]:
    """Groups of two lines or more; one line needs no subtotal."""
    rows = Rows(audit)
    closed = {
        audited.node_id
        for audited in audit.totals
        if audited.kind is TotalKind.SUBTOTAL
        and audited.node_id is not None
        and audited.activity_id is None
        and audited.total.stated is not None
    }
    counts: dict[str, int] = {}
    for line in audit.index.lines.values():
        for kind, key in line.groups:
            if kind is GroupKind.NODE:
                counts[key] = counts.get(key, 0) + 1
    siblings: dict[tuple[object, ...], list[Node]] = {}
    for node in audit.plan.nodes:
        if node.node_id in counts:
            siblings.setdefault((node.parent_id, node.level), []).append(node)
    for group in siblings.values():
        without = [n for n in group if n.node_id not in closed]
        if len(without) * 2 > len(group):
            continue
        for node in without:
            if counts[node.node_id] > 1:
                yield draft(
                    Rule.MISSING_SUBTOTAL,
                    rows.verdict(node.place),
                    "missing-subtotal",
                    subject=node.node_id,
                    place=node.place,
                    node=node_name(audit.index, node.node_id),
                )


def _unreported(audit: Audit) -> Iterator[Finding]:
    """Numbered results expected and not achieved, or the reverse, where both lists stand."""
    rows = Rows(audit)
    lists: dict[NodeStatus, dict[str, Node]] = {status: {} for status in NodeStatus}
    for node in audit.plan.nodes:
        if node.status is not None and node.number is not None:
            lists[node.status].setdefault(node.number, node)
    expected, achieved = lists[NodeStatus.EXPECTED], lists[NodeStatus.ACHIEVED]
    if not expected or not achieved:
        return
    for mine, other in ((expected, achieved), (achieved, expected)):
        for number, node in mine.items():
            if number not in other:
                yield draft(
                    Rule.RESULT_NOT_REPORTED,
                    rows.verdict(node.place),
                    f"result-not-reported-{node.status}",
                    subject=node.node_id,
                    place=node.place,
                    node=node_name(audit.index, node.node_id),
                )


_BUILT = a_node("1.1", "Écoles bâties", NodeStatus.EXPECTED)
_BUILT_TOO = a_node("1.1", "Dix écoles bâties", NodeStatus.ACHIEVED)
EXAMPLES = (
    Example(
        "an activity without a line",
        plan_of(an_activity("1", "Former"), a_line("5"), an_activity("2", "Suivre")),
        ((Rule.UNBUDGETED_ACTIVITY, "a2"),),
    ),
    Example(
        "the column is empty: once for the document",
        plan_of(an_activity("1", "Former"), an_activity("2", "Suivre")),
        ((Rule.UNBUDGETED_ACTIVITY, None),),
    ),
    Example(
        "no amounts in the table; or an item budgeted with its activity",
        plan_of(an_activity("1", "Former"), an_activity("2", "Suivre"), has_amounts=False),
    ),
    Example(
        "an item under a budgeted activity",
        plan_of(
            an_activity("1", "Former"), a_line("5"), an_activity(None, "dont les femmes", dash=True)
        ),
    ),
    Example(
        "one activity without a responsible party",
        plan_of(
            an_activity("1", "Former", "PNUD"),
            a_line("5"),
            an_activity("2", "Suivre"),
            a_line("6"),
            has_responsible=True,
        ),
        ((Rule.MISSING_RESPONSIBLE, "a2"),),
    ),
    Example(
        "nobody is named: once for the document",
        plan_of(
            an_activity("1", "Former"),
            a_line("5"),
            an_activity("2", "Suivre"),
            a_line("6"),
            has_responsible=True,
        ),
        ((Rule.MISSING_RESPONSIBLE, None),),
    ),
    Example("no such column", plan_of(an_activity("1", "Former"), a_line("5"))),
    Example(
        "one of three groups has no subtotal",
        plan_of(
            *(
                a_node("1"),
                an_activity("1.1", "Former"),
                a_line("500"),
                a_line("600"),
                subtotal("1100"),
            ),
            *(a_node("2", "Santé"), an_activity("2.1", "Soigner"), a_line("500"), a_line("700")),
            *(
                a_node("3", "Paix"),
                an_activity("3.1", "Parler"),
                a_line("5"),
                a_line("8"),
                subtotal("13"),
            ),
        ),
        ((Rule.MISSING_SUBTOTAL, "n2"),),
    ),
    Example(
        "a group of one line needs none",
        plan_of(
            *(
                a_node("1"),
                an_activity("1.1", "Former"),
                a_line("500"),
                a_line("600"),
                subtotal("1100"),
            ),
            *(a_node("2", "Santé"), an_activity("2.1", "Soigner"), a_line("500")),
        ),
    ),
    Example(
        "nobody has any",
        plan_of(
            *(a_node("1"), an_activity("1.1", "Former"), a_line("500"), a_line("600")),
            *(a_node("2", "Santé"), an_activity("2.1", "Soigner"), a_line("500"), a_line("7")),
        ),
    ),
    Example(
        "expected and never reported; reported and never expected",
        plan_of(
            _BUILT,
            a_node("1.2", "Puits creusés", NodeStatus.EXPECTED),
            _BUILT_TOO,
            a_node("1.3", "Routes ouvertes", NodeStatus.ACHIEVED),
        ),
        ((Rule.RESULT_NOT_REPORTED, "n2"), (Rule.RESULT_NOT_REPORTED, "n4")),
    ),
    Example("reported as expected", plan_of(_BUILT, _BUILT_TOO)),
    Example("a sheet that only expects", plan_of(_BUILT)),
)
