"""How time and memory grow with the number of documents: `python -m benchmarks.scale [N...]`.

The documents are plans of the tests' generator as text, each made different from all others by a
last line. Every run is a process of its own; prints rows of docs/scale.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.measure import cpu, peak

HEADER = (
    "documents",
    "CPU s",
    "ms a document",
    "of it publishing",
    "parent's peak MB",
    "warm / cold",
    "isolated / not",
)
PLANS = 200  # of different content; beyond, they come again with another last line


def main() -> None:
    """Make the documents, run over them cold and warm, print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--small", action="store_true", help="plans of four lines")
    parser.add_argument("--one", nargs=3, metavar=("RAW", "OUT", "CACHE"), help="a single run")
    parser.add_argument("--bare", metavar="RAW", help="no processes, nothing published")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_one(*map(Path, options.one), options.workers)))
        return
    if options.bare:
        print(json.dumps(_bare(Path(options.bare))))
        return
    texts = [SMALL] if options.small else _texts()
    print("| " + " | ".join(HEADER) + " |")
    print("|" + " ---: |" * len(HEADER))
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            raw.mkdir()
            for number in range(count):
                text = f"{texts[number % len(texts)]}\nExemplaire {number}\n"
                (raw / f"{number:06}.txt").write_text(text, encoding="utf-8")
            places = [str(raw), str(Path(folder, "out")), str(Path(folder, "cache"))]
            cold = _apart("--workers", str(options.workers), "--one", *places)
            warm = _apart("--workers", str(options.workers), "--one", *places)
            bare = _apart("--bare", str(raw)) if count <= 1000 else None
        isolation = f"{cold['read'] / bare['read']:.2f}" if bare else ""
        cells = (
            f"{count:,}",
            f"{cold['cpu']:.0f}",
            f"{1000 * cold['cpu'] / count:.1f}",
            f"{cold['publish'] / cold['cpu']:.0%}",
            f"{cold['peak']:.0f}",
            f"{warm['cpu'] / cold['cpu']:.3f}",
            isolation,
        )
        print("| " + " | ".join(cells) + " |", flush=True)


SMALL = """Plan de travail annuel 2024
Résultat 1 : Les services de santé sont renforcés
N°\tActivités\tResponsable\tMontant
1.1\tFormer 20 agents de santé\tMinistère de la Santé\t1 500 000
1.2\tSuivre les centres de santé\tMinistère de la Santé\t500 000
\tSous-total\t\t2 000 000
"""


def _texts() -> list[str]:
    from tests.generator.text import print_plan

    return [print_plan(seed).text for seed in range(PLANS)]


def _apart(*options: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.scale", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {said}", file=sys.stderr)
    return said


def _one(raw: Path, out: Path, cache: Path, workers: int) -> dict[str, float]:
    """A whole run: CPU seconds of all processes, of reading alone, and the parent's peak in MB."""
    from multiprocessing import forkserver

    from pipeline import run as story
    from pipeline.run import Settings, Watch, run

    marks: dict[str, float] = {}
    write = story.write

    def note(*arguments: object) -> None:
        marks["publish"] = time.process_time()
        write(*arguments)  # type: ignore[arg-type]
        marks["publish"] = time.process_time() - marks["publish"]

    story.write = note
    begin = time.monotonic()
    run(Settings((raw,), out, workers=workers, cache=cache), Watch())
    seconds = time.monotonic() - begin
    # Workers are its children: only once it has ended is what they used known here.
    forkserver._forkserver._stop()
    own = next(
        int(line.split()[1])
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM")
    )
    return {
        "cpu": cpu(),
        "read": cpu() - marks["publish"],
        "publish": marks["publish"],
        "seconds": seconds,
        "peak": own / 1024,
        "any peak": peak(),
    }


def _bare(raw: Path) -> dict[str, float]:
    """Every document read in this very process, one after the other."""
    from extractors import extract_source
    from extractors.errors import Language
    from extractors.values.accounts import chart
    from pipeline.outcome import Task
    from pipeline.work import examine_packed

    work = partial(examine_packed, chart=chart(), language=Language.FRENCH, extract=extract_source)
    for path in sorted(raw.iterdir()):
        work(Task(path, path.name))
    return {"read": cpu(), "peak": peak()}


if __name__ == "__main__":
    main()
