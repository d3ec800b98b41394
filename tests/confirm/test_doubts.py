"""Accusations that are likelier our misreading are said as doubts of ours, and only those."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.plan import Alignment, Doubt, DoubtKind, Place, Plan
from pipeline.audit import Audit, Rule, TotalStatus, audit
from pipeline.confirm import own_up
from pipeline.messages import render
from tests.reconcile.plans import Maker

ERRORS = {
    Rule.SUBTOTAL_MISMATCH,
    Rule.GRAND_TOTAL_MISMATCH,
    Rule.MISSING_AMOUNT,
    Rule.UNREADABLE_AMOUNT,
}


def seen(plan: Plan, *, paged: bool = False) -> Audit:
    return own_up(audit(on_pages(plan) if paged else plan, {}))


def on_pages(plan: Plan) -> Plan:
    return replace(
        plan,
        amounts=tuple(replace(a, place=replace(a.place, page=1)) for a in plan.amounts),
        totals=tuple(replace(t, place=replace(t.place, page=1)) for t in plan.totals),
    )


def found(result: Audit) -> list[tuple[Rule, str | None, str]]:
    return [
        (f.rule, f.subject, str(getattr(f.message.params.get("why"), "key", "")))
        for f in result.findings
        if f.rule in ERRORS or f.rule is Rule.READING_DOUBT
    ]


def status(result: Audit) -> dict[str, TotalStatus]:
    return {total.total.total_id: total.status for total in result.totals}


def two_groups(first: tuple[int, ...], one: int, second: tuple[int, ...], two: int) -> Maker:
    maker = Maker()
    for number, figures, stated in (("1", first, one), ("2", second, two)):
        maker.group(number)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.sub(stated)
    return maker


def test_a_plain_error_stays_one() -> None:
    result = seen(two_groups((100, 250), 360, (70, 80), 150).plan())
    assert found(result) == [(Rule.SUBTOTAL_MISMATCH, "t1", "")]
    assert status(result)["t1"] is TotalStatus.INCONSISTENT


def test_a_line_read_under_the_group_before_it() -> None:
    maker = two_groups((100, 250, 70), 350, (80, 90), 240)
    maker.grand(590)
    result = seen(maker.plan())
    assert found(result) == [
        (Rule.READING_DOUBT, "t1", "doubt-groups"),
        (Rule.READING_DOUBT, "t2", "doubt-groups"),
    ]
    assert status(result)["t1"] is TotalStatus.UNVERIFIABLE


def test_totals_that_are_each_others() -> None:
    result = seen(two_groups((100, 250), 150, (70, 80), 350).plan())
    assert {why for _, _, why in found(result)} == {"doubt-groups"}


def test_lines_beside_it_that_no_total_sums() -> None:
    """The first group has no subtotal of its own, and its last line belongs to the second."""
    maker = Maker()
    maker.group("1")
    maker.activity(None)
    maker.line(33)
    maker.line(45)
    group = maker.group("2")
    maker.activity(None)
    maker.line(100)
    maker.line(250)
    maker.sub(395, node=group)
    assert found(seen(maker.plan())) == [(Rule.READING_DOUBT, "t1", "doubt-neighbours")]


def test_a_line_that_another_total_vouches_for_is_no_candidate() -> None:
    result = seen(two_groups((100, 250), 350, (70, 80), 400).plan())
    assert found(result) == [(Rule.SUBTOTAL_MISMATCH, "t2", "")]


def test_figures_of_a_row_that_moved_by_a_column() -> None:
    maker = Maker(columns=("PNUD", "État"))
    maker.group("1")
    maker.activity(None)
    maker.line(6750, None)
    maker.sub(-500, 6750)
    assert (Rule.READING_DOUBT, "t1", "doubt-columns") in found(seen(maker.plan()))


def test_the_gap_is_a_figure_of_a_row_that_moved() -> None:
    maker = Maker(columns=("PNUD", "État"))
    maker.group("1")
    maker.activity(None)
    maker.line(9600, 2400)
    maker.alignment = Alignment.SHIFTED
    maker.line(38000, 50)
    maker.alignment = Alignment.STRAIGHT
    maker.sub(9600, 2450)
    assert (Rule.READING_DOUBT, "t1", "doubt-columns") in found(seen(maker.plan()))


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (937, Rule.READING_DOUBT),  # a line of 387 may have been lost
        (505, Rule.SUBTOTAL_MISMATCH),  # swapped digits, whatever was lost
        (567, Rule.SUBTOTAL_MISMATCH),  # no line is so small
    ],
)
def test_on_a_page_what_is_not_settled_is_ours(stated: int, why: Rule) -> None:
    maker = Maker(alignment=Alignment.SHIFTED)
    maker.group("1")
    maker.activity(None)
    maker.line(300)
    maker.line(250)
    maker.sub(stated)
    [(rule, _, _)] = found(seen(maker.plan(), paged=True))
    assert rule is why
    [(rule, _, _)] = found(seen(maker.plan()))
    assert rule is Rule.SUBTOTAL_MISMATCH  # text is printed row by row


def test_a_gap_too_small_for_rows_that_could_be_placed_in_two_ways() -> None:
    maker = Maker(alignment=Alignment.AMBIGUOUS)
    maker.group("1")
    maker.activity(None)
    maker.line(72500)
    maker.line(90000)
    maker.alignment = Alignment.STRAIGHT
    maker.sub(171269)
    assert found(seen(maker.plan(), paged=True)) == [(Rule.SUBTOTAL_MISMATCH, "t1", "")]


def test_beside_cells_without_a_column_too() -> None:
    maker = Maker()
    maker.group("1")
    maker.activity(None)
    maker.line(300)
    maker.line(250)
    maker.sub(937)
    doubts = (Doubt(DoubtKind.CELL_NOT_PLACED, "Former", place=Place(1, table=1, row=2)),)
    result = seen(maker.plan(doubts=doubts), paged=True)
    assert (Rule.READING_DOUBT, "t1", "doubt-unsure") in found(result)


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ("1O7 838", Rule.UNREADABLE_AMOUNT),
        ("$ 30 8O9,44", Rule.UNREADABLE_AMOUNT),
        ("288 577 $ Élèves", Rule.READING_DOUBT),
        ("1 625 000,95 2 246 502,02", Rule.READING_DOUBT),
        ("80 %", Rule.READING_DOUBT),
    ],
)
def test_an_odd_text_that_a_page_may_have_mixed(printed: str, rule: Rule) -> None:
    maker = Maker()
    maker.group("1")
    maker.activity(None)
    maker.line("?")
    maker.amounts[-1] = replace(maker.amounts[-1], printed=printed)
    assert [each for each, _, _ in found(seen(maker.plan(), paged=True))] == [rule]
    assert [each for each, _, _ in found(seen(maker.plan()))] == [Rule.UNREADABLE_AMOUNT]


@pytest.mark.parametrize(
    ("label", "rule"),
    [
        ("Rental & Maint (12 450 000)", Rule.READING_DOUBT),
        ("Insurance and Security Costs 20", Rule.READING_DOUBT),
        ("Staff Mgmt Costs (106 000 $)", Rule.READING_DOUBT),
        ("Facilities 7 225 0O1 FCFA", Rule.READING_DOUBT),
        ("Insurance and Security Costs", Rule.MISSING_AMOUNT),
        ("2 ateliers de formation", Rule.MISSING_AMOUNT),
    ],
)
def test_an_amount_that_stands_in_its_description(label: str, rule: Rule) -> None:
    maker = Maker()
    maker.group("1")
    maker.activity(None)
    maker.line(None)
    maker.amounts[-1] = replace(maker.amounts[-1], account_label=label)
    assert [each for each, _, _ in found(seen(maker.plan()))] == [rule]


def test_figures_of_two_cells_that_ran_together() -> None:
    maker = two_groups((100, 250), 350112795820, (70, 80), 150)
    assert found(seen(maker.plan(), paged=True)) == [(Rule.READING_DOUBT, "t1", "doubt-text")]
    assert found(seen(maker.plan())) == [(Rule.SUBTOTAL_MISMATCH, "t1", "")]
    maker = two_groups((100, 250), 350_000_000, (70, 80), 150)  # millions for units: a slip
    assert found(seen(maker.plan(), paged=True)) == [(Rule.SUBTOTAL_MISMATCH, "t1", "")]


@pytest.mark.parametrize(
    ("first", "second", "stated", "rule"),
    [
        (None, "62300", 500, Rule.READING_DOUBT),  # the code stands on the second line of text
        ("62300", None, 500, Rule.READING_DOUBT),
        ("62300", "62300", 500, Rule.MISSING_AMOUNT),
        ("62300", None, 700, Rule.MISSING_AMOUNT),  # the total needs it
    ],
)
def test_the_rest_of_a_text_is_no_line_without_amount(
    first: str | None, second: str | None, stated: int, rule: Rule
) -> None:
    maker = Maker()
    maker.group("1")
    maker.activity(None)
    maker.line(500, code=first)
    maker.line(None, code=second)
    maker.sub(stated)
    assert [each for each, _, _ in found(seen(maker.plan(), paged=True))] == [rule]


def test_a_row_of_totals_lacks_a_column_that_was_not_taken_for_a_part() -> None:
    maker = Maker(columns=("T1", "T2", "T3", "Total"))
    maker.group("1")
    maker.activity(None)
    for figures in ((10, 20, None, 48), (15, 25, None, 60), (5, 5, None, 30)):
        maker.line(*figures)
    maker.grand(30, 50, 58, 138)
    plan = maker.plan()
    assert Rule.ROW_TOTAL_MISMATCH in {f.rule for f in audit(plan, {}).findings}
    assert (Rule.READING_DOUBT, "t7", "doubt-columns") in found(seen(plan))
    assert Rule.ROW_TOTAL_MISMATCH not in {f.rule for f in seen(plan).findings}


def test_a_total_of_totals_in_doubt_is_in_doubt() -> None:
    maker = two_groups((100, 250), 820, (70, 80), 150)
    maker.alignment = Alignment.SHIFTED
    maker.grand(1203)
    maker.totals[0] = replace(maker.totals[0], alignment=Alignment.AMBIGUOUS)
    assert {rule for rule, _, _ in found(seen(maker.plan(), paged=True))} == {Rule.READING_DOUBT}


def test_it_is_said_in_one_sentence() -> None:
    finding = next(
        f
        for f in seen(two_groups((100, 250), 150, (70, 80), 350).plan()).findings
        if f.subject == "t1"
    )
    assert render(finding, "en")[0] == (
        "Our reading is in doubt, for another group of lines makes this sum: "
        "“Sous-total” of “Result 1” says 150, but its lines add up to 350 (difference: -200)."
    )
