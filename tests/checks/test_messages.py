"""Sentences: numbers as each language prints them, things by their printed names."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest

from pipeline.audit import audit, unreadable_document
from pipeline.messages.render import number, render, words_of
from tests.reconcile.plans import Maker

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "lang", "printed"),
    [
        ("1699285.76", "fr", f"1{NBSP}699{NBSP}285,76"),
        ("1699285.76", "en", "1,699,285.76"),
        ("43000", "fr", f"43{NBSP}000"),
        ("-0.5", "en", "-0.50"),
        ("1E+3", "en", "1,000"),
        ("8.005", "fr", "8,005"),
        ("0", "fr", "0"),
    ],
)
def test_numbers(value: str, lang: str, printed: str) -> None:
    assert number(Decimal(value), lang) == printed


def test_a_subtotal_by_its_label_and_its_result() -> None:
    maker = Maker()
    maker.group("1")
    for figure in (150_000, 205_333):
        maker.activity(None)
        maker.line(figure)
    maker.sub(355_343)
    finding = next(f for f in audit(maker.plan(), {}).findings if f.subject == "t1")
    message, _ = render(finding, "fr")
    assert message == (
        f"« Sous-total » de « Résultat 1 » porte 355{NBSP}343, "
        f"alors que ses lignes font 355{NBSP}333 (écart : 10)."
    )
    assert render(finding, "en")[0].startswith("“Sous-total” of “Result 1” says 355,343, but")


def test_a_language_that_we_do_not_write_is_english() -> None:
    finding = unreadable_document("it is empty")
    assert render(finding, "pt") == ("The document could not be read: it is empty.", None)


def test_both_languages_say_the_same_things() -> None:
    french, english = words_of("fr"), words_of("en")
    for mine, other in (
        (french.messages, english.messages),
        (french.names, english.names),
        (french.levels, english.levels),
        (french.statuses, english.statuses),
    ):
        assert mine.keys() == other.keys()
        for key in mine:
            assert fields(mine[key]) == fields(other[key]), key


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
