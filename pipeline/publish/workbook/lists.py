"""The lists over all documents: documents, findings, totals, lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_rowcol_to_cell

from pipeline.outcome import Outcome
from pipeline.publish.workbook.cells import Sheet
from pipeline.publish.workbook.document import (
    colour_difference,
    decided,
    place,
    printing,
    tint,
    tolerance,
)
from pipeline.publish.workbook.formulas import Cell, difference, holds
from pipeline.publish.workbook.grid import Grid
from pipeline.publish.workbook.records import Record, records
from pipeline.publish.workbook.styles import LINK, RULE, Tint
from pipeline.reconcile.model import Severity, TotalStatus

# A list that long opens slowly and nobody reads it to the end: the tables have the rest.
MOST_ROWS = 100_000

_CELL: dict[str, Any] = {"text_wrap": True, "bottom": 1, "bottom_color": RULE}
_LINKED: dict[str, Any] = {**_CELL, "font_color": LINK}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: the key of its heading, and its width in characters."""

    key: str
    width: float


class Listing:
    """A sheet with one heading and rows below it, filtered and frozen."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.sheet = sheet
        self.next_row = 1
        self.left_out = 0
        self._at = {column.key: at for at, column in enumerate(columns)}
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": Tint.HEAD, "valign": "vcenter"}
        sheet.height(0, 30)
        for at, column in enumerate(columns):
            sheet.text((0, at), sheet.words(f"head.{column.key}"), text_wrap=True, **look)
            sheet.width(at, column.width)
        sheet.raw.freeze_panes(1, 1)
        sheet.raw.repeat_rows(0)
        printing(sheet.raw)

    @property
    def full(self) -> bool:
        """Whether no more rows are taken; each one refused is counted."""
        if self.next_row <= MOST_ROWS:
            return False
        self.left_out += 1
        return True

    def at(self, key: str) -> Cell:
        """The cell of that column in the row that is being written."""
        return self.next_row, self._at[key]

    def text(self, key: str, text: str, **look: Any) -> None:
        """Text in the row that is being written."""
        self.sheet.text(self.at(key), text, **{**_CELL, **look})

    def money(self, key: str, amount: Decimal | None, *, signed: bool = False) -> None:
        """An amount in the row that is being written."""
        self.sheet.money(self.at(key), amount, signed=signed, **_CELL)

    def count(self, key: str, number: int | None, **look: Any) -> None:
        """A count in the row that is being written."""
        self.sheet.count(self.at(key), number, **{**_CELL, **look})

    def link(self, key: str, target: str | None, text: str) -> None:
        """Text that leads somewhere, where there is somewhere to go."""
        if target is None:
            self.text(key, text)
        else:
            self.sheet.link(self.at(key), target, text, **_LINKED)

    def target(self) -> str:
        """A link to the row that is being written."""
        return target(self.sheet.name, (self.next_row, 0))

    def close(self) -> None:
        """Filter over what was written."""
        last = max(self.next_row - 1, 1)
        self.sheet.raw.autofilter(0, 0, last, len(self._at) - 1)
        area = f"A1:{xl_col_to_name(len(self._at) - 1)}{last + 1}"
        self.sheet.raw.ignore_errors({"number_stored_as_text": area})
        self.sheet.close()


@dataclass(frozen=True, slots=True)
class Book:
    """One document as the lists see it: its sheet's name and grid, where it has a sheet."""

    head: Record
    name: str | None = None
    grid: Grid | None = None

    @property
    def path(self) -> str:
        """The file's name."""
        return self.head.text("path")

    def link(self, cell: Cell | None) -> str | None:
        """A link to a cell of the document's sheet."""
        return target(self.name, cell) if self.name and cell else None


def target(name: str, cell: Cell) -> str:
    """A link to a cell."""
    return f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(*cell)}"


DOCUMENTS = (
    Column("file", 34), Column("kind", 15), Column("state", 12), Column("title", 44),
    Column("project", 12), Column("currency", 9), Column("period", 22), Column("pages", 7),
    Column("activities", 9), Column("lines", 8), Column("footing", 9), Column("not-footing", 9),
    Column("unverifiable", 11), Column("error", 8), Column("warning", 8), Column("info", 7),
    Column("proven", 11), Column("problem", 50),
)  # fmt: skip
FINDINGS = (
    Column("document", 28), Column("severity", 9), Column("verdict", 13), Column("message", 62),
    Column("explanation", 34), Column("cell", 8), Column("where", 9), Column("column", 20),
    Column("stated", 14), Column("computed", 14), Column("difference", 13), Column("implied", 14),
    Column("decision", 24), Column("note", 34), Column("rule", 22), Column("id", 13),
)  # fmt: skip
TOTALS = (
    Column("document", 28), Column("total", 28), Column("group", 24), Column("total-kind", 15),
    Column("column", 24), Column("stated", 15), Column("computed", 15), Column("difference", 13),
    Column("tolerance", 11), Column("status", 13), Column("parts", 8), Column("cell", 8),
    Column("where", 9),
)  # fmt: skip
LINES = (
    Column("document", 28), Column("group", 24), Column("activity-number", 9),
    Column("activity", 46), Column("responsible", 14), Column("donor", 12), Column("account", 9),
    Column("description", 30), Column("column", 24), Column("role", 12), Column("amount", 15),
    Column("currency", 9), Column("reading", 12), Column("printed", 14), Column("cell", 8),
    Column("where", 9),
)  # fmt: skip

