"""The one edit of one printed figure that makes a total foot.

Named only where no other edit of any figure does it: two lines of the same amount leave open which
of them was left out, and then nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reconcile.amounts import unit_of
from pipeline.reconcile.model import AuditedTotal, Cause, Part

# up to a million: 'en milliers' and 'en millions' mixed up are the largest slips seen in budgets
_SHIFTS = tuple(Decimal(10) ** power for power in (-6, -3, -2, -1, 1, 2, 3, 6))


@dataclass(frozen=True, slots=True)
class Edit:
    """What closes the gap: `part_id` is None for the stated total itself.

    `printed` is the figure as it stands and `corrected` what it should be; for a line left out or
    counted twice, they are those of the total.
    """

    cause: Cause
    part_id: str | None
    printed: Decimal
    corrected: Decimal


def likely_cause(audited: AuditedTotal) -> Edit | None:
    """The only single edit that closes the gap exactly, else the only one within rounding.

    Figures all printed to the same digit sum exactly, so that only an exact edit explains them.
    """
    if audited.difference is None or audited.unknowns:
        return None
    units = {audited.total.unit, *(part.unit for part in audited.parts)}
    slacks = [Decimal(0)] if len(units) == 1 else [Decimal(0), audited.tolerance or Decimal(0)]
    for slack in slacks:
        found = _distinct(_edits(audited, slack))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def is_slip(audited: AuditedTotal) -> bool:
    """Whether a slip of the pen in one printed figure may explain the gap, be it not the only one.

    A line left out or counted twice is none: it may as well have been read under another total.
    """
    whole_line = (Cause.LINE_LEFT_OUT, Cause.LINE_COUNTED_TWICE)
    slack = audited.tolerance or Decimal(0)
    return any(edit.cause not in whole_line for edit in _edits(audited, slack))


def _distinct(edits: Iterator[Edit]) -> list[Edit]:
    """One edit a figure and correction: ten times too small is also a digit dropped."""
    kept: dict[tuple[str | None, Decimal, bool], Edit] = {}
    for edit in edits:
        whole_line = edit.cause in (Cause.LINE_LEFT_OUT, Cause.LINE_COUNTED_TWICE)
        kept.setdefault((edit.part_id, edit.corrected, whole_line), edit)
    return list(kept.values())


def _edits(audited: AuditedTotal, slack: Decimal) -> Iterator[Edit]:
    stated, gap = audited.total.stated, audited.difference
    if stated is None or gap is None or audited.computed is None:
        return
    for part in audited.parts:
        if part.amount is None or part.amount == 0:
            continue
        if abs(gap + part.amount) <= slack:
            yield Edit(Cause.LINE_LEFT_OUT, part.part_id, stated, audited.computed)
        if abs(gap - part.amount) <= slack:
            yield Edit(Cause.LINE_COUNTED_TWICE, part.part_id, stated, audited.computed)
        yield from _rewritten(part.part_id, part.amount, part.unit, part.amount + gap, slack)
    yield from _rewritten(None, stated, audited.total.unit, stated - gap, slack)


def _rewritten(
    part_id: str | None, printed: Decimal, unit: Decimal | None, wanted: Decimal, slack: Decimal
) -> Iterator[Edit]:
    """Slips of the pen that turn `wanted`, give or take `slack`, into `printed`."""
    if abs(printed + wanted) <= slack:
        yield Edit(Cause.SIGN, part_id, printed, -printed)
    for factor in _SHIFTS:
        if abs(printed * factor - wanted) <= slack:
            yield Edit(Cause.DECIMAL_SHIFT, part_id, printed, printed * factor)
    step = unit_of(printed, unit)
    digits = str(int(abs(printed) / step))
    sign = -1 if printed < 0 else 1
    for cause, text in _variants(digits):
        value = Decimal(text) * step * sign
        if abs(value - wanted) <= slack:
            yield Edit(cause, part_id, printed, value)
    steps = abs(wanted) / step
    if slack == 0 and steps == steps.to_integral_value() and (wanted < 0) == (printed < 0):
        longer = str(int(steps))
        if len(longer) == len(digits) + 1 and digits in _one_less(longer):
            yield Edit(Cause.DIGIT_DROPPED, part_id, printed, wanted)


def _variants(digits: str) -> Iterator[tuple[Cause, str]]:
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            yield Cause.DIGITS_SWAPPED, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    if len(digits) > 1:
        for shorter in _one_less(digits):
            yield Cause.DIGIT_ADDED, shorter


def _one_less(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i in range(len(digits))}


def figure_of(audited: AuditedTotal, part_id: str) -> Part | None:
    """The part that an edit is about."""
    return next((part for part in audited.parts if part.part_id == part_id), None)
