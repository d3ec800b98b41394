"""Many tasks on local processes; a task that hangs, or brings its process down, costs itself only.

Each process has a pipe of its own and shares no lock with another, so that it can be killed at any
moment: pools that share queues (the standard library's, loky, pebble) break, or wait for seconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Generic, TypeVar

from extractors.errors import InputError
from extractors.limits import STANDARD, Limits
from pipeline.worker import Cause, Ended, Fault, serve

__all__ = ["Cause", "Fault", "Isolated", "default_workers", "run_each", "run_one"]

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# Seconds that a new process may take before it begins its first task: the first one of all imports
# what the others then share.
_START = 120.0
# Seconds that a process whose pipe is closed may take to end.
_END = 1.0
# Bytes of the temporary folder's path: with the socket's own 32, the 103 that all systems take.
_LONGEST = 71


def default_workers() -> int:
    """One process for each processor that this one may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_each(
    function: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT],
    workers: int,
    limits: Limits = STANDARD,
) -> Iterator[tuple[int, ResultT | Fault]]:
    """Run `function` over `tasks`; give each one's index and result as soon as it has one.

    Every index comes once, in no order; what comes with it is the same whichever process took it.
    Where the caller stops half-way, all processes are killed at once.
    """
    waiting = enumerate(tasks)
    busy: dict[Connection, _Worker[TaskT, ResultT]] = {}

    def take_up(worker: _Worker[TaskT, ResultT] | None) -> None:
        """Give the next task to this worker, or to a new one."""
        task = next(waiting, None)
        if task is not None:
            worker = worker or _Worker(function, limits)
            worker.give(*task)
            busy[worker.connection] = worker
        elif worker:
            worker.dismiss()

    try:
        for _ in range(workers):
            take_up(None)
        while busy:
            soonest = min(worker.deadline for worker in busy.values())
            ready = wait(list(busy), max(0.0, soonest - time.monotonic()))
            for worker in list(busy.values()):
                # Asked anew: what was waited for meanwhile, such as a task, takes nobody's time.
                heard = worker.connection in ready or worker.connection.poll()
                result = worker.hear() if heard else worker.overdue()
                if result is not None:
                    index = worker.index
                    del busy[worker.connection]
                    # Before the caller has the result, so that no process waits for the caller.
                    take_up(worker if worker.usable else None)
                    yield index, result.value
    finally:
        for worker in busy.values():
            worker.dismiss()


def run_one(
    function: Callable[[TaskT], ResultT], task: TaskT, limits: Limits = STANDARD
) -> ResultT | Fault:
    """Run `function` over one task in a process of its own."""
    with closing(Isolated(function, limits)) as process:
        return process.run(task)


class Isolated(Generic[TaskT, ResultT]):
    """A process that runs `function` over task after task, and is replaced when it has ended."""

    def __init__(self, function: Callable[[TaskT], ResultT], limits: Limits) -> None:
        self._function = function
        self._limits = limits
        self._worker: _Worker[TaskT, ResultT] | None = None

    def run(self, task: TaskT) -> ResultT | Fault:
        """What the function makes of the task."""
        worker = self._worker = self._worker or _Worker(self._function, self._limits)
        worker.give(0, task)
        result = None
        while result is None:
            ready = wait([worker.connection], max(0.0, worker.deadline - time.monotonic()))
            result = worker.hear() if ready else worker.overdue()
        if not worker.usable:
            self._worker = None
        return result.value

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._worker:
            self._worker.dismiss()


@dataclass(frozen=True, slots=True)
class _Result(Generic[ResultT]):
    value: ResultT | Fault


class _Worker(Generic[TaskT, ResultT]):
    """A process and the task that it has in hand, from the supervisor's side.

    `usable` says whether it can take another task; `deadline` is on the monotonic clock.
    """

    def __init__(self, function: Callable[[TaskT], ResultT], limits: Limits) -> None:
        self.index = -1
        self.deadline = 0.0
        self.usable = True
        self._limits = limits
        self.connection, theirs = multiprocessing.Pipe()
        with theirs, _no_interrupt():
            self._process = _context().Process(
                target=serve, args=(theirs, function, limits), daemon=True
            )
            self._process.start()

    def give(self, index: int, task: TaskT) -> None:
        """Hand over a task; the process has none."""
        self.index = index
        self.deadline = time.monotonic() + _START
        with suppress(BrokenPipeError, ConnectionResetError):  # it died: soon to be heard
            self.connection.send(task)

    def hear(self) -> _Result[ResultT] | None:
        """What the process has to say: a result, or None where it only took up its task."""
        try:
            message = self.connection.recv()
            if isinstance(message, Ended):
                value = message.fault or self.connection.recv()
                self.usable = not message.last
                return _Result(value)
        except (EOFError, ConnectionResetError):
            return self._lost()
        self.deadline = time.monotonic() + self._limits.seconds
        return None

    def overdue(self) -> _Result[ResultT] | None:
        """The end of a task whose time is over; None where it is not."""
        if time.monotonic() < self.deadline:
            return None
        self.usable = False
        self.dismiss()
        return _Result(Fault(Cause.TIMED_OUT))

    def dismiss(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _lost(self) -> _Result[ResultT]:
        """What became of a process whose pipe is closed."""
        self.usable = False
        self._process.join(_END)
        code = self._process.exitcode
        self.dismiss()
        return _Result(_fault_of(code))


def _fault_of(code: int | None) -> Fault:
    """Why a process ended that had a task: `code` is its exit code, or a signal less than 0."""
    if code is None or code >= 0:
        return Fault(Cause.CRASHED, f"exit code {code}")
    if -code == signal.SIGALRM:
        return Fault(Cause.TIMED_OUT)
    if -code == signal.SIGABRT:
        # What pdfium, and C++ at large, do where memory is refused.
        return Fault(Cause.OUT_OF_MEMORY)
    if -code == signal.SIGKILL:
        return Fault(Cause.KILLED)
    return Fault(Cause.CRASHED, signal.strsignal(-code) or str(-code))


@cache
def _context() -> ForkServerContext | SpawnContext:
    # Not a fork of this process, which has threads (the progress bar) that a fork would cut off.
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    folder = tempfile.gettempdir()
    if len(os.fsencode(folder)) > _LONGEST:
        raise InputError("temporary-too-long", path=folder)
    # No threads in what the workers are forked from.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.work", "extractors.plans.gazetteer"])
    return context


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Processes started here never see Ctrl-C, which is for this one: it ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
