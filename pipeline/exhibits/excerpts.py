"""Lines of a text source around what a finding is about, cut into cells as its reader cuts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Document, Grid, Paragraph
from extractors.plan import Place
from pipeline.exhibits.concerned import Concern
from pipeline.exhibits.model import Role, SourceLine

_BESIDE = 1  # filled lines shown before and after the one that the finding speaks of


class Lines:
    """The filled lines of a text document, by their numbers."""

    def __init__(self, document: Document) -> None:
        self._cells: dict[int, tuple[str, ...]] = dict(_filled(document))
        self._numbers = sorted(self._cells)

    def excerpt(
        self, concerns: Sequence[Concern], headers: Sequence[Place]
    ) -> tuple[SourceLine, ...]:
        """The lines concerned with the table's header and their neighbours, in printed order."""
        roles: dict[int, Role] = {}
        printed: dict[int, set[str]] = {}
        for concern in concerns:
            line = concern.place.line
            if line in self._cells and line is not None:
                roles.setdefault(line, concern.role)
                if concern.printed:
                    printed.setdefault(line, set()).add(concern.printed.strip())
        if not roles:
            return ()
        for header in headers:
            if header.line in self._cells and header.line is not None:
                roles.setdefault(header.line, Role.HEADER)
        for line in [line for line, role in roles.items() if role is Role.SUBJECT]:
            for beside in self._beside(line):
                roles.setdefault(beside, Role.CONTEXT)
        return tuple(
            SourceLine(line, cells, role, _marked(cells, printed.get(line, set())))
            for line, role in sorted(roles.items())
            for cells in (self._cells[line],)
        )

    def _beside(self, line: int) -> list[int]:
        at = self._numbers.index(line)
        return self._numbers[max(at - _BESIDE, 0) : at + _BESIDE + 1]


def _filled(document: Document) -> Iterator[tuple[int, tuple[str, ...]]]:
    for block in document.blocks():
        if isinstance(block, Paragraph):
            if block.line is not None:
                yield block.line, (block.text,)
        elif isinstance(block, Grid):
            for row in block.rows:
                if row.line is not None:
                    yield row.line, tuple(cell.text for cell in row.cells)


def _marked(cells: Sequence[str], texts: set[str]) -> tuple[int, ...]:
    """Which cells are, or hold, one of the texts; the last of several that are alike."""
    found = set()
    for text in texts:
        alike = [at for at, cell in enumerate(cells) if cell == text]
        alike = alike or [at for at, cell in enumerate(cells) if text in cell]
        found.update(alike[-1:])
    return tuple(sorted(found))
