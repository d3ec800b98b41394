"""The choices that people make when they lay a work plan out, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Framework(StrEnum):
    """Where results stand."""

    FIRST_ROW = "first-row"  # in a column, on the first row of each only
    EACH_ROW = "each-row"  # in a column, repeated
    HEADING = "heading"  # alone on a row of their own
    NONE = "none"


class Numbering(StrEnum):
    """How activities are numbered."""

    PLAIN = "1.1"
    POINT = "1.1."
    WORD = "Activité 1.1 :"
    LETTER = "A1.1"
    COLUMN = "own column"
    NONE = "unnumbered"


class Schedule(StrEnum):
    """Which periods stand in the header."""

    NONE = "none"
    QUARTERS = "quarters"
    LETTERS = "month letters"
    MONTHS = "month names"
    SEMESTERS = "semesters"
    WORDS = "one column of words"


class NumberHeader(StrEnum):
    """What stands over a column of numbers."""

    OWN = "own"
    SPANNED = "spanned"  # the activities' header begins over it
    BLANK = "blank"


class Money(StrEnum):
    """Which amount columns there are."""

    NONE = "none"
    SINGLE = "single"
    QUARTERS = "quarters"
    DONORS = "donors"
    YEARS = "years"


class Account(StrEnum):
    """Where account codes stand."""

    TRAILING = "Travel - 71600"
    LEADING = "71600 - Travel"
    COLUMN = "own column"
    CODE_ONLY = "code only"
    LABEL_ONLY = "label only"
    NONE = "none"


class Totals(StrEnum):
    """Where subtotals stand, beside the lines that they sum."""

    BELOW = "below"
    ABOVE = "above"


class Sign(StrEnum):
    """Where the currency is said."""

    SUFFIX = "suffix"
    PREFIX = "prefix"
    HEADER = "header"
    HEAD = "head matter"
    NONE = "none"


class Delimiter(StrEnum):
    """What stands between cells."""

    TAB = "\t"
    PIPE = "|"
    MARKDOWN = "| with bars"


class Breaks(StrEnum):
    """What happens at a page's end."""

    NONE = "none"
    HEADER = "header again"
    BARE = "no header"


@dataclass(frozen=True, slots=True)
class Habits:
    """One way to lay a plan out; the fields say what, their types which choices there are."""

    english: bool
    framework: Framework
    levels: tuple[str, ...]
    node_style: str
    numbering: Numbering
    number_header: NumberHeader
    schedule: Schedule
    two_years: bool
    fiscal_start: int
    mark: str
    header_levels: int
    money: Money
    row_total: bool
    thin: bool
    account: Account
    subtotals: tuple[str, ...]
    totals: Totals
    named_totals: bool
    grand_total: bool
    funding: bool
    sign: Sign
    currency: str
    currency_text: str
    thousands: str
    decimal: str
    places: int
    rounded: bool
    in_thousands: bool
    thousands_in_head: bool
    brackets: bool
    negatives: bool
    budget_first: bool
    responsible: bool
    donor_column: bool
    extras: int
    extras_last: bool
    dashes: bool
    delimiter: Delimiter
    breaks: Breaks
    split_cells: bool
    markup: bool
    head: bool
    trailing: bool
    page_numbers: bool
    crlf: bool
    stripped: bool
    total_place: str
    shifted: bool
    upper: bool

    def for_pdf(self) -> Habits:
        """The same, less what only text does to a table; and no space that base fonts lack."""
        thousands = "\u00a0" if self.thousands == "\u202f" else self.thousands
        return replace(self, markup=False, shifted=False, thousands=thousands)

    def tags(self) -> dict[str, str]:
        """Field by field, what was chosen: to tell which habits failures have in common."""
        return {name: str(getattr(self, name)) for name in self.__dataclass_fields__}


CURRENCIES = {
    "XOF": ("FCFA", "F CFA", "FCFA", "XOF"),
    "USD": ("USD", "$", "$ US"),
    "EUR": ("€", "EUR", "euros"),
}
THOUSANDS = (" ", " ", " ", "\u00a0", "\u202f", ".", ",", "")


