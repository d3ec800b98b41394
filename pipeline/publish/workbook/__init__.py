"""`audit.xlsx`: the audit as an auditor would have typed it, every total a live formula.

Made from outcomes alone, one document after the other; the same outcomes give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from extractors.errors import Language
from extractors.rows import Row
from pipeline.decisions.model import State
from pipeline.outcome import Outcome, Rows
from pipeline.publish.workbook.cells import AUTHOR, Sheet
from pipeline.publish.workbook.document import write_document
from pipeline.publish.workbook.flags import flag_cell
from pipeline.publish.workbook.formulas import Cell
from pipeline.publish.workbook.grid import grid
from pipeline.publish.workbook.layout import lay_out
from pipeline.publish.workbook.lists import (
    DECISIONS,
    DOCUMENTS,
    FINDINGS,
    LINES,
    TOTALS,
    Book,
    Listing,
    colour_differences,
    group_names,
    list_decision,
    list_document,
    list_finding,
    list_line,
    list_total,
)
from pipeline.publish.workbook.names import Names
from pipeline.publish.workbook.readme import Tally, write_readme
from pipeline.publish.workbook.records import Record, records
from pipeline.publish.workbook.styles import Styles
from pipeline.publish.workbook.words import Words
from pipeline.terminal.words import count

# Beyond that many sheets nobody finds one, and spreadsheets open slowly.
MOST_SHEETS = 200

_LISTS = {"documents": DOCUMENTS, "findings": FINDINGS, "totals": TOTALS, "lines": LINES}
_TABLES = {"documents": "documents", "findings": "findings", "totals": "totals",
           "lines": "budget_lines"}  # fmt: skip
_CREATED = datetime(2024, 1, 1)  # any fixed date: no file tells when it was made
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    outcomes: Sequence[Outcome], path: Path, language: Language, orphans: Iterable[Row] = ()
) -> None:
    """Write the workbook of all documents.

    Beyond MOST_SHEETS documents have no sheets of their own, and the first sheet says so. `orphans`
    are rows of decisions on documents that are not there.
    """
    words = Words(language)
    single = len(outcomes) <= MOST_SHEETS
    with xlsxwriter.Workbook(path, {**_OPTIONS, "tmpdir": str(path.parent)}) as book:
        book.set_properties({"title": words("readme.title"), "author": AUTHOR, "created": _CREATED})
        writer = _Writer(book, words, single)
        for outcome in outcomes:
            writer.add(outcome)
        writer.decisions("", {"decisions": list(orphans)})
        writer.close()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, words: Words, single: bool) -> None:
        self._book, self._words, self._single = book, words, single
        self._styles = Styles(book, words.language)
        self._readme = self._sheet(words("sheet.readme"))
        self._lists = {
            key: Listing(self._sheet(words(f"sheet.{key}")), columns)
            for key, columns in _LISTS.items()
        }
        keys = ("readme", *_LISTS)
        taken = [words(f"sheet.{key}") for key in keys]
        self._names = Names(*taken)
        self._tally = Tally()
        self._gone: list[tuple[str, Record]] = []

    def add(self, outcome: Outcome) -> None:
        """One document: its rows in the lists, and its own sheet."""
        self._tally.add(outcome)
        (head,) = records(outcome.rows, "documents")
        book = Book(head)
        if self._single and (layout := lay_out(outcome.rows)).rows:
            own = grid(layout, self._words.language)
            book = Book(head, self._names.name(head.text("path")), own)
        back = self._lists["documents"].target()
        list_document(self._lists["documents"], outcome, book)
        flags: dict[Cell, list[Record]] = defaultdict(list)
        for finding in records(outcome.rows, "findings"):
            cell = flag_cell(book.grid, finding) if book.grid else None
            if cell is not None:
                flags[cell].append(finding)
            list_finding(self._lists["findings"], finding, book, cell)
        groups = group_names(outcome)
        for total in records(outcome.rows, "totals"):
            list_total(self._lists["totals"], total, book, groups)
        activities = {a.text("activity_id"): a for a in records(outcome.rows, "activities")}
        for line in records(outcome.rows, "budget_lines"):
            list_line(self._lists["lines"], line, book, groups, activities)
        if book.grid is not None and book.name is not None:
            write_document(self._sheet(book.name), book.grid, head, flags, back)

        self.decisions(head.text("path"), outcome.rows)

    def decisions(self, path: str, rows: Rows) -> None:
        """The decisions whose findings are gone: in a sheet of their own, where there are any."""
        for decision in records(rows, "decisions"):
            if decision.text("state") != State.APPLIES:
                self._gone.append((path or decision.text("document_id"), decision))

    def close(self) -> None:
        """The first sheet, which knows how the others ended."""
        words = self._words
        colour_differences(self._lists["totals"])
        warnings = []
        if not self._single:
            most = count(MOST_SHEETS, words.language)
            warnings.append(words("readme.no-sheets", most=most))
        for key, listing in self._lists.items():
            listing.close()
            if listing.left_out:
                left_out = count(listing.left_out, words.language)
                name, table = words(f"sheet.{key}"), f"{_TABLES[key]}.csv"
                warnings.append(words("readme.cut", count=left_out, sheet=name, table=table))
        if self._gone:
            name = self._names.name(words("sheet.decisions"))
            self._lists["decisions"] = gone = Listing(self._sheet(name), DECISIONS)
            for path, decision in self._gone:
                list_decision(gone, decision, path)
            gone.close()
        lists = [(listing.sheet.name, key) for key, listing in self._lists.items()]
        write_readme(self._readme, self._tally, lists, warnings)
        self._readme.raw.activate()

    def _sheet(self, name: str) -> Sheet:
        return Sheet(self._book, name, self._styles, self._words)
