import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractors.errors import ExitCode, Language
from extractors.plan import Kind
from pipeline.__main__ import totaux
from pipeline.audit import Rule, Severity, TotalStatus
from pipeline.examine import audit_source
from pipeline.run import Settings
from pipeline.terminal.words import count, locale_language, say
from tests.house import stub

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "raw" / "plan_trimestriel_2024.txt"


@pytest.fixture(autouse=True)
def _stub_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.__main__.Settings", partial(Settings, extract=stub.read))
    monkeypatch.setattr("pipeline.__main__.audit_source", partial(audit_source, extract=stub.read))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "plan [b].txt").write_text("a plan")
    return folder


def call(*arguments: object) -> Result:
    return CliRunner().invoke(totaux, [str(argument) for argument in arguments])


def extract(*arguments: object, lang: str = "fr") -> Result:
    return call("extract", *arguments, "--lang", lang, "--workers", 1)


def test_what_is_kept_is_counted_pruned_and_cleared(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOTAUX_CACHE", str(tmp_path / "cache"))

    def said(*action: object) -> str:
        return call("cache", *action, "--lang", "en").stdout

    for actions in (["clear"], ["prune"], ["prune", "--days", 10_000]):
        extract(raw, "--out", tmp_path / "out")
        assert said().startswith("1 document(s) kept")
        assert said("prune").startswith("0 document(s) removed")
        (entry,) = (tmp_path / "cache").rglob("*.outcome")
        os.utime(entry, (0, 0))
        assert said(*actions).startswith("1 document(s) removed")
        assert said().startswith("0 document(s) kept")


def cells_of(line: str) -> list[str]:
    return re.split(r" {2,}", line.strip())


def test_a_run_prints_a_table_and_where_the_tables_are(raw: Path, tmp_path: Path) -> None:
    (raw / "broken.txt").write_bytes(bytes(range(256)))
    (raw / "truth.json").write_text("{}")
    result = extract(raw, "--out", tmp_path / "out")
    lines = result.stdout.splitlines()
    rows = {cells[0]: cells for cells in map(cells_of, lines)}
    assert rows["plan [b].txt"][1:4] == ["plan de travail", "1", "3"]
    assert rows["broken.txt"][1:3] == ["illisible", "0"]
    assert any(line.startswith("erreur · broken.txt · Le document n’a pas pu") for line in lines)
    [line] = [line for line in lines if line.startswith("Laissés de côté")]
    assert line.endswith("(1) : truth.json")
    assert lines[-1] == f"Tableaux écrits dans {tmp_path / 'out'}"
    assert result.stderr == ""  # no bar in a log
    assert result.exit_code == ExitCode.SOME_FAILED


def test_english_is_spoken_throughout(raw: Path, tmp_path: Path) -> None:
    result = extract(raw, "--out", tmp_path / "out", lang="en")
    assert "work plan" in result.stdout
    assert "that foot" in result.stdout
    assert result.stdout.endswith(f"Tables written to {tmp_path / 'out'}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["extract", "{raw}"], 2, "--out"),
        (["extract", "--out", "{out}"], 2, "SOURCE"),
        (["extract", "{raw}", "--out", "{out}", "--lang", "de"], 2, "--lang"),
        (["extract", "{raw}", "--out", "{out}", "--workers", "0"], 2, "--workers"),
        (["extract", "{raw}", "--out", "{out}", "--fail-on", "info"], 2, "--fail-on"),
        (["extract", "{void}", "--out", "{out}", "--lang", "en"], 3, "no document"),
        (["extract", "{raw}/gone", "--out", "{out}", "--lang", "en"], 4, "neither"),
        (["extract", "{raw}", "{gone}", "--out", "{out}", "--lang", "fr"], 4, "vérifiez le chemin"),
        (["extract", "{raw}", "--out", "{out}", "--chart", "{gone}", "--lang", "en"], 4, "No such"),
        (["extract", "{raw}", "--out", "{plan}", "--lang", "en"], 5, "Cannot write"),
        (["extract", "{raw}", "--out", "{raw}", "--lang", "en"], 5, "something else"),
        (["show", "{gone}", "--lang", "en"], 4, "is not a file"),
        (["show", "{raw}", "--lang", "en"], 4, "is not a file"),
        (["show", "{binary}", "--lang", "en"], 6, "not supported"),
        (["extract", "{binary}", "--out", "{out}", "--lang", "en"], 6, ""),
        (["extract", "{plan}", "--out", "{out}"], 0, ""),
        (["show", "{plan}"], 0, ""),
        (["rules"], 0, ""),
    ],
)
def test_exit_codes(arguments: list[str], code: int, words: str, raw: Path, tmp_path: Path) -> None:
    places = {
        "raw": raw,
        "out": tmp_path / "out",
        "void": tmp_path / "void",
        "gone": tmp_path / "gone",
        "plan": raw / "plan [b].txt",
        "binary": tmp_path / "binary",
    }
    places["void"].mkdir()
    places["binary"].write_bytes(bytes(range(256)))
    result = call(*(argument.format(**places) for argument in arguments))
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output
    if code in (3, 4, 5):
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert not places["out"].exists()


