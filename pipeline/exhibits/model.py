"""What shows a finding to the eye: strips of pages with cells marked, lines of a text, a sum.

Plain values only (text, whole numbers, bytes, tuples of these), since outcomes are kept on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a marked cell or a shown line is to the finding."""

    SUBJECT = "subject"  # what the finding speaks of
    TOTAL = "total"  # a total that tells what a blank must be
    PART = "part"  # one of the amounts that the total sums
    HEADER = "header"  # the header of the table
    CONTEXT = "context"  # what stands beside


@dataclass(frozen=True, slots=True)
class Picture:
    """A strip of a page as printed, margins cut off; `width` and `height` in pixels."""

    page: int
    width: int
    height: int
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """A box around a cell, in pixels of its picture."""

    role: Role
    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class View:
    """What a finding shows of a picture: the pixels from `top` to `bottom`, and its marks there.

    `picture` is an index of the outcome's pictures.
    """

    picture: int
    top: int
    bottom: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text source, cut where its reader cuts it; `marked` are cells, from 0."""

    number: int
    cells: tuple[str, ...]
    role: Role
    marked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """An amount of a sum: a line_id or total_id, its column, and its figure ('' where blank)."""

    part_id: str
    amount_column: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated total beside what it sums, figures as plain decimals ('' where there is none)."""

    total_id: str
    amount_column: str
    stated: str
    computed: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What shows one finding; a finding that stands nowhere and sums nothing has none."""

    finding_id: str
    sum: Sum | None = None
    views: tuple[View, ...] = ()
    lines: tuple[SourceLine, ...] = ()
