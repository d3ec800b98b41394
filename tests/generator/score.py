"""Compare what was read and audited with the truth, and count failures by category and habit."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from extractors import extract_source
from extractors.plan import Activity, Alignment, Amount, Plan, StatedTotal, TotalKind
from extractors.source import Source
from extractors.values.accounts import chart
from pipeline.examine import audit_source
from pipeline.reconcile.model import Audit, Finding, Rule, Severity, Verdict

from .text import print_plan
from .truth import ActivityTruth, AmountTruth, RowTruth, TotalTruth
from .where import Sample, Thing, line_of, locate_in_pdf, number, plain

FALSE_FINDING = "finding: false"
CRASHES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, AssertionError)
SHIFTED_AMOUNTS = "shifted: amount wrong, not flagged"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing read or said wrong; `line` is the line of the text."""

    category: str
    line: int | None
    said: str
    expected: str

    def __str__(self) -> str:
        return f"{self.category} at line {self.line}: got {self.said}, expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Score:
    """One plan's failures, and how many things were looked at."""

    printed: Sample
    failures: tuple[Failure, ...]


def read(printed: Sample) -> Plan:
    """The reading under test."""
    return extract_source(Source.of(printed.data, f"{printed.plan.seed}{printed.suffix}"))


def compare(printed: Sample, reader: Callable[[Sample], Plan] = read) -> tuple[Failure, ...]:
    """Everything that is wrong in our reading and audit of a generated plan."""
    try:
        source = Source.of(printed.data, f"{printed.plan.seed}{printed.suffix}")
        audited = audit_source(source, chart(), extract=lambda _: reader(printed))
    except CRASHES as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
        return (Failure("crash", None, said, "a plan"),)
    return tuple(_Comparison(printed, audited).all())


T = TypeVar("T", bound=Thing)


