"""The file of decisions: CSV that a person may edit, read strictly and replaced in one step."""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import overload

from extractors.address import Address, Location
from extractors.errors import InputError, OutputError
from extractors.rows import Row
from extractors.source import unreadable
from pipeline.decisions.model import Decision, Ruling
from pipeline.publish.exchange import LockedError, locked
from pipeline.remote.store import Store, Trouble

COLUMNS = ("document_id", "finding_id", "decision", "note", "author", "date")
_ALLOWED = frozenset({*COLUMNS, "state"})  # the published table has that one too
_DOCUMENT_ID = re.compile(r"[0-9a-f]{12}")
_FINDING_ID = re.compile(r"[0-9A-Za-z-]{1,40}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no workbook holds these
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# As tables are written: what a spreadsheet would run stands behind an apostrophe.
_GUARDED = re.compile(r"^'(?=[=+@\t])")
NAME = "decisions.csv"
# Seconds: another command has the file for less than one.
_PATIENCE = 10.0
_TRY_AGAIN = 0.05


@overload
def beside(tables: Path) -> Path: ...
@overload
def beside(tables: Location) -> Location | None: ...
def beside(tables: Location) -> Location | None:
    """Where the decisions on a folder of tables are kept unless told otherwise.

    None where the tables have a whole store to themselves.
    """
    if isinstance(tables, Address):
        return tables.sibling(NAME)
    return Path(os.path.abspath(tables)).parent / NAME  # noqa: PTH100  links stay links


def read_decisions(path: Location, *, required: bool = True) -> list[Decision]:
    """The decisions of a file, sorted; none where it need not be there and is not.

    InputError names the line that is no decision.
    """
    try:
        text = _content(path).decode("utf-8-sig")
    except FileNotFoundError as error:
        if not required:
            return []
        raise InputError("no-such-decisions", path=str(path)) from error
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _bad(path, line, "encoding") from error
    decisions: dict[tuple[str, str], Decision] = {}
    for line, decision in _lines(path, text):
        if decision.key in decisions:
            raise _bad(path, line, "twice")
        decisions[decision.key] = decision
    return sorted(decisions.values(), key=lambda each: each.key)


@contextmanager
def editing(path: Path) -> Iterator[None]:
    """No other command changes the file while the block lasts. OutputError where one does not end.

    For whoever reads it, and writes what follows from it.
    """
    target = Path(os.path.realpath(path))
    until = time.monotonic() + _PATIENCE
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(locked(target.with_name(f".{target.name}.lock")))
                break
            except LockedError as error:
                if time.monotonic() > until:
                    raise OutputError("decisions-in-use", path=str(path)) from error
                time.sleep(_TRY_AGAIN)
            except OSError as error:
                raise _not_writable(path, error) from error
        yield


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Replace the file in one step, sorted; OutputError leaves it as it was."""
    from pipeline.publish.tables import cell, csv_line

    rows: list[Row] = [
        (each.document_id, each.finding_id, each.ruling, each.note, each.author, each.day)
        for each in sorted(decisions, key=lambda each: each.key)
    ]
    text = csv_line(COLUMNS) + "".join(csv_line(map(cell, row)) for row in rows)
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def checked(
    document_id: str, finding_id: str, ruling: str, note: str, author: str, day: str
) -> Decision:
    """A decision of these texts; ValueError is the name of the column that cannot be."""
    if not _DOCUMENT_ID.fullmatch(document_id):
        raise ValueError("document_id")
    if not _FINDING_ID.fullmatch(finding_id):
        raise ValueError("finding_id")
    if ruling not in set(Ruling):
        raise ValueError("decision")
    for name, text in (("note", note), ("author", author)):
        if _CONTROL.search(text):
            raise ValueError(name)
    try:
        on = date.fromisoformat(day if _ISO_DAY.fullmatch(day) else "")
    except ValueError:
        raise ValueError("date") from None
    return Decision(document_id, finding_id, Ruling(ruling), note, author, on)


def _content(path: Location) -> bytes:
    """FileNotFoundError where there is none; InputError where a store does not give it."""
    if isinstance(path, Path):
        return path.read_bytes()
    try:
        return Store(path).content()
    except InputError as error:
        if error.key == Trouble.NOTHING_THERE:
            raise FileNotFoundError from error
        raise


def _lines(path: Location, text: str) -> Iterator[tuple[int, Decision]]:
    """Each decision with the number of the line it begins on."""
    head = text.partition("\n")[0]
    # Spreadsheets of a French system write semicolons.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True
    )
    header: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if not header:
                header = [cell.strip() for cell in cells]
                if not set(COLUMNS) <= set(header) <= _ALLOWED or len(set(header)) < len(header):
                    raise _bad(path, 1, "header")
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    raise _bad(path, begins, "cells")
                values = dict(zip(header, (_GUARDED.sub("", c, 1) for c in cells), strict=True))
                try:
                    yield begins, checked(*(_bare(name, values[name]) for name in COLUMNS))
                except ValueError as error:
                    raise _bad(path, begins, str(error)) from error
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _bad(path, begins, "cells") from error
    if not header:
        raise _bad(path, 1, "header")


def _bare(name: str, text: str) -> str:
    return text if name in ("note", "author") else text.strip()


def _not_writable(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError("decisions-not-writable", path=str(path), reason=reason)


def _bad(path: Location, line: int, what: str) -> InputError:
    return InputError(f"bad-decisions-{what}", path=str(path), line=str(line))
