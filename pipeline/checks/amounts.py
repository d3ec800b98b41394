"""Amounts that are blank or cannot be read, with what their totals imply for them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.plan import Amount, AmountRole, AmountStatus, StatedTotal
from pipeline.checks.examples import Example, a_line, a_node, an_activity, plan_of, subtotal
from pipeline.reconcile.findings import draft
from pipeline.reconcile.footing import line_part
from pipeline.reconcile.model import (
    Audit,
    Cause,
    Finding,
    Implied,
    Message,
    Param,
    Rule,
    Verdict,
)
from pipeline.reconcile.naming import activity_name, in_column, line_name, total_name
from pipeline.reconcile.verdicts import Rows, of_part

_NOTHING = Implied(None)


def check(audit: Audit) -> Iterator[Finding]:
    """Blank cells, cells that are not one number, and activities whose blank a total betrays."""
    for cell in audit.plan.amounts:
        if cell.amount is None and cell.status is AmountStatus.DOUBTFUL:
            yield _unreadable(audit, cell)
        elif cell.amount is None and (cell.role is not AmountRole.PART or cell.fell_off):
            # A lone description may be a heading: only a total that misses an amount says no.
            implied = audit.implied.get((cell.line_id, cell.amount_column), _NOTHING)
            # Of several columns, blank ones are usual: a lost one shows in a total alone.
            usual = cell.bare or cell.role is AmountRole.PART
            if implied.amount or not usual:
                yield _missing(audit, cell)
        elif cell.status is AmountStatus.DOUBTFUL:
            yield _doubted(audit, cell)
    for total in audit.plan.totals:
        if total.stated is None and total.printed and total.line_id is None:
            yield _unreadable_total(audit, total)
    yield from _unbudgeted(audit)


def _missing(audit: Audit, cell: Amount) -> Finding:
    implied = audit.implied.get((cell.line_id, cell.amount_column), _NOTHING)
    return draft(
        Rule.MISSING_AMOUNT,
        of_part(line_part(cell)),
        "missing-amount-fell-off" if cell.fell_off else "missing-amount",
        subject=cell.line_id,
        place=cell.place,
        amount_column=cell.amount_column,
        implied_amount=implied.amount,
        explanation=_explanation(implied),
        cause=Cause.BLANK_CELL if implied.amount else None,
        line=line_name(audit.index, cell.line_id),
        column=in_column(audit.index, cell.amount_column),
    )


def _unreadable(audit: Audit, cell: Amount) -> Finding:
    implied = audit.implied.get((cell.line_id, cell.amount_column), _NOTHING)
    return draft(
        Rule.UNREADABLE_AMOUNT,
        of_part(line_part(cell)),
        "unreadable-amount",
        subject=cell.line_id,
        place=cell.place,
        amount_column=cell.amount_column,
        implied_amount=implied.amount,
        explanation=_explanation(implied),
        line=line_name(audit.index, cell.line_id),
        printed=cell.printed or "",
        column=in_column(audit.index, cell.amount_column),
    )


def _doubted(audit: Audit, cell: Amount) -> Finding:
    return draft(
        Rule.READING_DOUBT,
        Verdict.READING,
        "amount-doubt",
        subject=cell.line_id,
        place=cell.place,
        amount_column=cell.amount_column,
        stated=cell.amount,
        line=line_name(audit.index, cell.line_id),
        value=cell.amount if cell.amount is not None else "",
        printed=cell.printed or "",
    )


def _unreadable_total(audit: Audit, total: StatedTotal) -> Finding:
    audited = next(a for a in audit.totals if a.total is total)
    return draft(
        Rule.UNREADABLE_AMOUNT,
        Verdict.READING,
        "unreadable-total",
        subject=total.total_id,
        place=total.place,
        amount_column=total.amount_column,
        computed=audited.computed,
        total=total_name(audit.index, audited),
        printed=total.printed or "",
        column=in_column(audit.index, total.amount_column),
    )


def _explanation(implied: Implied) -> Message | None:
    params: dict[str, Param] = {}
    if implied.amount is not None:
        params["amount"] = implied.amount
        return Message("implied-nothing" if implied.amount == 0 else "implied-amount", params)
    if implied.joint is not None:
        return Message("implied-joint", {"amount": implied.joint})
    if len(implied.totals) > 1:
        return Message("implied-conflict")
    return None


def _unbudgeted(audit: Audit) -> Iterator[Finding]:
    rows = Rows(audit)
    for (subject, column), implied in audit.implied.items():
        activity = audit.index.activities.get(subject)
        if activity is None or implied.amount is None:
            continue
        yield draft(
            Rule.MISSING_AMOUNT,
            rows.verdict(activity.place),
            "missing-amount-activity",
            subject=subject,
            place=activity.place,
            amount_column=column,
            implied_amount=implied.amount,
            explanation=_explanation(implied),
            cause=Cause.BLANK_CELL,
            activity=activity_name(audit.index, subject),
            column=in_column(audit.index, column),
        )


EXAMPLES = (
    Example(
        "a blank under a total that is short by it",
        plan_of(
            a_node("1"), an_activity("1.1", "Former"), a_line("500"), a_line(None), subtotal("930")
        ),
        ((Rule.MISSING_AMOUNT, "l2"),),
    ),
    Example(
        "text where a number should be",
        plan_of(an_activity("1.1", "Former"), a_line("500"), a_line(None, printed="43 O00")),
        ((Rule.UNREADABLE_AMOUNT, "l2"),),
    ),
    Example(
        "a figure that was read with a doubt is ours, not the document's",
        plan_of(an_activity("1.1", "Former"), a_line("500", printed="5OO")),
        ((Rule.READING_DOUBT, "l1"),),
    ),
    Example(
        "a printed 0 is an amount",
        plan_of(an_activity("1.1", "Former"), a_line("500"), a_line("0")),
    ),
    Example(
        "an activity without a line, under a total that is short, in a table without accounts",
        plan_of(
            a_node("1"),
            *(an_activity("1.1", "Former"), a_line("500", None)),
            *(an_activity("1.2", "Suivre"), an_activity("1.3", "Bâtir"), a_line("70", None)),
            subtotal("1000"),
            has_accounts=False,
        ),
        ((Rule.MISSING_AMOUNT, "a2"),),
    ),
    Example(
        "the total foots without it",
        plan_of(
            a_node("1"),
            *(an_activity("1.1", "Former"), a_line("500", None), an_activity("1.2", "Suivre")),
            subtotal("500"),
            has_accounts=False,
        ),
    ),
    Example(
        "two of them: either may be the one",
        plan_of(
            a_node("1"),
            *(an_activity("1.1", "Former"), a_line("500", None)),
            *(an_activity("1.2", "Suivre"), an_activity("1.3", "Bâtir")),
            subtotal("1000"),
            has_accounts=False,
        ),
    ),
)
