"""What a spreadsheet calculates is what the audit calculated, for every document there is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from extractors.errors import Language
from pipeline.run import Settings, Watch, run
from tests.generator.text import print_plan
from tests.workbook.office import SOFFICE, recalculated

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SOURCES = [ROOT / "data" / "raw", SHARED / "seeds", SHARED / "corpus"]
SEEDS = range(30)
CENT = Decimal("0.0001")


def exact(value: object) -> Decimal | None:
    return None if value is None else Decimal(repr(value)).quantize(CENT)


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (libreoffice-calc)")
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_recalculated_totals_are_ours(source: Path, tmp_path: Path) -> None:
    if not source.exists():
        pytest.skip(f"no folder {source.name} here")
    compare(source, tmp_path)


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (libreoffice-calc)")
def test_recalculated_totals_of_generated_plans_are_ours(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for seed in SEEDS:
        (plans / f"{seed}.txt").write_text(print_plan(seed).text, encoding="utf-8", newline="")
    compare(plans, tmp_path)


def compare(source: Path, tmp_path: Path) -> None:
    """Every total of the workbook, calculated anew, beside ours: in its list and on its sheet."""
    run(Settings((source,), tmp_path / "out", Language.ENGLISH), Watch())
    ours = pq.read_table(tmp_path / "out" / "totals.parquet").to_pylist()
    book = openpyxl.load_workbook(
        recalculated(tmp_path / "out" / "audit.xlsx", tmp_path), data_only=True
    )
    listed = book["Totals"]
    names = [cell.value for cell in listed[1]]
    assert listed.max_row == len(ours) + 1
    compared = 0
    for at, total in enumerate(ours, start=2):
        row = dict(zip(names, listed[at], strict=True))
        for name in ("stated", "computed", "difference"):
            assert exact(row[name.capitalize()].value) == total[name], (total, name)
        sheet, cell = row["Cell"].hyperlink.location.rsplit("!", 1)
        home = book[sheet.strip("'").replace("''", "'")][cell]
        if total["computed"] is None:
            continue
        beside = [home.offset(column=by).value for by in range(3)]
        assert [exact(value) for value in beside] == [
            total[name] for name in ("stated", "computed", "difference")
        ]
        compared += 1
    assert compared
