"""Targets stated in labels: '5 forums', '10 séances (2 par commune)', 'lampes solaires (500)'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from extractors.values.accounts import chart
from extractors.values.folding import clean, fold
from extractors.values.numbering import parse_numbering
from extractors.values.periods import parse_period
from extractors.values.terms import read_terms

Found = tuple[Decimal, str, str | None, str]

_TOKEN = re.compile(
    r"[0-9]+(?:[  ][0-9]{3})+(?![0-9])|[0-9]+(?:,[0-9]{1,2})?(?![0-9])|[^\W_]+|[^\w\s]"
)
_YEARS = range(2001, 2050)


class _Word(StrEnum):
    """Sorts of words in counting.csv."""

    STOP = "stop"  # never a counted noun
    BEFORE = "before"  # an adjective between number and noun
    MEASURE = "measure"  # durations, ages, money: no counted target
    SERIES = "series"  # what a number names one of: 'phase 2', 'résolution 1325'
    NUMBER = "number"  # spelled numbers: 'trois (3)'


@lru_cache(maxsize=8)
def _words(kind: _Word) -> frozenset[str]:
    return frozenset(fold(row["term"]) for row in read_terms("counting") if row["kind"] == kind)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    norm: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _singulars() -> dict[str, str]:
    return {
        fold(row["plural"]): row["singular"]
        for row in read_terms("units")
        if row["kind"] == "count"
    }


@lru_cache(maxsize=1)
def _per_units() -> frozenset[str]:
    return frozenset(fold(row["singular"]) for row in read_terms("units") if row["kind"] == "per")


def singular(noun: str) -> str:
    """A counted noun in lower case and singular; an acronym keeps its capitals: 'CSCOMs'."""
    if noun.rstrip("s").isupper() and len(noun) > 1:
        return noun.rstrip("s")
    lower = noun.lower()
    if known := _singulars().get(fold(lower)):
        return known
    for plural, ending in (("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("oux", "ou"), ("s", "")):
        if lower.endswith(plural) and len(lower) > len(plural) + 1 and not lower.endswith("ss"):
            return lower.removesuffix(plural) + ending
    return lower


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(found.group(), fold(found.group()), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    ]


def _is_noun(token: _Token) -> bool:
    return (
        len(token.text) > 1
        and token.text.isalpha()
        and token.norm not in _words(_Word.STOP)
        and token.norm not in _words(_Word.MEASURE)
        and (parse_period(token.text) is None)
    )


def _value(token: _Token) -> Decimal:
    return Decimal(re.sub(r"\s", "", token.text).replace(",", "."))


def _continues(tokens: list[_Token], place: int) -> bool:
    """Whether a mark glued between two figures stands here: '1.1', '10/12', '3-5'."""
    if place + 1 >= len(tokens) or tokens[place].text not in ("/", ".", "-", "+"):
        return False
    glued = tokens[place - 1].end == tokens[place].start
    return glued and tokens[place + 1].text[:1].isdigit()


def _names_one(tokens: list[_Token], place: int) -> bool:
    """Whether the number at a place is part of something else: a date, code, series or range."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text in chart() or token.text.startswith("0"):
        return True
    if after and (after.norm in ("%", "°") or _continues(tokens, place + 1)):
        return True
    if before is None:
        return False
    glued = before.end == token.start and before.text in "./-+°'"
    ranged = before.norm in ("a", "-") and place > 1 and tokens[place - 2].text[:1].isdigit()
    return glued or ranged or before.norm in _words(_Word.SERIES)


def _noun_after(tokens: list[_Token], place: int) -> int | None:
    """The place of the noun that a number counts: next to it, but for an adjective."""
    while place < len(tokens) and tokens[place].norm in _words(_Word.BEFORE):
        place += 1
    return place if place < len(tokens) and _is_noun(tokens[place]) else None


