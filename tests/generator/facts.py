"""Draw the facts of a plan: its framework, activities and budget lines."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from . import words
from .habits import Account, Habits, Money, Numbering, Schedule
from .plan_model import Activity, Figure, GeneratedPlan, Head, Line, Node, Period
from .totals import add

CHART = Path(__file__).parents[2] / "extractors" / "vocabulary" / "chart_of_accounts.csv"
LETTERS = "JFMAMJJASOND"
MONTHS_FR = (
    "Janv", "Févr", "Mars", "Avril", "Mai", "Juin",
    "Juil", "Août", "Sept", "Oct", "Nov", "Déc",
)  # fmt: skip
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = (("T1", "T2", "T3", "T4"), ("Trim. 1", "Trim. 2", "Trim. 3", "Trim. 4"))
QUARTERS_EN = ("Q1", "Q2", "Q3", "Q4")


@cache
def accounts() -> tuple[tuple[str, str], ...]:
    """Codes and names of the chart of accounts that the project ships."""
    with CHART.open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["name_en"]) for row in csv.DictReader(file))


class Serials:
    """Counts up: every node, activity and line of a plan gets its own."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> int:
        self.last += 1
        return self.last


def draw_plan(rng: Random, habits: Habits, seed: int) -> GeneratedPlan:
    """Draw a plan without errors and without totals; `totals.with_totals` adds these."""
    year = rng.randint(2019, 2026)
    periods = _periods(rng, habits, year)
    columns = _columns(rng, habits, year)
    draw = _Draw(rng, habits, len(periods), columns)
    extras = tuple(pair[habits.english] for pair in rng.sample(words.EXTRA_HEADERS, habits.extras))
    draw.extras = extras
    return GeneratedPlan(
        seed=seed,
        head=_head(rng, habits, year, periods),
        periods=periods,
        columns=columns,
        donors=habits.money is Money.DONORS,
        nodes=draw.nodes(),
        scale=Decimal(1000) if habits.in_thousands else Decimal(1),
        places=habits.places,
        currency=habits.currency if habits.money is not Money.NONE else None,
        extras=extras,
    )


def _periods(rng: Random, habits: Habits, year: int) -> tuple[Period, ...]:
    def quarter_texts() -> tuple[str, ...]:
        return QUARTERS_EN if habits.english or rng.random() < 0.2 else rng.choice(QUARTERS)

    if habits.schedule is Schedule.NONE:
        return ()
    if habits.schedule in (Schedule.QUARTERS, Schedule.WORDS):
        texts = quarter_texts()
        years = [year, year + 1] if habits.two_years else [year]
        return tuple(Period(f"{y}-Q{q + 1}", texts[q], y) for y in years for q in range(4))
    if habits.schedule is Schedule.SEMESTERS:
        texts = rng.choice(
            [("S1", "S2"), ("Semestre 1", "Semestre 2"), ("1er semestre", "2e semestre")]
        )
        years = [year, year + 1] if habits.two_years else [year]
        return tuple(Period(f"{y}-S{s + 1}", texts[s], y) for y in years for s in range(2))
    names: tuple[str, ...] = MONTHS_EN if habits.english else MONTHS_FR
    if habits.schedule is Schedule.LETTERS:
        names = tuple(LETTERS)
    found = []
    for step in range(12):
        month = (habits.fiscal_start - 1 + step) % 12
        y = year + (habits.fiscal_start - 1 + step) // 12
        found.append(Period(f"{y}-{month + 1:02d}", names[month], y))
    return tuple(found)


def _columns(rng: Random, habits: Habits, year: int) -> tuple[str, ...]:
    if habits.money is Money.NONE:
        return ()
    if habits.money is Money.QUARTERS:
        return QUARTERS_EN if habits.english else rng.choice(QUARTERS)
    if habits.money is Money.DONORS:
        return tuple(rng.sample(words.DONORS, rng.randint(2, 4)))
    if habits.money is Money.YEARS:
        return tuple(str(year + step) for step in range(rng.randint(2, 3)))
    single = ("Budget", "Amount", "Total", "Total cost")
    return (
        rng.choice(single)
        if habits.english
        else rng.choice(["Montant", "Budget", "Coût total", "Total", "Budget prévu", "Coût"]),
    )


def _head(rng: Random, habits: Habits, year: int, periods: tuple[Period, ...]) -> Head:
    years = sorted({period.year for period in periods if period.year} or {year})
    text = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    title = rng.choice(words.TITLES).format(y=text)
    if not habits.head:
        return Head(title)
    dated = rng.random() < 0.6
    start, end = date(years[0], 1, 1), date(years[-1], 12, 31)
    return Head(
        title,
        project_id=f"00{rng.randint(100000, 199999)}" if rng.random() < 0.6 else None,
        organisation=rng.choice(words.PARTIES) if rng.random() < 0.5 else None,
        start=start if dated else None,
        end=end if dated else None,
    )


