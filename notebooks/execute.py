"""Execute the notebooks in place, so that what they show is what the code says today.

`python notebooks/execute.py` writes their outputs; with `--check` it writes nothing and fails where
a text that is committed is not what comes out. Pictures are not compared: fonts differ.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
_TEXTS = ("text/plain", "text/html", "text/markdown")
_SECONDS = 300  # that one cell may take


def notebooks() -> list[Path]:
    """All notebooks, in order."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Any:
    """The notebook with its outputs, and nothing that tells when, where or by whom."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(FOLDER)}}
    metadata = deepcopy(notebook.metadata)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources=resources,
        extra_arguments=["--log-level=ERROR"],  # it warns of its own choice of transport
    )
    client.execute()
    notebook.metadata = metadata
    return notebook


def texts(notebook: Any) -> list[tuple[str, list[str]]]:
    """What each cell of code prints and shows as text, by its id."""
    return [
        (cell.id, [text for output in cell.outputs for text in _texts(output)])
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def stale(path: Path) -> list[str]:
    """Ids of the cells whose committed text is not what comes out."""
    committed = texts(nbformat.read(path, as_version=4))
    return [
        name
        for (name, before), (_, after) in zip(committed, texts(executed(path)), strict=True)
        if before != after
    ]


def _texts(output: Any) -> list[str]:
    if output.output_type == "stream":
        return [output.text]
    pictured = "image/png" in output.data  # its text says only how large the picture is
    return [] if pictured else [output.data[kind] for kind in _TEXTS if kind in output.data]


def main() -> int:
    """Execute all, or check all."""
    check = "--check" in sys.argv[1:]
    failed = False
    for path in notebooks():
        if not check:
            nbformat.write(executed(path), path)
        elif cells := stale(path):
            failed = True
            print(f"{path.name}: {', '.join(cells)} changed; run `make notebooks`", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
