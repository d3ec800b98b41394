"""Lines cut into phrases: words that stand as near to one another as words of one text do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from statistics import median

from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.lines import TOUCHING, Line, text_of

# Word spaces in font sizes: 0.25 to 0.33 as designed; a gap this much wider than the page's usual
# one is no word space.
WIDER = 1.75
NARROWEST_GAP = 0.4
USUAL_SPACE = 0.28
# A line is a table's own with this many phrases, or with two of which one is an amount or mark.
TABULAR = 3
# Justified lines stretch their spaces; beyond this many font sizes it is a gap all the same.
WIDEST_SPACE = 1.0
STRETCHED = 0.7  # a line whose gaps are mostly wider than this is a row of cells


class Sort(IntEnum):
    """What a phrase is by its look."""

    TEXT = 0
    NUMBER = 1  # a numbering: 1.2, R3.1, 4)
    MARK = 2
    CODE = 3  # an account code
    AMOUNT = 4


# A phrase that starts a row if it stands in a column of its like.
ANCHORS = frozenset((Sort.NUMBER, Sort.MARK, Sort.CODE, Sort.AMOUNT))

BULLETS = frozenset(
    ("•", "-", "–", "—", "▪", "◦", "§", "·", "➢", "o", "\uf0b7", "\uf0a7", "\uf0d8")
)

SPACE = "[ \u00a0\u202f\u2009]"
MONEY = rf"(?:F{SPACE}?CFA|US{SPACE}?\$|\${SPACE}?US|[A-Z]{{3}}|euros?|k€|[$€£F%])"
_AMOUNT = re.compile(
    rf"(?:{MONEY}{SPACE}?)?[-–(]?{SPACE}?(?:{MONEY}{SPACE}?)?"
    rf"(?:\d{{1,3}}(?:{SPACE}\d{{3}}|[.,']\d{{3}})+|\d+)(?:[.,]\d{{1,2}})?"
    rf"\)?{SPACE}?{MONEY}?\)?|[-–]"
)
# Heads of the narrow columns of a schedule, which may stand a word space apart.
_PERIOD = re.compile(
    r"[QT][1-4]|S[12]|[JFMASOND]|(?:Jan|F[ée]v|Mar|A[pv]r|Ma[iy]|Ju[inl]|Ao[uû]|Aug|Sep|Oct|Nov|D[ée]c)"
    r"[a-zé]{0,2}\.?"
)
_FEWEST_PERIODS = 3
# The same word as many times on one line heads as many columns: 'Trim. Trim. Trim.'.
_FEWEST_ALIKE = 3
_CURRENCY = re.compile(rf"[-–(]?(?:{MONEY}|US|FCFA)")
_FIGURES = re.compile(r"[-–(]?\d[\d.,'\u00a0\u202f]*\)?")
_WHOLE = re.compile(r"[-–(]?\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?\)?")
_CODE = re.compile(r"[1-9]\d{3,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"(?:[A-Z]{1,2}\.?)?\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)]")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[A-Za-z])[.)]")
_MARK = re.compile("[xX✓✔✗✘☑☒●•■▪◼█◆√×+*]{1,2}")
_NUMBERING = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[A-Z]{1,2}\d{1,2}(?:(?:\.\d{1,2})+|\s*:)"
    r"|(?i:activit|r[ée]sultat|produit|objectif|axe|output)\w*\s+(?i:n°\s*)?(?:\d|[A-Z]\b|[IVX]+\b)"
)


@dataclass(frozen=True, eq=False)
class Phrase:
    """Words of one line that belong together; sizes in points. Equal only to itself."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    base: float
    size: float

    @cached_property
    def text(self) -> str:
        """Its words."""
        return text_of(self.words)

    @cached_property
    def sort(self) -> Sort:
        """What it looks like."""
        return sort_of(self.text.replace("\n", " "))


def sort_of(text: str) -> Sort:
    """What a cell's text looks like by itself; the column decides between close calls."""
    if not text or _MARK.fullmatch(text):
        return Sort.MARK  # a figure drawn without text counts as a mark
    if _YEAR.fullmatch(text):
        return Sort.TEXT
    if _CODE.fullmatch(text):
        return Sort.CODE
    if _NUMBER.fullmatch(text):
        return Sort.NUMBER
    if _AMOUNT.fullmatch(text):
        return Sort.AMOUNT
    return Sort.TEXT


def is_numbered(text: str) -> bool:
    """Whether a text begins with a numbering, as the first line of an activity does."""
    return _NUMBERING.match(text) is not None


