"""Whatever a reader hands on is audited: rows in any order, totals of any kind anywhere."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan import Level, Plan, TotalKind
from extractors.values.accounts import chart
from pipeline.audit import TotalStatus, audit
from pipeline.messages import render
from tests.reconcile.plans import UNREADABLE, Figure, Maker

KINDS = [kind for kind in TotalKind if kind is not TotalKind.ROW_TOTAL]
COLUMNS = [("Total",), ("T1", "T2"), ("T1", "T2", "Total"), ("T1", "Total 1", "T2", "Total")]
FIGURES: st.SearchStrategy[Figure] = st.one_of(
    st.none(), st.just(UNREADABLE), st.integers(-50, 5000), st.sampled_from(["12.5", "0.004"])
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    columns = draw(st.sampled_from(COLUMNS))
    maker = Maker(columns=columns, accounts=draw(st.booleans()))

    def figures() -> list[Figure]:
        return draw(st.lists(FIGURES, min_size=len(columns), max_size=len(columns)))

    for _ in range(draw(st.integers(0, 25))):
        row = draw(st.sampled_from(["node", "child", "activity", "line", "line", "total", "table"]))
        number = draw(st.sampled_from([None, "1", "1.1", "1.2", "2", "7", "a", "I"]))
        if row == "node":
            maker.group(number or "1", draw(st.sampled_from(list(Level))))
        elif row == "child":
            maker.group(number or "1.1", Level.PRODUCT, under=maker.node)
        elif row == "activity":
            maker.activity(number)
        elif row == "line":
            code = draw(st.sampled_from([None, "72200", "99999"]))
            maker.line(*figures(), code=code)
        elif row == "total":
            node = draw(st.sampled_from([None, *(node.node_id for node in maker.nodes)]))
            maker.total("Total", draw(st.sampled_from(KINDS)), *figures(), node=node)
        else:
            maker.next_table()
    return maker.plan()


@settings(max_examples=300, deadline=None)
@given(plans())
def test_an_audit_of_any_plan(plan: Plan) -> None:
    result = audit(plan, chart())
    assert [a.total for a in result.totals] == list(plan.totals)
    assert len({f.finding_id for f in result.findings}) == len(result.findings)
    known = {a.line_id for a in plan.amounts} | {t.total_id for t in plan.totals}
    for audited in result.totals:
        assert set(audited.part_ids) <= known - {audited.total.total_id}
        if audited.difference is not None and audited.total.stated is not None:
            sums = sum((p.amount for p in audited.parts if p.amount is not None), Decimal(0))
            assert audited.computed == sums
            assert audited.difference == audited.total.stated - sums
        else:
            assert audited.status is TotalStatus.UNVERIFIABLE
    for finding in result.findings:
        assert all(render(finding, lang)[0] for lang in ("fr", "en"))


@settings(max_examples=50, deadline=None)
@given(plans())
def test_an_audit_is_the_same_each_time(plan: Plan) -> None:
    assert audit(plan, {}).findings == audit(plan, {}).findings
