"""What is said where two readings of one figure differ: a doubt of ours, never an accusation."""

from __future__ import annotations

from pipeline.confirm.figures import Figure
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import (
    Audit,
    AuditedTotal,
    Finding,
    Message,
    Name,
    Param,
    Rule,
    Verdict,
)
from pipeline.reconcile.naming import activity_name, in_column, line_name, total_name


def taken(audit: Audit, first: Figure, second: Figure, engine: str) -> Finding:
    """The second reading was kept, as totals foot with it; `audit` is that of the kept reading."""
    return _note("reading-taken", audit, first, second, engine)


def differ(audit: Audit, first: Figure, second: Figure, engine: str) -> Finding:
    """Neither reading foots; the first stands."""
    return _note("readings-differ", audit, first, second, engine)


def parts(audit: Audit, first: AuditedTotal, second: AuditedTotal, engine: str) -> Finding:
    """Both see the first one's figures, and the second further ones that belong to the total."""
    total = first.total
    return draft(
        Rule.READING_DOUBT,
        Verdict.READING,
        "readings-sum",
        subject=total.line_id or total.total_id,
        place=total.place,
        amount_column=total.amount_column,
        stated=total.stated,
        computed=second.computed,
        figure=total_name(audit.index, first),
        first=first.computed or 0,
        second=second.computed or 0,
        engine=engine,
        column=in_column(audit.index, total.amount_column),
    )


def _note(key: str, audit: Audit, first: Figure, second: Figure, engine: str) -> Finding:
    return draft(
        Rule.READING_DOUBT,
        Verdict.READING,
        key,
        subject=first.subject,
        place=first.place,
        amount_column=first.column,
        figure=_name(audit, first.subject),
        first=_said(first),
        second=_said(second),
        engine=engine,
        column=in_column(audit.index, first.column),
    )


def _said(figure: Figure) -> Param:
    if figure.value is not None:
        return figure.value
    return Message("as-printed", {"text": figure.printed}) if figure.printed else Message("nothing")


def _name(audit: Audit, subject: str) -> Name:
    if subject in audit.index.lines:
        return line_name(audit.index, subject)
    if subject in audit.index.activities:
        return activity_name(audit.index, subject)
    return total_name(audit.index, next(t for t in audit.totals if t.total.total_id == subject))