def is_bullet(text: str) -> bool:
    """Whether a word stands before a text that hangs from it: '•', '3.', 'b)'."""
    return text in BULLETS or _LIST_NUMBER.fullmatch(text) is not None


def heads_period(one: Phrase) -> bool:
    """Whether it is a period's short name ('T1', 'Janv.'), or a heading turned to be narrow."""
    turned = any(word.turned for word in one.words)
    return turned or _PERIOD.fullmatch(one.text) is not None


def headings_run(line: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a line that head narrow columns side by side, if it has some."""
    counts = Counter(one.text for one in line)
    run = [
        one
        for one in line
        if one.words
        and (heads_period(one) or counts[one.text] >= _FEWEST_ALIKE)
        and one.sort not in (Sort.MARK, Sort.AMOUNT, Sort.CODE)
    ]
    return run if len(run) >= _FEWEST_PERIODS else []


def usual_space(lines: Iterable[Line]) -> float:
    """The page's usual word space in font sizes."""
    gaps = [
        (after.x0 - before.x1) / line.size
        for line in lines
        for before, after in zip(line.words, line.words[1:], strict=False)
        if 0.1 < (after.x0 - before.x1) / line.size < 0.5
    ]
    return median(gaps) if gaps else USUAL_SPACE


def phrases_of(line: Line, space: float) -> list[Phrase]:
    """Cut a line where a gap is wider than a word space of this page or line."""
    words = line.words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    limit = plain = max(WIDER * space, NARROWEST_GAP) * line.size
    if len(gaps) > 3 and median(gaps) < STRETCHED * line.size:
        # In a justified line all gaps but those between cells are stretched alike.
        limit = max(limit, 1.5 * sorted(gaps)[len(gaps) // 4])
    parts, begin = [], 0
    periods = sum(_PERIOD.fullmatch(word.text) is not None for word in words) >= _FEWEST_PERIODS
    counts = Counter(word.text for word in words)
    for index, gap in enumerate(gaps, 1):
        before, after = words[index - 1].text, words[index].text
        apart = gap >= TOUCHING * line.size
        heads = apart and periods and _PERIOD.fullmatch(before) and _PERIOD.fullmatch(after)
        alike = (
            apart and before == after and counts[before] >= _FEWEST_ALIKE and before[:1].isupper()
        )
        figures = gap > plain and _WHOLE.fullmatch(before) and _WHOLE.fullmatch(after)
        own = gap > limit or figures or heads or alike
        if own or _parts_marks(before, after, index - 1 == begin):
            parts.append(words[begin:index])
            begin = index
    parts.append(words[begin:])
    return [phrase(amount) for part in parts for amount in _amounts(part)]


def _amounts(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Words that are several amounts, each with its currency, as one run an amount.

    So a row of totals reads that fills its columns to the brim: '1 250 000 EUR 980 000 EUR'.
    """
    money = [_CURRENCY.fullmatch(word.text) is not None for word in words]
    if not all(
        is_money or _FIGURES.fullmatch(word.text)
        for is_money, word in zip(money, words, strict=True)
    ):
        return [words]
    # Where a run of currency words begins: 'F', 'CFA' are one.
    runs = [at for at, is_money in enumerate(money) if is_money and not (at and money[at - 1])]
    if len(runs) < 2 or money[0] == money[-1]:
        return [words]
    if not money[0]:  # amounts end, rather than begin, with their currency
        runs = [0, *(at for at in range(1, len(words)) if money[at - 1] and not money[at])]
    return [words[begin:end] for begin, end in pairwise([*runs, len(words)])]


def _parts_marks(before: str, after: str, first: bool) -> bool:
    """Whether a mark stands beside another one, or before a text that it is no part of."""
    if _MARK.fullmatch(before) is None or before in "-*+":
        return False
    return first or _MARK.fullmatch(after) is not None


def phrase(words: Sequence[Word]) -> Phrase:
    """Words of one line as a phrase."""
    return Phrase(
        tuple(words),
        words[0].x0,
        max(word.x1 for word in words),
        words[0].base,
        max(word.size for word in words),
    )


def is_tabular(line: Sequence[Phrase]) -> bool:
    """Whether a line by itself looks like a table's."""
    if len(line) >= TABULAR:
        return True
    return len(line) == 2 and any(
        phrase.sort in (Sort.AMOUNT, Sort.CODE, Sort.MARK) for phrase in line[1:]
    )
