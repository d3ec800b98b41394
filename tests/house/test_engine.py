import os
import time

import pytest

from pipeline.engine import Fault, run_each


def work(task: int) -> int:
    """Negative tasks fail: -1 raises, -2 brings its process down."""
    if task == -1:
        raise ValueError("minus one")
    if task == -2:
        os._exit(9)
    time.sleep(task / 1000)
    return task * task


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_each_result_comes_with_the_index_of_its_task(workers: int) -> None:
    assert dict(run_each(work, [30, 1, 20, 2], workers)) == {0: 900, 1: 1, 2: 400, 3: 4}


def test_no_tasks_give_no_results() -> None:
    assert list(run_each(work, [], 2)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_costs_its_own_task_only(workers: int) -> None:
    came = list(run_each(work, [1, -1, 2, -2, 3, 4, 5, 6], workers))
    results = [result for _, result in sorted(came, key=lambda pair: pair[0])]
    assert [isinstance(result, Fault) for result in results] == [0, 1, 0, 1, 0, 0, 0, 0]
    assert results[::2] == [1, 4, 9, 25]
    raised, died = results[1], results[3]
    assert isinstance(raised, Fault)
    assert isinstance(raised.error, ValueError)
    assert died == Fault(None)
    assert len(came) == 8