class _Comparison:
    def __init__(self, printed: Sample, audited: Audit) -> None:
        self.printed = printed
        self.truth = printed.truth
        self.plan = plan = audited.plan
        self.audit = audited
        paged = printed.suffix == ".pdf"
        self.locate = locate_in_pdf(printed, plan) if paged else line_of
        self.shifted = {printed.lines[i] for i in printed.shifted}
        self.nodes = {node.node_id: node for node in plan.nodes}
        self.activities = {a.activity_id: a for a in plan.activities}
        self.marks: dict[str, set[str]] = defaultdict(set)
        for mark in plan.marks:
            self.marks[mark.activity_id].add(mark.period)
        self.at_activity = self.by_line(plan.activities)
        self.at_amount = self.by_line(plan.amounts)
        self.at_total = self.by_line(t for t in plan.totals if t.kind is not TotalKind.ROW_TOTAL)
        self.loose = self._loose_activities()

    def by_line(self, things: Iterable[T]) -> dict[int | None, list[T]]:
        found: dict[int | None, list[T]] = defaultdict(list)
        for thing in things:
            found[self.locate(thing)].append(thing)
        return found

    def _loose_activities(self) -> set[int]:
        """Rows of activities one of whose rows is shifted: their marks may have moved with it."""
        rows = self.printed.table.rows
        touched = {rows[i].activity for i in self.printed.shifted}
        return {i for i, row in enumerate(rows) if row.activity in touched}

    def all(self) -> Iterator[Failure]:
        yield from self.head()
        if not self.shifted:
            yield from self.framework()
        for i, truth in enumerate(self.truth.rows):
            line = self.printed.lines[i]
            if line in self.shifted:
                yield from self.shifted_row(line, truth)
            else:
                yield from self.activity(i, line, truth.activity)
                yield from self.amounts(line, truth.amounts)
                yield from self.totals(line, truth.totals)
        yield from self.strangers()
        yield from self.findings()

    # --- the reading

    def head(self) -> Iterator[Failure]:
        head, truth = self.plan.head, self.truth
        pairs = (
            ("kind", str(head.kind), truth.kind),
            ("currency", head.currency, truth.currency),
            ("project id", head.project_id, truth.project_id),
            ("period start", head.period_start, truth.start or head.period_start),
            ("period end", head.period_end, truth.end or head.period_end),
        )
        for name, said, expected in pairs:
            if said != expected:
                yield Failure(f"head: {name}", None, str(said), str(expected))

    def framework(self) -> Iterator[Failure]:
        def parent(node_id: str | None) -> str | None:
            return plain(self.nodes[node_id].label) if node_id in self.nodes else None

        said = Counter(
            (str(n.level), n.number, plain(n.label), parent(n.parent_id)) for n in self.plan.nodes
        )
        expected = Counter((n.level, n.number, n.label, n.parent) for n in self.truth.nodes)
        for item in (expected - said).elements():
            yield Failure("node", None, str(list((said - expected).elements())[:3]), str(item))
        if not expected - said:
            for item in (said - expected).elements():
                yield Failure("node: too many", None, str(item), "nothing")

    def activity(self, row: int, line: int, truth: ActivityTruth | None) -> Iterator[Failure]:
        found = self.at_activity.get(line, [])
        if truth is None:
            if found:
                yield Failure("activity: too many", line, plain(found[0].label), "none")
            return
        if len(found) != 1:
            yield Failure("activity", line, f"{len(found)} activities", truth.label)
            return
        activity = found[0]
        if (activity.number, plain(activity.label)) != (truth.number, truth.label):
            said = f"{activity.number!r} {plain(activity.label)!r}"
            yield Failure("activity", line, said, f"{truth.number!r} {truth.label!r}")
        node = self.nodes.get(activity.node_id or "")
        if not self.shifted and plain(node.label if node else None) != (truth.node or ""):
            yield Failure("activity: node", line, str(node and node.label), str(truth.node))
        if plain(activity.responsible) != (truth.responsible or ""):
            yield Failure("responsible", line, str(activity.responsible), str(truth.responsible))
        if truth.dash != (activity.parent_activity_id is not None):
            yield Failure("dash item", line, str(activity.parent_activity_id), str(truth.dash))
        marks = self.marks[activity.activity_id]
        if row not in self.loose and marks != truth.marks:
            yield Failure("marks", line, str(sorted(marks)), str(sorted(truth.marks)))

    def amounts(self, line: int, truth: tuple[AmountTruth, ...]) -> Iterator[Failure]:
        found = self.at_amount.get(line, [])
        figures = Counter((str(a.role), str(a.status), number(a.amount)) for a in found)
        expected = Counter((a.role, a.status, number(a.amount)) for a in truth)
        if figures != expected:
            said = ", ".join(f"{a.role} {a.status} {number(a.amount)}" for a in found)
            wanted = ", ".join(f"{a.role} {a.status} {number(a.amount)}" for a in truth)
            yield Failure("amounts", line, said, wanted)
            return
        for name, got, right in (
            ("amount column", [plain(a.amount_column) for a in found], [a.column for a in truth]),
            ("account code", [a.account_code for a in found], [a.code for a in truth]),
            ("account label", [plain(a.account_label) for a in found],
             [a.account or "" for a in truth]),
            ("donor", [a.donor for a in found], [a.donor for a in truth]),
        ):  # fmt: skip
            if sorted(map(str, got)) != sorted(map(str, right)):
                yield Failure(name, line, str(got), str(right))

    def totals(self, line: int, truth: tuple[TotalTruth, ...]) -> Iterator[Failure]:
        found = self.at_total.get(line, [])
        said = Counter((self.kind(t), plain(t.amount_column), number(t.stated)) for t in found)
        expected = Counter((t.kind, t.column, number(t.stated)) for t in truth)
        if said != expected:
            yield Failure("totals", line, str(list(said)), str(list(expected)))
            return
        for total in found:
            closes = truth[0].closes
            # an unnamed total's group is settled by the audit, which knows what foots
            if closes and total.named and self.closes(total) != closes:
                yield Failure("total: closes", line, str(self.closes(total)), str(closes))
                return

    def kind(self, total: StatedTotal) -> str:
        """The kind as audited: a bare 'Total' gets it from its place only there."""
        found = [a.kind for a in self.audit.totals if a.total.total_id == total.total_id]
        return str(found[0] if found else total.kind)

    def closes(self, total: StatedTotal) -> tuple[str | None, str] | None:
        if total.activity_id in self.activities:
            activity = self.activities[total.activity_id]
            return activity.number, plain(activity.label)
        if total.node_id in self.nodes:
            node = self.nodes[total.node_id]
            return node.number, plain(node.label)
        return None

    def shifted_row(self, line: int, truth: RowTruth) -> Iterator[Failure]:
        """A shifted row gives the right amounts, or says that it was shifted."""
        amounts = [a for a in self.at_amount.get(line, []) if a.amount is not None]
        totals = self.at_total.get(line, [])
        said = Counter(number(a.amount) for a in amounts)
        said += Counter(number(t.stated) for t in totals)
        expected = Counter(number(a.amount) for a in truth.amounts if a.amount is not None)
        expected += Counter(number(t.stated) for t in truth.totals)
        lines = self.at_amount.get(line, [])  # a line whose amount was lost says so too
        alignments = {x.alignment for x in (*lines, *totals)}
        flagged = bool(alignments - {Alignment.STRAIGHT})
        doubted = any(
            f.place.line == line for f in self.audit.findings if f.rule is Rule.READING_DOUBT
        )
        if said != expected and not flagged and not doubted:
            yield Failure(SHIFTED_AMOUNTS, line, str(list(said)), str(list(expected)))

    def strangers(self) -> Iterator[Failure]:
        """Amounts, activities and totals read where the table has no row."""
        known = set(self.printed.lines)
        for name, found in (
            ("activity: invented", self.at_activity),
            ("amount: invented", self.at_amount),
            ("total: invented", self.at_total),
        ):
            for line in sorted(set(found) - known, key=lambda x: x or 0):
                yield Failure(name, line, str(found[line][0])[:200], "nothing here")

    # --- the audit

    def findings(self) -> Iterator[Failure]:
        left = list(self.audit.findings)
        allowed: set[str] = set()
        rules = {each.rule for each in self.truth.findings}
        for each in self.truth.findings:
            line = None if each.row is None else self.printed.lines[each.row]
            allowed |= each.also
            match = next((f for f in left if f.rule == each.rule and line in self.about(f)), None)
            if each.row is None:
                match = next((f for f in left if f.rule == each.rule), None)
            if match is None:
                if not self.shifted:
                    said = "; ".join(f"{f.rule} at {self.about(f)}" for f in left
                                     if f.severity is not Severity.INFO)  # fmt: skip
                    yield Failure(f"finding: {each.rule} missed", line, said, each.rule)
                continue
            left.remove(match)
            implied = match.implied_amount
            if each.implied is not None and implied != each.implied and not self.shifted:
                yield Failure("finding: implied amount", line, str(implied), str(each.implied))
        for finding in left:
            if finding.severity is Severity.INFO or finding.rule in allowed:
                continue
            if self.shifted and (
                finding.verdict is not Verdict.DOCUMENT
                or finding.rule in rules
                or finding.severity is Severity.WARNING
            ):
                continue
            said = f"{finding.rule} ({finding.verdict}) stated {finding.stated} computed "
            said += f"{finding.computed}; {finding.message.key}"
            category = f"{FALSE_FINDING} {finding.severity} {finding.rule}"
            yield Failure(category, finding.place.line, said, "no finding")

    def about(self, finding: Finding) -> set[int | None]:
        """Lines of the text that a finding points to."""
        places = {finding.place.line}
        for pool in (self.plan.amounts, self.plan.totals, self.plan.activities, self.plan.nodes):
            for thing in pool:
                ids = {getattr(thing, name, None) for name in ("line_id", "total_id", "node_id")}
                if isinstance(thing, Activity):
                    ids = {thing.activity_id}
                elif isinstance(thing, StatedTotal):
                    ids = {thing.total_id}
                elif isinstance(thing, Amount):
                    ids = {thing.line_id}
                if finding.subject in ids:
                    places.add(self.locate(thing))
        return places


