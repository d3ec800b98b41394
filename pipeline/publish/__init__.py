"""Tables and data package, written to a new folder that takes its place at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from extractors.frames import Row, frames
from pipeline.publish.folder import staged
from pipeline.publish.package import write_package
from pipeline.publish.schemas import violations
from pipeline.publish.tables import write_tables

__all__ = ["broken_contracts", "staged", "write"]

_Tables = Iterable[Mapping[str, Iterable[Row]]]


def broken_contracts(documents: _Tables) -> dict[str, str]:
    """Document ids whose rows break the contract, each with a reason."""
    return violations(frames(_joined(documents)))


def write(documents: _Tables, folder: Path) -> None:
    """Write the tables of all documents, in the order given, and the package about them."""
    write_tables(frames(_joined(documents)), folder)
    write_package(folder)


def _joined(documents: _Tables) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = defaultdict(list)
    for document in documents:
        for table, rows in document.items():
            tables[table].extend(rows)
    return tables
