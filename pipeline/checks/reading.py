"""Doubts of our own reading, said aloud: never an accusation against the document."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.plan import Doubt, DoubtKind
from pipeline.checks.examples import Example, a_line, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import Audit, Finding, Rule, Verdict


def check(audit: Audit) -> Iterator[Finding]:
    """One finding a doubt of the reader, and one a column whose totals nearly all fail."""
    for doubt in audit.plan.doubts:
        yield draft(
            Rule.READING_DOUBT,
            Verdict.READING,
            f"doubt-{doubt.kind}",
            subject=doubt.subject,
            place=doubt.place,
            text=doubt.text,
            page=doubt.place.page or 0,
        )
    for distrust in audit.distrusted:
        yield draft(
            Rule.READING_DOUBT,
            Verdict.READING,
            "column-doubt",
            place=distrust.place,
            amount_column=distrust.amount_column,
            column=distrust.amount_column,
            failing=distrust.failing,
        )


EXAMPLES = (
    Example(
        "a cell without a column",
        plan_of(
            an_activity("1", "Former"), a_line("5"), Doubt(DoubtKind.CELL_NOT_PLACED, "12 kits")
        ),
        ((Rule.READING_DOUBT, None),),
    ),
    Example("nothing in doubt", plan_of(an_activity("1", "Former"), a_line("5"))),
)
