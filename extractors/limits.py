"""What the reading of one document may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """Four limits, each far beyond what plans need, so that what meets one is an accident or worse.

    `seconds` of time and `memory` in megabytes are held by the process that reads; `pages` and
    `size`, of the file in megabytes, by the readers, before they begin.
    """

    seconds: int = 300  # 500 pages take 20 s; with all totals read again by other engines, 150
    memory: int = 2048  # 40 pages peak near 110, with the other engines near 350
    pages: int = 2000
    size: int = 100  # plans weigh kilobytes, scanned ones a few dozen megabytes


STANDARD = Limits()
