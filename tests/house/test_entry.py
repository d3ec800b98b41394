"""An outcome on its way to disk and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contract import FieldType, resources
from extractors.errors import Language
from extractors.plan import Kind
from extractors.values.accounts import chart
from pipeline.audit import Severity, Verdict
from pipeline.entry import DamagedEntryError, pack, unpack
from pipeline.examine import examine
from pipeline.outcome import Outcome, Rows, Status, Task, Told, Wording
from pipeline.spool import Spool

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"

_VALUES: dict[FieldType, st.SearchStrategy[object]] = {
    FieldType.STRING: st.text(),
    FieldType.INTEGER: st.integers(),
    FieldType.NUMBER: st.decimals(allow_nan=False, allow_infinity=False),
    FieldType.DATE: st.dates(),
}


def rows() -> st.SearchStrategy[Rows]:
    tables = {
        table.name: st.lists(
            st.tuples(*(st.none() | _VALUES[field.type] for field in table.fields)), max_size=2
        )
        for table in resources()
    }
    return st.fixed_dictionaries({}, optional=tables)  # type: ignore[arg-type]


WORDINGS = st.builds(Wording, st.text(), st.none() | st.text())
TOLD = st.builds(
    Told,
    st.text(),
    st.sampled_from(Severity),
    st.sampled_from(Verdict),
    st.fixed_dictionaries(dict.fromkeys(Language, WORDINGS)),
)
OUTCOMES = st.builds(
    Outcome,
    name=st.text(),
    document_id=st.text(),
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    rows=rows(),
    findings=st.lists(TOLD, max_size=3).map(tuple),
)


def exact(outcome: Outcome) -> str:
    """Also what `==` passes over: a Decimal's exponent and sign, the types."""
    return repr(outcome)


@given(OUTCOMES)
def test_an_outcome_comes_back_exactly(outcome: Outcome) -> None:
    again = unpack(pack(outcome))
    assert again == outcome
    assert exact(again) == exact(outcome)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_what_the_samples_give_comes_back(path: Path) -> None:
    outcome = examine(Task(path, path.name), chart=chart(), language=Language.FRENCH)
    assert outcome.rows["documents"]
    assert unpack(pack(outcome)) == outcome


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry[:-1],
        lambda entry: entry + b"\0",
        lambda _entry: b"",
        lambda entry: entry[:40] + bytes([entry[40] ^ 1]) + entry[41:],
        lambda entry: bytes([entry[0] ^ 128]) + entry[1:],
    ],
)
def test_damage_is_noticed(damage: Callable[[bytes], bytes]) -> None:
    entry = pack(Outcome("a", "0" * 12, Kind.UNKNOWN, Status.OK, {}, ()))
    with pytest.raises(DamagedEntryError):
        unpack(damage(entry))


def test_a_spool_gives_back_in_order_what_came_in_any(tmp_path: Path) -> None:
    made = [
        Outcome(name * 1000, "0" * 12, Kind.UNKNOWN, Status.OK, {}, ()) for name in ("a", "b", "c")
    ]
    spool = Spool(tmp_path / "spool", 3)
    for at in (2, 0, 1):
        spool.put(at, pack(made[at]))
    assert list(spool) == list(spool) == made
    assert (len(spool), spool[-1], spool[1:]) == (3, made[2], made[1:])
