"""Reconcile a plan: stated totals recomputed, blank amounts solved."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.plan import Plan, TotalKind
from extractors.values.memo import opens_memo_list
from pipeline.reconcile.across import Across
from pipeline.reconcile.blame import contested
from pipeline.reconcile.closings import closings
from pipeline.reconcile.footing import foot
from pipeline.reconcile.formulas import is_plain, of_formulas
from pipeline.reconcile.identities import stated_budget, with_identities
from pipeline.reconcile.index import Index
from pipeline.reconcile.model import Audit, AuditedTotal, Distrust, TotalStatus
from pipeline.reconcile.rows import DOWN
from pipeline.reconcile.solver import solve
from pipeline.reconcile.unbudgeted import implied_for_activities

_EXTRACT = re.compile(r"\W*(?:dont|of which)\b", re.IGNORECASE)
_FEW = 3  # with fewer totals to compare, errors are as likely as a misread column


def reconcile(audit: Audit) -> Audit:
    """The audit with its totals, in the plan's order, and the amounts that they imply."""
    plan, index = audit.plan, audit.index
    closed = closings(plan, index)
    across = Across(index)
    done = with_identities(index, foot(index, closed))
    for audited in of_formulas(plan, index):
        done[audited.total.total_id] = audited
    for total in plan.totals:
        if total.line_id is not None:
            done[total.total_id] = across.of_line(total)
    for total in plan.totals:
        if total.kind is TotalKind.STATED_BUDGET:
            done[total.total_id] = stated_budget(plan, done, total)
    crossings = across.of_totals(closed)
    for crossing in crossings:
        stated = done[crossing.total.total_id]
        if not stated.parts:  # nothing above it to sum: its own row is all that can vouch for it
            done[crossing.total.total_id] = replace(crossing, kind=stated.kind)
    lost = {a.total.order for a in done.values() if a.status is TotalStatus.UNVERIFIABLE}
    for total_id, audited in done.items():
        failing = audited.status is TotalStatus.INCONSISTENT and audited.total.order in lost
        if failing and _beside_the_lines(index, audited):
            done[total_id] = replace(
                audited, status=TotalStatus.UNVERIFIABLE, computed=None, difference=None, parts=()
            )
    partial = _with_extracts(plan, index)
    for total_id, audited in done.items():
        listed = audited.kind in DOWN and not audited.total.terms
        if listed and index.table_of(audited.total.place) in partial:
            done[total_id] = replace(
                audited, status=TotalStatus.UNVERIFIABLE, computed=None, difference=None, parts=()
            )
    distrusted = _distrusted(index, list(done.values()))
    for _, broken in distrusted:
        for audited in broken:
            done[audited.total.total_id] = replace(
                audited, status=TotalStatus.UNVERIFIABLE, computed=None, difference=None, parts=()
            )
    totals = tuple(done[total.total_id] for total in plan.totals)
    implied = solve(total for total in totals if is_plain(total))
    implied |= implied_for_activities(index, totals, closed)
    reconciled = replace(
        audit,
        totals=totals,
        crossings=crossings,
        distrusted=tuple(distrust for distrust, _ in distrusted),
        implied=implied,
    )
    return replace(reconciled, implied=implied | contested(reconciled))


def _with_extracts(plan: Plan, index: Index) -> set[int]:
    """Tables that list only some of what their totals hold ('dont : …')."""
    return {
        index.table_of(amount.place)
        for amount in plan.amounts
        if opens_memo_list(amount.account_label)
    }


def _beside_the_lines(index: Index, audited: AuditedTotal) -> bool:
    """Whether a total stands in a table that has no lines.

    Where other tables do not give all figures of its row, it speaks of other money ('Actual
    spending' beside 'Proposed budget'): no accusation.
    """
    table = index.table_of(audited.total.place)
    own = any(line.table == table for line in index.lines.values())
    return audited.kind is TotalKind.GRAND_TOTAL and not own


def _distrusted(
    index: Index, totals: list[AuditedTotal]
) -> list[tuple[Distrust, list[AuditedTotal]]]:
    """Columns whose totals fail one after another: then it is the column that was misread.

    Lines fail together where most do; subtotals, being fewer, where not one foots.
    """
    columns: dict[tuple[int, str, TotalKind], list[AuditedTotal]] = {}
    for audited in totals:
        if audited.kind in (TotalKind.ROW_TOTAL, TotalKind.SUBTOTAL) and _comparable(audited):
            table = index.table_of(audited.total.place)
            key = (table, audited.total.amount_column, audited.kind)
            columns.setdefault(key, []).append(audited)
    found = []
    for (_, column, kind), group in columns.items():
        failing = [a for a in group if a.status is TotalStatus.INCONSISTENT]
        most = len(group) // 2 if kind is TotalKind.ROW_TOTAL else len(group) - 1
        if len(group) >= _FEW and len(failing) > most:
            place = failing[0].total.place
            found.append((Distrust(column, len(failing), place), failing))
    return found


def _comparable(audited: AuditedTotal) -> bool:
    return audited.status is not TotalStatus.UNVERIFIABLE and not audited.unknowns
