"""`totaux export`: the tables in the formats of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from extractors.errors import Language, TotauxError
from pipeline.export import Format, Reporter, Wishes, export
from pipeline.terminal.options import LANGUAGE, help_of, here, path, stop
from pipeline.terminal.words import say


@click.command("export", help=help_of("export"), epilog=help_of("exit-codes"))
@click.argument("tables", metavar="DIR", type=path, callback=here)
@click.option(
    "--format",
    "wanted",
    required=True,
    type=click.Choice([each.value for each in Format]),
    help=help_of("format"),
)
@click.option("--out", type=path, callback=here, help=help_of("export-out"))
@click.option("--reporting-org", default="", help=help_of("reporting-org"))
@click.option("--reporting-org-type", default="", help=help_of("reporting-org-type"))
@click.option("--reporting-org-name", default="", help=help_of("reporting-org-name"))
@LANGUAGE
def export_tables(
    tables: Path,
    wanted: str,
    out: Path | None,
    reporting_org: str,
    reporting_org_type: str,
    reporting_org_name: str,
    language: Language,
) -> None:
    """Write one file, and say what its format has no room for."""
    reporter = Reporter(reporting_org, reporting_org_type, reporting_org_name)
    try:
        path, notes = export(tables, Format(wanted), out, Wishes(language, reporter))
    except TotauxError as error:
        stop(error, language)
    for note in notes:
        click.echo(say(note.key, language, **note.details))
    click.echo(say("exported", language, format=wanted, path=str(path)))
