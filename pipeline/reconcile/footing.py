"""Down the columns: the parts of each total, added up.

Every amount column is on its own. What a total covers is known by row (see closings); its parts
are the widest stated totals inside that cover, and the lines that no such total covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.plan import Amount, AmountStatus, StatedTotal, TotalKind
from pipeline.reconcile.amounts import half_units
from pipeline.reconcile.index import Group, GroupKind, Index
from pipeline.reconcile.model import AuditedTotal, Part, TotalStatus
from pipeline.reconcile.rows import Closing, Scope

_IDENTITY = (TotalKind.FUNDED, TotalKind.UNFUNDED)


def line_part(cell: Amount) -> Part:
    """A line's cell as a part; a doubtful figure that was read still adds up."""
    return Part(
        cell.line_id,
        cell.amount_column,
        cell.amount,
        cell.unit,
        cell.status,
        cell.alignment,
        cell.fell_off,
    )


def total_part(total: StatedTotal) -> Part:
    """A stated total as a part of a wider one."""
    status = AmountStatus.READ if total.stated is not None else AmountStatus.MISSING
    return Part(
        total.total_id, total.amount_column, total.stated, total.unit, status, total.alignment
    )


def summed(total: StatedTotal, kind: TotalKind, parts: tuple[Part, ...]) -> AuditedTotal:
    """A stated total beside the sum of its parts, with its status."""
    known = [part for part in parts if part.amount is not None]
    if not known:
        return AuditedTotal(total, kind, TotalStatus.UNVERIFIABLE, parts)
    computed = sum((part.amount or Decimal(0) for part in known), Decimal(0))
    if total.stated is None:
        return AuditedTotal(total, kind, TotalStatus.UNVERIFIABLE, parts, computed)
    tolerance = half_units([(total.stated, total.unit), *((p.amount, p.unit) for p in known)])
    difference = total.stated - computed
    if difference == 0:
        status = TotalStatus.CONSISTENT
    elif len(known) == len(parts) and abs(difference) <= tolerance:
        status = TotalStatus.ROUNDING
    else:
        status = TotalStatus.INCONSISTENT
    return AuditedTotal(total, kind, status, parts, computed, difference, tolerance)


@dataclass(slots=True)
class _Entry:
    """A stated total of one column and the elements it covers: line ids, or leaf total ids."""

    closing: Closing
    total: StatedTotal
    cover: tuple[str, ...]
    leaf: bool = False


def foot(index: Index, closings: Iterable[Closing]) -> dict[str, AuditedTotal]:
    """Every total of `closings` by its id, identities (funded, unfunded) without parts."""
    columns: dict[str, list[_Entry]] = {}
    for closing in closings:
        for total in closing.row.cells:
            cells = (index.lines[line_id].cell(total.amount_column) for line_id in closing.lines)
            cover = tuple(cell.line_id for cell in cells if cell is not None)
            columns.setdefault(total.amount_column, []).append(_Entry(closing, total, cover))
    done: dict[str, AuditedTotal] = {}
    for column, entries in columns.items():
        for audited in _foot_column(index, column, entries):
            done[audited.total.total_id] = audited
    return done


def _foot_column(index: Index, column: str, entries: list[_Entry]) -> list[AuditedTotal]:
    down = [entry for entry in entries if entry.closing.kind not in _IDENTITY]
    _add_leaves(index, down)
    stated = {entry.total.total_id: entry for entry in down}
    covering: dict[str, list[_Entry]] = {}
    done = []
    for entry in sorted(down, key=lambda e: _breadth(index, e)):
        inside = _Inside(entry)
        parts: dict[str, Part] = {}
        for element in entry.cover:
            inner = inside.widest(covering.get(element, []))
            if inner is not None:
                parts[inner.total.total_id] = total_part(inner.total)
            elif element in stated:
                parts[element] = total_part(stated[element].total)
            else:
                cell = index.lines[element].cell(column)
                if cell is not None:
                    parts[element] = line_part(cell)
        if entry.leaf:
            parts = {}
        audited = _closed(
            index, entry, summed(entry.total, entry.closing.kind, tuple(parts.values()))
        )
        done.append(audited)
        if entry.total.stated is not None and entry.closing.kind is not TotalKind.TOTAL_BUDGET:
            _cover(entry, covering, audited)
    done += [
        summed(entry.total, entry.closing.kind, ())
        for entry in entries
        if entry.closing.kind in _IDENTITY
    ]
    return done


