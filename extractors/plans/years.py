"""The calendar years of periods whose header names none, from the document's own period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.values.periods import PeriodLabel


@dataclass(frozen=True, slots=True)
class Years:
    """The document's own duration, where it states one."""

    start: date | None = None
    end: date | None = None

    def of(self, label: PeriodLabel, named: int | None) -> int | None:
        """The year of a period: the one named, else the document's if it has only one."""
        if named is not None:
            return named
        if label.year is not None:
            return label.year
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        return self.start.year
