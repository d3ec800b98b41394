"""From printed grids to logical tables: headers found and dropped, pages joined, rows placed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from extractors.document import Block, Cell, Grid, Paragraph, Row
from extractors.grids.alignment import NEAR_TIE, Cost, Placement, align
from extractors.grids.columns import MONEY, Column, ColumnRole
from extractors.grids.content import Content, content_of, misfit
from extractors.grids.habits import SUITS, Filled, counting, habits
from extractors.grids.headers import columns_of, header_rows, is_plain_header
from extractors.grids.placed import Entry, Loose, PlacedRow, Table, place_of
from extractors.grids.settling import settle
from extractors.grids.shading import filled_cells
from extractors.plan import Alignment, Level, Place

# The word of a heading and its qualifier.
_TITLE_LETTERS = 30
# Rows of titles that may stand inside a table above its header.
_TITLE_ROWS = 4
# A column's place in a grid is learnt from at least two rows, most of those that fill it.
_LEARN_COUNT = 2
_LEARN_SHARE = 0.6
# The header itself is displaced where nearly all rows of the table agree on another place.
_AGREE_SHARE = 0.8
# A total's figure stands under money, if need be some columns off.
_ASTRAY = 3.0

# Cells that say nothing of themselves go on with a table of about as many columns.
_LIKE_WIDTH = 2


@dataclass(slots=True)
class _Section:
    columns: tuple[Column, ...]
    width: int  # cells of the header's rows
    rows: list[tuple[Grid, int, Row]]
    preface: list[tuple[str, Place]]
    headers: list[Place] = field(default_factory=list)


def tables_of(blocks: Iterable[Block]) -> tuple[list[Table], list[Loose]]:
    """Logical tables in printed order, and the rows that belong to none.

    A paragraph between two parts of a table is a row of it where it is a heading of the results
    framework or a total: extraction loses the empty cells of such rows.
    """
    sections: list[_Section] = []
    orphans: list[Loose] = []
    between: list[Paragraph] = []
    for grid in blocks:
        if isinstance(grid, Paragraph):
            between.append(grid)
            continue
        if sections and sections[-1].rows:
            sections[-1].rows.extend(_headings(between, sections[-1].rows[-1][0], grid))
        above = [] if sections else _leading(between)
        between = []
        loose: list[tuple[int, Row]] = []
        headed = False
        at = 0
        while at < len(grid.rows):
            row = grid.rows[at]
            if count := header_rows(grid.rows, at):
                columns = columns_of(grid.rows[at : at + count])
                if loose and sections and _continues(loose, grid, sections[-1], headed=True):
                    sections[-1].rows.extend((grid, n, r) for n, r in loose)
                    loose = []
                if not sections or not _same_header(sections[-1].columns, columns) or loose:
                    width = max(len(r.cells) for r in grid.rows[at : at + count])
                    preface = [*above, *_preface(loose, grid)]
                    sections.append(_Section(columns, width, [], preface))
                    above, loose = [], []
                heads = enumerate(grid.rows[at : at + count], at)
                sections[-1].headers.extend(place_of(grid, n, r) for n, r in heads)
                headed = True
                at += count
                continue
            if any(cell.text.strip() or cell.drawn for cell in row.cells):
                if headed:
                    sections[-1].rows.append((grid, at, row))
                else:
                    loose.append((at, row))
            at += 1
        if loose and sections and _continues(loose, grid, sections[-1]):
            sections[-1].rows.extend((grid, n, r) for n, r in loose)
        elif loose and (section := _plainly_headed(loose, grid)):
            sections.append(section)
        elif loose:
            orphans.append(Loose(grid, tuple(loose)))
    return [_place(section) for section in sections], orphans


def _leading(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Place]]:
    """Headings right above the first table, one a level; more are a list of the text."""
    levels: list[Level] = []
    found: list[tuple[str, Place]] = []
    for paragraph in reversed(paragraphs):
        numbered = content_of(paragraph.text).numbered
        # 'Objectif général : …' has no number; a sentence that begins so has no colon there.
        titled = numbered.number is not None or ":" in paragraph.text[:_TITLE_LETTERS]
        if numbered.level is None or not titled:
            break
        levels.append(numbered.level)
        box = str(paragraph.box) if paragraph.box else None
        found.insert(0, (paragraph.text, Place(paragraph.page, bbox=box, line=paragraph.line)))
    return found if len(set(levels)) == len(levels) else []


def _headings(
    paragraphs: Sequence[Paragraph], grid: Grid, after: Grid
) -> list[tuple[Grid, int, Row]]:
    """Paragraphs that are rows: headings, and the rest of a cut cell right above `after`."""
    rows = []
    for paragraph in paragraphs:
        content = content_of(paragraph.text)
        heading = content.numbered.level is not None and content.numbered.number is not None
        next_line = after.rows[0].line if after.rows else None
        touches = paragraph.line is not None and paragraph.line + 1 == next_line
        if heading or (touches and content.text[:1].islower()):
            row = Row((Cell(paragraph.text, 0, paragraph.box),), paragraph.line, paragraph.box)
            rows.append((grid, len(grid.rows), row))
    return rows


def _preface(rows: list[tuple[int, Row]], grid: Grid) -> list[tuple[str, Place]]:
    return [
        (cell.text, place_of(grid, at, row))
        for at, row in rows
        for cell in row.cells
        if cell.text.strip()
    ]


def _same_header(before: tuple[Column, ...], after: tuple[Column, ...]) -> bool:
    """Whether a header is the last one again; a rest of a cut cell may have stuck to its texts.

    The names of amounts must agree, for they tell one donor or year from another.
    """
    return len(before) == len(after) and all(
        (one.position, one.role, one.period, one.year)
        == (two.position, two.role, two.period, two.year)
        and (one.role not in MONEY or one.name == two.name)
        for one, two in zip(before, after, strict=True)
    )


def _plainly_headed(loose: list[tuple[int, Row]], grid: Grid) -> _Section | None:
    """A table of figures under a header that the vocabulary does not know."""
    rows = [row for _, row in loose]
    for at in range(min(_TITLE_ROWS + 1, len(rows) - 1)):
        if is_plain_header(rows, at):
            body = [(grid, n, row) for n, row in loose[at + 1 :]]
            columns = columns_of(rows[at : at + 1])
            heads = [place_of(grid, n, r) for n, r in loose[at : at + 1]]
            return _Section(columns, len(rows[at].cells), body, _preface(loose[:at], grid), heads)
    return None


def _continues(
    rows: Sequence[tuple[int, Row]], grid: Grid, section: _Section, *, headed: bool = False
) -> bool:
    """Whether rows without a header look like more rows of the table before them.

    Rows right above a new header (`headed`) may as well be its titles.
    """
    columns = section.columns
    width = columns[-1].position + 1
    if grid.width > width * 2:
        return False
    positions = [column.position for column in columns]
    costs: list[float] = []
    telling = False
    for _, row in rows:
        cells = filled_cells(row, ())
        telling = telling or any(_is_telling(content) for _, content in cells)
        placed = _align(cells, positions, columns, lambda c, j: misfit(c, columns[j].role))
        costs.extend(p.cost for p in placed)
    if not telling and (headed or abs(grid.width - width) > _LIKE_WIDTH):
        return False
    # Another table puts texts where figures belong and the reverse.
    return bool(costs) and sum(costs) / len(costs) < SUITS


def _is_telling(content: Content) -> bool:
    """Something that rows of a plan hold and blocks for signatures do not."""
    numbered = content.numbered
    return bool(
        content.total
        or content.mark
        or content.figure
        or content.budget.code
        or numbered.number
        or numbered.level
    )


def _place(section: _Section) -> Table:
    columns = settle(section.columns, section.rows)
    header = [column.position for column in columns]
    periods = {c.position for c in columns if c.role is ColumnRole.PERIOD}
    filled = [filled_cells(row, periods) for _, _, row in section.rows]
    habit = habits(columns, section.width, section.rows, filled)

    def cost(content: Content, j: int) -> float:
        return misfit(content, columns[j].role) + habit(content, j)

    counts = counting(columns, filled)
    first = [_align(cells, header, columns, cost, counts) for cells in filled]
    base = _learn(first, filled, header, range(len(filled)), _AGREE_SHARE)
    by_grid: dict[int, list[int]] = defaultdict(list)
    for index, (grid, _, _) in enumerate(section.rows):
        by_grid[grid.number].append(index)
    placed: list[PlacedRow] = []
    for indexes in by_grid.values():
        local = _learn(first, filled, base, indexes, _LEARN_SHARE)
        for index in indexes:
            placements = _straight(filled[index], base, columns, cost, counts) or _align(
                filled[index], local, columns, cost, counts
            )
            placed.append(
                _placed_row(
                    section.rows[index],
                    filled[index],
                    placements,
                    columns,
                    base,
                    section.width,
                    opens=index == indexes[0],
                )
            )
    headers = tuple(section.headers)
    return Table(columns, tuple(placed), tuple(by_grid), tuple(section.preface), headers)


def _align(
    cells: Filled,
    positions: Sequence[float],
    columns: Sequence[Column],
    cost: Cost,
    counts: Container[int] = (),
) -> tuple[Placement, ...]:
    """Place one row; a total's figure seldom stands in a column that holds no figures else."""
    if not cells:
        return ()
    row_cost = cost
    if any(content.total for _, content in cells):

        def row_cost(content: Content, j: int) -> float:
            ignored = columns[j].role is ColumnRole.IGNORED and j not in counts
            astray = content.figure is not None and ignored
            return cost(content, j) + (_ASTRAY if astray else 0.0)

    return align([(cell.column, content) for cell, content in cells], positions, columns, row_cost)


