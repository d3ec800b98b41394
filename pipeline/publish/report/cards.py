"""A finding as a card: what it says, the sum behind it, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.errors import Language
from pipeline.exhibits.model import Exhibit, Role, SourceLine, View
from pipeline.outcome import Outcome, Told, Wording
from pipeline.publish.report.names import Names
from pipeline.publish.report.records import Record, records, text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a sum: what is added, its figure (None where blank) and where it is printed."""

    label: str
    under: str
    amount: Decimal | None
    place: Record


@dataclass(frozen=True, slots=True)
class Ledger:
    """A stated total beside its parts."""

    label: str
    entries: tuple[Entry, ...]
    stated: Decimal | None
    computed: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Stated less computed, None where one of them is missing."""
        if self.stated is None or self.computed is None:
            return None
        return self.stated - self.computed


@dataclass(frozen=True, slots=True)
class Panel:
    """A strip of a page as the card shows it: the view, its picture's page and size."""

    view: View
    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows. `record` is the finding's row; `alignment` that of its subject."""

    record: Record
    wordings: dict[str, Wording]
    ledger: Ledger | None
    panels: tuple[Panel, ...]
    lines: tuple[SourceLine, ...]
    width: int
    alignment: str
    engines: tuple[str, ...]

    @property
    def finding_id(self) -> str:
        """The contract's id."""
        return text(self.record, "finding_id")

    @property
    def columns(self) -> int:
        """How many cells the widest source line has."""
        return max((len(line.cells) for line in self.lines), default=0)

    @property
    def roles(self) -> tuple[Role, ...]:
        """What is marked in its pictures, in the order of roles."""
        marked = {mark.role for panel in self.panels for mark in panel.view.marks}
        return tuple(role for role in Role if role in marked)


def cards_of(outcome: Outcome, names: Names, most: int, *, pictured: bool) -> Iterator[Card]:
    """The cards of the first `most` findings, without pictures unless `pictured`."""
    exhibits = {exhibit.finding_id: exhibit for exhibit in outcome.exhibits}
    alignments = _alignments(outcome)
    engines = _engines(outcome)
    found = zip(records(outcome, "findings")[:most], outcome.findings, strict=False)
    for record, told in found:
        exhibit = exhibits.get(told.finding_id, Exhibit(told.finding_id))
        panels = tuple(_panels(outcome, exhibit)) if pictured else ()
        yield Card(
            record=record,
            wordings=_wordings(told),
            ledger=_ledger(exhibit, names, outcome),
            panels=panels,
            lines=exhibit.lines,
            width=max((panel.width for panel in panels), default=0),
            alignment=alignments.get(text(record, "subject"), ""),
            engines=engines,
        )


def _wordings(told: Told) -> dict[str, Wording]:
    return {str(language): told.wordings[language] for language in Language}


def _engines(outcome: Outcome) -> tuple[str, ...]:
    names = (text(document, "engine") for document in records(outcome, "documents"))
    return tuple(engine for name in names for engine in name.split("+") if engine)


def _alignments(outcome: Outcome) -> dict[str, str]:
    found: dict[str, str] = {}
    for table, key in (("totals", "total_id"), ("budget_lines", "line_id")):
        for record in records(outcome, table):
            found.setdefault(text(record, key), text(record, "alignment"))
    return found


def _panels(outcome: Outcome, exhibit: Exhibit) -> Iterator[Panel]:
    for view in exhibit.views:
        picture = outcome.pictures[view.picture]
        yield Panel(view, picture.page, picture.width, picture.height)


def _ledger(exhibit: Exhibit, names: Names, outcome: Outcome) -> Ledger | None:
    own = exhibit.sum
    if own is None:
        return None
    places = {
        (text(record, "line_id"), text(record, "amount_column")): record
        for record in records(outcome, "budget_lines")
    }
    # The parts of a row's total differ by their columns, those of all others by their lines.
    across = {term.part_id for term in own.terms} == {own.total_id}
    several = len({term.amount_column for term in own.terms}) > 1
    entries = []
    for term in own.terms:
        record = places.get((term.part_id, term.amount_column), names.totals.get(term.part_id, {}))
        label = term.amount_column if across or several else names.part(term.part_id)
        under = "" if across or several else names.group(record)
        entries.append(Entry(label, under, _decimal(term.amount), record))
    label = names.part(own.total_id)
    return Ledger(label, tuple(entries), _decimal(own.stated), _decimal(own.computed))


def _decimal(printed: str) -> Decimal | None:
    return Decimal(printed) if printed else None
