"""Two producers of PDF behind one small pen, so that every layout comes out of both."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Protocol

from fpdf import FPDF
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Colour = tuple[float, float, float]
FONT, BOLD = "Helvetica", "Helvetica-Bold"
BLACK: Colour = (0, 0, 0)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width in points; both producers have the same metrics for Helvetica."""
    return float(stringWidth(text, BOLD if bold else FONT, size))


class Pen(Protocol):
    """Draws on pages; x and y in points from the top left corner, text on its baseline."""

    def page(self) -> None: ...
    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None: ...
    def turned(self, x: float, y: float, text: str, size: float) -> None: ...
    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float, dash: bool = False
    ) -> None: ...
    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None: ...
    def done(self) -> bytes: ...


class ReportlabPen:
    """reportlab: glyphs in one show operator a run, lines as paths."""

    def __init__(self, width: float, height: float) -> None:
        self.height = height
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(width, height), invariant=1)
        self.begun = False

    def page(self) -> None:
        if self.begun:
            self.canvas.showPage()
        self.begun = True

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFillColorRGB(*BLACK)
        self.canvas.setFont(BOLD if bold else FONT, size)
        self.canvas.drawString(x, self.height - y, text)

    def turned(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float, dash: bool = False
    ) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.setDash(*([1.5, 1.5], 0) if dash else ())
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


class FpdfPen:
    """fpdf2: another order of operators, another way to place text."""

    def __init__(self, width: float, height: float) -> None:
        self.pdf = FPDF(unit="pt", format=(width, height))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))

    def page(self) -> None:
        self.pdf.add_page()

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.pdf.set_font("helvetica", "B" if bold else "", size)
        self.pdf.text(x, y, text)

    def turned(self, x: float, y: float, text: str, size: float) -> None:
        self.pdf.set_font("helvetica", "", size)
        with self.pdf.rotation(90, x, y):
            self.pdf.text(x, y, text)

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float, dash: bool = False
    ) -> None:
        self.pdf.set_line_width(width)
        self.pdf.set_dash_pattern(*(1.5, 1.5) if dash else ())
        self.pdf.line(x0, y0, x1, y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        self.pdf.set_fill_color(*(round(255 * part) for part in colour))
        self.pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F")

    def done(self) -> bytes:
        return bytes(self.pdf.output())
