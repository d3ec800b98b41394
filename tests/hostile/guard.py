"""Run `totaux` where nothing may reach the network or write elsewhere than it should.

`python -m tests.hostile.guard FOLDER... -- ARGUMENTS` forbids both in the process of the command
and in those that read, through audit hooks: they see all that Python does and nothing that C does.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pipeline.__main__
from extractors import extract_source
from extractors.plan import Plan
from extractors.source import Source
from pipeline.run import Settings

ALLOWED = "TOTAUX_TEST_WRITABLE"
FORBIDDEN = 97  # exit code

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Events whose leading arguments are paths that are changed, and how many of them.
_CHANGES = {
    "os.chmod": 1,
    "os.link": 2,
    "os.mkdir": 1,
    "os.remove": 1,
    "os.rename": 2,
    "os.rmdir": 1,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.utime": 1,
    "shutil.move": 2,
    "shutil.rmtree": 1,
}
_NEVER = (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile",
    "urllib.Request", "webbrowser.open", "ftplib.connect", "smtplib.connect", "http.client.connect",
)  # fmt: skip


def guard(allowed: str) -> Callable[[str, tuple[Any, ...]], None]:
    folders = [Path(folder) for folder in allowed.split(os.pathsep)]

    def may_write(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return True  # an open descriptor
        place = Path(os.fsdecode(path)).absolute()
        return any(place.is_relative_to(folder) for folder in folders)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        wrong = False
        if event == "open":
            path, _, flags = arguments
            wrong = bool(flags & _WRITES) and not may_write(path)
        elif event in _CHANGES:
            # Beneath an open folder stands what `shutil.rmtree` removes, and was asked about.
            beneath = event in ("os.remove", "os.rmdir") and arguments[1] != -1
            wrong = not beneath and not all(map(may_write, arguments[: _CHANGES[event]]))
        elif event == "socket.__new__":
            wrong = arguments[1] != socket.AF_UNIX  # how processes of one machine speak
        elif event in _NEVER:
            # Processes are started through a socket in the folder for temporary files.
            wrong = not (event == "socket.connect" and isinstance(arguments[1], str | bytes))
        if wrong:
            os.write(2, f"FORBIDDEN {event} {arguments!r}\n".encode(errors="replace"))
            os._exit(FORBIDDEN)

    return hook


def guarded(source: Source) -> Plan:
    """Read the source where it is forbidden; what is forbidden brings the process down."""
    if not getattr(guarded, "installed", False):
        sys.addaudithook(guard(os.environ[ALLOWED]))
        guarded.installed = True  # type: ignore[attr-defined]
    if source.text and "network" in source.text[:40]:
        socket.socket(socket.AF_INET)
    if source.text and "elsewhere" in source.text[:40]:
        Path("elsewhere").write_text("x")
    return extract_source(source)


def main() -> None:
    cut = sys.argv.index("--")
    allowed = os.pathsep.join([*sys.argv[1:cut], os.devnull])
    os.environ[ALLOWED] = allowed
    sys.argv = ["totaux", *sys.argv[cut + 1 :]]
    pipeline.__main__.Settings = partial(Settings, extract=guarded)  # type: ignore[misc,assignment]
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.addaudithook(guard(allowed))
    pipeline.__main__.main()


if __name__ == "__main__":
    main()
