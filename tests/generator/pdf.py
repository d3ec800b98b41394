"""Typeset a plan as PDF, with the troubles that tables in PDF have."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from . import words
from .errors import plan_with_errors
from .facts import draw_plan
from .habits import Habits, draw_habits
from .pdf_layout import (
    PAD,
    Layout,
    MarkStyle,
    PdfHabits,
    Piece,
    Rules,
    Runs,
    Sheet,
    draw_pdf_habits,
)
from .pdf_page import FpdfPen, Pen, ReportlabPen
from .plan_model import GeneratedPlan
from .table import Kind, Table, lay_out
from .text import head_lines
from .truth import Truth, truth_of

GREY = (0.85, 0.85, 0.85)
PALE = (0.94, 0.94, 0.94)
MARK = (0.35, 0.55, 0.8)
THIN = 0.5


@dataclass(frozen=True, slots=True)
class PrintedPdf:
    """A plan as PDF; `truth.rows` run beside the table's body, from the first page to the last."""

    plan: GeneratedPlan
    habits: Habits
    pdf: PdfHabits
    table: Table
    truth: Truth
    data: bytes
    suffix: str = ".pdf"
    shifted: frozenset[int] = frozenset()

    @property
    def lines(self) -> tuple[int, ...]:
        """Rows have no lines here: they are counted from 1."""
        return tuple(range(1, len(self.table.rows) + 1))

    def tags(self) -> dict[str, str]:
        return self.habits.tags() | self.pdf.tags()


def print_pdf(seed: int) -> PrintedPdf:
    """Draw and typeset the plan of that seed; the same seed gives the same bytes."""
    rng = Random(f"pdf {seed}")
    habits = draw_habits(rng).for_pdf()
    facts = draw_plan(rng, habits, seed)
    count = 0 if rng.random() < 0.4 else rng.randint(1, 3)
    plan = plan_with_errors(facts, habits, rng, count)
    table = lay_out(plan, habits)
    pdf = draw_pdf_habits(rng)
    data = _Press(rng, plan, habits, pdf, table).run()
    return PrintedPdf(plan, habits, pdf, table, truth_of(plan, habits, table), data)


