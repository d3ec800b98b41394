"""The samples as text, as it comes out of a PDF page by page: tabs, breaks and slips included.

Each plan's layout lists its printed rows one by one, with the slips seen in plans as published.
"""

from __future__ import annotations

from collections.abc import Iterator

from samples import action_plan, month_plan, narrative, project_sheet, quarter_plan
from samples.content import Activity, Group, Line, Plan, Sheet, money
from samples.layout import Rest, Row, Step, Verbatim, print_rows

Cells = dict[str, str]

BLANK = Verbatim()
QUARTER_PAGE_BREAK = (BLANK,) * 3

# Cells: result, activity, four quarters, responsible, donor (never filled), account, amount. From
# the second page on, a stray cell stands before the responsible party, or before the quarters.
QUARTER_STEPS: tuple[Step, ...] = (
    Verbatim(
        "EXPECTED OUTPUTS (with their baseline, indicators and targets for the year)"
        "|PLANNED ACTIVITIES (the main ones of the year, output by output)"
        "|TIMEFRAME||||Responsible|PLANNED BUDGET||"
    ),
    Verbatim("||Q1|Q2|Q3|Q4||Donor|Budget Description|Total"),
    *(Row("oa0123p.bt"),) * 5,
    Row("s.......t."),
    Row("oa0123p.bt", cut=("o", "fonctionnent à nouveau")),
    *QUARTER_PAGE_BREAK,
    Row("o.0123p.bt."),
    Row("oa0123.pbt."),
    *(Row("oa.0123.pbt"),) * 4,
    Row("a0123..pbt.", mark="x"),
    Row("s........t."),
    Row("oa0123.pbt."),
    *(Row("oa0123..pbt"),) * 4,
    Row("a.0123.pbt."),
    *QUARTER_PAGE_BREAK,
    *(Row("oa0123.p.bt"),) * 6,
    Row(".s........t"),
    *(Row("oa0123.p.bt"),) * 6,
    Row("oa0123..p.b"),
    Row("a.0123.p.bt", cut=("a", "actions de médiation)")),
    *QUARTER_PAGE_BREAK,
    Rest(".a......."),
    *(Row("oa0123p.B"),) * 4,
    *(Row("oa0123p.C"),) * 2,
    *(Row("oa0123p.B"),) * 2,
    *QUARTER_PAGE_BREAK,
    Row("oa0123p.bt"),
    Row("s........t"),
    *(Row("oa0123p.bt"),) * 14,
    Row("a0123p.bt."),
    *QUARTER_PAGE_BREAK,
    Row("oa0123p.bt"),
    *(Row("s........t"),) * 5,
)

# Cells: axis (o), product (g), number (n), activity, ten months with a stray cell before the last
# two, responsible. Where no month is marked, a row may lack one cell before the responsible party.
STRAIGHT = Row("ogna01234567.89p")
SHORT = Row("ogna01234567.8p.")
LAST_PAGE = Row("ogna01234567.p")
MONTH_STEPS: tuple[Step, ...] = (
    Verbatim("AXES|PRODUITS ATTENDUS|ACTIVITES|2021||||2022||||RESPONSABLE||||"),
    Verbatim("|||S|O|N|D|J|F|M|A||M|J||"),
    SHORT,
    Row("ogna01234567.89p", mark="x"),
    *(STRAIGHT,) * 8,
    BLANK,
    Verbatim("AXES|PRODUITS ATTENDUS|ACTIVITES|2021||||2022||||RESPONSABLE||||"),
    Verbatim("|||S|O|N|D|J|F|M|A||M|J||"),
    SHORT,
    *(STRAIGHT,) * 5,
    *(SHORT,) * 2,
    *(STRAIGHT,) * 2,
    SHORT,
    *(STRAIGHT,) * 2,
    BLANK,
    Verbatim("AXES|PRODUITS ATTENDUS|ACTIVITES||2021||||2022||||RESPONSABLE|"),
    Verbatim("||||S|O|N|D|J|F|M|A||M"),
    *(LAST_PAGE,) * 11,
)

