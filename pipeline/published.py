"""The tables of an earlier run, read back from the folder that it left.

pyarrow is imported where a folder is opened: no command that writes one has a use for this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.contract import descriptor, resource, resources
from extractors.errors import InputError
from extractors.rows import Value
from extractors.source import unreadable
from pipeline.publish.folder import PACKAGE

if TYPE_CHECKING:
    import pyarrow as pa

Record = Mapping[str, Value]  # a row by the names of its columns


@dataclass(frozen=True, slots=True)
class Published:
    """A folder of tables that keeps the contract; `open` makes sure of it."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Published:
        """InputError where the folder is not there, not ours, or of another version."""
        from extractors.arrow import arrow_schema

        if not folder.is_dir():
            raise InputError("no-tables", path=str(folder))
        try:
            package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise InputError("no-tables", path=str(folder)) from error
        except OSError as error:
            raise unreadable(folder / PACKAGE, error) from error
        except ValueError as error:
            raise InputError("no-tables", path=str(folder)) from error
        if not isinstance(package, dict) or package.get("name") != descriptor()["name"]:
            raise InputError("no-tables", path=str(folder))
        published = cls(folder)
        for table in resources():
            if not published.table(table.name).schema.equals(arrow_schema(table)):
                raise InputError("other-tables", path=str(folder))
        return published

    def table(self, name: str) -> pa.Table:
        """One table, in the contract's types."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / f"{resource(name).name}.parquet"
        try:
            return pq.read_table(path, partitioning=None)
        except FileNotFoundError as error:
            raise InputError("other-tables", path=str(self.folder)) from error
        except PermissionError as error:
            raise unreadable(path, error) from error
        except (OSError, pa.ArrowException) as error:
            raise InputError("other-tables", path=str(self.folder)) from error

    def records(self, name: str) -> Iterator[Record]:
        """The rows of one table, in order."""
        for batch in self.table(name).to_batches():
            yield from batch.to_pylist()
