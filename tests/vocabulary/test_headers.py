"""Header terms: every term finds its role, in any case, plural and company; sentences find none."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grids.columns import ColumnRole
from extractors.plan import Level, TotalKind
from extractors.values.terms import VOCABULARY, read_terms
from extractors.vocabulary import header_role, total_label

F, N, A, S = (
    ColumnRole.FRAMEWORK, ColumnRole.NUMBER, ColumnRole.ACTIVITY, ColumnRole.SCHEDULE,
)  # fmt: skip
R, D, ACC = ColumnRole.RESPONSIBLE, ColumnRole.DONOR, ColumnRole.ACCOUNT
B, AM, T, I = ColumnRole.BUDGET, ColumnRole.AMOUNT, ColumnRole.TOTAL, ColumnRole.IGNORED  # noqa: E741


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("AXES", F),
        ("PRODUITS", F),
        ("Résultats attendus", F),
        ("Objectifs / Résultats", F),
        ("EXPECTED OUTPUTS (with baseline, indicators and targets)", F),
        ("Effets/Produits", F),
        ("Extrants", F),
        ("N°", N),
        ("No.", N),
        ("Nº", N),
        ("N° d’ordre", N),
        ("N° Activité", N),
        ("Code activité", N),
        ("Activités", A),
        ("2. Activités", A),
        ("ACTIVITES", A),
        ("Activité(s)", A),
        ("PLANNED ACTIVITIES (List what will be done", A),
        ("Résultats/Activités", A),
        ("N° et intitulé de l'activité", A),
        ("Actions à mener", A),
        ("Sous-activités", A),
        ("Tâches", A),
        ("TIMEFRAME", S),
        ("Chronogramme 2024", S),
        ("Période d’exécution", S),
        ("Calendrier de mise en œuvre", S),
        ("Échéance", S),
        ("Responsable", R),
        ("RESPONSABLES", R),
        ("Responsible Party", R),
        ("Structures impliquées dans la mise en œuvre", R),
        ("Responsable de suivi", R),
        ("Acteurs de mise en oeuvre", R),
        ("Partenaires", R),
        ("Sources de financement", D),
        ("Source de financement", D),
        ("Donor Code", D),
        ("Bailleurs", D),
        ("PTF", D),
        ("Funding source", D),
        ("Code", ACC),
        ("Code budgétaire", ACC),
        ("Budget Description", ACC),
        ("Nature de la dépense", ACC),
        ("Rubriques", ACC),
        ("N° compte", ACC),
        ("Désignation", ACC),
        ("PLANNED BUDGET", B),
        ("Budget prévisionnel (FCFA)", B),
        ("Budget 2024", B),
        ("Financement", B),
        ("Apports", B),
        ("Montant (FCFA)", AM),
        ("Coûts estimatifs en FCFA", AM),
        ("Coût", AM),
        ("Amount USD", AM),
        ("Total", T),
        ("Coût total (en milliers de FCFA)", T),
        ("Montant total", T),
        ("Total FCFA", T),
        ("Coût unitaire", I),
        ("Prix unitaire (FCFA)", I),
        ("Quantité", I),
        ("Indicateurs", I),
        ("Sources de vérification", I),
        ("Observations", I),
        ("Lieux", I),
        ("Taux d'exécution", I),
        ("Bénéficiaires", I),
        ("%", I),
    ],
)
def test_headers(text: str, role: ColumnRole) -> None:
    match = header_role(text)
    assert match is not None
    assert match.role is role


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("AXES", Level.AXIS),
        ("Composantes", Level.AXIS),
        ("Objectifs spécifiques", Level.OBJECTIVE),
        ("Résultats attendus", Level.RESULT),
        ("Effets", Level.RESULT),
        ("Produits", Level.PRODUCT),
        ("Expected outputs", Level.PRODUCT),
        ("Objectifs / Résultats", Level.RESULT),
        ("Activités", None),
    ],
)
def test_levels_of_framework_headers(text: str, level: Level | None) -> None:
    match = header_role(text)
    assert match is not None
    assert match.level is level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PNUD",
        "Q1",
        "160 000",
        "X",
        "Organiser des activités de formation pour les jeunes",
        "Activités de sensibilisation des communautés riveraines du fleuve",
        "Élaborer le budget participatif des communes rurales",
        "La sécurité et la cohésion sont améliorées",
        "1.3.1. Arrêter les priorités des communes",
        "Résultat 3 : Les cibles sont atteintes",
        "Objectif spécifique 2 : Appuyer le suivi",
        "Équiper la direction régionale chargée du suivi des résultats scolaires",
    ],
)
def test_no_headers(text: str) -> None:
    assert header_role(text) is None


_TERMS = read_terms("headers")


def test_no_two_terms_say_the_same_in_two_roles() -> None:
    other = {
        row["term"]: match
        for row in _TERMS
        if (match := header_role(row["term"])) is None or match.role != row["role"]
    }
    assert other == {}


@given(
    row=st.sampled_from(_TERMS),
    style=st.sampled_from([str.upper, str.lower, str.capitalize, str.title]),
    frame=st.sampled_from(["{}", " {} :", "**{}**", "<p>{}</p>", "{} (FCFA)", "{} (à préciser)"]),
)
def test_every_term_has_its_role_however_printed(
    row: dict[str, str], style: object, frame: str
) -> None:
    assert callable(style)
    match = header_role(frame.format(style(row["term"])))
    assert match is not None
    assert (match.role, match.exact) == (ColumnRole(row["role"]), True)
    assert match.level == (Level(row["level"]) if row["level"] else None)


@pytest.mark.parametrize(
    ("name", "key", "values"),
    [
        ("headers", "role", set(ColumnRole)),
        ("totals", "kind", set(TotalKind)),
        ("levels", "level", {*Level, "activity"}),
    ],
)
def test_tables_are_tidy(name: str, key: str, values: set[str]) -> None:
    with (VOCABULARY / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    terms = [row["term"] for row in rows]
    assert len(terms) == len(set(terms))
    assert all(row["term"] == row["term"].strip() and row[key] in values for row in rows)
    assert all(row["source"] in ("printed in plans read here", "known") for row in rows)


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    header_role(text)
    total_label(text)
