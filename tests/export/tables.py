"""Folders of tables for exports, written by the publisher from plans made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from extractors.arrow import arrow_schema, arrow_table
from extractors.contract import resource
from extractors.errors import Language
from extractors.plan import (
    Activity,
    Amount,
    AmountRole,
    AmountStatus,
    Certainty,
    Evidence,
    Head,
    Kind,
    Level,
    Mark,
    Node,
    NodeStatus,
    Party,
    Place,
    Plan,
    Quantity,
    StatedTotal,
    TotalKind,
)
from extractors.source import MediaType, Source
from extractors.values.accounts import chart
from pipeline.audit import audit
from pipeline.decisions.apply import Decided
from pipeline.decisions.model import Decision, Ruling
from pipeline.examine import tell
from pipeline.outcome import Outcome, Rows, Status
from pipeline.publish.package import write_package
from pipeline.publish.rows import FileFacts, audit_rows
from pipeline.publish.tables import write_tables
from pipeline.published import Published

HEAD = Head(
    Kind.WORK_PLAN,
    title="Plan <script>alert(1)</script> & suite\x07",
    project_id="00127299",
    organisation="Mairie",
    funder="Fonds vert",
    countries=("ML",),
    location="Région de Gao",
    period_start=date(2024, 1, 1),
    period_end=date(2024, 12, 31),
    currency="XOF",
    language="fr",
)


def cell(
    line: str,
    column: str,
    amount: str | None,
    role: AmountRole,
    activity: str = "a1",
    code: str | None = "72200",
) -> Amount:
    return Amount(
        line,
        column,
        role,
        AmountStatus.READ if amount else AmountStatus.MISSING,
        Decimal(amount) if amount else None,
        Decimal("0.01") if amount else None,
        amount,
        activity_id=activity,
        node_id="n1",
        responsible="PNUD/ADR",
        account_code=code,
        account_label="=1+1",
        place=Place(table=1, row=3, line=7),
    )


PART, TOTAL, ONLY = AmountRole.PART, AmountRole.ROW_TOTAL, AmountRole.AMOUNT

# A line in four quarters with its own total; one that states its own total alone; one without
# amount; one whose activity is marked in one quarter.
PLAN = Plan(
    HEAD,
    nodes=(
        Node("n1", Level.PRODUCT, "Le dialogue est renforcé", "1"),
        Node("n2", Level.RESULT, "Aucune cible ici", "2"),
        Node("n3", Level.RESULT, "Dix puits creusés", "2", status=NodeStatus.ACHIEVED),
    ),
    activities=(
        Activity("a1", "=Tenir 2 forums", "1.1", "n1"),
        Activity("a2", "Former", "1.2", "n1"),
    ),
    parties=(Party("PNUD", "PNUD", "a1"), Party("ADR", "ADR", "a1"), Party("PNUD", "PNUD", "a2")),
    marks=(
        Mark("a2", "2024-Q3", Evidence.MARK, Certainty.CERTAIN, None, *[date(2024, 7, 1)] * 2),
        Mark("a1", "2024-Q1", Evidence.MARK, Certainty.AMBIGUOUS, None, *[date(2024, 1, 1)] * 2),
    ),
    amounts=(
        *(cell("l1", f"Budget > T{n}", f"{n}00.25", PART) for n in (1, 2, 4)),
        cell("l1", "Budget > Total", "701", TOTAL),
        cell("l2", "Budget > Total", "50", TOTAL, code="71300"),
        cell("l3", "Budget > Total", None, ONLY, code=None),
        cell("l4", "Budget > Total", "1000", ONLY, activity="a2"),
    ),
    totals=(
        StatedTotal(
            "t1",
            "Total général",
            TotalKind.GRAND_TOTAL,
            "Budget > Total",
            AmountRole.AMOUNT,
            Decimal(9999),
            Decimal(1),
            "9 999",
            place=Place(table=1, row=6, line=10),
            order=6,
        ),
    ),
    quantities=(
        Quantity(Decimal(2), "forum", "2 forums", activity_id="a1"),
        Quantity(Decimal(3), "séance", "3 par commune", per="commune", activity_id="a1"),
        Quantity(Decimal("10"), "puits", "Dix puits", node_id="n3"),
    ),
)
# What may be added up: three quarters, the lone total, the lone amount.
SUM = Decimal("1750.75")


def outcome_of(name: str, plan: Plan) -> Outcome:
    content = name.encode()
    source = Source(name, content, hashlib.sha256(content).hexdigest(), MediaType.TEXT)
    audited = audit(plan, chart())
    return Outcome(
        name,
        source.document_id,
        plan.head.kind,
        Status.OK,
        audit_rows(FileFacts(source), audited, Language.FRENCH),
        tuple(map(tell, audited.findings)),
    )


def published(folder: Path, plans: Iterable[tuple[str, Plan]], dismissed: int = 0) -> Path:
    """The tables of these plans; of each, the first findings are dismissed."""
    outcomes = [outcome_of(name, plan) for name, plan in plans]
    decisions = [
        Decision(
            outcome.document_id,
            told.finding_id,
            Ruling.DISMISSED,
            "vu en page 3",
            "A. Uditeur",
            date(2024, 5, 1),
        )
        for outcome in outcomes
        for told in outcome.findings[:dismissed]
    ]
    folder.mkdir(parents=True)
    write_tables(Decided(outcomes, decisions), folder)
    write_package(folder)
    return folder


class _InMemory(Published):
    """Tables that stand in no folder: writing one takes longer than all else."""

    rows: Rows

    def table(self, name: str) -> pa.Table:
        return arrow_table(arrow_schema(resource(name)), self.rows.get(name, []))


def in_memory(plan: Plan) -> Published:
    """The tables of one plan."""
    tables = _InMemory(Path())
    object.__setattr__(tables, "rows", outcome_of("a.txt", plan).rows)
    return tables


def without(**facts: None) -> Plan:
    """The plan whose head states fewer facts."""
    return replace(PLAN, head=replace(PLAN.head, **facts))  # type: ignore[arg-type]
