"""Plans in a store: the same tables as of a folder, and every trouble told."""

from __future__ import annotations

import filecmp
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from extractors.address import Address
from extractors.errors import InputError, NoDocumentsError, OutputError, UnreadableDocumentError
from extractors.limits import STANDARD, Limits
from pipeline.outcome import Outcome, Status, Task
from pipeline.remote.hand import Hands, at_hand, fetch
from pipeline.remote.listing import find_documents
from pipeline.remote.store import Store
from pipeline.run import Settings, Watch, distinct, run
from tests.house import stub
from tests.remote.conftest import Bucket

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = Path("nowhere")

FILES = {
    "b.txt": b"a plan",
    "a/été à 5 %.txt": b"another plan",
    "a/copy.txt": b"a plan",
    "a/c [1]*?.txt": b"a third plan",
    "empty.txt": b"",
    "partly.txt": b"partly",
    "raise.txt": b"raise",
    "die.txt": b"die",
    "scan.png": b"\x89PNG\r\n\x1a\n",
    "large.pdf": b"%PDF-1.7" + bytes(1024**2),
    "README.md": b"notes",
    ".hidden": b"hidden",
    ".git/x.txt": b"hidden",
    "~$b.docx": b"lock",
}


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


class Witness(Watch):
    """Writes down what became of each document, and which were not read."""

    def __init__(self) -> None:
        self.status: dict[str, Status] = {}
        self.recalled: list[str] = []

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        self.status[outcome.name] = outcome.status
        if recalled:
            self.recalled.append(outcome.name)


def ran(source: Path | Address, out: Path, **changes: Any) -> Witness:
    witness = Witness()
    settings = Settings((source,), out, extract=stub.read, workers=2)
    run(replace(settings, **changes), witness)
    return witness


def assert_same(one: Path, other: Path) -> None:
    names = sorted(str(path.relative_to(one)) for path in one.rglob("*") if path.is_file())
    assert names == sorted(str(p.relative_to(other)) for p in other.rglob("*") if p.is_file())
    same, *_ = filecmp.cmpfiles(one, other, names, shallow=False)
    assert sorted(same) == names


def test_the_same_bytes_as_of_a_folder(bucket: Bucket, tmp_path: Path) -> None:
    limits = replace(STANDARD, size=1)
    folder = fill(tmp_path / "raw", FILES)
    url = bucket.fill("plans", FILES)
    local = ran(folder, tmp_path / "local", limits=limits).status
    remote = ran(Address(url), tmp_path / "remote", limits=limits).status
    assert local == remote
    assert sum(status is Status.FAILED for status in remote.values()) == 5
    assert len(remote) == 9  # one of the ten plans is there twice
    assert_same(tmp_path / "local", tmp_path / "remote")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["local", "raw", "remote"]


def test_the_samples_give_the_same_bytes_with_the_reader_itself(
    bucket: Bucket, tmp_path: Path
) -> None:
    raw = ROOT / "data" / "raw"
    files = {path.name: path.read_bytes() for path in raw.iterdir() if path.is_file()}
    url = bucket.fill("plans", files)
    for source, name in ((raw, "local"), (Address(url + "/"), "remote")):
        run(Settings((source,), tmp_path / name, workers=2), Watch())
    assert_same(tmp_path / "local", tmp_path / "remote")


def test_a_second_run_reads_nothing(bucket: Bucket, tmp_path: Path) -> None:
    address = Address(bucket.fill("plans", {"a.txt": b"a plan"}))
    cache = tmp_path / "cache"
    assert ran(address, tmp_path / "out", cache=cache).recalled == []
    assert ran(address, tmp_path / "out", cache=cache).recalled == ["a.txt"]


def test_names_and_what_is_left_out(bucket: Bucket) -> None:
    url = bucket.fill(
        "plans",
        {
            **FILES,
            "a//double.txt": b"x",
            "../out.txt": b"x",
            "tables/documents.csv": b"x",
            "a/": b"",
        },
    )
    bucket.fill("plans-of-others", {"x.txt": b"x"})
    listing = find_documents([Address(url)], Address(f"{url}/tables/"))
    assert [file.name for file in listing.files] == [
        "a/c [1]*?.txt",
        "a/copy.txt",
        "a/double.txt",
        "a/été à 5 %.txt",
        "b.txt",
        "die.txt",
        "empty.txt",
        "large.pdf",
        "partly.txt",
        "raise.txt",
        "scan.png",
    ]
    assert listing.left_out == ("../out.txt", ".hidden", "README.md", "~$b.docx")


def test_an_object_given_by_name_is_read_whatever_its_name(bucket: Bucket) -> None:
    url = bucket.fill("plans", {"README.md": b"x", "deep/../a.txt": b"y"})
    given = [Address(f"{url}/README.md"), Address(f"{url}/deep/../a.txt")]
    names = [file.name for file in find_documents(given, NOWHERE).files]
    assert names == ["README.md", "a.txt"]


