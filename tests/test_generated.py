"""Generated plans: each is read and audited, and compared with what it was made from.

TOTAUX_SEEDS says how many (200), TOTAUX_SEED_BASE from which seed on (0).
"""

from __future__ import annotations

import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from tests.generator.pdf import print_pdf
from tests.generator.perfect import perfect_reading
from tests.generator.plan_model import Figure, GeneratedPlan, Line, Sum
from tests.generator.score import Score, report, score
from tests.generator.text import print_plan

COUNT = int(os.environ.get("TOTAUX_SEEDS", "200"))
BASE = int(os.environ.get("TOTAUX_SEED_BASE", "0"))
SEEDS = range(BASE, BASE + COUNT)


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    print(f"seeds {BASE} to {BASE + COUNT - 1}")
    return score(SEEDS)


def test_reads_and_audits_every_generated_plan(
    scores: list[Score], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("generated")
    bad = [each for each in scores if each.failures]
    for each in bad:
        Path(folder / f"{each.printed.plan.seed}.txt").write_bytes(each.printed.data)
    if bad:
        pytest.fail(f"{report(scores, '')}\ntexts in {folder}", pytrace=False)


def test_the_same_seed_prints_the_same_bytes() -> None:
    for seed in SEEDS[:20]:
        assert print_plan(seed).data == print_plan(seed).data


def test_the_seeds_reach_every_habit() -> None:
    """A run that never draws a habit proves nothing about it."""
    drawn = defaultdict(set)
    for seed in range(400):
        for name, value in print_plan(seed).habits.tags().items():
            drawn[name].add(value)
    assert all(len(values) > 1 for values in drawn.values()), drawn
    planted = {error.rule for seed in range(400) for error in print_plan(seed).plan.errors}
    assert planted == {
        "account-label-mismatch",
        "budget-identity-mismatch",
        "duplicate-line",
        "duplicate-number",
        "grand-total-mismatch",
        "missing-account-code",
        "missing-amount",
        "missing-number",
        "missing-subtotal",
        "numbering-gap",
        "row-total-mismatch",
        "subtotal-mismatch",
        "unknown-account-code",
        "unreadable-amount",
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_truth_foots_except_where_an_error_was_planted(seed: int) -> None:
    """The generator checked by hand-made sums: over all lines, whatever totals stand between."""
    plan = print_plan(seed).plan
    excused = {error.rule for error in plan.errors}
    for total in plan.totals:
        if total.kind not in (Sum.SUBTOTAL, Sum.GRAND_TOTAL):
            continue
        lines = list(lines_under(plan, total.node, total.activity))
        for column, figure in enumerate(total.figures):
            gap = abs(sum_of(lines, column) - (figure.value or Decimal(0)))
            rounding = (len(lines) + 1) * Decimal("0.5").scaleb(-plan.places)
            if gap > rounding:
                assert excused & {
                    "subtotal-mismatch",
                    "grand-total-mismatch",
                    "missing-amount",
                    "unreadable-amount",
                }, (total, gap)


def lines_under(plan: GeneratedPlan, node: int | None, activity: int | None) -> list[Line]:
    if activity is not None:
        return [x for a in plan.all_activities() if a.serial == activity for x in a.lines]
    if node is not None:
        found = next(each for each in plan.all_nodes() if each.serial == node)
        return [x for a in found.all_activities() for x in a.lines]
    return list(plan.all_lines())


def sum_of(lines: list[Line], column: int) -> Decimal:
    figures: list[Figure] = [line.amounts[column] for line in lines]
    return sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


def test_typeset_plans_come_out_the_same_and_by_every_producer() -> None:
    drawn = set()
    for seed in range(12):
        printed = print_pdf(seed)
        assert printed.data == print_pdf(seed).data
        assert printed.data.startswith(b"%PDF-")
        drawn.add(printed.pdf.producer)
    assert drawn == {"helvetica", "vera", "fpdf2"}


def test_a_perfect_reading_leaves_the_audit_nothing_to_get_wrong() -> None:
    """Audits of the truth itself: a failure here is the audit's or the generator's."""
    scores = score(SEEDS, perfect_reading)
    if any(each.failures for each in scores):
        pytest.fail(report(scores, ""), pytrace=False)
