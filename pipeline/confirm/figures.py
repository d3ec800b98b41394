"""The figures of a plan, and which of another reading's stand in the same place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from extractors.document import Box
from extractors.plan import Alignment, Amount, AmountStatus, Place, Plan, StatedTotal
from extractors.rows import fits
from pipeline.reconcile.model import NOWHERE

# Boxes show the same thing where one covers at least half of the other; a figure's neighbours,
# above it or beside it, touch its box at most.
_SAME_PLACE = 0.5

FigureKey = tuple[str, str]  # (line_id or total_id, amount_column)


class _Printed(Protocol):
    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount cell, or one stated total. `value` is None where it is blank or unreadable."""

    subject: str
    column: str
    value: Decimal | None = None
    unit: Decimal | None = None
    printed: str | None = None
    straight: bool = True
    place: Place = NOWHERE

    @property
    def key(self) -> FigureKey:
        """What parts of totals are found by."""
        return self.subject, self.column


def figures(plan: Plan) -> Iterator[Figure]:
    """Every amount and total. A line's own total is one of its amounts, and comes once."""
    for amount in plan.amounts:
        straight = amount.alignment is Alignment.STRAIGHT and not amount.fell_off
        yield _figure(amount, amount.line_id, amount.amount, straight)
    for total in plan.totals:
        if total.line_id is None:
            straight = total.alignment is Alignment.STRAIGHT
            yield _figure(total, total.total_id, total.stated, straight)


def _figure(
    cell: Amount | StatedTotal, subject: str, value: Decimal | None, straight: bool
) -> Figure:
    # more digits than any table holds are several figures run together
    value = value if value is not None and fits(value) else None
    return Figure(subject, cell.amount_column, value, cell.unit, cell.printed, straight, cell.place)


def corrected(plan: Plan, found: dict[FigureKey, Figure]) -> Plan:
    """The plan with other figures in some of its cells; all else stays as first read."""
    amounts = []
    for amount in plan.amounts:
        new = found.get((amount.line_id, amount.amount_column))
        if new is not None:
            amount = replace(
                amount,
                amount=new.value,
                unit=new.unit,
                printed=new.printed,
                status=AmountStatus.READ,
                fell_off=False,
            )
        amounts.append(amount)
    totals = []
    for total in plan.totals:
        new = found.get((total.line_id or total.total_id, total.amount_column))
        if new is not None:
            total = replace(total, stated=new.value, unit=new.unit, printed=new.printed)
        totals.append(total)
    return replace(plan, amounts=tuple(amounts), totals=tuple(totals))


class Sight:
    """What one reading has where on the pages."""

    def __init__(self, plan: Plan) -> None:
        self._figures: dict[int, list[tuple[Box, Figure]]] = {}
        self._rows: dict[int, list[Box]] = {}
        for figure in figures(plan):
            if (box := box_of(figure.place)) is not None:
                self._figures.setdefault(figure.place.page or 0, []).append((box, figure))
        rows: tuple[tuple[_Printed, ...], ...] = (
            plan.nodes,
            plan.activities,
            plan.amounts,
            plan.totals,
        )
        for row in (row for some in rows for row in some):
            if (box := box_of(row.place)) is not None:
                self._rows.setdefault(row.place.page or 0, []).append(box)

    def at(self, figure: Figure) -> Figure | None:
        """The figure read in the same place; of several, one of the same column."""
        found = [
            (other.column == figure.column, share, other)
            for share, other in self._near(figure.place)
            if other.value is not None
        ]
        return max(found, key=lambda each: each[:2])[2] if found else None

    def within(self, figure: Figure, own: Sight) -> Figure | None:
        """A figure where `own`, the first reading, has none: in the blank's column and row."""
        for _, other in self._near(figure.place):
            if other.column == figure.column and other.value is not None and not own.at(other):
                return other
        return None

    def sees_blank(self, figure: Figure) -> bool:
        """Whether the row is read and the cell as blank; one of odd text must have that text."""
        if figure.printed:
            near = (other.printed or "" for _, other in self._near(figure.place))
            return _bare(figure.printed) in map(_bare, near)
        box = box_of(figure.place)
        rows = self._rows.get(figure.place.page or 0, [])
        return box is not None and any(_same_place(box, other) > 0 for other in rows)

    def _near(self, place: Place) -> Iterator[tuple[float, Figure]]:
        box = box_of(place)
        if box is not None:
            for other, figure in self._figures.get(place.page or 0, []):
                if share := _same_place(box, other):
                    yield share, figure


def box_of(place: Place) -> Box | None:
    """The box of a place; None for text, and for what stands nowhere."""
    return Box.parse(place.bbox) if place.bbox else None


def _same_place(one: Box, other: Box) -> float:
    """The greater share that either covers of the other, 0 where that is too little."""
    share = max(one.cover(other), other.cover(one))
    return share if share >= _SAME_PLACE else 0.0


def _bare(text: str) -> str:
    return "".join(text.split())
