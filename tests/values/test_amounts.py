"""Amounts: every printed style is read back, what is no single amount is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.amounts import (
    Figure,
    currency_of,
    has_digits,
    is_nil,
    leading_text_and_amount,
    parse_amount,
    scale_of,
)


@pytest.mark.parametrize(
    ("text", "value", "unit", "currency"),
    [
        ("160 000", "160000", "1", None),
        ("1 699 285,76", "1699285.76", "0.01", None),
        ("160000", "160000", "1", None),
        ("0", "0", "1", None),
        ("0,24", "0.24", "0.01", None),
        ("35", "35", "1", None),
        ("1.234.567", "1234567", "1", None),
        ("1,234,567.50", "1234567.50", "0.01", None),
        ("1.234.567,5", "1234567.5", "0.1", None),
        ("1'234'567.50", "1234567.50", "0.01", None),
        ("1’234’567", "1234567", "1", None),
        ("1.234", "1234", "1", None),  # three digits after a lone mark are thousands
        ("1,234", "1234", "1", None),
        ("1.23", "1.23", "0.01", None),
        ("12,5", "12.5", "0.1", None),
        ("1,2345", "1.2345", "0.0001", None),
        ("0,125", "0.125", "0.001", None),
        ("1234,567", "1234.567", "0.001", None),
        ("1 234,567", "1234.567", "0.001", None),
        ("96 303 057FCFA", "96303057", "1", "XOF"),
        ("96 303 057 F CFA", "96303057", "1", "XOF"),
        ("5 000 francs CFA", "5000", "1", "XOF"),
        ("5 000 F", "5000", "1", None),  # which franc is not said
        ("USD 5 000", "5000", "1", "USD"),
        ("US$5,000.00", "5000.00", "0.01", "USD"),
        ("5 000 $", "5000", "1", "USD"),
        ("€ 12,50", "12.50", "0.01", "EUR"),
        ("12,50€", "12.50", "0.01", "EUR"),
        ("250 000 GNF", "250000", "1", "GNF"),
        ("$ 5 000 USD", "5000", "1", "USD"),
        ("-5 000", "-5000", "1", None),
        ("− 5 000", "-5000", "1", None),
        ("5 000-", "-5000", "1", None),
        ("(5 000)", "-5000", "1", None),
        ("(5 000 FCFA)", "-5000", "1", "XOF"),
        ("(5 000) FCFA", "-5000", "1", "XOF"),
        ("-$1,234.50", "-1234.50", "0.01", "USD"),
        ("$-1,234.50", "-1234.50", "0.01", "USD"),
        ("+5 000", "5000", "1", None),
        ("160 000*", "160000", "1", None),
        ("**4 728 228**", "4728228", "1", None),
        ("35 k€", "35000", "1000", "EUR"),
        ("35 kEUR", "35000", "1000", "EUR"),
        ("2,5 millions de FCFA", "2500000", "100000", "XOF"),
    ],
)
def test_amounts(text: str, value: str, unit: str, currency: str | None) -> None:
    figure = parse_amount(text)
    assert figure is not None
    assert (figure.value, figure.unit, figure.currency) == (Decimal(value), Decimal(unit), currency)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "FCFA", "$", "PNUD",
        "12 34", "1 2345", "1 23 456", "12 O00", "l60 000", "160 OOO",
        "75700-20 000", "75700 20 000", "1 000 / 2 000", "1 000 2 000 000 5",
        "15 %", "15%", "1.2.3", "1.1.1", "1,2,3", "1.234.56",
        "01/01/2024", "31.12.2024", "12.2024", "2024-01-01",
        "00127299", "007", "012 345", "0 000",
        "1,23456", "1 234.567", "5 000 EUR USD", "--5 000", "(-5 000)", "(5 000", "5 000)",
        "5 000 kg", "3 mois", "15²", "5 m", "T1", "1er", "5 000 à 6 000", "1e5", "٣٤",
    ],
)  # fmt: skip
def test_no_single_amount(text: str) -> None:
    assert parse_amount(text) is None


_SPACES = (" ", "\u00a0", "\u202f", "\u2009")
# Grouping mark and the decimal marks that may stand with it.
_STYLES = [(space, mark) for space in _SPACES for mark in ",."]
_STYLES += [(".", ","), (",", "."), ("'", "."), ("'", ","), ("’", "."), ("", ","), ("", ".")]
_CURRENCIES = [
    ("FCFA", "XOF"), ("F CFA", "XOF"), ("F\u00a0CFA", "XOF"), ("XOF", "XOF"), ("USD", "USD"),
    ("US$", "USD"), ("$", "USD"), ("€", "EUR"), ("EUR", "EUR"), ("GNF", "GNF"), ("", None),
]  # fmt: skip
_SIGNS = ["{}", "-{}", "−{}", "- {}", "{}-", "({})", "( {} )"]


def _printed(value: Decimal, group: str, mark: str) -> str:
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", group) + (mark + decimals if decimals else "")


@given(
    digits=st.integers(0, 10**13),
    decimals=st.integers(0, 4),
    style=st.sampled_from(_STYLES),
    currency=st.sampled_from(_CURRENCIES),
    before=st.booleans(),
    gap=st.sampled_from(["", *_SPACES]),
    sign=st.sampled_from(_SIGNS),
    inside=st.booleans(),
)
def test_every_style_is_read_back(
    digits: int,
    decimals: int,
    style: tuple[str, str],
    currency: tuple[str, str | None],
    before: bool,
    gap: str,
    sign: str,
    inside: bool,
) -> None:
    value = Decimal(digits).scaleb(-decimals)
    group, mark = style
    if decimals == 3 and ((mark == "." and group in _SPACES) or 1 <= value < 1000):
        decimals, value = 2, Decimal(digits).scaleb(-2)  # two readings by the module's rule
    if decimals == 4 and mark == "." and 1 <= value < 13:
        mark = ","  # '12.2024' is a month
    number = _printed(value, group, mark)
    symbol, iso = currency

    def with_currency(text: str) -> str:
        return f"{symbol}{gap}{text}" if before else f"{text}{gap}{symbol}"

    text = sign.format(with_currency(number)) if inside else with_currency(sign.format(number))
    assert parse_amount(text) == Figure(
        -value if sign != "{}" else value, Decimal(1).scaleb(-decimals), iso
    )


@given(st.integers(1, 999), st.sampled_from(".,"), st.integers(0, 999))
def test_three_digits_after_a_lone_mark_are_thousands(whole: int, mark: str, rest: int) -> None:
    figure = parse_amount(f"{whole}{mark}{rest:03d}")
    assert figure == Figure(Decimal(whole * 1000 + rest), Decimal(1))


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    parse_amount(text)
    leading_text_and_amount(text)
    currency_of(text)
    assert scale_of(text) >= 1


@given(st.text(alphabet="0123456789 .,'-()FCA$%/", max_size=12))
def test_what_is_read_keeps_its_digits(text: str) -> None:
    figure = parse_amount(text)
    if figure is not None:
        printed = "".join(c for c in text if c.isdigit())
        assert f"{abs(figure.value)}".replace(".", "") == printed


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "–",
        "—",
        "- -",
        "néant",
        "Nil",
        "n/a",
        "N/A",
        "s.o.",
        "...",
        "p.m.",
        "PM",
        "Pour mémoire",
    ],
)
def test_nil(text: str) -> None:
    assert is_nil(text)


@pytest.mark.parametrize("text", ["", "0", "X", "-5", "PNUD", "a"])
def test_not_nil(text: str) -> None:
    assert not is_nil(text)


def test_digits() -> None:
    assert has_digits("T1")
    assert not has_digits("Total")
    assert not has_digits("²")


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("TOTAL GÉNÉRAL : 4 728 228 FCFA", "TOTAL GÉNÉRAL", "4728228"),
        ("Total 355 333", "Total", "355333"),
        ("Sub Total 1 699 285,76", "Sub Total", "1699285.76"),
        ("Sous-total 1.1 355 333", "Sous-total 1.1", "355333"),
        ("Sous total résultat 2 : 355 333", "Sous total résultat 2", "355333"),
        ("Budget : 96 303 057FCFA", "Budget", "96303057"),
        ("Total : USD 500", "Total", "500"),
        ("Total 500 $", "Total", "500"),
        ("Travel - 15 000", "Travel", "15000"),
        ("Écart : -5 000", "Écart", "-5000"),
        ("Écart : (5 000)", "Écart", "-5000"),
        ("Budget 2024 : 500 000", "Budget 2024", "500000"),
        ("GMS 104 400", "GMS", "104400"),
        ("Transport 15000", "Transport", "15000"),
    ],
)
def test_text_then_amount(text: str, label: str, value: str) -> None:
    split = leading_text_and_amount(text)
    assert split is not None
    assert (split[0], split[1].value) == (label, Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "160 000",  # no text
        "Sous total résultat 2 355 333",  # the result may be 2 or the amount 2 355 333
        "Budget 2024",
        "Activité 1.1",
        "Phase 2",
        "Organiser 5 forums",
        "Lampes (500)",
        "Lampes 7 225 0O1 FCFA",
        "Total (5 000)",
        "X 15 %",
        "Total",
        "",
    ],
)
def test_no_clear_amount_after_text(text: str) -> None:
    assert leading_text_and_amount(text) is None


@pytest.mark.parametrize(
    ("text", "currency", "scale"),
    [
        ("Montant (FCFA)", "XOF", 1),
        ("Montant en F CFA", "XOF", 1),
        ("en USD", "USD", 1),
        ("Coût (US$)", "USD", 1),
        ("Budget €", "EUR", 1),
        ("Montant (DH)", "MAD", 1),
        ("Budget en milliers de FCFA", "XOF", 1000),
        ("Budget (milliers FCFA)", "XOF", 1000),
        ("en milliers", None, 1000),
        ("(x 1000)", None, 1000),
        ("(x 1 000 USD)", "USD", 1000),
        ("Coût (000 FCFA)", "XOF", 1000),
        ("En '000 USD", "USD", 1000),
        ("k€", "EUR", 1000),
        ("Montant (kEUR)", "EUR", 1000),
        ("MFCFA", "XOF", 1_000_000),
        ("en millions de FCFA", "XOF", 1_000_000),
        ("in thousands of USD", "USD", 1000),
        ("En milliards de FCFA", "XOF", 1_000_000_000),
        ("Formation de 15 millions de personnes", None, 1),
        ("Total 96 000 FCFA", "XOF", 1),
        ("Danse et euphorie", None, 1),
        ("Dar es Salam", None, 1),
        ("Responsable", None, 1),
    ],
)
def test_currency_and_scale_of_headers(text: str, currency: str | None, scale: int) -> None:
    assert (currency_of(text), scale_of(text)) == (currency, scale)
