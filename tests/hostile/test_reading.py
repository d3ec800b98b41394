"""Each hostile file is read, in part or not at all, and costs no other its result."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from extractors import extract_source
from extractors.errors import Language, UnreadableDocumentError
from extractors.limits import Limits
from extractors.source import Source
from extractors.values.accounts import chart
from pipeline.engine import Cause, Fault, run_each
from pipeline.entry import unpack
from pipeline.outcome import Outcome, Status, Task
from pipeline.work import examine_packed
from tests.hostile.pdfs import BOMBS, PDFS
from tests.hostile.texts import MUCH, TEXTS, WHOLE

# Those that cannot be read, with a word of the reason; all others are read, at least in part.
REFUSED = {
    "truncated": "damaged",
    "truncated in the header": "damaged",
    "no trailer": "damaged",
    "zeros after the header": "damaged",
    "tree is its own kid": "damaged",
    "tree loop": "damaged",
    "tree of thousands of levels": "damaged",
    "tree of numbers": "damaged",
    "tree without kids": "damaged",
    "page that is no page": "damaged",
    "encrypted": "password",
    "encryption of nonsense": "damaged",
    "nothing": "empty",
    "a mark of byte order only": "empty",
    "white space": "empty",
    "zeros": "octet-stream",
    "noise": "octet-stream",
    "noise with a name of PDF": "damaged",
    "EBCDIC": "octet-stream",
    "escapes": "octet-stream",
    "escapes throughout": "octet-stream",
    "amounts of many digits": "beyond",
    "amounts of many groups": "beyond",
    "amounts beyond the tables": "beyond",
    "pages without end": "100001 pages",
    "HTML": "text/html",
    "XML entities": "application/xml",
    "RTF": "application/rtf",
    "a letter in Word": "wordprocessingml",
    "an archive cut off": "wordprocessingml",
    "a sheet of Excel": "spreadsheetml",
    "an archive": "application/zip",
    "a picture": "image/png",
    "old Word": "ole-storage",
    "a program": "octet-stream",
}
IN_PART = {
    "bits flipped",
    "tree claims a thousand",
    "tree of one page a thousand times",
    "Japanese",
}
FILES = {**PDFS, **TEXTS}
GOOD = "good.txt"

TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
ACTING = {
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in TURNS
} - {"\n"}

Told = Mapping[str, Outcome | Fault]


def read_all(files: Mapping[str, bytes], folder: Path, limits: Limits, workers: int = 2) -> Told:
    """What becomes of each file; between them stand good ones, which must come out alike."""
    tasks = []
    for number, (name, content) in enumerate(files.items()):
        path = folder / str(number)
        path.write_bytes(content)
        tasks.append(Task(path, name))
    work = partial(
        examine_packed,
        chart=chart(),
        language=Language.ENGLISH,
        extract=extract_source,
        limits=limits,
    )
    return {
        tasks[index].name: result if isinstance(result, Fault) else unpack(result)
        for index, result in run_each(work, tasks, workers, limits)
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    files = {name: make() for name, make in FILES.items()}
    files[GOOD] = WHOLE.encode()
    # Far more than any of them takes, so that a busy machine does not fail the test.
    return read_all(files, tmp_path_factory.mktemp("hostile"), Limits(seconds=120, memory=1024))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_as_what_it_is(name: str, told: Told) -> None:
    outcome = told[name]
    assert isinstance(outcome, Outcome), outcome
    [document] = outcome.rows["documents"]
    words = " ".join(value for value in document if isinstance(value, str))
    if name in REFUSED:
        assert outcome.status is Status.FAILED
        assert REFUSED[name] in words
    else:
        assert outcome.status is (Status.PARTIAL if name in IN_PART else Status.OK), words


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_its_tables_acts_on_what_shows_it(name: str, told: Told) -> None:
    outcome = told[name]
    assert isinstance(outcome, Outcome)
    texts = [
        value
        for rows in outcome.rows.values()
        for row in rows
        for value in row
        if isinstance(value, str)
    ]
    texts += [w.sentence for finding in outcome.findings for w in finding.wordings.values()]
    assert [text for text in texts if set(text) & ACTING] == []


def test_what_is_printed_beside_signs_that_act_is_kept(told: Told) -> None:
    for name in ("formulas", "mark-up", "UTF-16 of an odd length"):
        outcome = told[name]
        assert isinstance(outcome, Outcome)
        assert outcome.lines in (19, 20)


def test_a_good_file_among_them_comes_out_as_it_does_alone(told: Told, tmp_path: Path) -> None:
    alone = read_all({GOOD: WHOLE.encode()}, tmp_path, Limits(), workers=1)
    assert told[GOOD] == alone[GOOD]
    assert isinstance(told[GOOD], Outcome)


def test_a_damaged_file_is_told_as_one_after_a_locked_one() -> None:
    errors = []
    for name in ("tree without kids", "encrypted", "tree without kids"):
        with pytest.raises(UnreadableDocumentError) as raised:
            extract_source(Source.of(PDFS[name](), name))
        errors.append(raised.value.sentence(Language.ENGLISH))
    first, locked, again = errors
    assert "password" in locked
    assert "damaged" in first
    assert again == first


@pytest.mark.long
def test_bombs_cost_no_more_than_the_limits(tmp_path: Path) -> None:
    files = {name: make() for name, make in BOMBS.items()}
    assert max(map(len, files.values())) < 5_000_000  # it is small files that unpack to much
    told = read_all(files, tmp_path, Limits(seconds=20, memory=512))
    stopped = {result.cause for result in told.values() if isinstance(result, Fault)}
    # Which of the two stops one is for the machine's speed to say.
    assert Cause.OUT_OF_MEMORY in stopped
    assert stopped <= {Cause.TIMED_OUT, Cause.OUT_OF_MEMORY}
    assert set(told) == set(BOMBS)


SIZE = int(os.environ.get("TOTAUX_HOSTILE_SIZE", "100000"))


@pytest.mark.long
def test_much_of_the_same_ends_with_a_result_or_a_limit(tmp_path: Path) -> None:
    """`TOTAUX_HOSTILE_SIZE` sets how much, in characters; 50 million take an hour."""
    files = {name: make(SIZE) for name, make in MUCH.items()}
    told = read_all(files, tmp_path, Limits(seconds=60, memory=2048))
    causes = {name: result.cause for name, result in told.items() if isinstance(result, Fault)}
    assert set(told) == set(MUCH)
    assert set(causes.values()) <= {Cause.TIMED_OUT, Cause.OUT_OF_MEMORY}
    print(SIZE, causes)
