"""Print a plan as text, with the troubles that text pulled out of documents has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from . import words
from .errors import plan_with_errors
from .facts import draw_plan
from .habits import Breaks, Delimiter, Framework, Habits, Sign, draw_habits
from .plan_model import GeneratedPlan
from .table import Kind, Table, TableRow, lay_out
from .truth import Truth, truth_of

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


# What a cell is by its look, and what its column should hold; the rest of both is text.
SORTS = (
    ("mark", re.compile("[Xx✓●×]")),
    ("code", re.compile(r"\d{5}")),
    (
        "amount",
        re.compile(
            r"[-(]?(?:FCFA|F CFA|XOF|USD|\$|\$ US|€|EUR|euros)? ?\d[\d .,\u00a0\u202fO]*\D{0,6}|-"
        ),
    ),
)
HOMES = {"period": "mark", "code": "code", "amount": "amount", "total": "amount"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A plan in print: `lines` gives for each body row its line of the text, counted from 1."""

    plan: GeneratedPlan
    habits: Habits
    table: Table
    truth: Truth
    text: str
    lines: tuple[int, ...]
    shifted: frozenset[int]

    suffix: str = ".txt"

    @property
    def data(self) -> bytes:
        return self.text.encode()

    def tags(self) -> dict[str, str]:
        return self.habits.tags()


def print_plan(seed: int) -> Printed:
    """Draw and print the plan of that seed; the same seed gives the same bytes."""
    rng = Random(seed)
    habits = draw_habits(rng)
    facts = draw_plan(rng, habits, seed)
    count = 0 if rng.random() < 0.4 else rng.randint(1, 3)
    plan = plan_with_errors(facts, habits, rng, count)
    table = lay_out(plan, habits)
    press = _Press(rng, plan, habits, table)
    press.run()
    text = ("\r\n" if habits.crlf else "\n").join(press.out)
    return Printed(
        plan,
        habits,
        table,
        truth_of(plan, habits, table),
        text,
        tuple(press.lines[i] for i in range(len(table.rows))),
        frozenset(press.shifted),
    )


def head_lines(plan: GeneratedPlan, habits: Habits, rng: Random) -> list[str]:
    """What stands before the table, empty lines between."""
    head, english = plan.head, habits.english
    out = [f"**{head.title}**" if habits.markup else head.title, ""]
    if head.project_id:
        out.append(f"{'Project ID' if english else 'Numéro du projet'} : {head.project_id}")
    if head.organisation:
        name = "Implementing partner" if english else "Partenaire d'exécution"
        out += [f"{name} : {head.organisation}", ""]
    if head.start and head.end:
        days = [f"{d.day:02d} {MONTHS[d.month - 1]} {d.year}" for d in (head.start, head.end)]
        out.append(f"Durée : du {days[0]} au {days[1]}")
    if habits.head:
        out += ["", rng.choice(words.PROSE)]
    if habits.sign is Sign.HEAD and plan.currency:
        out += ["", f"Tous les montants sont exprimés en {habits.currency_text}."]
    if habits.thousands_in_head:
        note = rng.choice(["Montants {}", "Les montants du tableau sont {}.", "({})"])
        out += ["", note.format(f"en milliers de {habits.currency_text}")]
    return out


