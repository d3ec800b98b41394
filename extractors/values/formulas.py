"""Sums that labels print: 'RÉSULTAT = A - B = R', 'Total des dépenses (I + II + III)'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.values.folding import clean

_NAME = r"(?:[IVX]{1,5}(?![A-Za-z])|[A-Z][0-9]?(?![A-Za-z])|[0-9]{1,2}(?!\.?[0-9]))"
_SUM = rf"{_NAME}(?:\s?[-+−–]\s?{_NAME})+"
# '= A - B = R', '= A', '= R - E' at the end of a label.
_STATED = re.compile(
    rf"=\s*(?P<sum>{_SUM})(?:\s*=\s*(?P<name>{_NAME}))?\s*$|=\s*(?P<only>{_NAME})\s*$"
)
_ASIDE = re.compile(rf"[(\[]\s*=?\s*(?P<sum>{_SUM})\s*[)\]]\s*:?\s*$")
# 'TOTAL A + B'
_TOTAL = re.compile(rf"(?i:total)\b.*?\s(?P<sum>{_NAME}(?:\s?\+\s?{_NAME})+)\s*$")
# 'IV. Total', 'A - Recettes', 'C) Solde', 'A = I + II'.
_LEADING = re.compile(rf"(?P<name>{_NAME})\s?[.):=–-]\s*(?=[^\W\d]|=|$)")
_TERM = re.compile(rf"(?P<sign>[-+−–]?)\s?(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class Formula:
    """What a label says of its row's figure.

    `names` are what other rows may call it by; `terms` the rows that it sums, each with its sign
    (1 or -1), empty where it sums none.
    """

    names: tuple[str, ...]
    terms: tuple[tuple[int, str], ...]


def parse_formula(label: str) -> Formula | None:
    """The names and the sum that a label prints; None where it prints neither.

    >>> parse_formula("Résultat comptable = A - B = R").terms
    ((1, 'A'), (-1, 'B'))
    """
    text = clean(label)
    stated, aside = _STATED.search(text), _ASIDE.search(text)
    leading = _LEADING.match(text)
    names = [leading["name"]] if leading else []
    summed = None
    if stated is not None:
        names += [name for name in (stated["name"], stated["only"]) if name]
        summed = stated["sum"]
    elif (found := aside or _TOTAL.match(text)) is not None:
        summed = found["sum"]
    terms = tuple(
        (-1 if term["sign"] in ("-", "−", "–") else 1, term["name"])
        for term in _TERM.finditer(summed or "")
    )
    return Formula(tuple(dict.fromkeys(names)), terms) if names or terms else None
