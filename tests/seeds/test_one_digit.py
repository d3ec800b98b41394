"""Altering one digit of any amount of the quarter plan is noticed at its own total, nowhere else.

The text is edited, then read and audited anew. Every digit of every budget line and stated total
is altered once; a leading digit never becomes zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from extractors.plans import read_plan
from extractors.readers.text import read_text
from extractors.values.accounts import chart
from pipeline.audit import Audit, Finding, Rule, TotalStatus, audit
from tests.seeds.figures import LINES, REAL, SHIPPED, TOTALS, value

# Every digit of the real plan where it is at hand, else of the shipped one; of the shipped one
# always one digit an amount.
FULL = REAL if REAL.is_file() else SHIPPED
IMPLIED = Decimal(43_000)
BLANK = 75
BLANK_GROUP = 93  # the subtotal with the blank amount beneath it
GRAND, BUDGET = 114, 117
# By how much a total differs as printed.
PRINTED = {113: Decimal("-0.24"), 114: Decimal("-0.76")}
# Half a unit of the last digit of each part and of the total itself, added up.
TOLERANCE = {
    40: Decimal("3"),
    52: Decimal("4.5"),
    68: Decimal("6.5"),
    113: Decimal("8.005"),
    114: Decimal("2.505"),
    117: Decimal("1.5"),
}

Said = tuple[Rule, int | None, Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Change:
    """One digit of the amount printed on a source line altered; `by` is new less old value."""

    line: int
    printed: str
    altered: str

    @property
    def by(self) -> Decimal:
        return value(self.altered) - value(self.printed)

    def apply(self, text: str) -> str:
        lines = text.split("\n")
        before, found, after = lines[self.line - 1].rpartition(self.printed)
        assert found
        lines[self.line - 1] = before + self.altered + after
        return "\n".join(lines)


def changes(line: int, printed: str) -> Iterator[Change]:
    for at, digit in enumerate(printed):
        if digit.isdigit():
            other = str((int(digit) + 3 + at) % 10)
            if other == digit or (at == 0 and other == "0"):
                other = str((int(other) + 1) % 10)
            yield Change(line, printed, printed[:at] + other + printed[at + 1 :])


PRINTED_LINES = [(line, amount) for line, _, _, amount in LINES if amount]
PRINTED_TOTALS = [(line, amount) for line, _, amount in TOTALS]


def cases(figures: list[tuple[int, str]]) -> list[tuple[Path, Change]]:
    found = []
    for number, (line, printed) in enumerate(figures):
        every = list(changes(line, printed))
        found += [(FULL, change) for change in every]
        found.append((SHIPPED, every[number % len(every)]))
    return found


def show(case: Path | Change) -> str:
    if isinstance(case, Path):
        return case.stem
    return f"{case.line}: {case.printed} -> {case.altered}"


def total_above(line: int) -> int:
    return next(at for at, kind, _ in TOTALS if at > line and kind == "subtotal")


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def audited(text: str) -> Audit:
    return audit(read_plan(read_text(text)), chart())


@cache
def as_printed(path: Path) -> Audit:
    return audited(text_of(path))


def said(finding: Finding) -> Said:
    return (
        finding.rule,
        finding.place.line,
        finding.stated,
        finding.difference,
        finding.implied_amount,
    )


def standing(audit: Audit) -> dict[int | None, tuple[TotalStatus, Decimal | None]]:
    return {a.total.place.line: (a.status, a.difference) for a in audit.totals}


def check(path: Path, change: Change, touched: set[int]) -> dict[int | None, Finding]:
    """What is found now and was not before, by source line; other lines say what they said."""
    after, before = audited(change.apply(text_of(path))), as_printed(path)
    old, new = {said(f) for f in before.findings}, {said(f) for f in after.findings}
    assert {line for _, line, *_ in old ^ new} <= touched
    stood, stands = standing(before), standing(after)
    assert {line for line in stood if stood[line] != stands[line]} <= touched
    fresh = {f.place.line: f for f in after.findings if said(f) not in old}
    assert len(fresh) == len(new - old)
    return fresh


def rule(line: int, difference: Decimal, mismatch: Rule) -> Rule:
    return Rule.ROUNDING_DIFFERENCE if abs(difference) <= TOLERANCE[line] else mismatch


def test_every_amount_is_altered() -> None:
    for line, printed in (*PRINTED_LINES, *PRINTED_TOTALS):
        every = list(changes(line, printed))
        assert len(every) == sum(char.isdigit() for char in printed)
        assert all(change.by for change in every)
    assert len(PRINTED_LINES) == 57
    assert len(PRINTED_TOTALS) == 9


@pytest.mark.parametrize(("path", "change"), cases(PRINTED_LINES), ids=show)
def test_a_digit_of_a_line(path: Path, change: Change) -> None:
    total = total_above(change.line)
    if total == BLANK_GROUP:
        implied = IMPLIED - change.by
        if implied > 0:
            fresh = check(path, change, {BLANK, total})
            assert set(fresh) == {BLANK}
            assert fresh[BLANK].rule is Rule.MISSING_AMOUNT
            assert fresh[BLANK].implied_amount == implied
        else:
            # No amount closes the gap: the subtotal is what is wrong.
            fresh = check(path, change, {BLANK, total})
            assert fresh[total].rule is Rule.SUBTOTAL_MISMATCH
            assert fresh[total].difference == implied
        return
    fresh = check(path, change, {total})
    assert set(fresh) == {total}
    difference = PRINTED.get(total, Decimal(0)) - change.by
    assert fresh[total].difference == difference
    assert fresh[total].rule is rule(total, difference, Rule.SUBTOTAL_MISMATCH)


@pytest.mark.parametrize(("path", "change"), cases(PRINTED_TOTALS[:5]), ids=show)
def test_a_digit_of_a_subtotal(path: Path, change: Change) -> None:
    line = change.line
    above = PRINTED[GRAND] - change.by
    rounds = abs(above) <= TOLERANCE[GRAND]
    if line == BLANK_GROUP:
        fresh = check(path, change, {BLANK, line, GRAND})
        implied = IMPLIED + change.by
        if implied <= 0:
            assert set(fresh) == {BLANK, line}
            assert fresh[line].rule is Rule.SUBTOTAL_MISMATCH
            assert fresh[line].difference == implied
        else:
            assert set(fresh) == {BLANK, GRAND}
            # The grand total tells against a value that the altered subtotal implies.
            assert fresh[BLANK].implied_amount == (implied if rounds else None)
            assert fresh[GRAND].difference == above
            assert fresh[GRAND].rule is rule(GRAND, above, Rule.GRAND_TOTAL_MISMATCH)
        return
    fresh = check(path, change, {line, GRAND})
    difference = PRINTED.get(line, Decimal(0)) + change.by
    assert fresh[line].difference == difference
    assert fresh[line].rule is rule(line, difference, Rule.SUBTOTAL_MISMATCH)
    # The grand total does not repeat it: only what rounding leaves it is said.
    assert set(fresh) == ({line, GRAND} if rounds else {line})
    if rounds:
        assert fresh[GRAND].rule is Rule.ROUNDING_DIFFERENCE
        assert fresh[GRAND].difference == above


@pytest.mark.parametrize(("path", "change"), cases(PRINTED_TOTALS[5:6]), ids=show)
def test_a_digit_of_the_grand_total(path: Path, change: Change) -> None:
    fresh = check(path, change, {GRAND})
    difference = PRINTED[GRAND] + change.by
    assert set(fresh) == {GRAND}
    assert fresh[GRAND].difference == difference
    assert fresh[GRAND].rule is rule(GRAND, difference, Rule.GRAND_TOTAL_MISMATCH)


@pytest.mark.parametrize(("path", "change"), cases(PRINTED_TOTALS[6:]), ids=show)
def test_a_digit_of_the_budget(path: Path, change: Change) -> None:
    fresh = check(path, change, {BUDGET})
    difference = change.by if change.line == BUDGET else -change.by
    assert set(fresh) == {BUDGET}
    assert fresh[BUDGET].difference == difference
    assert fresh[BUDGET].rule is rule(BUDGET, difference, Rule.BUDGET_IDENTITY_MISMATCH)
