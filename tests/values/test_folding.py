"""Printed text made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.folding import clean, fold


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  160\u00a0000 ", "160 000"),
        ("1\u202f699\u2009285,76", "1 699 285,76"),
        ("<p>Objectif <i>général</i></p>", "Objectif général"),
        ("**Priorité 1**", "Priorité 1"),
        ("ligne une<br/>ligne deux", "ligne une ligne deux"),
        ("R&amp;D&nbsp;: essais", "R&D : essais"),
        ("&lt;p&gt;caché&lt;/p&gt;", "caché"),
        ("co\u00adopé\u200bration", "coopération"),
        ("ﬁnancement", "financement"),
        ("E\u0301tat", "État"),
        ("l’État", "l’État"),
        ("a < b > c", "a < b > c"),
        ("**", "**"),
        ("15²", "15²"),
        ("AT&T", "AT&T"),
        ("", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("TOTAL GÉNÉRAL", "total general"),
        ("Mise en ŒUVRE", "mise en oeuvre"),
        ("l’État – sous‑total", "l'etat - sous-total"),
        ("Nº 5", "n° 5"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_both_change_nothing_twice(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert fold(clean(text)) == fold(text)
