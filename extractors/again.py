"""A plan read again, in part, by other engines: what `pipeline.confirm` asks witnesses with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.plan import Place, Plan
from extractors.plans import read_plan
from extractors.readers import read
from extractors.readers.second import Witness, read_again
from extractors.readers.shown import shown
from extractors.source import MediaType, Source

__all__ = ["Again", "Witness", "extract_again"]


@dataclass(frozen=True, slots=True)
class Again:
    """A second reading of a plan, and who gives it."""

    witness: Witness
    plan: Plan


def extract_again(source: Source, places: Sequence[Place]) -> Iterator[Again]:
    """The plan with the tables at `places` read by one witness after the other, as asked for.

    Only PDF has witnesses; one that is not asked for costs nothing.
    """
    if source.media_type is not MediaType.PDF:
        return  # text is printed row by row: nothing was told apart by eye
    for witness, document in read_again(source.data, read(source), places):
        yield Again(witness, read_plan(shown(document)))
