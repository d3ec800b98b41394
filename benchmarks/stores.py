"""What plans in a store cost beside plans in a folder: `python -m benchmarks.stores [N]`.

The store is moto's S3, a process of this machine. Needs `make extras` and the group `services`;
prints rows of docs/remote.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.scale import SMALL

HEADER = ("plans in", "run", "CPU s", "s", "parent's peak MB")
_SETTINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}
_SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


def main() -> None:
    """Make the documents here and there, run over both cold and warm."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print("| " + " | ".join(HEADER) + " |")
    print("| --- | --- |" + " ---: |" * 3)
    with tempfile.TemporaryDirectory() as top, _server() as port:
        os.environ.update(_SETTINGS, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
        folder = Path(top, "raw")
        folder.mkdir()
        for number in range(count):
            text = f"{SMALL}\nExemplaire {number}\n"
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        _upload(folder)
        for name, source in (("a folder", str(folder)), ("a store", "s3://plans/raw")):
            places = [source, str(Path(top, f"{name} out")), str(Path(top, f"{name} cache"))]
            for run in ("first", "second"):
                command = [sys.executable, "-m", "benchmarks.scale", "--one", *places]
                done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
                said = json.loads(done.stdout.splitlines()[-1])
                figures = [f"{said[key]:.0f}" for key in ("cpu", "seconds", "peak")]
                print(f"| {name} | {run} | " + " | ".join(figures) + " |", flush=True)


@contextmanager
def _server() -> Iterator[int]:
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _SERVER],
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        lines = iter(server.stdout.readline, "")
        yield next(int(line) for line in lines if line.strip().isdecimal())
        server.kill()


def _upload(folder: Path) -> None:
    import s3fs

    system = s3fs.S3FileSystem()
    system.mkdir("plans")
    for path in folder.iterdir():
        system.put_file(str(path), f"plans/raw/{path.name}")


if __name__ == "__main__":
    main()
