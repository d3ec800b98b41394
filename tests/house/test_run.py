import csv
import filecmp
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest

from extractors.errors import ExitCode, InputError, Language, NoDocumentsError, OutputError
from extractors.plan import Kind
from extractors.source import FoundFile
from pipeline.audit import AuditedTotal, Severity, TotalStatus, Verdict, audit
from pipeline.outcome import Outcome, Status, Task, Told
from pipeline.publish.folder import WORKBOOK, table_names
from pipeline.publish.rows import proven_share
from pipeline.reconcile.model import Part
from pipeline.run import Settings, Watch, distinct, run
from pipeline.summary import Report, summarize
from tests.house import stub


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with all that a run can meet."""
    folder = tmp_path / "raw"
    (folder / "deep").mkdir(parents=True)
    for name, content in {
        "a.txt": "a plan",
        "deep/copy of a.txt": "a plan",
        "b.txt": "another plan",
        "die.txt": "die",
        "empty.txt": "",
        "huge.txt": "huge",
        "partly.txt": "partly",
        "raise.txt": "raise",
        "twice.txt": "twice",
        "unlabelled.txt": "unlabelled",
        ".gitkeep": "",
    }.items():
        (folder / name).write_text(content)
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "windows.txt").write_bytes("où ça".encode("cp1252"))
    return folder


def ran(raw: Path, out: Path, workers: int = 2, language: Language = Language.ENGLISH) -> Report:
    settings = Settings((raw,), out, language, workers=workers, extract=stub.read)
    return run(settings, Watch())


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_document_has_a_row_and_a_bad_one_costs_itself_only(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = ran(raw, out)
    documents = {row["path"]: row for row in table(out, "documents")}
    assert {path: row["status"] for path, row in documents.items()} == {
        "a.txt": "ok",
        "b.txt": "ok",
        "binary.txt": "failed",
        "die.txt": "failed",
        "empty.txt": "failed",
        "huge.txt": "failed",
        "partly.txt": "partial",
        "raise.txt": "failed",
        "twice.txt": "failed",
        "unlabelled.txt": "ok",
        "windows.txt": "ok",
    }
    assert list(documents) == sorted(documents)
    assert documents["a.txt"]["duplicate_paths"] == "deep/copy of a.txt"
    assert documents["a.txt"]["countries"] == "ML;NE"
    cells = [documents["a.txt"][name] for name in ("cells", "cells_read", "cells_ignored")]
    assert cells == ["9", "6", "2"]
    assert documents["partly.txt"]["error"].startswith("1 page(s) or table(s)")
    failed = {path: row["error"] for path, row in documents.items() if row["status"] == "failed"}
    for path, word in {
        "binary.txt": "not supported",
        "die.txt": "crashed",
        "empty.txt": "empty",
        "huge.txt": "beyond",
        "raise.txt": "ZeroDivisionError: by zero",
        "twice.txt": "budget_lines",
    }.items():
        assert word in failed[path]
    assert report.exit_code(None) is ExitCode.SOME_FAILED
    assert frictionless.validate(str(out / "datapackage.json")).valid


def test_a_failed_document_has_its_finding_and_nothing_else(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran(raw, out)
    failed = {r["document_id"] for r in table(out, "documents") if r["status"] == "failed"}
    found = [row for row in table(out, "findings") if row["rule"] == "unreadable-document"]
    assert {row["document_id"] for row in found} == failed
    assert {row["severity"] for row in found} == {"error"}
    assert not failed & {row["document_id"] for row in table(out, "budget_lines")}


def test_the_same_bytes_whatever_the_number_of_workers(raw: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "one", tmp_path / "two", tmp_path / "again"]
    for out, workers in zip(outs, (1, 2, 2), strict=True):
        ran(raw, out, workers)
    names = table_names() | {WORKBOOK}
    for other in outs[1:]:
        same, different, missing = filecmp.cmpfiles(outs[0], other, names, shallow=False)
        assert (len(same), different, missing) == (len(names), [], [])


def test_what_an_amount_and_a_label_become(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("a plan")
    ran(tmp_path / "raw", tmp_path / "out")
    amounts = [
        (r["line_id"], r["amount"], r["status"]) for r in table(tmp_path / "out", "budget_lines")
    ]
    assert amounts == [
        ("l1", "160000", "read"),
        ("l2", "1699285.76", "read"),
        ("l3", "", "missing"),
    ]
    assert table(tmp_path / "out", "activities")[0]["label"] == "'=Tenir 2 forums"


def test_a_run_that_cannot_start_says_so_before_it_reads(raw: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        ran(tmp_path / "gone", tmp_path / "out")
    (tmp_path / "void").mkdir()
    with pytest.raises(NoDocumentsError):
        ran(tmp_path / "void", tmp_path / "out")
    with pytest.raises(OutputError):
        ran(raw, raw)
    settings = Settings((raw,), tmp_path / "out", chart=raw / "a.txt", extract=stub.read)
    with pytest.raises(InputError, match="chart of accounts"):
        run(settings, Watch())
    assert not (tmp_path / "out").exists()


def test_tables_beside_the_plans_are_not_read_as_plans(raw: Path) -> None:
    first = ran(raw, raw / "tables")
    assert len(ran(raw, raw / "tables").lines) == len(first.lines)


def test_a_file_that_cannot_be_opened_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes away once it is listed, since nobody can be denied a file where tests run as root."""
    (tmp_path / "a.txt").write_text("a plan")
    (tmp_path / "b.txt").write_text("another plan")

    def distinct_then_gone(files: tuple[FoundFile, ...]) -> list[Task]:
        (tmp_path / "b.txt").unlink()
        return distinct(files)

    monkeypatch.setattr("pipeline.run.distinct", distinct_then_gone)
    ran(tmp_path, tmp_path / "out")
    first, second = table(tmp_path / "out", "documents")
    assert (first["status"], second["status"]) == ("ok", "failed")
    assert "No such file" in second["error"]
    assert str(tmp_path) not in second["error"]


