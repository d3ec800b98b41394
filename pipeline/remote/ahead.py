"""Work that mostly waits, done a few pieces ahead of who takes the results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def ahead(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], threads: int
) -> Iterator[ResultT]:
    """The function's result for each item, in their order, at most one a thread ahead.

    What it raises comes in place of a result. Unlike those of the standard library's pools, no
    thread keeps the process from ending, whatever it waits for.
    """
    asked: SimpleQueue[tuple[Future[ResultT], ItemT] | None] = SimpleQueue()
    answers: deque[Future[ResultT]] = deque()

    def work() -> None:
        while pair := asked.get():
            future, item = pair
            with _Into(future):
                future.set_result(function(item))

    for _ in range(threads):
        Thread(target=work, daemon=True).start()
    try:
        for item in items:
            answers.append(Future())
            asked.put((answers[-1], item))
            if len(answers) > threads:
                yield answers.popleft().result()
        while answers:
            yield answers.popleft().result()
    finally:
        while not asked.empty():
            asked.get()
        for _ in range(threads):
            asked.put(None)


class _Into:
    """A block that hands what it raises to who waits for the future."""

    def __init__(self, future: Future[ResultT]) -> None:
        self._future = future

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if error is not None:
            self._future.set_exception(error)
        return True
