"""The output folder in a store: written here, then sent; its checksums come last.

Stores of objects cannot exchange folders in one step. So that a reader can tell a whole result from
a part of one, SHA256SUMS (as `sha256sum` writes and checks it) goes first and comes back last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.address import Address, Location
from extractors.errors import InputError, OutputError
from pipeline.publish.folder import PLACEHOLDERS, SUMS, not_writable, require_ours, staged
from pipeline.remote.store import Store


def publishing(out: Location) -> AbstractContextManager[Path]:
    """A new folder to write into; see `staged`, or `uploaded` where `out` is in a store."""
    return staged(out) if isinstance(out, Path) else uploaded(out)


@contextmanager
def uploaded(out: Address) -> Iterator[Path]:
    """A new folder to write into; its files take the place of those at `out` when the block ends.

    What stands beside it goes with it. OutputError where `out` cannot be written or holds objects
    that are not ours, before anything is changed; or where the sending broke off half-way.
    """
    check(out)
    with TemporaryDirectory(prefix="totaux-") as top:
        folder = Path(top) / "new"
        try:
            folder.mkdir()
            yield folder
        except OSError as error:
            raise not_writable(folder, error) from error
        _replace(out, folder, Path(top) / SUMS)


def check(out: Address) -> set[str]:
    """What is there, all of it ours. OutputError where it is not, or cannot be told."""
    try:
        store = Store(out)
        names = set(store.below())
    except InputError as error:
        raise OutputError(error.key, **error.details) from error
    require_ours((name or store.root for name in names), out)
    return names


def _replace(out: Address, folder: Path, sums: Path) -> None:
    former = check(out)  # still ours
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    new = {path.relative_to(folder).as_posix(): path for path in files}
    store = Store(out)
    try:
        if SUMS in former:
            store.remove(SUMS)
        for name, path in new.items():
            store.put(path, name)
        for name in sorted(former - new.keys() - PLACEHOLDERS - {SUMS}):
            store.remove(name)
        lines = [f"{_digest(path)}  {name}\n" for name, path in new.items()]
        sums.write_text("".join(lines), encoding="utf-8")
        store.put(sums, SUMS)
    except InputError as error:
        reason = error.details["reason"]
        raise OutputError("upload-broken-off", path=str(out), reason=reason) from error


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
