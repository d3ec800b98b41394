"""Many tasks on many machines: the same as `pipeline.engine`, on a Dask cluster.

Each thread of a Dask worker has a process of ours beside it that supervises the reading of one
document after the other, as on one machine: one that hangs or crashes takes no Dask worker with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from extractors.errors import ClusterError
from extractors.limits import STANDARD, Limits
from pipeline.worker import Fault

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


def run_on_cluster(
    function: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT],
    address: str,
    *,
    bring: Callable[[TaskT], AbstractContextManager[TaskT]] = nullcontext,
    shared: Sequence[Path] = (),
    limits: Limits = STANDARD,
) -> Iterator[tuple[int, ResultT | Fault]]:
    """Run `function` over `tasks` on the cluster whose scheduler is at `address` (tcp://host:port).

    `bring` makes of a task one whose files are at hand, on the machine that reads it and outside
    the process that reads; all machines must have the paths `shared`.

    Gives what `pipeline.engine.run_each` gives. ClusterError where scheduler or workers cannot be
    reached, run another version of Totaux, lack a path or room on their disk, or are lost half-way;
    a worker that is lost while others remain costs nothing: they take over its tasks.
    """
    if find_spec("distributed") is None:
        raise ClusterError("no-cluster-extra")
    from pipeline.cluster.client import run_tasks
    from pipeline.cluster.plugin import Work

    return run_tasks(Work(function, bring, limits), tasks, address, shared)
