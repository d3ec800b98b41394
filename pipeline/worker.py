"""A process that runs tasks under limits: what it is told, what it answers, what it may use."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any

from extractors.errors import UnreadableDocumentError
from extractors.limits import MEGABYTE, Limits

# Seconds beyond its time after which a process ends itself, where its supervisor has been killed
# and it is too deep in a library to notice.
_GRACE = 10.0
# A process that holds this share of its memory between two tasks ends: the next one would fail, or
# not, by what was read before it.
_HELD = 0.5


class Cause(StrEnum):
    """Why a task gave no result; keys of errors.csv."""

    RAISED = "internal-fault"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    CRASHED = "crashed"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Fault:
    """A task that gave no result. `reason` is what it raised, or the signal that ended it."""

    cause: Cause
    reason: str = ""

    def error(self, limits: Limits) -> UnreadableDocumentError:
        """What to tell a person."""
        return UnreadableDocumentError(
            self.cause,
            reason=self.reason,
            seconds=str(limits.seconds),
            memory=str(limits.memory),
        )


@dataclass(frozen=True, slots=True)
class Begun:
    """The task has been taken up; its time runs from here."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The task is over; its result follows where there is no fault.

    `last` says that this process takes no other.
    """

    fault: Fault | None
    last: bool


def serve(connection: Connection, function: Callable[[Any], Any], limits: Limits) -> None:
    """Run `function` over the tasks that come through `connection`, until it is closed."""
    _confine(limits)
    Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the supervisor is gone
        last = False
        while not last:
            task = connection.recv()
            connection.send(Begun())
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
            result: bytes | memoryview = b""
            with _Attempt() as attempt:
                result = ForkingPickler.dumps(function(task))
            signal.setitimer(signal.ITIMER_REAL, 0)
            last = attempt.out_of_memory or _data_held() > _HELD * limits.memory * MEGABYTE
            connection.send(Ended(attempt.fault, last))
            if attempt.fault is None:
                connection.send_bytes(result)


class _Attempt:
    """A block whose fault is kept rather than raised: the process outlives it."""

    fault: Fault | None = None

    @property
    def out_of_memory(self) -> bool:
        """Whether the block failed for want of memory."""
        return self.fault is not None and self.fault.cause is Cause.OUT_OF_MEMORY

    def __enter__(self) -> _Attempt:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if isinstance(error, MemoryError):
            self.fault = Fault(Cause.OUT_OF_MEMORY)
        elif isinstance(error, Exception):
            self.fault = Fault(Cause.RAISED, f"{type(error).__name__}: {error}")
        return self.fault is not None


def _confine(limits: Limits) -> None:
    """What the process may use, where the system has it: Linux holds all of these."""
    # Data rather than address space: libraries map far more than they use.
    most = limits.memory * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no document behind
    # Arrow's own allocator reserves a gigabyte at once, which would count as held.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    with suppress(OSError):
        # Where the machine runs out of memory, this process goes before its supervisor.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    # What libraries print of a document (warnings, messages of the allocator) is for no terminal.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _follow() -> None:
    """End this process at once when its supervisor has ended, however that came about."""
    supervisor = parent_process()
    if supervisor:
        supervisor.join()
        # Not a signal: where this process has closed its own pipes, nobody has killed it.
        os._exit(1)


def _data_held() -> int:
    """Bytes that count against the limit of memory; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()
