"""Rounding by intervals: what the printed digits of figures leave open."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def unit_of(amount: Decimal, unit: Decimal | None) -> Decimal:
    """One unit of the last printed digit; of the last digit kept where the reader does not say."""
    if unit is not None:
        return unit
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def half_units(figures: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal:
    """Half a unit of each figure's last printed digit, added up (XBRL Calculations 1.1).

    Takes (amount, unit) pairs; blank amounts add nothing.
    """
    units = (unit_of(amount, unit) for amount, unit in figures if amount is not None)
    return sum(units, Decimal(0)) / 2
