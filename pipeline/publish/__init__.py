"""All that a run publishes, written to a new folder that takes its place at once.

A publisher goes over the outcomes, in the order of documents, as often as it likes, and holds one
of them at a time: its memory does not grow with their number.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.decisions.apply import Decided
from pipeline.publish.folder import staged
from pipeline.publish.package import write_package

__all__ = ["staged", "write"]


def write(outcomes: Decided, folder: Path) -> None:
    """Write the tables of all documents, in the order given, and the package about them."""
    # pyarrow, 40 MB, is for the process that writes: those that read documents make rows only.
    from pipeline.publish.tables import write_tables

    write_tables(outcomes, folder, {"decisions": outcomes.orphans})
    write_package(folder)
