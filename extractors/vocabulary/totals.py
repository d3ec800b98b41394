"""Labels of stated totals: 'Sub Total', 'Sous total résultat 2', 'TOTAL GÉNÉRAL', 'À financer'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.plan import Level, TotalKind
from extractors.values.folding import clean, fold
from extractors.values.numbering import parse_numbering
from extractors.values.terms import read_terms
from extractors.vocabulary.lost_letters import LOST, restored


@dataclass(frozen=True, slots=True)
class TotalLabel:
    """What a total's label claims; number, level and activity where it names its group.

    A bare 'Total' is `OTHER` with the term 'total': its place decides what it sums.
    """

    kind: TotalKind
    number: str | None
    level: Level | None
    activity: bool
    term: str


# What may follow a term without changing it: the plan as a whole, a currency, a year.
_TAIL = re.compile(
    r"(?:[\s:=()/,.*-]|f?\s?cfa\b|xof\b|usd\b|us\b|\$|€|euros?\b|eur\b|gnf\b|en\b|milliers\b"
    r"|millions\b|de\b|du\b|des\b|la\b|l'|d'|le\b|pour\b|ttc\b|ht\b|(?:19|20)[0-9]{2}\b|annee\b"
    r"|exercice\b|projet\b|plan\b|programme\b|pta\b|ptba\b|budget\b|action\b|travail\b|annuel\b"
    r"|global\b|general\b|amount\b|the\b|of\b)*"
)


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[re.Pattern[str], TotalKind, str], ...]:
    """Each term as a pattern of whole folded words, the longest first."""
    terms = []
    for row in sorted(read_terms("totals"), key=lambda row: -len(row["term"])):
        folded = fold(row["term"])
        spaced = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", folded))
        terms.append(
            (re.compile(rf"{spaced}(?:s|es)?(?![a-z0-9])"), TotalKind(row["kind"]), folded)
        )
    return tuple(terms)


@lru_cache(maxsize=1)
def _any_term() -> re.Pattern[str]:
    """Matches where one of the terms does; most labels begin with none, and this tells at once."""
    return re.compile("|".join(pattern.pattern for pattern, _, _ in _terms()))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    terms = (row["term"].lower() for row in read_terms("totals"))
    return frozenset(word for term in terms for word in re.findall(r"\w+", term))


def _as_known(folded: str) -> str:
    """The label with its lost letters, where each stands for one: places in it must stay."""
    known = restored(folded, _words())
    return known if len(known) == len(folded) else folded


_SUMMING = re.compile(r"(?:total|totaux|sous|s/|s-|ss|sub|grand)")
_SUMMING_LAST = re.compile(rf"[\s:–—-]{_SUMMING.pattern}")
_JOINT = re.compile(r"^[\s:.,–—()-]*(?:(?:de\s+la|de\s+l|du|des|de|pour|for|of)(?:['’]|\s+))?\s*")


def _group(rest: str) -> tuple[str | None, Level | None, bool] | None:
    """The group that the words after a term name: 'résultat 2', '1.1', 'produit'."""
    named = _JOINT.sub("", rest.strip(" :)"), count=1).strip()
    if not named:
        return None
    numbered = parse_numbering(named)
    if numbered.number or numbered.level or numbered.activity:
        return numbered.number, numbered.level, numbered.activity
    word = re.split(r"[\s:]", named, maxsplit=1)[0]
    bare = parse_numbering(f"{word} :")
    if fold(word).endswith("s"):
        return None  # 'Total des activités' sums them all
    if bare.level or bare.activity:
        return None, bare.level, bare.activity
    found = re.match(r"([0-9]{1,2}(?:\.[0-9]{1,2})*|[A-Z]|[IVX]+)(?=\s*[:–—-]|\s*$)", named)
    return (found[1], None, False) if found else None


def _reversed(label: str, folded: str) -> TotalLabel | None:
    """'Résultat 2 - Sous-total', 'PRODUIT 1 TOTAL': the group first."""
    if _SUMMING_LAST.search(folded) is None:
        return None
    for pattern, kind, term in _terms():
        if not _SUMMING.match(term) or kind not in (TotalKind.SUBTOTAL, TotalKind.OTHER):
            continue
        found = re.search(rf"[\s:–—-]({pattern.pattern})[\s:]*$", folded)
        if found is None:
            continue
        numbered = parse_numbering(label[: found.start()])
        if numbered.number and not re.search(r"[^\W\d_]", numbered.text):
            return TotalLabel(
                TotalKind.SUBTOTAL, numbered.number, numbered.level, numbered.activity, term
            )
    return None


@lru_cache(maxsize=4096)
def total_label(text: str) -> TotalLabel | None:
    """What a label claims to sum; None for a label of anything else.

    A label that begins with the noun 'total' or 'sous-total' is a total whatever follows; the other
    terms ('Financé', 'Gap', 'Budget total') must be all that it says, but for the plan's own name,
    a year or a currency.
    """
    label = re.sub(f"{LOST}+", LOST, clean(text).strip(" *:-–—•="))
    folded = _as_known(fold(label))
    terms = _terms() if _any_term().match(folded) else ()
    for pattern, kind, term in terms:
        found = pattern.match(folded)
        if found is None:
            continue
        rest = label[found.end() :]
        if _TAIL.fullmatch(folded[found.end() :]):
            return TotalLabel(kind, None, None, False, term)
        if kind in (TotalKind.SUBTOTAL, TotalKind.OTHER) and _SUMMING.match(term):
            group = _group(rest)
            if group is not None:
                return TotalLabel(TotalKind.SUBTOTAL, *group, term)
            return TotalLabel(kind, None, None, False, term)
    return _reversed(label, folded)
