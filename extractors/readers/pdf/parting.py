"""Phrases that are two cells' text run together: an amount, and the text of the next column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.readers.pdf.columns import SAME_EDGE
from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.phrases import MONEY, SPACE, Phrase, phrase

# Other phrases of the table that begin where the text does: its wrapped lines, its heading, the
# rows whose amount is shorter. A target ('12 500 ménages') has none.
WITNESSES = 2

_GROUPED = rf"\d{{1,3}}(?:(?:{SPACE}|[.,'])\d{{3}})+(?:[.,]\d{{1,2}})?"
_PLAIN = r"\d+(?:[.,]\d{1,2})?"
_FIGURES = rf"(?:{_GROUPED}|{_PLAIN})"
_WORD = rf"(?!{MONEY}\b)[A-ZÀ-Ý]\w"
# Only after a currency may further figures be another cell's.
_AMOUNT_FIRST = re.compile(
    rf"[-–(]?(?:{_FIGURES}{SPACE}*{MONEY}\)?(?={SPACE}+\S|{_WORD})"
    rf"|(?:{MONEY}{SPACE}*{_FIGURES}|{_GROUPED})\)?(?={SPACE}+[^\d\s]|{_WORD}))"
)


def part_amounts(lines: Sequence[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """The lines with amounts parted from the texts that stand against them.

    The page must show the text's column elsewhere (WITNESSES).
    """
    cuts = {id(one): found for line in lines for one in line if (found := _cut(one))}
    if not cuts:
        return list(lines)
    edges = [one.x0 for line in lines for one in line if id(one) not in cuts]
    kept = {
        key: found
        for key, found in cuts.items()
        if sum(abs(edge - found[1].x0) <= SAME_EDGE for edge in edges) >= WITNESSES
    }
    return [tuple(part for one in line for part in kept.get(id(one), (one,))) for line in lines]


def _cut(one: Phrase) -> tuple[Phrase, Phrase] | None:
    """The amount that a phrase begins with, and the text after it."""
    found = _AMOUNT_FIRST.match(one.text)
    if found is None:
        return None
    wanted = sum(not char.isspace() for char in found.group())
    for index, word in enumerate(one.words):
        letters = sum(not char.isspace() for char in word.text)
        if wanted == 0:
            return _halves(one.words[:index], one.words[index:])
        if wanted < letters:
            head, tail = _split(word, wanted)
            return _halves((*one.words[:index], head), (tail, *one.words[index + 1 :]))
        wanted -= letters
    return None


def _halves(before: Sequence[Word], after: Sequence[Word]) -> tuple[Phrase, Phrase] | None:
    return (phrase(before), phrase(after)) if before and after else None


def _split(word: Word, letters: int) -> tuple[Word, Word]:
    """The word cut after so many of its letters, spaces not counted."""
    at = 0
    while letters:
        letters -= not word.text[at].isspace()
        at += 1
    edge = word.starts[at]
    return (
        word._replace(text=word.text[:at], x1=edge, starts=word.starts[:at]),
        word._replace(text=word.text[at:], x0=edge, starts=word.starts[at:]),
    )
