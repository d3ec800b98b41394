"""The totals of a document as a tree: each above the totals that it sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.plan import TotalKind
from pipeline.audit import TotalStatus
from pipeline.publish.report.names import Names
from pipeline.publish.report.records import Record, figure, text


@dataclass(frozen=True, slots=True)
class Branch:
    """A stated total at its depth in the tree; `parts` counts the amounts that it sums.

    `finding_ids` are the findings about it; `column` is '' where the document has one only.
    """

    depth: int
    label: str
    kind: str
    under: str
    column: str
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    status: str
    parts: int
    finding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The branches in printed order, and the totals of rows, which sum across."""

    branches: tuple[Branch, ...]
    across: tuple[Branch, ...]

    @property
    def across_failing(self) -> int:
        """How many totals of rows do not foot."""
        return sum(branch.status == TotalStatus.INCONSISTENT for branch in self.across)


def tree_of(
    totals: Sequence[Record], about: Mapping[tuple[str, str], Sequence[str]], names: Names
) -> Tree:
    """The tree of a document's totals; `about` are finding_ids by total (or line) and column."""
    several = len({text(total, "amount_column") for total in totals}) > 1

    def branch(total: Record, depth: int) -> Branch:
        column = text(total, "amount_column")
        subjects = {text(total, "total_id"), text(total, "line_id")} - {""}
        found = [each for subject in sorted(subjects) for each in about.get((subject, column), ())]
        return Branch(
            depth=depth,
            label=text(total, "label"),
            kind=text(total, "kind"),
            under=names.group(total),
            column=column if several else "",
            stated=figure(total, "stated"),
            computed=figure(total, "computed"),
            difference=figure(total, "difference"),
            status=text(total, "status"),
            parts=len(_parts(total)),
            finding_ids=tuple(found),
        )

    down = [total for total in totals if text(total, "kind") != TotalKind.ROW_TOTAL]
    across = [total for total in totals if text(total, "kind") == TotalKind.ROW_TOTAL]
    return Tree(
        tuple(branch(total, depth) for total, depth in _walk(down)),
        tuple(branch(total, 0) for total in across),
    )


def _walk(totals: Sequence[Record]) -> Iterator[tuple[Record, int]]:
    """Each total once, beneath the first that sums it."""
    by_id = {text(total, "total_id"): total for total in totals}
    summed = {part for total in totals for part in _parts(total)}
    seen: set[str] = set()

    def below(total: Record, depth: int) -> Iterator[tuple[Record, int]]:
        total_id = text(total, "total_id")
        if total_id in seen:
            return
        seen.add(total_id)
        yield total, depth
        for part in _parts(total):
            if part in by_id:
                yield from below(by_id[part], depth + 1)

    for total_id, total in by_id.items():
        if total_id not in summed:
            yield from below(total, 0)
    for total in totals:  # a ring of totals that sum each other has no top
        yield from below(total, 0)


def _parts(total: Record) -> list[str]:
    return [part for part in text(total, "parts").split(";") if part]
