"""How time grows with texts of extreme form: `python -m benchmarks.extremes [CASE...]`.

Each case is read, audited and worded at sizes n, 2n and 4n, each in a process of its own; twice the
text should take twice the time. Prints rows of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import cpu, peak
from extractors import extract_source
from extractors.errors import Language
from extractors.values.accounts import chart
from pipeline.examine import examine
from pipeline.outcome import Task

LIMIT = 600  # seconds for one size; one that takes longer is said to
SHOWN = 40  # functions of a profile
HEADER = ("text", "n", "s at n", "2n / n", "4n / 2n", "peak MB at 4n")


@dataclass(frozen=True, slots=True)
class Case:
    """A text of any size, and the n to begin with."""

    make: Callable[[int], str]
    first: int


def _spaced(count: int) -> str:
    """Lines set with spaces whose last word is an amount."""
    rows = (
        f"1.{n:<6} Former les cadres de la commune {n:<6} PNUD   75700   {n * 1000:>12,}"
        for n in range(1, count + 1)
    )
    head = f"{'N°':<8} {'Activité':<39} {'Resp.':<6} {'Ligne':<7} {'Montant':>12}"
    return "\n".join([head, *rows]).replace(",", " ")


def _paragraphs(count: int) -> str:
    """Lines of prose with a wide gap before an amount, and no header."""
    return "Former les cadres   12 000\n" * count


def _tabbed(count: int) -> str:
    rows = (f"1.{n}\tFormer les cadres {n}\tPNUD\t75700\t{n * 1000}" for n in range(1, count + 1))
    return "\n".join(["N°\tActivité\tResponsable\tLigne budgétaire\tMontant", *rows])


def _lines_under_one_total(count: int) -> str:
    return f"{_tabbed(count)}\nTotal\t\t\t\t{sum(range(1, count + 1)) * 1000}\n"


def _lines_under_two_totals(count: int) -> str:
    return (
        f"{_lines_under_one_total(count)}Total général\t\t\t\t{sum(range(1, count + 1)) * 1000}\n"
    )


def _wrong_total(count: int) -> str:
    return f"{_tabbed(count)}\nTotal\t\t\t\t{sum(range(1, count + 1)) * 1000 + 100}\n"


def _totals(count: int) -> str:
    """Two lines and their subtotal, again and again, and the total of all."""
    groups = "".join(
        f"1.{2 * n}\tFormer\t1 000\n1.{2 * n + 1}\tSuivre\t2 000\nSous total\t\t3 000\n"
        for n in range(count)
    )
    return f"N°\tActivité\tMontant\n{groups}Total\t\t{3000 * count}\n"


def _wrong_totals(count: int) -> str:
    return _totals(count).replace("Sous total\t\t3 000", "Sous total\t\t3 100")


def _bare_totals(count: int) -> str:
    return "N°\tActivité\tMontant\n" + "Total\t\t1 000\n" * count


def _cells(count: int) -> str:
    """One row of so many cells, under a header of as many."""
    head = "\t".join(f"c{n}" for n in range(count))
    row = "\t".join(str(n) for n in range(count))
    return f"{head}\n{row}\n"


def _amounts_across(count: int) -> str:
    """Columns of amounts under years that come again and again."""
    years = "\t".join(str(2000 + n % 50) for n in range(count))
    return f"Activité\t{years}\nFormer\t" + "\t".join(["1 000"] * count) + "\n"


def _spaced_cells(count: int) -> str:
    line = "   ".join(f"{n:>6}" for n in range(count))
    return f"{line}\n{line}\n{line}\n{line}\n"


def _label(count: int) -> str:
    words = " ".join(("former", "suivre", "cadres", "12", "séances")[n % 5] for n in range(count))
    return f"N°\tActivité\tMontant\n1.1\t{words}\t1 000\nTotal\t\t1 200\n"


_SENTENCE = "Les services de santé de la commune ont reçu 12 agents en 2024, et suivent le plan. "


def _prose(megabytes: int) -> str:
    return (_SENTENCE * 8 + "\n") * (megabytes * 1_000_000 // (len(_SENTENCE) * 8 + 1))


def _one_line(megabytes: int) -> str:
    return _SENTENCE * (megabytes * 1_000_000 // len(_SENTENCE))


CASES = {
    "lines set with spaces": Case(_spaced, 750),
    "lines of a wide gap and an amount": Case(_paragraphs, 750),
    "lines set with tabs": Case(_tabbed, 2500),
    "budget lines under one total": Case(_lines_under_one_total, 5000),
    "the same under two totals": Case(_lines_under_two_totals, 5000),
    "the same, the total wrong": Case(_wrong_total, 5000),
    "subtotals of two lines": Case(_totals, 1250),
    "the same, each wrong": Case(_wrong_totals, 1250),
    "totals and nothing else": Case(_bare_totals, 1250),
    "cells of a row": Case(_cells, 2500),
    "amounts of a row": Case(_amounts_across, 2500),
    "cells of a row set with spaces": Case(_spaced_cells, 250),
    "words of a label": Case(_label, 2500),
    "MB of prose": Case(_prose, 2),
    "MB in one line": Case(_one_line, 2),
}


def main() -> None:
    """Measure the cases and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extremes", description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES), help="[all]")
    parser.add_argument("--one", nargs=2, metavar=("CASE", "SIZE"), help="a single one, as JSON")
    parser.add_argument("--profile", nargs=2, metavar=("CASE", "SIZE"), help="where the time goes")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(options.one[0], int(options.one[1]))))
        return
    if options.profile:
        _profile(options.profile[0], int(options.profile[1]))
        return
    print("| " + " | ".join(HEADER) + " |")
    print("| --- |" + " ---: |" * (len(HEADER) - 1))
    for name in options.cases:
        sizes = [CASES[name].first * times for times in (1, 2, 4)]
        n, twice, more = (_apart(name, size) for size in sizes)
        cells = (
            name,
            f"{sizes[0]:,}",
            f"{n[0]:.1f}" if n else f"> {LIMIT}",
            f"{twice[0] / n[0]:.1f}" if n and twice else "",
            f"{more[0] / twice[0]:.1f}" if twice and more else "",
            f"{more[1]:.0f}" if more else "",
        )
        print("| " + " | ".join(cells) + " |", flush=True)


def _apart(name: str, size: int) -> tuple[float, float] | None:
    """CPU seconds and peak MB of a size in a process of its own; None where it takes too long."""
    command = [sys.executable, "-m", "benchmarks.extremes", "--one", name, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=LIMIT)  # noqa: S603
    except subprocess.TimeoutExpired:
        return None
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _one(name: str, size: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.txt")
        path.write_text(_tabbed(5), encoding="utf-8")
        _read(path)  # imports, vocabularies, models
        path.write_text(CASES[name].make(size), encoding="utf-8")
        start = cpu()
        _read(path)
        return cpu() - start, peak()


def _profile(name: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.txt")
        path.write_text(_tabbed(5), encoding="utf-8")
        _read(path)
        path.write_text(CASES[name].make(size), encoding="utf-8")
        with cProfile.Profile() as profile:
            _read(path)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(SHOWN)


def _read(path: Path) -> None:
    task = Task(path, path.name)
    examine(task, chart=chart(), language=Language.FRENCH, extract=extract_source)


if __name__ == "__main__":
    main()
