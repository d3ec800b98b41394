"""Budget lines printed twice under one activity."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.values.folding import fold
from pipeline.checks.examples import Example, a_line, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.index import Line
from pipeline.reconcile.model import Audit, Finding, Rule
from pipeline.reconcile.naming import in_column, line_name
from pipeline.reconcile.verdicts import Rows


def check(audit: Audit) -> Iterator[Finding]:
    """Same account, amounts, responsible and donor under one activity: the later line."""
    rows = Rows(audit)
    seen: dict[tuple[object, ...], Line] = {}
    for line in audit.index.lines.values():
        key = _key(audit, line)
        if key is None:
            continue
        earlier = seen.setdefault(key, line)
        if earlier is not line:
            cell = next(c for c in line.cells if c.amount is not None)
            yield draft(
                Rule.DUPLICATE_LINE,
                rows.verdict(earlier.first.place, line.first.place),
                "duplicate-line",
                subject=line.line_id,
                place=line.first.place,
                amount_column=cell.amount_column,
                line=line_name(audit.index, line.line_id),
                amount=cell.amount or 0,
                column=in_column(audit.index, cell.amount_column),
            )


def _key(audit: Audit, line: Line) -> tuple[object, ...] | None:
    """None where nothing tells lines apart: no account at all, no amount, no activity."""
    cell = line.first
    account = cell.account_code or fold(cell.account_label or "")
    amounts = tuple((c.amount_column, c.amount) for c in line.cells if c.amount is not None)
    if not account or cell.activity_id is None or not any(amount for _, amount in amounts):
        return None
    activity = audit.index.activities.get(cell.activity_id)
    responsible = cell.responsible or (activity.responsible if activity else None)
    return (
        cell.activity_id,
        account,
        fold(cell.account_label or ""),
        amounts,
        fold(responsible or ""),
        fold(cell.donor or ""),
    )


_TRAINING = ("75700", "Training, Workshops and Confer")
EXAMPLES = (
    Example(
        "the same line twice",
        plan_of(
            an_activity("1.1", "Former", "PNUD"),
            a_line("500", *_TRAINING),
            a_line("500", *_TRAINING),
        ),
        ((Rule.DUPLICATE_LINE, "l2"),),
    ),
    Example(
        "three times: one finding for each repetition",
        plan_of(an_activity("1.1", "Former"), a_line("5"), a_line("5"), a_line("5")),
        ((Rule.DUPLICATE_LINE, "l2"), (Rule.DUPLICATE_LINE, "l3")),
    ),
    Example(
        "another amount, another account, another activity",
        plan_of(
            an_activity("1.1", "Former"),
            a_line("500", *_TRAINING),
            a_line("501", *_TRAINING),
            a_line("500", "71600", "Travel"),
            an_activity("1.2", "Équiper"),
            a_line("500", *_TRAINING),
        ),
    ),
    Example(
        "two blank lines of one account",
        plan_of(an_activity("1.1", "Former"), a_line(None), a_line(None)),
    ),
    Example(
        "amounts without any account do not make a line twice",
        plan_of(an_activity("1.1", "Former"), a_line("500", None), a_line("500", None)),
    ),
)
