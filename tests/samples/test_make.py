from pathlib import Path

import pytest

from samples.layout import LayoutError, Rest, Row, Verbatim, print_rows
from samples.make import RAW, write_text


def test_data_raw_holds_what_is_written_today(tmp_path: Path) -> None:
    write_text(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) == 5
    assert {name: (RAW / name).read_bytes() for name in written} == written


def test_cut_cell_goes_on_in_a_row_of_its_own() -> None:
    rows = [{"a": "un deux", "t": "5"}, {"a": "trois"}]
    steps = [Row("at", cut=("a", "deux")), Verbatim(), Rest("a."), Row(".a")]
    assert list(print_rows(rows, steps)) == ["un\t5", "", "deux\t", "\ttrois"]


def test_account_and_amount_run_together() -> None:
    row = {"b": "Travel - 71600", "t": "15 000"}
    assert list(print_rows([row], [Row(".C")])) == ["\tTravel 71600 - 15 000"]


def test_marks_accounts_and_tags() -> None:
    row = {"0": "X", "2": "X", "b": "Travel - 71600", "t": "15 000", "o": "But : la paix"}
    assert list(print_rows([row], [Row("o.012B", mark="x", tag="i")])) == [
        "But : <i>la paix</i>\t\tx\t\tx\tTravel - 71600 15 000"
    ]


@pytest.mark.parametrize(
    ("rows", "steps"),
    [
        ([{"a": "x"}], []),
        ([], [Row("a")]),
        ([{"a": "x", "t": "1"}], [Row("a.")]),
        ([{"a": "un deux"}], [Row("a", cut=("a", "un"))]),
        ([{"a": "un deux"}], [Row("a", cut=("a", "deux"))]),
    ],
    ids=["row left", "row short", "cell lost", "cut that is no ending", "rest never printed"],
)
def test_a_layout_that_loses_something_is_refused(
    rows: list[dict[str, str]], steps: list[Row]
) -> None:
    with pytest.raises(LayoutError):
        list(print_rows(rows, steps))
