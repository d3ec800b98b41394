"""`totaux export`, as a person calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.__main__ import totaux
from pipeline.export import EXPORTS, Format
from tests.export.tables import PLAN, published


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return published(Path("data/structured"), [("a.txt", PLAN)])


def call(*arguments: object) -> Result:
    return CliRunner().invoke(totaux, ["export", *map(str, arguments), "--lang", "en"])


def test_every_format_is_listed_once() -> None:
    assert [each.format for each in EXPORTS] == list(Format)


@pytest.mark.parametrize("each", EXPORTS, ids=lambda each: each.format)
def test_a_file_beside_the_folder(each: object, tables: Path) -> None:
    wanted, ending = each.format, each.ending  # type: ignore[attr-defined]
    result = call(tables, "--format", wanted)
    assert result.exit_code == 0, result.output
    path = tables.with_name(f"structured.{ending}")
    assert result.stdout.splitlines()[-1].startswith(f"{wanted} file written to ")
    assert sorted(p.name for p in Path("data").iterdir()) == ["structured", path.name]
    if wanted is not Format.DUCKDB:
        first = path.read_bytes()
        call(tables, "--format", wanted)
        assert path.read_bytes() == first


def test_what_iati_has_no_room_for_is_said(tables: Path) -> None:
    said = call(tables, "--format", "iati").stdout
    assert "Cells without a readable amount, not in the budgets (1): a.txt" in said
    assert "give --reporting-org, --reporting-org-type" in said
    said = call(
        tables, "--format", "iati", "--reporting-org", "XM-1", "--reporting-org-type", "40"
    ).stdout
    assert "--reporting-org" not in said


@pytest.mark.parametrize("wanted", Format)
@pytest.mark.parametrize(
    ("folder", "out", "code", "words"),
    [
        ("nowhere", None, 4, "no folder of tables"),
        ("data", None, 4, "no folder of tables"),
        ("data/structured/findings.csv", None, 4, "no folder of tables"),
        ("foreign", None, 4, "no folder of tables"),
        ("garbled", None, 4, "no folder of tables"),
        ("partial", None, 4, "make extract"),
        ("damaged", None, 4, "make extract"),
        ("data/structured", "data/structured/x", 5, "inside the folder"),
        ("data/structured", "folder", 5, "cannot be written"),
        ("data/structured", "garbled/datapackage.json/x", 5, "cannot be written"),
    ],
)
def test_exit_codes(
    wanted: Format, folder: str, out: str | None, code: int, words: str, tables: Path
) -> None:
    for name in ("foreign", "garbled", "folder"):
        Path(name).mkdir()
    Path("foreign/datapackage.json").write_text('{"name": "others"}')
    Path("garbled/datapackage.json").write_text("{")
    for name in ("partial", "damaged"):
        shutil.copytree(tables, name)
    Path("partial/totals.parquet").unlink()
    Path("damaged/totals.parquet").write_bytes(b"PAR1")
    before = sorted(Path().rglob("*"))
    result = call(folder, "--format", wanted, *(["--out", out] if out else []))
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)
    assert sorted(Path().rglob("*")) == before


def test_an_unknown_format_is_a_usage_error(tables: Path) -> None:
    result = call(tables, "--format", "xlsx")
    assert result.exit_code == 2
    assert "duckdb" in result.stderr
