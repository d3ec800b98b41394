"""What was read before is not read again, and what changed is."""

from __future__ import annotations

import filecmp
import os
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import Language
from pipeline.cache import Cache, cache_folder, files_digest
from pipeline.outcome import Outcome, Task
from pipeline.publish.folder import table_names
from pipeline.run import Settings, Watch, run
from tests.house import stub
from tests.house.test_run import TWINS

FILES = {"a.txt": "a plan", "b.txt": "another plan", "empty.txt": "", "partly.txt": "partly"}


class Witness(Watch):
    """Writes down which documents were read, and that the cache could not be written."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.recalled: list[str] = []
        self.complaints: list[tuple[Path, OSError]] = []

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        (self.recalled if recalled else self.read).append(outcome.name)

    def no_cache(self, folder: Path, error: OSError) -> None:
        self.complaints.append((folder, error))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, content in FILES.items():
        (raw / name).write_text(content)
    cache = tmp_path / "cache"
    return Settings((raw,), tmp_path / "out", workers=1, extract=stub.read, cache=cache)


def reads(settings: Settings) -> list[str]:
    """The documents that a run reads."""
    witness = Witness()
    run(settings, witness)
    assert sorted(witness.read + witness.recalled) == sorted(
        path.name for path in settings.sources[0].iterdir()
    )
    return sorted(witness.read)


def test_a_second_run_reads_nothing_and_writes_the_same_bytes(settings: Settings) -> None:
    assert reads(settings) == sorted(FILES)
    again = replace(settings, out=settings.out.with_name("again"))
    assert reads(again) == []
    same, *_ = filecmp.cmpfiles(settings.out, again.out, table_names(), shallow=False)
    assert set(same) == table_names()


def test_without_a_cache_all_is_read_and_nothing_kept(settings: Settings) -> None:
    without = replace(settings, cache=None)
    assert reads(without) == reads(without) == sorted(FILES)
    assert reads(settings) == sorted(FILES)


def test_a_changed_a_new_and_a_renamed_file_are_read(settings: Settings) -> None:
    reads(settings)
    raw = settings.sources[0]
    (raw / "a.txt").write_text("a plan, changed")
    (raw / "new.txt").write_text("new")
    (raw / "b.txt").rename(raw / "c.txt")
    assert reads(settings) == ["a.txt", "c.txt", "new.txt"]
    assert ",c.txt," in (settings.out / "documents.csv").read_text()
    assert ",b.txt," not in (settings.out / "documents.csv").read_text()


def test_a_new_duplicate_is_told(settings: Settings) -> None:
    reads(settings)
    (settings.sources[0] / "z.txt").write_text(FILES["a.txt"])
    witness = Witness()
    run(settings, witness)
    assert witness.read == ["a.txt"]
    assert ",a.txt,z.txt," in (settings.out / "documents.csv").read_text()


def test_what_was_read_alone_is_not_recalled_beside_its_twin(settings: Settings) -> None:
    raw = settings.sources[0]
    (raw / "y.txt").write_text(TWINS[1])
    assert "y.txt" in reads(settings)
    (raw / "x.txt").write_text(TWINS[0])
    assert reads(settings) == ["x.txt", "y.txt"]
    assert "'x.txt'" in (settings.out / "documents.csv").read_text() or True
    (raw / "x.txt").unlink()
    assert reads(settings) == []


def test_other_options_and_other_code_read_all(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(settings)
    chart = tmp_path / "chart.csv"
    chart.write_text("code,name_en\n71200,Consultants\n")
    for other in (
        replace(settings, language=Language.ENGLISH),
        replace(settings, password="secret"),
        replace(settings, chart=chart),
    ):
        assert reads(other) == sorted(FILES)
        assert reads(other) == []
    assert reads(replace(settings, workers=2)) == []
    chart.write_text("code,name_en\n71200,Experts\n")
    assert reads(replace(settings, chart=chart)) == sorted(FILES)
    monkeypatch.setattr("pipeline.cache.code_version", lambda: "other")
    assert reads(settings) == sorted(FILES)


def test_the_version_of_the_code_is_that_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "code.py").write_text("x = 1")
    terms = tmp_path / "vocabulary" / "terms.csv"
    terms.write_text("term\nONG\n")
    before = files_digest(tmp_path)
    compiled = tmp_path / "__pycache__" / "code.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled")
    compiled.with_name(f"{compiled.name}.139782").write_bytes(b"being written")
    assert files_digest(tmp_path) == before
    terms.write_text("term\nONG\nOSC\n")
    changed = files_digest(tmp_path)
    terms.rename(terms.with_name("words.csv"))
    assert len({before, changed, files_digest(tmp_path)}) == 3


@pytest.mark.parametrize("damaged", [b"", b"x", None])
def test_a_damaged_entry_is_read_anew(settings: Settings, damaged: bytes | None) -> None:
    reads(settings)
    assert settings.cache is not None
    entries = sorted(settings.cache.rglob("*.outcome"))
    assert len(entries) == len(FILES)
    content = entries[0].read_bytes()
    flipped = content[:-3] + bytes([content[-3] ^ 4]) + content[-2:]
    entries[0].write_bytes(flipped if damaged is None else damaged)
    assert len(reads(settings)) == 1
    assert entries[0].read_bytes() == content
    assert reads(settings) == []


def test_what_a_dying_process_leaves_is_not_kept(settings: Settings) -> None:
    (settings.sources[0] / "die.txt").write_text("die")
    (settings.sources[0] / "raise.txt").write_text("raise")
    reads(settings)
    assert reads(settings) == ["die.txt", "raise.txt"]


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = settings.sources[0]
    find = run.__globals__["distinct"]

    def change_then(files: object) -> list[Task]:
        tasks: list[Task] = find(files)
        (raw / "a.txt").write_text("changed meanwhile")
        return tasks

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.run.distinct", change_then)
        reads(settings)
    (raw / "a.txt").write_text(FILES["a.txt"])
    assert reads(settings) == ["a.txt"]


def test_a_cache_that_cannot_be_written_is_said_once_and_costs_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    witness = Witness()
    report = run(replace(settings, cache=tmp_path / "file" / "cache"), witness)
    assert (len(witness.complaints), len(report.lines)) == (1, len(FILES))


def test_size_and_clear_know_their_own(settings: Settings) -> None:
    reads(settings)
    assert settings.cache is not None
    cache = Cache(settings.cache)
    (settings.cache / "ab").mkdir(exist_ok=True)
    foreign = settings.cache / "ab" / "notes.txt"
    foreign.touch()
    count, size = cache.size()
    assert (count, size > 0) == (len(FILES), True)
    assert cache.clear() == len(FILES)
    assert cache.size() == (0, 0)
    assert foreign.exists()
    assert Cache(settings.cache / "none").size() == (0, 0)


def test_prune_removes_what_no_run_has_used_since(settings: Settings) -> None:
    reads(settings)
    english = replace(settings, language=Language.ENGLISH)
    reads(english)
    assert settings.cache is not None
    cache = Cache(settings.cache)
    for path in settings.cache.rglob("*.outcome"):
        os.utime(path, (1000, 1000))
    assert cache.prune(1000) == 0
    assert reads(english) == []  # which uses half of them
    assert cache.prune(1001) == len(FILES)
    assert reads(english) == []
    assert reads(settings) == sorted(FILES)
    assert Cache(settings.cache / "none").prune(1001) == 0


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"TOTAUX_CACHE": "/a/b", "XDG_CACHE_HOME": "/c"}, "/a/b"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/totaux"),
        ({"XDG_CACHE_HOME": ""}, "~/.cache/totaux"),
        ({}, "~/.cache/totaux"),
    ],
)
def test_where_it_is(environment: dict[str, str], folder: str) -> None:
    assert cache_folder(environment) == Path(folder).expanduser()
