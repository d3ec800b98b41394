"""Names of parties and countries in a text: a blank spaCy pipeline with an entity ruler.

Its patterns are parties.csv and countries.csv. Importing spaCy costs 70 MB and half a second, and
building the pipeline 0.2 s more: only `language.py` imports this, and only once a plan is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from extractors.plans.language import COUNTRY, PARTY, Name
from extractors.values.folding import fold
from extractors.values.terms import read_terms

# Characters. spaCy refuses a text of a million; the memory that it takes grows with each.
PIECE = 200_000

_PUNCTUATION = re.compile(r"[^\w\s]")


@Language.component("totaux_folded_norm")
def _folded_norm(doc: Doc) -> Doc:
    """Tokens compare without case and accents."""
    for token in doc:
        token.norm_ = fold(token.text) or token.text
    return doc


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    nlp = spacy.blank("xx")
    # Every punctuation mark is a token of its own, apostrophes and hyphens too: 'l'Algérie' holds
    # a country, 'PNUD/ADR' two parties.
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        prefix_search=_PUNCTUATION.match,
        # At the last character only: a search from the first takes minutes on a long line.
        suffix_search=lambda text: _PUNCTUATION.match(text, len(text) - 1),
        infix_finditer=_PUNCTUATION.finditer,
    )
    nlp.add_pipe("totaux_folded_norm")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "NORM"})
    countries = {fold(row["name"]) for row in read_terms("countries")}
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": PARTY, "pattern": row["alias"], "id": row["party"]}
            for row in read_terms("parties")
            if fold(row["alias"]) not in countries  # 'Suède' gives, and is a country
        ]
        + [
            {"label": COUNTRY, "pattern": row["name"], "id": row["iso"]}
            for row in read_terms("countries")
        ]
    )
    return nlp


@lru_cache(maxsize=1)
def _acronyms() -> frozenset[str]:
    """Folded aliases that count in capitals only: 'CARE', 'PAM'."""
    folded: dict[str, bool] = {}
    for row in read_terms("parties"):
        alias = row["alias"]
        folded[fold(alias)] = folded.get(fold(alias), True) and alias.isupper()
    return frozenset(alias for alias, capitals in folded.items() if capitals)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at ends of sentences, or words, into what spaCy takes, with where each begins."""
    start = 0
    while len(text) - start > PIECE:
        end = text.rfind(". ", start, start + PIECE) + 1 or text.rfind(" ", start, start + PIECE)
        end = end if end > start else start + PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[Name, ...]:
    """Names of the gazetteer in a text, in order; the same few parties recur on many rows."""
    return tuple(
        Name(start + entity.start_char, start + entity.end_char, entity.ent_id_, entity.label_)
        for start, piece in _pieces(text)
        for entity in _pipeline()(piece).ents
        if entity.text.isupper() or fold(entity.text) not in _acronyms()
    )
