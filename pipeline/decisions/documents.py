"""From what a person calls a document to its id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from extractors.errors import InputError
from extractors.source import unreadable
from pipeline.published import Record

_DIGITS = 12  # of the SHA-256, as the contract has it
_ID = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")


def document_id(named: str, documents: Iterable[Record], tables: Path) -> str:
    """The id that `named` is, or that of the file or of the row of `documents` of that name.

    A file is known by its bytes, wherever it is and whatever it is called. InputError where
    `named` is none of these; `tables` is where `documents` are from.
    """
    if _ID.fullmatch(named):
        return named
    path = Path(named)
    if path.is_file():
        try:
            with path.open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest()[:_DIGITS]
        except OSError as error:
            raise unreadable(path, error) from error
    for row in documents:
        if named in (row["path"], *str(row["duplicate_paths"] or "").split(";")):
            return str(row["document_id"])
    raise InputError("no-such-document", document=named, tables=str(tables))
