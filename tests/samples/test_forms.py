"""The text and the PDF form of each sample are the same plan, figure for figure."""

import pytest

from extractors import extract_source
from extractors.plan import Plan
from extractors.source import Source
from samples import pdf, text

TEXTS = text.samples()
PDFS = pdf.samples()


def read(data: bytes, name: str) -> Plan:
    return extract_source(Source.of(data, name))


def test_every_sample_has_both_forms() -> None:
    assert {name.rsplit(".", 1)[0] for name in TEXTS} == {name.rsplit(".", 1)[0] for name in PDFS}
    assert len(TEXTS) == 5


@pytest.mark.parametrize("name", sorted(PDFS))
def test_both_forms_are_the_same_plan(name: str) -> None:
    stem = name.rsplit(".", 1)[0]
    one = read(PDFS[name], name)
    other = read(TEXTS[f"{stem}.txt"].encode(), f"{stem}.txt")
    assert one.head.kind == other.head.kind
    assert [(n.level, n.number, n.label, n.status) for n in one.nodes] == [
        (n.level, n.number, n.label, n.status) for n in other.nodes
    ]
    assert [(a.number, a.label, a.responsible) for a in one.activities] == [
        (a.number, a.label, a.responsible) for a in other.activities
    ]
    assert [(m.activity_id, m.period) for m in one.marks] == [
        (m.activity_id, m.period) for m in other.marks
    ]
    assert [(a.account_code, a.account_label, a.amount, a.status) for a in one.amounts] == [
        (a.account_code, a.account_label, a.amount, a.status) for a in other.amounts
    ]
    assert [(t.label, t.kind, t.stated) for t in one.totals] == [
        (t.label, t.kind, t.stated) for t in other.totals
    ]
    assert not one.doubts
