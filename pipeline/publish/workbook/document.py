"""The sheet of one document, as an auditor would have typed it, with live totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.decisions.model import Ruling
from pipeline.messages.render import words_of
from pipeline.publish.workbook.cells import Sheet, cached
from pipeline.publish.workbook.formulas import Cell, difference, holds
from pipeline.publish.workbook.grid import HEAD, LABEL, NUMBER, Grid, Slot
from pipeline.publish.workbook.layout import RowKind, SheetRow
from pipeline.publish.workbook.records import Record
from pipeline.publish.workbook.styles import LINK, PALE, RULE, Tint
from pipeline.publish.workbook.words import Words
from pipeline.reconcile.model import Severity, TotalStatus, Verdict

_GROUPS, _NAMES = HEAD - 2, HEAD - 1  # the two rows of the heading
_WIDTHS = {
    "number": 7, "label": 46, "responsible": 13, "period": 4.6, "account": 8, "description": 27,
    "donor": 12, "amount": 13.5, "where": 8, "findings": 44,
}  # fmt: skip
_WRAP = {"text_wrap": True}
_STATUS_TINTS = {
    TotalStatus.CONSISTENT: Tint.GREEN,
    TotalStatus.ROUNDING: Tint.AMBER,
    TotalStatus.INCONSISTENT: Tint.RED,
    TotalStatus.UNVERIFIABLE: Tint.GREY,
}

Flags = Mapping[Cell, Sequence[Record]]


def write_document(sheet: Sheet, grid: Grid, head: Record, flags: Flags, back: str) -> None:
    """Write title, headings and rows.

    `head` is the document's row, `flags` the findings on each cell, `back` a link to the document's
    row in their list.
    """
    writer = _Writer(sheet, grid, head, flags)
    writer.head(back)
    for at in range(HEAD, grid.last_row + 1):
        if at in grid.headings:
            writer.heading(at, grid.headings[at])
        else:
            writer.row(at, grid.lines[at])
    writer.finish()


class _Writer:
    def __init__(self, sheet: Sheet, grid: Grid, head: Record, flags: Flags) -> None:
        self._sheet, self._grid, self._head = sheet, grid, head
        self._flags = flags
        self._words = sheet.words
        self._levels = words_of(sheet.words.language).levels

    def head(self, back: str) -> None:
        """The rows above the table."""
        sheet, head, grid = self._sheet, self._head, self._grid
        self._widths()
        title = head.text("title") or head.text("path")
        sheet.text((0, 0), title, bold=True, font_size=14, **self._tint((0, 0)))
        sheet.height(0, 22)
        self._notes((0, 0))
        sheet.text((1, 0), " · ".join(facts(head, self._words)), font_color=PALE)
        sheet.link((2, 0), back, self._words("back"), font_color=LINK, underline=1)
        sheet.text((2, 1), head.text("error"), bold=True, font_color="#B91C1C")
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": Tint.HEAD, "valign": "vcenter"}
        look |= {"align": "center", **_WRAP}
        sheet.height(_GROUPS, 30)
        for at in range(grid.findings + 1):
            sheet.blank((_GROUPS, at), **look)
        self._period_groups(look)
        for slot, name in self._slot_names():
            self._across(_GROUPS, slot.at, slot.width, name, look)
        for name, at in self._texts():
            sheet.text((_NAMES, at), self._words(f"head.{name}"), **{**look, "align": "left"})
        for at, period in enumerate(grid.periods):
            sheet.text((_NAMES, grid.first_period + at), period.label, **look)
        for slot in grid.slots:
            names = ("stated", "computed", "difference") if slot.checked else ("amount",)
            for by, name in enumerate(names):
                sheet.text((_NAMES, slot.at + by), self._words(f"head.{name}"), **look)

    def heading(self, at: int, block: int) -> None:
        """The names of a block's amount columns."""
        look = {"bold": True, "bg_color": "#C7D4E5", "align": "center", **_WRAP}
        for column in range(self._grid.findings + 1):
            self._sheet.blank((at, column), **look)
        for slot, name in self._grid.columns_of(block):
            self._across(at, slot.at, slot.width, name, look)

    def row(self, at: int, row: SheetRow) -> None:
        """One row of the table."""
        sheet, grid = self._sheet, self._grid
        look = self._look(row)
        for column in range(grid.findings + 1):
            sheet.blank((at, column), **{**look, **self._tint((at, column))})
            self._notes((at, column))
        self._texts_of(at, row, look)
        for by, period in enumerate(grid.periods):
            if period.key in row.marks:
                self._mark((at, grid.first_period + by), row.marks[period.key], look)
        for name in row.columns:
            slot = grid.slot(row, name)
            amount, stated = row.amounts.get(name), row.totals.get(name)
            if amount is not None:
                self._figure((at, slot.at), amount, "amount", look)
            elif stated is not None:
                self._figure((at, slot.at), stated, "stated", look)
            if stated is not None:
                self._check(at, slot, stated, look)
        self._told(at, look)

    def finish(self) -> None:
        """Notes, widths, what stays in sight, how it prints."""
        sheet, grid = self._sheet, self._grid
        raw = sheet.raw
        raw.freeze_panes(HEAD, LABEL + 1)
        raw.repeat_rows(_GROUPS, _NAMES)
        printing(raw)
        last = xl_rowcol_to_cell(grid.last_row, grid.findings)
        raw.ignore_errors({
            "number_stored_as_text": f"A1:{last}",
            "formula_range": f"A1:{last}",
            "formula_differs": f"A1:{last}",
            "empty_cell_reference": f"A1:{last}",
        })  # fmt: skip
        sheet.close()

    def _widths(self) -> None:
        grid = self._grid
        widths = {at: _WIDTHS[name] for name, at in self._texts()}
        widths |= {grid.first_period + at: _WIDTHS["period"] for at in range(len(grid.periods))}
        for slot in grid.slots:
            widths |= {slot.at + by: _WIDTHS["amount"] for by in range(slot.width)}
        for at, width in widths.items():
            self._sheet.width(at, width)

    def _texts(self) -> list[tuple[str, int]]:
        grid = self._grid
        named = [
            ("number", NUMBER), ("label", LABEL), ("responsible", grid.responsible),
            ("account", grid.account), ("description", grid.description), ("donor", grid.donor),
            ("where", grid.where), ("findings", grid.findings),
        ]  # fmt: skip
        return [(name, at) for name, at in named if at is not None]

    def _slot_names(self) -> list[tuple[Slot, str]]:
        """One block names its columns in the frozen heading; several have headings of their own."""
        if len(self._grid.layout.blocks) == 1:
            return list(self._grid.columns_of(0))
        return []

    def _period_groups(self, look: Mapping[str, Any]) -> None:
        groups: dict[str, list[int]] = {}
        for at, period in enumerate(self._grid.periods):
            groups.setdefault(period.group, []).append(self._grid.first_period + at)
        for name, columns in groups.items():
            self._across(_GROUPS, columns[0], len(columns), name, look)

    def _across(self, row: int, at: int, width: int, text: str, look: Mapping[str, Any]) -> None:
        if width > 1:
            style = self._sheet.styles.get(**look)
            self._sheet.raw.merge_range(row, at, row, at + width - 1, "", style)
        self._sheet.text((row, at), text, **look)

    def _look(self, row: SheetRow) -> dict[str, Any]:
        if row.kind is RowKind.TOTAL:
            return {"bold": True, "bg_color": Tint.TOTAL, "top": 1, "bottom": 1, **_WRAP}
        if row.node is not None:
            depth = self._depth(row.node, "node_id")
            return {"bold": True, "bg_color": Tint.NODE_BELOW if depth else Tint.NODE, **_WRAP}
        return {"bottom": 1, "bottom_color": RULE, **_WRAP}

    def _depth(self, record: Record, name: str) -> int:
        return self._grid.layout.depths.get(record.text(name), 0)

    def _texts_of(self, at: int, row: SheetRow, look: Mapping[str, Any]) -> None:
        said: dict[int | None, tuple[str, dict[str, Any]]] = {}
        if row.node is not None:
            said[NUMBER] = (row.node.text("number"), {})
            said[LABEL] = (self._node(row.node), {"indent": self._depth(row.node, "node_id")})
        if row.line is not None:
            grid = self._grid
            said[grid.responsible] = (row.line.text("responsible"), {})
            said[grid.account] = (row.line.text("account_code"), {})
            said[grid.description] = (row.line.text("account_label"), {})
            said[grid.donor] = (row.line.text("donor"), {})
        if row.activity is not None:
            said[NUMBER] = (row.activity.text("number"), {})
            indent = {"indent": self._depth(row.activity, "activity_id")}
            said[LABEL] = (row.activity.text("label"), indent)
            said[self._grid.responsible] = (row.activity.text("responsible"), {})
        totals = list(row.totals.values())
        if row.kind is RowKind.TOTAL:
            said[LABEL] = (totals[0].text("label"), {})
        first = row.node or row.activity or row.line or totals[0]
        said[self._grid.where] = (place(first, self._words), {"font_color": PALE, "indent": 1})
        for column, (text, more) in said.items():
            if column is not None and text:
                style = {**look, **more, **self._tint((at, column))}
                self._sheet.text((at, column), text, **style)

    def _node(self, node: Record) -> str:
        level = self._levels[node.text("level")]
        status = node.text("status")
        also = f" ({self._words.of('status', status)})" if status else ""
        return f"{level[:1].upper()}{level[1:]}{also} : {node.text('label')}"

    def _mark(self, at: Cell, mark: Record, look: Mapping[str, Any]) -> None:
        sure = mark.text("certainty") == "certain"
        style = {**look, "align": "center", "bg_color": Tint.BLUE if sure else Tint.VIOLET}
        self._sheet.text(at, "X" if sure else "X ?", **{**style, **self._tint(at)})

    def _figure(self, at: Cell, record: Record, name: str, look: Mapping[str, Any]) -> None:
        amount = record.number(name)
        style = {**look, **self._tint(at)}
        if amount is None:
            style.setdefault("bg_color", Tint.GREY)
            self._sheet.text(at, record.text("printed"), **{**style, "align": "right"})
        else:
            self._sheet.money(at, amount, **style)

    def _check(self, row: int, slot: Slot, stated: Record, look: Mapping[str, Any]) -> None:
        """Computed and difference beside the stated figure, live where a formula can say it."""
        sheet = self._sheet
        at = (row, slot.at + 1), (row, slot.at + 2)
        computed, gap = stated.number("computed"), stated.number("difference")
        formula = self._grid.formula(stated)
        if computed is None:
            for cell in at:
                sheet.text(cell, "–", **{**look, "align": "center", "bg_color": Tint.GREY})
        elif formula is None:
            tint = _STATUS_TINTS[TotalStatus(stated.text("status"))]
            why = "note.areas" if holds(computed) else "note.static"
            sheet.exact(at[0], computed, why, **look)
            if gap is not None:
                sheet.exact(at[1], gap, why, **{**look, "bg_color": tint})
        else:
            sheet.formula(at[0], formula, computed, **look)
            if gap is not None:
                live = difference((row, slot.at), at[0])
                sheet.formula(at[1], live, gap, signed=True, **look)
                colour_difference(sheet, at[1], tolerance(stated))

    def _told(self, at: int, look: Mapping[str, Any]) -> None:
        findings = [
            finding
            for column in range(self._grid.findings)
            for finding in self._flags.get((at, column), ())
        ]
        if findings:
            text = "\n".join(finding.text("message") for finding in findings)
            style = {**look, "bold": False, "font_size": 9}
            self._sheet.text((at, self._grid.findings), text, **style)

    def _notes(self, at: Cell) -> None:
        for finding in self._flags.get(at, ()):
            self._sheet.note(at, told(finding, self._words))

    def _tint(self, at: Cell) -> dict[str, Any]:
        findings = self._flags.get(at)
        return {"bg_color": min(map(tint, findings), key=_GRAVITY.index)} if findings else {}


