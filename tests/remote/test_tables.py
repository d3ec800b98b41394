"""Tables in a store: the same bytes as in a folder, and never half of them unnoticed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractors.address import Address
from extractors.errors import ExitCode, OutputError
from pipeline.__main__ import totaux
from pipeline.decisions.ledger import read_decisions
from pipeline.remote.store import Store
from pipeline.remote.upload import uploaded
from pipeline.run import Settings, Watch, run
from tests.house import stub
from tests.remote.conftest import Bucket

pytestmark = pytest.mark.long


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text("a plan")
    return folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, seen to be empty at the end of a run."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def publish(out: Address, files: dict[str, str], error: type[BaseException] | None = None) -> None:
    with uploaded(out) as folder:
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content)
        if error:
            raise error


def sums(files: dict[str, bytes]) -> bytes:
    """What `sha256sum` prints of these files."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return "".join(lines).encode()


def test_the_same_bytes_as_in_a_folder(raw: Path, bucket: Bucket, temporary: Path) -> None:
    local = raw.with_name("local")
    for out in (local, Address(f"{bucket.url}/audit/tables/")):
        run(Settings((raw,), out, extract=stub.read, workers=1), Watch())
    files = {
        path.relative_to(local).as_posix(): path.read_bytes()
        for path in sorted(local.rglob("*"))
        if path.is_file()
    }
    there = bucket.content("audit/tables")
    assert there.pop("SHA256SUMS") == sums(dict(sorted(files.items())))
    assert there == files
    assert "report/index.html" in there
    assert list(temporary.glob("totaux-*")) == []


def test_from_a_store_to_a_store(bucket: Bucket) -> None:
    source = Address(bucket.fill("plans", {"a.txt": b"a plan"}))
    out = Address(f"{source.url}/tables")
    for _ in range(2):  # the second time it finds the tables of the first among the plans
        report = run(Settings((source,), out, extract=stub.read, workers=1), Watch())
        assert [line.name for line in report.lines] == ["a.txt"]
        assert report.left_out == ()


def test_what_is_written_no_more_goes(bucket: Bucket) -> None:
    out = Address(f"{bucket.url}/tables")
    bucket.fill("tables", {".gitkeep": b""})
    publish(out, {"documents.csv": "first", "audit.xlsx": "x", "report/index.html": "x"})
    publish(out, {"documents.csv": "second"})
    there = bucket.content("tables")
    assert there == {
        ".gitkeep": b"",
        "SHA256SUMS": sums({"documents.csv": b"second"}),
        "documents.csv": b"second",
    }


@pytest.mark.parametrize("foreign", ["notes.docx", "raw/a.txt", "report/photo.png"])
def test_a_folder_with_other_objects_is_never_written(
    foreign: str, bucket: Bucket, raw: Path
) -> None:
    out = Address(f"{bucket.url}/tables")
    publish(out, {"documents.csv": "first"})
    bucket.fill("tables", {foreign: b"precious"})
    before = bucket.content("tables")
    seen: list[int] = []

    class Begun(Watch):
        def begin(self, total: int) -> None:
            seen.append(total)

    with pytest.raises(OutputError, match=foreign):
        run(Settings((raw,), out, extract=stub.read), Begun())
    assert seen == []  # told before anything is read
    assert bucket.content("tables") == before


def test_an_object_in_the_way(bucket: Bucket) -> None:
    bucket.fill("plans", {"a.pdf": b"precious"})
    with pytest.raises(OutputError, match=r"a\.pdf"):
        publish(Address(f"{bucket.url}/plans/a.pdf"), {"documents.csv": "x"})
    assert bucket.content("plans") == {"a.pdf": b"precious"}


def test_objects_that_came_while_it_was_reading_are_kept(bucket: Bucket) -> None:
    out = Address(f"{bucket.url}/tables")
    publish(out, {"documents.csv": "first"})

    def publish_late() -> None:
        with uploaded(out) as folder:
            (folder / "documents.csv").write_text("second")
            bucket.fill("tables", {"notes.docx": b"precious"})

    with pytest.raises(OutputError, match=r"notes\.docx"):
        publish_late()
    assert bucket.content("tables")["documents.csv"] == b"first"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_before_the_sending_leaves_everything_as_it_was(
    error: type[BaseException], bucket: Bucket, temporary: Path
) -> None:
    out = Address(f"{bucket.url}/tables")
    publish(out, {"documents.csv": "first"})
    before = bucket.content("tables")
    with pytest.raises(error):
        publish(out, {"documents.csv": "half"}, error)
    assert bucket.content("tables") == before
    assert list(temporary.glob("totaux-*")) == []


