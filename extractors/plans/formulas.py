"""Rows whose labels say what they sum ('Solde = A - B'): stated totals, with the rows they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.plan import Activity, Amount, Node, StatedTotal, TotalKind
from extractors.plans.builder import Builder
from extractors.values.formulas import Formula, parse_formula

_Row = tuple[int, int]  # a logical table, and the printed order of a row


def settle_formulas(builder: Builder) -> None:
    """Make totals of the lines whose formula names rows of their table, and note what they sum."""
    found = dict(_formulas(builder))
    named: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (table, order), formula in found.items():
        for name in formula.names:
            named[table, name].append(order)
    sums: dict[int, tuple[tuple[int, int], ...]] = {}
    for (table, order), formula in found.items():
        orders = [(sign, named.get((table, name), [])) for sign, name in formula.terms]
        if formula.terms and all(len(at) == 1 and at != [order] for _, at in orders):
            sums[order] = tuple((sign, at[0]) for sign, at in orders)
    if sums:
        _lines_to_totals(builder, sums)
        _note_terms(builder, sums)


def _formulas(builder: Builder) -> Iterator[tuple[_Row, Formula]]:
    logical = {grid: table.tables[0] for table in builder.tables for grid in table.tables}
    seen: set[_Row] = set()
    for table, order, label in _labels(builder):
        row = logical.get(table, table), order
        formula = parse_formula(label)
        if formula is not None and row not in seen:
            seen.add(row)
            yield row, formula


def _labels(builder: Builder) -> Iterator[tuple[int, int, str]]:
    """Rows that hold figures: their table, their order, and their label with its number."""
    items: list[Node | Activity] = [*builder.nodes, *builder.activities]
    own = {i.order: f"{i.number}. {i.label}" if i.number else i.label for i in items}
    for amount in builder.amounts:
        label = amount.account_label
        if label and amount.account_code:
            label = f"{amount.account_code}. {label}"
        yield amount.place.table or 0, amount.order, label or own.get(amount.order, "")
    for total in builder.totals:
        if total.line_id is None:
            yield total.place.table or 0, total.order, total.label


def _lines_to_totals(builder: Builder, sums: Mapping[int, object]) -> None:
    labels = {order: label for _, order, label in _labels(builder)}
    lines = [amount for amount in builder.amounts if amount.order in sums]
    gone = {amount.line_id for amount in lines}
    builder.amounts = [amount for amount in builder.amounts if amount.line_id not in gone]
    builder.totals = [total for total in builder.totals if total.line_id not in gone]
    for amount in lines:
        builder.add_total(_total(amount, labels[amount.order]))
    builder.totals.sort(key=lambda total: total.order)


def _total(amount: Amount, label: str) -> StatedTotal:
    return StatedTotal(
        total_id="",
        label=label,
        kind=TotalKind.OTHER,
        amount_column=amount.amount_column,
        role=amount.role,
        stated=amount.amount,
        unit=amount.unit,
        printed=amount.printed,
        currency=amount.currency,
        alignment=amount.alignment,
        place=amount.place,
        order=amount.order,
    )


def _note_terms(builder: Builder, sums: Mapping[int, tuple[tuple[int, int], ...]]) -> None:
    """Tell each total the ids of the figures that it sums, in its own column."""
    ids = {(a.order, a.amount_column): a.line_id for a in builder.amounts}
    ids |= {(t.order, t.amount_column): t.total_id for t in builder.totals if t.line_id is None}
    builder.totals = [
        replace(
            total,
            terms=tuple(
                (sign, ids[order, total.amount_column])
                for sign, order in sums[total.order]
                if (order, total.amount_column) in ids
            ),
        )
        if total.order in sums and total.line_id is None
        else total
        for total in builder.totals
    ]
