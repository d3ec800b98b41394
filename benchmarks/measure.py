"""One reader on one file, in this process: `python -m benchmarks.measure READER WARM-UP FILE...`.

The first file warms the reader up (imports, vocabularies, models); the others are measured. Prints
one JSON object: CPU seconds of this process and its children, peak memory in MB, rows by file.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from pathlib import Path

from benchmarks.readers import READERS, quiet


def cpu() -> float:
    """Seconds of processor time so far, in this process and in the ones that it waited for."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak() -> float:
    """The most memory that this process, or one it waited for, ever held, in MB."""
    # Linux's own mark: getrusage's would begin with what the parent held when it forked.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Read, and print what it took."""
    quiet()
    warnings.simplefilter("ignore")
    name, warm_up, *files = sys.argv[1:]
    read = READERS[name]
    start = cpu()
    read(Path(warm_up))
    started = cpu() - start
    seconds, rows = [], []
    for file in files:
        start = cpu()
        rows.append(read(Path(file)))
        seconds.append(cpu() - start)
    said = {"start": started, "seconds": seconds, "peak": peak(), "rows": rows}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
