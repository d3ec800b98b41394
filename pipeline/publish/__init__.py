"""Tables and data package, written to a new folder that takes its place at once.

pandas, pyarrow and pandera, 70 MB together, are imported where frames are made: the processes that
read documents make rows only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from extractors.rows import Row
from pipeline.outcome import Outcome
from pipeline.publish.folder import staged
from pipeline.publish.package import write_package

__all__ = ["broken_contracts", "staged", "write"]


def broken_contracts(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Document ids whose rows break the contract, each with a reason."""
    from extractors.frames import frames
    from pipeline.publish.schemas import violations

    return violations(frames(_joined(outcomes)))


def write(outcomes: Iterable[Outcome], folder: Path) -> None:
    """Write the tables of all documents, in the order given, and the package about them."""
    from extractors.frames import frames
    from pipeline.publish.tables import write_tables

    write_tables(frames(_joined(outcomes)), folder)
    write_package(folder)


def _joined(outcomes: Iterable[Outcome]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = defaultdict(list)
    for outcome in outcomes:
        for table, rows in outcome.rows.items():
            tables[table].extend(rows)
    return tables
