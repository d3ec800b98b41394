"""From a plan to the rows of the contract's tables, in its columns and order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from extractors.contract import resource
from extractors.errors import UnreadableDocumentError
from extractors.plan import Amount, Mark, Node, Place, Plan

Value = str | int | Decimal | date | None
Row = tuple[Value, ...]

# The contract's decimal128(24, 4).
DIGITS = 24
DECIMALS = 4
_BEYOND = Decimal(10) ** (DIGITS - DECIMALS)


def make_row(table: str, values: Mapping[str, Value]) -> Row:
    """A row in the contract's order; KeyError where a column is missing or unknown.

    Blank text becomes null. UnreadableDocumentError where a number does not fit the tables.
    """
    columns = resource(table).columns
    if unknown := values.keys() - set(columns):
        raise KeyError(f"{table} has no column {sorted(unknown)}")
    return tuple(_checked(values[column]) for column in columns)


def _checked(value: Value) -> Value:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, Decimal) and not fits(value):
        raise UnreadableDocumentError("amount-out-of-range", amount=str(value))
    return value


def fits(number: Decimal) -> bool:
    """Whether the tables can hold the number exactly."""
    return number.is_finite() and abs(number) < _BEYOND and number == round(number, DECIMALS)


def plan_rows(plan: Plan, document_id: str) -> dict[str, list[Row]]:
    """The rows of the tables that a plan alone fills, in printed order.

    documents, totals and findings are not among them: they also say what the audit found.
    """
    drafts = {
        "framework": (_node(node) for node in plan.nodes),
        "activities": _activities(plan),
        "parties": _parties(plan),
        "schedule": (_mark(mark) for mark in plan.marks),
        "budget_lines": (_amount(amount) for amount in plan.amounts),
        "quantities": _quantities(plan),
    }
    return {
        table: [make_row(table, {"document_id": document_id, **values}) for values in draft]
        for table, draft in drafts.items()
    }


def place_values(place: Place, *, boxed: bool = True) -> dict[str, Value]:
    """The columns that say where something is printed; `boxed` where the table has a bbox."""
    values: dict[str, Value] = {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "source_line": place.line,
    }
    return {**values, "bbox": place.bbox} if boxed else values


def _node(node: Node) -> dict[str, Value]:
    return {
        "node_id": node.node_id,
        "parent_id": node.parent_id,
        "level": node.level,
        "number": node.number,
        # A label cell may hold its number alone, and the contract wants a label.
        "label": node.label.strip() or node.number or node.node_id,
        "status": node.status,
        **place_values(node.place, boxed=False),
    }


def _activities(plan: Plan) -> Iterator[dict[str, Value]]:
    for activity in plan.activities:
        yield {
            "activity_id": activity.activity_id,
            "number": activity.number,
            "label": activity.label.strip() or activity.number or activity.activity_id,
            "node_id": activity.node_id,
            "parent_activity_id": activity.parent_activity_id,
            "responsible": activity.responsible,
            **place_values(activity.place),
        }


def _parties(plan: Plan) -> Iterator[dict[str, Value]]:
    for party in plan.parties:
        yield {
            "activity_id": party.activity_id,
            "line_id": party.line_id,
            "party": party.party,
            "printed": party.printed,
        }


def _mark(mark: Mark) -> dict[str, Value]:
    return {
        "activity_id": mark.activity_id,
        "line_id": mark.line_id,
        "period": mark.period,
        "start": mark.start,
        "end": mark.end,
        "evidence": mark.evidence,
        "certainty": mark.certainty,
        "source_line": mark.place.line,
    }


def _amount(amount: Amount) -> dict[str, Value]:
    return {
        "line_id": amount.line_id,
        "activity_id": amount.activity_id,
        "node_id": amount.node_id,
        "responsible": amount.responsible,
        "donor": amount.donor,
        "account_code": amount.account_code,
        "account_label": amount.account_label,
        "amount_column": amount.amount_column,
        "amount_role": amount.role,
        "amount": amount.amount,
        "currency": amount.currency,
        "status": amount.status,
        "printed": amount.printed,
        **place_values(amount.place),
        "alignment": amount.alignment,
    }


def _quantities(plan: Plan) -> Iterator[dict[str, Value]]:
    for quantity in plan.quantities:
        yield {
            "activity_id": quantity.activity_id,
            "node_id": quantity.node_id,
            "value": quantity.value,
            "unit": quantity.unit,
            "per": quantity.per,
            "printed": quantity.printed,
        }
