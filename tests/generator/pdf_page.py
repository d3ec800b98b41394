"""Two producers of PDF behind one small pen, so that every layout comes out of both."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import reportlab
from fpdf import FPDF
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
# Bitstream Vera comes with reportlab: it has œ, € and ’ where fpdf2's own fonts have Latin-1 only.
FONTS = Path(reportlab.__file__).parent / "fonts"
registerFont(TTFont("Vera", FONTS / "Vera.ttf"))
registerFont(TTFont("VeraBd", FONTS / "VeraBd.ttf"))


class Pen(Protocol):
    """Draws on pages; x and y in points from the top left corner, text on its baseline."""

    def page(self) -> None: ...
    def width(self, text: str, size: float, bold: bool = False) -> float: ...
    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None: ...
    def turned(self, x: float, y: float, text: str, size: float) -> None: ...
    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float, dash: bool = False
    ) -> None: ...
    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None: ...
    def done(self) -> bytes: ...


class ReportlabPen:
    """reportlab with Helvetica, or Vera embedded; `rotated` turns the page by its /Rotate."""

    def __init__(
        self, width: float, height: float, embedded: bool = False, rotated: bool = False
    ) -> None:
        self.height = height
        self.rotated = rotated
        self.fonts = ("Vera", "VeraBd") if embedded else ("Helvetica", "Helvetica-Bold")
        self.out = io.BytesIO()
        # reportlab itself swaps the sides of a page that has a rotation
        self.canvas = Canvas(self.out, pagesize=(width, height), invariant=1)
        self.begun = False

    def page(self) -> None:
        if self.begun:
            self.canvas.showPage()
        self.begun = True
        if self.rotated:
            self.canvas.setPageRotation(90)
            self.canvas.transform(0, 1, -1, 0, self.height, 0)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return float(stringWidth(text, self.fonts[bold], size))

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFillColorRGB(*BLACK)
        self.canvas.setFont(self.fonts[bold], size)
        self.canvas.drawString(x, self.height - y, text)

    def turned(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.saveState()
        self.canvas.setFillColorRGB(*BLACK)
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(self.fonts[0], size)
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
    """fpdf2 with Vera embedded as a subset: other operators, glyphs by number."""

    def __init__(self, width: float, height: float) -> None:
        self.pdf = FPDF(unit="pt", format=(width, height))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
        self.pdf.add_font("vera", "", FONTS / "Vera.ttf")
        self.pdf.add_font("vera", "B", FONTS / "VeraBd.ttf")

    def page(self) -> None:
        self.pdf.add_page()

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return float(stringWidth(text, "VeraBd" if bold else "Vera", size))

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.pdf.set_font("vera", "B" if bold else "", size)
        self.pdf.text(x, y, text)

    def turned(self, x: float, y: float, text: str, size: float) -> None:
        self.pdf.set_font("vera", "", size)
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