@pytest.mark.parametrize("after", range(4))
def test_half_of_the_tables_have_no_checksums(
    after: int, bucket: Bucket, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Address(f"{bucket.url}/tables")
    first = {"audit.xlsx": "1", "documents.csv": "1", "totals.csv": "1"}
    publish(out, first)
    system = type(bucket.system)
    put_file = system._put_file
    sent: list[str] = []

    async def break_off(self: Any, path: str, key: str, **options: Any) -> None:
        if len(sent) == after:
            raise ConnectionResetError(104, "Connection reset by peer")
        sent.append(key)
        await put_file(self, path, key, **options)

    with monkeypatch.context() as patch:
        patch.setattr(system, "_put_file", break_off)
        system.clear_instance_cache()  # each keeps the methods that it was made with
        with pytest.raises(OutputError, match=r"SHA256SUMS is missing") as told:
            publish(out, dict.fromkeys(first, "2"))
    system.clear_instance_cache()
    assert "Connection reset by peer" in str(told.value)
    there = bucket.content("tables")
    assert "SHA256SUMS" not in there
    assert sorted(there.values()) == sorted([b"2"] * after + [b"1"] * (3 - after))
    assert list(temporary.glob("totaux-*")) == []
    publish(out, dict.fromkeys(first, "3"))
    whole = bucket.content("tables")
    assert whole.pop("SHA256SUMS") == sums(whole) == sums(dict.fromkeys(first, b"3"))


def test_no_such_bucket(bucket: Bucket, raw: Path) -> None:
    out = Address(f"{bucket.url}-gone/tables")
    with pytest.raises(OutputError, match="There is nothing at"):
        run(Settings((raw,), out, extract=stub.read), Watch())


@pytest.mark.parametrize(
    ("out", "word"),
    [
        ("nowhere://x", "not known"),
        ("s3://bucket-gone/tables", "There is nothing at"),
        ("s3://u:secret@bucket/tables", "***@bucket"),
    ],
)
def test_the_command_ends_with_the_code_of_output(
    out: str, word: str, bucket: Bucket, raw: Path
) -> None:
    assert bucket
    result = CliRunner().invoke(totaux, ["extract", str(raw), "--out", out, "--lang", "en"])
    assert (result.exit_code, result.stdout) == (ExitCode.OUTPUT, "")
    assert word in result.stderr
    assert "secret" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_command_says_where_the_tables_are(bucket: Bucket, raw: Path) -> None:
    url = f"{bucket.url}/tables"
    result = CliRunner().invoke(totaux, ["extract", str(raw), "--out", url, "--lang", "en"])
    assert result.exit_code == ExitCode.OK, result.output
    assert result.stdout.endswith(f"Tables written to {url}\n")


def test_decisions_beside_the_tables_are_read(bucket: Bucket, raw: Path) -> None:
    out = Address(f"{bucket.url}/audit/tables")
    settings = Settings((raw,), out, extract=stub.read, workers=1)
    first = run(settings, Watch())
    assert first.dismissed == 0
    findings = bucket.content("audit/tables")["findings.csv"].decode().splitlines()
    document, finding = findings[1].split(",")[:2]
    line = f"{document},{finding},dismissed,seen,A. Uditeur,2024-05-01\n"
    header = "document_id,finding_id,decision,note,author,date\n"
    bucket.fill("audit", {"decisions.csv": (header + line).encode()})
    assert run(settings, Watch()).dismissed == 1


def test_decisions_among_the_plans_are_no_plan(bucket: Bucket) -> None:
    header = b"document_id,finding_id,decision,note,author,date\n"
    url = bucket.fill("audit", {"a.txt": b"a plan", "decisions.csv": header})
    report = run(
        Settings((Address(url),), Address(f"{url}/tables"), extract=stub.read, workers=1), Watch()
    )
    assert ([line.name for line in report.lines], report.left_out) == (
        ["a.txt"],
        ("decisions.csv",),
    )


def test_a_ledger_that_is_not_there_is_an_empty_one(bucket: Bucket) -> None:
    ledger = Address(f"{bucket.url}/decisions.csv")
    assert read_decisions(ledger, required=False) == []
    bucket.fill("deep", {"decisions.csv": b"no header\n"})
    with pytest.raises(Exception, match=f"{bucket.url}/deep/decisions.csv"):
        read_decisions(Address(f"{bucket.url}/deep/decisions.csv"))


def test_another_store_of_fsspec() -> None:
    """What keeps nothing but memory: any store will do, as long as fsspec knows it."""
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe_file("/plans/deep/a.txt", b"a plan")
    out = Address("memory://audit/tables")
    for _ in range(2):
        report = run(
            Settings((Address("memory://plans"),), out, extract=stub.read, workers=1), Watch()
        )
    assert [line.name for line in report.lines] == ["deep/a.txt"]
    assert {"SHA256SUMS", "documents.csv", "report/index.html"} <= set(Store(out).below())
