"""Many tasks on local processes; a task that brings its process down costs itself only."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Fault:
    """A task that gave no result: what it raised, None where its process died."""

    error: BaseException | None


def default_workers() -> int:
    """One process for each processor that this one may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_each(
    function: Callable[[TaskT], ResultT],
    tasks: Sequence[TaskT],
    workers: int,
) -> Iterator[tuple[int, ResultT | Fault]]:
    """Run `function` over `tasks`; give each one's index and result as soon as it has one.

    Every index comes once, in no order; what comes with it is the same whichever process took it.
    """
    waiting = deque(range(len(tasks)))
    while waiting:
        in_flight: dict[Future[ResultT], int] = {}
        with _pool(min(workers, len(waiting))) as pool:
            broken = False
            while not broken and (waiting or in_flight):
                # One task in hand and one in reach for each process: none idles, and no more than
                # these come under suspicion when one of them brings its process down.
                while waiting and len(in_flight) < 2 * workers:
                    index = waiting.popleft()
                    in_flight[pool.submit(function, tasks[index])] = index
                for future in wait(in_flight, return_when=FIRST_COMPLETED).done:
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        broken = True
                        continue
                    yield in_flight.pop(future), _fault(error) or future.result()
        # A process that dies takes along tasks that did no harm; alone, each shows what it does.
        for index in sorted(in_flight.values()):
            with _pool(1) as pool:
                future = pool.submit(function, tasks[index])
                yield index, _fault(future.exception()) or future.result()


def _fault(error: BaseException | None) -> Fault | None:
    if error is None:
        return None
    return Fault(None if isinstance(error, BrokenProcessPool) else error)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not a fork of this process, which has threads (the progress bar) that a fork would cut off.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["pipeline.work", "extractors.plans.gazetteer"])
    return ProcessPoolExecutor(workers, context, _leave_interrupts)


def _leave_interrupts() -> None:
    """Ctrl-C is for the parent, which ends the pool; its children would each print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
