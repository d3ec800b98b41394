"""Pandera schemas made from the contract, and what they say of the frames of a run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from extractors.contract import Field, resource
from extractors.frames import ARROW_TYPES


def _column(field: Field) -> pa.Column:
    checks = []
    if field.enum:
        checks.append(pa.Check.isin(field.enum))
    if field.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$"))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum))
    nullable = not (field.required or field.key)
    return pa.Column(pd.ArrowDtype(ARROW_TYPES[field.type]), checks, nullable=nullable)


@cache
def schema(table: str) -> pa.DataFrameSchema:
    """The schema of one table: exactly its columns, in order, and its primary key."""
    described = resource(table)
    return pa.DataFrameSchema(
        {field.name: _column(field) for field in described.fields},
        strict=True,
        ordered=True,
        unique=list(described.primary_key) or None,
        name=table,
    )


def violations(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Documents whose rows break the contract, with the first reason for each.

    A fault that no row carries (a column missing, of another type) is ours: SchemaErrors.
    """
    reasons: dict[str, str] = {}
    for table, content in frames.items():
        try:
            schema(table).validate(content, lazy=True)
        except SchemaErrors as errors:
            cases = errors.failure_cases
            if cases["index"].isna().any():
                raise
            for case in cases.itertuples():
                document_id = content["document_id"].iloc[int(case.index)]
                reasons.setdefault(document_id, f"{table}.{case.column}: {case.check}")
    return reasons
