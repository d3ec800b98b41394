from pathlib import Path

import pytest

from extractors.errors import OutputError
from pipeline.publish.folder import staged


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def publish(out: Path, content: str, error: type[BaseException] | None = None) -> None:
    with staged(out) as folder:
        (folder / "documents.csv").write_text(content)
        if error:
            raise error


def test_the_folder_appears_whole_and_replaces_the_former(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "tables"
    publish(out, "first")
    (out / "totals.csv").write_text("of the first run")
    publish(out, "second")
    assert leftovers(tmp_path / "deep") == ["tables"]
    assert leftovers(out) == ["documents.csv"]
    assert (out / "documents.csv").read_text() == "second"


def test_others_may_read_it_as_they_may_read_any_new_folder(tmp_path: Path) -> None:
    publish(tmp_path / "tables", "x")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "tables").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_linked_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    publish(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert leftovers(tmp_path / "real") == ["documents.csv"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "tables"
    publish(out, "first")
    with pytest.raises(error):
        publish(out, "half", error)
    assert leftovers(tmp_path) == ["tables"]
    assert (out / "documents.csv").read_text() == "first"


def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"), staged(tmp_path / "tables"):
        raise OSError(28, "No space left on device")
    assert leftovers(tmp_path) == []


def test_a_move_that_fails_puts_the_former_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "tables"
    publish(out, "first")
    monkeypatch.setattr("pipeline.publish.folder.exchange", lambda *_: False)
    publish(out, "other")
    assert (out / "documents.csv").read_text() == "other"
    move = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == out and self.name == "new":
            raise OSError(5, "Input/output error")
        return move(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError):
        publish(out, "second")
    assert (out / "documents.csv").read_text() == "other"
    assert leftovers(tmp_path) == ["tables"]


def test_two_runs_on_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    with staged(out) as folder:
        (folder / "documents.csv").write_text("first")
        for other in (out, tmp_path / "." / "tables"):
            with pytest.raises(OutputError, match="Another totaux"):
                publish(other, "second")
        publish(tmp_path / "other", "beside")
    assert (out / "documents.csv").read_text() == "first"
    publish(out, "third")
    assert (out / "documents.csv").read_text() == "third"
    assert leftovers(tmp_path) == ["other", "tables"]


@pytest.mark.parametrize("left", ["new", "former", "both"])
def test_what_a_killed_run_left_goes_and_the_former_tables_come_back(
    tmp_path: Path, left: str
) -> None:
    out = tmp_path / "tables"
    own = tmp_path / ".tables-0123abcd"
    (tmp_path / ".tables.lock").touch()
    (tmp_path / ".tables-of-mine").mkdir()
    if left in ("new", "both"):
        publish(own / "new", "half")
    if left in ("former", "both"):
        publish(own / "former", "old")  # killed between the two steps of systems that need two
    with pytest.raises(KeyboardInterrupt):
        publish(out, "never", KeyboardInterrupt)
    assert out.exists() == (left in ("former", "both"))
    if out.exists():
        assert (out / "documents.csv").read_text() == "old"
    assert leftovers(tmp_path) == [".tables-of-mine", *["tables"] * out.exists()]


def test_files_that_came_while_it_was_reading_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    publish(out, "first")
    with pytest.raises(OutputError, match=r"notes\.docx"), staged(out):
        (out / "notes.docx").touch()
    assert leftovers(out) == ["documents.csv", "notes.docx"]


def test_the_root_is_no_place_for_tables() -> None:
    with pytest.raises(OutputError):
        publish(Path("/"), "x")


def test_a_workbook_and_a_report_are_ours(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    publish(out, "first")
    (out / "audit.xlsx").touch()
    (out / "report").mkdir()
    publish(out, "second")
    assert leftovers(out) == ["documents.csv"]


def test_tables_that_came_from_a_store_are_ours(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    publish(out, "first")
    (out / "SHA256SUMS").touch()
    publish(out, "second")
    assert leftovers(out) == ["documents.csv"]


@pytest.mark.parametrize("foreign", ["notes.docx", "documents.txt", "raw"])
def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path, foreign: str) -> None:
    publish(tmp_path / "tables", "first")
    (tmp_path / "tables" / foreign).mkdir()
    with pytest.raises(OutputError, match=foreign):
        publish(tmp_path / "tables", "second")
    assert leftovers(tmp_path / "tables") == ["documents.csv", foreign]


def test_a_placeholder_is_no_other_file(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    publish(tmp_path, "x")
    assert leftovers(tmp_path) == ["documents.csv"]


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_file_in_the_way_is_an_output_error(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(OutputError):
        publish(tmp_path / out, "x")
    assert (tmp_path / "file").read_text() == "precious"
    assert leftovers(tmp_path) == ["file"]
