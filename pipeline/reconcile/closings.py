"""Decide which lines each stated total claims to sum.

A label that names its group settles it. Other totals are read like brackets: a total closes the
group whose lines have just ended, a second one right after it closes the group above, and one
printed before all lines of its group stands above them. Where several groups end at once, the
reading that foots wins, then the level that the other totals of the table close.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf

from extractors.plan import Amount, AmountStatus, Level, Plan, TotalKind
from pipeline.reconcile.amounts import half_units
from pipeline.reconcile.index import Group, GroupKind, Index, Line
from pipeline.reconcile.rows import DOWN, Closing, Scope, TotalRow, total_rows

_Key = tuple[Scope, Level | None]


@dataclass(frozen=True, slots=True)
class _Candidate:
    scope: Scope
    group: Group | None
    lines: tuple[str, ...]
    key: _Key


def closings(plan: Plan, index: Index) -> tuple[Closing, ...]:
    """What every row of totals closes, in printed order; identity rows close nothing."""
    summed = (line for line in index.lines.values() if not index.is_memo(line))
    lines = tuple(sorted(summed, key=lambda line: line.order))
    rows = total_rows(plan, index, lines)
    return _Reader(index, lines, rows).read()


class _Reader:
    """Reads the totals of a document one after another."""

    def __init__(self, index: Index, lines: tuple[Line, ...], rows: tuple[TotalRow, ...]) -> None:
        self.index = index
        self.lines = lines
        self.rows = rows
        self.by_table: dict[int, list[Line]] = {}
        self.gaps: dict[tuple[str, tuple[str, ...]], Decimal] = {}
        self.by_group: dict[tuple[int, Group], list[Line]] = {}
        self.down: dict[int, list[TotalRow]] = {}
        self.last: dict[int, Closing] = {}
        for line in lines:
            self.by_table.setdefault(line.table, []).append(line)
            for group in line.groups:
                self.by_group.setdefault((line.table, group), []).append(line)
        for row in rows:
            if row.kind in DOWN:
                self.down.setdefault(row.table, []).append(row)

    def read(self) -> tuple[Closing, ...]:
        usual: Counter[_Key] = Counter()
        for row in self.rows:
            if row.kind in DOWN and not self._named(row):
                fitting = {c.key for c in self._candidates(row, None) if self._gap(row, c) == 0}
                if len(fitting) == 1:
                    usual.update(fitting)
        done: list[Closing] = []
        for row in self.rows:
            closing = self._close(row, done, usual)
            done.append(closing)
            if closing.lines:
                self.last[row.table] = closing
        widest = max((len(c.lines) for c in done if c.scope >= Scope.TABLE), default=0)
        return tuple(self._settle(closing, widest) for closing in done)

    def _close(self, row: TotalRow, done: list[Closing], usual: Counter[_Key]) -> Closing:
        if row.kind in (TotalKind.FUNDED, TotalKind.UNFUNDED):
            return Closing(row, row.kind, Scope.DOCUMENT, None, ())
        group = self._named(row)
        if group is not None:
            return self._closing(row, self._whole(row, self._of_named(group, row), done))
        if row.kind in (TotalKind.GRAND_TOTAL, TotalKind.TOTAL_BUDGET):
            return self._closing(row, self._grand(row, done))
        candidates = self._candidates(row, self.last.get(row.table))
        if not candidates:
            own = next(iter(self._own_groups(row)), None)
            scope = Scope.NODE if own and own[0] is GroupKind.NODE else Scope.SPAN
            return Closing(row, TotalKind.SUBTOTAL, scope, own, ())
        return self._closing(row, self._choose(row, candidates, usual))

    def _closing(self, row: TotalRow, chosen: _Candidate) -> Closing:
        kind = row.kind
        if kind is TotalKind.OTHER:
            wide = chosen.scope >= Scope.TABLE
            kind = TotalKind.GRAND_TOTAL if wide else TotalKind.SUBTOTAL
        elif kind is TotalKind.GRAND_TOTAL and chosen.group is not None:
            kind = TotalKind.SUBTOTAL
        return Closing(row, kind, chosen.scope, chosen.group, chosen.lines)

    def _settle(self, closing: Closing, widest: int) -> Closing:
        """A bare Total over a table that is one node, under a wider total, is its subtotal."""
        if closing.row.kind is not TotalKind.OTHER or closing.scope is not Scope.TABLE:
            return closing
        if widest <= len(closing.lines):
            return closing
        whole = set(closing.lines)
        for group in self.index.lines[closing.lines[0]].groups:
            if group[0] is GroupKind.NODE and whole == set(self._under(group, self.lines)):
                return replace(closing, kind=TotalKind.SUBTOTAL, scope=Scope.NODE, group=group)
        return closing

    # -- groups -----------------------------------------------------------------------------

    def _named(self, row: TotalRow) -> Group | None:
        first = row.first
        if row.kind not in DOWN or not first.named:
            return None
        return next(iter(self._own_groups(row)), None)

    def _own_groups(self, row: TotalRow) -> list[Group]:
        return list(self.index.groups_over(row.first.activity_id, row.first.node_id))

    def _under(self, group: Group, lines: tuple[Line, ...]) -> tuple[str, ...]:
        return tuple(line.line_id for line in lines if group in line.groups)

    def _above(self, group: Group, row: TotalRow) -> tuple[str, ...]:
        """The lines of a group in the row's table that are printed before it."""
        own = self.by_group.get((row.table, group), [])
        return _ids(own[: bisect_left(own, row.order, key=_order)])

    def _of_named(self, group: Group, row: TotalRow) -> _Candidate:
        """The group's lines in its own table, else in the document.

        Lines printed after it (overheads, a late addition) are its own or not, as it foots. So are
        those up to its neighbours: a heading in the middle of its rows names too few of them.
        """
        own = _ids(self.by_group.get((row.table, group), []))
        whole = self._of_group(group, own or self._under(group, self.lines))
        before = self._above(group, row)
        options = [whole]
        if before and before != whole.lines:
            options.append(self._of_group(group, before))
        beside = [self._of_group(group, span) for span in (self._span(row), self._onward(row))]
        options += [option for option in beside if option.lines and self._gap(row, option) == 0]
        return min(options, key=lambda option: self._gap(row, option))

    def _whole(self, row: TotalRow, chosen: _Candidate, done: list[Closing]) -> _Candidate:
        """With all lines of the totals that it holds in part, where it foots only with them."""
        if self._gap(row, chosen) == 0:
            return chosen
        lines = set(chosen.lines)
        for closing in done:
            if closing.row.table == row.table and lines & set(closing.lines):
                lines |= set(closing.lines)
        wider = replace(chosen, lines=tuple(x.line_id for x in self.lines if x.line_id in lines))
        return wider if self._gap(row, wider) == 0 else chosen

    def _of_group(self, group: Group, lines: tuple[str, ...]) -> _Candidate:
        if group[0] is GroupKind.ACTIVITY:
            return _Candidate(Scope.ACTIVITY, group, lines, (Scope.ACTIVITY, None))
        node = self.index.nodes.get(group[1])
        return _Candidate(Scope.NODE, group, lines, (Scope.NODE, node.level if node else None))

    # -- unnamed totals ---------------------------------------------------------------------

    def _candidates(self, row: TotalRow, closed: Closing | None) -> list[_Candidate]:
        """Groups that may end here, innermost first; `closed` is the total just before it."""
        table = self.by_table.get(row.table, [])
        at = bisect_left(table, row.order, key=_order)
        for group in self._own_groups(row):
            own = self.by_group.get((row.table, group), [])
            if own and own[0].order >= row.order:
                return [self._of_group(group, _ids(own))]
        if at == 0:
            return [_table(table)] if table else []
        span = self._span(row)
        node = row.first.node_id
        if not span and node is not None and not self._above((GroupKind.NODE, node), row):
            return []
        going_on = table[at].groups if at < len(table) else ()
        ending = [group for group in table[at - 1].groups if group not in going_on]
        found = [self._of_group(group, self._above(group, row)) for group in ending]
        covers = {candidate.lines for candidate in found}
        if span and span not in covers:
            found.append(_Candidate(Scope.SPAN, None, span, (Scope.SPAN, None)))
        if at == len(table) or not found:
            found.append(_table(table[:at]))
        if closed is not None and not span:
            found = [c for c in found if self._wider(c, closed)] or [_table(table[:at])]
        return found

    def _wider(self, candidate: _Candidate, closed: Closing) -> bool:
        if len(candidate.lines) != len(closed.lines):
            return len(candidate.lines) > len(closed.lines)
        if candidate.group is None or closed.group is None:
            return candidate.scope > closed.scope
        return self.index.depth(candidate.group) < self.index.depth(closed.group)

    def _choose(
        self, row: TotalRow, candidates: list[_Candidate], usual: Counter[_Key]
    ) -> _Candidate:
        fitting = [c for c in candidates if self._gap(row, c) == 0]
        pool = fitting or candidates
        groups = [c for c in pool if c.scope is not Scope.TABLE] or pool
        if (
            row.kind is TotalKind.OTHER
            and pool[-1].scope is Scope.TABLE
            and self._last(row, groups, usual)
        ):
            return pool[-1]
        most = max(usual[candidate.key] for candidate in groups)
        if most:
            return next(candidate for candidate in groups if usual[candidate.key] == most)
        span = set(self._span(row))
        holding = [c for c in groups if span <= set(c.lines)] or groups
        least = min(len(c.lines) for c in holding)
        # of groups that are the same lines, the widest one but the table: an activity that is the
        # whole of its result is closed by the result's subtotal
        nodes = [c for c in holding if len(c.lines) == least and c.scope is Scope.NODE]
        return (nodes or [c for c in holding if len(c.lines) == least])[0]

    def _last(self, row: TotalRow, groups: list[_Candidate], usual: Counter[_Key]) -> bool:
        """Whether a bare Total is the last word on its table, rather than on its last group."""
        if row.kind is not TotalKind.OTHER:
            return False
        rows = self.down[row.table]
        others = (r for r in rows if r is not row)
        if not any(r.kind is TotalKind.OTHER for r in others):
            return True
        if self._span(row) or rows[-1].order > row.order:
            return False
        return not any(candidate.key in usual for candidate in groups)

    def _span(self, row: TotalRow) -> tuple[str, ...]:
        """The lines of its table since the total before it."""
        rows = self.down.get(row.table, [])
        at = bisect_left(rows, row.order, key=_order)
        last = rows[at - 1].order if at else -1
        return self._within(row.table, last, row.order)

    def _onward(self, row: TotalRow) -> tuple[str, ...]:
        """The lines of its table up to the total after it."""
        rows = self.down.get(row.table, [])
        at = bisect_right(rows, row.order, key=_order)
        return self._within(row.table, row.order, rows[at].order if at < len(rows) else inf)

    def _within(self, table: int, first: float, end: float) -> tuple[str, ...]:
        """The lines of a table printed between two rows."""
        lines = self.by_table.get(table, [])
        start = bisect_right(lines, first, key=_order)
        return _ids(lines[start : bisect_left(lines, end, key=_order)])

    # -- grand totals -----------------------------------------------------------------------

    def _grand(self, row: TotalRow, done: list[Closing]) -> _Candidate:
        """The table's lines or the document's, whichever comes nearest to the stated figure."""
        table = self.by_table.get(row.table, [])
        earlier = [
            c
            for c in done
            if c.row.table == row.table
            and c.scope >= Scope.TABLE
            and c.lines
            and c.kind is not TotalKind.TOTAL_BUDGET
        ]
        since = [line for line in table if earlier and line.order > earlier[-1].row.order]
        everything = _Candidate(
            Scope.DOCUMENT,
            None,
            tuple(line.line_id for line in self.lines),
            (Scope.DOCUMENT, None),
        )
        options = [_table(since)] if since and len(since) < len(table) else []
        if table and (since or not earlier):
            before = [line for line in table if line.order < row.order]
            options += [_table(table), *([_table(before)] if before and before != table else [])]
        if len(everything.lines) > len(table):
            options.append(everything)
        if not options:
            return _table(table) if table else everything
        return min(options, key=lambda option: self._gap(row, option))

    def _gap(self, row: TotalRow, candidate: _Candidate) -> Decimal:
        """How far the row is from the sum of those lines beyond rounding, all columns added up.

        Infinite where no column can be compared.
        """
        key = (row.first.total_id, candidate.lines)
        if key not in self.gaps:
            self.gaps[key] = self._computed_gap(row, candidate)
        return self.gaps[key]

    def _computed_gap(self, row: TotalRow, candidate: _Candidate) -> Decimal:
        gap, compared = Decimal(0), False
        for cell in row.cells:
            if cell.stated is None:
                continue
            amounts = self._cells(candidate.lines, cell.amount_column)
            known = [a.amount for a in amounts if a.amount is not None]
            if not known:
                # It is of other lines that this figure speaks.
                above = self._cells(self._span(row), cell.amount_column)
                if any(a.amount for a in above):
                    gap += abs(cell.stated)
                continue
            compared = True
            difference = abs(cell.stated - sum(known, Decimal(0)))
            if any(a.status is AmountStatus.MISSING or a.amount is None for a in amounts):
                gap += difference
                continue
            pairs = [(cell.stated, cell.unit), *((a.amount, a.unit) for a in amounts)]
            gap += Decimal(0) if difference <= half_units(pairs) else difference
        return gap if compared else Decimal("Infinity")

    def _cells(self, lines: tuple[str, ...], column: str) -> list[Amount]:
        cells = (self.index.lines[line_id].cell(column) for line_id in lines)
        return [cell for cell in cells if cell is not None]


def _table(lines: list[Line]) -> _Candidate:
    return _Candidate(Scope.TABLE, None, _ids(lines), (Scope.TABLE, None))


def _ids(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.line_id for line in lines)


def _order(printed: Line | TotalRow) -> int:
    return printed.order
