"""What a cell is, judged by its text alone, and how well that suits each sort of column."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractors.grids.columns import MONEY, ColumnRole
from extractors.values.accounts import BudgetText, chart, is_code, parse_budget
from extractors.values.amounts import (
    Figure,
    has_digits,
    is_nil,
    leading_text_and_amount,
    parse_amount,
)
from extractors.values.folding import clean, fold
from extractors.values.numbering import Numbered, depth, is_number, parse_numbering
from extractors.values.periods import is_mark, parse_period_text
from extractors.vocabulary import TotalLabel, is_party, total_label

# Labels longer than this are sentences; no mark, code, party acronym or unreadable figure is.
_SHORT = 24
# What is written under a period instead of a mark: 'en cours', '15 mars', '3 sessions'.
_WORD = 12


@dataclass(frozen=True, slots=True)
class Content:
    """One cell's text in every way that it can be read; `text` is cleaned of mark-up."""

    text: str
    mark: bool
    nil: bool
    figure: Figure | None
    code: bool
    number: bool
    numbered: Numbered
    budget: BudgetText
    total: TotalLabel | None
    party: bool
    period: bool
    figure_like: bool  # short, with digits, but no number: an unreadable amount perhaps

    @property
    def empty(self) -> bool:
        """Nothing printed."""
        return not self.text

    @property
    def signature(self) -> str:
        """The sort of text this is, fine enough to tell one column's habits from another's."""
        if self.mark:
            return "mark"
        if self.total:
            return "total"
        if self.party:
            return "party:" + fold(self.text)
        if self.budget.code and not self.code:
            return "budget"
        if self.number:
            return f"number{depth(self.text)}"
        if self.code:
            return "code"
        if self.figure is not None:
            return "amount"
        if self.numbered.level:
            return "node:" + self.numbered.level
        if self.numbered.dash:
            return "dash"
        if self.numbered.number:
            return f"numbered{depth(self.numbered.number)}"
        return "text"


@lru_cache(maxsize=65536)
def content_of(text: str) -> Content:
    """Read one cell's text in every way."""
    cleaned = clean(text)
    figure = parse_amount(cleaned)
    total = total_label(cleaned)
    if total is None and figure is None:
        split = leading_text_and_amount(cleaned)
        total = total_label(split[0]) if split else None
    return Content(
        text=cleaned,
        mark=is_mark(cleaned),
        nil=is_nil(cleaned),
        figure=figure,
        code=is_code(cleaned),
        number=is_number(cleaned),
        numbered=parse_numbering(cleaned),
        budget=parse_budget(cleaned),
        total=total,
        party=is_party(cleaned),
        period=bool(parse_period_text(cleaned)),
        figure_like=figure is None and len(cleaned) <= _SHORT and has_digits(cleaned),
    )


# Costs of finding a text in a column: 0 natural, about 1 odd but seen, 4 and more out of the
# question
# unless nothing else fits. One step of shift costs 1 (alignment.SHIFT), so a misfit of 4 outweighs
# a
# move by three columns.
ASIDE = 0.4
ODD = 1.0
WRONG = 4.0


def misfit(content: Content, role: ColumnRole) -> float:
    """How badly a cell's text suits a column of this role, 0 for a natural fit."""
    if content.nil:
        return 0.0 if role in _VALUE_ROLES else 0.5
    if content.total is not None:
        if role in _LABEL_ROLES:
            return 0.0
        # It stands where its figures begin, whatever the column before them is for.
        return WRONG if role in MONEY or role is ColumnRole.PERIOD else ASIDE
    return _MISFIT[role](content)


_VALUE_ROLES = frozenset(
    {ColumnRole.AMOUNT, ColumnRole.PERIOD, ColumnRole.DONOR, ColumnRole.ACCOUNT}
)
_LABEL_ROLES = frozenset(
    {ColumnRole.FRAMEWORK, ColumnRole.ACTIVITY, ColumnRole.ACCOUNT, ColumnRole.NUMBER}
)


def _amount(c: Content) -> float:
    if c.figure is not None:
        # '64300' among amounts is more often a code that was moved than an amount.
        return 0.9 if c.code and c.text in chart() else 0.0
    if c.mark or c.number:
        return 3.0
    if c.figure_like:
        # Mostly digits is a figure with a slip in it; some digits are a date or a count.
        digits = sum(char.isdigit() for char in c.text)
        mostly = digits >= 4 or digits * 2 > len(c.text.replace(" ", ""))
        return 0.4 if mostly and not c.period else 1.5
    return 5.0


def _period(c: Content) -> float:
    if c.mark:
        return 0.0
    if c.figure is not None:
        return WRONG
    return 1.5 if len(c.text) <= _WORD and not c.party else WRONG


def _number(c: Content) -> float:
    if c.number or (c.figure is not None and abs(c.figure.value) < Decimal(1000)):
        return 0.0
    return WRONG


def _is_figure(c: Content) -> bool:
    return c.mark or (c.figure is not None and not c.number)


def _activity(c: Content) -> float:
    if _is_figure(c) or c.code:
        return WRONG
    if c.budget.code:
        return 3.0
    if c.party:
        return 1.5
    return ODD if c.number or c.numbered.level else 0.0


def _framework(c: Content) -> float:
    if _is_figure(c) or c.code:
        return WRONG
    if c.budget.code:
        return 3.0
    if c.party:
        return 1.5
    return ODD if c.number else 0.0


def _responsible(c: Content) -> float:
    if _is_figure(c):
        return WRONG
    if c.budget.code or c.numbered.level:
        return 3.0
    if c.party:
        return 0.0
    return 2.5 if c.numbered.number or c.number else 0.5


def _donor(c: Content) -> float:
    if c.mark:
        return WRONG
    if c.party or c.code:
        return 0.0
    if c.budget.code:
        return 2.0
    return ODD if c.figure is not None or c.numbered.number else 0.5


def _account(c: Content) -> float:
    if c.code or c.budget.code:
        return 0.0
    if _is_figure(c):
        return 3.5
    if c.numbered.number or c.numbered.level:
        return 2.5
    return 1.5 if c.party else 0.5


def _schedule(c: Content) -> float:
    if c.period:
        return 0.0
    if c.figure is not None and not c.number:
        return WRONG
    return 0.5 if c.mark or len(c.text) <= _SHORT else 2.0


def _ignored(c: Content) -> float:
    if c.mark:
        return 2.0
    return 0.5 if c.figure is not None else 0.25


_MISFIT = {
    ColumnRole.AMOUNT: _amount,
    ColumnRole.TOTAL: _amount,
    ColumnRole.BUDGET: _amount,
    ColumnRole.PERIOD: _period,
    ColumnRole.NUMBER: _number,
    ColumnRole.ACTIVITY: _activity,
    ColumnRole.FRAMEWORK: _framework,
    ColumnRole.RESPONSIBLE: _responsible,
    ColumnRole.DONOR: _donor,
    ColumnRole.ACCOUNT: _account,
    ColumnRole.SCHEDULE: _schedule,
    ColumnRole.IGNORED: _ignored,
}