def draw_habits(rng: Random) -> Habits:
    """Draw habits that go together: a careful reader can tell what each printed cell means."""
    english = rng.random() < 0.25
    money = rng.choice(
        [Money.SINGLE] * 6
        + [Money.QUARTERS, Money.QUARTERS, Money.DONORS, Money.DONORS, Money.YEARS, Money.NONE]
    )
    budgeted = money is not Money.NONE
    many = money in (Money.QUARTERS, Money.DONORS, Money.YEARS)
    schedule = rng.choice(
        [Schedule.QUARTERS] * 4
        + [Schedule.LETTERS, Schedule.LETTERS, Schedule.MONTHS, Schedule.SEMESTERS]
        + [Schedule.WORDS, Schedule.NONE, Schedule.NONE]
    )
    if money is Money.QUARTERS:
        schedule = Schedule.NONE
    two_years = schedule not in (Schedule.NONE, Schedule.WORDS) and rng.random() < 0.3
    framework = rng.choice(
        [Framework.FIRST_ROW] * 4
        + [Framework.EACH_ROW, Framework.HEADING, Framework.HEADING, Framework.NONE]
    )
    levels = _levels(rng, framework)
    numbering = rng.choice(
        [Numbering.PLAIN] * 3
        + [Numbering.POINT] * 2
        + [Numbering.WORD, Numbering.LETTER, Numbering.COLUMN, Numbering.COLUMN, Numbering.NONE]
    )
    if not levels and numbering is Numbering.PLAIN:
        numbering = Numbering.POINT  # a bare '3 Former' could be a count
    account = rng.choice(list(Account)) if budgeted else Account.NONE
    subtotals = _subtotals(rng, levels) if budgeted else ()
    above = bool(subtotals) and rng.random() < 0.2
    if "activity" in subtotals and numbering is Numbering.NONE:
        above = False  # nothing would say which activity the total above it closes
    named = above or len(subtotals) > 1 or rng.random() < 0.5
    if len(levels) > 1 and subtotals == (levels[0],):
        named = True  # the lower level is open there too
    node_style = rng.choice(["word", "word", "letter", "number", "bare"])
    if node_style == "bare" and named and subtotals:
        node_style = "word"
    currency = rng.choice(list(CURRENCIES))
    places = 2 if currency != "XOF" and rng.random() < 0.2 else 0
    in_thousands = budgeted and not places and rng.random() < 0.1
    thousands = rng.choice(THOUSANDS)
    decimal = "." if thousands == "," or (thousands == "" and english) else ","
    return Habits(
        english=english,
        framework=framework,
        levels=levels,
        node_style=node_style,
        numbering=numbering,
        number_header=rng.choice(list(NumberHeader)),
        schedule=schedule,
        two_years=two_years,
        fiscal_start=rng.choice([9, 7, 10]) if two_years else 1,
        mark=rng.choice("XXXx✓●×"),
        header_levels=2 if two_years or money is Money.QUARTERS else rng.choice([1, 2, 2]),
        money=money,
        row_total=many and rng.random() < 0.65,
        thin=many and money is not Money.QUARTERS and rng.random() < 0.5,
        account=account,
        subtotals=subtotals,
        totals=Totals.ABOVE if above else Totals.BELOW,
        named_totals=named,
        grand_total=budgeted and rng.random() < 0.85,
        funding=budgeted and rng.random() < 0.3,
        sign=Sign.HEADER if in_thousands else rng.choice(list(Sign)),
        currency=currency,
        currency_text=rng.choice(CURRENCIES[currency]),
        thousands=thousands,
        decimal=decimal,
        places=places,
        rounded=budgeted and rng.random() < (0.5 if in_thousands else 0.08),
        in_thousands=in_thousands,
        thousands_in_head=in_thousands and rng.random() < 0.3,
        brackets=rng.random() < 0.5,
        negatives=budgeted and rng.random() < 0.08,
        budget_first=rng.random() < 0.15,
        responsible=rng.random() < 0.8,
        donor_column=money is Money.SINGLE and rng.random() < 0.25,
        extras=rng.choice([0, 0, 0, 1, 1, 2]),
        extras_last=rng.random() < 0.5,
        dashes=numbering is not Numbering.NONE
        and "activity" not in subtotals
        and budgeted
        and rng.random() < 0.25,
        delimiter=rng.choice([Delimiter.TAB] * 3 + [Delimiter.PIPE, Delimiter.MARKDOWN]),
        breaks=rng.choice(list(Breaks)),
        split_cells=rng.random() < 0.4,
        markup=rng.random() < 0.2,
        head=rng.random() < 0.75,
        trailing=rng.random() < 0.4,
        page_numbers=rng.random() < 0.2,
        crlf=rng.random() < 0.2,
        stripped=rng.random() < 0.25,
        total_place=rng.choice(["first", "activity", "before amounts"]),
        shifted=rng.random() < 0.25,
        upper=rng.random() < 0.3,
    )


def _levels(rng: Random, framework: Framework) -> tuple[str, ...]:
    if framework is Framework.NONE:
        return ()
    return rng.choice(
        [("result",)] * 4
        + [("product",), ("axis", "product"), ("objective", "result"), ("result", "product")]
    )


def _subtotals(rng: Random, levels: tuple[str, ...]) -> tuple[str, ...]:
    if not levels:
        return ()
    return rng.choice(
        [(levels[-1],)] * 5 + [levels, (levels[0],), (), ("activity", levels[-1]), ("activity",)]
    )