def test_an_object_given_twice_is_read_once(bucket: Bucket) -> None:
    url = bucket.fill("plans", {"deep/a.txt": b"x"})
    given = [Address(each) for each in (url, url + "/", f"{url}/deep", f"{url}/deep/a.txt")]
    assert len(find_documents(given, NOWHERE).files) == 1


def test_folders_and_stores_together(bucket: Bucket, tmp_path: Path) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan", "z.txt": b"only there"})
    folder = fill(tmp_path / "raw", {"b.txt": b"a plan"})
    tasks = distinct(find_documents([Address(url), folder], NOWHERE).files)
    assert [(task.name, task.duplicates) for task in tasks] == [
        ("a.txt", ("b.txt",)),
        ("z.txt", ()),
    ]


@pytest.mark.parametrize("where", ["gone", "plans/gone", "plans/a"])
def test_nothing_there(where: str, bucket: Bucket) -> None:
    bucket.fill("plans", {"a.txt": b"x"})
    with pytest.raises(InputError, match="There is nothing at"):
        find_documents([Address(f"{bucket.url}/{where}")], NOWHERE)


def test_no_such_bucket(bucket: Bucket) -> None:
    for url in (f"{bucket.url}-gone", f"{bucket.url}-gone/plans", f"{bucket.url}-gone/plans/"):
        with pytest.raises(InputError, match="There is nothing at"):
            find_documents([Address(url)], NOWHERE)


def test_no_documents(bucket: Bucket) -> None:
    url = bucket.fill("plans", {"README.md": b"x"})
    with pytest.raises(NoDocumentsError, match=bucket.url):
        find_documents([Address(url)], NOWHERE)
    with pytest.raises(NoDocumentsError):
        find_documents([Address(f"{bucket.url}/gone/")], NOWHERE)


