"""Decisions across runs: the file stays, the tables are written anew."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import frictionless
import pytest

from extractors.errors import ExitCode, InputError, Language
from pipeline.audit import Severity
from pipeline.decisions.ledger import read_decisions, write_decisions
from pipeline.decisions.model import Decision, Ruling
from pipeline.run import Report, Settings, Watch, run
from tests.house import stub

DAY = date(2024, 5, 1)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text("a plan")
    return folder


def ran(raw: Path, decisions: Path | None = None) -> Report:
    out = raw.parent / "structured"
    settings = Settings(
        (raw,), out, Language.FRENCH, workers=1, extract=stub.read, decisions=decisions
    )
    return run(settings, Watch())


def table(raw: Path, name: str) -> list[dict[str, str]]:
    with (raw.parent / "structured" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decide_all(raw: Path, ruling: Ruling = Ruling.DISMISSED, note: str = "=1+1") -> list[Decision]:
    decisions = [
        Decision(row["document_id"], row["finding_id"], ruling, note, "A. Uditeur", DAY)
        for row in table(raw, "findings")
    ]
    write_decisions(raw.parent / "decisions.csv", decisions)
    return decisions


def decided(raw: Path) -> set[tuple[str, ...]]:
    names = ("decision", "decision_note", "decision_author", "decision_date")
    return {tuple(row[name] for name in names) for row in table(raw, "findings")}


def states(raw: Path) -> set[str]:
    return {row["state"] for row in table(raw, "decisions")}


def test_without_decisions_the_columns_are_empty(raw: Path) -> None:
    ran(raw)
    assert decided(raw) == {("", "", "", "")}
    assert table(raw, "decisions") == []


def test_they_survive_a_run_and_a_new_name(raw: Path) -> None:
    ran(raw)
    decisions = decide_all(raw)
    (raw / "a.txt").rename(raw / "b.txt")
    for _ in range(2):
        report = ran(raw)
        assert table(raw, "documents")[0]["path"] == "b.txt"
        assert decided(raw) == {("dismissed", "'=1+1", "A. Uditeur", "2024-05-01")}
        assert states(raw) == {"applies"}
        assert report.gone == ()
        assert report.dismissed == len(decisions)
        assert read_decisions(raw.parent / "decisions.csv") == decisions
    package = raw.parent / "structured" / "datapackage.json"
    assert frictionless.validate(str(package)).valid


def test_other_bytes_are_another_document_and_the_decision_is_listed(raw: Path) -> None:
    ran(raw)
    decisions = decide_all(raw)
    (raw / "a.txt").write_text("a plan, corrected")
    report = ran(raw)
    assert decided(raw) == {("", "", "", "")}
    assert states(raw) == {"document-gone"}
    assert [(name, listed.decision) for name, listed in report.gone] == [
        (decision.document_id, decision) for decision in decisions
    ]
    assert len(table(raw, "decisions")) == len(decisions)


def test_a_finding_that_is_not_there_is_listed(raw: Path) -> None:
    ran(raw)
    document_id = hashlib.sha256(b"a plan").hexdigest()[:12]
    gone = Decision(document_id, "f0", Ruling.CONFIRMED, "vu", "A. Uditeur", DAY)
    write_decisions(raw.parent / "decisions.csv", [gone])
    ran(raw)
    assert table(raw, "decisions") == [
        {
            "document_id": document_id,
            "finding_id": "f0",
            "decision": "confirmed",
            "note": "vu",
            "author": "A. Uditeur",
            "date": "2024-05-01",
            "state": "finding-gone",
        }
    ]


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (Ruling.DISMISSED, ExitCode.OK),
        (Ruling.CONFIRMED, ExitCode.FINDINGS),
        (Ruling.FIXED_AT_SOURCE, ExitCode.FINDINGS),
    ],
)
def test_only_what_is_dismissed_does_not_count(raw: Path, ruling: Ruling, code: ExitCode) -> None:
    assert ran(raw).exit_code(Severity.ERROR) is ExitCode.FINDINGS
    decide_all(raw, ruling)
    assert ran(raw).exit_code(Severity.ERROR) is code


def test_a_bad_file_stops_the_run_before_it_reads(raw: Path) -> None:
    (raw.parent / "decisions.csv").write_text("nom,prénom\n")
    with pytest.raises(InputError, match="Line 1 of"):
        ran(raw)
    assert not (raw.parent / "structured").exists()
    with pytest.raises(InputError, match="no file of decisions"):
        ran(raw, raw.parent / "elsewhere.csv")


def test_decisions_among_the_plans_are_no_plan(raw: Path) -> None:
    ran(raw)
    decide_all(raw)
    (raw.parent / "decisions.csv").rename(raw / "decisions.csv")
    report = ran(raw, raw / "decisions.csv")
    assert [line.name for line in report.lines] == ["a.txt"]
    assert report.left_out == ("decisions.csv",)
    assert states(raw) == {"applies"}
