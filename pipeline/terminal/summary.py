"""A run on the terminal, when it is over: a table and the worst findings."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractors.address import Location
from extractors.errors import Language
from pipeline.audit import Severity
from pipeline.decisions.model import Listed
from pipeline.outcome import Status, Told
from pipeline.summary import WORST, Line, Report
from pipeline.terminal.words import count, say

_LEFT_OUT = 5
_LONGEST_TABLE = 50  # documents; of more, those that most need a look
_LONGEST_WORD = 9  # 'narrative': kinds break between words only
_WIDE = 100  # columns from which on the table has room between its own

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def print_report(console: Console, report: Report, out: Location, language: Language) -> None:
    """The table of documents, the worst findings, and where the tables are."""
    console.print(_table(report.lines, language, spare=console.width >= _WIDE))
    if (hidden := len(report.lines) - _LONGEST_TABLE) > 0:
        others = count(hidden, language)
        _line(console, say("more-documents", language, count=others, table="documents.csv"))
    _print_worst(console, report, language)
    _print_decisions(console, report, language)
    if report.left_out:
        shown = ", ".join(report.left_out[:_LEFT_OUT])
        more = ", …" if len(report.left_out) > _LEFT_OUT else ""
        number = count(len(report.left_out), language)
        _line(console, say("left-out", language, count=number, names=shown + more))
    _line(console, say("written", language, path=str(out)))


def _table(lines: tuple[Line, ...], language: Language, *, spare: bool) -> Table:
    padding = (0, int(spare), 0, 0)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    table.add_column(say("column.file", language), overflow="fold")
    table.add_column(say("column.kind", language), min_width=_LONGEST_WORD)
    for name in ("activities", "lines", "footing", "not-footing", *Severity):
        header = say(f"column.{name}", language).replace(" ", "\n", 1)
        table.add_column(header, justify="right", no_wrap=True)
    for line in _shown(lines):
        table.add_row(
            escape(line.name),
            _kind(line, language),
            *(count(number, language) for number in _numbers(line)),
        )
    if len(lines) > 1:
        table.add_section()
        sums = map(sum, zip(*map(_numbers, lines), strict=True))
        table.add_row(say("all", language), "", *(count(number, language) for number in sums))
    return table


def _shown(lines: tuple[Line, ...]) -> list[Line]:
    """The lines to print, in their order: all, or those that failed or have grave findings."""
    if len(lines) <= _LONGEST_TABLE:
        return list(lines)
    grades = list(Severity)

    def gravity(at: int) -> tuple[int, ...]:
        line = lines[at]
        return line.status is not Status.FAILED, *(-line.found[grade] for grade in grades)

    return [lines[at] for at in sorted(sorted(range(len(lines)), key=gravity)[:_LONGEST_TABLE])]


def _kind(line: Line, language: Language) -> str:
    if line.status is Status.FAILED:
        return say("failed", language)
    kind = say(f"kind.{line.kind}", language)
    return f"{kind} ({say('partial', language)})" if line.status is Status.PARTIAL else kind


def _numbers(line: Line) -> list[int]:
    return [
        line.activities,
        line.lines,
        line.footing,
        line.not_footing,
        *(line.found[severity] for severity in Severity),
    ]


def _print_worst(console: Console, report: Report, language: Language) -> None:
    if not report.worst:
        return
    console.print(f"\n[bold]{say('worst', language)}[/bold]")
    for name, told in report.worst:
        print_finding(console, told, language, name)
    if more := report.grave - len(report.worst):
        _line(console, say("more", language, count=count(more, language), table="findings.csv"))
    console.print()


def _print_decisions(console: Console, report: Report, language: Language) -> None:
    """How many findings are dismissed, and the decisions whose finding is not there any more."""
    if report.dismissed:
        _line(console, say("dismissed", language, count=count(report.dismissed, language)))
    if not report.gone:
        return
    _line(console, say("gone", language, count=count(len(report.gone), language)))
    for name, listed in report.gone[:WORST]:
        _line(console, f"  {decision_sentence(listed, name, language)}")
    if (more := len(report.gone) - WORST) > 0:
        _line(console, say("more", language, count=count(more, language), table="decisions.csv"))


def decision_sentence(listed: Listed, document: str, language: Language) -> str:
    """A decision by itself: on what it was, what it says, and whether its finding is there."""
    decision = listed.decision
    return say(
        f"decision.{listed.state}",
        language,
        document=document,
        finding=decision.finding_id,
        decision=say(f"ruling.{decision.ruling}", language),
        author=decision.author,
        date=decision.day.isoformat(),
        note=f" – {' '.join(decision.note.split())}" if decision.note else "",
    )


def print_finding(
    console: Console, told: Told, language: Language, name: str | None = None
) -> None:
    """One finding on one line: its likely cause where the figures point to one, its id last."""
    style = STYLES[told.severity]
    grade = f"[{style}]{say(f'severity.{told.severity}', language)}[/{style}]"
    where = f"{escape(name)} · " if name else ""
    words = told.wordings[language]
    why = f" {escape(words.explanation)}" if words.explanation else ""
    key = f" [dim]({escape(told.finding_id)})[/dim]"
    console.print(
        f"{grade} · {where}{escape(words.sentence)}{why}{key}", soft_wrap=True, highlight=False
    )


def _line(console: Console, text: str) -> None:
    console.print(escape(text), soft_wrap=True, highlight=False)
