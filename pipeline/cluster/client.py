"""The side of the run: hands tasks to a Dask scheduler, a few at a time, and hears of each."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from distributed import Client, Future, KilledWorker, wait

from extractors.errors import ClusterError
from pipeline.cache import code_version
from pipeline.cluster.plugin import Readers, Work, first_missing, read
from pipeline.worker import Cause, Fault

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

# Tasks under way for each thread of the cluster: one that is read, one that waits beside it.
_AHEAD = 2
# Seconds: to reach the scheduler; between two looks at the workers; without any worker.
_CONNECT = 10.0
_LOOK = 5.0
_ALONE = 60.0


def run_tasks(
    work: Work[TaskT, ResultT], tasks: Iterable[TaskT], address: str, shared: Sequence[Path]
) -> Iterator[tuple[int, ResultT | Fault]]:
    """See `pipeline.cluster.run_on_cluster`."""
    with _Cluster(address) as cluster:
        cluster.prepare(work, shared)
        for index, task in enumerate(tasks):
            while cluster.busy:
                yield from cluster.results()
            cluster.submit(index, task)
        while cluster.under_way:
            yield from cluster.results()


class _Cluster:
    """A connection to the scheduler, and the tasks that workers have in hand with their indices."""

    def __init__(self, address: str) -> None:
        self.under_way: dict[Future, int] = {}
        self._address = address
        self._plugin = f"totaux-{secrets.token_hex(8)}"
        self._threads = 0
        self._seen = time.monotonic()
        # What goes wrong is told once, by an error.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=_CONNECT)
        except (OSError, ValueError, AssertionError) as error:
            # Asserted by Dask: that a thread of its own has started within ten seconds.
            reason = str(error) or "overloaded"
            raise ClusterError("cluster-unreachable", address=address, reason=reason) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of the run remains on the workers."""
        # The scheduler is gone, or never had the plugin.
        with suppress(CancelledError, OSError, ValueError):
            self._client.cancel(list(self.under_way), force=True)
            self._client.unregister_worker_plugin(self._plugin)
        with suppress(OSError):  # it takes longer: what was read is read
            self._client.close(_LOOK)

    def prepare(self, work: Work[Any, Any], shared: Sequence[Path]) -> None:
        """Give all workers, also those that come later, what they need for the run."""
        with self._told():
            try:
                self._client.wait_for_workers(1, _ALONE)
                versions = self._client.run(code_version)
                missing = self._client.run(first_missing, shared)
            except TimeoutError as error:
                raise self._no_workers() from error
            except ImportError as error:
                raise ClusterError("cluster-other-version", worker=self._address) from error
            for worker, version in versions.items():
                if version != code_version():
                    raise ClusterError("cluster-other-version", worker=worker)
            for worker, path in missing.items():
                if path:
                    raise ClusterError("cluster-no-path", worker=worker, path=str(path))
            self._client.register_plugin(Readers(self._plugin, work))
            self._look()

    @property
    def busy(self) -> bool:
        """Whether the workers have tasks enough."""
        return len(self.under_way) >= _AHEAD * max(1, self._threads)

    def submit(self, index: int, task: object) -> None:
        """Hand over a task."""
        # Not pure: Dask would take two tasks that look the same for one.
        self.under_way[self._client.submit(read, self._plugin, task, pure=False)] = index

    def results(self) -> list[tuple[int, Any]]:
        """What has come, within some seconds."""
        results = []
        with self._told():
            with suppress(TimeoutError):
                for future in wait(list(self.under_way), _LOOK, FIRST_COMPLETED).done:
                    results.append((self.under_way[future], self._result(future)))
                    del self.under_way[future]
            self._look()
        return results

    def _result(self, future: Future) -> object:
        """TimeoutError where the worker that has it is gone: another one makes it again."""
        try:
            result = future.result(_LOOK)
        except KilledWorker:
            # Several workers have ended while they had it.
            return Fault(Cause.KILLED)
        if isinstance(result, ClusterError):
            raise result
        return result

    def _look(self) -> None:
        """Count the threads. ClusterError where there has been none for long."""
        self._threads = sum(self._client.nthreads().values())
        if self._threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _ALONE:
            raise self._no_workers()

    def _no_workers(self) -> ClusterError:
        return ClusterError("cluster-no-workers", address=self._address)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell a person where the scheduler is lost."""
        try:
            yield
        except (CancelledError, OSError) as error:
            raise ClusterError("cluster-lost", address=self._address, reason=str(error)) from error
