"""What is an address and what is a path, and that neither gives a password away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.address import Address, discreet, located
from extractors.errors import ExitCode, InputError
from extractors.limits import STANDARD
from pipeline.__main__ import totaux
from pipeline.outcome import Task
from pipeline.remote.hand import fetch
from pipeline.remote.store import Store


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("plans", Path("plans")),
        ("C:\\plans", Path("C:\\plans")),
        ("plans:2024/a.txt", Path("plans:2024/a.txt")),
        ("./s3://bucket", Path("./s3://bucket")),
        ("://x", Path("://x")),
        ("1a://x", Path("1a://x")),
        ("file:///srv/plans d'été", Path("/srv/plans d'été")),
        ("FILE:///srv", Path("/srv")),
        ("local:///srv", Path("/srv")),
        ("s3://bucket/plans//2024/", Address("s3://bucket/plans//2024/")),
        ("S3://Bucket/Plans", Address("s3://Bucket/Plans")),
    ],
)
def test_a_url_is_an_address_and_anything_else_a_path(text: str, location: Path | Address) -> None:
    assert located(text) == location


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (Address("s3://bucket/plans/", "a b.txt"), "s3://bucket/plans/a b.txt"),
        (Address("ftp://user:secret@host/plans"), "ftp://***@host/plans"),
        (Address("https://host/a.pdf?X-Signature=secret"), "https://host/a.pdf?***"),
    ],
)
def test_an_address_is_shown_without_its_password(address: Address, shown: str) -> None:
    assert str(address) == shown


def test_what_a_store_says_is_told_without_passwords() -> None:
    said = 'Cannot connect to "https://user:secret@host/a?token=secret" (refused)'
    assert discreet(said) == 'Cannot connect to "https://***@host/a?***" (refused)'


def test_the_secrets_of_an_address_are_hidden_wherever_they_stand() -> None:
    address = Address("ftp://user:s3cret@host/plans")
    assert address.hide("user:s3cret@host and s3cret: refused") == "***@host and ***: refused"
    assert Address("s3://bucket/plans").hide("bucket/plans: refused") == "bucket/plans: refused"


@pytest.mark.parametrize(
    ("url", "beside"),
    [
        ("s3://bucket/audit/tables", Address("s3://bucket/audit/decisions.csv")),
        ("s3://bucket/tables/", Address("s3://bucket/decisions.csv")),
        ("s3://bucket", None),
        ("s3://bucket/", None),
    ],
)
def test_what_stands_beside_a_folder(url: str, beside: Address | None) -> None:
    assert Address(url).sibling("decisions.csv") == beside


def test_a_url_of_this_machine_is_a_path_everywhere(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    arguments = ["extract", f"file://{tmp_path}/raw", "--out", f"file://{tmp_path}/out"]
    result = CliRunner().invoke(totaux, [*arguments, "--lang", "en"])
    assert result.exit_code == ExitCode.SOME_FAILED, result.output
    assert result.stdout.endswith(f"Tables written to {tmp_path}/out\n")
    assert (tmp_path / "out" / "documents.csv").exists()


@pytest.mark.parametrize("absent", ["fsspec", "s3fs"])
def test_without_the_extra_the_command_says_how_to_get_it(
    absent: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if absent == "s3fs":
        pytest.importorskip("fsspec", reason="needs the extra 'remote': make extras")
    monkeypatch.setitem(sys.modules, absent, None)
    for language, word in (("fr", "lancez make extras"), ("en", "pip install 'totaux[remote]'")):
        arguments = ["extract", "s3://bucket/plans", "--out", str(tmp_path / "out")]
        result = CliRunner().invoke(totaux, [*arguments, "--lang", language])
        assert (result.exit_code, result.stdout) == (ExitCode.INPUT, "")
        assert word in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "s3://u:secret@bucket/a.pdf"],
        ["picture", "s3://u:secret@bucket/a.pdf"],
        ["picture", "a.pdf", "--out", "s3://u:secret@bucket/a.png"],
        ["export", "s3://u:secret@bucket/tables", "--format", "duckdb"],
        ["export", "tables", "--format", "duckdb", "--out", "s3://u:secret@bucket/x"],
        ["decisions", "--tables", "s3://u:secret@bucket/tables"],
        ["extract", "a.txt", "--out", "out", "--chart", "s3://u:secret@bucket/chart.csv"],
        ["extract", "a.txt", "--out", "out", "--decisions", "s3://u:secret@bucket/d.csv"],
    ],
)
def test_what_must_be_on_this_machine_is_said_in_a_sentence(arguments: list[str]) -> None:
    result = CliRunner().invoke(totaux, [*arguments, "--lang", "en"])
    assert (result.exit_code, result.stdout) == (ExitCode.INPUT, "")
    assert "is not on this machine" in result.stderr
    assert "secret" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_local_run_loads_no_library_of_stores(tmp_path: Path) -> None:
    import subprocess

    script = (
        "import sys; from pipeline.__main__ import totaux\n"
        "from click.testing import CliRunner\n"
        f"result = CliRunner().invoke(totaux, ['extract', r'{tmp_path}', '--out', 'x'])\n"
        "assert result.exit_code == 3, result.output\n"
        "print({'fsspec', 's3fs', 'botocore', 'aiohttp'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


@pytest.mark.long
@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nowhere://x/y", "not known"),
        ("gs://bucket/plans", "gcsfs"),
        ("s3://", "Cannot traverse"),
        ("s3://Not A Bucket!/x", "Invalid bucket name"),
        ("github://x/y", "missing 2 required"),
        ("dir://x", "does not answer as it should"),
        ("zip://a.txt::s3://bucket/plans.zip", "one store inside another"),
    ],
)
def test_addresses_that_cannot_be(url: str, word: str) -> None:
    pytest.importorskip("s3fs", reason="needs the extra 'remote': make extras")
    with pytest.raises(InputError, match=word):
        list(Store(Address(url)).below())


def test_a_machine_without_the_extra_refuses_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    task = Task(Address("s3://bucket/plans", "a.txt"), "a.txt")
    refused = fetch(task, STANDARD, tmp_path / "document")
    assert "make extras" in str(refused.refusal)
    assert refused.path == task.path
