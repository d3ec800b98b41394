"""Funded + unfunded = total budget, and a project sheet's budget beside its partners' total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from extractors.plan import Kind, Plan, StatedTotal, TotalKind
from pipeline.reconcile.footing import summed, total_part
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import AuditedTotal, Part, TotalStatus


def with_identities(index: Index, footed: Mapping[str, AuditedTotal]) -> dict[str, AuditedTotal]:
    """Total budgets sum funded and unfunded where both are stated in their column.

    Beside a funded or unfunded row without a readable figure nothing can be said.
    """
    done = dict(footed)
    for audited in footed.values():
        if audited.kind is not TotalKind.TOTAL_BUDGET:
            continue
        funded = beside(index, footed, audited.total, TotalKind.FUNDED)
        unfunded = beside(index, footed, audited.total, TotalKind.UNFUNDED)
        if funded is not None and unfunded is not None:
            parts = (total_part(funded.total), _gap_part(unfunded.total))
            done[audited.total.total_id] = summed(audited.total, audited.kind, parts)
        elif any(
            other.kind in (TotalKind.FUNDED, TotalKind.UNFUNDED) and other.total.stated is None
            for other in footed.values()
        ):
            done[audited.total.total_id] = summed(audited.total, audited.kind, ())
    return done


def _gap_part(unfunded: StatedTotal) -> Part:
    """A gap still to be funded counts as money, also where it is printed as a negative."""
    part = total_part(unfunded)
    if part.amount is not None and part.amount < 0:
        return replace(part, amount=-part.amount)
    return part


def beside(
    index: Index, footed: Mapping[str, AuditedTotal], total: StatedTotal, kind: TotalKind
) -> AuditedTotal | None:
    """The one stated total of a kind in the same column, of the same table where it has one."""
    same = [
        other
        for other in footed.values()
        if other.kind is kind
        and other.total.amount_column == total.amount_column
        and other.total.stated is not None
    ]
    table = index.table_of(total.place)
    here = [other for other in same if index.table_of(other.total.place) == table] or same
    return here[0] if len(here) == 1 else None


def stated_budget(
    plan: Plan, footed: Mapping[str, AuditedTotal], total: StatedTotal
) -> AuditedTotal:
    """A budget stated outside tables, beside the grand total that it should equal.

    Only a project sheet promises that: the budget of a plan's head may be that of several years.
    There it is compared only where a total equals it.
    """
    totals = [
        other
        for other in footed.values()
        if other.kind in (TotalKind.GRAND_TOTAL, TotalKind.TOTAL_BUDGET, TotalKind.FUNDED)
        and other.total.stated is not None
        and _same_currency(total, other.total)
    ]
    checked = [summed(total, TotalKind.STATED_BUDGET, (total_part(o.total),)) for o in totals]
    for one in checked:
        if one.status in (TotalStatus.CONSISTENT, TotalStatus.ROUNDING):
            return one
    figures: set[Decimal | None] = {other.total.stated for other in totals}
    if plan.head.kind is Kind.PROJECT_SHEET and len(figures) == 1:
        return checked[0]
    return summed(total, TotalKind.STATED_BUDGET, ())


def _same_currency(one: StatedTotal, other: StatedTotal) -> bool:
    return one.currency is None or other.currency is None or one.currency == other.currency
