"""Lay a plan out as a table: columns, header levels and rows, for text and PDF alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from .habits import (
    Account,
    Framework,
    Habits,
    Money,
    NumberHeader,
    Numbering,
    Schedule,
    Sign,
    Totals,
)
from .plan_model import Activity, Figure, GeneratedPlan, Line, Node, Sum, Total


class Kind(StrEnum):
    """What a row says."""

    HEADING = "heading"
    LINE = "line"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names its content, `header` what is printed, `group` the level above."""

    key: str
    header: str
    group: str | None = None
    upper: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A body row; the serials say what it starts or states."""

    kind: Kind
    cells: tuple[str, ...]
    nodes: tuple[int, ...] = ()
    activity: int | None = None
    starts: bool = False
    line: int | None = None
    total: Total | None = None
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: header rows from the top, then the body."""

    columns: tuple[Column, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]

    def place(self, key: str) -> int | None:
        """The column of that content, if there is one."""
        return next((i for i, c in enumerate(self.columns) if c.key == key), None)


WORDS = {
    "result": ("Résultat", "Result"),
    "product": ("Produit", "Produit"),
    "axis": ("Axe", "Axe"),
    "objective": ("Objectif", "Objectif"),
}
LONG_WORDS = {"axis": "Axe stratégique", "objective": "Objectif spécifique"}
NODE_HEADERS = {
    "result": (("Résultats", "Résultats attendus", "RÉSULTATS"), ("Expected results", "Results")),
    "product": (("Produits", "PRODUITS", "Produits attendus"), ("Produits",)),
    "axis": (("Axes", "Axes stratégiques", "AXES"), ("Axes",)),
    "objective": (("Objectifs", "Objectifs spécifiques"), ("Objectives",)),
}
ACTIVITY_HEADERS = (
    ("Activités", "ACTIVITÉS", "Activités planifiées", "Actions", "Activités à mener"),
    ("Activities", "PLANNED ACTIVITIES", "Key activities"),
)
NUMBER_HEADERS = (("N°", "N° d'ordre", "Code activité", "Réf."), ("No.", "N°", "Ref."))
RESPONSIBLE_HEADERS = (
    ("Responsable", "RESPONSABLES", "Responsables", "Structure responsable"),
    ("Responsible Party", "Responsible", "Lead"),
)
DONOR_HEADERS = (("Bailleur", "Source de financement"), ("Donor", "Funding source"))
ACCOUNT_HEADERS = (
    ("Ligne budgétaire", "Description budgétaire", "Rubrique budgétaire"),
    ("Budget Description", "Budget line"),
)
CODE_HEADERS = (("Code budgétaire", "Compte", "Code comptable"), ("Account code", "Account"))
SCHEDULE_HEADERS = (
    ("Calendrier", "Chronogramme", "Période d'exécution", "CALENDRIER"),
    ("TIMEFRAME", "Schedule", "Timeline"),
)
BUDGET_HEADERS = (("Budget", "BUDGET PRÉVISIONNEL", "Coûts"), ("PLANNED BUDGET", "Budget"))
TOTAL_HEADERS = (("Total", "TOTAL", "Coût total", "Montant total"), ("Total", "TOTAL"))


def pick(
    choices: tuple[tuple[str, ...], tuple[str, ...]], plan: GeneratedPlan, habits: Habits
) -> str:
    """The same wording each time for one plan."""
    pool = choices[habits.english]
    return pool[(plan.seed * 7 + len(choices[0][0])) % len(pool)]


def lay_out(plan: GeneratedPlan, habits: Habits) -> Table:
    """The plan's table."""
    columns = _columns(plan, habits)
    return Table(columns, _header(columns, habits), tuple(_Rows(plan, habits, columns).all()))


