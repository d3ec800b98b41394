"""The command line: `totaux`, also `python -m pipeline`."""

from __future__ import annotations

import signal
import sys
import time
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from rich.table import Table

from extractors.address import Location
from extractors.errors import InputError, Language, TotauxError
from extractors.limits import Limits
from pipeline.alone import alone
from pipeline.audit import Severity, rules
from pipeline.cache import Cache, cache_folder
from pipeline.examine import audit_source, tell
from pipeline.run import Settings, chosen_chart, run
from pipeline.terminal.decisions import decide, list_decisions
from pipeline.terminal.export import export_tables
from pipeline.terminal.options import (
    CHART,
    DECISIONS,
    LANGUAGE,
    PASSWORD,
    console,
    help_of,
    here,
    limited,
    path,
    stop,
)
from pipeline.terminal.plan import print_plan
from pipeline.terminal.progress import progress
from pipeline.terminal.summary import STYLES, print_finding, print_report
from pipeline.terminal.words import count, decimal, say

_DAY = 24 * 60 * 60  # seconds


@click.group(help=help_of("main"), epilog=help_of("exit-codes"))
@click.version_option(package_name="totaux", message="%(prog)s %(version)s")
def totaux() -> None:
    """The group of all commands."""


@totaux.command(help=help_of("extract"), epilog=help_of("exit-codes"))
@click.argument("source", nargs=-1, required=True, type=path)
@click.option("--out", required=True, type=path, help=help_of("out"))
@LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="never",
    help=help_of("fail-on"),
)
@CHART
@PASSWORD
@DECISIONS
@click.option("--workers", type=click.IntRange(min=1), help=help_of("workers"))
@click.option("--cluster", metavar="ADDRESS", help=help_of("cluster"))
@click.option("--no-cache", is_flag=True, help=help_of("no-cache"))
@click.option("--json-log", is_flag=True, help=help_of("json-log"))
@limited
def extract(
    source: tuple[Location, ...],
    out: Location,
    language: Language,
    fail_on: str,
    chart: Path | None,
    password: str | None,
    decisions: Path | None,
    workers: int | None,
    cluster: str | None,
    no_cache: bool,
    json_log: bool,
    limits: Limits,
) -> None:
    """Read, audit and publish."""
    if workers and cluster:
        raise click.UsageError(say("workers-or-cluster", language))
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
        cluster=cluster,
    )
    try:
        with progress(language, as_json=json_log) as watch:
            report = run(settings, watch)
    except TotauxError as error:
        stop(error, language)
    print_report(console(), report, out, language)
    sys.exit(report.exit_code(None if fail_on == "never" else Severity(fail_on)))


@totaux.command(help=help_of("show"), epilog=help_of("exit-codes"))
@click.argument("file", type=path, callback=here)
@LANGUAGE
@CHART
@PASSWORD
@limited
def show(
    file: Path, language: Language, chart: Path | None, password: str | None, limits: Limits
) -> None:
    """Print one plan and its findings."""
    try:
        look = partial(audit_source, chart=chosen_chart(chart))
        audited = alone(look, _only(file), limits, password)
    except TotauxError as error:
        stop(error, language)
    screen = console()
    print_plan(screen, file.name, audited, language)
    key = "findings" if audited.findings else "no-findings"
    screen.print(f"\n[bold]{say(key, language)}[/bold]")
    for finding in audited.findings:
        print_finding(screen, tell(finding), language)


@totaux.command(help=help_of("picture"), epilog=help_of("exit-codes"))
@click.argument("file", type=path, callback=here)
@click.option("--page", type=click.IntRange(min=1), help=help_of("page"))
@click.option("--finding", "finding_id", help=help_of("finding"))
@click.option("--out", type=path, callback=here, help=help_of("png"))
@LANGUAGE
@CHART
@PASSWORD
@limited
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
        stop(error, language)
    click.echo(say("picture", language, path=str(path)))


@totaux.command("cache", help=help_of("cache"))
@click.argument("action", type=click.Choice(["size", "prune", "clear"]), default="size")
@click.option(
    "--days", type=click.IntRange(min=0), default=30, show_default=True, help=help_of("days")
)
@LANGUAGE
def manage_cache(action: str, days: int, language: Language) -> None:
    """Say how much is kept, or remove it."""
    cache = Cache(cache_folder())
    if action != "size":
        before = time.time() - days * _DAY
        removed = count(cache.clear() if action == "clear" else cache.prune(before), language)
        click.echo(say("cache-cleared", language, count=removed, path=str(cache.folder)))
        return
    entries, size = cache.size()
    megabytes = decimal(Decimal(size) / 10**6, language)
    details = {"count": count(entries, language), "size": megabytes, "path": str(cache.folder)}
    click.echo(say("cache-size", language, **details))


@totaux.command("rules", help=help_of("rules"))
@LANGUAGE
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
    console().print(table)


def _only(file: Path) -> Path:
    if not file.is_file():
        raise InputError("not-a-file", path=str(file))
    return file


for _command in (decide, list_decisions, export_tables):
    totaux.add_command(_command)


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