class _Press:
    def __init__(
        self, rng: Random, plan: GeneratedPlan, habits: Habits, pdf: PdfHabits, table: Table
    ) -> None:
        self.rng = rng
        self.plan = plan
        self.habits = habits
        self.pdf = pdf
        self.table = table
        self.layout = Layout(table, habits, pdf, self.new_pen(842, 595))
        self.layout.set_columns()
        self.pen = self.new_pen(self.layout.width, self.layout.height)
        self.areas = self.layout.areas()
        self.rest: dict[int, list[str]] = {}

    def new_pen(self, width: float, height: float) -> Pen:
        if self.pdf.producer == "fpdf2":
            return FpdfPen(width, height)
        return ReportlabPen(width, height, self.pdf.producer == "vera", self.pdf.rotated)

    def run(self) -> bytes:
        head = [line for line in head_lines(self.plan, self.habits, self.rng) if line]
        top = self.layout.margin + 16 + 14 * len(head)
        sheets = self.layout.sheets(top + 10)
        for number, sheet in enumerate(sheets, 1):
            self.pen.page()
            if number == 1:
                for i, line in enumerate(head):
                    y = self.layout.margin + 16 + 14 * i
                    self.pen.text(self.layout.margin, y, line[:150], 10 if i == 0 else 9, i == 0)
            elif self.pdf.page_heads:
                self.pen.text(self.layout.margin, self.layout.margin, self.plan.head.title, 7)
            if self.pdf.page_numbers:
                text = f"Page {number} / {len(sheets)}"
                self.pen.text(self.layout.width / 2, self.layout.height - 20, text, 7)
            self.sheet(sheet)
        if self.habits.trailing:
            self.closing(sheets[-1])
        return self.pen.done()

    def closing(self, last: Sheet) -> None:
        """The signature block: under the table where it fits, else on a page of its own."""
        y = last.pieces[-1].bottom + 30
        if y > self.layout.height - 100:
            self.pen.page()
            y = self.layout.margin + 20
        for i, line in enumerate(self.rng.sample(words.CLOSING, 3)):
            self.pen.text(self.layout.margin, y + 14 * i, line, 9)

    # --- one page

    def sheet(self, sheet: Sheet) -> None:
        if sheet.header_top is not None:
            self.header(sheet.header_top)
        for i, piece in enumerate(sheet.pieces):
            self.background(piece, i)
        for piece in sheet.pieces:
            self.body(piece)
        self.spanning(sheet)
        self.rules(sheet)

    def header(self, top: float) -> None:
        edges, heights = self.layout.edges, self.layout.header_levels()
        if self.pdf.shaded_header or self.pdf.rules is Rules.FILLS:
            self.pen.fill(edges[0], top, edges[-1], top + sum(heights), GREY)
        for first, after, upper, lower, text in self.layout.header_cells():
            y0, y1 = top + sum(heights[:upper]), top + sum(heights[:lower])
            if after == first + 1 and self.layout.is_turned(self.table.columns[first]):
                middle = (edges[first] + edges[after] + self.pdf.size * 0.7) / 2
                self.pen.turned(middle, y1 - PAD, text, self.pdf.size)
            else:
                lines = self.layout.wrap(text, edges[after] - edges[first], True)
                centred = self.table.columns[first].key.startswith("period") or after > first + 1
                self.lines(edges[first], edges[after], y0, lines, True, 0.5 if centred else 0.0)
            self.cell_rules(edges[first], y0, edges[after], y1)

    def background(self, piece: Piece, place: int) -> None:
        edges, row = self.layout.edges, self.table.rows[piece.row]
        if self.pdf.rules is Rules.FILLS and (place % 2 or row.kind is not Kind.LINE):
            shade = PALE if row.kind is Kind.LINE else GREY
            self.pen.fill(edges[0], piece.top, edges[-1], piece.bottom, shade)
        if self.pdf.marks is MarkStyle.FILL and row.kind is Kind.LINE:
            for mark in row.marks:
                at = self.layout.table.place(f"period{mark}")
                if at is not None:
                    x0, x1 = edges[at], edges[at + 1]
                    self.pen.fill(x0 + THIN, piece.top + THIN, x1 - THIN, piece.bottom - THIN, MARK)

    def body(self, piece: Piece) -> None:
        row, edges = self.table.rows[piece.row], self.layout.edges
        for i, lines in enumerate(piece.lines):
            key = self.table.columns[i].key
            if key.startswith("period") and row.kind is Kind.LINE:
                if lines and piece.begins:
                    self.mark(i, piece)
                continue
            right = key.startswith(("amount", "total")) and self.pdf.right_amounts
            end = len(edges) - 1 if row.kind is Kind.HEADING else i + 1
            if row.kind is Kind.TOTAL and lines and not key.startswith(("amount", "total")):
                end = self.layout.label_end(piece.row, i)
            bold = row.kind is not Kind.LINE
            self.lines(edges[i], edges[end], piece.top, lines, bold, 1.0 if right else 0.0)

    def mark(self, i: int, piece: Piece) -> None:
        x0, x1 = self.layout.edges[i], self.layout.edges[i + 1]
        if self.pdf.marks is MarkStyle.TEXT:
            text = self.habits.mark if self.habits.mark in "Xx×" else "X"
            self.lines(x0, x1, piece.top, (text,), False, 0.5)
        elif self.pdf.marks is MarkStyle.DRAWN:
            x, y = (x0 + x1) / 2, piece.top + PAD + self.pdf.size
            self.pen.rule(x - 3, y - 3, x - 1, y, 1)
            self.pen.rule(x - 1, y, x + 3, y - 6, 1)

    def lines(
        self, x0: float, x1: float, top: float, lines: tuple[str, ...], bold: bool, along: float
    ) -> None:
        """Lines of text in a cell; `along` 0 is left, 0.5 the middle, 1 right."""
        size = self.pdf.size
        for n, line in enumerate(lines):
            spare = x1 - x0 - 2 * PAD - self.pen.width(line, size, bold)
            y = top + PAD + size * 0.95 + n * self.layout.leading
            self.run_of(x0 + PAD + max(0.0, spare) * along, y, line, bold)

    def run_of(self, x: float, y: float, line: str, bold: bool) -> None:
        """One line in as many show operators as the habit says."""
        size = self.pdf.size
        units = {Runs.LINE: [line], Runs.WORD: line.split(" "), Runs.LETTER: list(line)}
        space = self.pen.width(" ", size, bold) if self.pdf.runs is Runs.WORD else 0.0
        for unit in units[self.pdf.runs]:
            if unit.strip(" "):
                self.pen.text(x, y, unit, size, bold)
            x += self.pen.width(unit, size, bold) + space

    # --- results that span rows

    def spanning(self, sheet: Sheet) -> None:
        """Their text fills its part of each page in turn."""
        for n, (column, first, after) in enumerate(self.areas):
            pieces = [p for p in sheet.pieces if first <= p.row < after]
            if not pieces:
                continue
            x0, x1 = self.layout.edges[column], self.layout.edges[column + 1]
            if n not in self.rest:
                text = self.table.rows[first].cells[column]
                self.rest[n] = list(self.layout.wrap(text, x1 - x0))
            top, bottom = pieces[0].top, pieces[-1].bottom
            room = int((bottom - top - 2 * PAD) / self.layout.leading)
            here, self.rest[n] = self.rest[n][:room], self.rest[n][room:]
            whole = pieces[-1].row == after - 1 and pieces[0].begins and pieces[0].row == first
            if self.pdf.middle and whole:
                top += (bottom - top - 2 * PAD - len(here) * self.layout.leading) / 2
            self.lines(x0, x1, top, tuple(here), False, 0.0)

    # --- rules

    def rules(self, sheet: Sheet) -> None:
        edges = self.layout.edges
        for piece in sheet.pieces:
            row = self.table.rows[piece.row]
            spanned = {c for c, first, after in self.areas if first <= piece.row < after}
            if row.kind is Kind.HEADING:
                self.cell_rules(edges[0], piece.top, edges[-1], piece.bottom)
                continue
            i = 0
            while i < len(edges) - 1:
                end = i + 1
                if row.kind is Kind.TOTAL and row.cells[i]:
                    end = self.layout.label_end(piece.row, i)
                if i not in spanned:
                    self.cell_rules(edges[i], piece.top, edges[end], piece.bottom)
                i = end
        for column, first, after in self.areas:
            pieces = [p for p in sheet.pieces if first <= p.row < after]
            if pieces:
                x0, x1 = edges[column], edges[column + 1]
                self.cell_rules(x0, pieces[0].top, x1, pieces[-1].bottom)

    def cell_rules(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The four sides of a cell, as far as the habit draws them."""
        rules = self.pdf.rules
        if rules in (Rules.NONE, Rules.FILLS):
            return
        sides = [(x0, y0, x1, y0), (x0, y1, x1, y1)]
        if rules is not Rules.HORIZONTAL:
            sides += [(x0, y0, x0, y1), (x1, y0, x1, y1)]
        for a, b, c, d in sides:
            if rules is Rules.THIN_RECTS:
                self.pen.fill(a - THIN / 2, b - THIN / 2, c + THIN / 2, d + THIN / 2, (0, 0, 0))
                continue
            self.pen.rule(a, b, c, d, THIN, rules is Rules.DASHED)
            if rules is Rules.DOUBLED:
                self.pen.rule(a + 1.2, b + 1.2, c + 1.2, d + 1.2, THIN)
