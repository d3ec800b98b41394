"""Amounts of money as printed in French and English plans.

The rule for a lone dot or comma: three digits after it (and one to three before it, the first no
zero) are thousands, so '1.234' is 1234; one, two or four are decimals. Thousands are grouped by one
and the same mark throughout, decimals stand after another one. What has two readings is no amount:
a doubt is better than a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractors.values.folding import clean, fold
from extractors.values.terms import read_terms

# Cells are asked for their amount by every stage; a few hundred bytes each.
_MANY = 16_384

_MINUS = "-−–"
_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile(
    r"""
    (?P<whole>
        [1-9][0-9]{0,2}(?P<group>[ .,'’])[0-9]{3}(?:(?P=group)[0-9]{3})*   # grouped thousands
      | [1-9][0-9]*                                                       # plain
      | 0
    )
    (?:(?P<mark>[.,])(?P<decimals>[0-9]{1,4}))?                           # four: unit rates
    """,
    re.VERBOSE,
)
_MONTH_AND_YEAR = re.compile(r"(?:[1-9]|1[0-2])\.(?:19|20)[0-9]{2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NIL = frozenset({"neant", "nil", "n/a", "na", "s.o.", "s.o", "so", "sans objet", "none", "nul"})
# 'pour mémoire': what is there and costs nothing.
_NIL |= {"pm", "p.m", "p.m.", "p. m.", "pour memoire", "memoire"}
_SCALE_WORDS = {
    "millier": 1_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "milliard": 1_000_000_000,
    "billion": 1_000_000_000,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount: `unit` is one unit of its last printed digit; `currency` ISO 4217 if printed.

    `scale` is what the cell itself multiplies by ('35 k€' is 35000, unit and scale 1000); where it
    is not 1, the scale of the header must not be applied again.
    """

    value: Decimal
    unit: Decimal
    currency: str | None = None
    scale: int = 1


def _key(form: str) -> str:
    """A printed currency without its spaces; short codes ('DA', 'Ar') keep their case."""
    bare = "".join(form.split())
    return bare if len(bare) < 3 else bare.casefold()


@lru_cache(maxsize=1)
def _currencies() -> dict[str, str | None]:
    """The ISO code of each printed form; None where the form names several ('F')."""
    return {_key(row["printed"]): row["iso"] or None for row in read_terms("currencies")}


# Before a code that begins with a letter: no letter, but for the k of 'kEUR' and the M of 'MFCFA'.
_UNGLUED = r"(?:(?<![^\W\d_])|(?<=(?<![^\W\d_])[kKM]))"


def _alternatives(forms: list[str]) -> str:
    """A pattern of printed forms, the longest first; case counts in short ones only."""
    patterns = []
    for form in sorted(forms, key=len, reverse=True):
        spaced = r"\s?".join(re.escape(part) for part in form.split())
        if len(form) >= 3:
            spaced = f"(?i:{spaced})"
        patterns.append(_UNGLUED + spaced if form[0].isalpha() else spaced)
    return "|".join(patterns)


@lru_cache(maxsize=1)
def _in_running_text() -> re.Pattern[str]:
    """Currencies in a sentence; codes of one or two letters only in '(DH)', 'en DH', '5 DH'."""
    coded = [row["printed"] for row in read_terms("currencies") if row["iso"]]
    short = [form for form in coded if len(form) < 3 and form.isalpha()]
    long = _alternatives([form for form in coded if form not in short])
    placed = r"(?:(?<=\()|(?<=\ben )|(?<=[0-9])|(?<=[0-9] ))"
    return re.compile(
        rf"(?:{long})(?:(?<=[^\w\s])|(?![^\W\d_]))|{placed}(?:{'|'.join(short)})(?![^\W\d_])"
    )


_FOOTNOTE = re.compile(r"\s?\*{1,3}$")
# What stands around the digits: signs, parentheses and a currency, in either order.
_PARTS = re.compile(
    rf"(?P<opening>[{_MINUS}(+\s]*)(?P<before>[^0-9]*?)(?P<inner>[{_MINUS}(+\s]*)"
    r"(?P<number>[0-9](?:[0-9 .,'’]*[0-9])?)"
    rf"(?P<closing>[{_MINUS})\s]*)(?P<after>[^0-9]*?)(?P<outer>[{_MINUS})\s]*)"
)
_SCALED = re.compile(
    r"(?:(?P<letter>[kKM])|(?P<word>milliers?|millions?|milliards?)(?:d[e'’])?)(?P<form>.*)"
)


def _negations(signs: str) -> int | None:
    """How often a figure is negated by its signs, which must come alone or as a pair."""
    bare = "".join(signs.split())
    if bare in ("", "+"):
        return 0
    return 1 if bare == "()" or (len(bare) == 1 and bare in _MINUS) else None


def _scaled_currency(text: str, money: bool) -> tuple[int, str | None] | None:
    """What follows the digits: a scale and a currency; None where it is something else.

    'k' and 'M' scale beside a currency only (`money`: one stands before the digits).
    """
    bare = "".join(text.split())
    for form in (bare, bare.rstrip(".")):
        if not form or _key(form) in _currencies():
            return 1, _currencies()[_key(form)] if form else None
    found = _SCALED.fullmatch(bare.rstrip("."))
    if found is None or (found["form"] and _key(found["form"]) not in _currencies()):
        return None
    iso = _currencies()[_key(found["form"])] if found["form"] else None
    if found["word"]:
        return _SCALE_WORDS[found["word"].removesuffix("s")], iso
    if not (money or found["form"]):
        return None
    return (1_000_000 if found["letter"] == "M" else 1_000), iso


def _parse_number(text: str) -> tuple[Decimal, Decimal] | None:
    """A bare unsigned number: its value and the unit of its last digit."""
    found = _NUMBER.fullmatch(text)
    if found is None or _MONTH_AND_YEAR.fullmatch(text):
        return None
    whole, group, mark = found["whole"], found["group"], found["mark"]
    decimals = found["decimals"] or ""
    if group == mark and mark is not None:
        return None
    if group == " " and mark == "." and len(decimals) == 3:
        return None  # '1 234.567': mixed thousands or thousandths
    digits = re.sub(r"[^0-9]", "", whole)
    return Decimal(f"{digits}.{decimals}" if decimals else digits), Decimal(1).scaleb(
        -len(decimals)
    )


@lru_cache(maxsize=_MANY)
def parse_amount(text: str) -> Figure | None:
    """Read a text that is one amount and nothing else.

    A currency may stand before or after, glued or spaced; a minus before or after, or parentheses,
    make it negative; asterisks of a footnote may follow. None for anything else: two numbers in one
    cell, a date, a percentage, a numbering of three levels, an identifier with leading zeros.
    """
    if not has_digits(text):
        return None
    found = _PARTS.fullmatch(_FOOTNOTE.sub("", clean(text)))
    number = _parse_number(found["number"]) if found else None
    if found is None or number is None:
        return None
    before = "".join(found["before"].split())
    negations = _negations("".join(found.group("opening", "inner", "closing", "outer")))
    after = _scaled_currency(found["after"], bool(before))
    if negations is None or after is None or (before and _key(before) not in _currencies()):
        return None
    scale, iso = after
    codes = {iso, _currencies()[_key(before)] if before else None} - {None}
    if len(codes) > 1:
        return None
    value, unit = (part * scale for part in number)
    return Figure(-value if negations else value, unit, codes.pop() if codes else None, scale)


def is_nil(text: str) -> bool:
    """Whether the cell says that there is no amount: a dash, 'néant', 'n/a', 's.o.'."""
    folded = fold(text)
    return folded in _NIL or (bool(folded) and not folded.strip("- ./_"))


def has_digits(text: str) -> bool:
    """Whether any ASCII digit is printed."""
    return _DIGIT.search(text) is not None


# Words that a number of their own may follow: 'résultat 2 355 333' has two readings.
_NUMBERED_WORD = re.compile(
    r"\b(?:resultats?|produits?|axes?|objectifs?|specifiques?|strategiques?|effets?|activites?"
    r"|composantes?|volets?|piliers?|extrants?|actions?|taches?|phases?|lots?|annee|outputs?"
    r"|outcomes?|activity|component|year|result|total|n°|[a-z])$"
)


def _is_clear(tail: str, figure: Figure) -> bool:
    """Whether a tail can only be an amount, no year, count or number of something."""
    if figure.currency:
        return True
    digits = re.sub(r"[^0-9]", "", tail)
    if re.search(r"[0-9][ '’.,][0-9]{3}(?![0-9])", tail) or re.search(r",[0-9]{2}$", tail):
        return True
    return len(digits) >= 4 and "." not in tail and not _YEAR.fullmatch(tail.strip())


_LAST_NUMBER = re.compile(r"[0-9](?:[0-9 .,'’]*[0-9])?(?=[^0-9]*$)")
_GLUED = re.compile(r"[0-9][^\W\d_]$")  # '7 225 0O1': the letter is a slip, no end of a word
_TAIL_START = re.compile(r"(?:(?<=[\s:=])|(?<=[^\W\d_]))(?=[^\s:=])")


def _tails(text: str) -> Iterator[int]:
    """Where a tail of a text may begin that `parse_amount` can read.

    It holds all of the last number and nothing else but signs and a currency on either side.
    """
    last = _LAST_NUMBER.search(text)
    if last is None:
        return
    after = _FOOTNOTE.sub("", text)[last.end() :].strip(f"{_MINUS}) ")
    if after and _scaled_currency(after, money=True) is None:
        return
    for found in _TAIL_START.finditer(text):
        if _GLUED.search(text, 0, found.start()):
            continue
        before = text[found.start() : last.start()].strip(f"{_MINUS}(+ ")
        if not before or _key(before) in _currencies():
            yield found.start()


def leading_text_and_amount(text: str) -> tuple[str, Figure] | None:
    """Split 'TOTAL GÉNÉRAL : 4 728 228 FCFA' into its text and its amount.

    None unless text with letters comes first and the tail can only be an amount: grouped thousands,
    a currency, decimals after a comma, or four digits and more that are no year. None also where
    the first group may number the word before it ('résultat 2 355 333').
    """
    if not has_digits(text):
        return None
    whole = clean(text)
    for start in _tails(whole):
        label, tail = whole[:start], whole[start:]
        stated = label.rstrip().endswith((":", "="))
        if not re.search(r"[^\W\d_]{2}", label) or (tail[0].isalpha() and label[-1:].isalpha()):
            continue
        if not stated and (tail[0] == "(" or re.match(rf"[{_MINUS}]\s", tail)):
            continue  # an aside, or a dash between text and amount
        figure = parse_amount(tail)
        if figure is None or not _is_clear(tail, figure):
            continue
        label = label.strip().rstrip(":=-–— ").strip()
        if not re.search(r"[^\W\d_]", label):
            return None
        doubtful = not stated and re.match(r"[0-9]{1,2}(?:[ .][0-9]{3})+(?![0-9])", tail)
        if doubtful and _NUMBERED_WORD.search(fold(label)) and not fold(label).endswith("total"):
            return None
        return label, figure
    return None


@lru_cache(maxsize=4096)
def currency_of(text: str) -> str | None:
    """The ISO 4217 code of the first currency that a header or sentence names; XOF for FCFA.

    Codes of one or two letters count only in parentheses, after 'en' or after a digit.
    """
    found = _in_running_text().search(clean(text))
    return _currencies()[_key(found.group())] if found else None


_SCALE = re.compile(
    r"(?:\b(?:en|in|par)\s+|[(x*]\s?|^)(?P<word>milliers?|millions?|milliards?|thousands?|billions?)\b"
    r"|(?<![0-9] )(?<![0-9])\b(?P<of>milliers|millions|milliards|thousands|billions)\s+"
    r"(?:de\s+|d'\s?|of\s+)?(?:f\b|f\s?cfa|francs|euros?|dollars|usd|us\$|eur|xof|gnf|\$|€)"
    r"|\bx\s?(?P<times>1[ .,]?000(?:[ .,]?000)?)\b"
    r"|(?<![0-9])(?:^|[('\s])(?P<zeros>'?000(?:[ .,]?000)?)"
    r"(?=\s*(?:f\b|f\s?cfa|xof|usd|us\$|eur|\$|€|\)|$))"
    r"|(?:^|[^a-z0-9])(?P<prefix>[km])\s?(?:€|\$|eur\b|usd\b|f\s?cfa\b|xof\b)"
)


def scale_of(text: str) -> int:
    """What the figures under a header are multiplied by: 1000 for 'en milliers de FCFA' or 'k€'."""
    found = _SCALE.search(fold(text))
    if found is None:
        return 1
    if word := found["word"] or found["of"]:
        return _SCALE_WORDS[word.removesuffix("s")]
    if times := found["times"]:
        return int(re.sub(r"[^0-9]", "", times))
    if zeros := found["zeros"]:
        return int("1" + "0" * zeros.count("0"))
    return 1_000 if found["prefix"] == "k" else 1_000_000
