"""What comes of a failing total when others read it: by real engines, and by made-up readings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from extractors import extract_source, readers
from extractors.again import Again, Witness, extract_again
from extractors.errors import Language
from extractors.limits import Limits
from extractors.plan import Alignment, Place, Plan
from extractors.readers.second import read_again
from extractors.source import Source
from pipeline.audit import Audit, Rule, Severity, TotalStatus, Verdict
from pipeline.confirm import confirm
from pipeline.engine import run_one
from pipeline.examine import Task, examine
from pipeline.messages import render
from tests.confirm.pages import (
    BLANK,
    BODY,
    LATTICE,
    LETTERS,
    NETWORK,
    WRONG_SUBTOTAL,
    Row,
    check,
    heard,
    misread,
    of_rule,
    read,
    refuse,
    typeset,
    with_amounts,
)
from tests.hostile.pdfs import page, stream

WRONG = read(WRONG_SUBTOTAL)
RIGHT = read(BODY)
NBSP = "\u00a0"


def confirmed(body: Sequence[Row], ruled: bool = True) -> Audit:
    source = typeset(body, ruled)
    return confirm(check(extract_source(source)), partial(extract_again, source), check)


@pytest.mark.parametrize(
    "body", [BODY, with_amounts("1 200", "800", "2 000", *["500"] * 2, "1 000", "3 000")]
)
@pytest.mark.parametrize("ruled", [True, False])
def test_nobody_is_asked_where_all_foots(body: Sequence[Row], ruled: bool) -> None:
    first = check(read(body, ruled))
    assert len(first.totals) == 3
    assert confirm(first, refuse, check) is first


def test_somebody_is_asked_where_it_does_not() -> None:
    with pytest.raises(AssertionError, match="asked about"):
        confirm(check(WRONG), refuse, check)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (WRONG_SUBTOTAL, Rule.SUBTOTAL_MISMATCH),
        (BLANK, Rule.MISSING_AMOUNT),
        (
            with_amounts("1 200", "800", "2 000", "500", "650", "1 150", "3 510"),
            Rule.GRAND_TOTAL_MISMATCH,
        ),
    ],
)
@pytest.mark.parametrize("ruled", [True, False])
def test_both_engines_read_the_same_error(body: Sequence[Row], rule: Rule, ruled: bool) -> None:
    audited = confirmed(body, ruled)
    assert [finding.verdict for finding in of_rule(audited, rule)] == [Verdict.DOCUMENT]
    assert not of_rule(audited, Rule.READING_DOUBT)
    flavour = "lattice" if ruled else "network"
    assert audited.plan.head.engine == f"pdfium+camelot-{flavour}"


ODD = with_amounts("1 200", "8O0", "2 000", "500", "650", "1 150", "3 150")


@pytest.mark.parametrize(("ruled", "verdict"), [(True, "document"), (False, "reading")])
def test_an_odd_figure_is_the_documents_where_rules_fence_it(ruled: bool, verdict: str) -> None:
    """Without rules it may be the text of two cells, run together for both engines."""
    audited = confirmed(ODD, ruled)
    assert [f.verdict for f in of_rule(audited, Rule.UNREADABLE_AMOUNT)] == [verdict]


def test_an_odd_figure_that_another_engine_reads_is_taken() -> None:
    audited = heard(read(ODD), (LATTICE, RIGHT))
    assert not of_rule(audited, Rule.UNREADABLE_AMOUNT)
    assert [a.amount for a in audited.plan.amounts] == [1200, 800, 500, 650]


def test_another_odd_text_proves_nothing() -> None:
    odder = read(with_amounts("1 200", "8O0X", "2 000", "500", "650", "1 150", "3 150"))
    audited = heard(read(ODD), (LATTICE, odder))
    assert [f.verdict for f in of_rule(audited, Rule.UNREADABLE_AMOUNT)] == [Verdict.READING]


def test_characters_stand_in_for_an_engine_that_finds_no_table() -> None:
    source = typeset(WRONG_SUBTOTAL, ruled=False)

    def letters_only(places: Sequence[Place]) -> Iterator[Again]:
        return (each for each in extract_again(source, places) if each.witness == LETTERS)

    audited = confirm(check(extract_source(source)), letters_only, check)
    assert [f.verdict for f in of_rule(audited, Rule.SUBTOTAL_MISMATCH)] == [Verdict.DOCUMENT]
    assert audited.plan.head.engine == "pdfium+pdfplumber"


@pytest.mark.parametrize(
    ("was", "becomes"), [("1200", "1280"), ("2000", "2800"), ("650", None), ("3150", "8150")]
)
@pytest.mark.parametrize("witness", [LATTICE, NETWORK, LETTERS])
def test_a_misreading_is_corrected_and_noted(
    was: str, becomes: str | None, witness: Witness
) -> None:
    first = misread(RIGHT, was, becomes)
    assert any(finding.severity is Severity.ERROR for finding in check(first).findings)
    audited = heard(first, (witness, RIGHT))
    assert {total.status for total in audited.totals} == {TotalStatus.CONSISTENT}
    assert not any(finding.severity is Severity.ERROR for finding in audited.findings)
    (note,) = of_rule(audited, Rule.READING_DOUBT)
    assert note.verdict is Verdict.READING
    assert note.message.key == "reading-taken"
    assert note.message.params["second"] == Decimal(was)
    assert Decimal(was) in {a.amount for a in audited.plan.amounts} | {
        t.stated for t in audited.plan.totals
    }


@pytest.mark.parametrize("ruled", [True, False])
def test_a_misreading_of_a_page_is_corrected_by_other_engines(tmp_path: Path, ruled: bool) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(BODY, ruled).data)
    outcome = examine(
        Task(path, "plan.pdf"),
        chart={},
        language=Language.FRENCH,
        extract=lambda source: misread(extract_source(source), "1200", "1280"),
    )
    (told,) = outcome.findings
    assert (told.severity, told.verdict) == (Severity.WARNING, Verdict.READING)
    assert f"1{NBSP}280" in told.wordings[Language.FRENCH].sentence
    assert (outcome.footing, outcome.not_footing) == (3, 0)


def test_the_sentence_has_both_readings() -> None:
    audited = heard(misread(RIGHT, "1200", "1280"), (LATTICE, RIGHT))
    (note,) = of_rule(audited, Rule.READING_DOUBT)
    for lang in Language:
        sentence, _ = render(note, lang)
        assert "1.1" in sentence
        assert "camelot-lattice" in sentence
    assert f"1{NBSP}280" in render(note, "fr")[0]
    assert f"1{NBSP}200" in render(note, "fr")[0]


@pytest.mark.parametrize("witness", [LATTICE, LETTERS])
def test_neither_reading_foots(witness: Witness) -> None:
    audited = heard(WRONG, (witness, misread(WRONG, "1200", "1290")))
    (accused,) = of_rule(audited, Rule.SUBTOTAL_MISMATCH)
    assert accused.verdict is Verdict.READING
    (note,) = of_rule(audited, Rule.READING_DOUBT)
    assert note.message.key == "readings-differ"
    assert (note.message.params["first"], note.message.params["second"]) == (1200, 1290)
    assert audited.plan.amounts == WRONG.amounts


def test_a_witness_that_is_often_wrong_accuses_nobody_of_misreading() -> None:
    audited = heard(WRONG, (NETWORK, misread(WRONG, "1200", "1290")), (LETTERS, WRONG))
    assert [f.verdict for f in of_rule(audited, Rule.SUBTOTAL_MISMATCH)] == [Verdict.DOCUMENT]
    assert not of_rule(audited, Rule.READING_DOUBT)


def without_line(plan: Plan, amount: str) -> Plan:
    kept = tuple(each for each in plan.amounts if each.amount != Decimal(amount))
    assert len(kept) == len(plan.amounts) - 1
    return replace(plan, amounts=kept)


def test_a_line_that_only_the_second_reading_has_is_taken() -> None:
    audited = heard(without_line(RIGHT, "650"), (LATTICE, RIGHT))
    assert audited.plan.amounts == RIGHT.amounts
    assert not of_rule(audited, Rule.SUBTOTAL_MISMATCH)
    (note,) = of_rule(audited, Rule.READING_DOUBT)
    assert note.message.params["second"] == 650


def test_a_reading_that_loses_a_line_proves_nothing() -> None:
    """A total that leaves a line out foots where the line is not read."""
    left_out = read(with_amounts("1 200", "800", "2 000", "500", "650", "500", "2 500"))
    audited = heard(left_out, (LATTICE, without_line(left_out, "650")))
    (accused,) = of_rule(audited, Rule.SUBTOTAL_MISMATCH)
    assert accused.verdict is Verdict.UNDECIDED
    assert audited.plan.amounts == left_out.amounts


def test_without_a_witness_nothing_is_certain() -> None:
    audited = heard(WRONG)
    assert [f.verdict for f in of_rule(audited, Rule.SUBTOTAL_MISMATCH)] == [Verdict.UNDECIDED]
    assert audited.plan.head.engine == "pdfium"


def test_the_same_figures_do_not_straighten_a_moved_row() -> None:
    totals = tuple(replace(total, alignment=Alignment.SHIFTED) for total in WRONG.totals)
    moved = replace(WRONG, totals=totals)
    audited = heard(moved, (LATTICE, moved))
    assert [f.verdict for f in of_rule(audited, Rule.SUBTOTAL_MISMATCH)] == [Verdict.UNDECIDED]


def test_the_first_that_settles_it_is_the_last_to_be_asked() -> None:
    audited = heard(WRONG, (LATTICE, WRONG), (LETTERS, misread(WRONG, "1200", "1290")))
    assert audited.plan.head.engine == "pdfium+camelot-lattice"


def test_text_is_not_read_again() -> None:
    lines = "\n".join(" | ".join(row) for row in (("Activités", "Ligne", "Montant"), *TEXT))
    source = Source.of(lines.encode(), "plan.txt")
    first = check(extract_source(source))
    assert of_rule(first, Rule.SUBTOTAL_MISMATCH)
    assert confirm(first, refuse, check) is first


TEXT = (
    ("1.1 Creuser", "72300", "1 200"),
    ("1.2 Former", "75700", "800"),
    ("Sous total", "", "2 100"),
)


def _heard(data: bytes) -> list[str]:
    document = readers.read(typeset(WRONG_SUBTOTAL))
    heard = read_again(data, document, [Place(page=1, table=1, row=4)])
    return [witness.engine for witness, _ in heard]


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"%PDF-", b"%PDF-1.4 trailer"])
def test_engines_that_stumble_are_silent(data: bytes) -> None:
    assert _heard(data) == []


# Codes of two bytes each, and a string of three.
HALF_A_CODE = page(
    stream(b"BT /F 12 Tf 72 700 Td (abc) Tj ET"),
    more=[b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>>"],
).replace(b"/F 5 0 R", b"/F 6 0 R")


def test_where_one_stumbles_the_next_is_asked() -> None:
    assert _heard(HALF_A_CODE) == ["pdfplumber"]


@pytest.mark.parametrize("size", [4, 4000])
def test_words_all_over_a_page_are_not_weighed_two_by_two(size: int) -> None:
    chance = random.Random(0)
    words = (
        b"BT /F %d Tf %d %d Td (x) Tj ET\n" % (size, chance.randrange(600), chance.randrange(780))
        for _ in range(4000)
    )
    scattered = page(stream(b"".join(words)))
    assert run_one(_heard, scattered, Limits(memory=512)) == ["pdfplumber"]


def test_a_whole_run_names_its_witness(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset(WRONG_SUBTOTAL).data)
    outcome = examine(Task(path, "plan.pdf"), chart={}, language=Language.FRENCH)
    (told,) = [told for told in outcome.findings if told.severity is Severity.ERROR]
    assert told.verdict is Verdict.DOCUMENT
    (document,) = outcome.rows["documents"]
    assert "pdfium+camelot-lattice" in document
