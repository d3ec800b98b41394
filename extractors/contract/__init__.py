"""The tables' contract, read from datapackage.json beside this file.

Written down once: frames, schemas, CSV, Parquet and the published data package all follow it.
Our own columns stand after the contract's, at the end of each table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class FieldType(StrEnum):
    """Types of the contract's columns."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"  # exact: decimal128(24, 4)
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `key` says that it is part of the table's primary key."""

    name: str
    type: FieldType
    required: bool = False
    key: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """One table."""

    name: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Names of the columns that tell rows apart; empty where nothing does."""
        return tuple(field.name for field in self.fields if field.key)


def _field(description: dict[str, Any], primary_key: list[str]) -> Field:
    constraints = description.get("constraints", {})
    return Field(
        name=description["name"],
        type=FieldType(description["type"]),
        required=constraints.get("required", False),
        key=description["name"] in primary_key,
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
    )


def descriptor() -> dict[str, Any]:
    """The data package as JSON has it; a new object each time."""
    text = (files(__name__) / "datapackage.json").read_text(encoding="utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


@cache
def resources() -> tuple[Resource, ...]:
    """All tables, in the contract's order."""
    return tuple(
        Resource(
            name=resource["name"],
            fields=tuple(
                _field(field, resource["schema"].get("primaryKey", []))
                for field in resource["schema"]["fields"]
            ),
        )
        for resource in descriptor()["resources"]
    )


def resource(name: str) -> Resource:
    """The table of that name; KeyError where there is none."""
    return {resource.name: resource for resource in resources()}[name]
