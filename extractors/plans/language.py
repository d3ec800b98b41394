"""What words say: responsible parties, countries, the language of a text.

Names come from `gazetteer.py`, which is loaded on first use. Quantities stand in `quantities.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.plans.quantities import quantities_in
from extractors.values.amounts import is_nil
from extractors.values.folding import clean, fold
from extractors.values.terms import read_terms

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["countries_in", "detect_language", "parties_in", "quantities_in", "split_parties"]

PARTY, COUNTRY = "PARTY", "COUNTRY"
_LANGUAGES = ("fr", "en", "es", "pt", "ar")
# Shorter texts are titles and lists of names, which a language model only guesses at.
_LEAST_LETTERS = 20
# A text in one language has hardly a common word of another: over plans and letters in French and
# English the model said the same wherever one had 13 and four times as many as the next.
_SURE = 20
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A party or country (`label`) from `start` to `end` of the text, by its canonical name."""

    start: int
    end: int
    canonical: str
    label: str


def _names(text: str, label: str) -> tuple[Name, ...]:
    # Imported late: a process that reads no plan does without spaCy (see there).
    from extractors.plans.gazetteer import names_in

    return tuple(name for name in names_in(text) if name.label == label)


def countries_in(text: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of the countries that a text names, in order of first mention."""
    cleaned = clean(text)
    names = [name for name in _names(cleaned, COUNTRY) if cleaned[name.start].isupper()]
    return tuple(dict.fromkeys(name.canonical for name in names))


def parties_in(text: str) -> tuple[tuple[str, str], ...]:
    """Known parties that a running text names, each once: (canonical name, as first printed).

    Only with a capital: 'les communes' and 'des consultants' are no parties of a sentence.
    """
    cleaned = clean(text)
    found: dict[str, str] = {}
    for name in _names(cleaned, PARTY):
        if cleaned[name.start].isupper():
            found.setdefault(name.canonical, cleaned[name.start : name.end])
    return tuple(found.items())


_SEPARATOR = re.compile(r"\s*(?:[/;,+&•|\n]|\s[-–]\s|\b(?:et|and)\b)\s*", re.IGNORECASE)
_LINK = r"(?:de|du|des|d'|d’|la|le|les|l'|l’|of|the|au|aux|à|en|pour|for|chargée?s?)"
_STARTS_LINKED = re.compile(rf"^\s*{_LINK}(?<=['’])|^\s*{_LINK}\s", re.IGNORECASE)
_ENDS_LINKED = re.compile(rf"(?:^|\s){_LINK}\s*$", re.IGNORECASE)
_ROLE_PREFIX = re.compile(
    r"^\s*(?:responsables?|lead|chefs? de file|pilote|appui|partenaires?|avec|et|and)\s*:\s*",
    re.IGNORECASE,
)
_SOFT = re.compile(r"[,\n]|\b(?:et|and)\b", re.IGNORECASE)


def _depths(text: str) -> list[int]:
    """How many parentheses are open at each character."""
    depths, depth = [], 0
    for character in text:
        depth = max(0, depth + (character == "(") - (character == ")"))
        depths.append(depth)
    return depths


def _pieces(text: str, names: list[Name]) -> list[tuple[int, int]]:
    """Spans between separators; none is cut inside parentheses or inside a known name.

    A comma, a line end or 'et' separates no name from its own complement ('Ministère de la Femme,
    de la Famille et du Genre'), and a line end no lower-case rest of a wrapped name.
    """
    depths = _depths(text)
    spans, start = [], 0
    for found in _SEPARATOR.finditer(text):
        place = found.start() + len(found.group()) - len(found.group().lstrip(" "))
        inside = any(name.start <= place < name.end for name in names)
        if inside or depths[min(place, len(text) - 1)]:
            continue
        following = text[found.end() :]
        if _SOFT.search(found.group()) and _STARTS_LINKED.match(following):
            continue
        wrapped = following[:1].islower() or _ENDS_LINKED.search(text[: found.start()])
        if "\n" in found.group() and wrapped:
            continue
        spans.append((start, found.start()))
        start = found.end()
    return [*spans, (start, len(text))]


def _in_piece(
    text: str, start: int, end: int, names: list[Name], countries: list[Name]
) -> list[tuple[str | None, int, int]]:
    """Parties of one piece: known names side by side, unknown ones around them.

    Text linked to a known name by a preposition makes a longer, unknown name with it; so does a
    lower-case word after it. A country or parentheses after a name leave it what it is.
    """
    parties: list[tuple[str | None, int, int]] = []
    place, joined = start, False
    for name in [*names, Name(end, end, "", PARTY)]:
        if parties and not joined:
            kept = _qualifier_end(text, place, name.start, countries)
            known, first, last = parties[-1]
            parties[-1] = (known, first, max(last, kept))
            place = kept
        before = text[place : name.start].strip()
        if before and parties and (_STARTS_LINKED.match(before + " ") or before[0].islower()):
            parties[-1] = (None, parties[-1][1], name.start)
        elif before:
            parties.append((None, place, name.start))
        joined = bool(before and _ENDS_LINKED.search(before))
        if name.start < name.end:
            if joined:
                parties[-1] = (None, parties[-1][1], name.end)
            else:
                parties.append((name.canonical, name.start, name.end))
            joined = False
        place = name.end
    return parties


def _qualifier_end(text: str, start: int, end: int, countries: list[Name]) -> int:
    """Where parentheses or a country right after a name end; `start` where neither stands."""
    if aside := re.match(r"\s*\([^()]*\)?", text[start:end]):
        return start + aside.end()
    for country in countries:
        if start <= country.start < end and not text[start : country.start].strip():
            return country.end
    return start


def split_parties(text: str) -> tuple[tuple[str, str], ...]:
    """The parties that a cell names, each once: (canonical name, as printed).

    Known names are told apart without any separator ('Troïka Troïka technique Secrétariat
    technique'); unknown ones are split on / ; , + &, 'et', a dash between spaces and line ends. The
    canonical name of an unknown party is the printed one.
    """
    lines = "\n".join(filter(None, (clean(line) for line in text.splitlines())))
    if not lines or is_nil(lines):
        return ()
    flat = lines.replace("\n", " ")  # same length: a known name may be wrapped
    depths = _depths(flat)
    names = [name for name in _names(flat, PARTY) if not depths[name.start]]
    countries = list(_names(flat, COUNTRY))
    found: dict[str, str] = {}
    for opened, end in _pieces(lines, names):
        role = _ROLE_PREFIX.match(flat[opened:end])
        start = opened + role.end() if role else opened
        here = [name for name in names if start <= name.start < end]
        for canonical, first, last in _in_piece(flat, start, end, here, countries):
            printed = flat[first:last].strip(" .:;,-–")
            if re.search(r"[^\W\d_]", printed) and not is_nil(printed):
                found.setdefault(canonical or printed, printed)
    return tuple(found.items())


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # py3langid has no annotations.
    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE)  # type: ignore[no-untyped-call]
    identifier.set_languages(list(_LANGUAGES))  # type: ignore[no-untyped-call]
    return identifier


@lru_cache(maxsize=1)
def _common_words() -> dict[str, str]:
    """Folded words that are common in one of the languages and strange to the others."""
    return {fold(row["term"]): row["language"] for row in read_terms("common_words")}


def _plain_language(text: str) -> str | None:
    """The language whose common words leave no doubt; None where they are few or mixed."""
    common = _common_words()
    said = re.findall(r"[^\W\d_]+", fold(text))
    counts = Counter(common[word] for word in said if word in common)
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    return first if most >= max(_SURE, _LEAD * next_most) else None


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text (fr, en, es, pt, ar); None for a few words.

    The model of py3langid is asked only where the commonest words do not tell, as they do in a
    whole plan: it takes 100 MB and half a second to load.
    """
    cleaned = clean(text)
    if sum(character.isalpha() for character in cleaned) < _LEAST_LETTERS:
        return None
    if plain := _plain_language(cleaned):
        return plain
    code, _ = _identifier().classify(cleaned)  # type: ignore[no-untyped-call]
    return str(code)