DECISIONS = (
    Column("document", 28), Column("id", 13), Column("decision", 18), Column("note", 50),
    Column("author", 20), Column("date", 12), Column("gone", 34),
)  # fmt: skip


def list_document(listing: Listing, outcome: Outcome, book: Book) -> None:
    """One row of the documents."""
    if listing.full:
        return
    head, words = book.head, listing.sheet.words
    listing.link("file", book.link((0, 0)), book.path)
    listing.text("kind", words.of("kind", head.text("kind")))
    state = head.text("status")
    colour = {} if state == "ok" else {"bg_color": Tint.VIOLET}
    listing.text("state", words.of("state", state), **colour)
    listing.text("title", head.text("title"))
    listing.text("project", head.text("project_id"))
    listing.text("currency", head.text("currency"))
    days = (head.day("period_start"), head.day("period_end"))
    listing.text("period", " – ".join(day.isoformat() for day in days if day))
    listing.count("pages", head.whole("pages"))
    listing.count("activities", outcome.activities)
    listing.count("lines", outcome.lines)
    statuses = [total.text("status") for total in records(outcome.rows, "totals")]
    listing.count("footing", outcome.footing, **_filled(outcome.footing, Tint.GREEN))
    wrong = outcome.not_footing
    listing.count("not-footing", wrong, **_filled(wrong, Tint.RED))
    listing.count("unverifiable", statuses.count(TotalStatus.UNVERIFIABLE))
    for severity in Severity:
        found = sum(told.severity is severity for told in outcome.findings)
        listing.count(str(severity), found)
    share = head.number("proven_share")
    if share is None:
        listing.text("proven", "")
    else:
        look = {**_CELL, "num_format": listing.sheet.styles.share, "align": "right", "indent": 1}
        at = listing.at("proven")
        listing.sheet.raw.write_number(*at, float(share), listing.sheet.styles.get(**look))
    listing.text("problem", head.text("error"))
    listing.next_row += 1


def list_finding(listing: Listing, finding: Record, book: Book, cell: Cell | None) -> None:
    """One row of the findings, with the cell that it speaks of."""
    if listing.full:
        return
    words = listing.sheet.words
    listing.text("document", book.path)
    colour = {"bg_color": tint(finding)}
    listing.text("severity", words.of("severity", finding.text("severity")), **colour)
    listing.text("verdict", words.of("verdict", finding.text("verdict")))
    listing.text("message", finding.text("message"))
    listing.text("explanation", finding.text("explanation"))
    _places(listing, finding, book, cell)
    listing.text("column", finding.text("amount_column"))
    for name in ("stated", "computed"):
        listing.money(name, finding.number(name))
    listing.money("difference", finding.number("difference"), signed=True)
    listing.money("implied", finding.number("implied_amount"))
    listing.text("decision", decided(finding, words))
    listing.text("note", finding.text("decision_note"))
    listing.text("rule", finding.text("rule"))
    listing.text("id", finding.text("finding_id"))
    listing.next_row += 1


