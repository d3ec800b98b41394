"""The data package that describes the tables: the contract's own, and each file's size and hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from extractors.contract import descriptor
from pipeline.publish.folder import PACKAGE


def write_package(folder: Path) -> None:
    """Describe the CSV files of `folder`, which stand there already."""
    package = descriptor()
    for table in package["resources"]:
        path = folder / table["path"]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        schema = table.pop("schema")
        table.update(
            profile="tabular-data-resource",
            scheme="file",
            format="csv",
            mediatype="text/csv",
            encoding="utf-8",
            bytes=path.stat().st_size,
            hash=f"sha256:{digest}",
            schema=schema,
        )
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")
