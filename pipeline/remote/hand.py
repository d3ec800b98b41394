"""Documents of stores on this machine, each no longer than it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.address import Address, Location
from extractors.errors import InputError, UnreadableDocumentError
from extractors.limits import MEGABYTE, Limits
from extractors.source import HEAD, regular_file
from pipeline.outcome import Task
from pipeline.remote.ahead import ahead
from pipeline.remote.store import Store, Trouble

_AT_ONCE = 8  # objects whose content is compared with others', each some megabytes in memory


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a content from others; `size` in bytes. Of what cannot be read, nothing."""

    sha256: str | None = None
    size: int | None = None


@contextmanager
def at_hand(task: Task, limits: Limits) -> Iterator[Task]:
    """The task with its content at a path of this machine, for as long as the block lasts.

    One that cannot be fetched keeps its address and has a refusal. OSError where this machine has
    no room.
    """
    if isinstance(task.path, Path):
        yield task
        return
    with TemporaryDirectory(prefix="totaux-") as folder:
        yield fetch(task, limits, Path(folder) / "document")


def fetch(task: Task, limits: Limits, path: Path) -> Task:
    """The task with its content at `path`, which may be new; otherwise as `at_hand` has it.

    Of what is larger than the limit no more than its head, which says what it is.
    """
    if isinstance(task.path, Path):
        return task
    most = limits.size * MEGABYTE
    too_large = task.size is not None and task.size > most
    try:
        _save(task.path, path, HEAD if too_large else most + 1)
    except InputError as error:
        # On a machine of a cluster the extra may be missing.
        reason = error.details.get("reason", str(error))
        refusal = UnreadableDocumentError("not-fetched", reason=reason)
        return replace(task, refusal=refusal)
    if too_large:
        refusal = UnreadableDocumentError("too-large", limit=str(limits.size))
        return replace(task, path=path, refusal=refusal)
    return replace(task, path=path)


class Hands:
    """Tasks that come to hand as they are iterated over, and stay until they are released.

    Fetched some ahead, into files of `folder`: at most `ahead` and those not yet released.
    """

    def __init__(self, tasks: Sequence[Task], limits: Limits, folder: Path, count: int) -> None:
        self._tasks = tasks
        self._limits = limits
        self._folder = folder
        self._ahead = count
        self._given: dict[int, Task] = {}

    def __iter__(self) -> Iterator[Task]:
        if all(isinstance(task.path, Path) for task in self._tasks):
            yield from self._tasks
            return
        self._folder.mkdir()
        for index, task in enumerate(ahead(self._fetch, range(len(self._tasks)), self._ahead)):
            self._given[index] = task
            yield task

    def __getitem__(self, index: int) -> Task:
        return self._given.get(index, self._tasks[index])

    def release(self, index: int) -> None:
        """The document of that task is needed no more."""
        if self._given.pop(index, None):
            self._path(index).unlink(missing_ok=True)

    def _fetch(self, index: int) -> Task:
        return fetch(self._tasks[index], self._limits, self._path(index))

    def _path(self, index: int) -> Path:
        return self._folder / str(index)


def fingerprint(address: Address) -> Fingerprint:
    """That of an object's content. InputError where its store does not answer at all."""
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in Store(address).chunks():
            digest.update(chunk)
            size += len(chunk)
    except InputError as error:
        if error.key == Trouble.UNREACHABLE:
            raise
        return Fingerprint()
    return Fingerprint(digest.hexdigest(), size)


def fingerprints(locations: Iterable[Location]) -> Iterator[Fingerprint]:
    """That of each, in order; objects of stores a few at a time. InputError as `fingerprint`."""
    locations = tuple(locations)
    remote = [at for at in locations if isinstance(at, Address)]
    fetched = ahead(fingerprint, remote, _AT_ONCE) if remote else iter(())
    for at in locations:
        yield next(fetched) if isinstance(at, Address) else _of_file(at)


def _of_file(path: Path) -> Fingerprint:
    try:
        with regular_file(path) as content:
            return Fingerprint(hashlib.file_digest(content, "sha256").hexdigest())
    except InputError:
        return Fingerprint()


def _save(address: Address, path: Path, most: int) -> None:
    """Write the content to a file, its first `most` bytes where it has more."""
    with path.open("wb") as file:
        for chunk in Store(address).chunks():
            file.write(chunk[: most - file.tell()])
            if file.tell() == most:
                return
