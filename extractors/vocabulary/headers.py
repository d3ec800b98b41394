"""Which header is what: terms of headers.csv found in printed header cells."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from extractors.grids.columns import ColumnRole
from extractors.plan import Level
from extractors.values.folding import clean, fold
from extractors.values.numbering import depth, parse_numbering
from extractors.values.terms import read_terms
from extractors.vocabulary.lost_letters import LOST, restored

_WORD = re.compile(r"[a-z0-9]+(?:°)?|[°%#]")
_JOINING = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "of", "the"})
# Words that name the currency or the unit of a header's figures.
_UNITS = re.compile(r"[0-9]+|f?cfa|f|xof|usd|us|eur|euros?|k|m|gnf|milliers?|millions?|dollars?")
# Of the words that are neither term nor qualifier, a header has no more than terms: a sentence that
# merely holds the word 'activité' has.
_SHARE = 0.5
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """The role of a header cell; `exact` where term and known qualifiers are all that it says."""

    role: ColumnRole
    level: Level | None
    exact: bool
    term: str


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    role: ColumnRole
    level: Level | None
    printed: str


def _stem(word: str) -> str:
    """A word without its plural ending; 'activities' and 'activity', 'catégories' alike."""
    singular = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    return singular[:-2] + "y" if singular.endswith("ie") else singular


def _words(text: str) -> list[str]:
    """Stemmed words of a folded text; 'no' is 'n°'."""
    text = re.sub(rf"\bn\s?(?:[°{LOST}]|o\b)\s*", "n° ", text)
    return [_stem(word) for word in _WORD.findall(text) if word not in _JOINING]


@lru_cache(maxsize=1)
def _terms() -> tuple[_Term, ...]:
    """All header terms, the longest first."""
    terms = [
        _Term(
            tuple(_words(fold(row["term"]))),
            ColumnRole(row["role"]),
            Level(row["level"]) if row["level"] else None,
            row["term"],
        )
        for row in read_terms("headers")
    ]
    return tuple(sorted(terms, key=lambda term: (-len(term.words), -len(term.printed))))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[int, _Term]]]:
    """Terms by the word that they begin with, each with its rank among all, the longest first."""
    found: dict[str, list[tuple[int, _Term]]] = defaultdict(list)
    for rank, term in enumerate(_terms()):
        for first in term.words[:1]:
            found[first].append((rank, term))
    return found


@lru_cache(maxsize=1)
def _qualifiers() -> frozenset[str]:
    return frozenset(word for row in read_terms("qualifiers") for word in _words(fold(row["term"])))


@lru_cache(maxsize=1)
def _printed_words() -> frozenset[str]:
    rows = [*read_terms("headers"), *read_terms("qualifiers")]
    return frozenset(word for row in rows for word in re.findall(r"\w+", row["term"].lower()))


def _main_part(text: str) -> str:
    """The folded header without what stands in parentheses, and without '(s)'."""
    folded = re.sub(r"\((?:s|es|x|e|ies)\)", "", restored(fold(text), _printed_words()))
    main = re.sub(r"\([^()]*(?:\)|$)", " ", folded)
    return main if _WORD.search(main) else folded


def _found(words: list[str]) -> list[tuple[int, _Term]]:
    """Terms in a header, each with its place; longer ones first claim their words."""
    free = [True] * len(words)
    found: list[tuple[int, _Term]] = []
    ranked = _by_first_word()
    candidates = [candidate for word in set(words) for candidate in ranked.get(word, ())]
    for _, term in sorted(candidates, key=lambda candidate: candidate[0]):
        length = len(term.words)
        for start in range(len(words) - length + 1):
            span = slice(start, start + length)
            if tuple(words[span]) == term.words and all(free[span]):
                free[span] = [False] * length
                found.append((start, term))
    return sorted(found, key=lambda place: place[0])


@lru_cache(maxsize=4096)
def header_role(text: str) -> HeaderMatch | None:
    """What a column is for, from its header cell; None where no term explains it.

    Whole words are compared without case, accents and plurals; the longest term wins, then the
    first. What stands in parentheses is left aside. A term must make up at least half of what is
    not a known qualifier, unit, currency or year.
    """
    numbered = parse_numbering(text)
    said = _ASIDE.sub("", numbered.text).strip()
    if said and numbered.number and (numbered.level or depth(numbered.number) > 1):
        return None  # 'Résultat 3 : …' and '1.3.1. Identifier…' are labels
    words = _words(_main_part(numbered.text if numbered.number and said else clean(text)))
    found = _found(words)
    if not found:
        return None
    term = _chosen([term for _, term in found])
    taken = {start + i for start, term in found for i in range(len(term.words))}
    rest = [
        word
        for place, word in enumerate(words)
        if place not in taken and word not in _qualifiers() and not _UNITS.fullmatch(word)
    ]
    same = sum(len(other.words) for _, other in found if _kin(other.role, term.role))
    if same < _SHARE * (len(taken) + len(rest)):
        return None
    return HeaderMatch(term.role, term.level, not rest, term.printed)


_LABELS = frozenset({ColumnRole.FRAMEWORK, ColumnRole.ACTIVITY, ColumnRole.NUMBER})


def _kin(role: ColumnRole, other: ColumnRole) -> bool:
    """Whether two roles share a column: 'Résultats/Activités', 'N° et intitulé'."""
    return role is other or {role, other} <= _LABELS


def _chosen(terms: list[_Term]) -> _Term:
    """Of several terms in one header: activities over the framework, then the longest, the first.

    'Objectifs / Résultats' names two levels: the deeper one, printed last, is meant where a label
    does not say which it is.
    """
    roles = {term.role for term in terms}
    if roles <= _LABELS and len(roles) > 1:
        order = (ColumnRole.ACTIVITY, ColumnRole.FRAMEWORK)
        role = next(role for role in order if role in roles)
        return next(term for term in terms if term.role is role)
    if roles == {ColumnRole.FRAMEWORK}:
        return terms[-1]
    return max(terms, key=lambda term: len(term.words))
