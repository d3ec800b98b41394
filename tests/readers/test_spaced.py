"""Text that keeps a page's layout: columns set with spaces."""

from decimal import Decimal
from pathlib import Path

from extractors import extract_source
from extractors.document import Grid
from extractors.plan import Plan
from extractors.readers.text import read_text
from extractors.source import Source
from extractors.values.accounts import chart
from pipeline.audit import TotalStatus, audit

# The second page stands three letters further left, and nothing is printed in its donor column.
PLAN = (Path(__file__).parent / "spaced" / "plan.txt").read_text(encoding="utf-8")

TIGHT = """\
 ACTIVITÉS                    Trim. 1   Trim. 2   Trim. 3     Total
 1.1 Forer deux puits         112 000   111 000   193 000   416 000
 1.2 Former les comités     1 390 000 1 314 585   237 855 2 942 440
 1.3 Suivre les travaux        25 000    14 000    12 000    51 000
 Total                      1 527 000 1 439 585   442 855 3 409 440
"""


def read(text: str) -> Plan:
    return extract_source(Source.of(text.encode(), "plan.txt"))


def test_a_plan_over_two_pages() -> None:
    plan = read(PLAN)
    assert [(node.number, node.label) for node in plan.nodes] == [
        ("1", "L'eau est potable"),
        ("2", "Les routes sont praticables"),
    ]
    assert [(a.number, a.label, a.responsible) for a in plan.activities] == [
        ("1.1", "Forer deux puits", "PNUD"),
        ("1.2", "Former les comités de gestion", "PNUD/ADR"),
        ("2.1", "Rouvrir la piste", "PNUD"),
        ("2.2", "Suivre les chantiers", "PNUD"),
        ("2.3", "Faire le bilan", "PNUD"),
    ]
    assert [(a.account_code, a.donor, a.amount) for a in plan.amounts] == [
        ("72200", "UE", Decimal(160000)),
        ("75700", "UE", Decimal(40000)),
        ("72100", None, Decimal(150000)),
        ("71600", None, Decimal(15500)),
        ("71600", None, Decimal(10000)),
    ]
    marks = [(mark.activity_id, mark.period[-2:]) for mark in plan.marks]
    ids = [activity.activity_id for activity in plan.activities]
    quarters = {"1.1": "Q1 Q2", "1.2": "Q2 Q3", "2.1": "Q2 Q3", "2.2": "Q1 Q2 Q3 Q4", "2.3": "Q4"}
    assert marks == [
        (ids[at], quarter) for at, own in enumerate(quarters.values()) for quarter in own.split()
    ]
    audited = audit(plan, chart())
    assert {total.status for total in audited.totals} == {TotalStatus.CONSISTENT}
    assert not plan.doubts


def test_figures_carry_the_line_of_the_text() -> None:
    lines = PLAN.replace("\f", "").split("\n")
    for amount in read(PLAN).amounts:
        assert amount.place.line is not None
        assert amount.printed in lines[amount.place.line - 1]
        assert amount.place.bbox is None


def test_amounts_one_space_apart() -> None:
    plan = read(TIGHT)
    rows = [a.amount for a in plan.amounts][4:8]
    assert rows == [Decimal(1390000), Decimal(1314585), Decimal(237855), Decimal(2942440)]
    totals = {total.status for total in audit(plan, chart()).totals}
    assert totals == {TotalStatus.CONSISTENT}


def test_prose_with_a_wide_gap_is_no_table() -> None:
    prose = "Une phrase.  Une autre phrase.\nUne lettre à en-tête      de droite\nFin.\n"
    assert not [block for block in read_text(prose).blocks() if isinstance(block, Grid)]
