"""Protected PDF: the password opens it for every command, and is never written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.__main__ import totaux
from tests.confirm.pages import WRONG_SUBTOTAL, typeset

SECRET = "sesame-42"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("raw") / "plan.pdf"
    path.write_bytes(typeset(WRONG_SUBTOTAL, encrypt=StandardEncryption(SECRET)).data)
    return path


def call(*arguments: object, environment: str | None = None) -> Result:
    return CliRunner(env={"TOTAUX_PASSWORD": environment}).invoke(
        totaux, [str(argument) for argument in arguments]
    )


@pytest.mark.parametrize("how", ["option", "environment"])
def test_the_password_opens_it_and_is_never_written(locked: Path, tmp_path: Path, how: str) -> None:
    option = ["--password", SECRET] if how == "option" else []
    environment = SECRET if how == "environment" else None
    png, out = tmp_path / "page.png", tmp_path / "out"
    runs = [
        call("show", locked, "--lang", "en", *option, environment=environment),
        call("picture", locked, "--out", png, *option, environment=environment),
        call("extract", locked, "--out", out, "--workers", 1, *option, environment=environment),
    ]
    assert [run.exit_code for run in runs] == [0, 0, 0], [run.output for run in runs]
    assert "2,100" in runs[0].stdout
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "subtotal-mismatch,error,document" in (out / "findings.csv").read_text("utf-8")
    files = [path for path in out.rglob("*") if path.is_file()]
    written = [path.read_bytes() for path in files] + [run.output.encode() for run in runs]
    assert not any(SECRET.encode() in content for content in written)


@pytest.mark.parametrize(
    ("option", "words"), [([], "TOTAUX_PASSWORD"), (["--password", "nope"], "does not open")]
)
def test_none_or_a_wrong_one_is_one_sentence(
    locked: Path, tmp_path: Path, option: list[str], words: str
) -> None:
    shown = call("show", locked, "--lang", "en", *option)
    assert (shown.exit_code, shown.stdout, shown.stderr.count("\n")) == (6, "", 1)
    assert words in shown.stderr
    run = call("extract", locked, "--out", tmp_path / "out", "--lang", "en", *option)
    assert run.exit_code == 6
    assert words in (tmp_path / "out" / "documents.csv").read_text("utf-8")


def test_a_password_is_no_hindrance_where_none_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(WRONG_SUBTOTAL).data)
    assert call("show", path, "--lang", "en", "--password", SECRET).exit_code == 0
