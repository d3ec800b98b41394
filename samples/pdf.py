"""The samples as PDF: the same content, typeset as such plans are.

Each takes another layout of its kind: all rules, horizontal rules only, none at all; marks as
letters or as shaded cells; results, products and activities that span their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samples import action_plan, month_plan, narrative, project_sheet, quarter_plan
from samples.content import Activity, Group, Plan, Sheet, money
from samples.pens import FpdfPen, Pen, ReportLabPen
from samples.typeset import Align, Cell, Rules, Setter, Table

HEADER_GREY = 0.88
MARK_GREY = 0.45


def _lines(*texts: tuple[int, int, int, int, str]) -> tuple[Cell, ...]:
    """Header cells from (row, column, rows spanned, columns spanned, text)."""
    return tuple(
        Cell(row, column, text, rows, columns, Align.CENTRE, bold=True, grey=HEADER_GREY)
        for row, column, rows, columns, text in texts
    )


def _row_count(groups: Sequence[Group]) -> int:
    """Rows that the activities of these groups take, one for each line."""
    return sum(
        len(activity.lines)
        for group in groups
        for leaf in group.leaves()
        for activity in leaf.activities
    )


def quarter_table(plan: Plan, rules: Rules) -> Table:
    """Result and activity span their lines; the quarters stand under one heading."""
    header = _lines(
        (0, 0, 2, 1, "EXPECTED OUTPUTS (with their baseline, indicators and targets for the year)"),
        (0, 1, 2, 1, "PLANNED ACTIVITIES (the main ones of the year, output by output)"),
        (0, 2, 1, 4, "TIMEFRAME"),
        (0, 6, 2, 1, "Responsible"),
        (0, 7, 1, 3, "PLANNED BUDGET"),
        *((1, 2 + place, 1, 1, quarter) for place, quarter in enumerate(plan.periods)),
        *((1, 7 + place, 1, 1, text) for place, text in enumerate(_BUDGET_HEADER)),
    )
    return Table(
        widths=(13, 25, 3, 3, 3, 3, 9, 6, 18, 9),
        header=header,
        body=tuple(_quarter_body(plan)),
        rules=rules,
        size=8,
    )


_BUDGET_HEADER = ("Donor", "Budget Description", "Total")


def _quarter_body(plan: Plan) -> Iterator[Cell]:
    row = 0
    for result in plan.groups:
        yield Cell(row, 0, result.heading, row_span=_row_count([result]))
        for activity in result.activities:
            yield from _quarter_lines(activity, row, len(plan.periods))
            row += len(activity.lines)
        yield from _total(row, "Sub Total", money(result.subtotal))
        row += 1
    for name, amount in plan.totals:
        yield from _total(row, name, money(amount))
        row += 1


def _quarter_lines(activity: Activity, first: int, periods: int) -> Iterator[Cell]:
    yield Cell(first, 1, activity.heading, row_span=len(activity.lines))
    for row, line in enumerate(activity.lines, first):
        for period in range(periods):
            mark = "X" if period in line.periods else ""
            yield Cell(row, 2 + period, mark, align=Align.CENTRE)
        yield Cell(row, 6, line.responsible)
        yield Cell(row, 7)
        yield Cell(row, 8, str(line.account or ""))
        yield Cell(row, 9, money(line.amount), align=Align.RIGHT)


def _total(row: int, name: str, amount: str) -> Iterator[Cell]:
    yield Cell(row, 0, name, column_span=9, bold=True)
    yield Cell(row, 9, amount, align=Align.RIGHT, bold=True)


def month_table(plan: Plan, rules: Rules) -> Table:
    """Axis and product span their activities; a marked month is a shaded cell."""
    months = len(plan.periods)
    header = _lines(
        (0, 0, 2, 1, "AXES"),
        (0, 1, 2, 1, "PRODUITS ATTENDUS"),
        (0, 2, 2, 2, "ACTIVITES"),
        (0, 4, 1, 4, "2021"),
        (0, 8, 1, months - 4, "2022"),
        (0, 4 + months, 2, 1, "RESPONSABLE"),
        *((1, 4 + place, 1, 1, month) for place, month in enumerate(plan.periods)),
    )
    return Table(
        widths=(14, 14, 4, 30, *(2.2,) * months, 20),
        header=header,
        body=tuple(_month_body(plan)),
        rules=rules,
        size=8,
        repeat_header=True,
    )


def _month_body(plan: Plan) -> Iterator[Cell]:
    row = 0
    for axis in plan.groups:
        yield Cell(row, 0, axis.heading, row_span=_row_count([axis]), bold=True)
        for product in axis.groups:
            yield Cell(row, 1, product.heading, row_span=_row_count([product]))
            for activity in product.activities:
                line = activity.lines[0]
                yield Cell(row, 2, activity.number)
                yield Cell(row, 3, activity.label)
                for month in range(len(plan.periods)):
                    yield Cell(row, 4 + month, grey=MARK_GREY if month in line.periods else None)
                yield Cell(row, 4 + len(plan.periods), line.responsible)
                row += 1


def action_table(groups: Sequence[Group], rules: Rules) -> Table:
    """Objectives on rows of their own; results span their activities; two columns stay empty."""
    titles = ("Objectifs / Résultats", "Activités", "Responsable", "Période")
    return Table(
        widths=(30, 45, 14, 11),
        header=_lines(*((0, place, 1, 1, text) for place, text in enumerate(titles))),
        body=tuple(_action_body(groups)),
        rules=rules,
        size=9,
    )


def _action_body(groups: Sequence[Group]) -> Iterator[Cell]:
    row = 0
    for objective in groups:
        yield Cell(row, 0, objective.heading, column_span=4, bold=True)
        row += 1
        for result in objective.groups:
            yield Cell(row, 0, result.heading, row_span=_row_count([result]))
            for activity in result.activities:
                yield Cell(row, 1, activity.heading)
                yield Cell(row, 2)
                yield Cell(row, 3)
                row += 1


def _paragraphs(setter: Setter, lines: Sequence[str]) -> None:
    """Lines as paragraphs; from '**' at a line's start to the next '**' they are bold."""
    bold = False
    for line in lines:
        setter.paragraph(line.replace("**", ""), bold or line.startswith("**"))
        if line.count("**") % 2:
            bold = not bold