# Two contents whose SHA-256 begin with the same 12 digits, found by trying some 28 million.
TWINS = "a plan 7356147\n", "a plan 28249767\n"


def test_of_two_contents_with_one_id_the_later_is_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, content in zip(("a.txt", "b.txt", "copy of b.txt"), (*TWINS, TWINS[1]), strict=True):
        (raw / name).write_text(content)
    report = ran(raw, tmp_path / "out")
    first, second = table(tmp_path / "out", "documents")
    assert first["sha256"] != second["sha256"]
    assert first["document_id"] == first["sha256"][:12] == second["sha256"][:12]
    assert (first["status"], second["status"]) == ("ok", "failed")
    assert second["document_id"] != first["document_id"]
    assert "'a.txt'" in second["error"]
    assert second["duplicate_paths"] == "copy of b.txt"
    lines = table(tmp_path / "out", "budget_lines")
    assert {line["document_id"] for line in lines} == {first["document_id"]}
    assert report.exit_code(None) is ExitCode.SOME_FAILED
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_no_two_documents_share_an_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.outcome.ID_DIGITS", 2)
    monkeypatch.setattr("pipeline.run.ID_DIGITS", 2)
    for number in range(100):
        (tmp_path / f"{number:03}.txt").write_text(str(number))
    files = [FoundFile(path, path.name) for path in sorted(tmp_path.iterdir())]
    tasks = distinct(files)
    assert len({task.document_id for task in tasks}) == len(tasks) == 100
    own = {task.document_id: task.name for task in tasks if task.refusal is None}
    refused = [task for task in tasks if task.refusal is not None]
    assert refused
    for task in refused:
        assert task.refusal is not None
        assert own[task.digest[:2]] == task.refusal.details["path"] < task.name
    assert [task.document_id for task in distinct(files)] == [task.document_id for task in tasks]


@pytest.mark.parametrize(
    ("severities", "fail_on", "code"),
    [
        ([], Severity.WARNING, ExitCode.OK),
        ([Severity.ERROR], None, ExitCode.OK),
        ([Severity.ERROR], Severity.ERROR, ExitCode.FINDINGS),
        ([Severity.WARNING], Severity.ERROR, ExitCode.OK),
        ([Severity.WARNING], Severity.WARNING, ExitCode.FINDINGS),
        ([Severity.INFO, Severity.ERROR], Severity.WARNING, ExitCode.FINDINGS),
        ([Severity.INFO], Severity.WARNING, ExitCode.OK),
    ],
)
def test_exit_codes_of_findings(
    severities: list[Severity], fail_on: Severity | None, code: ExitCode
) -> None:
    outcome = Outcome("a", "0" * 12, Kind.WORK_PLAN, Status.OK, {}, ())
    found = tuple(Told("F1", severity, Verdict.DOCUMENT, {}) for severity in severities)
    assert summarize([replace(outcome, findings=found)], ()).exit_code(fail_on) is code


def test_share_of_amounts_that_a_total_vouches_for() -> None:
    plan = stub.PLAN
    parts = tuple(
        Part(a.line_id, a.amount_column, a.amount, a.unit, a.status, a.alignment)
        for a in plan.amounts[:1]
    )

    def share(status: TotalStatus) -> Decimal | None:
        total = AuditedTotal(plan.totals[0], plan.totals[0].kind, status, parts)
        return proven_share(replace(audit(plan, {}), totals=(total,)))

    # Two of the three amounts were read; the total sums one of these.
    assert share(TotalStatus.CONSISTENT) == Decimal("0.5")
    assert share(TotalStatus.ROUNDING) == Decimal("0.5")
    assert share(TotalStatus.INCONSISTENT) == 0
    assert proven_share(audit(replace(plan, amounts=(), totals=()), {})) is None
