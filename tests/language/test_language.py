"""Responsible parties, countries, and the language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plans.gazetteer import PIECE
from extractors.plans.language import countries_in, detect_language, parties_in, split_parties
from extractors.values.folding import fold
from extractors.values.terms import read_terms


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("PNUD", ["PNUD"]),
        ("UNDP", ["PNUD"]),
        ("PNUD/ADR", ["PNUD", "ADR"]),
        ("PNUD - ADR", ["PNUD", "ADR"]),
        ("PNUD-ADR", ["PNUD", "ADR"]),
        ("PNUD\nADR", ["PNUD", "ADR"]),
        ("PNUD, UNICEF et OIM", ["PNUD", "UNICEF", "OIM"]),
        ("PNUD ; PNUD", ["PNUD"]),
        ("SECRÉTARIAT TECHNIQUE", ["Secrétariat technique"]),
        ("Secrétariat\ntechnique", ["Secrétariat technique"]),
        (
            "Troïka Troïka technique Secrétariat technique",
            ["Troïka", "Troïka technique", "Secrétariat technique"],
        ),
        (
            "Troïka technique Direction du budget",
            ["Troïka technique", "Direction du budget"],
        ),
        ("SP PNDES et DGESS ministères président CSD", ["SP/PNDES", "DGESS", "Président CSD"]),
        ("Direction des études, ONG locales", ["Direction des études", "ONG"]),
        ("DNCT+DGB", ["DNCT", "DGB"]),
        ("Ministère de la Santé et UNICEF", ["Ministère de la Santé", "UNICEF"]),
        (
            "Ministère de la Femme, de la Famille et du Genre",
            ["Ministère de la Femme, de la Famille et du Genre"],
        ),
        ("Direction régionale du PNUD", ["Direction régionale du PNUD"]),
        ("Secrétariat technique de la Troïka", ["Secrétariat technique de la Troïka"]),
        ("Responsable : PNUD ; Appui : ADR", ["PNUD", "ADR"]),
        ("Direction générale des\nétudes", ["Direction générale des études"]),
        ("", []),
        ("-", []),
        ("n/a", []),
        (" / ", []),
    ],
)
def test_parties_of_a_cell(text: str, parties: list[str]) -> None:
    assert [canonical for canonical, _ in split_parties(text)] == parties


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("PNUD Mali", ("PNUD", "PNUD Mali")),
        ("PNUD (DIM)", ("PNUD", "PNUD (DIM)")),
        ("ONG (CARE, AMSS)", ("ONG", "ONG (CARE, AMSS)")),
        ("<i>Troika technique</i>", ("Troïka technique", "Troika technique")),
        ("care", ("care", "care")),  # the agency is printed in capitals
    ],
)
def test_what_is_printed_stays(text: str, party: tuple[str, str]) -> None:
    assert split_parties(text) == (party,)


_ACRONYMS = sorted({r["alias"] for r in read_terms("parties") if r["alias"].isupper()})
_CANONICAL = {fold(r["alias"]): r["party"] for r in read_terms("parties")}


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(_ACRONYMS), min_size=1, max_size=4),
    st.sampled_from(["/", " / ", ", ", " et ", " ; ", " + ", "\n", " & "]),
)
def test_known_parties_are_all_found(names: list[str], separator: str) -> None:
    expected = dict.fromkeys(_CANONICAL[fold(name)] for name in names)
    assert [party for party, _ in split_parties(separator.join(names))] == list(expected)


def test_parties_of_running_text() -> None:
    text = "Le projet du PNUD aide les communes, avec l'OIM et le PNUD ; il prend care of all."
    assert parties_in(text) == (("PNUD", "PNUD"), ("OIM", "OIM"))


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Burkina Faso , Mali , Niger", ("BF", "ML", "NE")),
        ("Mali, Niger et Mali", ("ML", "NE")),
        ("l'Algérie et la Côte d’Ivoire", ("DZ", "CI")),
        ("République démocratique du Congo", ("CD",)),
        ("Congo et RDC", ("CG", "CD")),
        ("Guinée-Bissau, Guinée", ("GW", "GN")),
        ("TCHAD", ("TD",)),
        ("Nigeria", ("NG",)),
        ("le projet du mali", ()),
        ("Réunion de lancement", ()),
        ("Malien", ()),
        ("", ()),
    ],
)
def test_countries(text: str, countries: tuple[str, ...]) -> None:
    assert countries_in(text) == countries


def test_countries_of_a_text_of_any_length() -> None:
    sentence = "Les services de santé suivent le plan. "
    many = sentence * (PIECE // len(sentence))
    across = many + "Ils le suivent au Burkina Faso. "  # the first piece ends in this
    assert len(many) < PIECE < len(across)
    assert countries_in(across + many * 6 + "De même au Niger.") == ("BF", "NE")
    assert countries_in("mot " * PIECE + "Niger") == ("NE",)
    assert countries_in("m" * (PIECE + 1) + " Niger") == ("NE",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mise en place de cellules de veille dans les communes de la région", "fr"),
        ("Installation of public lighting in the towns of the region", "en"),
        ("Instalación de alumbrado público en los municipios de la región", "es"),
        ("PNUD", None),
        ("", None),
        ("160 000 1 699 285,76 2024 2025 2026 2027", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@settings(max_examples=60)
@given(st.text(max_size=50))
def test_any_text_is_read_without_error(text: str) -> None:
    for canonical, printed in split_parties(text):
        assert canonical
        assert printed
    countries_in(text)
    parties_in(text)
    detect_language(text)
