"""The outcomes of a run, kept in one file as they come and read back in the order of documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

from pipeline.entry import unpack
from pipeline.outcome import Outcome


class Spool(Sequence[Outcome]):
    """As many outcomes as there are documents, on disk; each is read whenever it is asked for."""

    def __init__(self, path: Path, count: int) -> None:
        self._file = path.open("x+b")
        self._places: list[tuple[int, int]] = [(0, 0)] * count

    def put(self, index: int, entry: bytes) -> None:
        """Keep the entry (as `pack` makes it) of the document at `index`."""
        self._places[index] = (self._file.seek(0, 2), len(entry))
        self._file.write(entry)

    def close(self) -> None:
        """Nothing can be read any more."""
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome]: ...
    def __getitem__(self, index: int | slice) -> Outcome | list[Outcome]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        start, size = self._places[index]
        self._file.seek(start)
        return unpack(self._file.read(size))
