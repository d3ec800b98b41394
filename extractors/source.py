"""A file opened once: its bytes, their SHA-256, what they are, and their text where they are text.

What a file is comes from its content; its name only decides whether a folder's file is looked at.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from io import BufferedReader
from pathlib import Path, PurePath
from typing import NoReturn

from extractors.address import Location
from extractors.encoding import decode
from extractors.errors import InputError, NoDocumentsError, UnreadableDocumentError
from extractors.harmless import harmless_name
from extractors.limits import MEGABYTE, STANDARD, Limits

ID_DIGITS = 12  # the contract's document_id

# Files of a folder that are never plans: hidden ones, those that desktops and office suites leave
# behind, notes on the folder, and data kept beside documents. A file given by its own name is read.
NEVER_PLANS = (".*", "~$*", "Thumbs.db", "desktop.ini", "README*", "*.json")


class MediaType(StrEnum):
    """What a file's content shows it to be; readers say which of these they read."""

    TEXT = "text/plain"
    PDF = "application/pdf"
    HTML = "text/html"
    XML = "application/xml"
    JSON = "application/json"
    RTF = "application/rtf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    WRITER = "application/vnd.oasis.opendocument.text"
    CALC = "application/vnd.oasis.opendocument.spreadsheet"
    OLD_OFFICE = "application/x-ole-storage"
    ZIP = "application/zip"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    EMPTY = "application/x-empty"
    BINARY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `name` is its path below the folder that was given, '/' between parts.

    `text` is the decoded text of a text file, without byte order mark, line ends as they are.
    `data` is empty where the file is larger than `limits` allow (`too_large`).
    """

    name: str
    data: bytes
    sha256: str
    media_type: MediaType
    text: str | None = None
    too_large: bool = False
    limits: Limits = STANDARD

    @property
    def document_id(self) -> str:
        """The contract's key of the document: the same bytes in give the same key out."""
        return self.sha256[:ID_DIGITS]

    @classmethod
    def of(cls, data: bytes, name: str, limits: Limits = STANDARD) -> Source:
        """A source of bytes that are in memory already."""
        media_type, text = _sniff(data)
        sha256 = hashlib.sha256(data).hexdigest()
        return cls(name, data, sha256, media_type, text, limits=limits)

    @classmethod
    def open(cls, path: Path, name: str | None = None, limits: Limits = STANDARD) -> Source:
        """Read a file; `name` defaults to the file's own. InputError where it cannot be read."""
        name = name or readable_name(Path(path.name))
        most = limits.size * MEGABYTE
        with regular_file(path) as file:
            data = file.read(most + 1)  # never more, also of a file that grows while it is read
            if len(data) <= most:
                return cls.of(data, name, limits)
            return cls._unread(file, name, limits, too_large=True)

    @classmethod
    def identify(cls, path: Path, name: str) -> Source:
        """A file's hash and type without its content. InputError where it cannot be read."""
        with regular_file(path) as file:
            return cls._unread(file, name, STANDARD, too_large=False)

    @classmethod
    def _unread(cls, file: BufferedReader, name: str, limits: Limits, *, too_large: bool) -> Source:
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        media_type, _ = _sniff(file.read(HEAD))
        return cls(name, b"", sha256, media_type, too_large=too_large, limits=limits)

    def refuse(self) -> NoReturn:
        """Say why no reader takes this source."""
        if self.too_large:
            raise UnreadableDocumentError("too-large", limit=str(self.limits.size))
        if self.media_type is MediaType.EMPTY:
            raise UnreadableDocumentError("empty-file")
        raise UnreadableDocumentError("unsupported-type", media_type=self.media_type)


