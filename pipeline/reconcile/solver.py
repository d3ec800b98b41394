"""What blank cells must hold for the stated totals to foot.

Every total is a linear equation over printed cells. An equation with one unknown gives it; that may
leave one unknown in another, and so on. Two equations that give one cell different values settle
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reconcile.amounts import half_units
from pipeline.reconcile.model import AuditedTotal, CellKey, Implied


@dataclass(frozen=True, slots=True)
class Equation:
    """`total` = the sum of `parts`; amounts are None where blank. `tolerance` is of rounding."""

    total_id: str
    total: CellKey
    parts: tuple[CellKey, ...]
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class _Proposal:
    amount: Decimal
    tolerance: Decimal
    total_id: str


def solve(totals: Iterable[AuditedTotal]) -> dict[CellKey, Implied]:
    """What is implied for each blank part, and for blank line totals. Totals foot by `parts`."""
    amounts: dict[CellKey, Decimal | None] = {}
    equations = []
    for audited in totals:
        if not audited.parts:
            continue
        stated = audited.total
        key = (stated.line_id or stated.total_id, stated.amount_column)
        amounts[key] = stated.stated
        for part in audited.parts:
            amounts[part.part_id, part.amount_column] = part.amount
        pairs = [(stated.stated, stated.unit), *((p.amount, p.unit) for p in audited.parts)]
        parts = tuple((part.part_id, part.amount_column) for part in audited.parts)
        equations.append(Equation(stated.total_id, key, parts, half_units(pairs)))
    signed = any(amount is not None and amount < 0 for amount in amounts.values())
    return _Solver(equations, amounts, signed).implied()


class _Solver:
    """Linear propagation over the equations of one document."""

    def __init__(
        self, equations: list[Equation], amounts: dict[CellKey, Decimal | None], signed: bool
    ) -> None:
        self.equations = equations
        self.known = {key: amount for key, amount in amounts.items() if amount is not None}
        self.blank = {key for key, amount in amounts.items() if amount is None}
        self.signed = signed
        self.solved: dict[CellKey, list[_Proposal]] = {}

    def implied(self) -> dict[CellKey, Implied]:
        refused: dict[CellKey, tuple[str, ...]] = {}
        while proposals := self._proposals(refused):
            for key, offers in proposals.items():
                best = min(offers, key=lambda offer: offer.tolerance)
                if _agree(offers) and self._plausible(best):
                    self.solved[key] = offers
                    self.known[key] = best.amount
                else:
                    refused[key] = tuple(offer.total_id for offer in offers)
        doubted = self._contradicted()
        found: dict[CellKey, Implied] = {}
        for key, offers in self.solved.items():
            amount = None if key in doubted else self.known[key]
            found[key] = Implied(amount, totals=tuple(offer.total_id for offer in offers))
        for key, totals in refused.items():
            found[key] = Implied(None, totals=totals)
        for equation in self.equations:
            unknown = [key for key in equation.parts if key in self.blank]
            joint = self._residual(equation) if self._ready(equation) else None
            for key in unknown:
                many = len(unknown) > 1 and joint is not None
                found.setdefault(key, Implied(None, joint if many else None, (equation.total_id,)))
        return found

    def _ready(self, equation: Equation) -> bool:
        return equation.total in self.known

    def _residual(self, equation: Equation) -> Decimal:
        """The total less its known parts."""
        known = (self.known[key] for key in equation.parts if key in self.known)
        return self.known[equation.total] - sum(known, Decimal(0))

    def _proposals(
        self, refused: Mapping[CellKey, tuple[str, ...]]
    ) -> dict[CellKey, list[_Proposal]]:
        found: dict[CellKey, list[_Proposal]] = {}
        for equation in self.equations:
            unknown = [k for k in (equation.total, *equation.parts) if k not in self.known]
            if len(unknown) != 1 or unknown[0] in refused:
                continue
            key = unknown[0]
            if key == equation.total:
                amount = sum((self.known[part] for part in equation.parts), Decimal(0))
            else:
                amount = self._residual(equation)
            offer = _Proposal(amount, equation.tolerance, equation.total_id)
            found.setdefault(key, []).append(offer)
        return found

    def _plausible(self, offer: _Proposal) -> bool:
        """Nothing (0), or more than rounding could leave; negative only where others are."""
        if offer.amount == 0:
            return True
        return abs(offer.amount) > offer.tolerance and (self.signed or offer.amount > 0)

    def _contradicted(self) -> set[CellKey]:
        """Solved cells in an equation that no longer foots."""
        doubted: set[CellKey] = set()
        for equation in self.equations:
            keys = (equation.total, *equation.parts)
            mine = [key for key in keys if key in self.solved]
            if not mine or any(key not in self.known for key in keys):
                continue
            if abs(self._residual(equation)) > equation.tolerance:
                doubted.update(mine)
        return doubted


def _agree(offers: list[_Proposal]) -> bool:
    first = offers[0]
    return all(
        abs(offer.amount - first.amount) <= offer.tolerance + first.tolerance for offer in offers
    )