def _compound(text: str, token: _Token) -> tuple[str, int]:
    """The singular of a noun, or of a known term of several words that begins with it."""
    terms = [plural for plural in _singulars() if " " in plural]
    # What follows, as far as a term may reach: marks on letters take room before they are folded.
    reach = 4 * max(map(len, terms), default=0)
    said = fold(text[token.start : token.start + reach])
    for plural in terms:
        if said.startswith(plural):
            return _singulars()[plural], token.start + len(plural)
    return singular(token.text), token.end


def _plural_before(tokens: list[_Token], place: int) -> str | None:
    """The head of the last run of plural words before a place: 'Lampes portatives … (500)'."""
    head = None
    for token in reversed(tokens[:place]):
        plural = token.norm[-1] in "sx" and len(token.text) > 3 and _is_noun(token)
        if plural:
            head = token
        elif head or not (token.text[0].isalnum() or token.text in "'’-"):
            break
    return singular(head.text) if head else None


def _per(tokens: list[_Token], place: int, free: bool) -> tuple[str, int] | None:
    """What a count is per, from a place on, before the next number or punctuation.

    Any noun right after 'par' where `free`, else a known unit only ('organisés par des experts').
    """
    for i in range(place, len(tokens) - 1):
        token, unit = tokens[i], tokens[i + 1]
        if token.norm in ("par", "per"):
            name = singular(unit.text)
            if fold(name) in _per_units() or (free and i == place and unit.text.isalpha()):
                return name, unit.end
            return None
        if not token.text.isalpha() and token.text not in "'’-":
            return None
    return None


def quantities_in(text: str) -> tuple[Found, ...]:
    """Counts of things in a label: (value, unit, per, printed), in printed order.

    The unit is the counted noun in the singular; `per` what '2 par commune' counts by. Years,
    dates, ages and durations, codes, numbering, percentages and money are none.
    """
    label = parse_numbering(text).text or clean(text)
    tokens = _tokens(label)
    found: list[Found] = []
    for place, token in enumerate(tokens):
        if not token.text[0].isdecimal() or _names_one(tokens, place):
            continue
        quantity = _count(label, tokens, place) or _rate(label, tokens, place, found)
        if quantity := quantity or _aside(label, tokens, place):
            found.append(quantity)
    return tuple(found)


def _count(label: str, tokens: list[_Token], place: int) -> Found | None:
    """'5 forums', 'trois (3) ateliers', '10 séances de formation par commune'."""
    token = tokens[place]
    spelled = (
        place > 1
        and tokens[place - 1].text == "("
        and tokens[place - 2].norm in _words(_Word.NUMBER)
    )
    closed = spelled and place + 1 < len(tokens) and tokens[place + 1].text == ")"
    noun = _noun_after(tokens, place + (2 if closed else 1))
    if noun is None or (token.text.isdecimal() and int(token.text) in _YEARS):
        return None
    unit, end = _compound(label, tokens[noun])
    per = _per(tokens, noun + 1, free=False)
    if per:
        end = per[1]
    return _value(token), unit, per[0] if per else None, label[token.start - closed : end]


def _rate(label: str, tokens: list[_Token], place: int, found: list[Found]) -> Found | None:
    """'(2 par commune)': counts what the count before it counts."""
    per = _per(tokens, place + 1, free=True)
    if per is None or place + 1 >= len(tokens) or tokens[place + 1].norm not in ("par", "per"):
        return None
    unit = found[-1][1] if found else _plural_before(tokens, place - 1)
    if unit is None:
        return None
    return _value(tokens[place]), unit, per[0], label[tokens[place].start : per[1]]


def _aside(label: str, tokens: list[_Token], place: int) -> Found | None:
    """'Lampes solaires (500)': a number alone in parentheses after what it counts."""
    around = [tokens[i].text if 0 <= i < len(tokens) else "" for i in (place - 1, place + 1)]
    token = tokens[place]
    if around != ["(", ")"] or (token.text.isdecimal() and int(token.text) in _YEARS):
        return None
    unit = _plural_before(tokens, place - 1)
    return (_value(token), unit, None, label[token.start - 1 : token.end + 1]) if unit else None