def _straight(
    cells: Filled,
    positions: Sequence[float],
    columns: Sequence[Column],
    cost: Cost,
    counts: Container[int],
) -> tuple[Placement, ...]:
    """The row as it stands under the header, if every text suits its column; else nothing."""
    placements = _align(cells, positions, columns, cost, counts)
    return placements if all(p.shift == 0 and p.cost <= NEAR_TIE for p in placements) else ()


def _learn(
    placements: Sequence[tuple[Placement, ...]],
    filled: Sequence[Filled],
    base: Sequence[float],
    indexes: Iterable[int],
    share: float,
) -> list[float]:
    """Where the columns stand in these rows, by the cells whose column is beyond doubt.

    A column without such cells moves with its neighbours where both moved alike. Where they leave
    it no place, these rows have no such column: it stands, in name, between two of theirs.
    """
    seen: list[Counter[int]] = [Counter() for _ in base]
    for index in indexes:
        for (cell, _), placement in zip(filled[index], placements[index], strict=True):
            if not placement.near_tie and placement.cost < SUITS:
                seen[placement.column][cell.column] += 1
    claims: dict[int, tuple[int, int]] = {}
    for j, counter in enumerate(seen):
        position, count = counter.most_common(1)[0] if counter else (0, 0)
        if count >= _LEARN_COUNT and count >= share * counter.total():
            # Of two columns that claim one place, one has strayed texts only.
            claims[position] = max(claims.get(position, (0, 0)), (count, j))
    places = {j: position for position, (_, j) in claims.items()}
    learnt = [places.get(j) for j in range(len(base))]
    steps = [None if at is None else at - base[j] for j, at in enumerate(learnt)]
    lefts = accumulate(steps, _known)
    rights = reversed([*accumulate(reversed(steps), _known)])
    out = [
        at + (left if left is not None and left == right else 0)
        for at, left, right in zip(base, lefts, rights, strict=True)
    ]
    for j in range(1, len(out) - 1):
        if learnt[j] is None and out[j - 1] < out[j + 1] and not out[j - 1] < out[j] < out[j + 1]:
            out[j] = (out[j - 1] + out[j + 1]) / 2
    ordered = all(a < b for a, b in pairwise(out))
    return out if ordered else list(base)


