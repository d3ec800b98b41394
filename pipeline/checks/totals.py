"""Totals that do not foot: subtotals, grand totals, row totals and budget identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.plan import StatedTotal, TotalKind
from pipeline.checks.examples import (
    Example,
    a_line,
    a_node,
    an_activity,
    funded,
    grand_total,
    plan_of,
    subtotal,
    total_budget,
    unfunded,
)
from pipeline.reconcile.amounts import half_units
from pipeline.reconcile.blame import Blame
from pipeline.reconcile.causes import Edit, likely_cause
from pipeline.reconcile.findings import draft
from pipeline.reconcile.footing import summed, total_part
from pipeline.reconcile.identities import beside
from pipeline.reconcile.model import (
    Audit,
    AuditedTotal,
    Cause,
    Finding,
    Message,
    Param,
    Rule,
    TotalStatus,
    Verdict,
)
from pipeline.reconcile.naming import in_column, line_name, total_name
from pipeline.reconcile.verdicts import of_total, worst

_MISMATCH = {
    TotalKind.SUBTOTAL: Rule.SUBTOTAL_MISMATCH,
    TotalKind.GRAND_TOTAL: Rule.GRAND_TOTAL_MISMATCH,
    TotalKind.ROW_TOTAL: Rule.ROW_TOTAL_MISMATCH,
    TotalKind.TOTAL_BUDGET: Rule.BUDGET_IDENTITY_MISMATCH,
    TotalKind.STATED_BUDGET: Rule.BUDGET_IDENTITY_MISMATCH,
}


def check(audit: Audit) -> Iterator[Finding]:
    """One finding for each total whose gap is its own."""
    blame = Blame(audit)
    by_id = {audited.total.total_id: audited for audited in audit.totals}
    own = [audited for audited in audit.totals if blame.own(audited)]
    accused = {audited.total.total_id for audited in own}
    moved = _moved_rows(own)
    for audited in own:
        finding = _finding(audit, audited, by_id)
        if (audited.total.place.table, audited.total.place.row) in moved:
            finding = replace(finding, verdict=worst((finding.verdict, Verdict.UNDECIDED)))
        yield finding
    for crossing in audit.crossings:
        if blame.own_crossing(crossing):
            yield _finding(audit, crossing, by_id)
    yield from _identities(audit, by_id, accused)


def _moved_rows(own: list[AuditedTotal]) -> set[tuple[int | None, int | None]]:
    """Printed rows of totals that fail in several columns: misplaced figures do that too."""
    failing = Counter(
        (audited.total.place.table, audited.total.place.row)
        for audited in own
        if audited.total.line_id is None and audited.status is TotalStatus.INCONSISTENT
    )
    return {row for row, columns in failing.items() if columns > 1}


def _finding(audit: Audit, audited: AuditedTotal, by_id: dict[str, AuditedTotal]) -> Finding:
    total = audited.total
    rounding = audited.status is TotalStatus.ROUNDING
    edit = None if rounding else likely_cause(audited)
    rule = Rule.ROUNDING_DIFFERENCE if rounding else _rule(audited, by_id)
    return draft(
        rule,
        of_total(audited),
        _key(rule, audited),
        subject=(total.line_id if rule is Rule.ROW_TOTAL_MISMATCH else None) or total.total_id,
        place=total.place,
        amount_column=total.amount_column,
        stated=total.stated,
        computed=audited.computed,
        difference=audited.difference,
        implied_amount=edit.corrected if edit else None,
        explanation=_explanation(audit, audited, edit, by_id) if edit else None,
        cause=edit.cause if edit else None,
        total=total_name(audit.index, audited),
        value=_figure(total),
        sum=audited.computed or 0,
        gap=audited.difference or 0,
        tolerance=audited.tolerance or 0,
        column=in_column(audit.index, total.amount_column),
    )


def _rule(audited: AuditedTotal, by_id: dict[str, AuditedTotal]) -> Rule:
    """A total budget over lines, with nothing funded or unfunded beside it, is a grand total."""
    if audited.kind is TotalKind.TOTAL_BUDGET:
        kinds = {by_id[key].kind for key in audited.part_ids if key in by_id}
        if TotalKind.FUNDED not in kinds:
            return Rule.GRAND_TOTAL_MISMATCH
    return _MISMATCH.get(audited.kind, Rule.SUBTOTAL_MISMATCH)


def _key(rule: Rule, audited: AuditedTotal) -> str:
    if rule is Rule.BUDGET_IDENTITY_MISMATCH and audited.kind is TotalKind.STATED_BUDGET:
        return "stated-budget-mismatch"
    if rule is Rule.ROW_TOTAL_MISMATCH and audited.total.line_id is None:
        return "crossing-mismatch"
    if rule is Rule.ROUNDING_DIFFERENCE and audited.kind is TotalKind.ROW_TOTAL:
        return "row-rounding-difference"
    return str(rule)


def _figure(total: StatedTotal) -> Param:
    return total.stated if total.stated is not None else ""


def _explanation(
    audit: Audit, audited: AuditedTotal, edit: Edit, by_id: dict[str, AuditedTotal]
) -> Message:
    params: dict[str, Param] = {"printed": edit.printed, "corrected": edit.corrected}
    if edit.part_id is None:
        return Message(f"{edit.cause}-total", params)
    if edit.part_id in by_id:
        params["figure"] = total_name(audit.index, by_id[edit.part_id])
    else:
        params["figure"] = line_name(audit.index, edit.part_id)
    if audited.kind is TotalKind.ROW_TOTAL:
        part = next(p for p in audited.parts if _is_edited(p.amount, edit))
        params["figure"] = Message("cell-of", {"column": part.amount_column})
    return Message(str(edit.cause), params)


def _is_edited(amount: object, edit: Edit) -> bool:
    if edit.cause in (Cause.LINE_LEFT_OUT, Cause.LINE_COUNTED_TWICE):
        return amount in (edit.corrected - edit.printed, edit.printed - edit.corrected)
    return amount == edit.printed


def _identities(
    audit: Audit, by_id: dict[str, AuditedTotal], accused: set[str]
) -> Iterator[Finding]:
    """A grand total that is neither what is funded nor the total budget."""
    for grand in audit.totals:
        if grand.kind is not TotalKind.GRAND_TOTAL or grand.total.stated is None:
            continue
        if beside(audit.index, by_id, grand.total, TotalKind.GRAND_TOTAL) is not grand:
            continue
        near = {
            kind: beside(audit.index, by_id, grand.total, kind)
            for kind in (TotalKind.FUNDED, TotalKind.UNFUNDED, TotalKind.TOTAL_BUDGET)
        }
        budget = near[TotalKind.TOTAL_BUDGET]
        if budget is not None and grand.total.total_id in budget.part_ids:
            continue  # it sums the grand total and what stands between them
        others = [other for other in near.values() if other is not None]
        if accused & {grand.total.total_id, *(other.total.total_id for other in others)}:
            continue
        finding = _identity(audit, grand, near)
        if finding is not None:
            yield finding


def _identity(
    audit: Audit, grand: AuditedTotal, near: dict[TotalKind, AuditedTotal | None]
) -> Finding | None:
    """Equal to what is funded, to the total budget, or to what the two others leave or make."""
    funded, unfunded, budget = near.values()
    targets: list[tuple[Decimal, tuple[StatedTotal, ...]]] = [
        (other.total.stated, (other.total,))
        for other in (funded, budget)
        if other is not None and other.total.stated is not None
    ]
    if unfunded is not None and unfunded.total.stated is not None:
        gap = abs(unfunded.total.stated)
        if budget is not None and budget.total.stated is not None:
            targets.append((budget.total.stated - gap, (budget.total, unfunded.total)))
        if funded is not None and funded.total.stated is not None:
            targets.append((funded.total.stated + gap, (funded.total, unfunded.total)))
    stated = grand.total.stated
    if stated is None or (funded is None and budget is None):
        return None
    for value, figures in targets:
        pairs = [(grand.total.stated, grand.total.unit), *((t.stated, t.unit) for t in figures)]
        if abs(stated - value) <= half_units(pairs):
            return None
    value, figures = min(targets, key=lambda target: abs(stated - target[0]))
    return draft(
        Rule.BUDGET_IDENTITY_MISMATCH,
        worst(of_total(summed(grand.total, grand.kind, (total_part(t),))) for t in figures),
        "grand-identity-mismatch",
        subject=grand.total.total_id,
        place=grand.total.place,
        amount_column=grand.total.amount_column,
        stated=stated,
        computed=value,
        difference=stated - value,
        total=total_name(audit.index, grand),
        value=stated,
        sum=value,
        gap=stated - value,
        column=in_column(audit.index, grand.total.amount_column),
    )


_WATER = (a_node("1"), an_activity("1.1", "Former"), a_line("500"), a_line("430"))
_HEALTH = (a_node("2", "Santé"), an_activity("2.1", "Soigner"), a_line("120"), a_line("340"))
_BOTH = (*_WATER, subtotal("930"), *_HEALTH, subtotal("460"))
EXAMPLES = (
    Example(
        "a subtotal that its lines do not make",
        plan_of(*_WATER, subtotal("980"), *_HEALTH, subtotal("460"), grand_total("1390")),
        ((Rule.SUBTOTAL_MISMATCH, "t1"),),
    ),
    Example(
        "a grand total of its own making",
        plan_of(*_BOTH, grand_total("1930")),
        ((Rule.GRAND_TOTAL_MISMATCH, "t3"),),
    ),
    Example("everything foots", plan_of(*_BOTH, grand_total("1390"))),
    Example(
        "a grand total that repeats the slip beneath",
        plan_of(*_WATER, subtotal("980"), *_HEALTH, subtotal("460"), grand_total("1440")),
        ((Rule.SUBTOTAL_MISMATCH, "t1"),),
    ),
    Example(
        "rounding explains it",
        plan_of(*_WATER, subtotal("931"), *_HEALTH, subtotal("460")),
        ((Rule.ROUNDING_DIFFERENCE, "t1"),),
    ),
    Example(
        "a blank explains it",
        plan_of(*_WATER, a_line(None), subtotal("980")),
    ),
    Example(
        "a blank cannot be less than nothing",
        plan_of(*_WATER, a_line(None), subtotal("880")),
        ((Rule.SUBTOTAL_MISMATCH, "t1"),),
    ),
    Example(
        "funded and unfunded do not make the budget",
        plan_of(
            *(*_BOTH, grand_total("1390")), *(funded("1390"), unfunded("200"), total_budget("1950"))
        ),
        ((Rule.BUDGET_IDENTITY_MISMATCH, "t6"),),
    ),
    Example(
        "the grand total is neither",
        plan_of(
            *(*_BOTH, grand_total("1390")), *(funded("1400"), unfunded("200"), total_budget("1600"))
        ),
        ((Rule.BUDGET_IDENTITY_MISMATCH, "t3"),),
    ),
    Example(
        "the grand total is the whole budget",
        plan_of(
            *(*_BOTH, grand_total("1390")), *(funded("1190"), unfunded("200"), total_budget("1390"))
        ),
    ),
)