def _columns(plan: GeneratedPlan, habits: Habits) -> tuple[Column, ...]:
    found: list[Column] = []
    if habits.framework in (Framework.FIRST_ROW, Framework.EACH_ROW):
        found += [Column(f"node{i}", pick(NODE_HEADERS[x], plan, habits))
                  for i, x in enumerate(habits.levels)]  # fmt: skip
    if habits.numbering is Numbering.COLUMN:
        own = pick(NUMBER_HEADERS, plan, habits)
        found.append(Column("number", own if habits.number_header is NumberHeader.OWN else ""))
    found.append(Column("activity", pick(ACTIVITY_HEADERS, plan, habits)))
    if habits.numbering is Numbering.COLUMN and habits.number_header is NumberHeader.SPANNED:
        found[-2:] = [replace(found[-2], header=found[-1].header), replace(found[-1], header="")]
    extras = [Column(f"extra{i}", name) for i, name in enumerate(plan.extras)]
    budget = _budget(plan, habits)
    middle = _schedule(plan, habits)
    if habits.responsible:
        who = Column("responsible", pick(RESPONSIBLE_HEADERS, plan, habits))
        middle = [*middle, who] if plan.seed % 3 else [who, *middle]
    if not habits.extras_last:
        found += extras
    found += [*budget, *middle] if habits.budget_first else [*middle, *budget]
    if habits.extras_last:
        found += extras
    return tuple(found)


def _schedule(plan: GeneratedPlan, habits: Habits) -> list[Column]:
    group = pick(SCHEDULE_HEADERS, plan, habits)
    if habits.schedule is Schedule.WORDS:
        return [Column("schedule", group)]
    found = []
    for i, period in enumerate(plan.periods):
        if habits.two_years or (habits.header_levels > 1 and plan.seed % 2):
            found.append(Column(f"period{i}", period.text, str(period.year)))
        else:
            found.append(Column(f"period{i}", period.text, group))
    return found


def _budget(plan: GeneratedPlan, habits: Habits) -> list[Column]:
    if habits.money is Money.NONE:
        return []
    group = pick(BUDGET_HEADERS, plan, habits)
    noted = habits.sign is Sign.HEADER and not habits.thousands_in_head
    if noted and len(plan.columns) > 1 and habits.header_levels > 1:
        group = f"{group} ({money_note(habits)})"
    found = []
    if habits.donor_column:
        found.append(Column("donor", pick(DONOR_HEADERS, plan, habits), group))
    if habits.account is not Account.NONE:
        account = Column("account", pick(ACCOUNT_HEADERS, plan, habits), group)
        code = Column("code", pick(CODE_HEADERS, plan, habits), group)
        found += {
            Account.COLUMN: [code, account] if plan.seed % 2 else [account, code],
            Account.CODE_ONLY: [code],
        }.get(habits.account, [account])
    single = len(plan.columns) == 1
    for i, name in enumerate(plan.columns):
        text = name
        if habits.money is Money.YEARS and habits.header_levels == 1:
            text = f"Budget {name}"
        if noted and (single or habits.header_levels == 1):
            text = f"{text} ({money_note(habits)})"
        found.append(Column(f"amount{i}", text, group))
    if habits.row_total:
        found.append(Column("total", pick(TOTAL_HEADERS, plan, habits), group))
    return found


def money_note(habits: Habits) -> str:
    """What a header says of its figures: '(en milliers de FCFA)', 'USD'."""
    if not habits.in_thousands:
        return habits.currency_text if habits.english else f"en {habits.currency_text}"
    if habits.english:
        return f"in thousands of {habits.currency_text}"
    return f"en milliers de {habits.currency_text}"


def _header(columns: tuple[Column, ...], habits: Habits) -> tuple[tuple[str, ...], ...]:
    if habits.header_levels == 1 or not any(column.group for column in columns):
        return (tuple(column.header for column in columns),)
    upper, lower = [], []
    before = None
    for column in columns:
        if column.group is None:
            upper.append(column.header)
            lower.append("")
        else:
            upper.append("" if column.group == before else column.group)
            lower.append(column.header)
        before = column.group
    return tuple(upper), tuple(lower)


