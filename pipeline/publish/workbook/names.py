"""Names of sheets, and text as a cell may hold it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_LENGTH = 31  # UTF-16 units that Excel allows in the name of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f]")
_RESERVED = "history"  # Excel keeps it for itself
_CELL = 32_767  # UTF-16 units that Excel allows in a cell
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CUT = " […]"


class Names:
    """Gives each document's sheet a name that Excel takes, unlike all others."""

    def __init__(self, *taken: str) -> None:
        self._taken = {_RESERVED, *(name.casefold() for name in taken)}

    def name(self, path: str) -> str:
        """The file's name, shortened in its middle where it is too long, numbered where used."""
        wanted = _FORBIDDEN.sub(" ", visible(PurePosixPath(path).name)).strip("' ") or "-"
        for count in range(1, len(self._taken) + 2):
            mark = f" ({count})" if count > 1 else ""
            name = _squeezed(wanted, _LENGTH - len(mark)) + mark
            if name.casefold() not in self._taken:
                break
        self._taken.add(name.casefold())
        return name


def visible(text: str) -> str:
    """Text without characters that a workbook cannot hold: each leaves a mark in its place."""
    clean = _CONTROL.sub(lambda match: _mark(match[0]), text)
    if 2 * len(clean) <= _CELL or _units(clean) <= _CELL:  # counting takes a copy
        return clean
    return _cut(clean, _CELL - len(_CUT)) + _CUT


def _mark(character: str) -> str:
    code = ord(character)
    return (
        chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
    )


def _squeezed(text: str, units: int) -> str:
    if _units(text) <= units:
        return text
    tail = text[-units // 3 :]
    while _units(tail) > units // 2:
        tail = tail[1:]
    return f"{_cut(text, units - _units(tail) - 1)}…{tail}".rstrip("'")


def _cut(text: str, units: int) -> str:
    cut = text[:units]
    while _units(cut) > units:
        cut = cut[:-1]
    return cut


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
