import re
from pathlib import Path

import pytest

from extractors.contract import resources

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    sorted(
        set(re.findall(r"(?:extractors|pipeline|tests|docs|data)/[\w/.-]*\w", README))
        - {"data/structured", "data/structured.duckdb", "data/decisions.csv"}  # made when run
        - {f"data/structured/{table.name}.parquet" for table in resources()}
    ),
)
def test_what_the_readme_points_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_readme_says_how_to_read_each_table() -> None:
    assert re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE) == [t.name for t in resources()]


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"[`'\n]make ([a-z]+)", README + MAKEFILE)))
)
def test_the_targets_that_are_spoken_of_exist(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
