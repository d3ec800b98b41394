"""The schedule of a document as a chart: a row an activity, a column a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import gcd

from extractors.plan import Certainty
from pipeline.publish.report.names import Names
from pipeline.publish.report.records import Record, text

_MOST_COLUMNS = 72  # six years of months: beyond that a column is no wider than its rule


class State(StrEnum):
    """What stands in one cell of the chart."""

    EMPTY = "empty"
    ON = "on"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Span:
    """A column: `months` long from `start`, or a printed period without dates (`label`)."""

    label: str
    start: date | None = None
    months: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity; `opens` is the group whose first row it is, '' elsewhere."""

    number: str
    label: str
    opens: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """The chart; `idle` counts the activities without a marked period, which have no row."""

    columns: tuple[Span, ...]
    bars: tuple[Bar, ...]
    idle: int

    @property
    def years(self) -> tuple[tuple[str, int], ...]:
        """The years over the columns, each with how many of them it spans."""
        years: list[tuple[str, int]] = []
        for column in self.columns:
            year = str(column.start.year) if column.start else ""
            if years and years[-1][0] == year:
                years[-1] = (year, years[-1][1] + 1)
            else:
                years.append((year, 1))
        return tuple(years)


def gantt_of(marks: Iterable[Record], names: Names) -> Gantt:
    """The chart of all marks; those of an activity's lines are the activity's."""
    by_activity: dict[str, list[Record]] = {}
    for mark in marks:
        by_activity.setdefault(text(mark, "activity_id"), []).append(mark)
    every = [mark for group in by_activity.values() for mark in group]
    columns = _columns(every)
    bars: list[Bar] = []
    group = None
    for activity_id, activity in names.activities.items():
        if activity_id not in by_activity:
            continue
        node = names.nodes.get(text(activity, "node_id"))
        own = names.node(node) if node is not None else ""
        states = tuple(_state(column, by_activity[activity_id]) for column in columns)
        opens = own if own != group else ""
        bars.append(Bar(text(activity, "number"), text(activity, "label"), opens, states))
        group = own
    return Gantt(columns, tuple(bars), len(names.activities) - len(bars))


def _columns(marks: Sequence[Record]) -> tuple[Span, ...]:
    dated = [span for mark in marks if (span := _span(mark)) is not None]
    if len(dated) < len(marks):
        return tuple(Span(label) for label in sorted({text(mark, "period") for mark in marks}))
    if not dated:
        return ()
    first = min(start for start, _ in dated)
    last = max(end for _, end in dated)
    step = gcd(*(end - start for start, end in dated), *(start - first for start, _ in dated))
    while (last - first) // step > _MOST_COLUMNS:
        step *= 2
    return tuple(Span("", date(at // 12, at % 12 + 1, 1), step) for at in range(first, last, step))


def _span(mark: Record) -> tuple[int, int] | None:
    """The months that a mark covers, counted from year 0, the last one excluded."""
    start, end = mark["start"], mark["end"]
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    return start.year * 12 + start.month - 1, end.year * 12 + end.month


def _state(column: Span, marks: Iterable[Record]) -> State:
    state = State.EMPTY
    for mark in marks:
        if column.start is None:
            covered = text(mark, "period") == column.label
        else:
            span = _span(mark) or (0, 0)
            at = column.start.year * 12 + column.start.month - 1
            covered = span[0] < at + column.months and span[1] > at
        if covered and text(mark, "certainty") == Certainty.CERTAIN:
            return State.ON
        if covered:
            state = State.UNSURE
    return state
