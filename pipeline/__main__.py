"""The command line: `totaux`, also `python -m pipeline`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from functools import partial, wraps
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.table import Table

from extractors.errors import InputError, Language, TotauxError
from extractors.limits import STANDARD, Limits
from pipeline.alone import alone
from pipeline.audit import Severity, rules
from pipeline.cache import Cache, cache_folder
from pipeline.examine import audit_source, tell
from pipeline.run import Settings, chosen_chart, run
from pipeline.terminal.plan import print_plan
from pipeline.terminal.summary import STYLES, Bar, print_finding, print_report
from pipeline.terminal.words import count, decimal, locale_language, say

_LOG_WIDTH = 140  # of tables in a log, where no terminal says how wide it is

_SPOKEN = locale_language()


def _help(key: str) -> str:
    return say(f"help.{key}", _SPOKEN)


_LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice([language.value for language in Language]),
    callback=lambda _context, _option, value: Language(value),
    default=_SPOKEN.value,
    help=_help("lang"),
)
_CHART = click.option("--chart", type=click.Path(path_type=Path), help=_help("chart"))
_PASSWORD = click.option(
    "--password", envvar="TOTAUX_PASSWORD", show_envvar=True, help=_help("password")
)
_DECISIONS = click.option(
    "--decisions", type=click.Path(path_type=Path), help=_help("decisions-file")
)


def _limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what reading one document may cost, as `limits`."""
    names = [field.name for field in fields(Limits)]

    @wraps(command)
    def with_limits(**given: Any) -> None:
        limits = Limits(**{name: given.pop(f"max_{name}") for name in names})
        command(**given, limits=limits)

    for name in reversed(names):
        with_limits = click.option(
            f"--max-{name}",
            type=click.IntRange(min=1),
            default=getattr(STANDARD, name),
            show_default=True,
            help=_help(f"max-{name}"),
        )(with_limits)
    return with_limits


@click.group(help=_help("main"), epilog=_help("exit-codes"))
@click.version_option(package_name="totaux", message="%(prog)s %(version)s")
def totaux() -> None:
    """The group of all commands."""


@totaux.command(help=_help("extract"), epilog=_help("exit-codes"))
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_help("out"))
@_LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="never",
    help=_help("fail-on"),
)
@_CHART
@_PASSWORD
@_DECISIONS
@click.option("--workers", type=click.IntRange(min=1), help=_help("workers"))
@click.option("--no-cache", is_flag=True, help=_help("no-cache"))
@_limited
def extract(
    source: tuple[Path, ...],
    out: Path,
    language: Language,
    fail_on: str,
    chart: Path | None,
    password: str | None,
    decisions: Path | None,
    workers: int | None,
    no_cache: bool,
    limits: Limits,
) -> None:
    """Read, audit and publish."""
    settings = Settings(
        source,
        out,
        language,
        chart,
        workers,
        password=password,
        decisions=decisions,
        cache=None if no_cache else cache_folder(),
        limits=limits,
    )
    try:
        with Bar(Console(stderr=True), language) as bar:
            report = run(settings, bar)
    except TotauxError as error:
        _stop(error, language)
    print_report(_console(), report, out, language)
    sys.exit(report.exit_code(None if fail_on == "never" else Severity(fail_on)))


@totaux.command(help=_help("show"), epilog=_help("exit-codes"))
@click.argument("file", type=click.Path(path_type=Path))
@_LANGUAGE
@_CHART
@_PASSWORD
@_limited
def show(
    file: Path, language: Language, chart: Path | None, password: str | None, limits: Limits
) -> None:
    """Print one plan and its findings."""
    try:
        look = partial(audit_source, chart=chosen_chart(chart))
        audited = alone(look, _only(file), limits, password)
    except TotauxError as error:
        _stop(error, language)
    console = _console()
    print_plan(console, file.name, audited, language)
    key = "findings" if audited.findings else "no-findings"
    console.print(f"\n[bold]{say(key, language)}[/bold]")
    for finding in audited.findings:
        print_finding(console, tell(finding), language)


@totaux.command(help=_help("picture"), epilog=_help("exit-codes"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=click.IntRange(min=1), help=_help("page"))
@click.option("--finding", "finding_id", help=_help("finding"))
@click.option("--out", type=click.Path(path_type=Path), help=_help("png"))
@_LANGUAGE
@_CHART
@_PASSWORD
@_limited
def picture(
    file: Path,
    page: int | None,
    finding_id: str | None,
    out: Path | None,
    language: Language,
    chart: Path | None,
    password: str | None,
    limits: Limits,
) -> None:
    """Draw one page and its findings."""
    from pipeline.picture import draw_to  # Pillow is for this command alone

    try:
        draw = partial(
            draw_to, number=page, finding_id=finding_id, out=out, chart=chosen_chart(chart)
        )
        path = alone(draw, _only(file), limits, password)
    except TotauxError as error:
        _stop(error, language)
    click.echo(say("picture", language, path=str(path)))


@totaux.command("cache", help=_help("cache"))
@click.argument("action", type=click.Choice(["size", "clear"]), default="size")
@_LANGUAGE
def manage_cache(action: str, language: Language) -> None:
    """Say how much is kept, or remove it."""
    cache = Cache(cache_folder())
    if action == "clear":
        removed = count(cache.clear(), language)
        click.echo(say("cache-cleared", language, count=removed, path=str(cache.folder)))
        return
    entries, size = cache.size()
    megabytes = decimal(Decimal(size) / 10**6, language)
    details = {"count": count(entries, language), "size": megabytes, "path": str(cache.folder)}
    click.echo(say("cache-size", language, **details))


@totaux.command("rules", help=_help("rules"))
@_LANGUAGE
def list_rules(language: Language) -> None:
    """Print the rules of the audit."""
    table = Table(highlight=False)
    table.add_column(say("column.rule", language), no_wrap=True)
    table.add_column(say("column.severity", language))
    table.add_column(say("column.meaning", language))
    for rule in rules().values():
        style = STYLES[rule.severity]
        # The contract states the meanings in English; the words have their translation.
        meaning = say(f"rule.{rule.rule}", language) or rule.meaning
        severity = say(f"severity.{rule.severity}", language)
        table.add_row(str(rule.rule), f"[{style}]{severity}[/{style}]", meaning)
    _console().print(table)


def _only(file: Path) -> Path:
    if not file.is_file():
        raise InputError("not-a-file", path=str(file))
    return file


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_LOG_WIDTH)


def _stop(error: TotauxError, language: Language) -> NoReturn:
    click.echo(error.sentence(language), err=True)
    sys.exit(error.exit_code)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Unwind, so that no half-written folder stays behind."""
    sys.exit(128 + number)  # the shell's convention for a signal


def main() -> None:
    """Entry point of the command `totaux`."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    for stream in (sys.stdout, sys.stderr):
        # A terminal or log that knows no accents gets '?' for them rather than an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    totaux(prog_name="totaux")


if __name__ == "__main__":
    main()
