"""From one file to the rows of a plan. Knows about documents, never about right or wrong."""

from __future__ import annotations

from pathlib import Path

from extractors.plan import Plan
from extractors.plans import read_plan
from extractors.readers import read
from extractors.source import Source

__all__ = ["extract", "extract_source"]


def extract(path: Path | str) -> Plan:
    """Read the plan in a file. InputError, UnreadableDocumentError where it cannot be."""
    return extract_source(Source.open(Path(path)))


def extract_source(source: Source) -> Plan:
    """Read the plan in a source that is open already."""
    return read_plan(read(source))
