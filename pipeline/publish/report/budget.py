"""The budget of a document by result, by account and by column: sums of its lines, exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.plan import AmountRole, AmountStatus
from pipeline.publish.report.names import Names
from pipeline.publish.report.records import Record, figure, text


@dataclass(frozen=True, slots=True)
class Slice:
    """The sum of some lines; `share` is its width beside the largest one, in per cent.

    `missing` counts amounts that are printed nowhere or could not be read.
    """

    name: str
    amount: Decimal
    lines: int
    missing: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class Budget:
    """Three ways to cut one sum, each with at least one slice where there are amounts at all."""

    by_result: tuple[Slice, ...]
    by_account: tuple[Slice, ...]
    by_column: tuple[Slice, ...]
    total: Decimal
    missing: int


def budget_of(lines: Iterable[Record], names: Names) -> Budget:
    """The budget of a document's lines, each counted once: by its parts, else by its total."""
    counted = _counted(lines)
    accounts = {text(r, "account_code"): text(r, "account_label") for r in reversed(counted)}

    def account(record: Record) -> str:
        code = text(record, "account_code")
        return f"{code} {accounts[code]}".strip() if code else ""

    def result(record: Record) -> str:
        root = names.root(record)
        return names.node(names.nodes[root]) if root else ""

    columns = {text(record, "amount_column") for record in counted}
    parted = len(columns) > 1
    return Budget(
        _cut(counted, result),
        tuple(sorted(_cut(counted, account), key=lambda each: (not each.name, each.name))),
        _cut(counted, lambda record: text(record, "amount_column")) if parted else (),
        sum((figure(record, "amount") or Decimal(0) for record in counted), Decimal(0)),
        sum(map(_is_missing, counted)),
    )


def _counted(lines: Iterable[Record]) -> list[Record]:
    by_line: dict[str, list[Record]] = {}
    for record in lines:
        by_line.setdefault(text(record, "line_id"), []).append(record)
    counted = []
    for group in by_line.values():
        parts = [r for r in group if text(r, "amount_role") != AmountRole.ROW_TOTAL]
        read = any(figure(record, "amount") is not None for record in parts)
        counted += parts if read else [r for r in group if r not in parts] or parts
    return counted


def _cut(counted: Iterable[Record], name: Callable[[Record], str]) -> tuple[Slice, ...]:
    groups: dict[str, list[Record]] = {}
    for record in counted:
        groups.setdefault(name(record), []).append(record)
    sums = {
        key: sum((figure(record, "amount") or Decimal(0) for record in group), Decimal(0))
        for key, group in groups.items()
    }
    largest = max(sums.values(), default=Decimal(0))
    return tuple(
        Slice(
            name=key,
            amount=sums[key],
            lines=len({text(record, "line_id") for record in group}),
            missing=sum(map(_is_missing, group)),
            share=_per_cent(sums[key], largest),
        )
        for key, group in groups.items()
    )


def _is_missing(record: Record) -> bool:
    return text(record, "status") == AmountStatus.MISSING or figure(record, "amount") is None


def _per_cent(amount: Decimal, largest: Decimal) -> Decimal:
    if largest <= 0 or amount <= 0:
        return Decimal(0)
    return (100 * amount / largest).quantize(Decimal("0.1"))