def _closed(index: Index, entry: _Entry, audited: AuditedTotal) -> AuditedTotal:
    """With the group that it closes: none for a grand total, wherever it stands."""
    group = entry.closing.group
    if group is None:
        return audited
    kind, key = group
    if kind is GroupKind.NODE:
        return replace(audited, node_id=key)
    activity = index.activities.get(key)
    return replace(audited, activity_id=key, node_id=activity.node_id if activity else None)


def _cover(entry: _Entry, covering: dict[str, list[_Entry]], audited: AuditedTotal) -> None:
    """Let wider totals use this one; of two for the same group, the one that foots stands."""
    foots = audited.status in (TotalStatus.CONSISTENT, TotalStatus.ROUNDING)
    for element in entry.cover:
        chain = covering.setdefault(element, [])
        if chain and _same_group(chain[-1], entry):
            if foots:
                chain[-1] = entry
        else:
            chain.append(entry)


class _Inside:
    """Which totals are parts of one; each is looked at once, not with each of its lines."""

    def __init__(self, entry: _Entry) -> None:
        self._entry = entry
        self._cover = set(entry.cover)
        self._known: dict[int, bool] = {}

    def widest(self, chain: list[_Entry]) -> _Entry | None:
        """The last of a chain that lies inside."""
        for inner in reversed(chain):
            key = id(inner)
            if key not in self._known:
                apart = not _same_group(inner, self._entry)
                self._known[key] = apart and self._cover.issuperset(inner.cover)
            if self._known[key]:
                return inner
        return None


def _same_group(one: _Entry, other: _Entry) -> bool:
    a, b = one.closing, other.closing
    if a.scope is not b.scope or a.scope not in (Scope.NODE, Scope.ACTIVITY):
        return False
    return a.group == b.group and one.cover == other.cover


def _breadth(index: Index, entry: _Entry) -> tuple[int, int, int, int]:
    """Narrow totals first: by lines covered, then by what they close, then as printed."""
    closing = entry.closing
    depth = index.depth(closing.group) if closing.group else 0
    kind = 1 if closing.kind is TotalKind.TOTAL_BUDGET else 0
    return len(entry.cover), closing.scope + kind, -depth, closing.row.order


def _add_leaves(index: Index, entries: list[_Entry]) -> None:
    """A subtotal without a line of its own (a recapitulation) is a part of the wider totals."""
    empty = [
        entry
        for entry in entries
        if not entry.cover
        and entry.total.stated is not None
        and entry.closing.kind is TotalKind.SUBTOTAL
    ]
    for entry in empty:
        entry.leaf = not _holds(entry.closing) or not any(
            _within(index, inner.closing, entry.closing) for inner in empty if inner is not entry
        )
    holding = [entry for entry in entries if _holds(entry.closing)]
    for leaf in (entry for entry in empty if entry.leaf):
        leaf.cover = (leaf.total.total_id,)
        for wide in holding:
            if not wide.leaf and _within(index, leaf.closing, wide.closing):
                wide.cover += leaf.cover


def _holds(outer: Closing) -> bool:
    """Whether anything can lie within it."""
    return outer.scope in (Scope.DOCUMENT, Scope.TABLE) or outer.group is not None


def _within(index: Index, inner: Closing, outer: Closing) -> bool:
    if outer.scope is Scope.DOCUMENT:
        return True
    if outer.scope is Scope.TABLE:
        return inner.row.table == outer.row.table
    if outer.group is None or inner.group is None or inner.group == outer.group:
        return False
    return outer.group in _groups(index, inner.group)


def _groups(index: Index, group: Group) -> tuple[Group, ...]:
    kind, key = group
    if kind is GroupKind.ACTIVITY:
        return tuple(index.groups_over(key, None))
    return tuple(index.groups_over(None, key))
