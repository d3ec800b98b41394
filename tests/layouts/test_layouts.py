"""A right plan has no error, in whatever layout; one with a wrong figure has that one alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from extractors.source import Source
from extractors.values.accounts import chart
from pipeline.audit import Audit, Severity, TotalStatus
from pipeline.examine import audit_source
from tests.layouts.plans import LAYOUTS, Layout

_STYLE = getSampleStyleSheet()["Normal"]
_RULES = {"ruled": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], "bare": []}


def as_text(layout: Layout, table: str) -> Source:
    text = f"{layout.intro}\n\n{table}\n\n{layout.after}\n".replace("|", "\t")
    return Source.of(text.encode(), "plan.txt")


def as_pdf(layout: Layout, table: str, form: str) -> Source:
    file = BytesIO()
    story: list[object] = [Paragraph(line, _STYLE) for line in layout.intro.splitlines()]
    for part in (table, layout.after):
        block = [line.split("|") for line in part.splitlines() if "|" in line]
        story += [Paragraph(x, _STYLE) for x in part.splitlines() if x.strip() and "|" not in x]
        if block:
            width = max(map(len, block))
            cells = [[*row, *[""] * (width - len(row))] for row in block]
            story += [Spacer(1, 8), Table(cells, style=_RULES[form]), Spacer(1, 8)]
    SimpleDocTemplate(file, pagesize=landscape(A4), invariant=1).build(story)
    return Source.of(file.getvalue(), "plan.pdf")


def read(layout: Layout, table: str, form: str) -> Audit:
    source = as_text(layout, table) if form == "text" else as_pdf(layout, table, form)
    return audit_source(source, chart())


def errors(audited: Audit) -> list[tuple[str, object]]:
    return [
        (str(found.rule), found.stated)
        for found in audited.findings
        if found.severity is Severity.ERROR
    ]


FORMS = pytest.mark.parametrize("form", ["text", "ruled", "bare"])
EACH = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.says)


@EACH
@FORMS
def test_a_right_plan_has_no_error(layout: Layout, form: str) -> None:
    audited = read(layout, layout.table, form)
    assert errors(audited) == []
    assert audited.totals
    failing = {TotalStatus.INCONSISTENT, TotalStatus.UNVERIFIABLE}
    assert [a.total.label for a in audited.totals if a.status in failing] == []


@EACH
@FORMS
def test_one_wrong_figure_is_found_and_no_other(layout: Layout, form: str) -> None:
    assert layout.table.count(layout.right) == 1
    [(_, stated)] = errors(read(layout, layout.table.replace(layout.right, layout.wrong), form))
    digits = str(stated).lstrip("-").rstrip("0").replace(".", "")
    assert digits in "".join(layout.wrong.split()).replace(",", "").replace(".", "")
