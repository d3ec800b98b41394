"""A run on the terminal: a bar while it lasts, then a table and the worst findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import TracebackType

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, TaskID
from rich.table import Table

from extractors.errors import Language
from pipeline.audit import Severity, Verdict
from pipeline.outcome import Outcome, Status, Told
from pipeline.run import Report, Watch
from pipeline.terminal.words import count, say

WORST = 10  # what one looks at before opening the table
_LEFT_OUT = 5
_LONGEST_WORD = 9  # 'narrative': kinds break between words only
_WIDE = 100  # columns from which on the table has room between its own

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_GRADES = list(Severity)
_VERDICTS = list(Verdict)


class Bar(Watch):
    """A progress bar on a terminal; nothing in a log."""

    def __init__(self, console: Console, language: Language) -> None:
        self._progress = Progress(console=console, transient=True, disable=not console.is_terminal)
        self._language = language
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
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
        self._task = self._progress.add_task(say("progress", self._language), total=total)

    def advance(self) -> None:
        """Fill it a little."""
        if self._task is not None:
            self._progress.advance(self._task)


def print_report(console: Console, report: Report, out: Path, language: Language) -> None:
    """The table of documents, the worst findings, and where the tables are."""
    console.print(_table(report.outcomes, language, spare=console.width >= _WIDE))
    _print_worst(console, report.outcomes, language)
    if report.left_out:
        shown = ", ".join(report.left_out[:_LEFT_OUT])
        more = ", …" if len(report.left_out) > _LEFT_OUT else ""
        number = count(len(report.left_out), language)
        _line(console, say("left-out", language, count=number, names=shown + more))
    _line(console, say("written", language, path=str(out)))


def _table(outcomes: tuple[Outcome, ...], language: Language, *, spare: bool) -> Table:
    padding = (0, int(spare), 0, 0)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    table.add_column(say("column.file", language), overflow="fold")
    table.add_column(say("column.kind", language), min_width=_LONGEST_WORD)
    for name in ("activities", "lines", "footing", "not-footing", *Severity):
        header = say(f"column.{name}", language).replace(" ", "\n", 1)
        table.add_column(header, justify="right", no_wrap=True)
    for outcome in outcomes:
        table.add_row(
            escape(outcome.name),
            _kind(outcome, language),
            *(count(number, language) for number in _numbers(outcome)),
        )
    if len(outcomes) > 1:
        table.add_section()
        sums = map(sum, zip(*map(_numbers, outcomes), strict=True))
        table.add_row(say("all", language), "", *(count(number, language) for number in sums))
    return table


def _kind(outcome: Outcome, language: Language) -> str:
    if outcome.status is Status.FAILED:
        return say("failed", language)
    kind = say(f"kind.{outcome.kind}", language)
    return f"{kind} ({say('partial', language)})" if outcome.status is Status.PARTIAL else kind


def _numbers(outcome: Outcome) -> list[int]:
    found = Counter(told.severity for told in outcome.findings)
    return [
        outcome.activities,
        outcome.lines,
        outcome.footing,
        outcome.not_footing,
        *(found[severity] for severity in Severity),
    ]


def _print_worst(console: Console, outcomes: tuple[Outcome, ...], language: Language) -> None:
    grave = [
        (outcome, told)
        for outcome in outcomes
        for told in outcome.findings
        if told.severity is not Severity.INFO
    ]
    if not grave:
        return
    grave.sort(key=lambda pair: rank(pair[1]))
    console.print(f"\n[bold]{say('worst', language)}[/bold]")
    for outcome, told in grave[:WORST]:
        print_finding(console, told, language, outcome.name)
    if len(grave) > WORST:
        number = count(len(grave) - WORST, language)
        _line(console, say("more", language, count=number, table="findings.csv"))
    console.print()


def rank(told: Told) -> tuple[int, int]:
    """Errors first; among equals, what the document itself has wrong."""
    return _GRADES.index(told.severity), _VERDICTS.index(told.verdict)


def print_finding(
    console: Console, told: Told, language: Language, name: str | None = None
) -> None:
    """One finding on one line, with its likely cause where the figures point to one."""
    style = STYLES[told.severity]
    grade = f"[{style}]{say(f'severity.{told.severity}', language)}[/{style}]"
    where = f"{escape(name)} · " if name else ""
    words = told.wordings[language]
    why = f" {escape(words.explanation)}" if words.explanation else ""
    console.print(
        f"{grade} · {where}{escape(words.sentence)}{why}", soft_wrap=True, highlight=False
    )


def _line(console: Console, text: str) -> None:
    console.print(escape(text), soft_wrap=True, highlight=False)
