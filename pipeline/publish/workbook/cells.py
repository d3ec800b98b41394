"""Writes values into cells: text stays text, figures are exact or say that they are not."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.messages.render import number as as_printed
from pipeline.publish.workbook.formulas import Cell, holds
from pipeline.publish.workbook.names import visible
from pipeline.publish.workbook.styles import Styles, decimals
from pipeline.publish.workbook.words import Words

AUTHOR = "Totaux"
_COMMENT_WIDTH = 330  # pixels
_COMMENT_CHARACTERS = 48  # that stand in one line of that width
_LINE_HEIGHT = 17  # pixels
_LINKS = 65_530  # that Excel follows on one sheet
_CHARACTERS = 1.22  # of the house's font that stand in one unit of a column's width
_ROW, _LINE = 16.0, 13.0  # points: a row of one line, and each further line
_TALLEST = 409.0  # points that Excel allows


class Sheet:
    """One worksheet. Rows are written from the top down, none twice: they leave memory at once."""

    def __init__(self, book: Any, name: str, styles: Styles, words: Words) -> None:
        self.name = name
        self.raw = book.add_worksheet(name)
        self.styles = styles
        self.words = words
        self._links = 0
        self._widths: dict[int, float] = {}
        self._height: tuple[int, float] = (-1, _ROW)
        self._notes: dict[Cell, list[str]] = {}
        self.raw.hide_gridlines(2)

    def width(self, column: int, width: float) -> None:
        """The width of a column, in characters; to be said before its first text."""
        self._widths[column] = width
        self.raw.set_column(column, column, width)

    def height(self, row: int, points: float) -> None:
        """The least height of the row that is being written."""
        self._height = row, points
        self.raw.set_row(row, points)

    def text(self, at: Cell, text: str, **look: Any) -> None:
        """Text as it is; never a formula, never a link."""
        if text:
            self._make_room(at, text, look)
            self.raw.write_string(*self._at(at), visible(text), self.styles.get(**look))
        else:
            self.blank(at, **look)

    def blank(self, at: Cell, **look: Any) -> None:
        """An empty cell in its format."""
        self.raw.write_blank(*self._at(at), None, self.styles.get(**look))

    def count(self, at: Cell, number: int | None, **look: Any) -> None:
        """A whole number."""
        if number is None:
            self.blank(at, **look)
        else:
            look = {"num_format": self.styles.count, "align": "right", "indent": 1, **look}
            self.raw.write_number(*self._at(at), number, self.styles.get(**look))

    def money(self, at: Cell, amount: Decimal | None, *, signed: bool = False, **look: Any) -> None:
        """An amount; where a spreadsheet would lose digits a note keeps them all."""
        if amount is None:
            self.blank(at, **look)
            return
        style = self._money(amount, signed, look)
        self.raw.write_number(*self._at(at), cached(amount), style)
        if not holds(amount):
            self.note(at, self.words("note.digits", amount=self.printed(amount)))

    def exact(self, at: Cell, amount: Decimal, why: str, **look: Any) -> None:
        """An amount as text, where no live formula can stand; `why` says so in a note."""
        self.text(at, self.printed(amount), align="right", indent=1, **look)
        self.note(at, self.words(why))

    def formula(
        self, at: Cell, formula: str, amount: Decimal, *, signed: bool = False, **look: Any
    ) -> None:
        """A live formula with the figure that it gives."""
        style = self._money(amount, signed, look)
        self.raw.write_formula(*self._at(at), formula, style, cached(amount))

    def link(self, at: Cell, target: str, text: str, **look: Any) -> None:
        """Text that leads to a cell of the workbook."""
        self._links += 1
        if self._links > _LINKS or not text:
            self.text(at, text, **look)
        else:
            self._make_room(at, text, look)
            self.raw.write_url(*self._at(at), target, self.styles.get(**look), visible(text))

    def note(self, at: Cell, text: str) -> None:
        """A note on a cell of the row that is being written; several stand one below the other."""
        self._notes.setdefault(self._at(at), []).append(text)

    def close(self) -> None:
        """Write what the last row still waits for: its notes, of which a cell has one."""
        for at, texts in sorted(self._notes.items()):
            text = visible("\n\n".join(texts))
            lines = sum(-(-len(line) // _COMMENT_CHARACTERS) or 1 for line in text.split("\n"))
            self.raw.write_comment(
                *at,
                text,
                {
                    "author": AUTHOR,
                    "width": _COMMENT_WIDTH,
                    "height": _LINE_HEIGHT * (lines + 1),
                    "font_size": 9,
                },
            )
        self._notes.clear()

    def printed(self, amount: Decimal) -> str:
        """A figure as text, all its digits kept."""
        return as_printed(amount, self.words.language)

    def _at(self, cell: Cell) -> Cell:
        """The cell, once the notes of the row before it are written: later it is gone."""
        if any(row < cell[0] for row, _ in self._notes):
            self.close()
        return cell

    def _make_room(self, at: Cell, text: str, look: Mapping[str, Any]) -> None:
        """Make the row high enough for a wrapped text: not every program does so by itself."""
        width = self._widths.get(at[1])
        if width is None or not look.get("text_wrap"):
            return
        per_line = max(1, int(width * _CHARACTERS) - 2 * look.get("indent", 0))
        short = len(text) <= per_line and "\n" not in text
        row, former = self._height
        if short and row == at[0]:
            return  # one line, in a row whose height is known
        lines = 1 if short and "\t" not in text else _lines(text, per_line)
        height = min(_ROW + _LINE * (lines - 1), _TALLEST)
        if row != at[0] or height > former:
            self.height(at[0], height)

    def _money(self, amount: Decimal, signed: bool, look: Mapping[str, Any]) -> Any:
        form = self.styles.money(decimals(amount), signed=signed)
        return self.styles.get(**{"num_format": form, "align": "right", "indent": 1, **look})


@lru_cache(maxsize=1024)  # a label stands beside each of its lines
def _lines(text: str, width: int) -> int:
    """How many lines a wrapped text takes in a cell of that many characters."""
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def cached(amount: Decimal) -> int | float:
    """The number as a workbook stores it: binary, with some 15 digits."""
    return int(amount) if amount == amount.to_integral_value() and holds(amount) else float(amount)
