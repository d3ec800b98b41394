"""The result of reading one document: typed rows, and the contract's frames made from them.

Every amount is an exact `Decimal` in units of the currency. `unit` beside an amount is one unit of
its last printed digit (Decimal('0.01') for '1 699 285,76', Decimal('1000') for '35' in thousands);
half of it is the rounding that the print allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of document it is (the contract's documents.kind)."""

    WORK_PLAN = "work_plan"
    ACTION_PLAN = "action_plan"
    PROJECT_SHEET = "project_sheet"
    NARRATIVE = "narrative"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Levels of the results framework."""

    AXIS = "axis"
    OBJECTIVE = "objective"
    RESULT = "result"
    PRODUCT = "product"


class NodeStatus(StrEnum):
    """Whether a project sheet lists a result as expected or as achieved."""

    EXPECTED = "expected"
    ACHIEVED = "achieved"


class AmountRole(StrEnum):
    """What an amount is within its line."""

    AMOUNT = "amount"
    PART = "part"
    ROW_TOTAL = "row_total"


class AmountStatus(StrEnum):
    """How well an amount could be read."""

    READ = "read"
    MISSING = "missing"
    DOUBTFUL = "doubtful"


class TotalKind(StrEnum):
    """What a stated total claims to be."""

    SUBTOTAL = "subtotal"
    GRAND_TOTAL = "grand_total"
    FUNDED = "funded"
    UNFUNDED = "unfunded"
    TOTAL_BUDGET = "total_budget"
    ROW_TOTAL = "row_total"
    STATED_BUDGET = "stated_budget"
    OTHER = "other"


class Evidence(StrEnum):
    """What marks a period."""

    MARK = "mark"
    SHADING = "shading"
    TEXT = "text"


class Certainty(StrEnum):
    """Whether a mark's period is sure."""

    CERTAIN = "certain"
    AMBIGUOUS = "ambiguous"


class Alignment(StrEnum):
    """How a printed row stood to the columns of its header."""

    STRAIGHT = "straight"  # every cell in its own column
    SHIFTED = "shifted"  # moved by one or more columns; one reading fits best
    AMBIGUOUS = "ambiguous"  # moved, and a second reading of its amounts fits nearly as well


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed. `line` is the 1-based line of a text source."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    bbox: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the results framework (contract: framework). `order` counts printed rows."""

    node_id: str
    level: Level
    label: str
    number: str | None = None
    parent_id: str | None = None
    status: NodeStatus | None = None
    place: Place = Place()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity (contract: activities)."""

    activity_id: str
    label: str
    number: str | None = None
    node_id: str | None = None
    parent_activity_id: str | None = None
    responsible: str | None = None
    place: Place = Place()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """A responsible party; neither activity nor line where the document as a whole names it."""

    party: str
    printed: str
    activity_id: str | None = None
    line_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked period of an activity or of a line (contract: schedule)."""

    activity_id: str
    period: str
    evidence: Evidence
    certainty: Certainty
    line_id: str | None = None
    start: date | None = None
    end: date | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount cell of a budget line (contract: budget_lines).

    `unit` is None where `amount` is. `fell_off` is set where the row's own shift pushed the
    amount's column past the last printed cell, so that a missing amount is ours rather than the
    document's. `bare` is set where
    nothing but a description without code stands in the row: a heading perhaps, no line.
    """

    line_id: str
    amount_column: str
    role: AmountRole
    status: AmountStatus
    amount: Decimal | None = None
    unit: Decimal | None = None
    printed: str | None = None
    activity_id: str | None = None
    node_id: str | None = None
    responsible: str | None = None
    donor: str | None = None
    account_code: str | None = None
    account_label: str | None = None
    currency: str | None = None
    alignment: Alignment = Alignment.STRAIGHT
    fell_off: bool = False
    bare: bool = False
    place: Place = Place()
    order: int = 0


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """One stated total (contract: totals, before its recomputation).

    `node_id` (`activity_id`) is the group it closes: the one its label names, else the one open
    where it is printed. `named` says that the label names the group ('Sous total résultat 2').
    `table` in `place` and `order` tell which lines stand before and after it. `line_id` is set for
    row totals. `stated` is None where the cell is blank or unreadable. `terms` are the figures that
    a formula in its label sums ('Solde = A - B'): a sign, 1 or -1, and a line_id or total_id each.
    """

    total_id: str
    label: str
    kind: TotalKind
    amount_column: str
    role: AmountRole
    stated: Decimal | None = None
    unit: Decimal | None = None
    printed: str | None = None
    node_id: str | None = None
    activity_id: str | None = None
    line_id: str | None = None
    named: bool = False
    terms: tuple[tuple[int, str], ...] = ()
    currency: str | None = None
    alignment: Alignment = Alignment.STRAIGHT
    place: Place = Place()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A target stated in a label (contract: quantities)."""

    value: Decimal
    unit: str
    printed: str
    per: str | None = None
    activity_id: str | None = None
    node_id: str | None = None


class DoubtKind(StrEnum):
    """Why the reader is not sure of something it read, or could not read it."""

    CELL_NOT_PLACED = "cell-not-placed"  # a cell of a recognised table fits no column
    ROW_AMBIGUOUS = "row-ambiguous"  # two placements of a row's amounts fit about as well
    TABLE_NOT_READ = "table-not-read"  # a table with amounts that no kind of document explains
    PAGE_NOT_READ = "page-not-read"
    NO_TEXT_LAYER = "no-text-layer"
    HIDDEN_TEXT = "hidden-text"  # text that the page does not show; it was not read
    RECOGNISED_TEXT = "recognised-text"  # what character recognition made of a picture


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader could not settle; the audit turns it into a finding, never drops it."""

    kind: DoubtKind
    text: str
    subject: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A recognised table: which sorts of columns it has, and which activities it lists.

    `table` numbers are the printed grids that make it up (a table may go on over pages).
    """

    tables: tuple[int, ...]
    has_number: bool
    has_periods: bool
    has_responsible: bool
    has_amounts: bool
    has_accounts: bool
    activity_ids: tuple[str, ...] = ()
    place: Place = Place()
    headers: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CellCount:
    """What became of the filled cells of recognised tables; the others add up to `total`."""

    total: int = 0
    read: int = 0
    ignored: int = 0
    doubted: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself (contract: documents, less the file's own facts)."""

    kind: Kind
    title: str | None = None
    project_id: str | None = None
    organisation: str | None = None
    funder: str | None = None
    countries: tuple[str, ...] = ()
    location: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    currency: str | None = None
    language: str | None = None
    pages: int | None = None
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was read from one document. Rows stand in printed order."""

    head: Head
    nodes: tuple[Node, ...] = ()
    activities: tuple[Activity, ...] = ()
    parties: tuple[Party, ...] = ()
    marks: tuple[Mark, ...] = ()
    amounts: tuple[Amount, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    cells: CellCount = field(default_factory=CellCount)
