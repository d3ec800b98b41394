"""Words that have lost letters on the way ('Activit�s'): which known word each must be."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.values.folding import fold

LOST = "\ufffd"  # what decoders put in place of what they cannot read

_WORD = re.compile(rf"[a-z{LOST}]*{LOST}[a-z{LOST}]*")
_FEWEST = 3  # letters that must be left of a word


def restored(folded: str, known: Collection[str]) -> str:
    """The folded text with each such word as the one known word, in small letters, that it can be.

    For comparing only: what is printed stays. Between two known words it stays as it is, too.
    """
    if LOST not in folded:
        return folded
    return _WORD.sub(lambda found: _only(found.group(), known), folded)


def _only(word: str, known: Collection[str]) -> str:
    if not word.strip(LOST):
        return "a"  # 'à': no other word of French is one such letter
    if len(word) - word.count(LOST) < _FEWEST:
        return word
    pattern = re.compile(re.sub(f"{LOST}+", lambda lost: f"([a-z]{{1,{len(lost[0])}}})", word))
    for words in (known, [f"{other}s" for other in known]):
        fitting = {other: found for other in words if (found := pattern.fullmatch(fold(other)))}
        # It is accents that are lost, where it is not a byte that was damaged.
        accented = [other for other, found in fitting.items() if _had_accents(other, found)]
        meant = {fold(other) for other in accented or fitting}
        if meant:
            return meant.pop() if len(meant) == 1 else word
    return word


def _had_accents(word: str, found: re.Match[str]) -> bool:
    lost = (word[slice(*found.span(group))] for group in range(1, len(found.groups()) + 1))
    return all(letter and not letter.isascii() for part in lost for letter in part or " ")
