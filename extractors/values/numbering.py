"""Numbers that head activities and framework nodes: '1.1.', 'Résultat 1 :', 'R3.2', 'a)'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.plan import Level
from extractors.values.folding import clean, fold
from extractors.values.terms import read_terms

_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
_DOTTED = r"[0-9]{1,2}(?:[.][0-9]{1,2}){1,5}(?:[.]?[a-z](?![\w']))?"
_NUMBER = rf"(?:{_DOTTED}|[0-9]{{1,3}}(?![0-9])(?:[.][a-z](?![\w']))?)"
_END = r"(?=\s|[:.)°/–—,;-]|$)"
_AFTER = r"\s*(?:[.)°:/–—-]|\s)*\s*"
_DASH = re.compile(
    r"^(?:[-–—•·●▪◦➢➤✓*\uf0b7\uf0a7\uf0d8]|o(?=\s))\s*(?=[^\s0-9-])(?P<text>.+)$|"
    r"^[-–—•·●▪◦➢➤✓*\uf0b7\uf0a7\uf0d8]\s+(?P<counted>[0-9].*[^\W\d_].*)$"
)
# What follows a decimal that measures rather than numbers: '2.5 km de piste'.
_MEASURED = re.compile(r"\s*(?:%|km|m|m2|ha|kg|t|millions?|milliards?|billions?)\b|\s*%")
_WORD_ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A label taken apart: its number, the text after it, and what its word says it is.

    `activity` is set where a word or letter says so ('Activité 1.1', 'A1.1'); `dash` for an
    unnumbered list item, whose bullet `text` lacks.
    """

    number: str | None
    text: str
    level: Level | None = None
    activity: bool = False
    dash: bool = False


@lru_cache(maxsize=1)
def level_words() -> dict[str, Level | None]:
    """Folded framework and activity words, longest first; None stands for activities."""
    rows = [row for row in read_terms("levels") if row["kind"] == "word"]
    return {
        fold(row["term"]): None if row["level"] == _WORD_ACTIVITY else Level(row["level"])
        for row in sorted(rows, key=lambda row: -len(row["term"]))
    }


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, Level | None]:
    return {
        row["term"]: None if row["level"] == _WORD_ACTIVITY else Level(row["level"])
        for row in read_terms("levels")
        if row["kind"] == "abbreviation"
    }


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """A framework word, on folded text: the word, perhaps its plural and 'n°'."""
    terms = "|".join(_plural(term).pattern for term in level_words())
    return re.compile(rf"^(?P<word>{terms})(?:\(s\))?(?![a-z'])\s*(?:n\s?°\s*|no\.?\s+(?=[0-9]))?")


@lru_cache(maxsize=1)
def _abbreviation_pattern() -> re.Pattern[str]:
    ordered = sorted(_abbreviations(), key=len, reverse=True)
    long = "|".join(rf"{re.escape(word)}\.?\s?" for word in ordered if len(word) > 1)
    short = "|".join(rf"{word}\.?" for word in ordered if len(word) == 1)
    return re.compile(rf"^(?P<word>{long}|{short})(?P<number>{_NUMBER}){_END}")


def _after(text: str) -> str:
    return re.sub(rf"^{_AFTER}", "", text).strip()


def _level_of(word: str) -> Level | None:
    """The level of a matched word, whose parts may bear a plural s."""
    words = level_words()
    return words[next(term for term in words if _plural(term).fullmatch(word))]


@lru_cache(maxsize=256)
def _plural(term: str) -> re.Pattern[str]:
    return re.compile(r"\s".join(re.escape(part) + "s?" for part in term.split()))


def _worded(text: str) -> Numbered | None:
    """'Résultat 1 : La…', 'Objectif général : …', 'Axe II - …'."""
    found = _word_pattern().match(fold(text))
    if found is None:
        return None
    rest = text[found.end() :]  # the words have no œ, so folding kept the place
    level = _level_of(found["word"])
    number = re.match(
        rf"(?P<number>{_NUMBER}|[0-9]{{1,2}}-[0-9]{{1,2}}){_END}|(?P<roman>{_ROMAN}){_END}"
        r"|(?P<letter>[A-Z])(?=\s?[:.)–—-]|$)",
        rest,
    )
    if number:
        printed = number["number"] or number["roman"] or number["letter"]
        tail = rest[number.end() :]
        if re.match(r"\s?(?:%|°[A-Z])", tail):
            return None
        return Numbered(printed, _after(tail), level, level is None)
    if re.match(r"\s*[:–—]", rest) or re.match(r"\s+-\s", rest):
        return Numbered(None, _after(rest), level, level is None)
    return None


