"""One document for one person to look at: read like those of a run, in a process under limits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from extractors.errors import TotauxError
from extractors.limits import Limits
from extractors.readers import unlocked
from extractors.source import Source
from pipeline.engine import Fault, run_one

ResultT = TypeVar("ResultT")


def alone(
    function: Callable[[Source], ResultT],
    path: Path,
    limits: Limits,
    password: str | None = None,
) -> ResultT:
    """What `function` makes of a file. TotauxError where it raises one, or its process ends."""
    result = run_one(partial(_attempt, function, limits, password), path, limits)
    if isinstance(result, Fault):
        raise result.error(limits)
    if isinstance(result, TotauxError):
        raise result
    return result


def _attempt(
    function: Callable[[Source], ResultT], limits: Limits, password: str | None, path: Path
) -> ResultT | TotauxError:
    try:
        return function(unlocked(Source.open(path, limits=limits), password))
    except TotauxError as error:
        return error
