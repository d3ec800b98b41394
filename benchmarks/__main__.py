"""Measure every reader on the same pages and write docs/benchmarks.md: `make bench`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cells import Row, Score, score
from benchmarks.plan import HEADER, long_plan
from benchmarks.readers import READERS
from samples.typeset import Rules
from tests.generator.pdf import PrintedPdf, print_pdf
from tests.generator.pdf_layout import MarkStyle
from tests.generator.table import Kind

PAGES = 40
FEW = 10  # pages of a shorter plan: memory that is flat in pages is the same for both
GENERATED = 60  # plans of all layouts; those whose rows a page's end cuts are left out
LIMIT = 900  # seconds for one reader; one that takes longer is said to
WHOLE = ("totaux", "totaux, workbook and report too")  # they give a plan, no cells
YARDSTICK = "pdfplumber"
# They would take the place of files of pdfplumber and of camelot's opencv.
APART = {"pdfplumber-rs", "img2table"}


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what it holds, and the columns whose cells are compared."""

    path: Path
    truth: tuple[Row, ...]
    compared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one reader did with some cases."""

    start: float
    seconds: list[float]
    peak: float
    scores: list[Score]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--apart", type=Path, help="Python of the environment of those apart")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"))
    parser.add_argument("--only", nargs="*", default=list(READERS), help="readers to measure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = _long_cases(Path(folder))
        generated = list(_generated_cases(Path(folder)))
        lines = []
        base: dict[str, float] = {}
        for name in (YARDSTICK, *(name for name in options.only if name != YARDSTICK)):
            python = options.apart if name in APART else Path(sys.executable)
            if python is None:
                continue
            print(f"{name} …", file=sys.stderr)
            lines.append(_line(name, python, cases, generated, base))
    order = {name: rank for rank, name in enumerate(READERS)}
    lines.sort(key=lambda line: order[line[0]])
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    _write(options.out, table)
    print(table)


def _long_cases(folder: Path) -> dict[str, Case]:
    """The long plan with rules and without, its short form, and a warm-up of other content."""
    found = {}
    for name, pages, rules, seed in (
        ("ruled", PAGES, Rules.ALL, 0),
        ("bare", PAGES, Rules.NONE, 0),
        ("few", FEW, Rules.ALL, 0),
        ("warm", 2, Rules.ALL, 1),
    ):
        plan = long_plan(pages, rules, seed)
        path = folder / f"{name}.pdf"
        path.write_bytes(plan.data)
        truth = tuple(row for page in plan.pages for row in page)
        found[name] = Case(path, truth, tuple(range(len(HEADER))))
    return found


def _generated_cases(folder: Path) -> Sequence[Case]:
    found = []
    for seed in range(GENERATED):
        printed = print_pdf(seed)
        if not printed.pdf.cut_rows:
            path = folder / f"{seed}.pdf"
            path.write_bytes(printed.data)
            found.append(Case(path, _rows(printed), _compared(printed)))
    return found


def _rows(printed: PrintedPdf) -> tuple[Row, ...]:
    """Lines of activities and totals; headings span the table and have no columns."""
    return tuple(row.cells for row in printed.table.rows if row.kind is not Kind.HEADING)


def _compared(printed: PrintedPdf) -> tuple[int, ...]:
    """All columns but results, which may span rows, and marks that are drawn or filled."""
    drawn = printed.pdf.marks is not MarkStyle.TEXT
    return tuple(
        at
        for at, column in enumerate(printed.table.columns)
        if not column.key.startswith("node") and not (drawn and column.key.startswith("period"))
    )


def _line(
    name: str,
    python: Path,
    cases: dict[str, Case],
    generated: Sequence[Case],
    base: dict[str, float],
) -> list[str]:
    warm = cases["warm"]
    few = _measure(name, python, [warm, cases["few"]])
    ruled = _measure(name, python, [warm, cases["ruled"]])
    bare = _measure(name, python, [warm, cases["bare"]])
    if few is None or ruled is None or bare is None:
        return [name, *["failed"] * 9]
    line = [name, f"{ruled.start:.1f} s"]
    for which, measured in (("ruled", ruled), ("bare", bare)):
        pace = PAGES / measured.seconds[0]
        base.setdefault(which, pace)
        line += [f"{pace:.0f}", f"{pace / base[which]:.1f}"]
    line.append(f"{few.peak:.0f} / {ruled.peak:.0f}")
    if name in WHOLE or name.startswith("pdfium"):
        return [*line, "", "", ""]
    many = _measure(name, python, [warm, *generated])
    line += [_share(ruled.scores), _share(bare.scores)]
    return [*line, _share(many.scores) if many else "failed"]


def _share(scores: Sequence[Score]) -> str:
    total = sum(scores, Score())
    cells = 100 * total.cells_right / total.cells
    rows = 100 * total.rows_right / total.rows
    return f"{cells:.1f} % / {rows:.1f} %"


def _measure(name: str, python: Path, cases: Sequence[Case]) -> Measured | None:
    command = [str(python), "-m", "benchmarks.measure", name, *(str(case.path) for case in cases)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        reason = (error.stderr or b"").decode(errors="replace").strip().splitlines()
        print(f"  {name}: {reason[-1] if reason else error}", file=sys.stderr)
        return None
    said = json.loads(done.stdout.decode().splitlines()[-1])
    scores = [
        score(case.truth, map(tuple, rows), case.compared)
        for case, rows in zip(cases[1:], said["rows"], strict=True)
    ]
    return Measured(said["start"], said["seconds"], said["peak"], scores)


def _write(path: Path, table: str) -> None:
    """Replace the table between the document's two markers."""
    text = path.read_text(encoding="utf-8")
    head, begin, rest = text.partition("<!-- table -->\n")
    _, end, tail = rest.partition("<!-- end of table -->")
    header, rule = rest.lstrip().splitlines()[:2]
    path.write_text(f"{head}{begin}{header}\n{rule}\n{table}\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
