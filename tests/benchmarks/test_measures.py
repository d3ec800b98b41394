"""What the benchmark compares: a plan whose cells are known, and how it counts them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.cells import Score, score
from benchmarks.plan import HEADER, MONTANT, long_plan
from samples.typeset import Rules

TRUTH = [("1", "Former", "", "10"), ("2", "Suivre", "X", "20")]
ALL = (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (TRUTH, Score(7, 7, 2, 2)),
        ([("1", " For\nmer ".replace("\n", ""), "", "10"), TRUTH[1]], Score(7, 7, 2, 2)),
        ([("1", "Former", "X", "10"), TRUTH[1]], Score(7, 7, 2, 1)),  # a mark where none is
        ([("1", "Former", "10", ""), TRUTH[1]], Score(7, 6, 2, 1)),  # an amount moved
        ([("1", "Former", "", "10")], Score(7, 3, 2, 1)),  # a row lost
        ([("1 Former", "", "", "10 20")], Score(7, 0, 2, 0)),  # two rows run together
        ([], Score(7, 0, 2, 0)),
    ],
)
def test_cells_and_rows_right(given: list[tuple[str, ...]], expected: Score) -> None:
    assert score(TRUTH, given, ALL) == expected


def test_one_row_vouches_for_one() -> None:
    twice = [TRUTH[0], TRUTH[0]]
    assert score(twice, [TRUTH[0]], ALL) == Score(6, 3, 2, 1)


@pytest.mark.parametrize("rules", [Rules.ALL, Rules.NONE])
def test_no_row_of_the_long_plan_is_cut(rules: Rules) -> None:
    plan = long_plan(12, rules)
    with pypdfium2.PdfDocument(plan.data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == len(plan.pages) == 12
    for text, rows in zip(pages, plan.pages, strict=True):
        assert all(len(row) == len(HEADER) for row in rows)
        assert all(row[MONTANT] in text for row in rows)


def test_totals_of_the_long_plan_foot() -> None:
    rows = [row for page in long_plan(3, Rules.ALL).pages for row in page]
    amounts = [(row[0], row[1], int(row[MONTANT].replace(" ", ""))) for row in rows]
    lines = sum(amount for number, _, amount in amounts if number)
    subtotals = [amount for _, label, amount in amounts if label == "Sous-total"]
    grand = [amount for number, _, amount in amounts if not number][-1]
    assert len(subtotals) == 3
    assert grand == sum(subtotals) == lines


@pytest.mark.long
@pytest.mark.parametrize(("kind", "pages"), [("--small", False), ("--pdf", True)])
def test_a_run_is_measured_whole(kind: str, pages: bool) -> None:
    command = [sys.executable, "-m", "benchmarks.scale", kind, "3"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    header, _, row = (
        [cell.strip() for cell in line.split("|")] for line in done.stdout.split("\n")[:3]
    )
    measured = dict(zip(header, row, strict=True))
    assert measured["documents"] == "3"
    assert bool(measured["pages"]) is pages
    assert float(measured["parent MB"]) > 50
    assert float(measured["warm / cold"]) < 1 < float(measured["isolated / not"])
