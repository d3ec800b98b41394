"""One document's findings before its witnesses: what each says, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum, auto

from extractors.again import Again, Witness
from extractors.plan import Plan
from pipeline.confirm import notes
from pipeline.confirm.evidence import (
    ACCUSATIONS,
    FOOTS,
    Evidence,
    key_of,
    keys_of,
    questions,
)
from pipeline.confirm.figures import Figure, FigureKey, Sight, corrected, figures
from pipeline.reconcile.findings import numbered
from pipeline.reconcile.model import Audit, AuditedTotal, Finding, Rule, Verdict
from pipeline.reconcile.verdicts import worst

_Pair = tuple[Figure, Figure]


class _Answer(Enum):
    """What a witness says of the figures of a finding."""

    NOTHING = auto()
    SAME = auto()
    OTHER = auto()


class Case:
    """The reading as it stands, and the verdicts found, by the topics of their findings."""

    def __init__(self, audit: Audit, check: Callable[[Plan], Audit]) -> None:
        self._audit = audit
        self._check = check
        self._engines = [audit.plan.head.engine]
        self._verdicts: dict[str, Verdict] = {}
        self._notes: dict[FigureKey, Finding] = {}

    @property
    def settled(self) -> bool:
        """Whether no accusation waits for a witness."""
        return all(finding.topic in self._verdicts for finding in self._accusations())

    def hear(self, again: Again) -> None:
        """Take what foots of a second reading, then compare the rest with it."""
        self._engines.append(again.witness.engine)
        checked = self._check(again.plan)
        self._correct(again)
        if again.witness.cuts_cells and self._is_better(checked):
            checked = self._take(checked, again.witness)
        sight, own, evidence = (
            Sight(checked.plan),
            Sight(self._audit.plan),
            Evidence(self._audit),
        )
        for finding in self._accusations():
            if finding.topic in self._verdicts:
                continue
            printed = evidence.of(finding)
            answer, differing = _compare(printed, own, sight)
            total = evidence.total(finding)
            other = _foots_with_more(total, printed, sight, checked) if total else None
            if answer is _Answer.SAME and other is None:
                self._verdicts[finding.topic] = _backed(finding, printed, again.witness)
            elif answer is not _Answer.NOTHING and again.witness.disputes:
                self._verdicts[finding.topic] = Verdict.READING
                engine = again.witness.engine
                for first, second in differing:
                    self._notes[first.key] = notes.differ(self._audit, first, second, engine)
                if total is not None and other is not None:
                    self._notes[key_of(total)] = notes.parts(self._audit, total, other, engine)

    def closed(self) -> Audit:
        """The audit with its verdicts, its notes, and the engines that were heard."""
        verdicts = {
            finding.topic: self._verdicts.get(
                finding.topic, worst((finding.verdict, Verdict.UNDECIDED))
            )
            for finding in self._accusations()
        }
        findings = [
            replace(finding, verdict=verdicts.get(finding.topic, finding.verdict))
            for finding in self._audit.findings
        ]
        engine = "+".join(dict.fromkeys(name for name in self._engines if name))
        plan = self._audit.plan
        return replace(
            self._audit,
            plan=replace(plan, head=replace(plan.head, engine=engine or None)),
            findings=numbered([*findings, *self._notes.values()], plan),
        )

    def _accusations(self) -> list[Finding]:
        return [finding for finding in questions(self._audit) if finding.rule in ACCUSATIONS]

    def _correct(self, again: Again) -> None:
        """Put the second reading's figures where they make a total foot and cost no other."""
        sight = Sight(again.plan)
        own, evidence = Sight(self._audit.plan), Evidence(self._audit)
        for finding in questions(self._audit):
            if finding.topic not in _topics(self._audit):
                continue  # gone with a figure corrected for another
            _, differing = _compare(evidence.of(finding), own, sight)
            if not differing:
                continue
            found = {first.key: second for first, second in differing}
            candidate = self._check(corrected(self._audit.plan, found))
            left = _topics(candidate)
            if finding.topic in left or not left < _topics(self._audit):
                continue
            if _vouched(candidate, found):
                for first, second in differing:
                    note = notes.taken(candidate, first, second, again.witness.engine)
                    self._notes[first.key] = note
                self._audit = candidate
                own, evidence = Sight(candidate.plan), Evidence(candidate)

    def _is_better(self, checked: Audit) -> bool:
        """Whether the whole second reading loses nothing, makes more totals foot and none fail."""
        mine, other = self._audit.plan, checked.plan
        sight = Sight(other)
        return (
            _footing(checked) > _footing(self._audit)
            and _kinds(checked) < _kinds(self._audit)
            and len(other.nodes) >= len(mine.nodes)
            and len(other.activities) >= len(mine.activities)
            and len(other.marks) >= len(mine.marks)
            and all(sight.at(figure) for figure in figures(mine) if figure.value is not None)
        )

    def _take(self, checked: Audit, witness: Witness) -> Audit:
        """Make the second reading the first, and the first the second, which is returned."""
        before, self._audit = self._audit, checked
        self._verdicts, self._notes = {}, {}
        sight = Sight(before.plan)
        for figure in figures(checked.plan):
            first = sight.at(figure)
            if figure.value is not None and (first is None or first.value != figure.value):
                first = first or Figure(*figure.key, place=figure.place)
                self._notes[figure.key] = notes.taken(checked, first, figure, witness.engine)
        return before


