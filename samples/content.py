"""What a sample plan says, apart from how any form of it is laid out.

Sums of money are whole units of the plan's currency or exact `Decimal`s; periods are positions
(from 0) in the plan's own `periods`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """An account as plans print it; `code` is None for charges that have none."""

    name: str
    code: str | None = None

    def __str__(self) -> str:
        return self.name if self.code is None else f"{self.name} - {self.code}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an activity: its marked periods, who answers for it, and what it costs."""

    periods: tuple[int, ...] = ()
    responsible: str = ""
    account: Account | None = None
    amount: Decimal | int | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity; `number` as printed, with or without its last point, '-' for a dash item."""

    number: str
    label: str
    lines: tuple[Line, ...] = (Line(),)

    @property
    def heading(self) -> str:
        """Number and label in one cell."""
        return f"{self.number} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Group:
    """A node of the results framework with what stands beneath it, and its stated subtotal."""

    title: str
    label: str
    activities: tuple[Activity, ...] = ()
    groups: tuple[Group, ...] = ()
    subtotal: Decimal | int | None = None

    @property
    def heading(self) -> str:
        """Title and label in one cell."""
        return f"{self.title} {self.label}"

    def leaves(self) -> Iterator[Group]:
        """The groups that hold activities, in printed order."""
        if self.activities:
            yield self
        for group in self.groups:
            yield from group.leaves()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with one table: what stands before it, its groups, its totals, and what follows.

    Paragraphs keep one string a printed line; an empty string is a blank line.
    """

    opening: tuple[str, ...]
    periods: tuple[str, ...]
    groups: tuple[Group, ...]
    totals: tuple[tuple[str, Decimal | int], ...] = ()
    closing: tuple[str, ...] = ()

    def activities(self) -> Iterator[Activity]:
        """All activities in printed order."""
        for group in self.groups:
            for leaf in group.leaves():
                yield from leaf.activities


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text without activities: printed lines, with one small table between them at most."""

    before: tuple[str, ...]
    table: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()


def money(amount: Decimal | int | None) -> str:
    """An amount as French plans print it: spaces between thousands, a decimal comma."""
    return "" if amount is None else f"{amount:,}".replace(",", " ").replace(".", ",")
