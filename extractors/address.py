"""Where something is outside this machine: a URL, parsed once, at the edge; the rest are paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_OF_THIS_MACHINE = frozenset({"file", "local"})
# What may hold a password or a signature: what stands before the host, and behind the path.
_SECRET = re.compile(r"(?<=://)[^/@\s]*(?=@)|(?<=\?)[^\s\"'»]+")

_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Address:
    """A folder or object of a store. `inside` is the object's name below the folder `url`.

    As text, for people and logs, it holds no password.
    """

    url: str
    inside: str = ""

    @property
    def scheme(self) -> str:
        """What stands before '://'."""
        return self.url.partition("://")[0]

    def sibling(self, name: str) -> Address | None:
        """The object of that name beside this folder; None where nothing can stand beside it."""
        scheme, _, path = self.url.partition("://")
        parent, _, own = path.rstrip("/").rpartition("/")
        return Address(f"{scheme}://{parent}/{name}") if parent and own else None

    def hide(self, text: str) -> str:
        """The text as `discreet` makes it, and without this address's own secrets anywhere."""
        for secret in _SECRET.findall(self.url):
            for part in (secret, secret.partition(":")[2]):
                text = text.replace(part, _HIDDEN) if part else text
        return discreet(text)

    def __str__(self) -> str:
        return discreet(f"{self.url.rstrip('/')}/{self.inside}" if self.inside else self.url)


Location = Path | Address


def located(text: str) -> Location:
    """A URL as an address, anything else as a path; `file://` stands for a path as it is."""
    scheme = _URL.match(text)
    if scheme is None:
        return Path(text)
    if scheme[1].lower() in _OF_THIS_MACHINE:
        return Path(text[scheme.end() :])
    return Address(f"{scheme[1].lower()}{text[scheme.end(1) :]}")


def discreet(text: str) -> str:
    """The text with '***' in place of what URLs in it may hold of passwords and signatures."""
    return _SECRET.sub(_HIDDEN, text)