_GRAVITY = (Tint.RED, Tint.VIOLET, Tint.AMBER, Tint.BLUE, Tint.GREY)


def tint(finding: Record) -> Tint:
    """The colour of a finding: red accuses the document, violet doubts our own reading.

    Grey where an auditor has dismissed it.
    """
    if finding.text("decision") == Ruling.DISMISSED:
        return Tint.GREY
    if finding.text("verdict") == Verdict.READING:
        return Tint.VIOLET
    if finding.text("severity") == Severity.INFO:
        return Tint.BLUE
    error = finding.text("severity") == Severity.ERROR
    return Tint.RED if error and finding.text("verdict") == Verdict.DOCUMENT else Tint.AMBER


def told(finding: Record, words: Words) -> str:
    """A finding in full: what it is, its sentence, its likely cause."""
    kind = words.of("severity", finding.text("severity")).capitalize()
    verdict = words.of("verdict", finding.text("verdict"))
    head = f"{kind} · {verdict}"
    said = (head, finding.text("message"), finding.text("explanation"), decided(finding, words))
    return "\n".join(filter(None, said))


def decided(finding: Record, words: Words) -> str:
    """What an auditor decided of it, who and when; '' where nobody has."""
    ruling = words.of("ruling", finding.text("decision"))
    day = finding.day("decision_date")
    by = ", ".join(filter(None, (finding.text("decision_author"), day.isoformat() if day else "")))
    return f"{ruling} ({by})" if ruling and by else ruling