def test_show_prints_the_tree_the_totals_and_the_findings(raw: Path) -> None:
    result = call("show", raw / "plan [b].txt", "--lang", "en")
    assert "plan [b].txt  work plan · Plan · XOF" in result.stdout
    assert "└── 1 Le dialogue est renforcé" in result.stdout
    assert "1.1 =Tenir 2 forums" in result.stdout
    assert "1,699,285.76" in result.stdout
    assert "no amount" in result.stdout


@pytest.mark.parametrize(("lang", "word"), [("fr", "sous-total"), ("en", "stated subtotal")])
def test_rules_are_listed_in_either_language(lang: str, word: str) -> None:
    result = call("rules", "--lang", lang)
    assert word in result.stdout
    assert all(rule in result.stdout for rule in Rule)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "en_US"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
    ],
)
def test_the_locale_says_which_language(environment: dict[str, str], language: str) -> None:
    assert locale_language(environment) == language


@pytest.mark.parametrize(("language", "text"), [("fr", "12\u202f345"), ("en", "12,345")])
def test_numbers_are_grouped_as_the_language_does(language: str, text: str) -> None:
    assert count(12345, Language(language)) == text


def test_there_are_words_for_all_that_can_be_said() -> None:
    keys = [f"kind.{kind}" for kind in Kind]
    keys += [f"severity.{severity}" for severity in Severity]
    keys += [f"column.{severity}" for severity in Severity]
    keys += [f"total.{status}" for status in TotalStatus]
    assert all(say(key, language) for key in keys for language in Language)
    assert all(say(f"rule.{rule}", Language.FRENCH) for rule in Rule)


def test_exit_codes_are_documented() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert [code for code in ExitCode if f"| {int(code)} |" not in text] == []
    assert all(f"{int(code)} " in say("help.exit-codes", Language.ENGLISH) for code in ExitCode)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing_behind(
    raw: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    run = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(tmp_path / "out")]
    process = subprocess.Popen(run, cwd=ROOT, stderr=subprocess.DEVNULL)
    # Its folder stands there from before it reads to after it writes.
    while process.poll() is None and not list(tmp_path.glob(".out-*")):
        time.sleep(0.01)
    process.send_signal(number)
    assert process.wait(timeout=60) == code
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"{number}\n{SAMPLE.read_text()}")
    out = tmp_path / "out"
    run = [sys.executable, "-m", "pipeline", "extract", str(tmp_path), "--out", str(out)]
    run += ["--json-log", "--workers", "2"]
    environment = {**os.environ, "TOTAUX_CACHE": str(tmp_path / ".cache")}
    read = 0
    with subprocess.Popen(run, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        assert process.stderr
        while read < 5:
            read += b'"document"' in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        rest = process.stderr.read()
        assert process.wait() == 130
    assert time.monotonic() - started < 15
    assert b"Traceback" not in rest
    assert not out.exists()
    kept = list((tmp_path / ".cache").rglob("*.outcome"))
    assert 5 <= len(kept) < 60


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("totaux ")


def test_a_cluster_without_its_extra_says_what_to_install(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cluster.find_spec", lambda _: None)
    result = call("extract", raw, "--out", tmp_path / "out", "--no-cache", "--cluster", "tcp://a:1")
    assert result.exit_code == ExitCode.CLUSTER
    assert "make extras" in result.stderr
    assert not (tmp_path / "out").exists()


def test_workers_of_this_machine_and_a_cluster_exclude_each_other(
    raw: Path, tmp_path: Path
) -> None:
    result = extract(raw, "--out", tmp_path / "out", "--cluster", "tcp://a:1")
    assert result.exit_code == ExitCode.USAGE
    assert "--cluster" in result.stderr
