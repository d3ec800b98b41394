"""Two PDF producers behind one interface: points, y downwards from the page's top left corner.

Both write the same bytes every time: their dates and identifiers are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Protocol

import reportlab
from fpdf import FPDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4_SHORT, A4_LONG = 595.0, 842.0
RULE_WIDTH = 0.5
# Any fixed moment will do: the samples must not change from one day to the next.
CREATED = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Face:
    """A size in points and a weight."""

    size: float
    bold: bool = False


class Pen(Protocol):
    """What a page is drawn with."""

    width: float
    height: float

    def new_page(self) -> None:
        """Starts a page; must come before anything is drawn."""

    def measure(self, text: str, face: Face) -> float:
        """Width of `text` in points."""

    def write(self, x: float, baseline: float, text: str, face: Face) -> None:
        """Writes `text` on one line from `x` on."""

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a straight line."""

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        """Fills a rectangle, 0 black to 1 white."""

    def finish(self) -> bytes:
        """Ends the document: the whole file."""


class ReportLabPen:
    """reportlab with Bitstream Vera, embedded and cut down to the letters in use."""

    def __init__(self, title: str, landscape: bool) -> None:
        self.width, self.height = _size(landscape)
        folder = Path(reportlab.__file__).parent / "fonts"
        for name in ("Vera", "VeraBd"):
            pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=(self.width, self.height), invariant=1, pageCompression=1
        )
        self._canvas.setTitle(title)
        self._started = False

    def new_page(self) -> None:
        """Starts a page."""
        if self._started:
            self._canvas.showPage()
        self._started = True
        self._canvas.setLineWidth(RULE_WIDTH)

    def measure(self, text: str, face: Face) -> float:
        """Width of `text` in points."""
        return float(pdfmetrics.stringWidth(text, self._name(face), face.size))

    def write(self, x: float, baseline: float, text: str, face: Face) -> None:
        """Writes `text` on one line from `x` on."""
        self._canvas.setFont(self._name(face), face.size)
        self._canvas.drawString(x, self.height - baseline, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a straight line."""
        self._canvas.line(x0, self.height - y0, x1, self.height - y1)

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        """Fills a rectangle, 0 black to 1 white."""
        self._canvas.saveState()
        self._canvas.setFillGray(grey)
        self._canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self._canvas.restoreState()

    def finish(self) -> bytes:
        """Ends the document: the whole file."""
        self._canvas.save()
        return self._file.getvalue()

    @staticmethod
    def _name(face: Face) -> str:
        return "VeraBd" if face.bold else "Vera"


class FpdfPen:
    """fpdf2 with Helvetica, which every PDF viewer brings along (not embedded)."""

    def __init__(self, title: str, landscape: bool) -> None:
        self.width, self.height = _size(landscape)
        self._pdf = FPDF(unit="pt", format=(self.width, self.height))
        self._pdf.set_auto_page_break(False)
        self._pdf.set_creation_date(CREATED)
        self._pdf.set_title(title)
        # Latin-1, the default, has neither œ nor ’.
        self._pdf.core_fonts_encoding = "cp1252"

    def new_page(self) -> None:
        """Starts a page."""
        self._pdf.add_page()
        self._pdf.set_line_width(RULE_WIDTH)

    def measure(self, text: str, face: Face) -> float:
        """Width of `text` in points."""
        self._take(face)
        return float(self._pdf.get_string_width(text))

    def write(self, x: float, baseline: float, text: str, face: Face) -> None:
        """Writes `text` on one line from `x` on."""
        self._take(face)
        self._pdf.text(x, baseline, text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a straight line."""
        self._pdf.line(x0, y0, x1, y1)

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        """Fills a rectangle, 0 black to 1 white."""
        self._pdf.set_fill_color(round(grey * 255))
        self._pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F")

    def finish(self) -> bytes:
        """Ends the document: the whole file."""
        return bytes(self._pdf.output())

    def _take(self, face: Face) -> None:
        self._pdf.set_font("Helvetica", style="B" if face.bold else "", size=face.size)


def _size(landscape: bool) -> tuple[float, float]:
    """Width and height of an A4 page in points."""
    return (A4_LONG, A4_SHORT) if landscape else (A4_SHORT, A4_LONG)
