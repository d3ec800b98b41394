"""What stated totals imply for blank cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan import Alignment
from pipeline.audit import Audit, Finding, Rule, Verdict, audit
from pipeline.messages import render
from tests.reconcile.plans import UNREADABLE, Figure, Maker


def audited(maker: Maker) -> tuple[Audit, list[Finding]]:
    result = audit(maker.plan(), {})
    rules = (Rule.MISSING_AMOUNT, Rule.UNREADABLE_AMOUNT)
    return result, [f for f in result.findings if f.rule in rules]


def one_group(figures: list[Figure], stated: Figure) -> Maker:
    maker = Maker()
    maker.group("1")
    for figure in figures:
        maker.activity(None)
        maker.line(figure)
    maker.sub(stated)
    return maker


@pytest.mark.parametrize(
    ("figures", "stated", "implied"),
    [
        ([100, None, 30], 173, [43]),
        ([100, UNREADABLE, 30], 173, [43]),
        ([None], 500, [500]),
        ([100, None, 30], 130, [0]),  # it foots without it
        ([100, None, 30], 80, [None]),  # nothing is less than nothing
        ([100, None, -30], 50, [-20]),  # unless the plan prints negatives
        ([100, None, None], 173, [None, None]),
        ([100, None, 30], "130.4", [None]),  # within rounding of nothing
    ],
)
def test_implied(figures: list[Figure], stated: Figure, implied: list[int | None]) -> None:
    _, findings = audited(one_group(figures, stated))
    assert [f.implied_amount for f in findings] == implied


def test_several_blanks_get_a_joint_sum_in_words() -> None:
    result, findings = audited(one_group([100, None, None], 1173))
    assert [render(f, "en")[1] for f in findings] == [
        "Several cells are blank under one total: together they should make 1,073."
    ] * 2
    assert {f.rule for f in result.findings} == {Rule.MISSING_AMOUNT}


def test_blanks_fill_one_after_the_other() -> None:
    """The row gives the line's total, which the column then needs for the other line."""
    maker = Maker(columns=("T1", "T2", "Total"))
    maker.group("1")
    maker.activity(None)
    maker.line(10, 20, None)
    maker.activity(None)
    maker.line(None, 5, None)
    maker.activity(None)
    maker.line(7, None, 7)
    maker.sub(17, 25, 42)
    _, findings = audited(maker)
    assert [(f.subject, f.implied_amount) for f in findings] == [("l1", 30), ("l2", 5)]


def test_two_values_for_one_blank_settle_nothing() -> None:
    maker = Maker(columns=("T1", "T2", "Total"))
    maker.group("1")
    maker.activity(None)
    maker.line(1000, 2000, None)
    maker.sub(1000, 2000, 9000)
    _, findings = audited(maker)
    assert [f.implied_amount for f in findings] == [None]
    assert render(findings[0], "fr")[1] is not None


def test_a_grand_total_that_the_budget_backs_contradicts_an_implied_amount() -> None:
    maker = one_group([1000, None, 300], 9300)  # printed for 2300
    maker.group("2")
    maker.activity(None)
    maker.line(5000)
    maker.activity(None)
    maker.line(200)
    maker.sub(5200)
    maker.grand(7500)
    maker.money(7500, 500, 8000)
    result, findings = audited(maker)
    assert [f.implied_amount for f in findings] == [None]
    assert Rule.GRAND_TOTAL_MISMATCH in {f.rule for f in result.findings}


@pytest.mark.parametrize(
    ("alignment", "fell_off", "verdict"),
    [
        (Alignment.STRAIGHT, False, Verdict.DOCUMENT),
        (Alignment.SHIFTED, False, Verdict.UNDECIDED),
        (Alignment.SHIFTED, True, Verdict.READING),
        (Alignment.AMBIGUOUS, False, Verdict.READING),
    ],
)
def test_who_lost_the_amount(alignment: Alignment, fell_off: bool, verdict: Verdict) -> None:
    maker = Maker(alignment=alignment)
    maker.activity(None)
    maker.line(None, fell_off=fell_off)
    _, findings = audited(maker)
    assert [f.verdict for f in findings] == [verdict]


@given(st.lists(st.integers(100, 10**9), min_size=2, max_size=8), st.integers(0, 7))
def test_a_blank_gets_back_what_it_held(figures: list[int], which: int) -> None:
    blank = which % len(figures)
    printed: list[Figure] = [None if i == blank else x for i, x in enumerate(figures)]
    result, findings = audited(one_group(printed, sum(figures)))
    assert [f.implied_amount for f in findings] == [figures[blank]]
    assert {f.rule for f in result.findings} == {Rule.MISSING_AMOUNT}
