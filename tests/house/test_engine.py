import contextlib
import ctypes
import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from extractors.errors import Language
from extractors.limits import STANDARD, Limits
from pipeline.engine import Cause, Fault, run_each, run_one

ROOT = Path(__file__).resolve().parents[2]
BLOCK = 100_000_000


def work(task: int) -> int:
    """A task of 0 or more lasts that many milliseconds."""
    time.sleep(task / 1000)
    return task * task


def by_name(task: str) -> str:
    """What goes wrong in one process, in Python and beneath it."""
    match task:
        case "raise":
            raise ValueError("minus one")
        case "recurse":
            return by_name(task)
        case "exit":
            os._exit(9)
        case "leave":
            raise SystemExit(3)
        case "interrupt":
            raise KeyboardInterrupt
        case "sleep":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "hang in native code":
            ctypes.CDLL(None).pause()
        case "hang deaf to signals":
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            ctypes.CDLL(None).pause()
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hoard":
            hoard = []
            while True:
                hoard.append(bytearray(BLOCK))
        case "one block":
            return str(len(bytearray(10 * BLOCK)))
        case "native block":
            malloc = ctypes.CDLL(None).malloc
            malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
            if malloc(10 * BLOCK) is None:
                os.abort()  # as C++ does for `new`
        case "unsendable":
            return lambda: None  # type: ignore[return-value]
        case "large":
            return "x" * BLOCK
        case "close":
            os.closerange(3, 100)
    return task


OVERRUN = Fault(Cause.TIMED_OUT)
HANGS = dict.fromkeys(
    ["sleep", "spin", "hang in native code", "hang deaf to signals", "stop"], OVERRUN
)
FAULTS = {
    "raise": Fault(Cause.RAISED, "ValueError: minus one"),
    "recurse": Cause.RAISED,
    "exit": Fault(Cause.CRASHED, "exit code 9"),
    "leave": Fault(Cause.CRASHED, "exit code 3"),
    "interrupt": Cause.CRASHED,
    "segfault": Fault(Cause.CRASHED, "Segmentation fault"),
    "abort": Fault(Cause.OUT_OF_MEMORY),
    "killed": Fault(Cause.KILLED),
    "hoard": Fault(Cause.OUT_OF_MEMORY),
    "one block": Fault(Cause.OUT_OF_MEMORY),
    "native block": Fault(Cause.OUT_OF_MEMORY),
    "unsendable": Cause.RAISED,
    "close": Cause.CRASHED,
}


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_each_task_gives_its_result_once(workers: int) -> None:
    results = list(run_each(work, iter([30, 1, 20, 2]), workers))
    assert sorted(results) == [(0, 900), (1, 1), (2, 400), (3, 4)]


def test_no_tasks_give_no_results() -> None:
    assert list(run_each(work, [], 2)) == []


def test_results_come_as_they_are_ready() -> None:
    assert [index for index, _ in run_each(work, [1500, 0, 0], 2)] == [1, 2, 0]


@pytest.mark.parametrize(
    ("faults", "limits"), [(FAULTS, Limits(memory=512)), (HANGS, Limits(seconds=2))]
)
def test_a_failure_costs_its_own_task_only(
    faults: dict[str, Fault | Cause], limits: Limits
) -> None:
    require_told(faults, lambda tasks: run_each(by_name, tasks, 6, limits))


def require_told(
    faults: dict[str, Fault | Cause],
    run: Callable[[list[str]], Iterator[tuple[int, str | Fault]]],
) -> None:
    """Each task's fault, and between two of them the result of one without."""
    tasks = [task for name in faults for task in (name, f"after {name}")]
    results = dict(run(tasks))
    told = {task: results[index] for index, task in enumerate(tasks)}
    for name, expected in faults.items():
        assert told[f"after {name}"] == f"after {name}"
        fault = told[name]
        assert isinstance(fault, Fault), name
        assert expected in (fault, fault.cause), (name, fault)