def _compare(printed: Sequence[Figure], own: Sight, sight: Sight) -> tuple[_Answer, list[_Pair]]:
    """Whether another reading has the same figures in their places, and those that differ."""
    differing: list[_Pair] = []
    silent = not printed
    for figure in printed:
        if figure.value is None:
            other = sight.within(figure, own)
            silent = silent or not sight.sees_blank(figure)
        else:
            other = sight.at(figure)
            silent = silent or other is None
        if other is not None and other.value != figure.value:
            differing.append((figure, other))
    if differing:
        return _Answer.OTHER, differing
    return (_Answer.NOTHING if silent else _Answer.SAME), differing


def _foots_with_more(
    total: AuditedTotal, printed: Sequence[Figure], sight: Sight, checked: Audit
) -> AuditedTotal | None:
    """The same total in another reading, where further parts make it foot.

    One that foots with fewer of them has lost a row rather than found one.
    """
    own = next((figure for figure in printed if figure.key == key_of(total)), None)
    seen = sight.at(own) if own is not None else None
    if seen is None:
        return None
    other = next((each for each in checked.totals if key_of(each) == seen.key), None)
    if other is None or other.status not in FOOTS:
        return None
    return other if _amounts(total) < _amounts(other) else None


def _amounts(total: AuditedTotal) -> Counter[object]:
    return Counter(part.amount for part in total.parts if part.amount is not None)


def _backed(finding: Finding, printed: Sequence[Figure], witness: Witness) -> Verdict:
    """What another engine finds as odd between drawn rules is so printed.

    Other verdicts stand: the witnesses share our notion of what a total sums, so that the same
    figures do not clear a row that was moved, nor totals that fail in several columns at once;
    and where no rules are drawn, odd text may be two cells that ran together for both.
    """
    between_rules = witness.cuts_cells and witness.disputes
    unreadable = finding.rule is Rule.UNREADABLE_AMOUNT and between_rules
    if unreadable and all(figure.straight for figure in printed):
        return Verdict.DOCUMENT
    return finding.verdict


def _vouched(audit: Audit, found: Iterable[FigureKey]) -> bool:
    """Whether every corrected figure is, or stands under, a total that foots."""
    footing = {key for total in audit.totals if total.status in FOOTS for key in keys_of(total)}
    return set(found) <= footing


def _topics(audit: Audit) -> set[str]:
    return {finding.topic for finding in questions(audit)}


def _kinds(audit: Audit) -> Counter[object]:
    return Counter((finding.rule, finding.message.key) for finding in questions(audit))


def _footing(audit: Audit) -> int:
    return sum(total.status in FOOTS for total in audit.totals)
