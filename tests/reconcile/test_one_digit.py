"""Altering one digit of one printed figure gives a finding at its own total, and nowhere else.

The plan is shaped like a quarter plan: five results, one blank amount, a subtotal printed with
decimals, and funded, unfunded and total budget at its foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan import Plan
from pipeline.audit import Audit, Rule, TotalStatus, audit
from tests.reconcile.plans import Figure, Maker

RESULTS: tuple[tuple[tuple[tuple[Figure, ...], ...], str], ...] = (
    (((160_000,), (50_000,), (40_000,), (70_000,), (35_333,)), "355333"),
    (((339_077, 50_000, 58_000), (179_474, 90_000), (83_372, 150_000), (35_333,)), "985256"),
    (((156_000, 67_048, 50_000, 150_000), (80_000,), (150_000,), (70_000,)), "723048"),
    (((40_000,), (6_001, 95_973), (None,), (99_999,), (25_000, 15_000)), "324973"),
    (((726_370, 365_590, 53_512), (46_000,), (86_911, 10_000)), "1288382.76"),
)
TOTAL_BUDGET = "t9"
BLANK = "l24"
ARITHMETIC = (
    Rule.SUBTOTAL_MISMATCH,
    Rule.GRAND_TOTAL_MISMATCH,
    Rule.BUDGET_IDENTITY_MISMATCH,
    Rule.ROUNDING_DIFFERENCE,
    Rule.MISSING_AMOUNT,
)


def quarter_plan() -> Plan:
    maker = Maker()
    for number, (activities, stated) in enumerate(RESULTS, 1):
        maker.group(str(number))
        for i, figures in enumerate(activities, 1):
            maker.activity(f"{number}.{i}")
            for figure in figures:
                maker.line(figure)
        maker.sub(stated)
    maker.node = None
    maker.grand(3_676_992)
    maker.money(3_676_992, 425_541, 4_102_533)
    return maker.plan()


PLAN = quarter_plan()


def said(result: Audit) -> set[tuple[Rule, str | None, object]]:
    """What is said of whose figures; the rounding of a wider total moves with its parts."""
    return {(f.rule, f.subject, f.implied_amount) for f in result.findings if f.rule in ARITHMETIC}


BEFORE = audit(PLAN, {})


def altered(figure: Decimal) -> Iterator[Decimal]:
    text = str(figure)
    for i, old in enumerate(text):
        for new in "0123456789" if old.isdigit() else ():
            if new != old:
                yield Decimal(text[:i] + new + text[i + 1 :])


def test_the_plan_as_printed() -> None:
    assert said(BEFORE) == {
        (Rule.MISSING_AMOUNT, BLANK, Decimal(43_000)),
        (Rule.ROUNDING_DIFFERENCE, "t5", None),
        (Rule.ROUNDING_DIFFERENCE, "t6", None),
    }
    differences = {a.total.total_id: a.difference for a in BEFORE.totals}
    assert differences["t5"] == Decimal("-0.24")
    assert differences["t6"] == Decimal("-0.76")


LINES = [
    (i, figure)
    for i, amount in enumerate(PLAN.amounts)
    if amount.amount is not None
    for figure in altered(amount.amount)
]
TOTALS = [
    (i, figure)
    for i, total in enumerate(PLAN.totals)
    if total.stated is not None
    for figure in altered(total.stated)
]


@settings(max_examples=300)
@given(st.sampled_from(LINES))
def test_a_digit_of_a_line(change: tuple[int, Decimal]) -> None:
    i, figure = change
    amounts = list(PLAN.amounts)
    amounts[i] = replace(amounts[i], amount=figure)
    result = audit(replace(PLAN, amounts=tuple(amounts)), {})
    own = next(a for a in BEFORE.totals if amounts[i].line_id in a.part_ids)
    subjects = {subject for _, subject, _ in said(result) - said(BEFORE)}
    if own.unknowns:  # the blank beside it holds something else then, or the total fails
        assert subjects
        assert subjects <= {BLANK, own.total.total_id}
    elif own.total.total_id == "t5":  # has a finding already, with another difference now
        assert subjects <= {"t5"}
        after = next(a for a in result.totals if a.total.total_id == "t5")
        assert after.status is not TotalStatus.CONSISTENT
    else:
        assert subjects == {own.total.total_id}


@settings(max_examples=300)
@given(st.sampled_from(TOTALS))
def test_a_digit_of_a_total(change: tuple[int, Decimal]) -> None:
    i, figure = change
    totals = list(PLAN.totals)
    totals[i] = replace(totals[i], stated=figure)
    result = audit(replace(PLAN, totals=tuple(totals)), {})
    subjects = {subject for _, subject, _ in said(result) - said(BEFORE)}
    key = totals[i].total_id
    if key in ("t7", "t8", "t9"):
        assert subjects == {TOTAL_BUDGET}
    elif key == "t4":  # with a blank beneath it, what is wrong shows at the blank or above
        assert subjects
        assert subjects <= {BLANK, "t4", "t6"}
    elif key in ("t5", "t6"):
        assert subjects <= {key}
        assert key in {f.subject for f in result.findings}
    else:
        assert subjects == {key}
