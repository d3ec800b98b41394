"""What is asked of stores of objects, through fsspec; every trouble of theirs is one sentence.

The one module that imports fsspec, and only where an address was given: it is an extra.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Any

from extractors.address import Address
from extractors.errors import InputError
from extractors.limits import MEGABYTE

_BLOCK = 2 * MEGABYTE  # asked for at a time
_AMAZON = frozenset({"s3", "s3a"})
# Parts of a large file that are sent at a time, 50 MB each, all of them in memory.
_PARTS = 2
# A server that stays silent is asked this often, unless AWS_MAX_ATTEMPTS says how often, and all
# that as often again as s3fs tries; each time takes 15 s.
_ATTEMPTS = 3
_TRIES = 2
_LONGEST = 200  # characters of what a store says

# Errors that are no errors of the system, by the module that has them.
_OTHER_ERRORS = (
    ("aiohttp", "ClientError"),
    ("azure.core.exceptions", "AzureError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("ftplib", "Error"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("paramiko", "SSHException"),
)
_NO_CREDENTIALS = (
    ("botocore.exceptions", "CredentialRetrievalError"),
    ("botocore.exceptions", "NoAuthTokenError"),
    ("botocore.exceptions", "NoCredentialsError"),
    ("botocore.exceptions", "PartialCredentialsError"),
    ("botocore.exceptions", "ProfileNotFound"),
    ("botocore.exceptions", "SSOError"),
    ("botocore.exceptions", "TokenRetrievalError"),
    ("google.auth.exceptions", "GoogleAuthError"),
)


class Trouble(StrEnum):
    """What a store answers in place of what it was asked for; keys of errors.csv."""

    NOTHING_THERE = "nothing-at-address"
    REFUSED = "address-refused"
    UNREACHABLE = "address-unreachable"


class Store:
    """The store of an address. InputError, with a `reason`, from whatever asks it for something."""

    def __init__(self, address: Address) -> None:
        self.address = address
        with self._told():
            self._system, self.root = _open(address)

    def key(self, inside: str) -> str:
        """The store's own name of what stands at `inside` below the address."""
        return f"{self.root.rstrip('/')}/{inside}" if inside else self.root

    def identity(self) -> tuple[Hashable, str]:
        """Equal for addresses of one object, however they are written."""
        return self._system, self.key(self.address.inside)

    def inside(self, other: Address) -> str | None:
        """The name of another address below this one; None where it is not below it."""
        system, key = Store(other).identity()
        folder = f"{self.root.rstrip('/')}/"
        below = system == self._system and key.startswith(folder)
        return key.removeprefix(folder) if below else None

    def is_object(self) -> bool:
        """Whether the address is that of one object."""
        if self.address.url.endswith("/"):
            return False
        with self._told():
            return bool(self._system.info(self.root)["type"] == "file")

    def below(self) -> Iterator[str]:
        """Names of the objects below the address, relative to it; '' for one in its place."""
        with self._told():
            found = self._system.find(self.root, detail=True)
        folder = f"{self.root.rstrip('/')}/"
        for key, facts in found.items():
            if key == self.root:
                yield ""
            # Consoles make an empty object 'plans/' to show a folder.
            elif facts["type"] == "file" and key.startswith(folder) and not key.endswith("/"):
                yield key.removeprefix(folder)

    def chunks(self) -> Iterator[bytes]:
        """The content of the object at the address, in pieces."""
        with self._told():
            key = self.key(self.address.inside)
            with self._system.open(key, "rb", block_size=_BLOCK) as file:
                while chunk := file.read(_BLOCK):
                    yield chunk

    def content(self) -> bytes:
        """The content of the object at the address."""
        return b"".join(self.chunks())

    def put(self, path: Path, inside: str) -> None:
        """Write a file's content in place of what stands at `inside`."""
        with self._told():
            self._system.put_file(str(path), self.key(inside))

    def remove(self, inside: str) -> None:
        """Remove the object at `inside`."""
        with self._told():
            self._system.rm_file(self.key(inside))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except _errors(_OTHER_ERRORS, OSError, ValueError, NotImplementedError) as error:
            raise _trouble(self.address, error) from error


def _open(address: Address) -> tuple[Any, str]:
    """The file system of an address, and the path of its `url` there."""
    scheme = address.scheme
    try:
        from fsspec import available_protocols
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise InputError("missing-extra", scheme=scheme) from error
    if scheme not in available_protocols():
        raise InputError("unknown-scheme", scheme=scheme)
    if "::" in address.url:
        raise ValueError("one store inside another, as '::' says, is not read")
    options = _amazon_options() if scheme in _AMAZON else {}
    try:
        # What was listed before may have changed since.
        system, root = url_to_fs(address.url, use_listings_cache=False, **options)
    except ImportError as error:
        if scheme in _AMAZON:
            raise InputError("missing-extra", scheme=scheme) from error
        raise InputError("missing-package", scheme=scheme, reason=str(error)) from error
    except (
        AttributeError,
        TypeError,
    ) as error:  # it lacks a part, or is no store
        raise ValueError(str(error)) from error
    if scheme in _AMAZON:
        system.retries = _TRIES
    return system, root


def _amazon_options() -> dict[str, Any]:
    options: dict[str, Any] = {"max_concurrency": _PARTS}
    if "AWS_MAX_ATTEMPTS" not in os.environ:
        retries = {"total_max_attempts": _ATTEMPTS, "mode": "standard"}
        options["config_kwargs"] = {"retries": retries}
    return options


def _trouble(address: Address, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        trouble, reason = Trouble.NOTHING_THERE, os.strerror(errno.ENOENT)
    elif isinstance(error, _errors(_NO_CREDENTIALS, PermissionError)):
        trouble, reason = Trouble.REFUSED, _reason(address, error)
    else:
        trouble, reason = Trouble.UNREACHABLE, _reason(address, error)
    return InputError(trouble, path=str(address), reason=reason)


def _reason(address: Address, error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    words = address.hide(" ".join(said.split()))
    return shorten(words, _LONGEST, placeholder=" …").rstrip(". ") or type(error).__name__


def _errors(names: tuple[tuple[str, str], ...], *others: type[Exception]) -> Any:
    """These errors, as far as the libraries that have them are loaded."""
    loaded = [getattr(sys.modules[module], name) for module, name in names if module in sys.modules]
    return (*others, *loaded)
