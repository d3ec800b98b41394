"""From rows to pandas frames, in the contract's columns and order: for programs and notebooks.

Columns are Arrow-backed: amounts decimal128(24, 4), dates date32, the rest strings and integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from extractors.arrow import arrow_schema, arrow_table
from extractors.contract import resource, resources
from extractors.rows import Row


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A frame of one table of the contract."""
    content = arrow_table(arrow_schema(resource(table)), rows)
    made: pd.DataFrame = content.to_pandas(types_mapper=pd.ArrowDtype)
    return made


def frames(rows: Mapping[str, Iterable[Row]]) -> dict[str, pd.DataFrame]:
    """Frames of all tables of the contract, in its order; empty where there are no rows."""
    return {table.name: frame(table.name, rows.get(table.name, ())) for table in resources()}
