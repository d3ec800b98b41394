"""`totaux decide` and `totaux decisions`: what auditors say of findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from extractors.errors import InputError, Language, TotauxError
from pipeline.decisions.documents import document_id
from pipeline.decisions.ledger import beside, checked, editing, read_decisions, write_decisions
from pipeline.decisions.merge import merge
from pipeline.decisions.model import Decision, Key, Ruling, State
from pipeline.published import Published, Record
from pipeline.terminal.options import (
    DECISIONS,
    LANGUAGE,
    TABLES,
    console,
    help_of,
    here,
    path,
    stop,
)
from pipeline.terminal.words import count, say

_TABLES = click.option("--tables", type=path, callback=here, default=TABLES, help=help_of("tables"))


@click.command(help=help_of("decide"), epilog=help_of("exit-codes"))
@click.argument("document")
@click.argument("finding_id")
@click.argument("ruling", type=click.Choice([ruling.value for ruling in Ruling]))
@click.option("--note", required=True, help=help_of("note"))
@click.option("--author", required=True, help=help_of("author"))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help=help_of("date"))
@DECISIONS
@_TABLES
@LANGUAGE
def decide(
    document: str,
    finding_id: str,
    ruling: str,
    note: str,
    author: str,
    day: datetime | None,
    decisions: Path | None,
    tables: Path,
    language: Language,
) -> None:
    """Set one decision, in place of a former one on the same finding."""
    ledger = decisions or beside(tables)
    on = (day.date() if day else date.today()).isoformat()
    try:
        documents, findings = _known(tables)
        about = document_id(document, documents.values(), tables)
        decision = _decision(about, finding_id, ruling, note, author, on)
        with editing(ledger):
            former = read_decisions(ledger, required=False)
            others = [each for each in former if each.key != decision.key]
            write_decisions(ledger, [*others, decision])
    except TotauxError as error:
        stop(error, language)
    found = findings.get(decision.key)
    if found is not None:
        click.echo(found["message"])
    elif findings:
        key = "no-such-finding-yet" if about in documents else "no-such-document-yet"
        words = say(key, language, finding=finding_id, document=about, tables=str(tables))
        click.echo(words, err=True)
    click.echo(say("decided", language, **_told(decision, language), path=str(ledger)))


@click.group(
    "decisions",
    invoke_without_command=True,
    help=help_of("decisions"),
    epilog=help_of("exit-codes"),
)
@DECISIONS
@_TABLES
@LANGUAGE
@click.pass_context
def list_decisions(
    context: click.Context, decisions: Path | None, tables: Path, language: Language
) -> None:
    """Print all decisions, each with how it stands to the tables of the last run."""
    context.obj = (decisions or beside(tables), language)
    if context.invoked_subcommand is not None:
        return
    try:
        made = read_decisions(decisions or beside(tables), required=decisions is not None)
        documents, findings = _known(tables)
    except TotauxError as error:
        stop(error, language)
    if not made:
        click.echo(say("no-decisions", language, path=str(decisions or beside(tables))))
        return
    names = ("document", "finding", "decision", "date", "author", "note", "state")
    table = Table(highlight=False)
    for name in names:
        table.add_column(say(f"column.{name}", language), overflow="fold")
    for each in made:
        state = _state(each.key, documents, findings)
        document = documents.get(each.document_id)
        table.add_row(
            escape(str(document["path"]) if document else each.document_id),
            each.finding_id,
            say(f"ruling.{each.ruling}", language),
            each.day.isoformat(),
            escape(each.author),
            escape(each.note),
            say(f"state.{state}", language) if state else "",
        )
    console().print(table)


@list_decisions.command("merge", help=help_of("merge"), epilog=help_of("exit-codes"))
@click.argument("file", type=path, callback=here)
@click.pass_obj
def merge_decisions(settings: tuple[Path, Language], file: Path) -> None:
    """Take in the decisions of a file, such as one that a report has made."""
    ledger, language = settings
    try:
        with editing(ledger):
            merged = merge(read_decisions(ledger, required=False), read_decisions(file))
            write_decisions(ledger, merged.decisions)
    except TotauxError as error:
        stop(error, language)
    for conflict in merged.conflicts:
        kept, dropped = _told(conflict.kept, language), _told(conflict.dropped, language)
        click.echo(
            say(
                "conflict",
                language,
                **kept,
                other=dropped["decision"],
                others_date=dropped["date"],
                others_author=dropped["author"],
            )
        )
    click.echo(
        say(
            "merged",
            language,
            added=count(merged.added, language),
            conflicts=count(len(merged.conflicts), language),
            count=count(len(merged.decisions), language),
            path=str(ledger),
        )
    )


def _known(tables: Path) -> tuple[Mapping[str, Record], Mapping[Key, Record]]:
    """Documents and findings of the last run; nothing where there has been none."""
    if not tables.exists():
        return {}, {}
    published = Published.open(tables)
    documents = {str(row["document_id"]): row for row in published.records("documents")}
    findings = {
        (str(row["document_id"]), str(row["finding_id"])): row
        for row in published.records("findings")
    }
    return documents, findings


def _state(
    key: Key, documents: Mapping[str, Record], findings: Mapping[Key, Record]
) -> State | None:
    if not documents:
        return None
    if key in findings:
        return State.APPLIES
    return State.FINDING_GONE if key[0] in documents else State.DOCUMENT_GONE


def _decision(*texts: str) -> Decision:
    try:
        return checked(*texts)
    except ValueError as error:
        raise InputError("bad-decision", column=str(error)) from error


def _told(decision: Decision, language: Language) -> dict[str, str]:
    return {
        "document": decision.document_id,
        "finding": decision.finding_id,
        "decision": say(f"ruling.{decision.ruling}", language),
        "date": decision.day.isoformat(),
        "author": decision.author,
    }
