"""Pages drawn line by line, for troubles that no table package sets of itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Grid
from extractors.readers.pdf import read_pdf

A4_LANDSCAPE = (842.0, 595.0)
HEIGHT = A4_LANDSCAPE[1]

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, rotate: int = 0) -> bytes:
    """A PDF of pages drawn by functions, shown as A4 landscape after their own /Rotate."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4_LANDSCAPE, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 9)
        if rotate:
            canvas.setPageRotation(rotate)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Text with its baseline `y` points from the top."""
    canvas.drawString(x, HEIGHT - y, text)


def put_right(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawRightString(x, HEIGHT - y, text)


def level(canvas: Canvas, y: float, x0: float, x1: float) -> None:
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def upright(canvas: Canvas, x: float, y0: float, y1: float) -> None:
    canvas.line(x, HEIGHT - y0, x, HEIGHT - y1)


def area(canvas: Canvas, x0: float, y0: float, x1: float, y1: float, stroke: int = 0) -> None:
    canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=stroke, fill=1 - stroke)


def rules(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A full grid of rules."""
    for y in ys:
        level(canvas, y, xs[0], xs[-1])
    for x in xs:
        upright(canvas, x, ys[0], ys[-1])


def fill_in(
    canvas: Canvas, rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, step: float
) -> None:
    """One line of text a cell, 4 points inside it; the last column to the right."""
    for row, texts in enumerate(rows):
        y = top + row * step + step * 0.7
        for column, text in enumerate(texts):
            if column == len(texts) - 1:
                put_right(canvas, xs[column + 1] - 4, y, text)
            else:
                put(canvas, xs[column] + 4, y, text)


def edges(start: float, widths: Sequence[float]) -> list[float]:
    found = [start]
    for width in widths:
        found.append(found[-1] + width)
    return found


def read(*pages: Draw, rotate: int = 0) -> Document:
    return read_pdf(pdf(*pages, rotate=rotate))


def texts(grid: Grid) -> list[list[str]]:
    """A grid's texts by printed column, '' where blank or spanned."""
    found = []
    for row in grid.rows:
        line = [""] * grid.width
        for cell in row.cells:
            line[cell.column] = cell.text
        found.append(line)
    return found


def only_grid(document: Document) -> Grid:
    (grid,) = document.grids()
    return grid


def steps(values: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(values)]