def _known(before: float | None, step: float | None) -> float | None:
    return before if step is None else step


def _placed_row(
    raw: tuple[Grid, int, Row],
    filled: Filled,
    placements: tuple[Placement, ...],
    columns: Sequence[Column],
    base: Sequence[float],
    width: int,
    *,
    opens: bool,
) -> PlacedRow:
    grid, at, row = raw
    groups: dict[int, list[tuple[Cell, Content, Placement]]] = defaultdict(list)
    for (cell, content), placement in zip(filled, placements, strict=True):
        groups[placement.column].append((cell, content, placement))
    entries = {j: _entry(group) for j, group in groups.items()}
    money = [p for p in placements if columns[p.column].role in MONEY]
    marks = [
        p
        for (_, content), p in zip(filled, placements, strict=True)
        if content.mark and columns[p.column].role is ColumnRole.PERIOD
    ]
    shifts = [cell.column - base[p.column] for (cell, _), p in zip(filled, placements, strict=True)]
    alignment = Alignment.STRAIGHT
    if any(p.near_tie for p in money):
        alignment = Alignment.AMBIGUOUS
    elif any(shifts):
        alignment = Alignment.SHIFTED
    moved = shifts[-1] if shifts else 0
    room = max(len(row.cells), width)
    lost = tuple(
        j
        for j, column in enumerate(columns)
        if column.role in MONEY and moved > 0 and j not in entries and base[j] + moved >= room
    )
    return PlacedRow(
        entries,
        alignment,
        not any(p.near_tie for p in marks),
        lost,
        opens,
        place_of(grid, at, row),
    )


def _entry(group: list[tuple[Cell, Content, Placement]]) -> Entry:
    cells = tuple(cell for cell, _, _ in group)
    content = group[0][1]
    if len(group) > 1:
        content = content_of(" ".join(c.text for _, c, _ in group))
    return Entry(
        content,
        cells,
        any(p.near_tie for _, _, p in group),
        max(p.cost for _, _, p in group),
    )
