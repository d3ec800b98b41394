"""Samples damaged at random, by the thousand: none may stop the run, hang it or get lost.

`python -m tests.mutants --seed 7 --count 20000` reads that many, and says what became of them.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from extractors.errors import ExitCode
from extractors.limits import Limits
from pipeline.engine import Cause
from pipeline.run import Settings, Watch, run

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
LIMITS = Limits(seconds=120, memory=1024)
BATCH = 500
_NUMBER = re.compile(rb"\d+")
_ODD_NUMBERS = (b"0", b"-1", b"1", b"99999999999", b"2147483648", b"4294967295", b"1e38", b"nan")
_ODD_BYTES = (
    b"\0",
    b"\x1b[2J",
    b"\x0c",
    b"\r",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\t",
    b"|",
    b"(",
    b">>",
)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 10, 100, len(data) // 100 + 1))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _drop(data: bytearray, chance: random.Random) -> None:
    start, stop = _chunk(data, chance)
    del data[start:stop]


def _repeat(data: bytearray, chance: random.Random) -> None:
    start, stop = _chunk(data, chance)
    data[stop:stop] = data[start:stop] * chance.choice((1, 2, 20))


def _swap(data: bytearray, chance: random.Random) -> None:
    start, stop = _chunk(data, chance)
    chunk = data[start:stop]
    del data[start:stop]
    place = chance.randrange(len(data) + 1)
    data[place:place] = chunk


def _edit_number(data: bytearray, chance: random.Random) -> None:
    """Another number in place of one of the file's: a length, an offset, a size, an amount."""
    found = list(_NUMBER.finditer(data))
    for _ in range(chance.choice((1, 2, 10))):
        if found:
            number = found.pop(chance.randrange(len(found)))
            odd = chance.choice((*_ODD_NUMBERS, b"%d" % chance.randrange(1000)))
            # Of the same length, so that the offsets in the file still hold.
            length = len(number.group())
            data[number.start() : number.end()] = odd[:length].rjust(length)


def _insert(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 50))):
        place = chance.randrange(len(data) + 1)
        data[place:place] = chance.choice(_ODD_BYTES)


def _chunk(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 16, 256, 4096)))


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _cut,
    _drop,
    _repeat,
    _swap,
    _edit_number,
    _insert,
)


def mutant(seed: int, number: int) -> bytes:
    """The mutant of that number; the samples take turns."""
    chance = random.Random(f"{seed}-{number}")
    data = bytearray(SAMPLES[number % len(SAMPLES)])
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if data:
            chance.choice(MUTATIONS)(data, chance)
    return bytes(data)


SAMPLES = [path.read_bytes() for path in sorted(RAW.iterdir()) if path.suffix in (".pdf", ".txt")]


@dataclass(frozen=True)
class Told:
    """What became of some mutants: how many came to which end, which to a wrong one or a limit."""

    ends: Counter[str]
    wrong: tuple[str, ...]
    limited: tuple[str, ...]


def check(seed: int, numbers: range, workers: int | None = None) -> Told:
    """Read mutants as one run does. AssertionError where the run loses one, or its exit code lies.

    A wrong end is a fault of ours or a crash: damage is told as damage, and hangs by their limit.
    """
    with TemporaryDirectory() as name:
        base = Path(name)
        (base / "raw").mkdir()
        distinct = set()
        for number in numbers:
            data = mutant(seed, number)
            distinct.add(data)
            (base / "raw" / f"{seed}-{number}").write_bytes(data)
        report = run(
            Settings((base / "raw",), base / "out", workers=workers, limits=LIMITS), Watch()
        )
        with (base / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
            documents = list(csv.DictReader(file))
    assert len(documents) == len(distinct), "a document is lost"
    assert len({document["document_id"] for document in documents}) == len(distinct)
    failed = any(document["status"] == "failed" for document in documents)
    assert report.exit_code(None) is (ExitCode.SOME_FAILED if failed else ExitCode.OK)
    ends: Counter[str] = Counter()
    wrong, limited = [], []
    for document in documents:
        end = _end(document)
        ends[end] += 1
        if end in (Cause.RAISED, Cause.CRASHED, Cause.KILLED):
            wrong.append(f"{document['path']}: {document['error']}")
        if end in (Cause.TIMED_OUT, Cause.OUT_OF_MEMORY):
            limited.append(f"{document['path']}: {end}")
    return Told(ends, tuple(wrong), tuple(limited))


def _end(document: dict[str, str]) -> str:
    """The status of a document, or which sentence of errors.csv says why it failed."""
    if document["status"] != "failed":
        return document["status"]
    for key, pattern in _SENTENCES.items():
        if pattern.fullmatch(document["error"]):
            return key
    raise AssertionError(f"no sentence for {document['error']!r}")


def _sentences() -> dict[str, re.Pattern[str]]:
    with (RAW.parents[1] / "extractors" / "errors.csv").open(encoding="utf-8", newline="") as file:
        clauses = {row["key"]: row["fr"] for row in csv.DictReader(file)}
    return {
        key: re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(clause)) + r"\.", re.I | re.S)
        for key, clause in clauses.items()
    }


_SENTENCES = _sentences()


@click.command()
@click.option("--seed", type=int, default=None, help="Of the first mutant [the time].")
@click.option("--count", default=2000, show_default=True)
@click.option("--start", default=0, help="Number of the first, to come back to one.")
@click.option("--workers", type=int)
def main(seed: int | None, count: int, start: int, workers: int | None) -> None:
    """Read mutants in runs of 500, and fail where one comes to a wrong end."""
    seed = int(time.time()) if seed is None else seed
    print(f"seed {seed}, {count} mutants from {start}", flush=True)
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    for first in range(start, start + count, BATCH):
        told = check(seed, range(first, min(first + BATCH, start + count)), workers)
        ends += told.ends
        wrong += told.wrong
        print(dict(ends), *told.wrong, *told.limited, sep="\n", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
