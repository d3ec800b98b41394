"""An outcome as bytes, and back, exactly: compressed JSON under a checksum, no code."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from cattrs.preconf.json import make_converter

from extractors.contract import FieldType, resource
from pipeline.outcome import Outcome, Rows

_DIGEST = hashlib.sha256
_SIZE = _DIGEST().digest_size

# Numbers and dates are texts in JSON; the contract's columns say which texts are which.
_PARSERS: dict[FieldType, Callable[[str], Decimal | date]] = {
    FieldType.NUMBER: Decimal,
    FieldType.DATE: date.fromisoformat,
}


class DamagedEntryError(Exception):
    """Bytes that are not, or no longer, what `pack` made."""


def pack(outcome: Outcome) -> bytes:
    """The outcome as bytes; its rows must keep the contract."""
    text = json.dumps(_CONVERTER.unstructure(outcome), ensure_ascii=False, default=str)
    content = zlib.compress(text.encode("utf-8", "surrogatepass"))
    return _DIGEST(content).digest() + content


def is_whole(entry: bytes) -> bool:
    """Whether the bytes are as `pack` made them."""
    return _DIGEST(entry[_SIZE:]).digest() == entry[:_SIZE]


def unpack(entry: bytes) -> Outcome:
    """The outcome that `pack` was given. DamagedEntryError where the bytes have changed since."""
    if not is_whole(entry):
        raise DamagedEntryError
    text = zlib.decompress(entry[_SIZE:]).decode("utf-8", "surrogatepass")
    return _CONVERTER.structure(json.loads(text), Outcome)


def _structure_rows(tables: dict[str, list[list[Any]]], _type: type) -> Rows:
    rows: Rows = {}
    for name, printed in tables.items():
        parsers = [
            (at, _PARSERS[field.type])
            for at, field in enumerate(resource(name).fields)
            if field.type in _PARSERS
        ]
        for row in printed:
            for at, parse in parsers:
                if row[at] is not None:
                    row[at] = parse(row[at])
        rows[name] = [tuple(row) for row in printed]
    return rows


_CONVERTER = make_converter()
_CONVERTER.register_unstructure_hook_func(lambda kind: kind == Rows, lambda rows: rows)
_CONVERTER.register_structure_hook_func(lambda kind: kind == Rows, _structure_rows)
_CONVERTER.register_unstructure_hook(Decimal, str)
_CONVERTER.register_structure_hook(Decimal, lambda text, _type: Decimal(text))
