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

    def of(self, label: PeriodLabel, named: int | None, lap: int | None = None) -> int | None:
        """The year of a period: the one named, else the document's where it leaves no choice.

        `lap` counts the years since the first period of a run that goes over New Year.
        """
        if named is not None or label.year is not None:
            return named or label.year
        if self.start is None or self.end is None:
            return None
        if self.start.year == self.end.year:
            return self.start.year if lap is None else None
        if lap is not None and self.start.year + lap <= self.end.year:
            return self.start.year + lap
        return None
