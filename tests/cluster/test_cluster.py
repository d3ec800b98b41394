"""A run on a Dask cluster: the same bytes as here, whatever becomes of its workers.

`TOTAUX_CLUSTER_KILLS` sets how many runs lose a worker (4), `TOTAUX_SEED` the first random
number (0).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extractors import extract_source
from extractors.errors import ClusterError, ExitCode
from extractors.limits import STANDARD, Limits
from extractors.plan import Plan
from extractors.source import Source
from pipeline.cache import code_version
from pipeline.cluster import run_on_cluster
from pipeline.engine import Cause, Fault
from pipeline.outcome import Outcome
from pipeline.run import Settings, Watch, run
from tests.cluster.cluster import ROOT, LocalCluster, cluster, descendants, is_running, kill_group
from tests.faults.test_kills import contents
from tests.house import stub
from tests.house.test_engine import FAULTS, HANGS, by_name, require_told

pytest.importorskip("distributed", reason="Dask is not installed: make test-long installs it")
from distributed import Client

from pipeline.cluster.plugin import Readers, Work, read

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("TOTAUX_CLUSTER_KILLS", "4"))
SEED = int(os.environ.get("TOTAUX_SEED", "0"))
SLOW = 0.15  # seconds a document, so that a worker has one in hand when it is killed
KINDS = ("plan", "raise", "die", "partly", "huge", "twice", "unlabelled")


def slowly(source: Source) -> Plan:
    time.sleep(SLOW)
    return stub.read(source)


def settings_for(folder: Path, count: int = 14) -> Settings:
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for number in range(count):
        (raw / f"{number:02}.txt").write_text(f"{KINDS[number % len(KINDS)]} {number}")
    return Settings((raw,), folder / "here", workers=2, extract=slowly)


def on(made: LocalCluster, settings: Settings, out: str = "there") -> Settings:
    return replace(settings, cluster=made.address, out=settings.out.with_name(out))


class Counting(Watch):
    """Calls `at` when that many documents are done."""

    def __init__(self, count: int, at: Callable[[], None]) -> None:
        self._left = count
        self._at = at

    def advance(self, _: Outcome, *, recalled: bool) -> None:  # noqa: ARG002
        self._left -= 1
        if not self._left:
            self._at()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers, one of them with two threads, that no test may end."""
    with cluster(tmp_path_factory.mktemp("dask"), workers=1, threads=2) as made:
        made.add_worker("--no-nanny")
        yield made


def test_the_samples_give_the_same_bytes_as_here(lasting: LocalCluster, tmp_path: Path) -> None:
    here = Settings((ROOT / "data" / "raw",), tmp_path / "here", extract=extract_source)
    run(here, Watch())
    run(on(lasting, here), Watch())
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_failures_cost_their_own_document_only(lasting: LocalCluster, tmp_path: Path) -> None:
    here = settings_for(tmp_path)
    local = run(here, Watch())
    report = run(on(lasting, here), Watch())
    assert report == local
    assert report.exit_code(None) is ExitCode.SOME_FAILED
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.parametrize(
    ("faults", "limits"), [(FAULTS, Limits(memory=512)), (HANGS, Limits(seconds=2))]
)
def test_causes_are_told_as_here(
    lasting: LocalCluster, faults: dict[str, Fault | Cause], limits: Limits
) -> None:
    address = lasting.address
    require_told(faults, lambda tasks: run_on_cluster(by_name, tasks, address, limits=limits))


def test_no_process_stays_after_a_run(lasting: LocalCluster) -> None:
    running = run_on_cluster(by_name, ["a", "spin", "spin", "spin"], lasting.address)
    assert next(running) == (0, "a")
    started = time.monotonic()
    running.close()
    assert time.monotonic() - started < 10  # it would spin for five minutes
    until = time.monotonic() + 20
    while left := [line for worker in lasting.workers for line in ours(worker.pid).values()]:
        assert time.monotonic() < until, left
        time.sleep(0.1)


def ours(pid: int) -> dict[int, str]:
    """Processes below a Dask worker that supervise, and what they have started."""
    return {
        child: line
        for supervisor, own in descendants(pid).items()
        if "pipeline.cluster.supervisor" in own
        for child, line in {supervisor: own, **descendants(supervisor)}.items()
    }


def test_killed_workers_cost_nothing(tmp_path: Path) -> None:
    here = settings_for(tmp_path)
    run(here, Watch())
    wanted = contents(here.out)
    random = Random(SEED)
    print(f"\nTOTAUX_SEED={SEED} TOTAUX_CLUSTER_KILLS={KILLS}", end="")
    with cluster(tmp_path / "dask") as made:
        made.add_worker()  # with a nanny, which starts it anew
        for number in range(KILLS):
            victim = random.choice(made.workers)
            part = random.choice((whole, dask_only, supervisor))
            timer = threading.Timer(random.uniform(0, 2 * SLOW), part, [victim])
            watch = Counting(random.randrange(1, 12), timer.start)
            run(on(made, here), watch)
            timer.join()
            print(f"\n{number}: {part.__name__}", end="")
            assert contents(tmp_path / "there") == wanted
            if victim.poll() is not None:
                made.workers.remove(victim)
                made.add_worker("--no-nanny")


