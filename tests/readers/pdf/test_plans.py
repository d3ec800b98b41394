"""Plans set by a table package in many layouts read as they were written, row by row."""

from __future__ import annotations

import difflib
import os
import random

import pytest

from extractors.readers.pdf import read_pdf
from tests.readers.pdf.pages import texts
from tests.readers.pdf.sheets import Drawn, Look, Results, Sheet, columns_of, sheet

# More may be run over other seeds: TOTAUX_PDF_SEED=1000 TOTAUX_PDF_PLANS=400 pytest ...
FIRST_SEED = int(os.environ.get("TOTAUX_PDF_SEED", "0"))
PLANS = int(os.environ.get("TOTAUX_PDF_PLANS", "60"))

RULED_RIGHT = 1.0
BARE_RIGHT = 0.99


def body_rows(found: Sheet) -> tuple[list[list[str]], set[int]]:
    """All rows of the PDF's grids but repeated headings, and the grids' widths."""
    headings = {text for row in found.header for text in row if text}
    rows, widths = [], set()
    for grid in read_pdf(found.data).grids():
        widths.add(grid.width)
        for line in texts(grid):
            row = [" ".join(text.split()) for text in line]
            if any(row) and not all(text in headings for text in row if text):
                rows.append(row)
    return rows, widths


def rows_right(expected: list[list[str]], rows: list[list[str]]) -> int:
    matcher = difflib.SequenceMatcher(
        None, [tuple(row) for row in expected], [tuple(row) for row in rows], autojunk=False
    )
    return sum(block.size for block in matcher.get_matching_blocks())


@pytest.mark.parametrize("drawn", list(Drawn))
@pytest.mark.parametrize("results", list(Results))
@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
def test_every_row_of_a_plan(drawn, results, valign):
    look = Look(drawn=drawn, results=results, valign=valign)
    plan = sheet(1, look)
    rows, widths = body_rows(plan)
    assert rows == plan.rows
    assert widths == {len(columns_of(look))}


@pytest.mark.parametrize("drawn", list(Drawn))
def test_cells_that_span_an_activity_s_budget_lines(drawn):
    look = Look(drawn=drawn, valign="MIDDLE", spread=True)
    plan = sheet(3, look)
    rows, _ = body_rows(plan)
    assert rows == plan.rows


def random_look(rng: random.Random) -> Look:
    return Look(
        drawn=rng.choice(list(Drawn)),
        results=rng.choice(list(Results)),
        valign=rng.choice(["TOP", "TOP", "MIDDLE"]),
        size=rng.choice([7, 8, 9]),
        padding=rng.choice([0, 1, 2, 3, 5]),
        side=rng.choice([2, 3, 4, 6]),
        number_column=rng.random() < 0.6,
        two_levels=rng.random() < 0.6,
        code_apart=rng.random() < 0.5,
        marks=rng.choice(["X", "x"]),
        furniture=rng.random() < 0.7,
        groups=rng.choice([2, 4, 8]),
        spread=rng.random() < 0.3,
    )


def test_rows_over_random_layouts():
    """Ruled plans are read without a fault; others, in all, with hardly one."""
    right = {True: 0, False: 0}
    total = {True: 0, False: 0}
    amounts_lost = []
    for seed in range(FIRST_SEED, FIRST_SEED + PLANS):
        look = random_look(random.Random(seed))
        plan = sheet(seed, look)
        rows, _ = body_rows(plan)
        ruled = look.drawn is Drawn.RULED
        right[ruled] += rows_right(plan.rows, rows)
        total[ruled] += len(plan.rows)
        if sorted(row[-1] for row in plan.rows if row[-1]) != sorted(
            row[-1] for row in rows if row[-1]
        ):
            amounts_lost.append((seed, look))
    assert right[True] >= RULED_RIGHT * total[True]
    assert right[False] >= BARE_RIGHT * total[False]
    assert not amounts_lost
