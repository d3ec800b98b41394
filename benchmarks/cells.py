"""How many cells and whole rows of the truth a reader gave, wherever in the file it gave them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Filled cells and rows of the truth, and how many of each were read right."""

    cells: int = 0
    cells_right: int = 0
    rows: int = 0
    rows_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.cells + other.cells,
            self.cells_right + other.cells_right,
            self.rows + other.rows,
            self.rows_right + other.rows_right,
        )


def score(truth: Sequence[Row], given: Iterable[Row], compared: Sequence[int]) -> Score:
    """Compare the columns `compared` of each true row with the row given that is most like it.

    A cell is right where the same text stands in the same column, spaces and line ends aside; a
    row where all of these columns are, the empty ones too. A given row vouches for one true row.
    """
    rows = [tuple(map(_plain, row)) for row in given]
    at: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                at[column, text].append(place)
    used: set[int] = set()
    total = Score()
    for true in truth:
        wanted = {column: text for column in compared if (text := _plain(true[column]))}
        hits = Counter(place for cell in wanted.items() for place in at[cell] if place not in used)
        if not hits:
            total += Score(len(wanted), 0, 1, 0)
            continue
        blank = [column for column in compared if column not in wanted]

        def whole(place: int, blank: Sequence[int] = blank) -> bool:
            row = rows[place]
            return all(column < len(row) and not row[column] for column in blank)

        best = max(hits, key=lambda place: (hits[place], whole(place), -place))
        used.add(best)
        right = hits[best] == len(wanted) and whole(best)
        total += Score(len(wanted), hits[best], 1, int(right))
    return total


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()
