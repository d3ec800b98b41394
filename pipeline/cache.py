"""What was read before, kept on disk: packed outcomes by content, code, vocabulary and options.

An entry is a file of its own that appears whole or not at all; its checksum tells damage, and one
that is damaged, or made by other code or with other options, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from pipeline.entry import is_whole
from pipeline.outcome import Task

# What tells characters, cells and names apart beside our own code.
_LIBRARIES = ("camelot-py", "pdfplumber", "py3langid", "pypdfium2", "spacy")
# Backup programs leave out folders that hold this file: https://bford.info/cachedir/
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Kept by Totaux.\n"
_ENDING = ".outcome"


class Cache:
    """Packed outcomes in `folder`, as long as the same `options` are in force."""

    def __init__(self, folder: Path, options: str = "") -> None:
        self.folder = folder
        self._made_by = json.dumps([code_version(), options])

    def get(self, task: Task) -> bytes | None:
        """The entry of the task, None where there is none or none that is whole."""
        if not _can_be_kept(task):
            return None
        path = self._path(task)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        if not is_whole(entry):
            return None
        with suppress(OSError):  # not ours to write, or gone meanwhile
            os.utime(path)  # its date is that of its last use
        return entry

    def put(self, task: Task, entry: bytes) -> None:
        """Keep the entry of the task. OSError where the folder cannot be written."""
        if not _can_be_kept(task):
            return
        path = self._path(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        tag = self.folder / _TAG
        if not tag.exists():
            tag.write_text(_TAG_TEXT, encoding="ascii")
        draft = path.with_name(f"{path.stem}-{secrets.token_hex(4)}{_ENDING}")
        try:
            draft.write_bytes(entry)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def size(self) -> tuple[int, int]:
        """How many entries there are, of all options, and their bytes."""
        sizes = []
        for path in self._entries():
            with suppress(FileNotFoundError):  # another run's draft
                sizes.append(path.stat().st_size)
        return len(sizes), sum(sizes)

    def clear(self) -> int:
        """Remove all entries and nothing else that may stand there; how many there were."""
        count = 0
        for path in list(self._entries()):
            path.unlink(missing_ok=True)
            count += 1
            with suppress(OSError):  # others stand beside it
                path.parent.rmdir()
        return count

    def prune(self, before: float) -> int:
        """Remove the entries last used before that moment (seconds since 1970); how many.

        Those of other code and options go so, too: nothing uses them. Folders stay, since another
        run may be about to write into them.
        """
        count = 0
        for path in list(self._entries()):
            with suppress(FileNotFoundError):  # another run's draft
                if path.stat().st_mtime < before:
                    path.unlink()
                    count += 1
        return count

    def _entries(self) -> Iterator[Path]:
        return self.folder.glob(f"[0-9a-f][0-9a-f]/*{_ENDING}")

    def _path(self, task: Task) -> Path:
        # The name is part of the outcome, so that a file that was renamed is read anew.
        known = json.dumps([self._made_by, task.sha256, task.name, task.duplicates])
        key = hashlib.sha256(known.encode()).hexdigest()
        return self.folder / key[:2] / f"{key[2:]}{_ENDING}"


def _can_be_kept(task: Task) -> bool:
    """Whether the outcome is the document's own, and not for want of another's id."""
    return task.sha256 is not None and task.stand_in is None


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where outcomes are kept: TOTAUX_CACHE, else 'totaux' in the user's cache folder (XDG)."""
    if own := environment.get("TOTAUX_CACHE"):
        return Path(own)
    return Path(environment.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "totaux"


@lru_cache(maxsize=1)
def code_version() -> str:
    """A digest of our code, vocabulary and messages, and of the versions of what they rest on."""
    digest = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    here = Path(__file__).parent
    for package in (here, here.parent / "extractors"):
        digest.update(files_digest(package))
    return digest.hexdigest()


def files_digest(folder: Path) -> bytes:
    """A digest of the names and contents of all files below a folder, compiled code left out."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        # Python writes there at any time, under passing names.
        if "__pycache__" not in path.parts and path.is_file():
            digest.update(f"{path.relative_to(folder)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
