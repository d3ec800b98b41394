import re
from pathlib import Path

import pytest

from extractors import extract_source
from extractors.source import Source
from extractors.values.terms import read_terms
from extractors.vocabulary.headers import header_role
from extractors.vocabulary.lost_letters import restored
from extractors.vocabulary.totals import total_label

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
ACCENT = re.compile(r"[^\x00-\x7f]")
# One sign for a letter, one for each of its bytes, and one letter of several.
LOSSES = [("\ufffd", 0), ("\ufffd\ufffd", 0), ("\ufffd", 1)]
TOO_SHORT = {"réf", "qté"}  # two letters are left, which may be those of many words


@pytest.mark.parametrize(("sign", "count"), LOSSES)
def test_a_term_without_its_accents_is_the_same_column(sign: str, count: int) -> None:
    terms = [row["term"] for row in read_terms("headers") if row["term"] not in TOO_SHORT]
    for term in terms:
        lost, whole = header_role(ACCENT.sub(sign, term, count)), header_role(term)
        assert (lost and lost.role) == (whole and whole.role), term


@pytest.mark.parametrize(("sign", "count"), LOSSES)
def test_a_term_without_its_accents_is_the_same_total(sign: str, count: int) -> None:
    for row in read_terms("totals"):
        lost, whole = total_label(ACCENT.sub(sign, row["term"], count)), total_label(row["term"])
        assert (lost and lost.kind) == (whole and whole.kind), row["term"]


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("activit\ufffds", {"activité", "activités"}, "activites"),
        ("quantit\ufffd", {"quantité", "quantity"}, "quantite"),  # an accent, most likely
        ("tota\ufffd", {"total"}, "total"),  # but any letter
        ("act\ufffd", {"acté", "actà"}, "act\ufffd"),  # which of them?
        ("n\ufffd", {"né"}, "n\ufffd"),
        ("reste \ufffd payer", set(), "reste a payer"),
        ("\ufffdvaluation", {"évaluation"}, "evaluation"),
        ("inconnu\ufffd", {"évaluation"}, "inconnu\ufffd"),
    ],
)
def test_lost_letters_are_those_of_the_one_known_word(
    text: str, known: set[str], expected: str
) -> None:
    assert restored(text, known) == expected


@pytest.mark.parametrize("name", ["plan_action_2023_2024.txt", "plan_trimestriel_2024.txt"])
def test_a_plan_without_any_accent_loses_no_line(name: str) -> None:
    text = (RAW / name).read_text(encoding="utf-8")
    whole, lost = (
        extract_source(Source.of(each.encode(), name))
        for each in (text, ACCENT.sub("\ufffd", text))
    )
    assert len(lost.activities) == len(whole.activities) > 0
    assert [line.amount for line in lost.amounts] == [line.amount for line in whole.amounts]
    assert [total.stated for total in lost.totals] == [total.stated for total in whole.totals]