# Cells: objective or result, activity, and two that are never filled.
ACTION_STEPS: tuple[Step, ...] = (
    Row("o...", tag="p"),
    Verbatim("Objectifs / Résultats|Activités|Responsable|Période"),
    Row("o...", tag="p"),
    Row("oa..", tag="p"),
    *(Row("oa.."),) * 4,
    BLANK,
    *(Row("oa.."),) * 6,
    BLANK,
    *(Row("oa.."),) * 7,
    BLANK,
    Row("oa.."),
    Row("o...", tag="i"),
    Row("oa..", tag="i"),
    *(Row("oa.."),) * 3,
)


def _line_cells(line: Line) -> Cells:
    """A line's own cells; any mark stands for its glyph, which the layout knows."""
    return {
        **{str(period): "X" for period in line.periods},
        "p": line.responsible,
        "b": str(line.account or ""),
        "t": money(line.amount),
    }


def _numbered_apart(activity: Activity) -> Cells:
    return {"n": activity.number, "a": activity.label}


def quarter_rows(plan: Plan) -> Iterator[Cells]:
    """One row a budget line; result and activity stand on their first row alone."""
    for result in plan.groups:
        heading = result.heading
        for activity in result.activities:
            label = activity.heading
            for line in activity.lines:
                yield {"o": heading, "a": label} | _line_cells(line)
                heading = label = ""
        yield {"s": "Sub Total", "t": money(result.subtotal)}
    for name, amount in plan.totals:
        yield {"s": name, "t": money(amount)}


def month_rows(plan: Plan) -> Iterator[Cells]:
    """One row an activity; axis and product stand on their first row alone."""
    for axis in plan.groups:
        title = axis.heading
        for product in axis.groups:
            heading = product.heading
            for activity in product.activities:
                cells = {"o": title, "g": heading} | _numbered_apart(activity)
                yield cells | _line_cells(activity.lines[0])
                title = heading = ""


def action_rows(plan: Plan) -> Iterator[Cells]:
    """Objectives on rows of their own; one row an activity, the result on its first row alone."""

    def rows(group: Group) -> Iterator[Cells]:
        heading = group.heading
        if not group.activities:
            yield {"o": heading}
        for activity in group.activities:
            yield {"o": heading, "a": activity.heading}
            heading = ""
        for part in group.groups:
            yield from rows(part)

    for group in plan.groups:
        yield from rows(group)


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """The sheet's lines; its table, where it has one, between pipes."""
    yield from sheet.before
    for cells in sheet.table:
        yield " | ".join(cells) + " |"
    yield from sheet.after


def _plan_text(blanks: int, plan: Plan, table: Iterator[str]) -> str:
    closing = ("", *plan.closing) if plan.closing else ()
    lines = ("",) * blanks, plan.opening, table, closing
    return "".join(f"{line}\n" for part in lines for line in part)


def samples() -> dict[str, str]:
    """The text of every sample by file name."""
    quarter, month, action = quarter_plan.PLAN, month_plan.PLAN, action_plan.PLAN
    return {
        "plan_trimestriel_2024.txt": _plan_text(
            4, quarter, print_rows(quarter_rows(quarter), QUARTER_STEPS)
        ),
        "plan_mensuel_2021_2022.txt": _plan_text(
            2, month, print_rows(month_rows(month), MONTH_STEPS)
        ),
        "plan_action_2023_2024.txt": _plan_text(
            2, action, print_rows(action_rows(action), ACTION_STEPS)
        ),
        "fiche_projet_resilience.txt": "\n".join(sheet_lines(project_sheet.SHEET)) + "\n",
        "note_narrative_liptako.txt": "\n".join(sheet_lines(narrative.SHEET)) + "\n",
    }
