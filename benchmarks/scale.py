"""How time and memory grow with the number of documents: `python -m benchmarks.scale [N...]`.

The documents are plans of the tests' generator, as text or as PDF, plans of four lines, or copies
of the files of a folder; each is made different from all others by a last line. Every run is a
process of its own; prints rows of docs/scale.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from benchmarks.measure import cpu
from extractors.address import Location, located

HEADER = (
    "documents",
    "pages",
    "CPU s",
    "documents / CPU s",
    "pages / CPU s",
    "publishing",
    "parent MB",
    "worker MB",
    "OUT KB",
    "cache KB",
    "warm / cold",
    "isolated / not",
)
PLANS = 200  # of different content; beyond, they come again with another last line


def main() -> None:
    """Make the documents, run over them cold and warm, print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--workers", type=int, default=2)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--small", action="store_true", help="plans of four lines")
    kinds.add_argument("--pdf", action="store_true", help="the generator's plans as PDF")
    kinds.add_argument("--like", metavar="FOLDER", type=Path, help="copies of its files")
    parser.add_argument("--cold", action="store_true", help="the first run alone")
    parser.add_argument("--one", nargs=3, metavar=("RAW", "OUT", "CACHE"), help="a single run")
    parser.add_argument("--bare", metavar="RAW", help="no processes, nothing published")
    options = parser.parse_args()
    if options.one:
        raw, out, cache = options.one
        print(json.dumps(_one(located(raw), Path(out), Path(cache), options.workers)))
        return
    if options.bare:
        print(json.dumps(_bare(Path(options.bare))))
        return
    models = _models(options)
    print("| " + " | ".join(HEADER) + " |")
    print("|" + " ---: |" * len(HEADER))
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            raw.mkdir()
            for number in range(count):
                model = models[number % len(models)]
                (raw / f"{number:06}.txt").write_bytes(_unlike_all_others(model, number))
            places = [str(raw), str(Path(folder, "out")), str(Path(folder, "cache"))]
            cold = _apart("--workers", str(options.workers), "--one", *places)
            if not options.cold:
                warm = _apart("--workers", str(options.workers), "--one", *places)
                bare = _apart("--bare", str(raw))
        pages = cold["pages"]
        cells = (
            f"{count:,}",
            f"{pages:,.0f}" if pages else "",
            f"{cold['cpu']:,.0f}",
            f"{count / cold['cpu']:.1f}",
            f"{pages / cold['cpu']:.1f}" if pages else "",
            f"{cold['publish'] / cold['cpu']:.0%}",
            f"{cold['peak']:.0f}",
            f"{cold['worker peak']:.0f}",
            f"{cold['out'] / count / 1000:.1f}",
            f"{cold['cache'] / count / 1000:.1f}",
            "" if options.cold else f"{warm['cpu'] / cold['cpu']:.2f}",
            "" if options.cold else f"{cold['read'] / bare['read']:.2f}",
        )
        print("| " + " | ".join(cells) + " |", flush=True)


SMALL = """Plan de travail annuel 2024
Résultat 1 : Les services de santé sont renforcés
N°\tActivités\tResponsable\tMontant
1.1\tFormer 20 agents de santé\tMinistère de la Santé\t1 500 000
1.2\tSuivre les centres de santé\tMinistère de la Santé\t500 000
\tSous-total\t\t2 000 000
"""


def _models(options: argparse.Namespace) -> list[bytes]:
    """What the documents are copies of."""
    from tests.generator.pdf import print_pdf
    from tests.generator.text import print_plan

    if options.small:
        return [SMALL.encode()]
    if options.like:
        return [path.read_bytes() for path in _files(options.like)]
    press = print_pdf if options.pdf else print_plan
    return [press(seed).data for seed in range(PLANS)]


def _unlike_all_others(model: bytes, number: int) -> bytes:
    """The document with a last line of its own, which in a PDF is a comment."""
    last = f"\n% {number}\n" if b"%PDF-" in model[:1024] else f"\nExemplaire {number}\n"
    return model + last.encode()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _apart(*options: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.scale", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {said}", file=sys.stderr)
    return said


def _one(raw: Location, out: Path, cache: Path, workers: int) -> dict[str, float]:
    """A whole run: CPU seconds of all processes and of reading alone, peaks in MB, bytes written.

    The workers' peak is that of the largest one.
    """
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
    used = cpu()
    own = next(
        int(line.split()[1])
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM")
    )
    return {
        "cpu": used,
        "read": used - marks["publish"],
        "publish": marks["publish"],
        "seconds": seconds,
        "peak": own / 1024,
        "worker peak": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "out": sum(path.stat().st_size for path in _files(out)),
        "cache": sum(path.stat().st_size for path in _files(cache)),
        "pages": _pages(out),
    }


def _pages(out: Path) -> int:
    with (out / "documents.csv").open(encoding="utf-8", newline="") as file:
        return sum(int(row["pages"] or 0) for row in csv.DictReader(file))


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
    return {"read": cpu()}


if __name__ == "__main__":
    main()
