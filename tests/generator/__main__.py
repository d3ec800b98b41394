"""Look at one generated plan, or score the reader on many: `python -m tests.generator`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from pprint import pprint
from typing import TYPE_CHECKING

from .pdf import print_pdf
from .text import Printed, print_plan

if TYPE_CHECKING:
    from extractors.plan import Plan

    from .where import Sample


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--text", action="store_true", help="print the plan as text")
    parser.add_argument("--truth", action="store_true", help="print what must be read")
    parser.add_argument("--habits", action="store_true", help="print the layout's choices")
    parser.add_argument("--compare", action="store_true", help="read it and list what is wrong")
    parser.add_argument("--pdf", action="store_true", help="typeset as PDF instead of text")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the plan to a file")
    parser.add_argument("--score", type=int, metavar="N", help="read N plans and count failures")
    parser.add_argument("--base", type=int, default=0, help="the first of these N seeds")
    parser.add_argument("--category", help="with --score: list failures that begin so ('': all)")
    parser.add_argument("--perfect", action="store_true", help="audit the truth, read nothing")
    options = parser.parse_args()
    if options.score:
        return score_many(options)
    printed: Sample = print_pdf(options.seed) if options.pdf else print_plan(options.seed)
    if options.write:
        options.write.write_bytes(printed.data)
    elif isinstance(printed, Printed) and not (options.truth or options.compare or options.habits):
        sys.stdout.write(printed.text + "\n")
    if options.habits:
        pprint(printed.tags())
    if options.truth:
        pprint(printed.truth, width=150)
        pprint(printed.plan.errors)
        print("shifted lines:", sorted(printed.lines[i] for i in printed.shifted))
    if options.compare:
        # imported here, so that a plan can be looked at while the reader does not even load
        from .score import compare

        for failure in compare(printed, reader_of(options)):
            print(failure)
    return 0


def score_many(options: argparse.Namespace) -> int:
    from .score import report, score

    press: Callable[[int], Sample] = print_pdf if options.pdf else print_plan
    seeds = range(options.base, options.base + options.score)
    scores = score(seeds, reader_of(options), press)
    print(report(scores, options.category))
    return 1 if any(each.failures for each in scores) else 0


def reader_of(options: argparse.Namespace) -> Callable[[Sample], Plan]:
    from .perfect import perfect_reading
    from .score import read

    return perfect_reading if options.perfect else read


if __name__ == "__main__":
    sys.exit(main())
