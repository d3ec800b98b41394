from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import InputError, OutputError
from pipeline.decisions.ledger import editing, read_decisions, write_decisions
from pipeline.decisions.model import Decision, Ruling

HEADER = "document_id,finding_id,decision,note,author,date\n"
LINE = "0123456789ab,f1,confirmed,vu,A. Uditeur,2024-05-01\n"
DAY = date(2024, 5, 1)
FIRST = Decision("0123456789ab", "f1", Ruling.CONFIRMED, "vu", "A. Uditeur", DAY)


def file_of(folder: Path, content: str | bytes) -> Path:
    path = folder / "decisions.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        HEADER + LINE,
        "\ufeff" + HEADER + LINE,
        (HEADER + LINE).replace(",", ";"),
        (HEADER + LINE).replace("\n", "\r\n"),
        HEADER + "\n" + LINE + ",,,,,\n",
        "date,note,author,finding_id,decision,document_id\n"
        "2024-05-01,vu,A. Uditeur,f1,confirmed,0123456789ab\n",
        HEADER.strip() + ",state\n" + LINE.strip() + ",finding-gone\n",
    ],
)
def test_what_spreadsheets_and_people_make_of_the_file_is_read(
    content: str, tmp_path: Path
) -> None:
    assert read_decisions(file_of(tmp_path, content)) == [FIRST]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("", 1, "header"),
        ("document_id,finding_id,decision,note,author\n", 1, "header"),
        (HEADER.strip() + ",amount\n", 1, "header"),
        (HEADER.strip() + ",note\n", 1, "header"),
        (LINE, 1, "header"),
        (HEADER + LINE + "0123456789ab,f2,confirmed\n", 3, "cells"),
        (HEADER + LINE + '0123456789ab,f2,confirmed,"open,A,2024-05-01\n', 3, "cells"),
        (HEADER + LINE + LINE, 3, "another line"),
        (HEADER + LINE.replace("0123456789ab", "1.23E+11"), 2, "document_id"),
        (HEADER + LINE.replace("f1", ""), 2, "finding_id"),
        (HEADER + LINE.replace("confirmed", "maybe"), 2, "fixed-at-source"),
        (HEADER + LINE.replace("vu", "\x07"), 2, "note"),
        (HEADER + LINE.replace("A. U", "A.\x00U"), 2, "author"),
        (HEADER + LINE.replace("2024-05-01", "01/05/2024"), 2, "YYYY-MM-DD"),
        (HEADER + LINE.replace("2024-05-01", "2024-02-30"), 2, "YYYY-MM-DD"),
        # A note over two lines: the line is that where the bad row begins.
        (HEADER + LINE.replace("vu", '"deux\nlignes"') + LINE.replace("f1", "f 2"), 4, "finding"),
        ((HEADER + LINE).encode() + "où".encode("cp1252"), 3, "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(
    content: str | bytes, line: int, word: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_decisions(file_of(tmp_path, content))
    assert caught.value.details["line"] == str(line)
    assert caught.value.exit_code == 4


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.csv", required=False) == []
    with pytest.raises(InputError, match="no file of decisions"):
        read_decisions(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read"):
        read_decisions(tmp_path)


def test_a_note_is_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    notes = ["=1+1", "+33", "@SUM(A1)", "\ttab", "plain", "'quoted'", ""]
    decisions = [
        Decision("0" * 12, f"f{i}", Ruling.DISMISSED, note, note, DAY)
        for i, note in enumerate(notes)
    ]
    write_decisions(path, decisions)
    cells = [line.split(",")[3] for line in path.read_text().splitlines()[1:]]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
    assert read_decisions(path) == decisions


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r,;\"'=+@"), max_size=20
)
DECISIONS = st.builds(
    Decision,
    st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    st.from_regex(r"f[0-9a-f]{1,10}", fullmatch=True),
    st.sampled_from(Ruling),
    # What already looks like a guarded formula is read as the formula.
    TEXTS.filter(lambda text: text[:2] not in {"'=", "'+", "'@", "'\t"}),
    st.just("A"),
    st.dates(),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(DECISIONS, unique_by=lambda each: each.key), st.randoms())
def test_what_is_written_is_read_and_the_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision], random: object
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "decisions.csv"
    write_decisions(path, decisions)
    written = path.read_bytes()
    assert read_decisions(path) == sorted(decisions, key=lambda each: each.key)
    shuffled = list(decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    write_decisions(path, shuffled)
    assert path.read_bytes() == written


def test_a_write_that_fails_leaves_the_file(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file, no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        write_decisions(tmp_path / "blocked" / "decisions.csv", [FIRST])
    path = file_of(tmp_path, HEADER)
    path.with_name("link.csv").symlink_to(path)
    write_decisions(path.with_name("link.csv"), [FIRST])
    assert path.read_text() == HEADER + LINE
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "blocked",
        "decisions.csv",
        "link.csv",
    ]


def test_those_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    ledger = tmp_path / "decisions.csv"

    def decide(number: int) -> None:
        own = Decision(f"{number:012x}", "F-1", Ruling.CONFIRMED, "", "", date(2024, 1, 1))
        with editing(ledger):
            write_decisions(ledger, [*read_decisions(ledger, required=False), own])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(decide, range(40)))
    assert len(read_decisions(ledger)) == 40
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.csv"]


def test_a_file_that_somebody_does_not_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.decisions.ledger._PATIENCE", 0.1)
    ledger = tmp_path / "decisions.csv"
    with (
        editing(ledger),
        pytest.raises(OutputError) as told,
        editing(ledger),
    ):
        pass
    assert told.value.key == "decisions-in-use"
