import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import frictionless
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contract import descriptor, resource, resources
from extractors.errors import Language, UnreadableDocumentError
from extractors.frames import frames
from extractors.plan import Kind
from extractors.rows import Row, Value, make_row
from pipeline.outcome import Outcome, Rows, Status
from pipeline.publish import write
from pipeline.publish.contract import broken_contract
from pipeline.publish.folder import published_names
from pipeline.publish.tables import cell, csv_line

SHARED = Path(__file__).resolve().parents[3] / "shared" / "contract" / "datapackage.json"
ID = "0123456789ab"


def outcomes(*documents: Rows) -> list[Outcome]:
    return [Outcome("x", "0" * 12, Kind.UNKNOWN, Status.OK, rows, ()) for rows in documents]


def row(table: str, **values: Value) -> Row:
    """A row with nulls where nothing is said, and something allowed where the contract wants it."""
    filled: dict[str, Value] = {}
    for field in resource(table).fields:
        needed = field.enum[0] if field.enum else "x"
        filled[field.name] = needed if field.required or field.key else None
    return make_row(table, {**filled, "document_id": ID, **values})


@pytest.mark.skipif(not SHARED.exists(), reason="the contract's original is not here")
def test_our_contract_only_adds_at_the_end() -> None:
    original = json.loads(SHARED.read_text(encoding="utf-8"))
    ours = descriptor()
    given = original["resources"]
    assert [r["name"] for r in ours["resources"]] == [*(r["name"] for r in given), "decisions"]
    for given_table, our_table in zip(given, ours["resources"], strict=False):
        fields = given_table["schema"]["fields"]
        assert our_table["schema"]["fields"][: len(fields)] == fields
        assert all(field["description"] for field in our_table["schema"]["fields"][len(fields) :])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("160000.0000"), "160000"),
        (Decimal("1.6E+5"), "160000"),
        (Decimal("1699285.7600"), "1699285.76"),
        (Decimal("-0.0100"), "-0.01"),
        (Decimal("-0"), "0"),
        (Decimal("99999999999999999999.9999"), "99999999999999999999.9999"),
        (7, "7"),
        (date(2024, 1, 31), "2024-01-31"),
        ("72200", "72200"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+33 1", "'+33 1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("- Tenir 2 forums", "- Tenir 2 forums"),
        ("x=1", "x=1"),
        ("'déjà", "'déjà"),
    ],
)
def test_values_as_csv_has_them(value: Value, text: str) -> None:
    assert cell(value) == text


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**19), max_value=10**19
    )
)
def test_numbers_come_back_from_csv_exactly(number: Decimal) -> None:
    assert Decimal(cell(number)) == number
    assert not set(cell(number)) & set("Ee")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_text_comes_back_from_csv(text: str) -> None:
    line = csv_line([cell(text), "next"])
    ((read, after),) = csv.reader(io.StringIO(line, newline=""))
    assert after == "next"
    assert read.removeprefix("'") == text.removeprefix("'")
    assert not read.startswith(("=", "+", "@", "\t"))


def test_files_of_one_run(tmp_path: Path) -> None:
    rows = {
        "documents": [
            row("documents", path="a.txt", countries="ML;NE", period_start=date(2024, 1, 1))
        ],
        "activities": [row("activities", activity_id="a1", label='=Tenir "2"\nforums, là')],
        "budget_lines": [row("budget_lines", line_id="l1", amount=Decimal("43000.5"))],
    }
    write(outcomes(rows), tmp_path, Language.FRENCH)
    assert {path.name for path in tmp_path.iterdir()} == published_names()
    lines = (tmp_path / "activities.csv").read_bytes()
    assert lines.startswith(b"document_id,activity_id,number,label,")
    assert b'\n0123456789ab,a1,,"\'=Tenir ""2""\nforums, l\xc3\xa0",' in lines
    assert b"\r" not in lines
    table = pq.read_table(tmp_path / "activities.parquet")
    assert table.column("label").to_pylist() == ['=Tenir "2"\nforums, là']
    amounts = pq.read_table(tmp_path / "budget_lines.parquet").column("amount")
    assert amounts.type == pa.decimal128(24, 4)
    assert amounts.to_pylist() == [Decimal("43000.5000")]
    assert (
        pq.read_table(tmp_path / "documents.parquet").schema.field("period_start").type
        == pa.date32()
    )


@pytest.mark.parametrize("documents", [[], [{"documents": [row("documents", path="a")]}]])
def test_frictionless_accepts_the_package(
    tmp_path: Path, documents: list[dict[str, list[Row]]]
) -> None:
    write(outcomes(*documents), tmp_path, Language.FRENCH)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert [task.name for task in report.tasks] == [table.name for table in resources()]


def test_frictionless_sees_a_table_that_was_changed(tmp_path: Path) -> None:
    write(outcomes({"documents": [row("documents", path="a")]}), tmp_path, Language.FRENCH)
    changed = tmp_path / "documents.csv"
    changed.write_text(changed.read_text().replace("0123456789ab", "0123456789ac"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("documents", [row("documents", status="fine")]),
        ("documents", [row("documents", path=None)]),
        ("documents", [row("documents", proven_share=Decimal("1.1"))]),
        ("activities", [row("activities", label="a"), row("activities", label="b")]),
        ("budget_lines", [row("budget_lines", amount_role="sum")]),
        ("findings", [row("findings", severity="fatal")]),
        ("findings", [(*row("findings")[:-1], 7)]),
        ("documents", [row("documents", pages=Decimal(7))]),
    ],
)
def test_rows_that_break_the_contract_say_why(table: str, rows: list[Row]) -> None:
    harmless = row(table, document_id="ffffffffffff")
    assert broken_contract({table: [harmless]}) is None
    reason = broken_contract({table: rows})
    assert reason is not None
    assert reason.startswith(table)


def test_a_document_id_has_twelve_hex_digits() -> None:
    reason = broken_contract({"documents": [row("documents", document_id="0123456789AB")]})
    assert reason == "documents.document_id: '0123456789AB' is ill-formed"


def test_a_row_of_another_shape_breaks_the_contract() -> None:
    assert broken_contract({"parties": [row("parties")[:-1]]}) == "parties: 4 columns"


def test_all_frames_have_the_contracts_columns() -> None:
    empty = frames({})
    assert {name: tuple(content.columns) for name, content in empty.items()} == {
        table.name: table.columns for table in resources()
    }


@pytest.mark.parametrize("amount", ["1e20", "-1e20", "0.00001", "NaN", "Infinity"])
def test_numbers_beyond_the_tables_are_refused(amount: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        row("quantities", value=Decimal(amount))


def test_a_row_knows_the_contracts_columns() -> None:
    with pytest.raises(KeyError, match="colour"):
        row("parties", colour="red")
    with pytest.raises(KeyError, match="activity_id"):
        make_row("parties", {"document_id": ID})
