"""What every planter of errors works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from .habits import Habits
from .plan_model import Activity, GeneratedPlan, Line, Node, Planted, Sum

TotalKey = tuple[Sum, int | None, int | None]


@dataclass
class Work:
    """A plan while errors go in: what is planted, and what may not be touched again."""

    plan: GeneratedPlan
    habits: Habits
    rng: Random
    planted: list[Planted] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    activities: set[int] = field(default_factory=set)
    totals: set[TotalKey] = field(default_factory=set)


Planter = Callable[[Work], bool]


def groups(plan: GeneratedPlan) -> Iterator[tuple[Node, Activity, Line]]:
    for top in plan.nodes:
        for node in top.walk():
            for activity in node.activities:
                for line in activity.lines:
                    yield node, activity, line


def free_lines(work: Work) -> list[tuple[Activity, Line]]:
    found = [
        (activity, line)
        for _, activity, line in groups(work.plan)
        if line.serial not in work.lines and activity.serial not in work.activities
    ]
    work.rng.shuffle(found)
    return found
