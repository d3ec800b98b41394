"""No room, no right, no peace: OUT stays as it was, and one sentence says what to do."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.errors import ExitCode
from pipeline.publish.folder import staged
from tests.faults.test_kills import contents

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "raw" / "plan_trimestriel_2024.txt"

pytestmark = pytest.mark.long


def extract(
    out: Path, cache: Path, limit: Callable[[], None] = lambda: None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "extract", str(SAMPLE), "--out", str(out)]
    return subprocess.run(
        [*command, "--lang", "en", "--workers", "1"],
        env={**os.environ, "TOTAUX_CACHE": str(cache)},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
    )


def refused(done: subprocess.CompletedProcess[str], reason: str) -> None:
    assert done.returncode == ExitCode.OUTPUT, done.stderr
    assert reason in done.stderr
    assert done.stderr.strip().endswith("nothing was changed.")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@contextmanager
def small_disk(path: Path, options: str) -> Iterator[Path]:
    path.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)], capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting is for root")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


@pytest.mark.parametrize("kilobytes", [1, 8, 32, 64, 100])
def test_a_full_disk(tmp_path: Path, kilobytes: int) -> None:
    """Room for the old tables and a part of the new ones, cut off at one place or another."""
    with small_disk(tmp_path / "disk", "size=4m") as disk:
        out = disk / "tables"
        assert extract(out, tmp_path / "cache").returncode == 0
        before = contents(out)
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "ballast").write_bytes(bytes(free - kilobytes * 1024))
        refused(extract(out, tmp_path / "cache"), "No space left on device")
        assert contents(out) == before
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "tables"]


def test_a_full_disk_under_the_cache_costs_the_cache_only(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=4k") as disk:
        (disk / "ballast").write_bytes(bytes(4096))
        done = extract(tmp_path / "out", disk / "cache")
        assert done.returncode == 0
        assert "TOTAUX_CACHE" in done.stderr
        assert not list(disk.rglob("*.outcome"))


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    limit = 12 * 1024  # less than the table of budget lines

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    out = tmp_path / "tables"
    assert extract(out, tmp_path / "cache").returncode == 0
    before = contents(out)
    refused(extract(out, tmp_path / "cache", small_files), "File too large")
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "tables"]


def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=1m") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        refused(extract(disk / "tables", tmp_path / "cache"), "Read-only file system")


def test_two_runs_at_once(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    with staged(out) as folder:
        (folder / "documents.csv").write_text("the other run's")
        refused(extract(out, tmp_path / "cache"), "Another totaux is writing")
    assert (out / "documents.csv").read_text() == "the other run's"
    assert extract(out, tmp_path / "cache").returncode == 0