def list_total(listing: Listing, stated: Record, book: Book, groups: dict[str, str]) -> None:
    """One row of the totals; live, over the document's sheet where it has one."""
    if listing.full:
        return
    words, sheet = listing.sheet.words, listing.sheet
    listing.text("document", book.path)
    listing.text("total", stated.text("label"))
    listing.text("group", groups.get(stated.text("node_id"), ""))
    listing.text("total-kind", words.of("total-kind", stated.text("kind")))
    listing.text("column", stated.text("amount_column"))
    figures = [stated.number(name) for name in ("stated", "computed", "difference")]
    live = book.grid is not None and book.grid.formula(stated) is not None
    cell = book.grid.totals[stated.text("total_id")].cell if book.grid else None
    for by, name in enumerate(("stated", "computed")):
        figure = figures[by]
        if live and cell is not None and book.name and figure is not None:
            home = xl_rowcol_to_cell(cell[0], cell[1] + by)
            sheet.formula(
                listing.at(name), f"={quote_sheetname(book.name)}!{home}", figure, **_CELL
            )
        else:
            listing.money(name, figure)
    gap, allowed = figures[2], stated.number("tolerance")
    status = words.of("total", stated.text("status"))
    if gap is None:
        listing.text("difference", "")
        listing.text("status", status, bg_color=Tint.GREY)
    elif all(figure is not None and holds(figure) for figure in figures):
        at = listing.at("difference")
        live_gap = difference(listing.at("stated"), listing.at("computed"))
        sheet.formula(at, live_gap, gap, signed=True, **_CELL)
        if tolerance(stated) != (allowed or 0):
            colour_difference(sheet, at, tolerance(stated))
        listing.text("status", status)
    else:
        sheet.exact(listing.at("difference"), gap, "note.static", **_CELL)
        listing.text("status", status)
    listing.money("tolerance", allowed)
    listing.count("parts", len([part for part in stated.text("parts").split(";") if part]))
    _places(listing, stated, book, cell)
    listing.next_row += 1


def colour_differences(listing: Listing) -> None:
    """Colour the differences of the totals by the tolerances beside them.

    Rules of a row alone, written before, come first. One set of rules for all rows: each would
    stay in memory to the end.
    """
    sheet = listing.sheet
    (_, column), (_, beside) = listing.at("difference"), listing.at("tolerance")
    gap = xl_rowcol_to_cell(1, column, col_abs=True)
    allowed = xl_rowcol_to_cell(1, beside, col_abs=True)
    for colour, rule in (
        (Tint.GREEN, f"=AND(ISNUMBER({gap}),{gap}=0)"),
        (Tint.AMBER, f"=AND(ISNUMBER({gap}),ABS({gap})<={allowed})"),
        (Tint.RED, f"=ISNUMBER({gap})"),
    ):
        look = {"type": "formula", "criteria": rule, "format": sheet.styles.only(bg_color=colour)}
        sheet.raw.conditional_format(1, column, max(listing.next_row - 1, 1), column, look)


def list_line(
    listing: Listing,
    line: Record,
    book: Book,
    groups: dict[str, str],
    activities: dict[str, Record],
) -> None:
    """One row of the lines: an amount cell."""
    if listing.full:
        return
    words = listing.sheet.words
    listing.text("document", book.path)
    listing.text("group", groups.get(line.text("node_id"), ""))
    activity = activities.get(line.text("activity_id"))
    listing.text("activity-number", activity.text("number") if activity else "")
    listing.text("activity", activity.text("label") if activity else "")
    listing.text("responsible", line.text("responsible"))
    listing.text("donor", line.text("donor"))
    listing.text("account", line.text("account_code"))
    listing.text("description", line.text("account_label"))
    listing.text("column", line.text("amount_column"))
    listing.text("role", words.of("role", line.text("amount_role")))
    listing.money("amount", line.number("amount"))
    listing.text("currency", line.text("currency"))
    read = line.text("status")
    colour = {} if read == "read" else {"bg_color": Tint.AMBER}
    listing.text("reading", words.of("reading", read), **colour)
    listing.text("printed", line.text("printed"), align="right")
    key = line.text("line_id"), line.text("amount_column")
    _places(listing, line, book, book.grid.amounts[key].cell if book.grid else None)
    listing.next_row += 1


def group_names(outcome: Outcome) -> dict[str, str]:
    """How the lists call each node of the framework: its number, else its label."""
    return {
        node.text("node_id"): " ".join(filter(None, (node.text("number"), node.text("label"))))
        for node in records(outcome.rows, "framework")
    }


def list_decision(listing: Listing, decision: Record, path: str) -> None:
    """One row of the decisions whose finding is not in the list of findings any more."""
    words = listing.sheet.words
    listing.text("document", path)
    listing.text("id", decision.text("finding_id"))
    listing.text("decision", words.of("ruling", decision.text("decision")))
    listing.text("note", decision.text("note"))
    listing.text("author", decision.text("author"))
    day = decision.day("date")
    listing.text("date", day.isoformat() if day else "")
    listing.text("gone", words.of("gone", decision.text("state")))
    listing.next_row += 1


def _places(listing: Listing, record: Record, book: Book, cell: Cell | None) -> None:
    text = xl_rowcol_to_cell(*cell) if cell else ""
    listing.link("cell", book.link(cell), text)
    listing.text("where", place(record, listing.sheet.words))


def _filled(number: int, colour: Tint) -> dict[str, Any]:
    return {"bg_color": colour} if number else {}
