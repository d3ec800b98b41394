"""`totaux decide` and `totaux decisions`, as a person calls them."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.__main__ import totaux
from pipeline.decisions.ledger import read_decisions, write_decisions
from pipeline.decisions.merge import merge
from pipeline.decisions.model import Decision, Ruling
from pipeline.run import Settings
from tests.house import stub

WHO = ("--note", "vu en page 3", "--author", "A. Uditeur", "--date", "2024-05-01", "--lang", "en")


@pytest.fixture(autouse=True)
def _stub_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.__main__.Settings", partial(Settings, extract=stub.read))


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.txt").write_text("a plan")
    return tmp_path / "data" / "raw"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(totaux, [str(argument) for argument in arguments])


def extract(*more: object) -> Result:
    return call(
        "extract", "data/raw", "--out", "data/structured", "--workers", 1, "--lang", "en", *more
    )


def first_finding() -> list[str]:
    text = Path("data/structured/findings.csv").read_text(encoding="utf-8")
    return text.splitlines()[1].split(",")[:3]


def test_from_the_run_to_the_decision_and_back(raw: Path) -> None:
    extract()
    document_id, finding_id, rule = first_finding()
    for named in (raw / "a.txt", document_id, "a.txt"):
        result = call("decide", named, finding_id, "dismissed", *WHO)
        assert result.exit_code == 0, result.output
        assert f"Finding {finding_id} of document {document_id}: dismissed" in result.stdout
        assert result.stderr == ""
    assert read_decisions(Path("data/decisions.csv")) == [
        Decision(
            document_id,
            finding_id,
            Ruling.DISMISSED,
            "vu en page 3",
            "A. Uditeur",
            date(2024, 5, 1),
        )
    ]
    printed = extract("--fail-on", "error").stdout
    assert "Findings dismissed by a decision, hence not counted: 1" in printed
    assert f"({finding_id})" not in printed
    call("decide", document_id, finding_id, "fixed-at-source", *WHO)
    (only,) = read_decisions(Path("data/decisions.csv"))
    assert only.ruling is Ruling.FIXED_AT_SOURCE
    assert "the finding is there" in call("decisions", "--lang", "en").stdout
    (raw / "a.txt").write_text("another plan")
    gone = [line for line in extract().stdout.splitlines() if finding_id in line]
    assert any(line.startswith("  no file that was read is the document") for line in gone)
    assert "the document is gone" in call("decisions", "--lang", "en").stdout
    assert rule


@pytest.mark.usefixtures("raw")
def test_a_decision_on_what_is_not_there_is_kept_and_said() -> None:
    extract()
    document_id, _, _ = first_finding()
    result = call("decide", document_id, "f0", "confirmed", *WHO)
    assert "have no finding f0" in result.stderr
    result = call("decide", "0" * 12, "f0", "confirmed", *WHO)
    assert f"have no document {'0' * 12}" in result.stderr
    assert len(read_decisions(Path("data/decisions.csv"))) == 2


def test_without_tables_a_file_or_an_id_is_enough(raw: Path) -> None:
    result = call("decide", raw / "a.txt", "f1", "confirmed", *WHO, "--decisions", "mine.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(read_decisions(Path("mine.csv"))) == 1
    assert "No decisions in" in call("decisions", "--lang", "en").stdout


@pytest.mark.usefixtures("raw")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("decide", "nowhere.txt", "f1", "confirmed", *WHO), 4, "neither a file nor the id"),
        (("decide", "0" * 12, "f 1", "confirmed", *WHO), 4, "finding_id"),
        (("decide", "0" * 12, "f1", "maybe", *WHO), 2, "fixed-at-source"),
        (("decide", "0" * 12, "f1", "confirmed", "--note", "x"), 2, "--author"),
        (("decide", "0" * 12, "f1", "confirmed", *WHO, "--date", "1/5/2024"), 2, "--date"),
        (("decide", "0" * 12, "f1", "confirmed", *WHO, "--note", "\x07"), 4, "given for note"),
        (("decide", "0" * 12, "f1", "confirmed", *WHO, "--tables", "data/raw"), 4, "no folder of"),
        (("decide", "0" * 12, "f1", "confirmed", *WHO, "--decisions", "bad.csv"), 4, "Line 1"),
        (("decide", "0" * 12, "f1", "confirmed", *WHO, "--decisions", "bad.csv/x"), 5, "written"),
        (("decisions", "--decisions", "none.csv", "--lang", "en"), 4, "no file of decisions"),
        (("decisions", "--lang", "en", "merge", "none.csv"), 4, "no file of decisions"),
        (("decisions", "--lang", "en", "merge", "bad.csv"), 4, "Line 1"),
        (("extract", "data/raw", "--out", "out", "--decisions", "bad.csv"), 4, "bad.csv"),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, words: str) -> None:
    Path("bad.csv").write_text("what,ever\n")
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert code == 2 or result.stderr.count("\n") == 1
    assert not Path("data/decisions.csv").exists()


def a_decision(finding_id: str, ruling: Ruling, day: int, author: str = "A") -> Decision:
    return Decision("0" * 12, finding_id, ruling, "", author, date(2024, 5, day))


C, D = Ruling.CONFIRMED, Ruling.DISMISSED


@pytest.mark.parametrize(
    ("own", "other", "kept", "added", "conflicts"),
    [
        ([], [("f1", C, 1)], [("f1", C, 1)], 1, 0),
        ([("f1", C, 1)], [], [("f1", C, 1)], 0, 0),
        ([("f1", C, 1)], [("f1", C, 1)], [("f1", C, 1)], 0, 0),
        ([("f1", C, 1)], [("f1", D, 2)], [("f1", D, 2)], 0, 1),
        ([("f1", C, 2)], [("f1", D, 1)], [("f1", C, 2)], 0, 1),
        ([("f1", C, 1)], [("f1", D, 1)], [("f1", D, 1)], 0, 1),
        ([("f1", C, 1)], [("f1", C, 2)], [("f1", C, 2)], 0, 1),
        ([("f1", C, 1)], [("f2", D, 1)], [("f1", C, 1), ("f2", D, 1)], 1, 0),
    ],
)
def test_of_two_decisions_the_later_stands(
    own: list[tuple[str, Ruling, int]],
    other: list[tuple[str, Ruling, int]],
    kept: list[tuple[str, Ruling, int]],
    added: int,
    conflicts: int,
) -> None:
    merged = merge(*([a_decision(*each) for each in side] for side in (own, other)))
    assert list(merged.decisions) == [a_decision(*each) for each in kept]
    assert (merged.added, len(merged.conflicts)) == (added, conflicts)


@pytest.mark.usefixtures("raw")
def test_a_merge_tells_what_stood_against_what() -> None:
    write_decisions(Path("data/decisions.csv"), [a_decision("f1", C, 1, "A. Uditeur")])
    write_decisions(
        Path("downloaded.csv"), [a_decision("f1", D, 2, "B. Reviseur"), a_decision("f2", C, 2)]
    )
    result = call("decisions", "--lang", "en", "merge", "downloaded.csv")
    assert result.exit_code == 0, result.output
    said = "'dismissed' (B. Reviseur, 2024-05-02) stands, not 'confirmed' (A. Uditeur, 2024-05-01)"
    assert said in result.stdout
    assert "Decisions added: 1; in conflict: 1; in all: 2" in result.stdout
    assert [each.ruling for each in read_decisions(Path("data/decisions.csv"))] == [D, C]
