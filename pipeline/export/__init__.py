"""The tables of a run in the formats of other tools: one file here a format."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from extractors.errors import OutputError
from pipeline.export import database, iati, sarif
from pipeline.export.model import Export, Format, Note, Reporter, Wishes
from pipeline.published import Published

__all__ = ["EXPORTS", "Export", "Format", "Note", "Reporter", "Wishes", "export"]

EXPORTS: tuple[Export, ...] = (
    Export(Format.IATI, "iati.xml", iati.write),
    Export(Format.SARIF, "sarif", sarif.write),
    Export(Format.DUCKDB, "duckdb", database.write),
)


def export(
    tables: Path, wanted: Format, out: Path | None, wishes: Wishes
) -> tuple[Path, list[Note]]:
    """Write the tables of a folder in one format; the file, and what was left out of it.

    Without `out` it stands beside the folder. InputError where the folder holds no tables;
    OutputError leaves a former file as it was.
    """
    published = Published.open(tables)
    chosen = next(each for each in EXPORTS if each.format is wanted)
    folder = Path(os.path.realpath(tables))
    target = out or folder.with_name(f"{folder.name}.{chosen.ending}")
    real = Path(os.path.realpath(target))
    if real.is_relative_to(folder):
        # A file among the tables would make the next run refuse to replace them.
        raise OutputError("export-among-tables", path=str(target))
    draft = real.with_name(f".{real.name}-{secrets.token_hex(4)}")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        if real.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        draft.touch(exist_ok=False)
        draft.unlink()
        notes = chosen.write(published, draft, wishes)
        draft.replace(real)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("export-not-writable", path=str(target), reason=reason) from error
    finally:
        for left in real.parent.glob(f"{draft.name}*"):
            with suppress(OSError):
                left.unlink()
    return target, notes