def amount_header(column: Column, habits: Habits) -> str:
    """The column's name in the contract: its header levels joined."""
    if habits.header_levels == 1 or column.group is None:
        return column.header
    return f"{column.group} > {column.header}"


def print_amount(figure: Figure, plan: GeneratedPlan, habits: Habits) -> str:
    """The figure as the plan prints figures."""
    if figure.value is None:
        if figure.raw != "O":
            return figure.raw or ""
        whole = print_amount(Figure.of(figure.exact, plan.places), plan, habits)
        at = whole.rindex("0")
        return f"{whole[:at]}O{whole[at + 1 :]}"
    value = figure.value
    text = f"{abs(value):,.{plan.places}f}".replace(",", "\0").replace(".", habits.decimal)
    text = text.replace("\0", habits.thousands)
    if habits.sign is Sign.SUFFIX:
        text = f"{text} {habits.currency_text}"
    elif habits.sign is Sign.PREFIX:
        text = f"{habits.currency_text} {text}"
    if value < Decimal(0):
        return f"({text})" if habits.brackets else f"-{text}"
    return text


def number_text(activity: Activity, habits: Habits) -> str:
    """The activity's cell: its number in the plan's manner, then its label."""
    if activity.dash:
        return f"- {activity.label}"
    if activity.number is None or habits.numbering in (Numbering.NONE, Numbering.COLUMN):
        return activity.label
    pattern = {
        Numbering.PLAIN: "{n} {label}",
        Numbering.POINT: "{n}. {label}",
        Numbering.WORD: "Activité {n} : {label}",
        Numbering.LETTER: "A{n} {label}",
    }[habits.numbering]
    return pattern.format(n=activity.number, label=activity.label)


def schedule_text(plan: GeneratedPlan, marks: frozenset[int]) -> str:
    """The marked periods in words: 'T1', 'T1, T3', 'T1 - T3' for three in a row."""
    places = sorted(marks)
    texts = [plan.periods[i].text for i in places]
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{texts[0]} - {texts[-1]}"
    return ", ".join(texts)


def node_text(node: Node, habits: Habits, long_words: bool = False) -> str:
    """The node's cell or heading."""
    style = habits.node_style
    if habits.framework is Framework.HEADING and style in ("number", "bare"):
        style = "word"
    if style == "letter" and node.level in ("axis", "objective"):
        style = "word"
    label = node.label.upper() if habits.upper and node.level == "axis" else node.label
    if style == "bare":
        return label
    if style == "number":
        return f"{node.number}. {label}"
    word = WORDS[node.level][habits.english]
    if long_words and node.level in LONG_WORDS:
        word = LONG_WORDS[node.level]
    if style == "letter":
        return f"{word[0]}{node.number} : {label}"
    return f"{word} {node.number} : {label}"