@contextmanager
def regular_file(path: Path) -> Iterator[BufferedReader]:
    """The file open for reading. InputError where it cannot be read or is no ordinary file.

    Never waits: a pipe or device may have taken a file's place since the folder was listed.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a path would be opened anew
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "not an ordinary file")
            yield file
    except OSError as error:
        raise unreadable(path, error) from error


HEAD = 4096  # bytes, enough for every signature below

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\0", MediaType.TIFF),
    (b"MM\0*", MediaType.TIFF),
    (b"GIF8", MediaType.GIF),
    (b"{\\rtf", MediaType.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", MediaType.OLD_OFFICE),
)

# Names that the members of zipped office files have, or the type that they state of themselves.
_ZIPPED = (
    (b"word/document.xml", MediaType.WORD),
    (b"xl/workbook.", MediaType.EXCEL),
    (MediaType.WRITER.encode(), MediaType.WRITER),
    (MediaType.CALC.encode(), MediaType.CALC),
)


def _sniff(data: bytes) -> tuple[MediaType, str | None]:
    """What the bytes are, and their text where they are plain text."""
    if b"%PDF-" in data[:1024]:  # where readers of PDF look for it
        return MediaType.PDF, None
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type, None
    if data.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in _ZIPPED if name in data), MediaType.ZIP), None
    text = decode(data)
    if text is None:
        return MediaType.BINARY, None
    if not text.strip():
        return MediaType.EMPTY, None
    head = text[:HEAD].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")) or "<html" in head:
        return MediaType.HTML, None
    if head.startswith("<?xml"):
        return MediaType.XML, None
    return MediaType.TEXT, text


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read, under the name that the tables give it."""

    path: Location
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files found, in order of their names, and the names of those left out by rule."""

    files: tuple[FoundFile, ...]
    left_out: tuple[str, ...]


def find_files(given: Iterable[Path], leave_out: Path | None = None) -> Listing:
    """All files below the folders given, and the files given; nothing below `leave_out`.

    Hidden folders are not entered, links to folders not followed, and links to files only where
    they stay inside the folder. InputError where a path is no file or a folder cannot be listed;
    NoDocumentsError where there is no file at all.
    """
    given = tuple(given)
    return gathered([list_files(given, leave_out)], given)


def gathered(listings: Iterable[Listing], given: Iterable[Location]) -> Listing:
    """All listings as one, in order. NoDocumentsError, which names `given`, where all are empty."""
    listings = tuple(listings)
    files = [file for listing in listings for file in listing.files]
    if not files:
        raise NoDocumentsError("no-documents", paths=", ".join(str(path) for path in given))
    left_out = [name for listing in listings for name in listing.left_out]
    files.sort(key=lambda file: (file.name, str(file.path)))
    return Listing(tuple(files), tuple(sorted(left_out)))


def list_files(given: Iterable[Path], leave_out: Path | None = None) -> Listing:
    """As `find_files`, in no order, and perhaps none."""
    found: dict[Path, FoundFile] = {}
    left_out = []
    for path in given:
        if path.is_dir():
            for inside in _walk(path, leave_out):
                name = readable_name(inside.relative_to(path))
                if _is_plan(inside, path):
                    found.setdefault(inside.resolve(), FoundFile(inside, name))
                else:
                    left_out.append(name)
        elif path.is_file():
            found.setdefault(path.resolve(), FoundFile(path, readable_name(Path(path.name))))
        else:
            raise InputError("no-such-path", path=str(path))
    return Listing(tuple(found.values()), tuple(left_out))


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    def fail(error: OSError) -> NoReturn:
        raise unreadable(Path(error.filename or folder), error) from error

    skipped = leave_out.resolve() if leave_out else None
    for parent, folders, names in os.walk(folder, onerror=fail):
        here = Path(parent)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != skipped
        ]
        yield from (here / name for name in names)
        yield from (here / name for name in folders if (here / name).is_symlink())


def _is_plan(path: Path, folder: Path) -> bool:
    if is_never_plan(path.name):
        return False
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def is_never_plan(name: str) -> bool:
    """Whether a folder's file of that name is left out."""
    return any(fnmatch(name, pattern) for pattern in NEVER_PLANS)


def readable_name(path: PurePath) -> str:
    """The path with '/' between its parts; what is no UTF-8, or no sign, becomes '?'."""
    name = harmless_name(path.as_posix())
    return name if name.strip() else "?" * len(name)


def unreadable(path: Location, error: OSError) -> InputError:
    """The error that says why a path cannot be read."""
    return InputError("unreadable-path", path=str(path), reason=error.strerror or str(error))
