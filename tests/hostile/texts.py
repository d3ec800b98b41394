"""Texts that are no plans, or plans that would cost a careless reader its time or its terminal."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

HEADER = "Activité\tResponsable\tT1\tT2\tLigne budgétaire\tMontant\n"
ROW = "1.{} Former {}\tPNUD\tX\t\t75700 Training\t{}\n"
WHOLE = (
    HEADER
    + "".join(ROW.format(n, "cadres", n * 1000) for n in range(1, 20))
    + "Total\t\t\t\t\t190 000\n"
)


def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def rows(label: str, amount: str = "1 000", count: int = 20) -> bytes:
    """A table with this text in every label and this one in every amount."""
    lines = (ROW.format(number, label, amount) for number in range(1, count + 1))
    return utf8(HEADER + "".join(lines) + f"Total\t\t\t\t\t{amount}\n")


def zipped(member: str, content: bytes) -> bytes:
    """An office file that unpacks to a thousand times its size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return buffer.getvalue()


def noise(count: int) -> bytes:
    return random.Random(1).randbytes(count)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {"abcdefghij"[n]} "{"&" + "abcdefghij"[n - 1] + ";"}">' for n in range(1, 9)
    )
    + '<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://192.0.2.1/">]><a>&i;&x;&y;</a>'
)

# Escapes that would move a cursor, set a title, link, or turn what is shown around.
ESCAPES = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://192.0.2.1/\x1b\\x\x9b31m\x08\x08\r\u202egnp.exe\u2066\u200f"

TEXTS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a mark of byte order only": lambda: b"\xef\xbb\xbf",
    "white space": lambda: b" \t\r\n\f" * 1000,
    "zeros": lambda: bytes(10_000),
    "noise": lambda: noise(100_000),
    "noise with a name of PDF": lambda: b"%PDF-1.4" + noise(100_000),
    "half a letter": lambda: utf8(WHOLE)[:9],
    "UTF-16 without a mark": lambda: WHOLE.encode("utf-16-le"),
    "UTF-16 of an odd length": lambda: WHOLE.encode("utf-16")[:-1],
    "UTF-32": lambda: WHOLE.encode("utf-32"),
    "UTF-7": lambda: WHOLE.encode("utf-7"),
    "old Mac": lambda: WHOLE.encode("mac_roman"),
    "EBCDIC": lambda: WHOLE.encode("cp500"),
    "Japanese": lambda: "計画\t予算\n活動\t1 000\n".encode("shift_jis") * 50,
    "lone surrogates": lambda: utf8(WHOLE.replace("cadres", "\ud800cadres\udfff")),
    "endings of all kinds": lambda: utf8(WHOLE.replace("\n", "\r\n\r\x85\u2028\x0b", 5)),
    "escapes": lambda: rows(ESCAPES),
    "escapes throughout": lambda: utf8(ESCAPES * 500),
    "formulas": lambda: rows("=cmd|' /C calc'!A0", "=1+1"),
    "mark-up": lambda: rows("[bold red]x[/] <script>alert(1)</script> {0} {x!r} %s %(a)s"),
    "accents without end": lambda: rows("e" + "\u0301" * 500),
    "amounts of many digits": lambda: rows("cadres", "9" * 5000),
    "amounts beyond the tables": lambda: rows("cadres", "9" * 21),
    "amounts of many groups": lambda: rows("cadres", "999 " * 2000),
    "amounts with exponents": lambda: rows("cadres", "1e999999999"),
    "digits of other scripts": lambda: rows("cadres", "١٢٣ ४५६ ²³ ⅷ ㊿"),
    "numbers without end": lambda: rows("1." * 500),
    "brackets without end": lambda: rows("(" * 1_000),
    "quantities without end": lambda: rows("12 séances de 3 jours par " * 20),
    "years without end": lambda: rows("2020-2021-" * 200),
    "parties without end": lambda: rows("PNUD/ADR, UNICEF et " * 50),
    "one table of many columns": lambda: utf8("\t".join(f"c{n}" for n in range(300)) + "\n") * 20,
    "a header of many months": lambda: utf8(HEADER.replace("T1", "Janvier\tFévrier\t" * 100) * 5),
    "totals only": lambda: utf8(HEADER + "Total\t\t\t\t\t1 000\n" * 300),
    "bars only": lambda: b"|" * 10_000,
    "tabs only": lambda: b"\t" * 5_000 + b"x",
    "pages without end": lambda: b"\f" * 100_000 + b"x",
    "HTML": lambda: utf8(f"<html><body><table><tr><td>{WHOLE}</td></tr></table></body></html>"),
    "XML entities": lambda: utf8(ENTITIES),
    "levels of lists": lambda: b"[" * 10_000,
    "RTF": lambda: b"{\\rtf1 " + b"{" * 100_000,
    "a letter in Word": lambda: zipped("word/document.xml", b" " * 10_000_000),
    "a sheet of Excel": lambda: zipped("xl/workbook.xml", b" " * 10_000_000),
    "an archive": lambda: zipped("../../escaped.txt", b"x"),
    "an archive cut off": lambda: zipped("word/document.xml", noise(10_000))[:5000],
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + noise(1000),
    "old Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(1000),
    "a program": lambda: b"\x7fELF" + noise(1000),
    "a script": lambda: b"#!/bin/sh\nrm -rf /\n",
}

# Plain, but so much of it that only linear reading ends in time. Sizes in characters or rows.
MUCH: dict[str, Callable[[int], bytes]] = {
    "a line": lambda size: b"a" * size,
    "a line of digits": lambda size: b"1" * size,
    "a line of spaces": lambda size: b"x" + b" " * size + b"x",
    "a line of digits and spaces": lambda size: b"1 " * (size // 2),
    "a line of points": lambda size: b"1." * (size // 2),
    "a line of dashes": lambda size: b"-" * size,
    "a cell of digits and spaces": lambda size: rows("x", "1 " * (size // 50)),
    "a cell of words": lambda size: rows("mot " * (size // 100)),
    "lines of a word": lambda size: b"mot\n" * (size // 4),
    "lines of an amount": lambda size: b"Former les cadres   12 000\n" * (size // 27),
    "lines of a number": lambda size: b"1.1 Former\n" * (size // 11),
    "lines of a tab": lambda size: b"a\tb\n" * (size // 4),
    "rows": lambda size: rows("cadres", count=size // 40),
    "tabs": lambda size: b"x\t" * (size // 2),
    "bars": lambda size: b"x|" * (size // 2),
    "rules": lambda size: b"|---|---|\n" * (size // 10),
    "blank lines": lambda size: b"x" + b"\n" * size + b"x",
}