def facts(head: Record, words: Words) -> list[str]:
    """What a document says of itself, for one line."""
    days = (head.day("period_start"), head.day("period_end"))
    said: Iterable[str] = (
        head.text("path"),
        words.of("kind", head.text("kind")),
        " – ".join(day.isoformat() for day in days if day),
        head.text("project_id"),
        head.text("organisation"),
        head.text("funder"),
        head.text("currency"),
    )
    return [fact for fact in said if fact]


def place(record: Record, words: Words) -> str:
    """Where it is printed: page and row, or source line."""
    if line := record.whole("source_line"):
        return words("place.line", line=str(line))
    page = record.whole("page")
    return words("place.page", page=str(page)) if page else ""


def tolerance(stated: Record) -> Decimal:
    """What rounding explains; nothing where a part is blank, as the audit has it."""
    allowed = stated.number("tolerance") or Decimal(0)
    gap = abs(stated.number("difference") or Decimal(0))
    wrong = stated.text("status") == TotalStatus.INCONSISTENT
    return Decimal(0) if wrong and gap <= allowed else allowed


def colour_difference(sheet: Sheet, at: Cell, allowed: Decimal) -> None:
    """Green where the figures foot, amber where rounding explains the rest, else red."""
    bound = cached(allowed)
    rules: list[tuple[Tint, dict[str, Any]]] = [
        (Tint.GREEN, {"criteria": "==", "value": 0}),
        (Tint.AMBER, {"criteria": "between", "minimum": -bound, "maximum": bound}),
        (Tint.RED, {"criteria": "not between", "minimum": -bound, "maximum": bound}),
    ]
    for colour, rule in rules:
        style = sheet.styles.only(bg_color=colour)
        sheet.raw.conditional_format(*at, *at, {"type": "cell", "format": style, **rule})


def printing(raw: Any) -> None:
    """A4 across, as many pages down as it takes, each with its heading and number."""
    raw.set_landscape()
    raw.set_paper(9)
    raw.fit_to_pages(1, 0)
    raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    raw.set_footer("&L&8&F · &A&R&8&P / &N")