def test_a_process_that_closes_its_pipes_is_not_told_as_killed() -> None:
    closed = dict(run_each(by_name, ["close"] * 50, 6)).values()
    assert {result.cause for result in closed if isinstance(result, Fault)} == {Cause.CRASHED}


def test_each_cause_has_a_sentence_of_its_own() -> None:
    for language in Language:
        told = {Fault(cause, "REASON").error(STANDARD).sentence(language) for cause in Cause}
        assert len(told) == len(Cause)
        assert not any("{" in sentence for sentence in told)
        assert sum("REASON" in sentence for sentence in told) == 2
    assert "300 s" in Fault(Cause.TIMED_OUT).error(STANDARD).sentence(Language.FRENCH)
    assert "2048 M" in Fault(Cause.OUT_OF_MEMORY).error(STANDARD).sentence(Language.FRENCH)


def test_a_result_larger_than_a_pipe_comes_whole() -> None:
    assert run_one(by_name, "large") == "x" * BLOCK


def test_a_process_that_holds_much_takes_no_other_task() -> None:
    """What a task has left behind must not change the next one's result."""
    results = dict(run_each(hoard, range(20), 1, Limits(memory=512)))
    assert results == dict.fromkeys(range(20), True)


def test_a_process_that_has_used_arrow_takes_the_next_task() -> None:
    """Second readings use it; a new process each time doubles what plans as PDF take."""
    results = dict(run_each(allocate, range(3), 1))
    assert len(set(results.values())) == 1


def allocate(_: int) -> int:
    """The process that has built an array of Arrow's."""
    import pyarrow as pa  # as late as second readings do

    assert pa.array([1]).nbytes
    return os.getpid()


kept = []


def hoard(_: int) -> bool:
    kept.append(b"x" * (BLOCK // 2))
    return True


def test_whoever_stops_half_way_leaves_no_process_behind() -> None:
    before = set(active_children())
    running = run_each(work, [0, 60_000, 60_000], 2)
    assert next(running) == (0, 0)
    started = time.monotonic()
    running.close()
    assert time.monotonic() - started < 5  # at once: it would take a minute
    assert set(active_children()) <= before


def test_a_process_killed_from_outside_costs_its_task_only(tmp_path: Path) -> None:
    victim = tmp_path / "pid"
    running = run_each(kill_first, [victim, tmp_path / "b", tmp_path / "c"], 2)
    results = dict(running)
    assert results == {0: Fault(Cause.KILLED), 1: None, 2: None}


def kill_first(task: Path) -> None:
    """The task "pid" waits to be killed; the first other kills it."""
    if task.name == "pid":
        task.with_name("new").write_text(str(os.getpid()))
        task.with_name("new").rename(task)
        time.sleep(60)
    victim = task.with_name("pid")
    if task.name == "b":
        while not victim.exists():
            time.sleep(0.01)
        os.kill(int(victim.read_text()), signal.SIGKILL)


def is_running(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    return False


def test_no_process_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = "from tests.house.test_engine import *; list(run_each(note_pid, [Path({!r})], 1))"
    note = tmp_path / "pid"
    supervisor = subprocess.Popen([sys.executable, "-c", code.format(str(note))], cwd=ROOT)
    while not note.exists():
        assert supervisor.poll() is None
        time.sleep(0.01)
    supervisor.kill()
    supervisor.wait()
    until = time.monotonic() + 20
    while is_running(int(note.read_text())):
        assert time.monotonic() < until
        time.sleep(0.01)


def note_pid(note: Path) -> None:
    note.with_name("new").write_text(str(os.getpid()))
    note.with_name("new").rename(note)
    while True:  # neither its pipe nor a signal handler would be looked at
        ctypes.CDLL(None).pause()


def test_no_time_is_over_while_the_next_task_is_waited_for() -> None:
    def tasks() -> Iterator[int]:
        yield 300
        yield 600
        time.sleep(1.5)  # from the end of the first to long after that of the second
        yield 0

    limits = dataclasses.replace(STANDARD, seconds=1)
    assert dict(run_each(work, tasks(), 2, limits)) == {0: 300**2, 1: 600**2, 2: 0}
