"""What the contract says of each row, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from extractors.contract import Field, FieldType, resources
from extractors.rows import Value
from pipeline.outcome import Rows

_TYPES: dict[FieldType, type] = {
    FieldType.STRING: str,
    FieldType.INTEGER: int,
    FieldType.NUMBER: Decimal,
    FieldType.DATE: date,
}


def broken_contract(rows: Rows) -> str | None:
    """The first reason why the rows of one document break the contract; None where they keep it.

    All of a table's keys hold the document's id, so that documents cannot break it for each other.
    """
    for table in resources():
        wanted = _wanted(table.fields)
        keys = [at for at, field in enumerate(table.fields) if field.key]
        seen = set()
        for row in rows.get(table.name, ()):
            if len(row) != len(wanted):
                return f"{table.name}: {len(row)} columns"
            for field, ill, value in zip(table.fields, wanted, row, strict=True):
                if reason := ill(value):
                    return f"{table.name}.{field.name}: {reason}"
            key = tuple(row[at] for at in keys)
            if keys and key in seen:
                return f"{table.name}: twice the key {', '.join(map(str, key))}"
            seen.add(key)
    return None


@cache
def _wanted(fields: tuple[Field, ...]) -> list[Callable[[Value], str | None]]:
    return [_check(field) for field in fields]


def _check(field: Field) -> Callable[[Value], str | None]:
    kind = _TYPES[field.type]
    pattern = re.compile(field.pattern) if field.pattern else None
    needed = field.required or field.key

    def ill(value: Value) -> str | None:
        if value is None:
            return "nothing in a column that needs something" if needed else None
        if not isinstance(value, kind):
            return f"{type(value).__name__} in place of {kind.__name__}"
        if field.enum and value not in field.enum:
            return f"'{value}' is none of its words"
        if isinstance(value, str):
            well = pattern is None or pattern.fullmatch(value)
            return None if well else f"'{value}' is ill-formed"
        if isinstance(value, int | Decimal):
            low = field.minimum is not None and value < field.minimum
            high = field.maximum is not None and value > field.maximum
            return f"{value} is out of range" if low or high else None
        return None

    return ill
