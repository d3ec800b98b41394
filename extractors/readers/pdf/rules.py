"""Drawn rules: pieces joined into whole lines, lines that meet gathered into frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.readers.pdf.shapes import Fill, Rule

# Points, as pdfplumber's defaults: rules closer than this are one rule drawn doubled or in
# pieces, and ends this near to another rule meet it.
SNAP = 3.0
# Dashes and dots stand up to this far apart on one line (Word's widest dash gap is 3 points).
DASH_GAP = 4.0
# A rule that stays shorter than this after joining is a speck.
SHORTEST = 4.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Rules that meet one another, each sorted by `at`."""

    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0 y0 x1 y1 of all rules."""
        xs = [rule.at for rule in self.upright]
        ys = [rule.at for rule in self.across]
        for rule in self.across:
            xs += (rule.start, rule.end)
        for rule in self.upright:
            ys += (rule.start, rule.end)
        return min(xs), min(ys), max(xs), max(ys)


def join(rules: Iterable[Rule]) -> list[Rule]:
    """Doubled rules, dashes and the borders of neighbouring cells as single rules, by `at`."""
    joined: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule.at - group[-1].at > SNAP:
            joined += _join_level(group)
            group = []
        group.append(rule)
    if group:
        joined += _join_level(group)
    return joined


def _join_level(rules: list[Rule]) -> list[Rule]:
    """Rules on about the same level; each run of them that hangs together becomes one."""
    lengths = sum(rule.end - rule.start for rule in rules)
    if lengths > 0:
        level = sum(rule.at * (rule.end - rule.start) for rule in rules) / lengths
    else:
        level = rules[0].at
    rules.sort(key=_by_start)
    runs: list[Rule] = []
    start, end = rules[0].start, rules[0].end
    for rule in rules[1:]:
        if rule.start - end > DASH_GAP:
            runs.append(Rule(level, start, end))
            start, end = rule.start, rule.end
        elif rule.end > end:
            end = rule.end
    runs.append(Rule(level, start, end))
    return [run for run in runs if run.end - run.start >= SHORTEST]


def _by_start(rule: Rule) -> float:
    return rule.start


def sides(fills: Iterable[Fill]) -> tuple[list[Rule], list[Rule]]:
    """The borders of painted areas as rules: level ones, upright ones."""
    across: list[Rule] = []
    upright: list[Rule] = []
    for fill in fills:
        across += (Rule(fill.y0, fill.x0, fill.x1), Rule(fill.y1, fill.x0, fill.x1))
        upright += (Rule(fill.x0, fill.y0, fill.y1), Rule(fill.x1, fill.y0, fill.y1))
    return across, upright


def frames(across: list[Rule], upright: list[Rule]) -> list[Frame]:
    """Gather joined rules that meet; rules that meet none come alone in a frame."""
    parents = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    places = [rule.at for rule in upright]
    for level, rule in enumerate(across):
        first = bisect_left(places, rule.start - SNAP)
        for index in range(first, bisect_right(places, rule.end + SNAP)):
            other = upright[index]
            if other.start - SNAP <= rule.at <= other.end + SNAP:
                parents[root(len(across) + index)] = root(level)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        groups.setdefault(root(index), ([], []))[0].append(rule)
    for index, rule in enumerate(upright):
        groups.setdefault(root(len(across) + index), ([], []))[1].append(rule)
    return [Frame(tuple(level), tuple(high)) for level, high in groups.values()]
