"""Marked periods: none, in doubt, or outside the document's own duration."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.plan import Activity, Certainty, Mark
from pipeline.checks.examples import YEAR_2024, Example, a_mark, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import Audit, Finding, Rule, Verdict
from pipeline.reconcile.naming import activity_name
from pipeline.reconcile.verdicts import Rows

# At one row in ten or fewer the schedule was not filled in: the rows that are, are the exception.
_NEARLY_NONE = 10


def check(audit: Audit) -> Iterator[Finding]:
    """One finding for the document where hardly a row is marked, else one an unmarked activity."""
    marks: dict[str, list[Mark]] = {}
    for mark in audit.plan.marks:
        marks.setdefault(mark.activity_id, []).append(mark)
    yield from _unscheduled(audit, marks)
    for activity_id, group in marks.items():
        doubtful = [mark for mark in group if mark.certainty is Certainty.AMBIGUOUS]
        if doubtful and activity_id in audit.index.activities:
            yield draft(
                Rule.AMBIGUOUS_SCHEDULE,
                Verdict.READING,
                "ambiguous-schedule",
                subject=activity_id,
                place=audit.index.activities[activity_id].place,
                activity=activity_name(audit.index, activity_id),
                periods=_periods(doubtful),
            )
    yield from _outside(audit, marks)


def _unscheduled(audit: Audit, marks: dict[str, list[Mark]]) -> Iterator[Finding]:
    rows = Rows(audit)
    activities = audit.index.activities
    listed = [
        activities[activity_id]
        for table in audit.plan.tables
        if table.has_periods
        for activity_id in table.activity_ids
        if activity_id in activities
    ]
    without = [a for a in listed if not _scheduled(a, marks, audit)]
    if not without:
        return
    marked = len(listed) - len(without)
    if marked * _NEARLY_NONE <= len(listed):
        yield draft(
            Rule.NO_SCHEDULE,
            rows.verdict(*(a.place for a in without)),
            "no-schedule-document" if marked else "no-schedule-nothing",
            marked=marked,
            count=len(listed),
        )
        return
    for activity in without:
        yield draft(
            Rule.NO_SCHEDULE,
            rows.verdict(activity.place),
            "no-schedule",
            subject=activity.activity_id,
            place=activity.place,
            activity=activity_name(audit.index, activity.activity_id),
        )


def _scheduled(activity: Activity, marks: dict[str, list[Mark]], audit: Audit) -> bool:
    """An item is scheduled with the activity that it belongs to, and the reverse."""
    if activity.activity_id in marks or activity.parent_activity_id in marks:
        return True
    return any(
        other.parent_activity_id == activity.activity_id and other.activity_id in marks
        for other in audit.plan.activities
    )


def _outside(audit: Audit, marks: dict[str, list[Mark]]) -> Iterator[Finding]:
    head = audit.plan.head
    if head.period_start is None or head.period_end is None:
        return
    rows = Rows(audit)
    dated = [mark for mark in audit.plan.marks if mark.start is not None and mark.end is not None]
    outside = {
        activity_id: out
        for activity_id, group in marks.items()
        if (out := [mark for mark in group if _is_outside(mark, audit)])
    }
    # where most marks are outside, it is the years that were not understood
    most = sum(len(group) for group in outside.values()) * 2 > len(dated)
    for activity_id, group in outside.items():
        activity = audit.index.activities.get(activity_id)
        if activity is None:
            continue
        yield draft(
            Rule.SCHEDULE_OUTSIDE_PERIOD,
            Verdict.UNDECIDED if most else rows.verdict(activity.place),
            "schedule-outside-period",
            subject=activity_id,
            place=group[0].place if group[0].place.row is not None else activity.place,
            activity=activity_name(audit.index, activity_id),
            periods=_periods(group),
            start=head.period_start.isoformat(),
            end=head.period_end.isoformat(),
        )


def _is_outside(mark: Mark, audit: Audit) -> bool:
    """Wholly outside; a period that only begins or ends within is none."""
    head = audit.plan.head
    if mark.start is None or mark.end is None or mark.certainty is not Certainty.CERTAIN:
        return False
    if head.period_start is None or head.period_end is None:
        return False
    return mark.end < head.period_start or mark.start > head.period_end


def _periods(marks: list[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.period for mark in marks))


_FULL = (
    an_activity("1", "Former"),
    a_mark("2024-Q1"),
    an_activity("2", "Équiper"),
    a_mark("2024-Q2"),
)
EXAMPLES = (
    Example(
        "one activity without a mark",
        plan_of(*_FULL, an_activity("3", "Suivre"), has_periods=True),
        ((Rule.NO_SCHEDULE, "a3"),),
    ),
    Example(
        "hardly a mark in the whole table",
        plan_of(
            an_activity("0", "Former"),
            a_mark("2024-Q1"),
            *(an_activity(str(i), f"Tâche {i}") for i in range(1, 12)),
            has_periods=True,
        ),
        ((Rule.NO_SCHEDULE, None),),
    ),
    Example("a table without periods", plan_of(*_FULL, an_activity("3", "Suivre"))),
    Example(
        "an item is scheduled with its activity",
        plan_of(*_FULL, an_activity(None, "dont les femmes", dash=True), has_periods=True),
    ),
    Example(
        "marks that fit two columns: once an activity",
        plan_of(
            *_FULL,
            a_mark("2024-Q3", Certainty.AMBIGUOUS),
            a_mark("2024-Q4", Certainty.AMBIGUOUS),
            has_periods=True,
        ),
        ((Rule.AMBIGUOUS_SCHEDULE, "a2"),),
    ),
    Example(
        "a mark after the end of the document",
        plan_of(*_FULL, a_mark("2025-Q1"), has_periods=True, years=YEAR_2024),
        ((Rule.SCHEDULE_OUTSIDE_PERIOD, "a2"),),
    ),
    Example("all within", plan_of(*_FULL, has_periods=True, years=YEAR_2024)),
    Example("no duration is stated", plan_of(*_FULL, a_mark("2031-Q1"), has_periods=True)),
)
