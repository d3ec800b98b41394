"""Decisions put on the findings of a run: after the reading, so that what is cached has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import overload

from extractors.contract import resource
from extractors.rows import Row, Value, make_row
from pipeline.decisions.model import COLUMNS, Decision, Listed, State
from pipeline.outcome import Outcome

_On = Mapping[str, Decision]  # the decisions on one document, by finding_id


class Decided(Sequence[Outcome]):
    """The outcomes with the decisions on their findings, each put on when it is asked for.

    `listed` has every decision as the run met it: in the order of documents, and last those whose
    document is not there.
    """

    def __init__(self, outcomes: Sequence[Outcome], decisions: Iterable[Decision]) -> None:
        self._outcomes = outcomes
        on: dict[str, dict[str, Decision]] = defaultdict(dict)
        for each in decisions:
            on[each.document_id][each.finding_id] = each
        self._on: Mapping[str, _On] = dict(on)
        self.listed = tuple(_listed(outcomes, self._on)) if self._on else ()

    @property
    def orphans(self) -> list[Row]:
        """Rows of the table `decisions` that belong to no document of the run."""
        return [_row(each) for each in self.listed if each.state is State.DOCUMENT_GONE]

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome]: ...
    def __getitem__(self, index: int | slice) -> Outcome | list[Outcome]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        outcome = self._outcomes[index]
        decisions = self._on.get(outcome.document_id)
        return outcome if decisions is None else _decided(outcome, decisions)


def _listed(outcomes: Iterable[Outcome], on: Mapping[str, _On]) -> Iterable[Listed]:
    met = set()
    for outcome in outcomes:
        met.add(outcome.document_id)
        yield from _of_document(outcome, on.get(outcome.document_id, {}))
    for document_id in sorted(on.keys() - met):
        for _, decision in sorted(on[document_id].items()):
            yield Listed(decision, State.DOCUMENT_GONE)


def _of_document(outcome: Outcome, decisions: _On) -> list[Listed]:
    found = {told.finding_id for told in outcome.findings}
    return [
        Listed(decision, State.APPLIES if finding_id in found else State.FINDING_GONE)
        for finding_id, decision in sorted(decisions.items())
    ]


def _decided(outcome: Outcome, decisions: _On) -> Outcome:
    rows = {
        **outcome.rows,
        "findings": [_with(row, decisions) for row in outcome.rows.get("findings", ())],
        "decisions": [_row(each) for each in _of_document(outcome, decisions)],
    }
    findings = tuple(
        replace(told, decision=decisions.get(told.finding_id)) for told in outcome.findings
    )
    return replace(outcome, rows=rows, findings=findings)


def _with(row: Row, decisions: _On) -> Row:
    """A row of findings with the decision on it, if there is one."""
    values: dict[str, Value] = dict(zip(resource("findings").columns, row, strict=True))
    decision = decisions.get(str(values["finding_id"]))
    if decision is None:
        return row
    said = (decision.ruling, decision.note, decision.author, decision.day)
    return make_row("findings", {**values, **dict(zip(COLUMNS, said, strict=True))})


def _row(listed: Listed) -> Row:
    decision = listed.decision
    return make_row(
        "decisions",
        {
            "document_id": decision.document_id,
            "finding_id": decision.finding_id,
            "decision": decision.ruling,
            "note": decision.note,
            "author": decision.author,
            "date": decision.day,
            "state": listed.state,
        },
    )
