"""Plant errors, each under the rule that must find it, none in another one's way.

Errors of structure come before the totals are summed, so that these stay right; errors of
arithmetic come after. Each claims the totals whose footing it disturbs, and no two claim the same.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .habits import Habits
from .plan_model import GeneratedPlan
from .planting import Work
from .planting_arithmetic import ARITHMETIC
from .planting_structure import STRUCTURE
from .totals import with_totals


def plan_with_errors(plan: GeneratedPlan, habits: Habits, rng: Random, count: int) -> GeneratedPlan:
    """The plan with its totals and up to `count` planted errors."""
    work = Work(plan, habits, rng)
    structure = rng.sample(STRUCTURE, len(STRUCTURE))
    arithmetic = rng.sample(ARITHMETIC, len(ARITHMETIC))
    for plant in structure[: rng.randint(0, 3)] if count else []:
        if len(work.planted) < count:
            plant(work)
    work.plan = with_totals(work.plan, rng, habits)
    for plant in arithmetic:
        if len(work.planted) < count:
            plant(work)
    return replace(work.plan, errors=tuple(work.planted))
