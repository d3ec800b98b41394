"""A folder that holds all that a folder can hold, under every name that a file can have."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.errors import ExitCode
from tests.hostile.guard import FORBIDDEN
from tests.hostile.pdfs import page
from tests.hostile.texts import WHOLE

ROOT = Path(__file__).resolve().parents[2]

NAMES = (
    b"plan.txt",
    b"a\nname of two lines.txt",
    b"\tname.txt",
    b"\x1b[2J\x1b]0;owned\x07name.txt",
    b"no utf-8 \xff\xfe.txt",
    "nom \u202etxt.fdp".encode(),
    b"-rf.txt",
    b"--out.txt",
    b"=cmd|' C'!A0.txt",
    b"$(touch owned).txt",
    b"`touch owned`.txt",
    b";touch owned;.txt",
    b"[bold red]name.txt",
    b"{0} %s {reason}.txt",
    b"dots..txt",
    b"\\..\\..\\x.txt",
    b"\"quoted\", <b>name & 'name'.txt",
    b"CON.txt",
    b" ",
    b"n" * 250,
    "é".encode() * 100,
    b"text in a PDF's name.pdf",
)


@dataclass(frozen=True)
class Run:
    code: int
    stdout: str
    stderr: str
    documents: tuple[dict[str, str], ...]
    base: Path


def totaux(
    *arguments: str | Path, base: Path, timeout: int = 300
) -> subprocess.CompletedProcess[str]:
    """Run the command where it may write to cache and site below `base`, and to a folder for tmp.

    That one has a short name of its own: sockets, which processes speak through, bear no long ones.
    """
    with tempfile.TemporaryDirectory(prefix="t") as temporary:
        writable = [base / "cache", Path(temporary), base / "site"]
        command = [sys.executable, "-m", "tests.hostile.guard", *map(str, writable), "--"]
        environment = {
            **os.environ,
            "TMPDIR": temporary,
            "TOTAUX_CACHE": str(base / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            timeout=timeout,
            check=False,
            encoding="utf-8",
        )
        assert list(Path(temporary).iterdir()) == []
        return done


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    base = tmp_path_factory.mktemp("base")
    raw = base / "raw"
    for folder in (raw, base / "outside"):
        folder.mkdir()
    for number, name in enumerate(NAMES):
        # Each has its own content: of those that are alike one is read.
        content = page() if name.endswith(b".pdf") else f"{WHOLE}\nFin {number}\n".encode()
        (raw / os.fsdecode(name)).write_bytes(content)
    deep = raw
    for _ in range(60):
        deep = deep / "deeper and deeper"
    deep.mkdir(parents=True)
    (deep / "plan.txt").write_text(WHOLE + "\nAu fond\n")
    (base / "outside" / "secret.txt").write_text(WHOLE + "\nDehors\n")
    (raw / "to a secret.txt").symlink_to(base / "outside" / "secret.txt")
    (raw / "to the outside").symlink_to(base / "outside")
    (raw / "to passwords.txt").symlink_to("/etc/passwd")
    (raw / "to itself.txt").symlink_to("to itself.txt")
    (raw / "to its folder").symlink_to(raw)
    (raw / "to nothing.txt").symlink_to("nothing")
    (raw / "to zeros.txt").symlink_to("/dev/zero")
    os.mkfifo(raw / "a pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(raw)  # the path of a socket must be short
        server.bind("a socket.txt")
        os.chdir(here)
    out = base / "site" / "out"
    done = totaux("extract", raw, "--out", out, "--lang", "en", "--workers", "2", base=base)
    with (out / "documents.csv").open(encoding="utf-8", newline="") as file:
        documents = tuple(csv.DictReader(file))
    return Run(done.returncode, done.stdout, done.stderr, documents, base)


def test_each_file_has_a_row_and_nothing_else_has(run: Run) -> None:
    assert len(run.documents) == len(NAMES) + 1
    assert {document["status"] for document in run.documents} == {"ok"}
    assert run.code == ExitCode.OK
    assert run.stderr == ""


def test_what_is_no_file_of_the_folder_is_named_as_left_out(run: Run) -> None:
    assert "Dehors" not in run.stdout
    [line] = [line for line in run.stdout.splitlines() if "a pipe.txt" in line]
    assert "(9)" in line  # five links to files, two to folders, a pipe and a socket


def test_names_are_shown_on_one_line_and_move_no_cursor(run: Run) -> None:
    shown = [document["path"] for document in run.documents]
    for text in [*shown, *run.stdout.splitlines()]:
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs")]
        assert "\u202e" not in text
    assert "a?name of two lines.txt" in shown
    assert "no utf-8 ??.txt" in shown
    assert "'=cmd|' C'!A0.txt" in shown  # a spreadsheet does not run it


def test_nothing_is_written_elsewhere(run: Run) -> None:
    assert {path.name for path in run.base.iterdir()} == {"raw", "site", "cache", "outside"}
    assert [path.name for path in (run.base / "site").iterdir()] == ["out"]
    assert len(list((run.base / "raw").iterdir())) == len(NAMES) + 10
    assert not list(ROOT.glob("owned*"))


@pytest.mark.parametrize("deed", ["network", "elsewhere"])
def test_the_guard_sees_what_is_forbidden(deed: str, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(f"{deed}\n{WHOLE}")
    done = totaux(
        "extract",
        tmp_path / "plan.txt",
        "--out",
        tmp_path / "site" / "out",
        "--lang=en",
        base=tmp_path,
    )
    assert done.returncode == ExitCode.SOME_FAILED
    assert f"exit code {FORBIDDEN}" in done.stdout


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("pipes/pipe", ExitCode.INPUT),
        ("pipes", ExitCode.NO_DOCUMENTS),
        ("/dev/zero", ExitCode.INPUT),
    ],
)
def test_what_is_no_file_is_refused_at_once(given: str, code: ExitCode, tmp_path: Path) -> None:
    (tmp_path / "pipes").mkdir()
    os.mkfifo(tmp_path / "pipes" / "pipe")
    out = tmp_path / "site" / "out"
    done = totaux("extract", tmp_path / given, "--out", out, base=tmp_path, timeout=60)
    assert done.returncode == code
    assert done.stderr.count("\n") == 1
    assert not out.exists()
