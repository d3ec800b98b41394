"""The page, piece by piece: Jinja's templates over the views of the documents."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractors.errors import Language
from pipeline.audit import Rule, Severity, TotalStatus, Verdict
from pipeline.decisions.ledger import COLUMNS as LEDGER
from pipeline.decisions.model import Ruling
from pipeline.outcome import Outcome, Rows, Status
from pipeline.publish.report.budget import Budget, budget_of
from pipeline.publish.report.cards import Card, cards_of
from pipeline.publish.report.gantt import Gantt, gantt_of
from pipeline.publish.report.names import Names
from pipeline.publish.report.overview import Line, overview_of
from pipeline.publish.report.records import Record, named, records, text
from pipeline.publish.report.tree import Tree, tree_of
from pipeline.publish.report.words import plain, printed, words


@dataclass(frozen=True, slots=True)
class Section:
    """All that the section of one document shows; `pictures` are base64."""

    line: Line
    document: Record
    tree: Tree
    budget: Budget
    gantt: Gantt
    cards: tuple[Card, ...]
    pictures: tuple[tuple[str, str], ...]
    index: tuple[tuple[str, str, str, str], ...]


def chunks(outcomes: Sequence[Outcome], language: Language, more: Rows) -> Iterator[str]:
    """The text of the page in pieces, so that no more than one document is in memory.

    `more` are rows of no document of the run: decisions whose document is gone.
    """
    overview = overview_of(outcomes)
    environment = _environment(language)
    script, style = _asset("script.js"), _asset("style.css")
    page = environment.get_template("page.html")
    return page.generate(
        overview=overview,
        sections=(section_of(outcomes[line.at], line) for line in overview.lines),
        language=str(language),
        words=words(),
        script=Markup(script),  # noqa: S704 - our own file
        style=Markup(style),  # noqa: S704 - our own file
        script_hash=_hash(script),
        rules=list(Rule),
        severities=list(Severity),
        verdicts=list(Verdict),
        decisions=list(Ruling),
        given=named("decisions", [*overview.decisions, *more.get("decisions", ())]),
        statuses=list(Status),
        total_statuses=list(TotalStatus),
    )


def section_of(outcome: Outcome, line: Line) -> Section:
    """The section of one document."""
    names = Names(outcome)
    cards = tuple(cards_of(outcome, names, line.findings, pictured=line.pictured))
    pictures = outcome.pictures if line.pictured else ()
    return Section(
        line=line,
        document=records(outcome, "documents")[0],
        tree=tree_of(records(outcome, "totals"), _resting(outcome), names),
        budget=budget_of(records(outcome, "budget_lines"), names),
        gantt=gantt_of(records(outcome, "schedule"), names),
        cards=cards,
        pictures=tuple(
            (picture.media_type, base64.b64encode(picture.data).decode()) for picture in pictures
        ),
        index=tuple(
            (
                card.finding_id,
                text(card.record, "rule"),
                text(card.record, "severity"),
                text(card.record, "verdict"),
            )
            for card in cards
        ),
    )


def _resting(outcome: Outcome) -> dict[tuple[str, str], list[str]]:
    """The findings about each total, or that rest on it, by its id (or line's) and column."""
    found: dict[tuple[str, str], list[str]] = {}
    for record in records(outcome, "findings"):
        key = text(record, "subject"), text(record, "amount_column")
        found.setdefault(key, []).append(text(record, "finding_id"))
    for exhibit in outcome.exhibits:
        if exhibit.sum is not None:
            ids = found.setdefault((exhibit.sum.total_id, exhibit.sum.amount_column), [])
            if exhibit.finding_id not in ids:
                ids.append(exhibit.finding_id)
    return found


def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    @cache
    def word(key: str) -> Markup:
        """A word that changes with the language."""
        return Markup('<span data-w="{}">{}</span>').format(key, words()[language][key])

    @cache
    def label(key: str) -> Markup:
        """An attribute for people that changes with the language."""
        return Markup('aria-label="{}" data-label="{}"').format(words()[language][key], key)

    def number(value: Decimal | int | None) -> Markup:
        """A figure that is grouped as the language does it."""
        if value is None:
            return Markup("")
        return Markup('<data value="{}">{}</data>').format(plain(value), printed(value, language))

    def percent(share: Decimal) -> Markup:
        """A share of 0 to 1 in per cent, one decimal, rounded down."""
        value = (100 * share).quantize(Decimal("0.1"), ROUND_FLOOR)
        words = f"{value:f}".replace(".", ",") if language is Language.FRENCH else f"{value:f}"
        return Markup('<data data-percent="{}">{} %</data>').format(f"{value:f}", words)

    def day(value: object) -> Markup:
        iso = value.isoformat() if isinstance(value, date) else ""
        return Markup('<time datetime="{}">{}</time>').format(iso, iso) if iso else Markup("")

    def decision_row(record: Record) -> list[str]:
        return [text(record, column) for column in LEDGER]

    filters: dict[str, Any] = {
        "number": number,
        "percent": percent,
        "day": day,
        "text": text,
        "decision_row": decision_row,
    }
    environment.filters.update(filters)
    environment.globals.update(w=word, label=label, t=words()[language].__getitem__, escape=escape)
    return environment


def _asset(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
