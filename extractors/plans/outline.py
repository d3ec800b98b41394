"""The outline of a plan as its rows unfold: framework nodes, activities, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.grids.placed import Entry
from extractors.plan import Activity, Level, Node, Place
from extractors.plans.rows import RowSays
from extractors.values.folding import fold
from extractors.values.memo import is_memo
from extractors.values.numbering import Numbered, depth, parse_numbering

RANK = {Level.AXIS: 0, Level.OBJECTIVE: 1, Level.RESULT: 2, Level.PRODUCT: 3}
OPEN_END = re.compile(
    r"[,;:(\-–/&]$|\b(?:et|ou|de|du|des|la|le|les|à|aux?|d'|l'|and|of|the)$", re.IGNORECASE
)
_SUITE = re.compile(r"\s*\((?:suite|cont(?:inued|'d|\.)?)\)\s*:?$", re.IGNORECASE)


@dataclass(slots=True)
class Outline:
    """Nodes and activities read so far; `order` counts the printed rows.

    `open` holds the nodes that further rows stand under, the upper first; `activity` the one that
    further budget lines belong to.
    """

    nodes: list[Node] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    activity: Activity | None = None
    order: int = 0
    _cut: dict[str, str] = field(default_factory=dict)  # how much of a repeated label was printed
    _by_column: dict[int, str] = field(default_factory=dict)
    _numbered: bool = False
    _parents: frozenset[str] = frozenset()

    def begin(self, rows: Iterable[RowSays]) -> None:
        """Learn, before a table's rows are followed, how its activities are numbered."""
        rows = list(rows)
        numbers = [number for says in rows if (number := number_of(says))]
        texts = sum(says.activity is not None for says in rows)
        self._by_column = {}
        self._numbered = len(numbers) * 2 >= texts and bool(numbers)
        # Numbers that others of the table go on from: '1' where there is '1.1'.
        self._parents = frozenset(numbers) & {
            number[: dot.start()] for number in numbers for dot in re.finditer(r"\.", number)
        }

    @property
    def numbered(self) -> bool:
        """Whether the activities of the table carry numbers."""
        return self._numbered

    @property
    def node(self) -> Node | None:
        """The innermost open node."""
        return self.open[-1] if self.open else None

    def read_framework(self, index: int, entry: Entry, level: Level | None, says: RowSays) -> None:
        """Open the node that a cell of a framework column names, or go on with the one before."""
        numbered = parse_numbering(entry.text)
        before = self.node_by_id(self._by_column.get(index))
        if before is not None and self._is_rest(
            entry.text, numbered, before.label, says, habit=bool(before.number)
        ):
            cut = self._cut.get(before.node_id, "")
            if cut and fold(before.label).startswith(fold(f"{cut} {entry.text}")):
                self._cut[before.node_id] = f"{cut} {entry.text}"  # printed again, and cut there
            else:
                self._relabel(before, f"{before.label} {entry.text}")
            return
        node = self.open_node(
            numbered.level or level or Level.RESULT, numbered, entry.text, says.row.place
        )
        self._by_column[index] = node.node_id

    def open_node(self, level: Level, numbered: Numbered, text: str, place: Place) -> Node:
        """Open a node, unless it is one that is open already and printed again."""
        label = _SUITE.sub("", numbered.text or text).strip() or text
        suite = _SUITE.search(text) is not None
        for node in self.open:
            same_number = node.number == numbered.number
            known, said = fold(node.label), fold(label)
            counted = numbered.number is not None
            again = known == said or (counted and (suite or known.startswith(said + " ")))
            if node.level is level and same_number and again:
                self._cut[node.node_id] = "" if known == said or suite else label
                return node  # what is open beneath it stays open
        while self.open and not _is_parent(self.open[-1], level, numbered.number):
            self.open.pop()
        node = Node(
            node_id=f"n{len(self.nodes) + 1:03d}",
            level=level,
            label=label,
            number=numbered.number,
            parent_id=self.open[-1].node_id if self.open else None,
            place=place,
            order=self.order,
        )
        self.nodes.append(node)
        self.open.append(node)
        self.activity = None
        return node

    def read_activity(self, says: RowSays) -> Activity | Node | None:
        """What a row's activity cells open: an activity, or a node printed among the activities.

        None where they go on with the activity before.
        """
        entry = says.activity
        text = entry.text if entry else ""
        numbered = parse_numbering(text)
        number = number_of(says)
        label = numbered.text or text
        if says.number is not None and numbered.number != number:
            label = text
        before = self.activity
        goes_on = before is not None and says.number is None and entry is not None
        if (
            goes_on
            and before is not None
            and self._is_rest(text, numbered, before.label, says, habit=self._numbered)
        ):
            self.amend_activity(label=f"{before.label} {text}")
            return None
        if self._is_heading(says, numbered, number):
            inside = self.node is not None and RANK[self.node.level] >= RANK[Level.RESULT]
            level = numbered.level or (Level.PRODUCT if inside else Level.RESULT)
            named = replace(numbered, number=number, text=label)
            return self.open_node(level, named, text, says.row.place)
        item = numbered.dash or is_memo(text)
        parent = before if item else None
        if parent is not None and parent.parent_activity_id is not None:
            parent = next(a for a in self.activities if a.activity_id == parent.parent_activity_id)
        activity = Activity(
            activity_id=f"a{len(self.activities) + 1:03d}",
            label=label or number or "",
            number=None if item else number,
            node_id=self.node.node_id if self.node else None,
            parent_activity_id=parent.activity_id if parent else None,
            place=_place(says, entry),
            order=self.order,
        )
        self.activities.append(activity)
        self.activity = activity
        return activity

    def amend_activity(
        self, *, label: str | None = None, responsible: str | None = None
    ) -> Activity:
        """Complete the open activity with what a later cell says of it."""
        activity = self.activity
        if activity is None:
            raise LookupError("no activity is open")
        changed = replace(
            activity,
            label=label or activity.label,
            responsible=responsible or activity.responsible,
        )
        # From the end, where it nearly always is: plans have hundreds.
        at = next(
            i for i in reversed(range(len(self.activities))) if self.activities[i] == activity
        )
        self.activities[at] = changed
        self.activity = changed
        return changed

    def node_by_id(self, node_id: str | None) -> Node | None:
        """A node by its id."""
        return next((n for n in reversed(self.nodes) if n.node_id == node_id), None)

    def _is_heading(self, says: RowSays, numbered: Numbered, number: str | None) -> bool:
        """A framework node printed in the activities' column."""
        bare = not (says.marks or says.accounts or says.responsible or says.donor)
        if not bare or numbered.activity or numbered.dash:
            return False
        return numbered.level is not None or (number is not None and number in self._parents)

    def _is_rest(
        self, text: str, numbered: Numbered, before: str, says: RowSays, *, habit: bool
    ) -> bool:
        """Whether a text goes on with a cell that a page break cut.

        `habit` says that the texts of its column carry numbers, so that this one's lack tells.
        """
        if numbered.number or numbered.level or numbered.dash or not text:
            return False
        if says.money and is_memo(text):
            return False
        shouted = text.isupper() and before.rsplit(" ", 1)[-1].isupper()
        small = text[0].islower() or text[0] in ")]»,;." or shouted
        hanging = before.count("(") > before.count(")") or bool(OPEN_END.search(before))
        lonely = says.alone and says.number is None
        if says.row.opens:
            return hanging or (small and (habit or lonely))
        return (small and (habit or lonely)) or (hanging and lonely)

    def _relabel(self, node: Node, label: str) -> None:
        changed = replace(node, label=label)
        self.nodes[self.nodes.index(node)] = changed
        self.open = [changed if n is node else n for n in self.open]


def number_of(says: RowSays) -> str | None:
    """The number that a row's activity carries, in its own column or before its text."""
    if says.number is not None:
        return says.number.text.rstrip(".)°: ")
    return says.activity.content.numbered.number if says.activity else None


def _is_parent(node: Node, level: Level, number: str | None) -> bool:
    if node.number and number and number.startswith(node.number + ".") and depth(number) > 1:
        return True
    return RANK[node.level] < RANK[level]


def _place(says: RowSays, entry: Entry | None) -> Place:
    boxes = [cell.box for cell in entry.cells if cell.box] if entry else []
    return replace(says.row.place, bbox=str(boxes[0])) if boxes else says.row.place
