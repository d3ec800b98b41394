"""Which engine a second reading comes from, and what it can speak for."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """`engine` as documents.engine names it.

    `cuts_cells` says that it found rows and columns by itself; one that does not vouches for the
    characters in cells only. `disputes` says that its disagreement counts even where its own
    reading does not foot.
    """

    engine: str
    cuts_cells: bool
    disputes: bool


# What engines written against well-formed files raise on others, beside their own exceptions. A
# witness that stumbles is silent: it must not cost a document that the first reader has read.
STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
    struct.error,
)
