"""What is painted behind a cell, and what is drawn in it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Box
from extractors.readers.pdf.shapes import Drawing, Fill

WHITE = (255, 255, 255)
# A fill shades a cell if it covers this share of it; a bar of a Gantt chart leaves margins.
SHADES = 0.35
# Of a bare cell only the text's place is known and its box may be wider than the cell; a fill with
# its middle inside counts from these shares of its height and width.
BAR_HIGH, BAR_WIDE = 0.5, 0.15


class Shading:
    """The fills and figures of one page, asked cell by cell."""

    def __init__(self, fills: Sequence[Fill], drawings: Sequence[Drawing]) -> None:
        self._fills = sorted(enumerate(fills), key=lambda pair: pair[1].y0)
        self._drawings = drawings

    def background(self, box: Box) -> tuple[int, int, int] | None:
        """The colour painted last over a good part of the box; None for bare or white paper."""
        area = (box.x1 - box.x0) * (box.y1 - box.y0)
        last, colour = -1, None
        for order, fill in self._fills:
            if fill.y0 >= box.y1:
                break
            if fill.y1 <= box.y0 or order < last:
                continue
            wide = min(fill.x1, box.x1) - max(fill.x0, box.x0)
            high = min(fill.y1, box.y1) - max(fill.y0, box.y0)
            if wide <= 0 or high <= 0:
                continue
            x, y = (fill.x0 + fill.x1) / 2, (fill.y0 + fill.y1) / 2
            inside = box.x0 < x < box.x1 and box.y0 < y < box.y1
            bar = (
                inside
                and high >= BAR_HIGH * (box.y1 - box.y0)
                and wide >= BAR_WIDE * (box.x1 - box.x0)
            )
            if bar or wide * high >= SHADES * area:
                last, colour = order, fill.rgb
        return None if colour == WHITE else colour

    def is_drawn_in(self, box: Box) -> bool:
        """Whether a small figure has its middle in the box."""
        return any(
            box.x0 < (drawing.x0 + drawing.x1) / 2 < box.x1
            and box.y0 < (drawing.y0 + drawing.y1) / 2 < box.y1
            for drawing in self._drawings
        )
