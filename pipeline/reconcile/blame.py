"""Whose gap it is: a total that fails only because one beneath it does is not accused again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from extractors.plan import AmountRole, TotalKind
from pipeline.reconcile.amounts import half_units, unit_of
from pipeline.reconcile.model import Audit, AuditedTotal, CellKey, Implied, Part, TotalStatus

_MOST_GAPS = 8  # subsets of more gaps than these are too many to be evidence of anything


class Blame:
    """Which totals of an audit have a gap of their own."""

    def __init__(self, audit: Audit) -> None:
        self._implied_by = {
            total_id
            for implied in audit.implied.values()
            if implied.amount is not None
            for total_id in implied.totals
        }
        self._signed = any(a.amount is not None and a.amount < 0 for a in audit.plan.amounts)
        self._totals = {audited.total.total_id: audited for audited in audit.totals}
        self._row_totals = {
            (a.total.line_id, a.total.amount_column): a
            for a in audit.totals
            if a.total.line_id is not None
        }
        self._own: dict[str, bool] = {}

    def own(self, audited: AuditedTotal) -> bool:
        """Whether it differs from its parts, and neither a blank nor a total beneath says why."""
        key = audited.total.total_id
        if key not in self._own:
            self._own[key] = False  # a total never explains itself
            self._own[key] = self._has_own(audited)
        return self._own[key]

    def own_crossing(self, crossing: AuditedTotal) -> bool:
        """The same for a row of totals read across: not where a cell of it fails downwards."""
        if crossing.status is not TotalStatus.INCONSISTENT:
            return False
        cells = (self._totals[key] for key in (crossing.total.total_id, *crossing.part_ids))
        return not any(c.status is TotalStatus.INCONSISTENT and self.own(c) for c in cells)

    def _has_own(self, audited: AuditedTotal) -> bool:
        if audited.difference is None or audited.status is TotalStatus.UNVERIFIABLE:
            return False
        if audited.difference == 0 or audited.total.total_id in self._implied_by:
            return False
        if audited.unknowns and self._blanks_explain(audited):
            return False
        if self._lines_agree(audited):
            return False
        beneath = self._beneath(audited)
        if _closes(audited, beneath):
            return False
        return not any(self._could_be(audited, part) for part in beneath)

    def _blanks_explain(self, audited: AuditedTotal) -> bool:
        """A blank holds something or nothing, never less."""
        difference = audited.difference or Decimal(0)
        return self._signed or difference >= -(audited.tolerance or Decimal(0))

    def _lines_agree(self, audited: AuditedTotal) -> bool:
        """Whether the lines beneath add up to it, whatever the totals between them state."""
        lines = list(self._lines(audited))
        known = [line.amount for line in lines if line.amount is not None]
        stated = audited.total.stated
        if stated is None or len(lines) == len(audited.parts) or len(known) < len(lines):
            return False
        pairs = [(stated, audited.total.unit), *((line.amount, line.unit) for line in lines)]
        return abs(stated - sum(known, Decimal(0))) <= half_units(pairs)

    def _lines(self, audited: AuditedTotal) -> Iterator[Part]:
        for part in audited.parts:
            under = self._totals.get(part.part_id)
            if under is not None and under is not audited and under.parts:
                yield from self._lines(under)
            else:
                yield part

    def _beneath(self, audited: AuditedTotal) -> list[AuditedTotal]:
        """Totals under it, lines' own ones included, that have a gap of their own."""
        found: dict[str, AuditedTotal] = {}
        for part in audited.parts:
            under = self._totals.get(part.part_id)
            if under is None and audited.total.role is AmountRole.ROW_TOTAL:
                under = self._row_totals.get((part.part_id, part.amount_column))
            if under is None or under is audited:
                continue
            if self.own(under):
                found[under.total.total_id] = under
            for deeper in self._beneath(under) if under.total.line_id is None else ():
                found[deeper.total.total_id] = deeper
        return list(found.values())

    def _could_be(self, audited: AuditedTotal, part: AuditedTotal) -> bool:
        """A failing part with blanks may be off by any amount that they leave room for."""
        if not part.unknowns or part.total.stated is None or part.computed is None:
            return False
        needed = part.total.stated + (audited.difference or Decimal(0))
        return needed >= part.computed


def _closes(audited: AuditedTotal, gaps: list[AuditedTotal]) -> bool:
    """Whether correcting some of the totals beneath makes this one foot.

    A difference within rounding is only repeated where the correction closes it exactly; one finer
    than the total's own print comes from that print, and is its own.
    """
    if audited.difference is None or not gaps or len(gaps) > _MOST_GAPS:
        return False
    rounding = audited.status is TotalStatus.ROUNDING
    if rounding and abs(audited.difference) < unit_of(audited.difference, audited.total.unit):
        return False
    for count in range(1, len(gaps) + 1):
        for some in combinations(gaps, count):
            failing = (gap for gap in some if gap.status is TotalStatus.INCONSISTENT)
            room = sum((g.tolerance or Decimal(0) for g in (audited, *failing)), Decimal(0))
            room = Decimal(0) if rounding else room
            off = sum((gap.difference or Decimal(0) for gap in some), Decimal(0))
            if abs(audited.difference + off) <= room:
                return True
    return False


def contested(audit: Audit) -> dict[CellKey, Implied]:
    """Implied amounts that a wider total, itself backed by the budget's identity, contradicts."""
    blame = Blame(audit)
    backing = {
        total.total.stated
        for total in audit.totals
        if total.kind in (TotalKind.FUNDED, TotalKind.TOTAL_BUDGET)
    }
    found: dict[CellKey, Implied] = {}
    for wide in audit.totals:
        if wide.status is not TotalStatus.INCONSISTENT or wide.total.stated not in backing:
            continue
        if not blame.own(wide):
            continue
        for key, implied in audit.implied.items():
            if implied.amount is not None and set(implied.totals) & set(wide.part_ids):
                found[key] = Implied(None, totals=(*implied.totals, wide.total.total_id))
    return found
