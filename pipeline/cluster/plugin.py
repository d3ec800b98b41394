"""The side of a Dask worker: what it keeps for a run, and how it has a task done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Generic, TypeVar

from distributed import Worker, WorkerPlugin, get_worker

from extractors.errors import ClusterError
from extractors.limits import Limits
from pipeline.cache import code_version
from pipeline.worker import Cause, Fault

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# A supervisor holds no document: that one was killed is no document's fault.
_ATTEMPTS = 2
_PATIENCE = 5.0  # seconds that a process may take to end by itself


@dataclass(frozen=True, slots=True)
class Work(Generic[TaskT, ResultT]):
    """What is done with each task: see `pipeline.cluster.run_on_cluster`."""

    function: Callable[[TaskT], ResultT]
    bring: Callable[[TaskT], AbstractContextManager[TaskT]]
    limits: Limits


class Readers(WorkerPlugin):  # type: ignore[misc] # distributed has no types
    """What one run needs on each worker, also on those that join later.

    Holds the work, and a supervising process for each thread that has a task.
    """

    def __init__(self, name: str, work: Work[Any, Any]) -> None:
        self.name = name
        self._work = work
        self._version = code_version()

    def setup(self, worker: Worker) -> None:
        """Begin with no process."""
        self._address = worker.address
        self._of_thread: dict[int, _Supervisor] = {}
        self._lock = Lock()
        self._over = False

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's signature
        """End all processes, whatever they do."""
        with self._lock:
            self._over = True
            for supervisor in self._of_thread.values():
                supervisor.end()

    def read(self, task: Any) -> Any:
        """The function's result for a task, its Fault, or a ClusterError: what ends the run."""
        if code_version() != self._version:
            # What it read would not be the same.
            return ClusterError("cluster-other-version", worker=self._address)
        try:
            with self._work.bring(task) as near:
                return self._supervised(near)
        except OSError as error:
            reason = error.strerror or str(error)
            return ClusterError("cluster-no-room", worker=self._address, reason=reason)

    def _supervised(self, task: Any) -> Any:
        for _ in range(_ATTEMPTS):
            if (supervisor := self._supervisor()) is None:
                break
            try:
                return supervisor.run(task)
            except (EOFError, ConnectionError):
                self._drop(supervisor)
        return Fault(Cause.KILLED)

    def _supervisor(self) -> _Supervisor | None:
        """The process of this thread; None where the run is over."""
        with self._lock:
            if self._over:
                return None
            supervisor = self._of_thread.get(get_ident())
            if supervisor is None:
                supervisor = self._of_thread[get_ident()] = _Supervisor(self._work)
            return supervisor

    def _drop(self, supervisor: _Supervisor) -> None:
        """Somebody has ended the process of this thread."""
        with self._lock:
            if not self._over:
                del self._of_thread[get_ident()]
                supervisor.end()


def read(name: str, task: Any) -> Any:
    """Have a task done by the plugin of that name: what Dask calls."""
    return get_worker().plugins[name].read(task)


def first_missing(paths: Sequence[Path]) -> Path | None:
    """The first of the paths that this machine does not have."""
    return next((path for path in paths if not path.exists()), None)


class _Supervisor:
    """A process that runs `pipeline.cluster.supervisor`, and the pipe to it."""

    def __init__(self, work: Work[Any, Any]) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very interpreter
                [sys.executable, "-m", "pipeline.cluster.supervisor", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                process_group=0,  # Ctrl-C is for the Dask worker, whose end ends this one
            )
        self._connection.send((work.function, work.limits))

    def run(self, task: Any) -> Any:
        """The result of a task. EOFError or ConnectionError where the process has ended."""
        self._connection.send(task)
        return self._connection.recv()

    def end(self) -> None:
        """End the process, and those that it has started."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._process.kill()
        self._process.wait()
        # Last: a thread may be waiting at it.
        self._connection.close()
