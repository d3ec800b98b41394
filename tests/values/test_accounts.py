"""Budget cells: description, account code and amount in any order seen in plans."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.accounts import chart, is_code, load_chart, parse_budget


@pytest.mark.parametrize(
    ("text", "label", "code", "value"),
    [
        ("Training, Workshops and Confer - 75700", "Training, Workshops and Confer", "75700", None),
        ("Training, Workshops and Confer - 75700 20 000", "Training, Workshops and Confer",
         "75700", "20000"),
        ("Travel 71600 - 15 000", "Travel", "71600", "15000"),
        ("72200 Equipment and Furniture", "Equipment and Furniture", "72200", None),
        ("72200 - Equipment and Furniture 160 000", "Equipment and Furniture", "72200", "160000"),
        ("72200: Equipment: 160 000 FCFA", "Equipment", "72200", "160000"),
        ("Equipment - 72200 160 000,50", "Equipment", "72200", "160000.50"),
        ("Staff Mgmt Costs - IP Staff - 64300", "Staff Mgmt Costs - IP Staff", "64300", None),
        ("Rental & Maintenance -Premises - 73100", "Rental & Maintenance -Premises", "73100", None),
        ("Travel (71600)", "Travel", "71600", None),
        ("72200", None, "72200", None),
        ("75700-20 000", None, "75700", "20000"),
        ("75700 20000", None, "75700", "20000"),
        ("Training 75700 75700", "Training", "75700", "75700"),
        ("GMS", "GMS", None, None),
        ("GMS 104 400", "GMS", None, "104400"),
        ("160 000", None, None, "160000"),
        ("20000", None, None, "20000"),
        ("Carburant", "Carburant", None, None),
        ("Achat de 2 véhicules", "Achat de 2 véhicules", None, None),
        ("", None, None, None),
        ("-", None, None, None),
    ],
)  # fmt: skip
def test_budget_cells(text: str, label: str | None, code: str | None, value: str | None) -> None:
    budget = parse_budget(text)
    assert (budget.label, budget.code) == (label, code)
    assert (budget.figure.value if budget.figure else None) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("72200", True),
        ("75999", True),  # of the shape, though unknown
        ("64300", True),
        ("20000", False),  # an amount
        ("7220", False),
        ("722000", False),
        ("72 200", False),
        ("00127299", False),
        ("Travel 71600", False),
    ],
)
def test_codes_alone(text: str, expected: bool) -> None:
    assert is_code(text) is expected


_NAMES = st.sampled_from(["Travel", "GMS and fees", "Équipement", "Training, Workshops and Confer"])


@given(
    name=_NAMES,
    code=st.sampled_from(sorted(chart())),
    amount=st.none() | st.integers(1000, 10**8),
    leading=st.booleans(),
    joint=st.sampled_from([" - ", " ", ": ", " – "]),
)
def test_parts_are_read_back(
    name: str, code: str, amount: int | None, leading: bool, joint: str
) -> None:
    text = f"{code}{joint}{name}" if leading else f"{name}{joint}{code}"
    if amount is not None:
        text += f" {amount:,}".replace(",", " ")
    budget = parse_budget(text)
    assert (budget.label, budget.code) == (name, code)
    assert (budget.figure.value if budget.figure else None) == amount


def test_chart_holds_the_printed_accounts() -> None:
    assert chart()["72200"].name_en == "Equipment and Furniture"
    assert len(chart()) == 33
    assert all(account.evidence in ("printed", "known") for account in chart().values())


def test_a_chart_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"
    path.write_text("code,name_en\n60100,Achats\n", encoding="utf-8-sig")
    assert load_chart(path)["60100"].name_en == "Achats"
    path.write_text("compte,libelle\n60100,Achats\n", encoding="utf-8")
    with pytest.raises(ValueError, match="code and name_en"):
        load_chart(path)


@given(st.text(max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    parse_budget(text)
