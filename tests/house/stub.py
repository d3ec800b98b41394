"""Stand-ins for the reader, so that the house is tested whatever the reader does."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

from extractors.plan import (
    Activity,
    Amount,
    AmountRole,
    AmountStatus,
    CellCount,
    Doubt,
    DoubtKind,
    Head,
    Kind,
    Level,
    Node,
    Place,
    Plan,
    StatedTotal,
    TotalKind,
)
from extractors.source import MediaType, Source


def line(line_id: str, amount: str | None, column: str = "Total") -> Amount:
    return Amount(
        line_id,
        column,
        AmountRole.AMOUNT,
        AmountStatus.READ if amount else AmountStatus.MISSING,
        Decimal(amount) if amount else None,
        Decimal(1) if amount else None,
        printed=amount,
        activity_id="a1",
        node_id="n1",
        place=Place(table=1, row=3, line=7),
        order=3,
    )


PLAN = Plan(
    Head(Kind.WORK_PLAN, title="Plan", currency="XOF", countries=("ML", "NE"), engine="text"),
    nodes=(Node("n1", Level.RESULT, "Le dialogue est renforcé", "1", order=1),),
    activities=(Activity("a1", "=Tenir 2 forums", "1.1", "n1", order=2),),
    amounts=(line("l1", "160000"), line("l2", "1699285.76"), line("l3", None)),
    totals=(
        StatedTotal(
            "t1",
            "Sous-total",
            TotalKind.SUBTOTAL,
            "Total",
            AmountRole.AMOUNT,
            Decimal("1859286"),
            Decimal(1),
            "1 859 286",
            node_id="n1",
            place=Place(table=1, row=6, line=10),
            order=6,
        ),
    ),
    cells=CellCount(9, 6, 2, 1),
)


def read(source: Source) -> Plan:
    """What the text of the source asks for."""
    if source.media_type is not MediaType.TEXT or source.text is None:
        source.refuse()
    match source.text.split():
        case ["raise", *_]:
            raise ZeroDivisionError("by zero")
        case ["die", *_]:
            os._exit(9)
        case ["partly", *_]:
            return replace(PLAN, doubts=(Doubt(DoubtKind.PAGE_NOT_READ, "page 2"),))
        case ["huge", *_]:
            return replace(PLAN, amounts=(line("l1", "1" + "0" * 20),))
        case ["twice", *_]:
            return replace(PLAN, amounts=(line("l1", "1"), line("l1", "2")))
        case ["unlabelled", *_]:
            return replace(PLAN, activities=(Activity("a1", " ", "1.1"),))
        case _:
            return PLAN
