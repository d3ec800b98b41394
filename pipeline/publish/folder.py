"""The output folder appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.contract import resources
from extractors.errors import OutputError

PACKAGE = "datapackage.json"
WORKBOOK = "audit.xlsx"
REPORT = "report"
REPORT_PAGE = "index.html"  # in that folder


def table_names() -> frozenset[str]:
    """Names of the files of tables, and of the package that describes them."""
    tables = [f"{table.name}.{ending}" for table in resources() for ending in ("csv", "parquet")]
    return frozenset([PACKAGE, *tables])


def published_names() -> frozenset[str]:
    """Names of all files and folders that a run writes."""
    return table_names() | {WORKBOOK, REPORT}


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A new folder to write into; it takes the place of `out` when the block ends well.

    What stands beside it is for the run alone and goes at its end, with the folder if that has not
    taken its place: whatever goes wrong, `out` stays as it was. OutputError where `out`
    cannot be written, or holds files that are not ours: they would be lost.
    """
    target = Path(os.path.realpath(out))
    # Beside the target, since only then is a move one step; hidden, so that no run reads it.
    own = target.parent / f".{target.name}-{secrets.token_hex(4)}"
    try:
        _require_ours(target, out)
        folder = own / "new"
        folder.mkdir(parents=True)
        yield folder
        _take_place(folder, target)
    except OSError as error:
        raise _not_writable(out, error) from error
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _take_place(folder: Path, target: Path) -> None:
    if not target.exists():
        folder.rename(target)
        return
    former = folder.with_name("former")
    target.rename(former)
    try:
        folder.rename(target)
    except OSError:
        former.rename(target)
        raise


def _require_ours(target: Path, out: Path) -> None:
    if not target.exists():
        return
    allowed = published_names() | {".gitkeep", ".DS_Store"}
    here = [path.name for path in target.iterdir() if path.name not in allowed]
    below = [path.name for path in target.glob(f"{REPORT}/*") if path.name != REPORT_PAGE]
    foreign = sorted(here + below)
    if foreign:
        shown = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")  # enough to know it by
        raise OutputError("output-not-ours", path=str(out), names=shown)


def _not_writable(out: Path, error: OSError) -> OutputError:
    return OutputError("output-not-writable", path=str(out), reason=error.strerror or str(error))
