"""Real documents all the way to the tables: what is read keeps the contract."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.run import Settings, Watch, run

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_every_real_document_that_has_a_reader_is_published(tmp_path: Path) -> None:
    sources = (SHARED / "seeds", SHARED / "corpus")
    run(Settings(sources, tmp_path / "out"), Watch())
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        status = {row["path"]: row["status"] for row in csv.DictReader(file)}
    readable = {path for path in status if not path.endswith(".docx")}
    assert len(readable) == len([*SHARED.glob("seeds/*.txt"), *SHARED.glob("corpus/*/*.pdf")])
    assert {path: status[path] for path in readable} == dict.fromkeys(readable, "ok")
