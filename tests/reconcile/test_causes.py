"""The one edit that closes a gap: found where it is the only one, unsaid where it is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.audit import Cause, Finding, audit
from tests.reconcile.plans import Maker


def subtotal_of(figures: list[str], stated: str) -> Finding | None:
    maker = Maker()
    maker.group("1")
    for figure in figures:
        maker.activity(None)
        maker.line(figure)
    maker.sub(stated)
    found = [f for f in audit(maker.plan(), {}).findings if f.subject == "t1"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("figures", "stated", "cause", "implied"),
    [
        (["1100", "2300", "731"], "3400", Cause.LINE_LEFT_OUT, "4131"),
        (["1100", "2300", "731"], "4862", Cause.LINE_COUNTED_TWICE, "4131"),
        (["1100", "2300", "731"], "4311", Cause.DIGITS_SWAPPED, "4131"),
        (["1100", "3200", "731"], "4131", Cause.DIGITS_SWAPPED, "2300"),
        (["1100", "2300", "731"], "431", Cause.DIGIT_DROPPED, "4131"),
        (["1100", "2300", "731"], "41231", Cause.DIGIT_ADDED, "4131"),
        (["1100", "230", "731"], "4131", Cause.DECIMAL_SHIFT, "2300"),
        (["1100", "2300000", "731"], "4131", Cause.DECIMAL_SHIFT, "2300"),
        (["1100", "-2300", "731"], "4131", Cause.SIGN, "2300"),
        (["1100", "2300", "731"], "-4131", Cause.SIGN, "4131"),
        # two equal lines: nothing says which one was left out
        (["1100", "1100", "731"], "1831", None, None),
        # no single edit does it
        (["1100", "2300", "731"], "4999", None, None),
    ],
)
def test_cause(figures: list[str], stated: str, cause: Cause | None, implied: str | None) -> None:
    finding = subtotal_of(figures, stated)
    assert finding is not None
    assert finding.cause == cause
    assert finding.implied_amount == (None if implied is None else Decimal(implied))
    assert (finding.explanation is None) == (cause is None)


@given(
    st.lists(st.integers(100, 999_999), min_size=2, max_size=6),
    st.integers(0, 5),
    st.integers(0, 4),
)
def test_a_named_swap_is_the_planted_one(figures: list[int], which: int, at: int) -> None:
    """Swap two digits of one line: a cause, where one is named, restores a sum that foots."""
    right = figures[which % len(figures)]
    digits = str(right)
    assume(at + 1 < len(digits) and digits[at] != digits[at + 1])
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assume(not swapped.startswith("0"))
    printed = [str(figure) for figure in figures]
    printed[which % len(figures)] = swapped
    finding = subtotal_of(printed, str(sum(figures)))
    assert finding is not None
    if finding.cause is Cause.DIGITS_SWAPPED:
        assert finding.implied_amount in (right, sum(int(figure) for figure in printed))
