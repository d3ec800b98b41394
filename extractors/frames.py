"""From rows to pandas frames, in the contract's columns and order.

Columns are Arrow-backed: amounts decimal128(24, 4), dates date32, the rest strings and integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import pyarrow as pa

from extractors.contract import FieldType, Resource, resource, resources
from extractors.rows import DECIMALS, DIGITS, Row

ARROW_TYPES: Mapping[FieldType, pa.DataType] = {
    FieldType.STRING: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.decimal128(DIGITS, DECIMALS),
    FieldType.DATE: pa.date32(),
}


def arrow_schema(table: Resource) -> pa.Schema:
    """The Arrow schema of a table of the contract."""
    return pa.schema([(field.name, ARROW_TYPES[field.type]) for field in table.fields])


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A frame of one table of the contract."""
    schema = arrow_schema(resource(table))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [
        pa.array(values, type=kind) for values, kind in zip(columns, schema.types, strict=True)
    ]
    made: pd.DataFrame = pa.table(arrays, schema=schema).to_pandas(types_mapper=pd.ArrowDtype)
    return made


def frames(rows: Mapping[str, Iterable[Row]]) -> dict[str, pd.DataFrame]:
    """Frames of all tables of the contract, in its order; empty where there are no rows."""
    return {table.name: frame(table.name, rows.get(table.name, ())) for table in resources()}
