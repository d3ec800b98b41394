"""Real PDFs: every figure of their truth stands in its row and column, and in one cell."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from extractors.document import Grid
from extractors.readers.pdf import read_pdf
from tests.readers.pdf.pages import texts

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\n", " ")
    return " ".join(text.replace("•", " ").split())


def number(text: str) -> float | None:
    """A printed figure's value in either notation; None where it is none."""
    digits = re.sub(r"[\s$]", "", text)
    negative = digits.startswith("(") or digits.startswith("-")
    digits = digits.strip("()-")
    if re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?", digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return -float(digits) if negative else float(digits)


def grids(folder: str, name: str) -> list[Grid]:
    return list(read_pdf((CORPUS / folder / name).read_bytes()).grids())


def rows(found: list[Grid]) -> list[list[str]]:
    return [[plain(text) for text in row] for grid in found for row in texts(grid)]


def truth(folder: str) -> dict:
    return json.loads((CORPUS / folder / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["10_cbit_kenya_budget", "12_undp_ice_forms"])
def test_budget_rows(folder):
    known = truth(folder)
    for table in known["tables"]:
        name = table.get("file") or known["files"][0]
        found = rows(grids(folder, name))
        for row in table["rows"]:
            cells = row.get("cells")
            if not cells or not any(isinstance(cell, int | float) for cell in cells):
                continue
            values = [cell for cell in cells[1:] if isinstance(cell, int | float)]
            label = plain(str(cells[0]))
            assert any(
                line[0] == label
                and [number(text) for text in line[1:] if number(text) is not None] == values
                for line in found
            ), (name, cells)


def test_actions_stand_with_their_schedule_and_parties():
    folder = "13_chelsea_plan_action"
    known = truth(folder)
    found = [
        [text for text in row if text] for row in rows(grids(folder, "chelsea_plan_action.pdf"))
    ]
    flat = [" | ".join(row) for row in found]
    for table in known["tables"]:
        for row in table["rows"]:
            action = plain(row["action"])
            assert any(
                action in line and row["echeancier"] in line and plain(row["responsables"]) in line
                for line in flat
            ), row


def test_accounts_on_a_turned_page():
    folder = "14_dgfip_adissan"
    found = rows(grids(folder, "adissan_2024.pdf"))
    table = truth(folder)["tables"][0]
    keys = ("milliers_euros", "euros_par_habitant", "moyenne_strate")
    for row in table["rows"]:
        if any(row.get(key) is None for key in keys):
            continue
        line = next(line for line in found if line[3] == plain(row["label"]))
        assert [number(text) for text in line[:3]] == [row[key] for key in keys]
        assert line[4] == plain(row["ratio"] or "") or "%" in str(row["ratio"])
