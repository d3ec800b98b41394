"""What the user may not read or write: told of each, and the rest goes on."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
PLAN = (ROOT / "data" / "raw" / "note_narrative_liptako.txt").read_bytes()

pytestmark = pytest.mark.long

_DROP = 24  # prctl: PR_CAPBSET_DROP
_RIGHTS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def as_others_are() -> None:
    """Root without its right to everybody's files; the same for everybody else."""
    libc = ctypes.CDLL(None)
    for right in _RIGHTS:
        libc.prctl(_DROP, right, 0, 0, 0)


def extract(
    raw: Path, out: Path, cache: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(out)]
    done = subprocess.run(
        [*command, "--lang", "en", "--workers", "1"],
        env={**os.environ, "TOTAUX_CACHE": str(cache), **environment},
        preexec_fn=as_others_are,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "open.txt").write_bytes(PLAN)
    return folder


def test_a_file_costs_itself_only(raw: Path, tmp_path: Path) -> None:
    (raw / "closed.txt").write_bytes(PLAN + b"2")
    (raw / "closed.txt").chmod(0)
    done = extract(raw, tmp_path / "out", tmp_path / "cache")
    assert done.returncode == ExitCode.SOME_FAILED
    rows = (tmp_path / "out" / "documents.csv").read_text().splitlines()[1:]
    assert len(rows) == 2
    [closed] = [row for row in rows if "closed.txt" in row]
    assert "Permission denied" in closed
    assert not list((tmp_path / "cache").rglob("*.outcome"))[1:]  # the other one's


def test_a_folder_among_the_documents_ends_the_run(raw: Path, tmp_path: Path) -> None:
    (raw / "closed").mkdir(mode=0)
    done = extract(raw, tmp_path / "out", tmp_path / "cache")
    assert done.returncode == ExitCode.INPUT
    assert "closed" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_tables_may_not_go_to(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    done = extract(raw, home / "out", tmp_path / "cache")
    assert done.returncode == ExitCode.OUTPUT
    assert "Permission denied" in done.stderr
    assert not list(home.iterdir())


def test_a_cache_that_may_not_be_kept(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o555)
    done = extract(raw, tmp_path / "out", tmp_path / "cache")
    assert done.returncode == ExitCode.OK
    assert "TOTAUX_CACHE" in done.stderr
    assert (tmp_path / "out" / "documents.csv").exists()


def test_a_temporary_folder_of_a_long_name(raw: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    done = extract(raw, tmp_path / "out", tmp_path / "cache", TMPDIR=str(folder))
    assert done.returncode == ExitCode.INPUT
    assert "TMPDIR" in done.stderr
    assert not (tmp_path / "out").exists()
