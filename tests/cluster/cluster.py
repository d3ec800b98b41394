"""A real Dask scheduler and real workers on loopback, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = 60.0  # seconds


class LocalCluster:
    """What `dask scheduler` and `dask worker` would start, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        note = folder / "scheduler.json"
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(note)
        )
        until = time.monotonic() + START
        while not note.exists() or not note.read_text():
            assert self.scheduler.poll() is None, self.log
            assert time.monotonic() < until
            time.sleep(0.05)
        self.address: str = json.loads(note.read_text())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def log(self) -> str:
        return "".join(path.read_text() for path in self._folder.glob("*.log"))

    def add_worker(self, *options: str, threads: int = 1) -> subprocess.Popen[bytes]:
        own = self._folder / f"worker{self._count}"
        worker = self._start(
            "distributed.cli.dask_worker",
            self.address,
            *("--nthreads", str(threads), "--local-directory", str(own), *options),
        )
        self.workers.append(worker)
        return worker

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        self._count += 1
        with (self._folder / f"{self._count}.log").open("wb") as log:
            # A group of its own, so that nanny and worker can be killed together.
            return subprocess.Popen(
                [sys.executable, "-m", module, "--no-dashboard", "--host", "127.0.0.1", *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to all processes of the group; those in groups of their own have to notice."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


@contextmanager
def cluster(folder: Path, *, workers: int = 2, threads: int = 1) -> Iterator[LocalCluster]:
    folder.mkdir(exist_ok=True)
    made = LocalCluster(folder)
    try:
        for _ in range(workers):
            made.add_worker("--no-nanny", threads=threads)
        yield made
    finally:
        made.close()


def descendants(pid: int) -> dict[int, str]:
    """The processes below one, and their command lines (Linux)."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(") ")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            parents[int(stat.parent.name)] = int(parent)
    below: dict[int, str] = {}
    grown = True
    while grown:
        found = {child for child, parent in parents.items() if parent == pid or parent in below}
        grown = not found <= set(below)
        for child in found - set(below):
            try:
                line = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                line = b""
            below[child] = line.replace(b"\0", b" ").decode()
    return below


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
