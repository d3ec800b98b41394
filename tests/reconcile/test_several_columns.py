"""Totals over several columns of amounts, of which a line may have figures in some only."""

from __future__ import annotations

from extractors.plan import AmountStatus
from pipeline.audit import Audit, Rule, Severity, audit
from tests.reconcile.plans import Maker

YEARS = ("Budget 2023", "Budget 2024")


def seen(maker: Maker) -> Audit:
    maker.amounts = [cell for cell in maker.amounts if cell.status is not AmountStatus.MISSING]
    return audit(maker.plan(), {})


def errors(result: Audit) -> list[tuple[Rule, str | None]]:
    return [(f.rule, f.subject) for f in result.findings if f.severity is Severity.ERROR]


def test_a_subtotal_is_of_the_lines_that_have_its_columns() -> None:
    """The last activity has all of the group's 2024 and nothing of its 2023, which is wrong."""
    maker = Maker(columns=YEARS)
    maker.group("1")
    for number, figures in (("1.1", (100, None)), ("1.2", (30, None)), ("1.3", (None, 7))):
        maker.activity(number)
        maker.line(*figures)
    maker.sub(190, 7)
    maker.group("2")
    maker.activity("2.1")
    maker.line(20, 40)
    maker.sub(20, 40)
    maker.grand(150, 47)
    result = seen(maker)
    assert {a.total.total_id: a.part_ids for a in result.totals} == {
        "t1": ("l1", "l2"),
        "t2": ("l3",),
        "t3": ("l4",),
        "t4": ("l4",),
        "t5": ("t1", "t3"),
        "t6": ("t2", "t4"),
    }
    assert errors(result) == [(Rule.SUBTOTAL_MISMATCH, "t1")]


def test_where_no_column_decides_the_group_that_most_totals_close_is_closed() -> None:
    maker = Maker(columns=YEARS)
    maker.group("1")
    for number in ("1.1", "1.2"):
        maker.activity(number)
        maker.line(10, 1)
        maker.line(20, 2)
    maker.sub(60, 6)
    maker.group("2")
    for number in ("2.1", "2.2"):
        maker.activity(number)
        maker.line(10, 1)
        maker.line(5, 2)
    maker.sub(30, 6)
    maker.group("3")
    maker.activity("3.1")
    maker.line(10, 1)
    maker.activity("3.2")
    maker.line(5, 2)
    maker.line(6, 3)
    maker.sub(11, 5)  # of 3.2 alone
    maker.group("4")
    for number in ("4.1", "4.2"):
        maker.activity(number)
        maker.line(10, 1)
        maker.line(20, 2)
    maker.sub(66, 6)  # 60
    result = seen(maker)
    assert result.totals[6].node_id == "n4"
    assert result.totals[6].part_ids == ("l12", "l13", "l14", "l15")
    assert errors(result) == [(Rule.SUBTOTAL_MISMATCH, "t7")]


def test_a_grand_total_that_its_lines_make_is_never_accused() -> None:
    maker = Maker()
    wrong = 10
    for number in range(1, wrong + 4):
        maker.group(str(number))
        for of in ("1", "2"):
            maker.activity(f"{number}.{of}")
            maker.line(100 * number)
        maker.sub(200 * number + (10 * number if number <= wrong else 0))
    maker.grand(sum(200 * number for number in range(1, wrong + 4)))
    accused = {subject for _, subject in errors(seen(maker))}
    assert accused == {f"t{number}" for number in range(1, wrong + 1)}