def score(
    seeds: Iterable[int],
    reader: Callable[[Sample], Plan] = read,
    press: Callable[[int], Sample] = print_plan,
) -> list[Score]:
    """Read the plans of all of these seeds."""
    return [Score(printed, compare(printed, reader)) for printed in map(press, seeds)]


def report(scores: list[Score], category: str | None = None) -> str:
    """Failures by category with their seeds, then the habits that go with failing."""
    seeds: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    out: list[str] = []
    for each in scores:
        for failure in each.failures:
            counts[failure.category] += 1
            if each.printed.plan.seed not in seeds[failure.category]:
                seeds[failure.category].append(each.printed.plan.seed)
            if category is not None and failure.category.startswith(category):
                out.append(f"seed {each.printed.plan.seed}: {failure}")
    bad = [each for each in scores if each.failures]
    rows = sum(len(each.printed.table.rows) for each in scores)
    out.append(f"{len(scores)} plans, {rows} rows; {len(bad)} plans with a failure")
    for name, count in counts.most_common():
        out.append(f"  {count:5d}  {name}: seeds {' '.join(map(str, seeds[name][:12]))}")
    out.append("habits whose plans fail most (failing/all):")
    out += [f"  {line}" for line in _habits(scores, bad)]
    return "\n".join(out)


def _habits(scores: list[Score], bad: list[Score]) -> list[str]:
    everywhere = Counter(tag for each in scores for tag in each.printed.tags().items())
    failing = Counter(tag for each in bad for tag in each.printed.tags().items())
    rates = sorted(
        ((failing[tag] / count, tag, count) for tag, count in everywhere.items() if count >= 5),
        key=lambda item: -item[0],
    )
    base = len(bad) / max(len(scores), 1)
    return [
        f"{failing[tag]:4d}/{count:<4d} {tag[0]} = {tag[1]!r}"
        for rate, tag, count in rates[:25]
        if rate > base * 1.15
    ]
