"""State a plan's totals, all of them right: subtotals, the grand total, what of it is funded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

from .habits import Habits, Money
from .plan_model import BLANK, Activity, Figure, GeneratedPlan, Line, Node, Sum, Total


def add(figures: Iterable[Figure], places: int) -> Figure:
    """The sum, rounded once from the exact figures as a spreadsheet would print it."""
    return Figure.of(sum((figure.exact for figure in figures), Decimal(0)), places)


def sum_of(kind: Sum, label: str, lines: list[Line], plan: GeneratedPlan, **closes: int) -> Total:
    """A total over lines, column by column."""
    figures = tuple(
        add((line.amounts[column] for line in lines), plan.places)
        for column in range(len(plan.columns))
    )
    rows = [line.row_total for line in lines if line.row_total is not None]
    return Total(kind, label, figures, add(rows, plan.places) if rows else None, **closes)


def with_totals(plan: GeneratedPlan, rng: Random, habits: Habits) -> GeneratedPlan:
    """Add the stated totals, all of them right."""
    if habits.money is Money.NONE:
        return plan
    labels = _Labels(rng, habits)
    totals: list[Total] = []
    for node in plan.all_nodes():
        lines = [line for activity in node.all_activities() for line in activity.lines]
        if node.level in habits.subtotals and lines:
            label = labels.node(node)
            totals.append(sum_of(Sum.SUBTOTAL, label, lines, plan, node=node.serial))
    if "activity" in habits.subtotals:
        for activity in plan.all_activities():
            if activity.lines:
                label = labels.activity(activity)
                lines = list(activity.lines)
                totals.append(sum_of(Sum.SUBTOTAL, label, lines, plan, activity=activity.serial))
    every = list(plan.all_lines())
    grand = sum_of(Sum.GRAND_TOTAL, labels.grand(), every, plan)
    if habits.grand_total:
        totals.append(grand)
    if habits.funding and habits.grand_total and (len(plan.columns) == 1 or habits.row_total):
        totals += _funding(rng, habits, grand, labels)
    return replace(plan, totals=tuple(totals))


def _funding(rng: Random, habits: Habits, grand: Total, labels: _Labels) -> list[Total]:
    """Funded, unfunded and total budget; the grand total is one of the first and the last."""
    whole = grand.row_total or grand.figures[-1]
    assert whole.value is not None
    step = Decimal(1).scaleb(-habits.places)
    share = (abs(whole.value) * rng.randint(5, 40) / 100).quantize(step)
    budget, funded = whole.value, whole.value - share
    if rng.random() < 0.5:
        budget, funded = whole.value + share, whole.value
    kinds = (Sum.FUNDED, Sum.UNFUNDED, Sum.TOTAL_BUDGET)
    return [
        _alone(kind, label, Figure(value, value), grand)
        for kind, label, value in zip(kinds, labels.funding(), (funded, share, budget), strict=True)
    ]


def _alone(kind: Sum, label: str, figure: Figure, like: Total) -> Total:
    blanks = (BLANK,) * len(like.figures)
    if like.row_total is None:
        return Total(kind, label, (*blanks[1:], figure))
    return Total(kind, label, blanks, figure)


class _Labels:
    """One manner of naming totals, kept through the plan."""

    def __init__(self, rng: Random, habits: Habits) -> None:
        self.habits = habits
        self.plain = rng.choice(
            ["Sub Total", "Subtotal", "Sub-total"]
            if habits.english
            else ["Sous-total", "Sous total", "SOUS-TOTAL", "Sous-Total", "Sub Total"]
        )
        self.named = rng.choice(["{plain} {word} {n}", "Total {word} {n}", "Total {letter}{n}"])
        self.grands = (
            ["Grand TOTAL", "Grand total", "TOTAL", "Overall total"]
            if habits.english
            else ["TOTAL GÉNÉRAL", "Total général", "TOTAL", "Grand total", "Montant total"]
        )
        self.rng = rng

    def node(self, node: Node) -> str:
        if not self.habits.named_totals:
            return self.plain
        word = LEVEL_WORDS[node.level]
        pattern = self.named
        if node.level in ("axis", "objective"):
            pattern = pattern.replace("{letter}", "{word} ")
        return pattern.format(plain=self.plain, word=word, n=node.number, letter=word[0].upper())

    def activity(self, activity: Activity) -> str:
        if activity.number is None or not self.habits.named_totals:
            return self.plain
        return f"{self.plain} activité {activity.number}"

    def grand(self) -> str:
        return self.rng.choice(self.grands)

    def funding(self) -> tuple[str, str, str]:
        if self.habits.english:
            return ("Funded", "Unfunded", self.rng.choice(["TOTAL Budget", "Total budget"]))
        return (
            self.rng.choice(["Financé", "Montant financé", "Financement acquis"]),
            self.rng.choice(["À financer", "Non financé", "Reste à financer"]),
            self.rng.choice(["Budget total", "Total budget", "BUDGET TOTAL"]),
        )


LEVEL_WORDS = {
    "result": "résultat",
    "product": "produit",
    "axis": "axe",
    "objective": "objectif",
}