class _Draw:
    """Draws the tree of a plan; holds what has been used so that nothing repeats by chance."""

    def __init__(self, rng: Random, habits: Habits, periods: int, columns: tuple[str, ...]) -> None:
        self.rng = rng
        self.habits = habits
        self.periods = periods
        self.columns = columns
        self.extras: tuple[str, ...] = ()
        self.serial = Serials()
        self.labels: set[str] = set()
        self.outcomes = iter(rng.sample(words.OUTCOMES, len(words.OUTCOMES)))
        self.parties = [words.responsible(rng) for _ in range(rng.randint(1, 5))]
        self.accounts = rng.sample(accounts(), rng.randint(3, 9))

    def nodes(self) -> tuple[Node, ...]:
        levels = self.habits.levels
        if not levels:
            return (Node(self.serial(), "", "", None, activities=self.activities("", 4, 9)),)
        return tuple(self.node(str(n + 1), 0) for n in range(self.rng.randint(2, 4)))

    def node(self, number: str, depth: int) -> Node:
        levels = self.habits.levels
        serial = self.serial()
        label = next(self.outcomes)
        if depth + 1 < len(levels):
            count = self.rng.randint(1, 3)
            children = tuple(self.node(f"{number}.{n + 1}", depth + 1) for n in range(count))
            return Node(serial, levels[depth], label, number, children=children)
        return Node(
            serial, levels[depth], label, number, activities=self.activities(f"{number}.", 1, 5)
        )

    def activities(self, prefix: str, low: int, high: int) -> tuple[Activity, ...]:
        found: list[Activity] = []
        for n in range(self.rng.randint(low, high)):
            found.append(self.activity(f"{prefix}{n + 1}"))
            if self.habits.dashes and self.rng.random() < 0.3:
                found.append(self.dash_item())
        return tuple(found)

    def label(self) -> str:
        while True:
            text = words.activity_label(self.rng)
            if text not in self.labels:
                self.labels.add(text)
                return text

    def activity(self, number: str) -> Activity:
        rng, habits = self.rng, self.habits
        budgeted = habits.money is not Money.NONE
        single = habits.account is Account.NONE
        count = rng.choice([1, 1, 1, 1, 2, 2, 3]) if budgeted and not single else int(budgeted)
        if budgeted and rng.random() < 0.04:
            count = 0
        marks = self.marks()
        who = rng.choice(self.parties) if habits.responsible else None
        return Activity(
            self.serial(),
            self.label(),
            None if habits.numbering is Numbering.NONE else number,
            self.lines(count),
            who,
            marks,
            extras=tuple(
                rng.choice(words.EXTRA_CELLS[_french(name)]) if rng.random() < 0.8 else ""
                for name in self.extras
            ),
        )

    def dash_item(self) -> Activity:
        left = [item for item in words.ITEMS if item not in self.labels]
        label = self.rng.choice(left) if left else self.label()
        self.labels.add(label)
        who = self.rng.choice(self.parties) if self.habits.responsible else None
        return Activity(
            self.serial(),
            label,
            None,
            self.lines(1),
            who,
            dash=True,
            extras=("",) * len(self.extras),
        )

    def marks(self) -> frozenset[int]:
        if not self.periods or self.rng.random() < 0.08:
            return frozenset()
        first = self.rng.randrange(self.periods)
        last = min(self.periods, first + self.rng.randint(1, max(2, self.periods // 2)))
        spread = frozenset(range(first, last))
        return spread if self.rng.random() < 0.7 else frozenset({first, last - 1})

    def lines(self, count: int) -> tuple[Line, ...]:
        found: list[Line] = []
        seen: set[tuple[str | None, str | None]] = set()
        while len(found) < count:
            line = self.line()
            if (line.code, line.account) not in seen or self.habits.account is Account.NONE:
                seen.add((line.code, line.account))
                found.append(line)
        return tuple(found)

    def line(self) -> Line:
        rng, habits = self.rng, self.habits
        code: str | None
        account: str | None
        code, account = rng.choice(self.accounts)
        if habits.account is Account.NONE:
            code = account = None
        elif habits.account is Account.LABEL_ONLY:
            code = None
        elif habits.account is Account.CODE_ONLY:
            account = None
        exacts = [self.amount() for _ in self.columns]
        if habits.thin:
            keep = rng.randrange(len(exacts))
            amounts = tuple(
                Figure.of(x, habits.places)
                if i == keep or rng.random() < 0.4
                else (Figure(None, raw=rng.choice(["", "-", ""])))
                for i, x in enumerate(exacts)
            )
        else:
            amounts = tuple(Figure.of(x, habits.places) for x in exacts)
        return Line(
            self.serial(),
            amounts,
            add(amounts, habits.places) if habits.row_total else None,
            code,
            account,
            donor=rng.choice(words.DONOR_CODES) if habits.donor_column else None,
        )

    def amount(self) -> Decimal:
        rng, habits = self.rng, self.habits
        coarse = rng.choice([500, 1000, 5000])
        if habits.in_thousands:
            coarse = rng.choice([1, 5, 50])
        elif habits.currency == "XOF":
            coarse *= 50
        value = Decimal(coarse * rng.randint(2, 400))
        if rng.random() < 0.3 and not habits.in_thousands:
            value += rng.randint(1, coarse - 1)
        if habits.places:
            value += Decimal(rng.randint(0, 99)) / 100
        if habits.rounded:
            value += Decimal(rng.randint(0, 99)).scaleb(-2 - habits.places)
        if habits.negatives and rng.random() < 0.1:
            value = -value
        return value


def _french(name: str) -> str:
    return next(french for french, english in words.EXTRA_HEADERS if name in (french, english))
