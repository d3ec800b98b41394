"""On ruled pages the cells are pdfplumber's: same boxes, and its text in them."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from extractors.document import Document
from extractors.readers.pdf import read_pdf
from tests.readers.pdf.sheets import Look, Results, sheet

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
RULED = ["12_undp_ice_forms/ICE-Reporting.pdf", "12_undp_ice_forms/ICE-Requesting.pdf"]

Boxes = set[tuple[int, int, int, int]]


def rounded(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = box
    return round(x0 / 2), round(y0 / 2), round(x1 / 2), round(y1 / 2)


def near(box: tuple[float, float, float, float], others: list[tuple[float, ...]]) -> bool:
    """Rules are a point wide and each reader has its own idea of where their middle is."""
    return any(all(abs(a - b) <= 1.5 for a, b in zip(box, other, strict=True)) for other in others)


def assert_same_cells(data: bytes, document: Document) -> None:
    with pdfplumber.open(io.BytesIO(data)) as reference:
        for page, theirs in zip(document.pages, reference.pages, strict=True):
            cells = [
                (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1)
                for block in page.blocks
                if hasattr(block, "rows")
                for row in block.rows
                for cell in row.cells
                if cell.box
            ]
            expected = [cell for table in theirs.find_tables() for cell in table.cells]
            assert len(cells) == len(expected)
            assert all(near(cell, cells) for cell in expected)


@pytest.mark.parametrize("results", list(Results))
@pytest.mark.parametrize("seed", range(3))
def test_generated_ruled_plans(results, seed):
    data = sheet(seed, Look(results=results)).data
    assert_same_cells(data, read_pdf(data))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", RULED)
def test_real_ruled_pages(name):
    data = (CORPUS / name).read_bytes()
    assert_same_cells(data, read_pdf(data))
