"""One plan on the terminal: what it is, its framework as a tree, its totals, its findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from extractors.errors import Language
from extractors.plan import Activity, Amount, AmountRole, Head, Node, Plan
from pipeline.audit import Audit, TotalStatus
from pipeline.messages.render import number
from pipeline.terminal.words import say

_STATUS_STYLES = {
    TotalStatus.CONSISTENT: "green",
    TotalStatus.ROUNDING: "green",
    TotalStatus.INCONSISTENT: "bold red",
    TotalStatus.UNVERIFIABLE: "dim",
}


def print_plan(console: Console, name: str, audit: Audit, language: Language) -> None:
    """The plan without its findings."""
    console.print(_tree(name, audit.plan, language), highlight=False)
    if audit.totals:
        console.print(_totals(audit, language))


def _tree(name: str, plan: Plan, language: Language) -> Tree:
    tree = Tree(f"[bold]{escape(name)}[/bold]  {escape(_head(plan.head, language))}")
    branches: dict[str, Tree] = {}
    lines = _lines(plan)
    items: list[Node | Activity] = [*plan.nodes, *plan.activities]
    # By printed order, a node stands before what it holds.
    for item in sorted(items, key=lambda item: item.order):
        if isinstance(item, Node):
            label = f"[bold]{escape(_numbered(item.number, item.label))}[/bold]"
            branches[item.node_id] = branches.get(item.parent_id or "", tree).add(label)
        else:
            above = item.parent_activity_id or item.node_id or ""
            branch = branches.get(above, tree).add(escape(_activity(item)))
            branches[item.activity_id] = branch
            for amounts in lines.get(item.activity_id, {}).values():
                branch.add(_line(amounts, language))
    for amounts in lines.get("", {}).values():
        tree.add(_line(amounts, language))
    return tree


def _head(head: Head, language: Language) -> str:
    dates = (head.period_start, head.period_end)
    facts = [
        say(f"kind.{head.kind}", language),
        head.title,
        head.project_id,
        " – ".join(day.isoformat() for day in dates if day),
        head.currency,
    ]
    return " · ".join(fact for fact in facts if fact)


def _lines(plan: Plan) -> Mapping[str, Mapping[str, Sequence[Amount]]]:
    """Amounts by activity ('' where they have none) and line, in printed order."""
    known = {activity.activity_id for activity in plan.activities}
    lines: dict[str, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in plan.amounts:
        owner = amount.activity_id if amount.activity_id in known else ""
        lines[owner or ""][amount.line_id].append(amount)
    return lines


def _activity(activity: Activity) -> str:
    responsible = f" ({activity.responsible})" if activity.responsible else ""
    return _numbered(activity.number, activity.label) + responsible


def _numbered(printed: str | None, label: str) -> str:
    return f"{printed} {label}" if printed else label


def _line(amounts: Sequence[Amount], language: Language) -> str:
    first = amounts[0]
    what = " ".join(part for part in (first.account_code, first.account_label) if part)
    figures = ", ".join(
        f"{amount.amount_column} {_figure(amount.amount, language)}"
        if amount.role is not AmountRole.AMOUNT
        else _figure(amount.amount, language)
        for amount in amounts
    )
    return f"[cyan]{escape(what or first.line_id)}[/cyan]  {escape(figures)}"


def _figure(amount: Decimal | None, language: Language) -> str:
    return say("no-amount", language) if amount is None else number(amount, language)


def _totals(audit: Audit, language: Language) -> Table:
    table = Table(highlight=False)
    table.add_column(say("column.total", language), overflow="fold")
    for name in ("stated", "computed", "difference"):
        table.add_column(say(f"column.{name}", language), justify="right", no_wrap=True)
    table.add_column(say("column.status", language))
    for audited in audit.totals:
        style = _STATUS_STYLES[audited.status]
        figures = (audited.total.stated, audited.computed, audited.difference)
        table.add_row(
            escape(audited.total.label),
            *("" if figure is None else number(figure, language) for figure in figures),
            f"[{style}]{say(f'total.{audited.status}', language)}[/{style}]",
        )
    return table
