"""The five real plans, read by eye: what a careful reader finds in them, and what the audit says.

They are no part of the repository; without them these tests are skipped.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from extractors import extract
from extractors.plan import AmountStatus, Certainty, Kind, Level, NodeStatus, Plan, TotalKind
from extractors.values.accounts import chart
from pipeline.audit import Audit, Finding, Rule, Severity, TotalStatus, Verdict, audit
from tests.seeds.figures import DASH, LINES, SEEDS, TOTALS, value

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real plans are not at hand")

ACTION = "000_c4674ad029b070e0.txt"
NARRATIVE = "001_463997c121d7a22d.txt"
MONTHS = "002_aff2795ddb8f7d93.txt"
QUARTERS = "003_42c48ec1cf545cc4.txt"
SHEET = "004_9b14684e3fc4e143.txt"


@cache
def read(name: str) -> Plan:
    return extract(SEEDS / name)


@cache
def audited(name: str) -> Audit:
    return audit(read(name), chart())


def found(name: str, rule: Rule) -> list[Finding]:
    return [finding for finding in audited(name).findings if finding.rule is rule]


def nodes(name: str) -> list[tuple[Level, str | None, str | None]]:
    """Level, number, and the number of the node above."""
    numbers = {node.node_id: node.number for node in read(name).nodes}
    return [(n.level, n.number, numbers.get(n.parent_id or "")) for n in read(name).nodes]


def numbers(name: str) -> list[str | None]:
    return [activity.number for activity in read(name).activities]


def run(prefix: str, last: int, first: int = 1) -> list[str | None]:
    return [f"{prefix}.{n}" for n in range(first, last + 1)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (ACTION, Kind.ACTION_PLAN),
        (NARRATIVE, Kind.NARRATIVE),
        (MONTHS, Kind.WORK_PLAN),
        (QUARTERS, Kind.WORK_PLAN),
        (SHEET, Kind.PROJECT_SHEET),
    ],
)
def test_kind_and_every_cell_used(name: str, kind: Kind) -> None:
    plan = read(name)
    assert plan.head.kind is kind
    assert plan.head.language == "fr"
    assert plan.doubts == ()
    assert plan.cells.doubted == 0
    assert plan.cells.total == plan.cells.read + plan.cells.ignored


class TestQuarterPlan:
    def test_head(self) -> None:
        head = read(QUARTERS).head
        assert head.project_id == "00127299"
        assert (head.period_start, head.period_end) == (date(2024, 1, 1), date(2024, 12, 31))
        assert head.countries == ("ML",)

    def test_activities(self) -> None:
        expected = [
            *run("1", 5),
            *run("2", 4),
            *run("3", 7),
            *run("4", 3),
            None,
            *run("4", 13, 4),
            *run("5", 7),
        ]
        assert numbers(QUARTERS) == expected
        assert sum(number is not None for number in expected) == 36

    def test_dash_item_stands_under_its_activity(self) -> None:
        activities = {activity.activity_id: activity for activity in read(QUARTERS).activities}
        [item] = [a for a in activities.values() if a.number is None]
        assert item.place.line == 73
        assert activities[item.parent_activity_id or ""].number == "4.3"

    def test_results(self) -> None:
        assert nodes(QUARTERS) == [(Level.RESULT, str(n), None) for n in range(1, 6)]
        assert [node.place.line for node in read(QUARTERS).nodes] == [35, 41, 53, 69, 94]
        by_id = {node.node_id: node.number for node in read(QUARTERS).nodes}
        for activity in read(QUARTERS).activities:
            if activity.number is not None:
                assert by_id[activity.node_id or ""] == activity.number.split(".")[0]

    def test_every_budget_line(self) -> None:
        plan = read(QUARTERS)
        by_id = {a.activity_id: a.number or DASH for a in plan.activities}
        lines = [
            (a.place.line, by_id[a.activity_id or ""], a.account_code, a.amount)
            for a in plan.amounts
        ]
        assert lines == [(at, no, code, m and value(m)) for at, no, code, m in LINES]
        assert len({a.line_id for a in plan.amounts}) == len(LINES) == 58
        [blank] = [a for a in plan.amounts if a.status is not AmountStatus.READ]
        assert (blank.status, blank.place.line) == (AmountStatus.MISSING, 75)
        assert {a.printed for a in plan.amounts} >= {"15 000", "5 333"}
        assert [a.place.line for a in plan.amounts if a.account_label == "GMS"] == [97, 98, 108]

    def test_stated_totals(self) -> None:
        totals = [(t.place.line, t.kind.value, t.stated) for t in read(QUARTERS).totals]
        assert totals == [(line, kind, value(printed)) for line, kind, printed in TOTALS]

    def test_cells_cut_by_page_breaks_are_whole(self) -> None:
        assert read(QUARTERS).nodes[1].label.endswith("services de base sont fonctionnelles")
        [cut] = [a for a in read(QUARTERS).activities if a.number == "4.6"]
        assert cut.label.endswith("localement (15 actions de gestion de conflits communautaires)")

    @pytest.mark.parametrize(
        ("line", "quarters"),
        [
            (35, (2, 3, 4)),
            (37, (1, 2, 3)),
            (51, (1, 2, 3, 4)),
            (53, (1, 2, 3, 4)),
            (72, (3, 4)),
            (81, (4,)),
            (94, (1, 2, 3, 4)),
            (107, (2,)),
        ],
    )
    def test_marks(self, line: int, quarters: tuple[int, ...]) -> None:
        marked = [mark.period for mark in read(QUARTERS).marks if mark.place.line == line]
        assert marked == [f"2024-Q{quarter}" for quarter in quarters]

    def test_marks_of_shifted_rows_are_not_sure(self) -> None:
        unsure = {
            mark.place.line
            for mark in read(QUARTERS).marks
            if mark.certainty is Certainty.AMBIGUOUS
        }
        assert {47, 49, 58} <= unsure  # the row stands two to the right of its header
        assert not unsure & {35, 36, 37, 38, 39, 94, 95, 96}

    def test_parties(self) -> None:
        by_id = {a.activity_id: a.number for a in read(QUARTERS).activities}
        said = {(by_id[p.activity_id or ""], p.party) for p in read(QUARTERS).parties}
        assert {party for number, party in said if number == "1.2"} == {"PNUD", "ADR"}
        assert {party for number, party in said if number == "2.4"} == {"PNUD"}

    def test_audit(self) -> None:
        [missing] = found(QUARTERS, Rule.MISSING_AMOUNT)
        assert missing.place.line == 75
        assert missing.implied_amount == 43_000
        rounded = found(QUARTERS, Rule.ROUNDING_DIFFERENCE)
        assert [(f.place.line, f.difference) for f in rounded] == [
            (113, Decimal("-0.24")),
            (114, Decimal("-0.76")),
        ]
        errors = [f for f in audited(QUARTERS).findings if f.severity is Severity.ERROR]
        assert errors == [missing]

    def test_funded_and_unfunded_make_the_budget(self) -> None:
        [budget] = [a for a in audited(QUARTERS).totals if a.kind is TotalKind.TOTAL_BUDGET]
        assert budget.status is TotalStatus.CONSISTENT
        assert budget.computed == 4_728_228 + 425_541 == 5_153_769

    def test_every_other_total_foots(self) -> None:
        standing = {a.total.place.line: a.status for a in audited(QUARTERS).totals}
        assert [line for line, s in standing.items() if s is TotalStatus.ROUNDING] == [113, 114]
        assert [standing[line] for line in (40, 52, 68)] == [TotalStatus.CONSISTENT] * 3


class TestMonthPlan:
    def test_framework(self) -> None:
        axes = [("1", "1"), ("1", "2"), ("2", "3"), ("3", "4"), ("3", "5"), ("3", "6"), ("4", "7")]
        said = nodes(MONTHS)
        assert [n for level, n, _ in said if level is Level.AXIS] == ["1", "2", "3", "4"]
        assert [(up, n) for level, n, up in said if level is Level.PRODUCT] == axes
        assert len(said) == 11

    def test_activities(self) -> None:
        assert numbers(MONTHS) == [
            *("1.1", "1.2", "1.3", "1.3", "1.4", "1.5", "1.6"),
            *("2.1", "2.2", None),
            *run("2", 8, 3),
            *run("3", 4),
            *run("4", 5),
            *run("5", 2),
            *run("6", 2),
            *run("7", 5),
        ]
        lines = [activity.place.line for activity in read(MONTHS).activities]
        assert lines == [*range(50, 60), *range(63, 76), *range(79, 90)]

    def test_marks(self) -> None:
        marks = [(mark.place.line, mark.start) for mark in read(MONTHS).marks]
        assert marks == [
            (51, date(2021, 11, 1)),
            (51, date(2021, 12, 1)),
            (59, date(2022, 4, 1)),
        ]

    def test_run_together_parties_are_told_apart(self) -> None:
        by_line = {a.place.line: a.activity_id for a in read(MONTHS).activities}
        parties = [p.party for p in read(MONTHS).parties if p.activity_id == by_line[54]]
        assert parties == ["Troïka", "Troïka technique", "Secrétariat technique"]

    def test_audit(self) -> None:
        assert [f.place.line for f in found(MONTHS, Rule.DUPLICATE_NUMBER)] == [53]
        assert [f.place.line for f in found(MONTHS, Rule.MISSING_NUMBER)] == [59]
        assert [f.subject for f in found(MONTHS, Rule.NO_SCHEDULE)] == [None]
        assert not [f for f in audited(MONTHS).findings if f.severity is Severity.ERROR]


class TestActionPlan:
    def test_framework(self) -> None:
        assert nodes(ACTION) == [
            (Level.OBJECTIVE, None, None),
            (Level.OBJECTIVE, "1", None),
            (Level.RESULT, "1.1", "1"),
            (Level.RESULT, "1.2", "1"),
            (Level.RESULT, "1.3", "1"),
            (Level.OBJECTIVE, "2", None),
            (Level.RESULT, "2.1", "2"),
        ]
        assert not any("<" in node.label for node in read(ACTION).nodes)

    def test_activities(self) -> None:
        assert numbers(ACTION) == [*run("1.1", 7), *run("1.2", 7), *run("1.3", 5), *run("2.1", 4)]
        lines = [activity.place.line for activity in read(ACTION).activities]
        assert lines == [
            *range(8, 13),
            *range(14, 20),
            *range(21, 28),
            *range(29, 30),
            *range(31, 35),
        ]

    def test_empty_columns_are_noticed_once_each(self) -> None:
        rules = [(f.rule, f.subject) for f in audited(ACTION).findings]
        assert sorted(rules) == [(Rule.MISSING_RESPONSIBLE, None), (Rule.NO_SCHEDULE, None)]
        plan = read(ACTION)
        assert not any((plan.marks, plan.parties, plan.amounts))


class TestProjectSheet:
    @pytest.mark.parametrize(
        ("status", "lines"),
        [
            (NodeStatus.EXPECTED, list(range(15, 24))),
            (NodeStatus.ACHIEVED, [25, 26, 27, 29, 30, 31, 32, 33, 34]),
        ],
    )
    def test_results(self, status: NodeStatus, lines: list[int]) -> None:
        results = [node for node in read(SHEET).nodes if node.status is status]
        assert [node.number for node in results] == [
            *("1.1", "1.2", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3")
        ]
        assert [node.place.line for node in results] == lines

    def test_a_result_of_two_lines_is_one(self) -> None:
        [result] = [
            n for n in read(SHEET).nodes if n.status is NodeStatus.ACHIEVED and n.number == "2.2"
        ]
        assert "4 plaidoyers" in result.label

    def test_budget_is_the_partners_total(self) -> None:
        plan = read(SHEET)
        [line] = plan.amounts
        assert (line.amount, line.currency) == (Decimal(96_303_057), "XOF")
        assert {(t.place.line, t.stated) for t in plan.totals} == {
            (13, Decimal(96_303_057)),
            (39, Decimal(96_303_057)),
        }
        assert not any((plan.activities, plan.marks))
        assert plan.head.countries == ("ML",)

    def test_everything_foots(self) -> None:
        assert {a.status for a in audited(SHEET).totals} == {TotalStatus.CONSISTENT}
        assert not [f for f in audited(SHEET).findings if f.verdict is Verdict.DOCUMENT]


class TestNarrative:
    def test_who_and_where(self) -> None:
        plan = read(NARRATIVE)
        assert sorted(plan.head.countries) == ["BF", "ML", "NE"]
        assert "Consolidation de la Paix" in (plan.head.funder or "")
        assert {"PNUD", "OIM", "UNCDF"} <= {party.party for party in plan.parties}
        assert {party.activity_id for party in plan.parties} == {None}

    def test_nothing_invented(self) -> None:
        plan = read(NARRATIVE)
        assert not any((plan.activities, plan.amounts, plan.totals, plan.nodes))
        assert not any((plan.marks, plan.quantities, plan.tables))
        assert audited(NARRATIVE).findings == ()
