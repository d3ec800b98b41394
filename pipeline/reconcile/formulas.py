"""Totals whose labels print their sum ('Solde = A - B'), beside the figures that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.plan import Plan, StatedTotal
from pipeline.reconcile.footing import line_part, summed, total_part
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import AuditedTotal, Part


def of_formulas(plan: Plan, index: Index) -> Iterator[AuditedTotal]:
    """Each such total; unverifiable where a figure that it names is blank or not in its column."""
    totals = {total.total_id: total for total in plan.totals}
    for total in plan.totals:
        if total.terms:
            parts = tuple(_parts(total, totals, index))
            # A blank that is taken away may explain any gap.
            known = len(parts) == len(total.terms) and not any(part.unknown for part in parts)
            yield summed(total, total.kind, parts if known else ())


def is_plain(audited: AuditedTotal) -> bool:
    """Whether it only adds up, and takes nothing away."""
    return all(sign > 0 for sign, _ in audited.total.terms)


def _parts(total: StatedTotal, totals: dict[str, StatedTotal], index: Index) -> Iterator[Part]:
    for sign, key in total.terms:
        stated = totals.get(key)
        cell = None if stated else index.lines[key].cell(total.amount_column)
        part = total_part(stated) if stated else line_part(cell) if cell else None
        if part is not None:
            taken = part.amount is not None and sign < 0
            yield replace(part, amount=-part.amount) if taken and part.amount else part
