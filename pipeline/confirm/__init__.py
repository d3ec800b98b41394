"""The only look back: what does not foot is read again by other engines before it is said.

A total that fails, an amount that is missing or unreadable, and cells that fight over a place are
put before each witness in turn. The same figures make the document answerable; other figures that
foot are taken, and noted; other figures that do not leave the reading in doubt. Without a witness
nothing printed on a page is the document's fault for certain. Text is never read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractors.again import Again
from extractors.plan import Place, Plan
from pipeline.confirm.case import Case
from pipeline.confirm.doubts import own_up
from pipeline.confirm.evidence import Evidence, questions
from pipeline.reconcile.model import Audit

__all__ = ["ReadAgain", "confirm", "own_up"]

ReadAgain = Callable[[Sequence[Place]], Iterator[Again]]


def confirm(first: Audit, read_again: ReadAgain, check: Callable[[Plan], Audit]) -> Audit:
    """The audit with what it says of figures on pages put before witnesses.

    `read_again` gives the plan with the tables at some places read by one other engine after the
    other; it is not called where nothing is in question. `check` audits a plan.
    """
    asked = questions(first)
    if not asked:
        return first
    evidence = Evidence(first)
    places = [figure.place for finding in asked for figure in evidence.of(finding)]
    places += [finding.place for finding in asked]
    case = Case(first, check)
    for again in read_again(tuple(dict.fromkeys(places))):
        case.hear(again)
        if case.settled:
            break
    return case.closed()