class _Rows:
    """Writes the body from top to bottom."""

    def __init__(self, plan: GeneratedPlan, habits: Habits, columns: tuple[Column, ...]) -> None:
        self.plan = plan
        self.habits = habits
        self.columns = columns
        self.totals = {total.key: total for total in plan.totals}
        self.rows: list[TableRow] = []
        self.open: list[Node] = []
        self.fresh: list[Node] = []

    def all(self) -> list[TableRow]:
        for node in self.plan.nodes:
            self.node(node)
        for kind in (Sum.GRAND_TOTAL, Sum.FUNDED, Sum.UNFUNDED, Sum.TOTAL_BUDGET):
            self.total((kind, None, None))
        return self.rows

    def row(self, **cells: str) -> tuple[str, ...]:
        return tuple(cells.get(column.key, "") for column in self.columns)

    def node(self, node: Node) -> None:
        above = self.habits.totals is Totals.ABOVE
        heading = self.habits.framework is Framework.HEADING
        if heading:
            first = self.columns[0].key
            cells = self.row(**{first: node_text(node, self.habits, self.plan.seed % 2 == 0)})
            self.rows.append(TableRow(Kind.HEADING, cells, (node.serial,)))
        elif node.level:
            self.fresh.append(node)
        self.open.append(node)
        if above:
            self.total((Sum.SUBTOTAL, node.serial, None))
        for child in node.children:
            self.node(child)
        for activity in node.activities:
            self.activity(activity)
        if not above:
            self.total((Sum.SUBTOTAL, node.serial, None))
        self.open.pop()

    def activity(self, activity: Activity) -> None:
        above = self.habits.totals is Totals.ABOVE
        if above:
            self.total((Sum.SUBTOTAL, None, activity.serial))
        for i, line in enumerate(activity.lines or (None,)):
            self.line(activity, line, i == 0)
        if not above:
            self.total((Sum.SUBTOTAL, None, activity.serial))

    def line(self, activity: Activity, line: Line | None, first: bool) -> None:
        habits, plan = self.habits, self.plan
        cells: dict[str, str] = {}
        if habits.framework in (Framework.FIRST_ROW, Framework.EACH_ROW):
            for depth, node in enumerate(n for n in self.open if n.level):
                if node in self.fresh or habits.framework is Framework.EACH_ROW:
                    cells[f"node{depth}"] = node_text(node, habits, plan.seed % 2 == 0)
        if first:
            cells["activity"] = number_text(activity, habits)
            if habits.numbering is Numbering.COLUMN and not activity.dash:
                cells["number"] = activity.number or ""
            cells |= {f"extra{i}": text for i, text in enumerate(activity.extras)}
        repeat = first or plan.seed % 4 == 1
        marks = activity.marks if repeat else frozenset()
        cells |= {f"period{i}": habits.mark for i in marks}
        cells["schedule"] = schedule_text(plan, marks)
        if first or plan.seed % 2:
            cells["responsible"] = activity.responsible or ""
        if line is not None:
            cells |= self.money(line)
        self.rows.append(
            TableRow(
                Kind.LINE,
                self.row(**cells),
                tuple(node.serial for node in self.fresh),
                activity.serial,
                first,
                line.serial if line else None,
                marks=marks,
            )
        )
        self.fresh = []

    def money(self, line: Line) -> dict[str, str]:
        code, account = line.code or "", line.account or ""
        both = f"{account} - {code}" if code else account
        if self.habits.account is Account.LEADING and code:
            both = f"{code} - {account}" if self.plan.seed % 2 else f"{code} {account}"
        alone = self.habits.account in (Account.COLUMN, Account.CODE_ONLY)
        cells = {"code": code, "account": account if alone else both, "donor": line.donor or ""}
        return cells | self.figures(line.amounts, line.row_total)

    def figures(self, figures: tuple[Figure, ...], row_total: Figure | None) -> dict[str, str]:
        cells = {
            f"amount{i}": print_amount(figure, self.plan, self.habits)
            for i, figure in enumerate(figures)
        }
        if row_total is not None:
            cells["total"] = print_amount(row_total, self.plan, self.habits)
        return cells

    def total(self, key: tuple[Sum, int | None, int | None]) -> None:
        total = self.totals.get(key)
        if total is None:
            return
        cells = self.figures(total.figures, total.row_total)
        keys = [column.key for column in self.columns]
        money = min(i for i, key in enumerate(keys) if key.startswith(("amount", "total")))
        before = max(money - 1, 0)
        place = {
            "first": 0,
            "activity": keys.index("activity"),
            "before amounts": before,
        }[self.habits.total_place]
        if keys[place].startswith("period") or keys[place] in ("code", "number"):
            place = keys.index("activity")
        cells[keys[place]] = total.label
        self.rows.append(TableRow(Kind.TOTAL, self.row(**cells), total=total))
