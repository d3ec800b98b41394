"""What a generated plan says, whatever it will look like in print.

Figures are in printed units: in a table 'en milliers' a figure of 35 says 35 000, and the plan's
`scale` is 1000. A serial identifies a node, an activity or a line within its plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed; `value` None is a blank, or an unreadable one where `raw` is set.

    `exact` is the figure before it was rounded for print; `raw` is printed instead of the value.
    """

    value: Decimal | None
    exact: Decimal = Decimal(0)
    raw: str | None = None

    @classmethod
    def of(cls, exact: Decimal, places: int) -> Figure:
        """The figure rounded to so many decimal places."""
        return cls(exact.quantize(Decimal(1).scaleb(-places)), exact)


BLANK = Figure(None)


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line; `amounts` has one figure for each of the plan's amount columns."""

    serial: int
    amounts: tuple[Figure, ...]
    row_total: Figure | None = None
    code: str | None = None
    account: str | None = None
    responsible: str | None = None
    donor: str | None = None
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity; `marks` are places in the plan's periods. A dash item hangs on the last one."""

    serial: int
    label: str
    number: str | None
    lines: tuple[Line, ...] = ()
    responsible: str | None = None
    marks: frozenset[int] = frozenset()
    dash: bool = False
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the results framework: child nodes, or activities at the lowest level."""

    serial: int
    level: str
    label: str
    number: str | None
    children: tuple[Node, ...] = ()
    activities: tuple[Activity, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all beneath, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_activities(self) -> Iterator[Activity]:
        for node in self.walk():
            yield from node.activities


class Sum(StrEnum):
    """What a stated total claims to be, in the contract's words."""

    SUBTOTAL = "subtotal"
    GRAND_TOTAL = "grand_total"
    FUNDED = "funded"
    UNFUNDED = "unfunded"
    TOTAL_BUDGET = "total_budget"


@dataclass(frozen=True, slots=True)
class Total:
    """A stated total, with a figure for each amount column and for the row total's."""

    kind: Sum
    label: str
    figures: tuple[Figure, ...]
    row_total: Figure | None = None
    node: int | None = None
    activity: int | None = None

    @property
    def key(self) -> tuple[Sum, int | None, int | None]:
        return (self.kind, self.node, self.activity)


@dataclass(frozen=True, slots=True)
class Period:
    """A period column: `code` as the contract writes it, `text` as the header does."""

    code: str
    text: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put in on purpose.

    `line`, `activity`, `node` or `total` says where the finding must point; `column` is the amount
    column (the row total's is the last plus one). `also` are rules that may speak up beside it.
    """

    rule: str
    line: int | None = None
    activity: int | None = None
    node: int | None = None
    total: tuple[Sum, int | None, int | None] | None = None
    column: int | None = None
    stated: Decimal | None = None
    correct: Decimal | None = None
    implied: Decimal | None = None
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What the plan says of itself before its table; None where it keeps silent."""

    title: str
    project_id: str | None = None
    organisation: str | None = None
    start: date | None = None
    end: date | None = None
    funder: str | None = None


@dataclass(frozen=True, slots=True)
class GeneratedPlan:
    """A whole plan. `columns` head the amount columns, `donors` says that they are donors."""

    seed: int
    head: Head
    periods: tuple[Period, ...]
    columns: tuple[str, ...]
    donors: bool
    nodes: tuple[Node, ...]
    totals: tuple[Total, ...] = ()
    scale: Decimal = Decimal(1)
    places: int = 0
    currency: str | None = None
    extras: tuple[str, ...] = ()
    errors: tuple[Planted, ...] = ()

    def all_nodes(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    def all_activities(self) -> Iterator[Activity]:
        for node in self.nodes:
            yield from node.all_activities()

    def all_lines(self) -> Iterator[Line]:
        for activity in self.all_activities():
            yield from activity.lines

    def with_activities(
        self, change: Callable[[tuple[Activity, ...]], tuple[Activity, ...]]
    ) -> GeneratedPlan:
        """The same plan with the activities of every lowest node changed."""

        def visit(node: Node) -> Node:
            return replace(
                node,
                children=tuple(visit(child) for child in node.children),
                activities=change(node.activities),
            )

        return replace(self, nodes=tuple(visit(node) for node in self.nodes))

    def with_activity(self, changed: Activity) -> GeneratedPlan:
        """The same plan with the activity of that serial replaced."""
        return self.with_activities(
            lambda group: tuple(changed if a.serial == changed.serial else a for a in group)
        )

    def with_line(self, changed: Line) -> GeneratedPlan:
        """The same plan with the line of that serial replaced."""

        def lines(activity: Activity) -> tuple[Line, ...]:
            return tuple(changed if x.serial == changed.serial else x for x in activity.lines)

        return self.with_activities(lambda group: tuple(replace(a, lines=lines(a)) for a in group))

    def with_total(self, changed: Total) -> GeneratedPlan:
        """The same plan with the stated total of that key replaced."""
        return replace(
            self, totals=tuple(changed if t.key == changed.key else t for t in self.totals)
        )