def whole(worker: subprocess.Popen[bytes]) -> None:
    """The machine goes down."""
    pids = [worker.pid, *descendants(worker.pid)]
    kill_group(worker)
    until = time.monotonic() + 20
    while any(map(is_running, pids)):
        assert time.monotonic() < until, "a process has outlived its worker"
        time.sleep(0.05)


def dask_only(worker: subprocess.Popen[bytes]) -> None:
    """The worker's own process; where there is a nanny, it starts another."""
    below = descendants(worker.pid)
    children = [pid for pid, line in below.items() if "spawn_main" in line]
    os.kill(min(children, default=worker.pid), signal.SIGKILL)


def supervisor(worker: subprocess.Popen[bytes]) -> None:
    """Ours beside it, if it has one yet."""
    for pid, line in ours(worker.pid).items():
        if "pipeline.cluster.supervisor" in line:
            os.kill(pid, signal.SIGKILL)
            return


def test_without_workers_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster.client._ALONE", 3.0)
    with cluster(tmp_path / "dask", workers=0) as made, pytest.raises(ClusterError) as told:
        list(run_on_cluster(by_name, ["a"], made.address))
    assert told.value.key == "cluster-no-workers"


def test_losing_all_workers_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = settings_for(tmp_path)
    with cluster(tmp_path / "dask", workers=1) as made:

        def kill() -> None:
            # Only now: a worker may take longer than that to start.
            monkeypatch.setattr("pipeline.cluster.client._ALONE", 3.0)
            kill_group(made.workers[0])

        with pytest.raises(ClusterError) as told:
            run(replace(on(made, here), cache=tmp_path / "cache"), Counting(3, kill))
        monkeypatch.undo()
        assert told.value.key == "cluster-no-workers"
        assert not (tmp_path / "there").exists()
        # What was read is kept.
        made.add_worker("--no-nanny")
        recalled = Recalled()
        run(replace(on(made, here), cache=tmp_path / "cache"), recalled)
    assert recalled.count
    run(here, Watch())
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


class Recalled(Watch):
    count = 0

    def advance(self, _: Outcome, *, recalled: bool) -> None:
        self.count += recalled


def test_losing_the_scheduler_ends_the_run(tmp_path: Path) -> None:
    here = settings_for(tmp_path)
    with cluster(tmp_path / "dask", workers=1) as made:
        watch = Counting(3, lambda: kill_group(made.scheduler))
        started = time.monotonic()
        with pytest.raises(ClusterError) as told:
            run(on(made, here), watch)
        assert told.value.key == "cluster-lost"
        assert time.monotonic() - started < 60
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{closed}", "nowhere://at-all", "tcp://"])
def test_an_address_where_no_scheduler_is(address: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    with pytest.raises(ClusterError) as told:
        list(run_on_cluster(by_name, ["a"], address.format(closed=closed)))
    assert told.value.key == "cluster-unreachable"


def test_a_worker_of_another_version_is_refused(
    lasting: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cache.files_digest", lambda _: b"other")
    code_version.cache_clear()
    try:
        with pytest.raises(ClusterError) as told:
            list(run_on_cluster(by_name, ["a"], lasting.address))
    finally:
        code_version.cache_clear()
    assert told.value.key == "cluster-other-version"


def test_a_worker_of_another_version_that_comes_late_reads_nothing(lasting: LocalCluster) -> None:
    readers = Readers("late", Work(by_name, nullcontext, STANDARD))
    readers._version = "other"
    with Client(lasting.address) as client:
        client.register_plugin(readers)
        told = client.submit(read, "late", "a").result()
        assert isinstance(told, ClusterError)
        assert told.key == "cluster-other-version"
        client.unregister_worker_plugin("late")


def test_a_worker_that_does_not_see_the_folder_is_refused(lasting: LocalCluster) -> None:
    # The worker's own folder has none of that name: paths reach it absolute or not at all.
    with pytest.raises(ClusterError) as told:
        list(run_on_cluster(by_name, ["a"], lasting.address, shared=[Path("elsewhere/plans")]))
    assert told.value.key == "cluster-no-path"


def test_a_connection_that_is_slow_to_close_costs_nothing(
    lasting: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Client.close

    def slowly_closed(client: Client, timeout: float) -> None:
        close(client, timeout)
        raise TimeoutError

    monkeypatch.setattr(Client, "close", slowly_closed)
    assert list(run_on_cluster(by_name, ["a"], lasting.address)) == [(0, "a")]


def test_ctrl_c_ends_at_once(lasting: LocalCluster, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(8):
        content = (ROOT / "data" / "raw" / "plan_trimestriel_2024.txt").read_text()
        (raw / f"{number}.txt").write_text(f"{content}\n{number}\n")
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(raw),
        "--out",
        str(tmp_path / "out"),
    ]
    command += ["--cluster", lasting.address, "--json-log"]
    environment = {**os.environ, "TOTAUX_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        assert process.stderr
        while b'"document"' not in (line := process.stderr.readline()):
            assert line
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        rest = process.stderr.read()
        assert process.wait() == 130
    assert time.monotonic() - started < 30
    assert b"Traceback" not in rest
    assert not (tmp_path / "out").exists()