@dataclass
class _Press:
    """Writes line after line and remembers where each row went."""

    rng: Random
    plan: GeneratedPlan
    habits: Habits
    table: Table
    out: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    shifted: set[int] = field(default_factory=set)
    page: int = 1

    def run(self) -> None:
        self.head()
        self.header()
        rows = self.table.rows
        rest: tuple[int, str] | None = None
        ends = self.page_ends()
        for i, row in enumerate(rows):
            cells = list(row.cells)
            if rest is not None:
                if self.joins(rest, cells):
                    cells[rest[0]] = rest[1]
                else:
                    self.emit(self.alone(rest))
                rest = None
            if i in ends and self.habits.split_cells:
                rest = self.split(cells, row, rows[i + 1])
            self.lines[i] = len(self.out) + 1
            self.emit(self.shift(i, row, self.marked_up(cells)))
            if i in ends:
                self.turn_page()
        if self.habits.trailing:
            self.out += ["", *self.rng.sample(words.CLOSING, 3)]

    # --- around the table

    def head(self) -> None:
        rng = self.rng
        self.out += [""] * rng.randint(0, 3)
        self.out += head_lines(self.plan, self.habits, rng)
        self.out += [""] * rng.randint(1, 3)

    def header(self) -> None:
        for n, level in enumerate(self.table.header):
            self.emit(list(level), whole=True)
            if n == 0 and self.habits.delimiter is Delimiter.MARKDOWN:
                self.out.append("|" + "---|" * len(level))

    def page_ends(self) -> set[int]:
        """Rows after which a page ends, never right after a heading or before the last row."""
        if self.habits.breaks is Breaks.NONE:
            return set()
        rows = self.table.rows
        ends: set[int] = set()
        at = 0
        while True:
            at += self.rng.randint(4, 9)
            if at >= len(rows) - 2:
                return ends
            if rows[at].kind is not Kind.HEADING:
                ends.add(at)

    def turn_page(self) -> None:
        self.out += [""] * self.rng.randint(1, 4)
        self.page += 1
        if self.habits.page_numbers:
            self.out += [self.rng.choice(["Page {}", "{}", "- {} -"]).format(self.page), ""]
        if self.habits.breaks is Breaks.HEADER:
            self.header()

    # --- rows

    def emit(self, cells: list[str], whole: bool = False) -> None:
        if self.habits.stripped and not whole:
            while len(cells) > 1 and not cells[-1]:
                cells.pop()
        if self.habits.delimiter is Delimiter.TAB:
            self.out.append("\t".join(cells))
        elif self.habits.delimiter is Delimiter.PIPE:
            self.out.append(" | ".join(cells))
        else:
            self.out.append("| " + " | ".join(cells) + " |")

    def marked_up(self, cells: list[str]) -> list[str]:
        if not self.habits.markup:
            return cells
        keys = [column.key for column in self.table.columns]
        for i, text in enumerate(cells):
            if text and keys[i].startswith(("node", "activity")) and self.rng.random() < 0.2:
                cells[i] = self.rng.choice(["<p>{}</p>", "**{}**", "<i>{}</i>"]).format(text)
        return cells

    def split(self, cells: list[str], row: TableRow, after: TableRow) -> tuple[int, str] | None:
        """Cut the row's result or activity cell; its rest comes first on the next page."""
        if row.kind is not Kind.LINE or after.kind is not Kind.LINE:
            return None
        places = [self.table.place("activity")]
        if self.habits.framework is Framework.FIRST_ROW and not after.nodes:
            places.append(self.table.place(f"node{len(self.habits.levels) - 1}"))
        for place in self.rng.sample(places, len(places)):
            if place is None:
                continue
            parts = cells[place].split(" ")
            cuts = [
                k for k in range(4, len(parts) - 1) if parts[k].isalpha() and parts[k].islower()
            ]
            if cuts:
                cut = self.rng.choice(cuts)
                cells[place] = " ".join(parts[:cut])
                return place, " ".join(parts[cut:])
        return None

    def joins(self, rest: tuple[int, str], cells: list[str]) -> bool:
        """Whether the rest shares the next row; an activity's may not, it would look like one."""
        column = self.table.columns[rest[0]].key
        return column.startswith("node") and not cells[rest[0]] and self.rng.random() < 0.5

    def alone(self, rest: tuple[int, str]) -> list[str]:
        place, text = rest
        return [text if i == place else "" for i in range(len(self.table.columns))]

    def shift(self, i: int, row: TableRow, cells: list[str]) -> list[str]:
        """Move some rows' cells by one or two columns, as badly pulled text does."""
        if not self.habits.shifted or row.kind is Kind.HEADING or self.rng.random() > 0.2:
            return cells
        for trouble in self.rng.sample([self.drop_empty, self.add_empty, self.run_on], 3):
            moved = list(cells)
            if trouble(moved) and (trouble == self.run_on or self.shows(cells, moved)):
                self.shifted.add(i)
                return moved
        return cells

    def shows(self, cells: list[str], moved: list[str]) -> bool:
        """Whether cells tell that they have moved: one stands where none of its sort belongs."""
        return self.strangers(moved) > self.strangers(cells)

    def strangers(self, cells: list[str]) -> int:
        keys = [column.key.rstrip("0123456789") for column in self.table.columns]
        sorts = [next((n for n, look in SORTS if look.fullmatch(t)), "text") for t in cells]
        homes = [HOMES.get(key, "text") for key in keys] + ["nothing"] * len(cells)
        return sum(
            bool(text) and sort != home
            for text, sort, home in zip(cells, sorts, homes, strict=False)
        )

    def drop_empty(self, cells: list[str]) -> bool:
        """One or two empty cells are gone, and all after them moves left."""
        for _ in range(self.rng.choice([1, 1, 2])):
            empty = [k for k, text in enumerate(cells[:-1]) if not text]
            if not empty:
                return False
            del cells[self.rng.choice(empty)]
        return True

    def add_empty(self, cells: list[str]) -> bool:
        """An empty cell too many; sometimes the row is cut at the table's width."""
        width = len(cells)
        cells.insert(self.rng.randrange(width), "")
        if self.rng.random() < 0.3:
            del cells[width:]
        return True

    def run_on(self, cells: list[str]) -> bool:
        """The budget line and its amount share a cell: 'Travel - 71600 20 000'.

        Not after the number of a total's label: 'Total R2 20 000' could be 220 000.
        """
        account, amount = self.table.place("account"), self.table.place("amount0")
        if account is None or amount != account + 1 or not cells[account] or not cells[amount]:
            return False
        if cells[account][-1].isdigit() and not re.search(r"\d{5}$", cells[account]):
            return False
        cells[account : amount + 1] = [f"{cells[account]} {cells[amount]}"]
        return True
