"""The report: one page that opens from disk and shows what was found, with its evidence.

Made from outcomes alone, one at a time: all of them for the answer, then those that have a section.
Nothing in the page comes from elsewhere, and its policy forbids it to fetch anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.errors import Language
from pipeline.outcome import Outcome, Rows
from pipeline.publish.folder import REPORT, REPORT_PAGE

__all__ = ["write_report"]


def write_report(
    outcomes: Sequence[Outcome], folder: Path, language: Language, more: Rows | None = None
) -> None:
    """Write report/index.html, which speaks `language` until its reader switches.

    `outcomes` are gone over once, and those with a section fetched again; `more` are rows of no
    document of the run.
    """
    # Jinja is for the process that publishes: those that read documents make outcomes only.
    from pipeline.publish.report.page import chunks

    path = folder / REPORT / REPORT_PAGE
    path.parent.mkdir()
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(chunks(outcomes, language, more or {}))
