"""SIGKILL at random moments: OUT is the old result or the new one, and nothing is read twice.

`TOTAUX_KILLS` sets how many (100), `TOTAUX_SEED` the first random number (0).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from extractors.errors import Language
from tests.faults import victim

KILLS = int(os.environ.get("TOTAUX_KILLS", "100"))
SEED = int(os.environ.get("TOTAUX_SEED", "0"))
DOCUMENTS = 12
ROOT = Path(__file__).resolve().parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@contextmanager
def started(raw: Path, out: Path, cache: Path, language: Language) -> Iterator[subprocess.Popen]:  # type: ignore[type-arg]
    command = [sys.executable, "-m", victim.__name__, *map(str, (raw, out, cache)), language]
    # A group of its own, so that processes whose parent is dead can be looked for and ended.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )
    # Should a process of it outlive it, the pipe would never end.
    limit = threading.Timer(60, os.killpg, (process.pid, signal.SIGKILL))
    limit.start()
    try:
        yield process
    finally:
        limit.cancel()
        process.kill()
        process.wait()


def lines_until(process: subprocess.Popen, mark: str) -> Iterator[str]:  # type: ignore[type-arg]
    assert process.stdout
    for line in process.stdout:
        yield line.strip()
        if line.strip() == mark:
            return


def spans(raw: Path, folder: Path) -> tuple[float, float]:
    """Seconds that a whole run reads and publishes here and now."""
    with started(raw, folder / "out", folder / "cache", Language.FRENCH) as process:
        list(lines_until(process, "begin"))
        begin = time.monotonic()
        list(lines_until(process, "publish"))
        publish = time.monotonic()
        assert list(lines_until(process, "end"))[-1] == "end"
        return publish - begin, time.monotonic() - publish


@pytest.mark.long
def test_killed_at_random_moments(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(DOCUMENTS):
        (raw / f"{number:02}.txt").write_text(f"plan {number}")
    whole: dict[Language, dict[str, bytes]] = {}
    for language in Language:
        with started(raw, tmp_path / language, tmp_path / "apart", language) as process:
            assert process.wait() == 0
        whole[language] = contents(tmp_path / language)
    assert whole[Language.FRENCH] != whole[Language.ENGLISH]
    reading, publishing = spans(raw, tmp_path / "measured")

    print(f"\nTOTAUX_SEED={SEED} TOTAUX_KILLS={KILLS}; reading takes {reading:.2f} s", end="")
    random = Random(SEED)
    home = tmp_path / "home"
    out, cache = home / "tables", tmp_path / "cache"
    shutil.copytree(tmp_path / Language.FRENCH, out)
    now, wanted = Language.FRENCH, Language.ENGLISH
    known: set[str] = set()
    killed = replaced = unfinished = 0
    while killed < KILLS:
        # Half of the kills among the documents, half while the tables are written and moved.
        mark, span = random.choice((("begin", reading), ("publish", publishing)))
        with started(raw, out, cache, wanted) as process:
            said = list(lines_until(process, mark))
            timer = threading.Timer(random.uniform(0, span * 1.1), process.kill)
            timer.start()
            said += lines_until(process, "end")
            timer.join()
            died = process.wait() == -signal.SIGKILL
        read = {line.split()[1] for line in said if line.startswith("read ")}
        recalled = {line.split()[1] for line in said if line.startswith("recalled ")}
        assert not read & known, "read twice"
        if "publish" in said:
            assert known <= recalled
        known |= read
        found = contents(out)
        assert found in (whole[now], whole[wanted])
        assert found == whole[wanted] or died
        killed += died
        unfinished += found != whole[wanted]
        if found == whole[wanted]:
            replaced += 1
            now, wanted = wanted, now
            known = set()
            shutil.rmtree(cache)
    with started(raw, out, cache, wanted) as process:
        assert process.wait() == 0
    assert contents(out) == whole[wanted]
    assert [path.name for path in home.iterdir()] == ["tables"], "leftovers of killed runs"
    print(f"; {killed} kills: {unfinished} left the old tables, {replaced} runs the new ones")
    assert unfinished
    assert replaced


@pytest.mark.long
def test_processes_of_a_killed_run_end(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(200):
        (raw / f"{number:03}.txt").write_text(f"plan {number}")
    with started(raw, tmp_path / "out", tmp_path / "cache", Language.FRENCH) as process:
        next(line for line in lines_until(process, "end") if line.startswith("read"))
    until = time.monotonic() + 20
    while _alive(process.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _alive(process.pid)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
