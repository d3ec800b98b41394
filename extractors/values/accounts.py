"""Budget descriptions: a label, an account code and sometimes an amount in one cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.values.amounts import Figure, leading_text_and_amount, parse_amount
from extractors.values.folding import clean
from extractors.values.terms import VOCABULARY

# A run of five digits that is no part of a longer or grouped number.
_FIVE_DIGITS = re.compile(r"(?<![0-9])(?<![0-9][.,'’])[1-9][0-9]{4}(?![0-9])(?![.,'’][0-9])")
# Expense accounts of the UN's chart (IPSAS) begin with 6 or 7.
_EXPENSE = re.compile(r"[67][0-9]{4}")
_JOINTS = " \t-–—:/|,;"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a chart: `evidence` says where the entry comes from ('printed', 'known')."""

    code: str
    name_en: str
    category: str
    evidence: str


@dataclass(frozen=True, slots=True)
class BudgetText:
    """What one budget cell says; each part None where it is not printed."""

    label: str | None
    code: str | None
    figure: Figure | None


def load_chart(path: Path) -> Mapping[str, Account]:
    """Read a chart of accounts, by code, from a CSV with a code and a name_en column.

    Raises OSError where it cannot be read and ValueError where a column is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"code", "name_en"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: a chart of accounts needs the columns code and name_en")
        return {
            row["code"].strip(): Account(
                row["code"].strip(),
                (row["name_en"] or "").strip(),
                (row.get("category") or "").strip(),
                (row.get("evidence") or "").strip(),
            )
            for row in rows
            if row["code"]
        }


@lru_cache(maxsize=1)
def chart() -> Mapping[str, Account]:
    """The chart of accounts that ships with Totaux."""
    return load_chart(VOCABULARY / "chart_of_accounts.csv")


def is_code(text: str) -> bool:
    """Whether the whole text is a five-digit account code: of the chart, or of its shape."""
    code = clean(text)
    return bool(_FIVE_DIGITS.fullmatch(code)) and (
        code in chart() or _EXPENSE.fullmatch(code) is not None
    )


def _code_in(text: str) -> re.Match[str] | None:
    """The first code that the chart knows, else the first of its shape."""
    found = list(_FIVE_DIGITS.finditer(text))
    known = [match for match in found if match.group() in chart()]
    shaped = [match for match in found if _EXPENSE.fullmatch(match.group())]
    return next(iter([*known, *shaped]), None)


def _label(text: str) -> str | None:
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    label = clean(text).strip(_JOINTS)
    return label if re.search(r"[^\W_]", label) else None


def _tail_amount(text: str) -> Figure | None:
    """The amount after a code; a hyphen or dash before it joins, U+2212 makes it negative."""
    return parse_amount(text.strip(_JOINTS)) if text.strip(_JOINTS) else None


def parse_budget(text: str) -> BudgetText:
    """Take a budget cell apart: the code leads, trails or stands alone, an amount may follow.

    An amount that cannot be told from the label with certainty stays in the label.
    """
    cell = clean(text)
    whole = None if is_code(cell) else parse_amount(cell)
    if whole is not None:
        return BudgetText(None, None, whole)
    found = _code_in(cell)
    if found is None:
        split = leading_text_and_amount(cell)
        if split is None:
            return BudgetText(_label(cell), None, None)
        return BudgetText(_label(split[0]), None, split[1])
    before, after = cell[: found.start()], cell[found.end() :]
    if before.rstrip().endswith(("(", "[")):
        before, after = before.rstrip()[:-1], re.sub(r"^\s*[)\]]", "", after)
    figure = _tail_amount(after)
    if figure is not None:
        after = ""
    elif split := leading_text_and_amount(after):
        after, figure = split
    return BudgetText(_label(f"{before.rstrip(_JOINTS)} {after}"), found.group(), figure)
