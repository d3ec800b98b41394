"""Cell formats, each made once, and the colours of what is shown."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from extractors.errors import Language

INK = "#1F2937"
PALE = "#6B7280"
RULE = "#D1D5DB"
LINK = "#1D4ED8"

# Locale ids of Office: grouping and decimal mark of the language whatever the reader's own is.
_LOCALE = {Language.FRENCH: "[$-40C]", Language.ENGLISH: "[$-409]"}


class Tint(StrEnum):
    """Fills, by what they say."""

    HEAD = "#1F3A5F"
    NODE = "#DCE6F2"
    NODE_BELOW = "#EEF3F9"
    TOTAL = "#F1F3F5"
    GREEN = "#D3EFD9"
    AMBER = "#FFEBB0"
    RED = "#F9C9C9"
    GREY = "#E5E7EB"
    VIOLET = "#E4DAF5"
    BLUE = "#DBEAFE"


class Styles:
    """Formats of one workbook, by their properties."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, Any]], Any] = {}
        self._locale = _LOCALE[language]

    def get(self, **properties: Any) -> Any:
        """The format with these properties of xlsxwriter, beside the house's own."""
        key = frozenset(properties.items())
        if key not in self._made:
            house = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
            self._made[key] = self._book.add_format({**house, **properties})
        return self._made[key]

    def only(self, **properties: Any) -> Any:
        """A format of nothing else: what a conditional format lays over a cell."""
        key = frozenset([("conditional", True), *properties.items()])
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def money(self, decimals: int, *, signed: bool = False) -> str:
        """A number format with that many decimals."""
        plain = "#,##0" + ("." + "0" * decimals if decimals else "")
        if signed:
            return f"{self._locale}+{plain};{self._locale}-{plain};{self._locale}0"
        return f"{self._locale}{plain}"

    @property
    def share(self) -> str:
        """A number format for shares."""
        return f"{self._locale}0.0%"

    @property
    def count(self) -> str:
        """A number format for counts."""
        return f"{self._locale}#,##0"


def decimals(*numbers: Decimal | None) -> int:
    """The decimals that show all of the numbers; two where one would do: money has no tenths."""
    most = 0
    for number in numbers:
        exponent = number.normalize().as_tuple().exponent if number is not None else 0
        most = max(most, -exponent if isinstance(exponent, int) else 0)
    return 2 if most == 1 else most
