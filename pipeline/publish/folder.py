"""The output folder appears whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.address import Location
from extractors.contract import resources
from extractors.errors import OutputError
from pipeline.publish.exchange import LockedError, exchange, locked

PACKAGE = "datapackage.json"
WORKBOOK = "audit.xlsx"
REPORT = "report"
REPORT_PAGE = "index.html"  # in that folder
SUMS = "SHA256SUMS"  # of all files, where they are in a store
PLACEHOLDERS = frozenset({".gitkeep", ".DS_Store"})

_TOKEN = 4  # bytes that tell the folders of runs apart
_FORMER = "former"


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
    taken its place: whatever goes wrong, `out` stays as it was. What killed runs have left goes
    too. OutputError where `out` cannot be written, is being written by another run, or holds files
    that are not ours: they would be lost.
    """
    target = Path(os.path.realpath(out))
    try:
        require_ours(_names_in(target), out)
        with locked(target.with_name(f".{target.name}.lock")):
            _clear_leftovers(target)
            # Beside the target, since only then is a move one step; hidden: no run reads it.
            own = target.with_name(f".{target.name}-{secrets.token_hex(_TOKEN)}")
            folder = own / "new"
            try:
                folder.mkdir(parents=True)
                yield folder
                require_ours(_names_in(target), out)  # still
                _take_place(folder, target)
            finally:
                shutil.rmtree(own, ignore_errors=True)
    except LockedError as error:
        raise OutputError("output-in-use", path=str(out)) from error
    except OSError as error:
        raise not_writable(out, error) from error


def _take_place(folder: Path, target: Path) -> None:
    if not target.exists():
        folder.rename(target)
    elif not exchange(folder, target):
        # Two steps: a run that is killed between them leaves it to the next one to go back.
        former = folder.with_name(_FORMER)
        target.rename(former)
        try:
            folder.rename(target)
        except OSError:
            former.rename(target)
            raise


def _clear_leftovers(target: Path) -> None:
    """Remove what dead runs have left; nobody else holds the lock."""
    for own in target.parent.glob(f".{glob.escape(target.name)}-{'[0-9a-f]' * 2 * _TOKEN}"):
        former = own / _FORMER
        if former.exists() and not target.exists():
            former.rename(target)
        shutil.rmtree(own, ignore_errors=True)


def require_ours(names: Iterable[str], out: Location) -> None:
    """OutputError where a name, relative to the folder `out`, is none that a run writes."""
    ours = published_names() | PLACEHOLDERS | {SUMS, f"{REPORT}/{REPORT_PAGE}"}
    foreign = sorted(set(names) - ours)
    if foreign:
        shown = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")  # enough to know it by
        raise OutputError("output-not-ours", path=str(out), names=shown)


def _names_in(target: Path) -> Iterator[str]:
    if target.exists():
        yield from (path.name for path in target.iterdir())
        yield from (f"{REPORT}/{path.name}" for path in target.glob(f"{REPORT}/*"))


def not_writable(out: Path, error: OSError) -> OutputError:
    """The error that says why a folder cannot be written."""
    return OutputError("output-not-writable", path=str(out), reason=error.strerror or str(error))
