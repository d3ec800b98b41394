"""All that a run publishes, written to a new folder that takes its place at once.

A publisher goes over the outcomes, in the order of documents, as often as it likes, and holds one
of them at a time: its memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.errors import Language
from pipeline.outcome import Outcome, Rows
from pipeline.publish.folder import WORKBOOK
from pipeline.publish.package import write_package
from pipeline.publish.report import write_report

__all__ = ["write"]


def write(
    outcomes: Sequence[Outcome], folder: Path, language: Language, more: Rows | None = None
) -> None:
    """Write the tables of all documents, in the order given, their package, workbook and report.

    `language` is that of workbook and report; `more` are rows of no document of the run, which
    stand last.
    """
    # pyarrow, 40 MB, is for the process that writes: those that read documents make rows only.
    from pipeline.publish.tables import write_tables
    from pipeline.publish.workbook import write_workbook

    write_tables(outcomes, folder, more)
    write_package(folder)
    orphans = (more or {}).get("decisions", ())
    write_workbook(outcomes, folder / WORKBOOK, language, orphans)
    write_report(outcomes, folder, language, more)
