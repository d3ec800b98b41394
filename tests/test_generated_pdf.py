"""Generated plans typeset as PDF: how much of them is read right, layout by layout together.

The floors are what the reader reaches today (docs/pdf.md has the figures), not what it should:
raise them as it gets better. TOTAUX_PDF_SEEDS says how many plans (200), TOTAUX_SEED_BASE from
which seed.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.generator.pdf import print_pdf
from tests.generator.score import Failure, compare

pytestmark = pytest.mark.long

COUNT = int(os.environ.get("TOTAUX_PDF_SEEDS", "200"))
BASE = int(os.environ.get("TOTAUX_SEED_BASE", "0"))

# Share of printed rows whose figures (activity, marks, totals) are all right, in per cent.
FLOORS = {"amounts": 99.5, "activity": 99.5, "marks": 99.0, "totals": 99.5}


@pytest.fixture(scope="module")
def tally() -> tuple[Counter[str], Counter[str], list[tuple[int, Failure]]]:
    """Rows that have each thing, rows where it is wrong, and all failures."""
    print(f"seeds {BASE} to {BASE + COUNT - 1}")
    having: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    failures = []
    for seed in range(BASE, BASE + COUNT):
        printed = print_pdf(seed)
        for row in printed.truth.rows:
            having["amounts"] += bool(row.amounts)
            having["activity"] += row.activity is not None
            having["marks"] += row.activity is not None and bool(row.activity.marks)
            having["totals"] += bool(row.totals)
        found = compare(printed)
        failures += [(seed, failure) for failure in found]
        wrong.update(failure.category for failure in found)
    print({key: f"{100 - 100 * wrong[key] / having[key]:.2f} %" for key in FLOORS})
    return having, wrong, failures


@pytest.mark.parametrize("thing", sorted(FLOORS))
def test_share_read_right(thing: str, tally: tuple[Counter[str], Counter[str], object]) -> None:
    having, wrong, _ = tally
    assert 100 - 100 * wrong[thing] / having[thing] >= FLOORS[thing]


def test_nothing_crashes(tally: tuple[object, object, list[tuple[int, Failure]]]) -> None:
    assert [each for each in tally[2] if each[1].category == "crash"] == []
