"""Which lines each stated total sums, over the layouts that plans have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.plan import Kind, Level, TotalKind
from pipeline.audit import Audit, Rule, TotalStatus, Verdict, audit
from tests.reconcile.plans import Maker

ARITHMETIC = {
    Rule.SUBTOTAL_MISMATCH,
    Rule.GRAND_TOTAL_MISMATCH,
    Rule.ROW_TOTAL_MISMATCH,
    Rule.BUDGET_IDENTITY_MISMATCH,
    Rule.ROUNDING_DIFFERENCE,
    Rule.MISSING_AMOUNT,
    Rule.READING_DOUBT,
}


def seen(maker: Maker) -> Audit:
    return audit(maker.plan(), {})


def arithmetic(result: Audit) -> list[tuple[Rule, str | None]]:
    return [(f.rule, f.subject) for f in result.findings if f.rule in ARITHMETIC]


def parts(result: Audit) -> dict[str, tuple[str, ...]]:
    return {a.total.total_id: a.part_ids for a in result.totals}


def kinds(result: Audit) -> list[TotalKind]:
    return [a.kind for a in result.totals]


def two_results(maker: Maker, wrong: int = 0) -> None:
    for number, figures, stated in (("1", (10, 20), 30), ("2", (5, 7), 12 + wrong)):
        maker.group(number)
        for i, figure in enumerate(figures, 1):
            maker.activity(f"{number}.{i}")
            maker.line(figure)
        maker.sub(stated)


def test_subtotals_below_their_lines() -> None:
    maker = Maker()
    two_results(maker)
    maker.grand(42)
    result = seen(maker)
    assert parts(result) == {"t1": ("l1", "l2"), "t2": ("l3", "l4"), "t3": ("t1", "t2")}
    assert [a.node_id for a in result.totals] == ["n1", "n2", None]
    assert arithmetic(result) == []


@pytest.mark.parametrize("above", [False, True])
def test_a_heading_in_the_middle_of_its_rows_names_too_few(above: bool) -> None:
    """The subtotal foots with all lines up to its neighbours."""
    maker = Maker()
    maker.group("1")
    group = maker.group("2")
    if above:
        maker.sub(47, node=group)
    maker.node = "n1"
    maker.activity(None)
    maker.line(17)
    maker.node = group
    maker.activity(None)
    maker.line(30)
    if not above:
        maker.sub(47, node=group)
    result = seen(maker)
    assert parts(result) == {"t1": ("l1", "l2")}
    assert arithmetic(result) == []


def test_a_group_holds_whole_subtotals() -> None:
    """Lines at the head of a group that were read under none belong to its first subtotal."""
    maker = Maker()
    maker.activity(None)
    maker.line(17)
    group = maker.group("1")
    inner = maker.group("1.1", Level.PRODUCT, group)
    maker.activity(None)
    maker.line(30)
    maker.sub(47, node=inner)
    maker.group("1.2", Level.PRODUCT, group)
    maker.activity(None)
    maker.line(5)
    maker.sub(5)
    maker.sub(52, node=group)
    maker.grand(52)
    result = seen(maker)
    assert parts(result) == {"t1": ("l1", "l2"), "t2": ("l3",), "t3": ("t1", "t2"), "t4": ("t3",)}
    assert arithmetic(result) == []


def test_a_wrong_subtotal_is_not_accused_twice() -> None:
    maker = Maker()
    two_results(maker, wrong=3)
    maker.grand(42)
    result = seen(maker)
    assert arithmetic(result) == [(Rule.SUBTOTAL_MISMATCH, "t2")]
    assert result.totals[2].status is TotalStatus.INCONSISTENT


def test_subtotals_above_their_lines_and_the_grand_total_first() -> None:
    maker = Maker()
    maker.grand(42)
    for number, figures, stated in (("1", (10, 20), 30), ("2", (5, 7), 12)):
        maker.group(number)
        maker.sub(stated)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
    result = seen(maker)
    assert parts(result) == {"t1": ("t2", "t3"), "t2": ("l1", "l2"), "t3": ("l3", "l4")}
    assert arithmetic(result) == []


def test_subtotals_above_say_which_one_is_wrong() -> None:
    maker = Maker()
    for number, figures, stated in (("1", (10, 20), 130), ("2", (5, 7), 12)):
        maker.group(number)
        maker.sub(stated)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
    maker.grand(42)
    assert arithmetic(seen(maker)) == [(Rule.SUBTOTAL_MISMATCH, "t1")]


def test_four_levels() -> None:
    """Activity, product, result, grand total: each sums the level just beneath."""
    maker = Maker()
    result_1 = maker.group("1")
    for product, activities in (("1.1", ((1, 2), (3, 4))), ("1.2", ((5, 6), (7, 8)))):
        node = maker.group(product, Level.PRODUCT, under=result_1)
        for i, figures in enumerate(activities, 1):
            key = maker.activity(f"{product}.{i}")
            for figure in figures:
                maker.line(figure)
            maker.sub(sum(figures), activity=key)
        maker.sub(sum(sum(figures) for figures in activities), node=node)
    maker.sub(36, node=result_1)
    maker.grand(36)
    result = seen(maker)
    assert parts(result)["t3"] == ("t1", "t2")
    assert parts(result)["t7"] == ("t3", "t6")
    assert parts(result)["t8"] == ("t7",)
    assert arithmetic(result) == []


@pytest.mark.parametrize("wrong", ["t1", "t2", "t3"])
def test_unnamed_totals_in_a_row_close_one_level_after_the_other(wrong: str) -> None:
    maker = Maker()
    result_1 = maker.group("1")
    off = {wrong: 1000}
    for number, (product, figures) in enumerate((("1.1", (10, 20)), ("1.2", (5, 7))), 1):
        maker.group(product, Level.PRODUCT, under=result_1)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.sub(sum(figures) + off.get(f"t{number}", 0))
    maker.sub(42 + off.get("t3", 0))
    result = seen(maker)
    assert [a.node_id for a in result.totals] == ["n2", "n3", "n1"]
    assert arithmetic(result) == [(Rule.SUBTOTAL_MISMATCH, wrong)]


def test_results_of_several_products_with_one_subtotal_each() -> None:
    maker = Maker()
    for number in ("1", "2"):
        node = maker.group(number)
        for product in ("1", "2"):
            maker.group(f"{number}.{product}", Level.PRODUCT, under=node)
            maker.activity(None)
            maker.line(10)
            maker.activity(None)
            maker.line(30)
        maker.sub(80 if number == "1" else 90)
    result = seen(maker)
    assert [a.node_id for a in result.totals] == ["n1", "n4"]
    assert arithmetic(result) == [(Rule.SUBTOTAL_MISMATCH, "t2")]


def test_activity_subtotals_without_a_name() -> None:
    maker = Maker()
    maker.group("1")
    for figures in ((1, 2), (3, 4), (5, 6)):
        maker.activity(None)
        for figure in figures:
            maker.line(figure)
        maker.sub(sum(figures))
    maker.sub(21)
    maker.grand(21)
    result = seen(maker)
    assert [a.activity_id for a in result.totals] == ["a1", "a2", "a3", None, None]
    assert parts(result)["t4"] == ("t1", "t2", "t3")
    assert arithmetic(result) == []


def test_a_bare_total_is_grand_where_it_stands_alone_or_last() -> None:
    maker = Maker()
    two_results(maker)
    maker.bare(42)
    assert kinds(seen(maker))[-1] is TotalKind.GRAND_TOTAL
    alone = Maker()
    alone.group("1")
    for figure in (1, 2, 3):
        alone.activity(None)
        alone.line(figure)
    alone.bare(70)
    result = seen(alone)
    assert kinds(result) == [TotalKind.GRAND_TOTAL]
    assert arithmetic(result) == [(Rule.GRAND_TOTAL_MISMATCH, "t1")]


@pytest.mark.parametrize("last", [42, 999])
def test_a_bare_total_after_each_group_is_its_subtotal(last: int) -> None:
    maker = Maker()
    for number, figures in (("1", (10, 20)), ("2", (5, 7))):
        maker.group(number)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.bare(sum(figures))
    maker.bare(last)
    result = seen(maker)
    assert kinds(result) == [TotalKind.SUBTOTAL, TotalKind.SUBTOTAL, TotalKind.GRAND_TOTAL]
    assert [a.node_id for a in result.totals] == ["n1", "n2", None]
    assert arithmetic(result) == ([] if last == 42 else [(Rule.GRAND_TOTAL_MISMATCH, "t3")])


def test_tables_with_a_total_each_and_a_general_one() -> None:
    maker = Maker()
    for figures in ((1, 2), (3, 4), (5, 6)):
        if maker.row:
            maker.next_table()
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.bare(sum(figures))
    maker.grand(21)
    result = seen(maker)
    assert parts(result)["t4"] == ("t1", "t2", "t3")
    assert arithmetic(result) == []


def test_a_general_total_in_a_table_of_its_own() -> None:
    maker = Maker()
    for figures in ((1, 2), (3, 4)):
        if maker.row:
            maker.next_table()
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.bare(sum(figures))
    maker.table = 9
    maker.grand(110)
    result = seen(maker)
    assert parts(result)["t3"] == ("t1", "t2")
    assert arithmetic(result) == [(Rule.GRAND_TOTAL_MISMATCH, "t3")]


def test_two_budgets_of_one_document_are_not_added() -> None:
    """By year and by component: each table sums its own lines."""
    maker = Maker()
    for figures in ((10, 20, 30), (25, 35)):
        if maker.row:
            maker.next_table()
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.grand(60)
    assert arithmetic(seen(maker)) == []


def test_lines_without_groups() -> None:
    maker = Maker()
    for figures in ((1, 2), (3, 4)):
        for figure in figures:
            maker.line(figure)
        maker.sub(sum(figures))
    maker.line(100)
    maker.grand(110)
    result = seen(maker)
    assert parts(result) == {"t1": ("l1", "l2"), "t2": ("l3", "l4"), "t3": ("t1", "t2", "l5")}
    assert arithmetic(result) == []


def test_a_recapitulation_of_subtotals() -> None:
    maker = Maker()
    two_results(maker)
    maker.next_table(("Montant",))
    maker.sub(30, node="n1")
    maker.sub(12, node="n2")
    maker.grand(42)
    result = seen(maker)
    assert parts(result)["t5"] == ("t3", "t4")
    assert [a.status for a in result.totals[2:4]] == [TotalStatus.UNVERIFIABLE] * 2
    assert arithmetic(result) == []


def test_columns_stand_on_their_own_and_rows_add_up() -> None:
    maker = Maker(columns=("T1", "T2", "Total"))
    maker.group("1")
    maker.activity("1.1")
    maker.line(1, 2, 3)
    maker.activity("1.2")
    maker.line(None, 5, 5)
    maker.sub(1, 7, 8)
    maker.group("2")
    maker.activity("2.1")
    maker.line(10, None, 10)
    maker.sub(10, None, 10)
    maker.grand(11, 7, 18)
    result = seen(maker)
    assert arithmetic(result) == []
    by_column = {a.total.total_id: a.part_ids for a in result.totals if not a.total.line_id}
    assert by_column["t4"] == ("l1", "l2")
    assert by_column["t3"] == ("l1",)


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        # a line's own total: once, and not again down its column
        (((1, 2, 9), (4, 5, 9), (5, 7, 12)), [(Rule.ROW_TOTAL_MISMATCH, "l1")]),
        # the total's first quarter: down its column, and not again across
        (((1, 2, 3), (4, 5, 9), (8, 7, 12)), [(Rule.SUBTOTAL_MISMATCH, "t3")]),
        # the total's total: down its column, and not again across
        (((1, 2, 3), (4, 5, 9), (5, 7, 19)), [(Rule.SUBTOTAL_MISMATCH, "t5")]),
        # a quarter of a line fails both ways: that is where it is
        (
            ((1, 2, 3), (400, 5, 9), (5, 7, 12)),
            [(Rule.ROW_TOTAL_MISMATCH, "l2"), (Rule.SUBTOTAL_MISMATCH, "t3")],
        ),
    ],
)
def test_errors_in_a_cross_table(
    grid: tuple[tuple[int, ...], ...], expected: list[tuple[Rule, str]]
) -> None:
    maker = Maker(columns=("T1", "T2", "Total"))
    maker.group("1")
    for figures in grid[:-1]:
        maker.activity(None)
        maker.line(*(figure * 1000 for figure in figures))
    maker.sub(*(figure * 1000 for figure in grid[-1]))
    assert arithmetic(seen(maker)) == expected


def test_years_with_a_total_each_and_one_over_them() -> None:
    maker = Maker(columns=("T1 2024", "T2 2024", "Total 2024", "T1 2025", "Total 2025", "Total"))
    maker.activity("1")
    maker.line(1, 2, 3, 4, 4, 7)
    maker.activity("2")
    maker.line(10, None, 10, 5, 5, 15)
    assert arithmetic(seen(maker)) == []


def test_a_row_total_without_parts_accuses_nobody() -> None:
    maker = Maker(columns=("T1", "T2", "Total"))
    maker.activity("1")
    maker.line(1, 2, 3)
    maker.activity("2")
    maker.line(None, None, 500)
    result = seen(maker)
    assert result.totals[1].status is TotalStatus.UNVERIFIABLE
    assert arithmetic(result) == []


def test_a_column_whose_totals_all_fail_is_our_own_doubt() -> None:
    """Quantity and unit price taken for parts: nothing adds up, and nobody is accused."""
    maker = Maker(columns=("Quantité", "Prix", "Total"))
    for quantity, price in ((2, 50), (3, 70), (10, 1000), (4, 25)):
        maker.activity(None)
        maker.line(quantity, price, quantity * price)
    result = seen(maker)
    assert arithmetic(result) == [(Rule.READING_DOUBT, None)]
    assert {a.status for a in result.totals} == {TotalStatus.UNVERIFIABLE}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((42, 8, 50), []),
        ((42, 8, 58), [(Rule.BUDGET_IDENTITY_MISMATCH, "t6")]),
        ((40, 8, 48), [(Rule.BUDGET_IDENTITY_MISMATCH, "t3")]),
        ((30, 12, 42), []),  # the grand total is the total budget
        ((42, -8, 50), []),  # the gap printed as a negative
    ],
)
def test_budget_identity(figures: tuple[int, int, int], expected: list[tuple[Rule, str]]) -> None:
    maker = Maker()
    two_results(maker)
    maker.grand(42)
    maker.money(*figures)
    scaled = audit(
        maker.plan(
            amounts=tuple(maker.amounts),
            totals=tuple(maker.totals),
        ),
        {},
    )
    assert arithmetic(scaled) == expected


def test_a_total_budget_alone_is_a_grand_total() -> None:
    maker = Maker()
    two_results(maker)
    maker.total("Coût total du projet", TotalKind.TOTAL_BUDGET, 52)
    result = seen(maker)
    assert parts(result)["t3"] == ("t1", "t2")
    assert arithmetic(result) == [(Rule.GRAND_TOTAL_MISMATCH, "t3")]


@pytest.mark.parametrize(
    ("kind", "budget", "expected"),
    [
        (Kind.PROJECT_SHEET, 96_303_057, []),
        (Kind.PROJECT_SHEET, 96_303_075, [(Rule.BUDGET_IDENTITY_MISMATCH, "t2")]),
        (Kind.WORK_PLAN, 500_000_000, []),  # a plan's head may give the budget of many years
    ],
)
def test_a_stated_budget(kind: Kind, budget: int, expected: list[tuple[Rule, str]]) -> None:
    maker = Maker(kind=kind)
    maker.line(90_000_000, code=None)
    maker.line(6_303_057, code=None)
    maker.bare(96_303_057)
    maker.table = 0
    maker.total("Budget", TotalKind.STATED_BUDGET, budget)
    assert arithmetic(seen(maker)) == expected


def test_tolerance_adds_half_a_unit_of_every_figure() -> None:
    maker = Maker()
    maker.group("1")
    for figure in ("10", "20.5"):
        maker.activity(None)
        maker.line(figure)
    maker.sub("31")
    result = seen(maker)
    total = result.totals[0]
    assert total.tolerance == Decimal("1.05")  # 0.5 + 0.05 + 0.5
    assert total.status is TotalStatus.ROUNDING
    assert arithmetic(result) == [(Rule.ROUNDING_DIFFERENCE, "t1")]


def test_overheads_after_the_last_subtotal_and_after_the_grand_total() -> None:
    """They stand under the last result by place alone; its subtotal never summed them."""
    maker = Maker()
    for number, figures in (("1", (1000, 2000)), ("2", (500, 700))):
        node = maker.group(number)
        for figure in figures:
            maker.activity(None)
            maker.line(figure)
        maker.sub(sum(figures), node=node)
    maker.line(300)
    maker.grand(4500)
    maker.line(315)
    maker.total("Budget total", TotalKind.TOTAL_BUDGET, 4815)
    result = seen(maker)
    assert parts(result)["t2"] == ("l3", "l4")
    assert parts(result)["t3"] == ("t1", "t2", "l5")
    assert parts(result)["t4"] == ("t3", "l6")
    assert arithmetic(result) == []


def test_a_row_that_fails_in_several_columns_may_be_misplaced() -> None:
    maker = Maker(columns=("T1", "T2"))
    maker.group("1")
    for _ in range(2):
        maker.activity(None)
        maker.line(1000, 5000)
    maker.sub(10000, 2000)
    result = seen(maker)
    assert arithmetic(result) == [(Rule.SUBTOTAL_MISMATCH, "t1"), (Rule.SUBTOTAL_MISMATCH, "t2")]
    assert {f.verdict for f in result.findings} == {Verdict.UNDECIDED}
