"""The contract's types as Arrow has them: amounts decimal128(24, 4), dates date32."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from extractors.contract import FieldType, Resource
from extractors.rows import DECIMALS, DIGITS, Row, Value

ARROW_TYPES: Mapping[FieldType, pa.DataType] = {
    FieldType.STRING: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.decimal128(DIGITS, DECIMALS),
    FieldType.DATE: pa.date32(),
}


def arrow_schema(table: Resource) -> pa.Schema:
    """The Arrow schema of a table of the contract."""
    return pa.schema([(field.name, ARROW_TYPES[field.type]) for field in table.fields])


def arrow_table(schema: pa.Schema, rows: Iterable[Row]) -> pa.Table:
    """The rows as an Arrow table of that schema; no rows give an empty one."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [_array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Iterable[Value], kind: pa.DataType) -> pa.Array:
    # pa.array() would import pandas, 60 MB, to see whether it was given one of its series.
    builder = pa.lib.StringBuilder()
    builder.append_values([None if value is None else str(value) for value in values])
    return builder.finish().cast(kind)
