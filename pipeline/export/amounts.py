"""Each amount once: what may be added up of the rows of budget_lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.plan import AmountRole
from pipeline.published import Record


def counted(lines: Iterable[Record]) -> Iterator[Record]:
    """The cells of each line that make up its amount, in printed order.

    They are its parts, or its only amount; its own total stands in where none of them was printed,
    the last one where a line has several.
    """
    by_line: dict[tuple[object, object], list[Record]] = {}
    for row in lines:
        by_line.setdefault((row["document_id"], row["line_id"]), []).append(row)
    for rows in by_line.values():
        parts = [row for row in rows if row["amount_role"] != AmountRole.ROW_TOTAL]
        yield from parts or rows[-1:]
