"""Text into pages, paragraphs and grids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Grid, Layout, Paragraph
from extractors.readers.text import read_text


def cells(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in grid.rows] for grid in read_text(text).grids()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc\td", [[["a", "b"], ["c", "d"]]]),
        ("\ta\t\tb\t", [[["", "a", "", "b", ""]]]),
        ("a\tb\r\nc\td\r\n", [[["a", "b"], ["c", "d"]]]),
        ("a\tb\n\nc\td", [[["a", "b"]], [["c", "d"]]]),  # an empty line ends a grid
        ("| a | b |\n|---|:-:|\n| c | d |", [[["a", "b"], ["c", "d"]]]),
        ("a | b |\nc | d |", [[["a", "b"], ["c", "d"]]]),
        ("| a | b |\n| | d |", [[["a", "b"], ["", "d"]]]),
        ("a | b | c\n| d | e", [[["a", "b", "c"], ["", "d", "e"]]]),  # not every row is led
        ("a\tb\nalone\nc\td", [[["a", "b"], ["alone"], ["c", "d"]]]),
        ("Un titre : le plan | 2024", []),  # a lone bar is punctuation
        ("du texte", []),
        ("", []),
        ("\t\t\n", []),
    ],
)
def test_cells(text: str, expected: list[list[list[str]]]) -> None:
    assert cells(text) == expected


def test_lines_and_columns_are_told() -> None:
    [grid] = read_text("titre\n\na\t\tb\nc").grids()
    assert grid.layout is Layout.DELIMITED
    assert grid.width == 3
    assert [(row.line, [cell.column for cell in row.cells]) for row in grid.rows] == [
        (3, [0, 1, 2])
    ]


def test_text_outside_tables_is_paragraphs() -> None:
    document = read_text("Plan\n\na\tb\n\n  Signé  \n")
    paragraphs = [b for b in document.blocks() if isinstance(b, Paragraph)]
    assert [(p.text, p.line) for p in paragraphs] == [("Plan", 1), ("Signé", 5)]


def test_form_feeds_are_pages() -> None:
    document = read_text("Plan\na\tb\f\nc\td\n\f")
    assert document.paged
    assert [page.number for page in document.pages] == [1, 2]
    assert [(g.page, g.number, g.rows[0].line) for g in document.grids()] == [(1, 1, 2), (2, 2, 3)]


def test_without_form_feeds_there_are_no_pages() -> None:
    document = read_text("Plan")
    assert not document.paged
    assert [page.number for page in document.pages] == [None]


def test_more_than_a_few_plain_lines_end_a_grid() -> None:
    assert len(cells("a\tb\n" + "x\n" * 4 + "c\td")) == 2
    assert len(cells("a\tb\n" + "x\n" * 3 + "c\td")) == 1


@given(st.text(alphabet="ab1 \t|\n-\f", max_size=60))
def test_every_printed_line_is_in_exactly_one_block(text: str) -> None:
    document = read_text(text)
    lines = text.replace("\f", "\n").split("\n") if "\f" in text else text.split("\n")
    found: list[str] = []
    for block in document.blocks():
        if isinstance(block, Grid):
            found.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            found.append(block.text)
    bare = [c for part in found for c in part if c not in " \t|-"]
    assert bare == [c for line in lines for c in line if c not in " \t|-"]


def test_rules_of_plus_signs_part_rows_only() -> None:
    text = "+----+--------+\n| N° | Montant|\n+====+========+\n| 1  | 10 000 |\n+----+--------+\n"
    [grid] = read_text(text).grids()
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["N°", "Montant"],
        ["1", "10 000"],
    ]


@pytest.mark.parametrize(
    ("text", "rows", "paragraphs"),
    [
        (
            'Plan 2024;;\n;;\nN°;Activités;Montant\n1;"Forer ; équiper";10 000\nTotal;;10 000\n',
            [
                (3, ["N°", "Activités", "Montant"]),
                (4, ["1", "Forer ; équiper", "10 000"]),
                (5, ["Total", "", "10 000"]),
            ],
            ["Plan 2024"],
        ),
        (
            '1;"Forer\nun puits";10\n2;Former;20\n3;Suivre;30\n',
            [
                (1, ["1", "Forer\nun puits", "10"]),
                (3, ["2", "Former", "20"]),
                (4, ["3", "Suivre", "30"]),
            ],
            [],
        ),
        ("Il faut : forer ; former ; suivre.\nPuis rendre compte.\n", [], 2),
        ('Un guillemet " ouvert ; ici ;\nPuis ; rien ;\n', [], 2),
    ],
)
def test_semicolons(
    text: str, rows: list[tuple[int, list[str]]], paragraphs: list[str] | int
) -> None:
    document = read_text(text)
    found = [
        (row.line, [cell.text for cell in row.cells])
        for grid in document.grids()
        for row in grid.rows
    ]
    assert found == rows
    others = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    assert (others if isinstance(paragraphs, list) else len(others)) == paragraphs