def test_no_credentials(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    type(bucket.system).clear_instance_cache()
    with pytest.raises(InputError, match="is refused"):
        find_documents([Address(bucket.url)], NOWHERE)


def require_credentials(endpoint: str, after: str) -> None:
    """Have the server check credentials after so many requests."""
    url, kind = f"{endpoint}/moto-api/reset-auth", {"Content-Type": "text/plain"}
    asked = Request(url, after.encode(), kind, method="POST")
    with urlopen(asked) as answer:
        assert answer.status == 200


@pytest.fixture
def strict(endpoint: str, bucket: Bucket) -> Iterator[None]:
    """A server that knows nobody's credentials."""
    assert bucket  # made before
    require_credentials(endpoint, "0")
    yield
    require_credentials(endpoint, "inf")


@pytest.mark.usefixtures("strict")
def test_wrong_credentials(bucket: Bucket, tmp_path: Path) -> None:
    for url in (bucket.url, f"{bucket.url}/plans", f"{bucket.url}/plans/"):
        with pytest.raises(InputError, match="is refused"):
            find_documents([Address(url)], NOWHERE)
    (tmp_path / "a.txt").write_text("a plan")
    with pytest.raises(OutputError, match="is refused"):
        run(Settings((tmp_path,), Address(f"{bucket.url}/tables"), extract=stub.read), Watch())


@pytest.mark.parametrize("error", [PermissionError("no"), OSError(5, "Input/output error")])
def test_an_object_that_is_refused_costs_itself_only(
    error: OSError, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan", "b.txt": b"another plan"})
    chunks = Store.chunks

    def of_one(store: Store) -> Iterator[bytes]:
        if store.address.inside == "b.txt":
            with store._told():
                raise error
        yield from chunks(store)

    def refuse() -> None:
        monkeypatch.setattr(Store, "chunks", of_one)

    change_after_listing(monkeypatch, refuse)
    status = ran(Address(url), tmp_path / "out").status
    assert status == {"a.txt": Status.OK, "b.txt": Status.FAILED}
    # And where it is refused from the start.
    if isinstance(error, PermissionError):
        assert ran(Address(url), tmp_path / "out").status == status
    else:
        with pytest.raises(InputError, match="Input/output error"):
            run(Settings((Address(url),), tmp_path / "out", extract=stub.read), Watch())


def test_a_server_that_is_not_there_is_told_soon(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    type(bucket.system).clear_instance_cache()
    began = time.monotonic()
    with pytest.raises(InputError, match="does not answer as it should"):
        find_documents([Address(f"{bucket.url}/plans")], NOWHERE)
    assert time.monotonic() - began < 30


def change_after_listing(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    def distinct_then_change(files: Any) -> list[Task]:
        tasks = distinct(files)
        change()
        return tasks

    monkeypatch.setattr("pipeline.run.distinct", distinct_then_change)


def test_an_object_that_vanishes_costs_itself_only(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan", "b.txt": b"another plan"})
    change_after_listing(monkeypatch, lambda: bucket.system.rm_file(f"{bucket.name}/plans/b.txt"))
    cache = tmp_path / "cache"
    status = ran(Address(url), tmp_path / "out", cache=cache).status
    assert status == {"a.txt": Status.OK, "b.txt": Status.FAILED}
    documents = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")
    assert "n’a pas pu être récupéré (No such file" in documents.replace("'", "’")
    assert len(list(cache.rglob("*.outcome"))) == 1  # another run may find it


def test_an_object_that_is_gone_before_it_is_compared(bucket: Bucket) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan", "b.txt": b"another plan"})
    listing = find_documents([Address(url)], NOWHERE)
    bucket.system.rm_file(f"{bucket.name}/plans/b.txt")
    first, second = distinct(listing.files)
    assert (first.size, second.sha256) == (6, None)


@pytest.mark.parametrize("content", [b"changed", b"%PDF-1.7" + bytes(2 * 1024**2)])
def test_an_object_that_changes_is_told_so(
    content: bytes, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan"})
    change_after_listing(monkeypatch, lambda: bucket.fill("plans", {"a.txt": content}))
    limits = replace(STANDARD, size=1)
    assert ran(Address(url), tmp_path / "out", limits=limits).status == {"a.txt": Status.FAILED}
    documents = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")
    assert "a changé pendant le travail" in documents


def test_of_a_large_object_the_head_is_fetched(bucket: Bucket, tmp_path: Path) -> None:
    url = bucket.fill("plans", {"large.pdf": b"%PDF-1.7" + bytes(2 * 1024**2)})
    [task] = distinct(find_documents([Address(url)], NOWHERE).files)
    here = fetch(task, Limits(size=1), tmp_path / "document")
    assert isinstance(here.refusal, UnreadableDocumentError)
    assert (tmp_path / "document").stat().st_size == 4096


def test_a_document_at_hand_goes_with_the_block(bucket: Bucket) -> None:
    url = bucket.fill("plans", {"a.txt": b"a plan"})
    [task] = distinct(find_documents([Address(url)], NOWHERE).files)
    paths: list[Path] = []
    with suppress(ZeroDivisionError), at_hand(task, STANDARD) as here:
        assert isinstance(here.path, Path)
        assert here.path.read_bytes() == b"a plan"
        paths.append(here.path)
        raise ZeroDivisionError
    assert [path.parent.exists() for path in paths] == [False]


def test_few_documents_are_here_at_a_time(bucket: Bucket, tmp_path: Path) -> None:
    url = bucket.fill("plans", {f"{at:02}.txt": b"%d" % at for at in range(20)})
    tasks = distinct(find_documents([Address(url)], NOWHERE).files)
    hands = Hands(tasks, STANDARD, tmp_path / "fetched", 2)
    most = 0
    for index, task in enumerate(hands):
        assert isinstance(task.path, Path)
        assert task.path.read_bytes() == b"%d" % index
        assert hands[index] == task
        most = max(most, len(list((tmp_path / "fetched").iterdir())))
        hands.release(index)
    assert most <= 4
    assert list((tmp_path / "fetched").iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError])
def test_a_run_that_ends_early_leaves_nothing(
    error: type[BaseException], bucket: Bucket, tmp_path: Path
) -> None:
    url = bucket.fill("plans", {f"{at}.txt": b"%d" % at for at in range(9)})
    seen: list[str] = []

    class Stop(Witness):
        def advance(self, outcome: Outcome, *, recalled: bool) -> None:
            super().advance(outcome, recalled=recalled)
            seen.extend(str(path) for path in tmp_path.rglob("fetched/*"))
            raise error

    with pytest.raises((error, OutputError)):
        run(Settings((Address(url),), tmp_path / "out", extract=stub.read), Stop())
    assert seen
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["folder", "store"])
def test_ctrl_c_ends_a_run_at_once_and_leaves_nothing(
    out: str, bucket: Bucket, tmp_path: Path
) -> None:
    plan = (ROOT / "data" / "raw" / "plan_trimestriel_2024.txt").read_bytes()
    url = bucket.fill("plans", {f"{at:02}.txt": plan + b"\n%d" % at for at in range(40)})
    (tmp_path / "tmp").mkdir()
    place = str(tmp_path / "out") if out == "folder" else f"{bucket.url}/tables"
    command = [sys.executable, "-m", "pipeline", "extract", url, "--out", place]
    process = subprocess.Popen(
        [*command, "--workers", "2", "--no-cache", "--json-log"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    while "document" not in process.stderr.readline().split('"')[3:4]:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGINT
    assert all(line.startswith("{") for line in said.splitlines()), said
    assert [path.name for path in tmp_path.iterdir()] == ["tmp"]
    assert list((tmp_path / "tmp").glob("totaux-*")) == []
    assert bucket.content("tables") == {}
