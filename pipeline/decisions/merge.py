"""Two sets of decisions made one: of two on one finding the later stands, and both are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.decisions.model import Decision, Key


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two decisions on one finding that are not the same."""

    kept: Decision
    dropped: Decision


@dataclass(frozen=True, slots=True)
class Merged:
    """The decisions that stand, how many of them are new, and what stood against what."""

    decisions: tuple[Decision, ...]
    added: int
    conflicts: tuple[Conflict, ...]


def merge(own: Iterable[Decision], others: Iterable[Decision]) -> Merged:
    """Of two decisions the one of the later date stands; of one date, that of `others`.

    Whoever brings others in has seen them last: a report's file is made from one's own decisions.
    """
    standing: dict[Key, Decision] = {decision.key: decision for decision in own}
    added = 0
    conflicts = []
    for decision in others:
        former = standing.setdefault(decision.key, decision)
        if former is decision:
            added += 1
        elif former != decision:
            later = decision.day >= former.day
            kept, dropped = (decision, former) if later else (former, decision)
            standing[decision.key] = kept
            conflicts.append(Conflict(kept, dropped))
    return Merged(tuple(standing.values()), added, tuple(conflicts))
