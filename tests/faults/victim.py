"""A run that may be killed at any moment: `python -m tests.faults.victim RAW OUT CACHE LANGUAGE`.

It says `begin`, then `read NAME` or `recalled NAME` for each document as soon as it is kept, then
`publish` and `end`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extractors.errors import Language
from extractors.plan import Plan
from extractors.source import Source
from pipeline.outcome import Outcome
from pipeline.run import Settings, Watch, run
from tests.house import stub

SLOW = 0.02  # seconds a document, so that a kill falls among them, too


def read(source: Source) -> Plan:
    time.sleep(SLOW)
    return stub.read(source)


class Loud(Watch):
    def __init__(self) -> None:
        self._left = 0

    def begin(self, total: int) -> None:
        self._left = total
        print("begin", flush=True)

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        print("recalled" if recalled else "read", outcome.name, flush=True)
        self._left -= 1
        if not self._left:
            print("publish", flush=True)


def main() -> None:
    raw, out, cache, language = sys.argv[1:]
    settings = Settings(
        (Path(raw),), Path(out), Language(language), workers=2, extract=read, cache=Path(cache)
    )
    run(settings, Loud())
    print("end", flush=True)


if __name__ == "__main__":
    main()
