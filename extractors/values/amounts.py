"""Amounts of money as printed in French and English plans.

The rule for a lone dot or comma: three digits after it (and one to three before it, the first no
zero) are thousands, so '1.234' is 1234; one, two or four are decimals. Thousands are grouped by one
and the same mark throughout, decimals stand after another one. What has two readings is no amount:
a doubt is better than a wrong figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractors.values.folding import clean, fold
from extractors.values.terms import read_terms

_MINUS = "-−–"
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


@lru_cache(maxsize=1)
def _currencies() -> tuple[tuple[re.Pattern[str], str | None, str], ...]:
    """Each printed form of a currency, the longest first: pattern, ISO code, the form."""
    forms = []
    for row in read_terms("currencies"):
        printed = row["printed"]
        spaced = r"\s?".join(re.escape(part) for part in printed.split())
        # Short codes ('DA', 'Ar') are words too when their case is free.
        flags = re.NOFLAG if len(printed) < 3 else re.IGNORECASE
        forms.append((re.compile(spaced, flags), row["iso"] or None, printed))
    return tuple(sorted(forms, key=lambda form: -len(form[2])))


def _strip_currency(text: str) -> tuple[str, set[str | None]]:
    """The text less the currencies printed at its two ends, and their codes."""
    found: set[str | None] = set()
    for pattern, iso, _ in _currencies():
        before = pattern.match(text)
        if before and not text[before.end() : before.end() + 1].isalpha():
            found.add(iso)
            text = text[before.end() :].strip()
            break
    for pattern, iso, printed in _currencies():
        after = re.search(rf"(?:{pattern.pattern})\.?$", text, pattern.flags)
        # A letter glued before a code makes another word of it, but for the k of 'kEUR'.
        left = text[: after.start()] if after else ""
        glued = printed[0].isalpha() and re.search(r"[^\W\d_]$", left)
        if after and not (glued and not re.search(r"(?<![^\W\d_])[kKM]$", left)):
            found.add(iso)
            text = left.rstrip()
            break
    return text, found


_SCALE_SUFFIX = re.compile(
    r"\s?(?:(?P<letter>[kKM])|(?P<word>milliers?|millions?|milliards?)(?:\s?d[e'’])?)$"
)


def _strip_scale(text: str, money: bool) -> tuple[str, int]:
    """The text less 'millions' or, beside a currency, k or M; and what it multiplies by."""
    found = _SCALE_SUFFIX.search(text)
    if found is None or (found["letter"] and not money):
        return text, 1
    scale = _SCALE_WORDS[found["word"].removesuffix("s")] if found["word"] else 0
    return text[: found.start()], scale or (1_000_000 if found["letter"] == "M" else 1_000)


def _strip_sign(text: str) -> tuple[str, int]:
    """The text less one sign or one pair of parentheses, and how many negations that makes."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), 1
    if text[:1] and text[0] in _MINUS:
        return text[1:].strip(), 1
    if text[:1] == "+":
        return text[1:].strip(), 0
    if text[-1:] and text[-1] in _MINUS:
        return text[:-1].strip(), 1
    return text, 0


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


def parse_amount(text: str) -> Figure | None:
    """Read a text that is one amount and nothing else.

    A currency may stand before or after, glued or spaced; a minus before or after, or parentheses,
    make it negative; asterisks of a footnote may follow. None for anything else: two numbers in one
    cell, a date, a percentage, a numbering of three levels, an identifier with leading zeros.
    """
    rest = re.sub(r"\s?\*{1,3}$", "", clean(text))
    codes: set[str | None] = set()
    negations = 0
    # Sign and currency nest either way round: '(1 234 FCFA)', 'USD (1 234)', '-$1,234'.
    for _ in range(2):
        rest, stripped = _strip_currency(rest)
        codes |= stripped
        rest, negation = _strip_sign(rest)
        negations += negation
    rest, stripped = _strip_currency(rest)
    codes |= stripped
    rest, scale = _strip_scale(rest, bool(codes))
    number = _parse_number(rest)
    named = {code for code in codes if code}
    if number is None or negations > 1 or len(named) > 1:
        return None
    value, unit = (part * scale for part in number)
    return Figure(-value if negations else value, unit, named.pop() if named else None, scale)


def is_nil(text: str) -> bool:
    """Whether the cell says that there is no amount: a dash, 'néant', 'n/a', 's.o.'."""
    folded = fold(text)
    return folded in _NIL or (bool(folded) and not folded.strip("- ./_"))


def has_digits(text: str) -> bool:
    """Whether any ASCII digit is printed."""
    return any(character in "0123456789" for character in text)


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


def leading_text_and_amount(text: str) -> tuple[str, Figure] | None:
    """Split 'TOTAL GÉNÉRAL : 4 728 228 FCFA' into its text and its amount.

    None unless text with letters comes first and the tail can only be an amount: grouped thousands,
    a currency, decimals after a comma, or four digits and more that are no year. None also where
    the first group may number the word before it ('résultat 2 355 333').
    """
    whole = clean(text)
    for found in re.finditer(r"(?:(?<=[\s:=])|(?<=[^\W\d_]))(?=[^\s:=])", whole):
        label, tail = whole[: found.start()], whole[found.start() :]
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


def currency_of(text: str) -> str | None:
    """The ISO 4217 code of the first currency that a header or sentence names; XOF for FCFA.

    Codes of one or two letters count only in parentheses, after 'en' or after a digit.
    """
    cleaned = clean(text)
    best: tuple[int, int, str] | None = None
    for pattern, iso, printed in _currencies():
        if iso is None:
            continue
        left = r"(?<![^\W\d_])" if printed[0].isalpha() else ""
        right = r"(?![^\W\d_])" if printed[-1].isalpha() else ""
        if len(printed) < 3 and printed.isalpha():
            left = r"(?:(?<=\()|(?<=\ben )|(?<=[0-9])|(?<=[0-9] ))"
        if printed[0].isalpha() and len(printed) >= 3:
            left = r"(?<![^\W\d_])(?:(?<![^\W\d_])[kKM])?"  # 'kEUR'
        found = re.search(left + f"(?:{pattern.pattern})" + right, cleaned, pattern.flags)
        if found and (best is None or (found.start(), -len(printed)) < best[:2]):
            best = (found.start(), -len(printed), iso)
    return best[2] if best else None


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
