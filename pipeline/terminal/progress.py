"""How a run goes on: a bar on a terminal, a line now and then in a log, JSON lines for machines."""

from __future__ import annotations

import json
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from extractors.contract import resource
from extractors.errors import Language
from pipeline.outcome import Outcome, Status
from pipeline.run import Watch
from pipeline.terminal.words import count, decimal, say

_EVERY = 30.0  # seconds between two lines of a log
_PAGES = resource("documents").columns.index("pages")


class Pace(Watch):
    """Counts what is done; made for one run and started with it. This one shows nothing."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._total = self._done = self._read = self._failed = self._pages = 0
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""

    def begin(self, total: int) -> None:
        """Nothing is done yet."""
        self._total = total
        self._started = time.monotonic()

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        """One more; what was recalled says nothing of how fast documents are read."""
        self._done += 1
        self._failed += outcome.status is Status.FAILED
        if not recalled:
            self._read += 1
            self._pages += pages_of(outcome)

    def no_cache(self, folder: Path, error: OSError) -> None:
        """Say once that nothing more is kept."""
        reason = error.strerror or str(error)
        self._print(say("no-cache", self._language, path=str(folder), reason=reason))

    def sentence(self) -> str:
        """Done, failed, pages a second, time left."""
        seconds = time.monotonic() - self._started
        left = round(seconds * (self._total - self._done) / self._read) if self._read else 0
        return say(
            "pace",
            self._language,
            done=count(self._done, self._language),
            total=count(self._total, self._language),
            failed=count(self._failed, self._language),
            pages=decimal(Decimal(self._pages / max(seconds, 1e-3)), self._language),
            left=f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}",
        )

    def _print(self, text: str) -> None:
        self._console.print(escape(text), soft_wrap=True, highlight=False)


class Bar(Pace):
    """A bar on a terminal; it goes when the run is over."""

    def __init__(self, console: Console, language: Language) -> None:
        super().__init__(console, language)
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._progress = Progress(*columns, console=console, transient=True)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def begin(self, total: int) -> None:
        """Show an empty bar."""
        super().begin(total)
        self._task = self._progress.add_task(self.sentence(), total=total)

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        """Fill it a little."""
        super().advance(outcome, recalled=recalled)
        if self._task is not None:
            self._progress.update(self._task, advance=1, description=self.sentence())


class Lines(Pace):
    """A line every half minute, for logs; none in a shorter run."""

    _last = 0.0

    def begin(self, total: int) -> None:
        """Wait."""
        super().begin(total)
        self._last = self._started

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        """Speak where it is time to."""
        super().advance(outcome, recalled=recalled)
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            self._print(self.sentence())


class JsonLines(Pace):
    """One JSON object a line: `begin`, then a `document` each, `no-cache`, and `read` at the end.

    `seconds` are since `begin`. Names are as in the table documents.
    """

    def begin(self, total: int) -> None:
        """How many there are."""
        super().begin(total)
        self._tell(event="begin", documents=total)

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        """One of them."""
        super().advance(outcome, recalled=recalled)
        found = Counter(told.severity for told in outcome.findings)
        self._tell(
            event="document",
            name=outcome.name,
            document_id=outcome.document_id,
            status=outcome.status,
            recalled=recalled,
            pages=pages_of(outcome),
            findings=dict(found),
        )
        if self._done == self._total:
            self._tell(event="read", documents=self._done, failed=self._failed, pages=self._pages)

    def no_cache(self, folder: Path, error: OSError) -> None:
        """That it cannot be written."""
        self._tell(event="no-cache", folder=str(folder), reason=error.strerror or str(error))

    def _tell(self, **event: object) -> None:
        seconds = round(time.monotonic() - self._started, 3)
        text = json.dumps({**event, "seconds": seconds}, ensure_ascii=True)
        self._console.out(text, highlight=False)


def pages_of(outcome: Outcome) -> int:
    """The number of its pages; 0 where it has none, as texts."""
    documents = outcome.rows.get("documents") or [()]
    pages = documents[0][_PAGES] if len(documents[0]) > _PAGES else None
    return pages if isinstance(pages, int) else 0


def progress(language: Language, *, as_json: bool) -> Pace:
    """What suits the standard error of this process."""
    console = Console(stderr=True)
    kind = JsonLines if as_json else Bar if console.is_terminal else Lines
    return kind(console, language)
