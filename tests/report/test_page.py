"""The page as bytes: whole, harmless, self-contained and the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.errors import Language
from pipeline.audit import Rule, Severity, TotalStatus, Verdict
from pipeline.decisions.apply import Decided
from pipeline.decisions.ledger import checked
from pipeline.decisions.model import Ruling, State
from pipeline.outcome import Outcome, Status
from pipeline.publish.report import write_report
from pipeline.publish.report.words import words
from tests.report.made import (
    WRONG,
    figures,
    indexed,
    outcome_of,
    page_of,
    parsed,
    pdf_plan,
    text_plan,
)

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`&"


@pytest.fixture
def outcomes(tmp_path: Path) -> list[Outcome]:
    """A text and a PDF with errors, a file that cannot be read, and a plan that is right."""
    return [
        outcome_of(tmp_path, "a.txt", text_plan(*WRONG)),
        outcome_of(tmp_path, "b.pdf", pdf_plan(*WRONG)),
        outcome_of(tmp_path, "c.zip", b"PK\x03\x04 nothing"),
        outcome_of(tmp_path, "d.txt", text_plan(*WRONG[:2], ("Total", "", "3 500"))),
    ]


def test_every_finding_has_a_card_and_can_be_linked_to(
    outcomes: list[Outcome], tmp_path: Path
) -> None:
    page = parsed(page_of(outcomes, tmp_path / "out"))
    expected = {
        (outcome.document_id, told.finding_id) for outcome in outcomes for told in outcome.findings
    }
    assert len(expected) >= 3
    index = {(key, each[0]) for key, found in indexed(page).items() for each in found}
    ids = {found["id"] for found in page.having("data-finding")}
    assert index == expected
    assert ids == {f"f-{document}-{finding}" for document, finding in expected}


def test_the_answer_comes_first_and_says_what_could_not_be_read(
    outcomes: list[Outcome], tmp_path: Path
) -> None:
    answer = page_of(outcomes, tmp_path / "out").split('id="findings"')[0]
    tiles = answer.split('<ul class="tiles">')[1].split("</ul>")[0]
    documents, foot, wrong, errors = tiles.split("</li>")[:4]
    assert figures(documents) == ["4", "3", "1"]  # of which read in full, unreadable
    assert figures(foot) == ["1", "3"]  # of verifiable ones
    assert figures(wrong) == ["2"]
    assert figures(errors)[0] == "2"  # the one that cannot be read is none of them
    assert "c.zip" in answer.split('class="unread"')[1]


def test_text_of_documents_is_never_markup(tmp_path: Path) -> None:
    rows = (("1. " + EVIL, EVIL, "1 000"), ("2. Suivre", "OIM", "2 500"), ("Total", "", "3 600"))
    name = "x'&<b>.txt"
    evil = outcome_of(tmp_path, name, text_plan(*rows, head=EVIL))
    assert evil.findings
    page = page_of([evil], tmp_path / "out")
    plain = page_of([outcome_of(tmp_path, "y.txt", text_plan(*WRONG))], tmp_path / "plain")
    kinds = [found.get("type", "") for found, _ in parsed(page).scripts]
    assert kinds == [found.get("type", "") for found, _ in parsed(plain).scripts]
    assert not parsed(page).having("onerror")
    assert "img" not in [tag for tag, _ in parsed(page).elements]
    assert EVIL in parsed(page).text


def test_decisions_in_scripts_are_harmless(outcomes: list[Outcome], tmp_path: Path) -> None:
    first = outcomes[0]
    key = first.document_id, first.findings[0].finding_id
    made = checked(*key, Ruling.CONFIRMED, EVIL, "A", "2026-01-02")
    gone = checked("0" * 12, "f0", Ruling.DISMISSED, "gone", "B", "2026-01-03")
    decided = Decided(outcomes, [made, gone])
    (tmp_path / "out").mkdir()
    write_report(decided, tmp_path / "out", Language.FRENCH, {"decisions": decided.orphans})
    page = (tmp_path / "out" / "report" / "index.html").read_text(encoding="utf-8")
    data = next(t for found, t in parsed(page).scripts if found.get("id") == "decisions")
    assert json.loads(data) == [
        [*key, "confirmed", EVIL, "A", "2026-01-02"],
        ["0" * 12, "f0", "dismissed", "gone", "B", "2026-01-03"],
    ]
    assert words()["fr"]["decisions-gone"] in page


def test_nothing_in_the_page_comes_from_elsewhere(outcomes: list[Outcome], tmp_path: Path) -> None:
    page = page_of(outcomes, tmp_path / "out")
    found = parsed(page)
    links = [value for name in ("src", "href") for e in found.having(name) for value in (e[name],)]
    assert {link[:1] for link in links} <= {"#", "d"}  # fragments, and the empty icon
    assert "url(" not in page
    assert "@import" not in page
    policy = next(e["content"] for e in found.having("http-equiv"))
    script = next(text for attributes, text in found.scripts if not attributes)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy


def test_the_same_outcomes_give_the_same_bytes(outcomes: list[Outcome], tmp_path: Path) -> None:
    again = [
        outcome_of(tmp_path, outcome.name, (tmp_path / outcome.name).read_bytes())
        for outcome in outcomes
    ]
    assert page_of(outcomes, tmp_path / "one") == page_of(again, tmp_path / "two")


def test_sums_written_out_add_up(outcomes: list[Outcome], tmp_path: Path) -> None:
    page = page_of(outcomes, tmp_path / "out")
    written = re.findall(r'<p class="written">(.*?)</p>', page)
    assert len(written) == 2
    for each in written:
        *parts, computed = map(Decimal, figures(each))
        assert parts == [1000, 2500]
        assert sum(parts) == computed


def test_what_is_beyond_the_limits_is_said(
    outcomes: list[Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_DOCUMENTS", 2)
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_FINDINGS", 1)
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_PICTURE_BYTES", 10)
    page = page_of(outcomes, tmp_path / "out")
    found = indexed(parsed(page))
    # the one that cannot be read is the gravest, then the first of two that are alike
    assert list(found) == [outcomes[0].document_id, outcomes[2].document_id]
    assert [len(each) for each in found.values()] == [0, 1]
    every = sum(len(outcome.findings) for outcome in outcomes)
    notices = [figures(each) for each in re.findall(r'<p class="notice">(.*?)</p>', page)]
    left = [int(figure) for notice in notices for figure in notice]
    own = len(outcomes[0].findings)
    assert left == [own, 2, every - own - 1]


def test_long_documents_beyond_the_limit_have_no_section(
    outcomes: list[Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {
        each.document_id: sum(len(each.rows.get(name, ())) for name in ("totals", "activities"))
        for each in outcomes
    }
    assert len(outcomes) == 4
    assert sorted(rows.values())[0] == 0 < sorted(rows.values())[1]  # one cannot be read
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_ROWS", max(rows.values()))
    page = page_of(outcomes, tmp_path / "out")
    shown = list(indexed(parsed(page)))
    assert 2 <= len(shown) < 4
    assert sum(rows[each] for each in shown) <= max(rows.values())
    *_, notice = re.findall(r'<p class="notice">(.*?)</p>', page)
    assert words()["fr"]["left-documents"] in notice
    assert int(figures(notice)[0]) == 4 - len(shown)
    # The worst has its section, however long it is.
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_ROWS", 0)
    readable = [each for each in outcomes if rows[each.document_id]]
    assert len(indexed(parsed(page_of(readable, tmp_path / "none")))) == 1


def test_pictures_beyond_the_limit_are_said_to_be_left_out(
    outcomes: list[Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "<image" in page_of(outcomes, tmp_path / "with")
    monkeypatch.setattr("pipeline.publish.report.overview.MOST_PICTURE_BYTES", 10)
    page = page_of(outcomes, tmp_path / "without")
    assert "<image" not in page
    assert words()["fr"]["picture-left-out"] in page


def test_a_run_without_findings_says_so(outcomes: list[Outcome], tmp_path: Path) -> None:
    right = [replace(outcomes[3], findings=(), exhibits=(), rows=_without(outcomes[3]))]
    page = page_of(right, tmp_path / "out")
    assert words()["fr"]["nothing-wrong"] in page
    assert words()["fr"]["all-read"] in page


def _without(outcome: Outcome) -> dict[str, list[tuple[object, ...]]]:
    return {**outcome.rows, "findings": []}  # type: ignore[dict-item]


def test_every_word_is_there_in_both_languages() -> None:
    assert all(word.strip() for language in words().values() for word in language.values())
    needed = [
        *(f"rule.{each}" for each in Rule),
        *(f"severity.{each}" for each in Severity),
        *(f"severities.{each}" for each in Severity),
        *(f"verdict.{each}" for each in Verdict),
        *(f"of-verdict.{each}" for each in Verdict),
        *(f"verdict-why.{each}" for each in Verdict),
        *(f"total.{each}" for each in TotalStatus),
        *(f"doc.{each}" for each in Status),
        *(f"decision.{each}" for each in Ruling),
        *(f"gone.{each}" for each in State if each is not State.APPLIES),
    ]
    assert not set(needed) - words()["fr"].keys()
