"""The documents of a run, wherever they are: under the same rules in a store as in a folder."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from pathlib import Path, PurePath, PurePosixPath

from extractors.address import Address, Location
from extractors.source import FoundFile, Listing, gathered, is_never_plan, list_files, readable_name
from pipeline.remote.store import Store


def find_documents(given: Iterable[Location], leave_out: Location) -> Listing:
    """As `extractors.source.find_files`, of folders and files here and in stores.

    InputError, too, where a store cannot be used, does not answer or has nothing at an address.
    """
    given = tuple(given)
    local = [path for path in given if isinstance(path, Path)]
    listings = [list_files(local, leave_out if isinstance(leave_out, Path) else None)]
    found: dict[Hashable, FoundFile] = {}
    left_out: list[str] = []
    for address in given:
        if isinstance(address, Address):
            _list_objects(address, leave_out, found, left_out)
    listings.append(Listing(tuple(found.values()), tuple(left_out)))
    return gathered(listings, given)


def identity(location: Location) -> Hashable:
    """Equal for two locations of one file or object, however they are written."""
    return location.resolve() if isinstance(location, Path) else Store(location).identity()


def _list_objects(
    address: Address, leave_out: Location, found: dict[Hashable, FoundFile], left_out: list[str]
) -> None:
    store = Store(address)
    if store.is_object():
        name = PurePosixPath(store.root).name
        found.setdefault(store.identity(), FoundFile(address, readable_name(PurePath(name))))
        return
    output = store.inside(leave_out) if isinstance(leave_out, Address) else None
    for inside in store.below():
        *folders, own = parts = inside.split("/")
        name = readable_name(PurePosixPath(*filter(None, parts)))
        if not inside or (output and inside.startswith(f"{output}/")):
            continue
        if {".", ".."}.intersection(parts):  # no folder holds such a file
            left_out.append(inside)
        elif any(folder.startswith(".") for folder in folders):
            continue
        elif is_never_plan(own):
            left_out.append(name)
        else:
            at = Address(address.url, inside)
            found.setdefault(Store(at).identity(), FoundFile(at, name))
