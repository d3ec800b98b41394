"""Cut a plan's table into pages: column widths, wrapped cells, rows broken by a page's end."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from .habits import Framework, Habits
from .pdf_page import Pen
from .table import Column, Kind, Table


class Rules(StrEnum):
    """How rows and columns are told apart on the page."""

    LINES = "lines"
    THIN_RECTS = "thin rectangles"
    DASHED = "dashed lines"
    DOUBLED = "doubled lines"
    HORIZONTAL = "horizontal lines only"
    FILLS = "fills only"
    NONE = "no rules"


class MarkStyle(StrEnum):
    """How a period is marked."""

    TEXT = "text"
    FILL = "filled cell"
    DRAWN = "drawn check mark"


class Runs(StrEnum):
    """How much text one show operator draws."""

    LINE = "line"
    WORD = "word"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class PdfHabits:
    """One way to typeset a plan."""

    producer: str
    rules: Rules
    marks: MarkStyle
    runs: Runs
    spans: bool
    middle: bool
    turned_header: bool
    header_again: bool
    cut_rows: bool
    page_heads: bool
    page_numbers: bool
    rotated: bool
    size: float
    shaded_header: bool
    right_amounts: bool

    def tags(self) -> dict[str, str]:
        """Field by field, what was chosen."""
        return {f"pdf {name}": str(getattr(self, name)) for name in self.__dataclass_fields__}


def draw_pdf_habits(rng: Random) -> PdfHabits:
    """Draw how a plan is typeset; ruled plans, which are most, come oftenest."""
    rules = rng.choice([Rules.LINES, Rules.LINES, Rules.LINES, *Rules])
    return PdfHabits(
        producer=rng.choice(["helvetica", "vera", "fpdf2"]),
        rules=rules,
        marks=rng.choice([MarkStyle.TEXT, MarkStyle.TEXT, MarkStyle.FILL, MarkStyle.DRAWN]),
        runs=rng.choice([Runs.LINE, Runs.LINE, Runs.WORD, Runs.LETTER]),
        spans=rng.random() < 0.6,
        middle=rng.random() < 0.3,
        turned_header=rng.random() < 0.2,
        header_again=rng.random() < 0.6,
        cut_rows=rng.random() < 0.5,
        page_heads=rng.random() < 0.3,
        page_numbers=rng.random() < 0.5,
        rotated=rng.random() < 0.1,
        size=rng.choice([6.5, 7.0, 8.0, 9.0]),
        shaded_header=rng.random() < 0.5,
        right_amounts=rng.random() < 0.8,
    )


PAD = 3.0  # points between a cell's edge and its text
LEADING = 1.25  # line height in font sizes
# Room for wrapped text, in points at 8 points font size; other columns fit their longest word.
ROOM = {
    "node": 95, "activity": 190, "extra": 62, "schedule": 55, "responsible": 75, "account": 105,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or the part of it that stands on one page: wrapped lines of each of its cells."""

    row: int
    lines: tuple[tuple[str, ...], ...]
    top: float
    bottom: float
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: where the header stands, if it does, and its pieces from the top down."""

    pieces: tuple[Piece, ...]
    header_top: float | None


@dataclass
class Layout:
    """Measures a table for one pen."""

    table: Table
    habits: Habits
    pdf: PdfHabits
    pen: Pen
    width: float = 842.0
    height: float = 595.0
    margin: float = 36.0
    edges: list[float] = field(default_factory=list)

    @property
    def leading(self) -> float:
        return self.pdf.size * LEADING

    # --- columns

    def set_columns(self) -> None:
        """Widths from what the cells hold; A4, then A3, then as wide as it takes."""
        widths = [self.column_width(i) for i in range(len(self.table.columns))]
        need = sum(widths) + 2 * self.margin
        for width, height in ((842.0, 595.0), (1191.0, 842.0), (need, 842.0)):
            if need <= width:
                self.width, self.height = width, height
                break
        at = self.table.place("activity") or 0
        widths[at] += self.width - need if self.width - need < 300 else 150
        self.edges = [self.margin]
        for width in widths:
            self.edges.append(self.edges[-1] + width)

    def column_width(self, i: int) -> float:
        column = self.table.columns[i]
        turned = self.is_turned(column)
        header = [] if turned else column.header.split()
        texts = [row.cells[i] for row in self.table.rows if row.kind is not Kind.HEADING]
        if column.key.startswith(("amount", "total")):
            words = [t for row, t in zip(self.body(), texts, strict=True) if row] + header
            return self.widest(words) + 2 * PAD + 2
        words = [word for text in texts for word in text.split()] + header
        longest = self.widest(words) + 2 * PAD + 1
        room = ROOM.get(column.key.rstrip("0123456789"), 0) * self.pdf.size / 8
        return max(longest, min(room, self.widest([*texts, *header]) + 2 * PAD + 1), 13.0)

    def body(self) -> list[bool]:
        return [True for row in self.table.rows if row.kind is not Kind.HEADING]

    def widest(self, texts: list[str]) -> float:
        return max((self.pen.width(t, self.pdf.size, True) for t in texts), default=0.0)

    def is_turned(self, column: Column) -> bool:
        return self.pdf.turned_header and column.key.startswith("period")

    # --- cells

    def wrap(self, text: str, width: float, bold: bool = False) -> tuple[str, ...]:
        """Lines that fit; a single word wider than the cell stays whole."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.pen.width(longer, self.pdf.size, bold) <= width - 2 * PAD:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines) if text else ()

    def spans(self) -> bool:
        return self.pdf.spans and self.habits.framework is Framework.FIRST_ROW

    def cell_lines(self, row: int) -> tuple[tuple[str, ...], ...]:
        """The row's wrapped cells; those of spanning results are left to their area."""
        found: list[tuple[str, ...]] = []
        printed = self.table.rows[row]
        for i, text in enumerate(printed.cells):
            key = self.table.columns[i].key
            width = self.edges[i + 1] - self.edges[i]
            if printed.kind is Kind.HEADING:
                width = self.edges[-1] - self.edges[0]
            elif printed.kind is Kind.TOTAL and text:
                width = self.edges[self.label_end(row, i)] - self.edges[i]
            if key.startswith("node") and self.spans() and printed.kind is Kind.LINE:
                found.append(())
            elif key.startswith(("amount", "total")):
                found.append((text,) if text else ())
            else:
                found.append(self.wrap(text, width, printed.kind is not Kind.LINE))
        return tuple(found)

    def label_end(self, row: int, at: int) -> int:
        """The column up to which a total's label runs: its own where it fits there."""
        cells = self.table.rows[row].cells
        own = self.edges[at + 1] - self.edges[at] - 2 * PAD
        if self.pen.width(cells[at], self.pdf.size, True) <= own:
            return at + 1
        after = (k for k in range(at + 1, len(cells)) if cells[k])
        return next(after, len(cells))

    def row_height(self, lines: tuple[tuple[str, ...], ...]) -> float:
        return max(1, *(len(cell) for cell in lines)) * self.leading + 2 * PAD

    # --- spanning results

    def areas(self) -> list[tuple[int, int, int]]:
        """(column, first row, row after the last) of every spanning result cell."""
        if not self.spans():
            return []
        found = []
        rows = self.table.rows
        for depth in range(len(self.habits.levels)):
            start: int | None = None
            for i, row in enumerate(rows):
                ends = row.kind is Kind.TOTAL or any(
                    row.cells[d] for d in range(depth + 1) if row.kind is Kind.LINE
                )
                if start is not None and ends:
                    found.append((depth, start, i))
                    start = None
                if row.kind is Kind.LINE and row.cells[depth]:
                    start = i
            if start is not None:
                found.append((depth, start, len(rows)))
        return found

    def heights(self) -> list[float]:
        """Row heights, with room for the results that span them."""
        heights = [self.row_height(self.cell_lines(i)) for i in range(len(self.table.rows))]
        for column, first, after in self.areas():
            width = self.edges[column + 1] - self.edges[column]
            lines = self.wrap(self.table.rows[first].cells[column], width)
            # two lines over, as a page break within the span costs its padding again
            need = (len(lines) + 2) * self.leading + 2 * PAD
            heights[after - 1] += max(0.0, need - sum(heights[first:after]))
        return heights

    # --- pages

    def header_cells(self) -> list[tuple[int, int, int, int, str]]:
        """(first column, column after, first level, level after, text) of each header cell."""
        levels = len(self.table.header)
        found: list[tuple[int, int, int, int, str]] = []
        for i, column in enumerate(self.table.columns):
            if levels == 1 or column.group is None:
                found.append((i, i + 1, 0, levels, column.header))
                continue
            found.append((i, i + 1, 1, 2, column.header))
            if self.table.header[0][i]:
                after = i + 1
                while (
                    after < len(self.table.columns)
                    and self.table.columns[after].group == column.group
                ):
                    after += 1
                found.append((i, after, 0, 1, column.group))
        return found

    def header_levels(self) -> list[float]:
        """Heights of the header's levels; cells over both levels stretch the lower one."""
        heights = [0.0] * len(self.table.header)
        cells = sorted(self.header_cells(), key=lambda cell: cell[3] - cell[2])
        for first, after, top, end, text in cells:
            width = self.edges[after] - self.edges[first]
            if (
                after == first + 1
                and end == len(heights)
                and self.is_turned(self.table.columns[first])
            ):
                need = self.pen.width(text, self.pdf.size, True) + 2 * PAD
            else:
                need = max(1, len(self.wrap(text, width, True))) * self.leading + 2 * PAD
            heights[end - 1] += max(0.0, need - sum(heights[top:end]))
        return heights

    def sheets(self, first_top: float) -> list[Sheet]:
        """Lay the rows out on pages, the first of which begins further down."""
        bottom = self.height - self.margin - 14
        header = sum(self.header_levels())
        y = first_top + header
        sheets: list[Sheet] = []
        pieces: list[Piece] = []
        header_top: float | None = first_top

        def turn() -> None:
            nonlocal y, pieces, header_top
            sheets.append(Sheet(tuple(pieces), header_top))
            pieces = []
            header_top = self.margin + 16 if self.pdf.header_again else None
            y = self.margin + 16 + (header if self.pdf.header_again else 0)

        for row, height in enumerate(self.heights()):
            lines = self.cell_lines(row)
            if y + height > bottom and pieces:
                fit = int((bottom - y - 2 * PAD) / self.leading)
                most = max(len(cell) for cell in lines)
                if self.pdf.cut_rows and 2 <= fit < most and self.cuttable(row):
                    above = tuple(cell[:fit] for cell in lines)
                    end = y + fit * self.leading + 2 * PAD
                    pieces.append(Piece(row, above, y, end))
                    lines = tuple(cell[fit:] for cell in lines)
                    height = max(self.row_height(lines), height - (end - y))
                    turn()
                    pieces.append(Piece(row, lines, y, y + height, begins=False))
                    y += height
                    continue
                turn()
            pieces.append(Piece(row, lines, y, y + height))
            y += height
        sheets.append(Sheet(tuple(pieces), header_top))
        return sheets

    def cuttable(self, row: int) -> bool:
        return self.table.rows[row].kind is Kind.LINE
