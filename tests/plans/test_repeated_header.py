"""A header that comes again with the rest of a cut cell in it goes on with its table."""

from extractors.plans import read_plan
from extractors.readers.text import read_text
from extractors.values.accounts import chart
from pipeline.audit import Rule, audit

AGAIN = """Activités\tResponsable\tBudget
1.1 Creuser un puits\tDirection régionale de\t10 000

Activités\tResponsable l'eau\tBudget
1.2 Former le comité\tPNUD\t5 000
Sous-total\t\t15 000
"""


def test_the_subtotal_sums_the_lines_of_both_pages() -> None:
    plan = read_plan(read_text(AGAIN))
    assert [table.tables for table in plan.tables] == [(1, 2)]
    assert Rule.SUBTOTAL_MISMATCH not in {f.rule for f in audit(plan, chart()).findings}


def test_another_amount_begins_another_table() -> None:
    plan = read_plan(read_text(AGAIN.replace("l'eau\tBudget", "l'eau\tBudget 2025")))
    assert [table.tables for table in plan.tables] == [(1,), (2,)]
