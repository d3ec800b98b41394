"""What a run says while it lasts."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from extractors.contract import resource
from extractors.errors import Language
from extractors.plan import Kind
from extractors.rows import make_row
from pipeline.audit import Severity, Verdict
from pipeline.outcome import Outcome, Status, Told
from pipeline.summary import Line, Report
from pipeline.terminal import progress
from pipeline.terminal.progress import Bar, JsonLines, Lines
from pipeline.terminal.summary import print_report


def outcome(name: str, status: Status = Status.OK, pages: int | None = None) -> Outcome:
    columns = resource("documents").columns
    row = make_row("documents", {**dict.fromkeys(columns), "pages": pages})
    told = (Told("F1", Severity.ERROR, Verdict.DOCUMENT, {}),)
    return Outcome(name, "0" * 12, Kind.UNKNOWN, status, {"documents": [row]}, told)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_log_has_a_line_every_half_minute(clock: list[float]) -> None:
    file = io.StringIO()
    with Lines(Console(file=file, width=200), Language.ENGLISH) as watch:
        watch.begin(10)
        watch.advance(outcome("kept.txt", Status.FAILED), recalled=True)
        for number in range(5):
            clock[0] += 10
            watch.advance(outcome(f"{number}.pdf", pages=6), recalled=False)
        watch.no_cache(Path("/x[bold]"), OSError(28, "No space left"))
    first, said = file.getvalue().splitlines()
    # 3 of 10 read in 30 s, one recalled: 6 are left, at 10 s each.
    assert first == "4 / 10 documents, 1 unreadable, 0.6 pages/s, 0:01:00 left"
    assert "'/x[bold]' (No space left)" in said


def test_a_bar_says_the_same_and_goes(clock: list[float]) -> None:
    file = io.StringIO()
    console = Console(file=file, width=120, force_terminal=True)
    with Bar(console, Language.FRENCH) as watch:
        watch.begin(2)
        clock[0] += 2
        watch.advance(outcome("a.pdf", Status.FAILED, 5), recalled=False)
        assert watch.sentence() == "1 / 2 documents, 1 illisible(s), 2,5 pages/s, encore 0:00:02"
    assert "illisible" in file.getvalue()


def test_machines_get_an_object_a_line(clock: list[float]) -> None:
    file = io.StringIO()
    with JsonLines(Console(file=file, width=20), Language.FRENCH) as watch:
        watch.begin(2)
        clock[0] += 1.5
        watch.advance(outcome("é [red]\n\x1b[31m.pdf", pages=3), recalled=False)
        watch.advance(outcome("b.txt", Status.FAILED), recalled=True)
    events = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["begin", "document", "document", "read"]
    assert events[1] == {
        "event": "document",
        "name": "é [red]\n\x1b[31m.pdf",
        "document_id": "0" * 12,
        "status": "ok",
        "recalled": False,
        "pages": 3,
        "findings": {"error": 1},
        "seconds": 1.5,
    }
    assert events[3] == {"event": "read", "documents": 2, "failed": 1, "pages": 3, "seconds": 1.5}


def test_a_long_table_shows_the_documents_that_need_a_look() -> None:
    def line(at: int) -> Line:
        status = Status.FAILED if at == 150 else Status.OK
        found = Counter({Severity.ERROR: int(at % 4 == 0), Severity.WARNING: at})
        return Line(f"{at:03}.txt", Kind.UNKNOWN, status, 1, 1, 0, 0, found)

    file = io.StringIO()
    report = Report(tuple(map(line, range(200))), (), 0, ())
    print_report(Console(file=file, width=140), report, Path("out"), Language.ENGLISH)
    shown = [text.split()[0] for text in file.getvalue().splitlines() if ".txt" in text]
    assert shown == sorted([f"{at:03}.txt" for at in range(4, 200, 4)] + ["150.txt"])
    assert "… and 150 more documents in documents.csv" in file.getvalue()
    assert next(text for text in file.getvalue().splitlines() if "All" in text).split()[1] == "200"
