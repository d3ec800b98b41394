"""The notebooks are today's, and hold nothing that belongs elsewhere."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from notebooks.execute import FOLDER, notebooks, stale

PATHS = notebooks()
NAMES = [path.name for path in PATHS]
# Homes of people, temporary folders, drives of Windows.
PERSONAL = re.compile(r"/(?:home|root|Users|tmp|work|private)/|\b[A-Z]:\\")


def test_there_are_three() -> None:
    assert [name[0] for name in NAMES] == ["1", "2", "3"]


@pytest.fixture(params=PATHS, ids=NAMES)
def notebook(request: pytest.FixtureRequest) -> Any:
    return nbformat.read(request.param, as_version=4)


def test_no_notebook_defines_a_function(notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found = [type(node) for node in ast.walk(ast.parse(cell.source))]
            assert not {ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef} & set(found), cell.id


def test_every_cell_of_code_was_executed_in_order_without_a_complaint(notebook: Any) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        kinds = {output.output_type for output in cell.outputs}
        assert kinds <= {"execute_result", "display_data"}, cell.id


def test_nothing_says_when_where_or_by_whom(notebook: Any) -> None:
    for cell in notebook.cells:
        assert cell.metadata == {}
        for output in cell.get("outputs", ()):
            texts = {k: v for k, v in output.get("data", {}).items() if k.startswith("text/")}
            assert not PERSONAL.search(json.dumps(texts, ensure_ascii=False)), cell.id
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert [cell.id for cell in notebook.cells] == [
        f"c{at:02d}" for at in range(1, len(notebook.cells) + 1)
    ]


@pytest.mark.long
@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_what_is_committed_is_what_comes_out(path: Path) -> None:
    assert stale(FOLDER / path.name) == []
