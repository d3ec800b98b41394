"""The process beside a Dask worker that supervises the reading: `python -m` this module.

A process that Dask starts may start none itself (it is a daemon in the sense of multiprocessing),
and would import Dask anew in each. This one knows nothing of Dask: through the pipe whose file
descriptor is its argument it gets a function and its limits, then tasks, and answers with results.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

from pipeline.engine import Isolated


def main() -> None:
    """Run tasks until the Dask worker at the pipe's other end is gone."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    connection = Connection(int(sys.argv[1]))
    messages: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(connection, messages), daemon=True).start()
    function, limits = messages.get()
    with closing(Isolated(function, limits)) as process, suppress(BrokenPipeError):
        while True:
            connection.send(process.run(messages.get()))


def _listen(connection: Connection, messages: SimpleQueue[Any]) -> None:
    """Hand on what comes; where nobody is left to send, end a task that is under way, too."""
    with suppress(EOFError, ConnectionResetError):
        while True:
            messages.put(connection.recv())
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
