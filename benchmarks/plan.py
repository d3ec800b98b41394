"""A long work plan whose every cell is known, typeset with rules and, twin to it, without any.

No row is cut by a page's end, since readers of tables do not claim to join pages: what is compared
is the cells of each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from samples.content import money
from samples.pens import ReportLabPen
from samples.typeset import Align, Cell, Rules, Setter, Table
from tests.generator import words
from tests.generator.facts import accounts

HEADER = ("N°", "Activités", "T1", "T2", "T3", "T4", "Responsable", "Ligne budgétaire", "Montant")
WIDTHS = (5, 32, 3, 3, 3, 3, 19, 22, 10)
LINES_A_PAGE = 18  # of at most two lines at this size, so that heading and subtotal fit as well
FONT_SIZE = 8.0
LONGEST_LABEL = 75  # two lines of the column of activities
RIGHT, LABEL, MONTANT = frozenset({8}), 1, 8

TableRow = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LongPlan:
    """A plan as PDF; `pages` hold the rows printed on each page, header and headings left out."""

    data: bytes
    pages: tuple[tuple[TableRow, ...], ...]


def long_plan(pages: int, rules: Rules, seed: int = 0) -> LongPlan:
    """One result a page, its activities and its subtotal; the same seed gives the same bytes."""
    rng = Random(seed)  # noqa: S311 - the same plan every time
    pen = ReportLabPen("Plan de travail annuel", landscape=True)
    setter = Setter(pen, FONT_SIZE)
    truth: list[tuple[TableRow, ...]] = []
    spent = 0
    for number in range(1, pages + 1):
        if number > 1:
            setter.break_page()
        rows = list(_lines(rng, number))
        subtotal = sum(int(row[MONTANT].replace(" ", "")) for row in rows)
        rows.append(_total("Sous-total", subtotal))
        spent += subtotal
        if number == pages:
            rows.append(_total("TOTAL GÉNÉRAL", spent))
        outcome = words.OUTCOMES[number % len(words.OUTCOMES)]
        heading = Cell(0, 0, f"Résultat {number} : {outcome}", column_span=len(HEADER), bold=True)
        setter.table(Table(WIDTHS, _header(), (heading, *_cells(rows)), rules, FONT_SIZE))
        truth.append(tuple(rows))
    return LongPlan(pen.finish(), tuple(truth))


def _lines(rng: Random, number: int) -> Iterator[TableRow]:
    chart = accounts()
    for line in range(1, LINES_A_PAGE + 1):
        label = words.activity_label(rng)
        while len(label) > LONGEST_LABEL:
            label = words.activity_label(rng)
        first, last = sorted(rng.choices(range(4), k=2))
        marks = ("X" if first <= quarter <= last else "" for quarter in range(4))
        code, name = rng.choice(chart)
        amount = money(rng.randint(4, 900) * 250)
        yield (f"{number}.{line}", label, *marks, words.responsible(rng), f"{name} {code}", amount)


def _total(label: str, amount: int) -> TableRow:
    return ("", label, "", "", "", "", "", "", money(amount))


def _header() -> tuple[Cell, ...]:
    return tuple(Cell(0, at, text, bold=True, grey=0.88) for at, text in enumerate(HEADER))


def _cells(rows: list[TableRow]) -> Iterator[Cell]:
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            align = Align.RIGHT if column in RIGHT else Align.LEFT
            yield Cell(at, column, text, align=align, bold=not row[0])