def plan_pdf(pen: Pen, plan: Plan, table: Table) -> bytes:
    """A whole plan: what stands before its table, the table, and what follows."""
    setter = Setter(pen, size=10)
    _paragraphs(setter, plan.opening)
    setter.table(table)
    _paragraphs(setter, ("", *plan.closing))
    return pen.finish()


def _sheet_pdf(pen: Pen, sheet: Sheet) -> bytes:
    setter = Setter(pen, size=10)
    _paragraphs(setter, sheet.before)
    if sheet.table:
        head, *body = sheet.table
        setter.table(
            Table(
                widths=(60, 40),
                header=_lines(*((0, place, 1, 1, text) for place, text in enumerate(head))),
                body=tuple(
                    Cell(row, place, text)
                    for row, cells in enumerate(body)
                    for place, text in enumerate(cells)
                ),
                rules=Rules.ALL,
                size=10,
            )
        )
    _paragraphs(setter, sheet.after)
    return pen.finish()


def samples() -> dict[str, bytes]:
    """The PDF of every sample by file name; the same bytes every time."""
    quarter, month, action = quarter_plan.PLAN, month_plan.PLAN, action_plan.PLAN
    return {
        "plan_trimestriel_2024.pdf": plan_pdf(
            ReportLabPen("Plan de travail 2024", landscape=True),
            quarter,
            quarter_table(quarter, Rules.ALL),
        ),
        "plan_mensuel_2021_2022.pdf": plan_pdf(
            FpdfPen("Plan de travail annuel 2021-2022", landscape=True),
            month,
            month_table(month, Rules.HORIZONTAL),
        ),
        "plan_action_2023_2024.pdf": _action_pdf(
            ReportLabPen("Plan d'action 2023-2024", landscape=True), action
        ),
        "fiche_projet_resilience.pdf": _sheet_pdf(
            FpdfPen("Fiche de projet", landscape=False), project_sheet.SHEET
        ),
        "note_narrative_liptako.pdf": _sheet_pdf(
            ReportLabPen("Note sur le projet", landscape=False), narrative.SHEET
        ),
    }


def _action_pdf(pen: Pen, plan: Plan) -> bytes:
    """The general objective stands above the table, as it does in the text form."""
    general, *objectives = plan.groups
    setter = Setter(pen, size=10)
    _paragraphs(setter, (*plan.opening, f"**{general.heading}**", ""))
    setter.table(action_table(objectives, Rules.NONE))
    return pen.finish()
