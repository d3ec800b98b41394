"""A run of `tests.mutants`: TOTAUX_MUTANTS says how many, TOTAUX_MUTANT_SEED from which seed."""

from __future__ import annotations

import os

import pytest

from pipeline.engine import default_workers
from tests.mutants import SAMPLES, check, mutant

SEED = int(os.environ.get("TOTAUX_MUTANT_SEED", "1"))
COUNT = int(os.environ.get("TOTAUX_MUTANTS", "2000"))
BATCH = 250


def test_a_mutant_is_the_same_for_the_same_seed_and_differs_from_its_sample() -> None:
    made = [mutant(SEED, number) for number in range(50)]
    assert made == [mutant(SEED, number) for number in range(50)]
    assert sum(data not in SAMPLES for data in made) > 40
    assert made != [mutant(SEED + 1, number) for number in range(50)]


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_no_mutant_stops_hangs_or_gets_lost(first: int) -> None:
    print(f"seed {SEED}, mutants from {first}")
    told = check(SEED, range(first, min(first + BATCH, COUNT)), workers=default_workers())
    assert told.wrong == ()
