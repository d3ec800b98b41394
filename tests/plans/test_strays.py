"""Amounts outside the tables are said, and no total is accused of lacking them."""

from extractors.plan import DoubtKind
from extractors.plans import read_plan
from extractors.readers.text import read_text
from extractors.values.accounts import chart
from pipeline.audit import Rule, Verdict, audit

TABLE = """Activités\tBudget
1.1 Creuser un puits\t10 000
1.2 Former le comité\t5 000
Total\t{total}

{line}
"""


def findings(total: str, line: str) -> dict[Rule, Verdict]:
    plan = read_plan(read_text(TABLE.format(total=total, line=line)))
    return {finding.rule: finding.verdict for finding in audit(plan, chart()).findings}


def test_a_row_left_outside_is_doubted() -> None:
    plan = read_plan(read_text(TABLE.format(total="15 000", line="1.3 Suivre les travaux 2 500")))
    assert [(d.kind, d.text) for d in plan.doubts] == [
        (DoubtKind.CELL_NOT_PLACED, "1.3 Suivre les travaux 2 500")
    ]


def test_prose_and_page_numbers_are_not() -> None:
    for line in (
        "Taux de change : 1 EUR = 655,957 FCFA",
        "1 USD = 600 000 GNF",
        "Page 12",
        "Fait en 2024",
        "Le comité se réunit deux fois par an.",
        "3",
    ):
        assert Rule.READING_DOUBT not in findings("15 000", line)


def test_a_total_that_lacks_it_is_not_accused() -> None:
    found = findings("17 500", "1.3 Suivre les travaux 2 500")
    assert found[Rule.GRAND_TOTAL_MISMATCH] is Verdict.READING


def test_another_gap_beside_it_is_undecided() -> None:
    found = findings("17 900", "1.3 Suivre les travaux 2 500")
    assert found[Rule.GRAND_TOTAL_MISMATCH] is Verdict.UNDECIDED


def test_without_strays_the_document_is_accused() -> None:
    assert findings("17 500", "Fait en 2024")[Rule.GRAND_TOTAL_MISMATCH] is Verdict.DOCUMENT


def test_columns_set_with_spaces_are_said_not_to_be_read() -> None:
    text = "Plan 2024\n\nCreuser  10 000\nFormer    5 000\nSuivre    2 500\nTotal    17 500\n"
    plan = read_plan(read_text(text))
    assert [doubt.kind for doubt in plan.doubts] == [DoubtKind.TABLE_NOT_READ]


def test_a_text_that_names_an_amount_or_two_is_no_table() -> None:
    text = "Le fonds verse 25 000 000 FCFA\n\nLe reste est de 1 500 000 FCFA\n"
    assert read_plan(read_text(text)).doubts == ()


BLANKS = """Activités\tResponsable\tCode\tBudget
1.1 Creuser\tPNUD\t72200\t10 000
1.2 Former\tPNUD\t75700\t5 000
{row}
Total général\t\t\t90 000
"""


def grand_totals(row: str) -> list[Verdict]:
    plan = read_plan(read_text(BLANKS.format(row=row)))
    found = audit(plan, chart()).findings
    return [f.verdict for f in found if f.rule is Rule.GRAND_TOTAL_MISMATCH]


def test_a_grand_total_over_lines_that_stand_straight_is_accused() -> None:
    assert grand_totals("1.3 Suivre\tPNUD\t71600\t7 000") == [Verdict.DOCUMENT]


def test_a_grand_total_over_lost_amounts_is_not() -> None:
    lost = "1.3 Suivre\t\tPNUD\t71600\n1.4 Finir\t\tPNUD\t72100"
    assert Verdict.DOCUMENT not in grand_totals(lost)
    plan = read_plan(read_text(BLANKS.format(row=lost)))
    assert [a.fell_off for a in plan.amounts] == [False, False, True, True]