def _abbreviated(text: str) -> Numbered | None:
    """'R3.2 : …', 'OS1', 'A1.1 Former', 'Act. 1.1'."""
    found = _abbreviation_pattern().match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    word = found["word"].strip(". ")
    single = len(word) == 1 and "." not in found["number"]
    # 'A4 recyclé' is paper, 'A4 Former' an activity.
    if single and rest and not re.match(r"\s?[:.)–—-]|\s[A-ZÀ-Ý]", rest):
        return None
    level = _abbreviations()[word]
    return Numbered(found["number"], _after(rest), level, level is None)


_PLAIN = re.compile(
    rf"^(?P<dotted>{_DOTTED})(?P<close>\s?[.):°/–—-]+)?(?=\s|$|[A-ZÀ-Ýa-zà-ÿ])"
    r"|^\(?(?P<single>[0-9]{1,3}(?:[.][a-z](?![\w']))?)(?P<mark>[.)°]\)?|[.]?\s?[-–—:]|/(?=\s))"
    r"(?=\s|$|[^\W\d_])"
    r"|^(?P<joined>[A-Z][.]?[0-9]{1,2}(?:[.][0-9]{1,2})*)(?P<joint>\s?[.):–—-])(?=\s|$)"
    r"|^\(?(?P<letter>[a-z])\s?\)(?=\s|$|[^\W\d_])"
    rf"|^\(?(?P<roman>{_ROMAN}|[ivx]{{1,4}})(?:\s?\)|[.]|\s?[–—-])(?=\s+\S)"
    r"|^(?P<capital>[A-H])(?:\)|[.]|\s[–—-])(?=\s+[^\W\d_]{2})"
)


def _plain(text: str) -> Numbered | None:
    """A number without a word: '1.1. Foo', '3. Foo', 'a) Foo', 'IV. Foo'."""
    found = _PLAIN.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    number = next(
        value
        for value in map(found.group, ("dotted", "single", "joined", "letter", "roman", "capital"))
        if value
    )
    if found["dotted"] and _MEASURED.match(rest):
        return None
    return Numbered(number, _after(rest))


def parse_numbering(text: str) -> Numbered:
    """Take a printed label apart into number, word and text; `text` is cleaned of mark-up.

    A bare figure before a noun counts things ('5 forums') and a year heads a title ('2024 budget'):
    neither is a number; one level alone needs its punctuation ('3. Budget').
    """
    label = clean(text)
    if is_number(label) and label[:1].isdigit():
        return Numbered(label.rstrip(" .)°:-–"), "")
    dashed = _DASH.match(label)
    item = (dashed["text"] or dashed["counted"]).strip() if dashed else label
    numbered = _worded(item) or _abbreviated(item) or _plain(item)
    if numbered and (numbered.number or not dashed):
        return numbered
    return Numbered(None, item, dash=dashed is not None)


_CELL = re.compile(
    rf"(?P<word>[A-Z][A-Za-z]{{0,3}})?\.?\s?(?:{_DOTTED}|[0-9]{{1,3}}(?:[.][a-z])?)\s?[.):°-]*"
    rf"|[a-zA-Z][).]|{_ROMAN}[.)]|(?:I{{1,3}}|IV|VI{{1,3}}|IX)"  # a lone V or X is a mark
)


def is_number(text: str) -> bool:
    """Whether a whole cell is a numbering: '1.1', '4.10.', 'A1', '12' (at most three digits)."""
    found = _CELL.fullmatch(clean(text))
    return found is not None and (found["word"] is None or found["word"] in _abbreviations())


_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


def _roman_value(part: str) -> int | None:
    if not part or not re.fullmatch(_ROMAN, part.upper()):
        return None
    values = [_ROMAN_VALUES[letter] for letter in part.lower()]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _parts(number: str) -> list[str]:
    return re.findall(r"[0-9]+|[A-Za-z]+", number)


def depth(number: str) -> int:
    """How many levels a number has: 2 for '1.1', 4 for '1.1.1.a'."""
    return len(_parts(number))


def sort_key(number: str) -> tuple[int, ...]:
    """Numbers in reading order: '1.2' before '1.10'; letters and Roman numerals by their rank."""
    key = []
    for part in _parts(number):
        if part.isdigit():
            key.append(int(part))
        elif roman := _roman_value(part):
            key.append(roman)
        else:
            key.append(ord(part[0].lower()) - ord("a") + 1)
    return tuple(key)


def next_of(number: str) -> str:
    """The number that follows among its siblings: '1.10' after '1.9', 'b' after 'a'."""
    parts = _parts(number)
    last = parts[-1]
    head = number[: number.rindex(last)]
    if last.isdigit():
        return f"{head}{int(last) + 1}"
    return head + last[:-1] + chr(ord(last[-1]) + 1)
