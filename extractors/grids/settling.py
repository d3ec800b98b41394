"""Settles what the columns under a header are by what actually stands in them.

A header can lie: 'Activités' may span a number and a text, 'T1' may head marks or amounts,
'Composante 1' may head a donor's money. The rows that stand right under the header decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Grid, Row
from extractors.grids.columns import MONEY, Column, ColumnRole
from extractors.grids.content import Content, content_of

RawRow = tuple[Grid, int, Row]

# What names a line of amounts.
_LABELS = frozenset({ColumnRole.ACTIVITY, ColumnRole.ACCOUNT, ColumnRole.FRAMEWORK})

# A column is what more than this share of its filled cells are.
_MOST = 0.6
_SOME = 2


def settle(columns: tuple[Column, ...], rows: Sequence[RawRow]) -> tuple[Column, ...]:
    """The columns as their contents show them to be."""
    seen = _contents(rows)
    columns = _split_numbers(columns, rows, seen)
    seen = _contents(rows)
    columns = _add_unheaded(columns, rows, seen)
    columns = _money_periods(columns, seen)
    followed = [*(c.role is ColumnRole.ACTIVITY for c in columns[1:]), False]
    columns = tuple(
        _by_content(column, seen.get(column.position, []), before_activity=before)
        for column, before in zip(columns, followed, strict=True)
    )
    return _told_apart(_one_total(_label_column(columns, seen)))


def _contents(rows: Sequence[RawRow]) -> dict[int, list[Content]]:
    """What stands at each printed position, totals' rows left out (they span what they like)."""
    seen: dict[int, list[Content]] = defaultdict(list)
    for _, _, row in rows:
        contents = [(cell.column, content_of(cell.text)) for cell in row.cells]
        if any(content.total for _, content in contents):
            continue
        for position, content in contents:
            if not content.empty and not content.nil:
                seen[position].append(content)
    if not any(c.figure or c.mark for contents in seen.values() for c in contents):
        # A table of nothing but totals.
        for _, _, row in rows:
            for cell in row.cells:
                if not (content := content_of(cell.text)).empty:
                    seen[cell.column].append(content)
    return seen


def _split_numbers(
    columns: tuple[Column, ...], rows: Sequence[RawRow], seen: dict[int, list[Content]]
) -> tuple[Column, ...]:
    """Give a header over number and text its two columns, and move what follows if it must."""
    if any(column.role is ColumnRole.NUMBER for column in columns):
        return columns
    for at, column in enumerate(columns):
        if column.role not in (ColumnRole.ACTIVITY, ColumnRole.FRAMEWORK):
            continue
        here = seen.get(column.position, [])
        numbers = sum(content.number for content in here)
        # Shifted rows and second lines put other texts here; what follows the numbers decides.
        if numbers < _SOME or numbers * 3 < len(here):
            continue
        if column.role is ColumnRole.FRAMEWORK and numbers <= _MOST * len(here):
            continue
        position = column.position
        if not _text_follows(rows, position):
            continue
        taken = any(other.position == position + 1 for other in columns)
        if taken and column.role is ColumnRole.FRAMEWORK:
            continue
        step = 1 if taken else 0
        number = replace(column, role=ColumnRole.NUMBER, level=None)
        text = replace(column, position=position + 1, role=ColumnRole.ACTIVITY)
        if column.role is ColumnRole.FRAMEWORK:
            number, text = column, replace(column, position=position + 1)
        after = [replace(other, position=other.position + step) for other in columns[at + 1 :]]
        return (*columns[:at], number, text, *after)
    return columns


def _text_follows(rows: Sequence[RawRow], position: int) -> bool:
    """Whether cells with a bare number have a text as their right neighbour."""
    pairs = texts = 0
    for _, _, row in rows:
        by_position = {cell.column: content_of(cell.text) for cell in row.cells}
        number, text = by_position.get(position), by_position.get(position + 1)
        if number is not None and number.number:
            pairs += 1
            texts += text is not None and not text.mark and text.figure is None and not text.empty
    return pairs >= _SOME and texts > _MOST * pairs


def _add_unheaded(
    columns: tuple[Column, ...], rows: Sequence[RawRow], seen: dict[int, list[Content]]
) -> tuple[Column, ...]:
    """Columns that no header names: numbers, amounts, or the lines' labels, in most rows."""
    if not columns or not rows:
        return columns
    taken = {column.position for column in columns}
    added: list[Column] = []
    money = [column for column in columns if column.role in MONEY or column.period is not None]
    activities = {c.position for c in columns if c.role is ColumnRole.ACTIVITY}
    labelled = any(column.role in _LABELS for column in columns)
    first, last = columns[0].position, columns[-1].position
    for position, contents in sorted(seen.items()):
        if position in taken or len(contents) < min(_SOME, len(rows)):
            continue
        numbers = sum(c.number for c in contents)
        # Bands of results begin at the left, too.
        others = [c for c in contents if c.numbered.level is None]
        if numbers > _MOST * len(others) and position + 1 in activities:
            added.append(Column(position, (), ColumnRole.NUMBER, known=False))
            continue
        figures = sum(c.figure is not None for c in contents)
        texts = sum(c.figure is None and not c.mark for c in contents)
        if len(contents) <= _MOST * len(rows):
            continue
        if (position < first or not labelled) and texts > _MOST * len(contents):
            added.append(Column(position, (), ColumnRole.ACCOUNT, known=False))
            labelled = True
        elif figures > _MOST * len(contents) and position > last and money:
            added.append(Column(position, (), ColumnRole.TOTAL, known=False))
        elif figures > _MOST * len(contents) and position > first and not money:
            added.append(Column(position, (), ColumnRole.AMOUNT, known=False))
    return tuple(sorted((*columns, *added), key=lambda column: column.position))


def _money_periods(
    columns: tuple[Column, ...], seen: dict[int, list[Content]]
) -> tuple[Column, ...]:
    """Periods hold marks or money, all of one group alike."""
    groups: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    for column in columns:
        if column.role is ColumnRole.PERIOD:
            groups[column.header[:1] if len(column.header) > 1 else ()].append(column)
    money: set[int] = set()
    for group in groups.values():
        contents = [content for column in group for content in seen.get(column.position, [])]
        marks = sum(content.mark for content in contents)
        figures = sum(content.figure is not None for content in contents)
        if figures > marks:
            money.update(column.position for column in group)
    return tuple(
        replace(column, role=ColumnRole.AMOUNT) if column.position in money else column
        for column in columns
    )


def _by_content(column: Column, contents: list[Content], *, before_activity: bool) -> Column:
    """Overrule a header that its column contradicts."""
    count = len(contents)
    if count < (_SOME if column.known else 1):
        return column
    money = column.currency is not None  # then '450' is no number of an activity
    figures = sum(c.figure is not None and not c.code and (money or not c.number) for c in contents)
    budgets = sum(c.budget.code is not None for c in contents)
    if column.role in MONEY:
        if budgets > _MOST * count and figures <= (1 - _MOST) * count:
            return replace(column, role=ColumnRole.ACCOUNT)
        if not any(c.figure is not None or c.figure_like for c in contents):
            return replace(column, role=ColumnRole.IGNORED)
        return column
    if column.role is ColumnRole.ACCOUNT and before_activity:
        # 'Code' over the activities' own numbers.
        numbers = sum(c.number and not c.code for c in contents)
        return replace(column, role=ColumnRole.NUMBER) if numbers == count else column
    doubtful = not column.known or column.role in (ColumnRole.FRAMEWORK, ColumnRole.DONOR)
    if doubtful and figures > _MOST * count:
        return replace(column, role=ColumnRole.AMOUNT, level=None)
    if not column.known and budgets > _MOST * count:
        return replace(column, role=ColumnRole.ACCOUNT)
    return column


def _label_column(
    columns: tuple[Column, ...], seen: dict[int, list[Content]]
) -> tuple[Column, ...]:
    """A table of amounts needs a column that names its lines: the first one of texts."""
    roles = {column.role for column in columns}
    if roles & _LABELS or not roles & MONEY:
        return columns
    for at, column in enumerate(columns):
        contents = seen.get(column.position, [])
        if column.role is ColumnRole.IGNORED and any(c.figure is None for c in contents):
            return (*columns[:at], replace(column, role=ColumnRole.ACCOUNT), *columns[at + 1 :])
    return columns


def _one_total(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The last amounts column headed as a total is the row total; others are amounts."""
    money = [column for column in columns if column.role in MONEY]
    totals = [column for column in money if column.role is ColumnRole.TOTAL]
    if len(money) == 1 and totals:
        return tuple(
            replace(column, role=ColumnRole.AMOUNT) if column is totals[0] else column
            for column in columns
        )
    return columns


def _told_apart(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns of amounts under the same header, counted: a line has one amount a name."""
    names: Counter[str] = Counter()
    told = []
    for column in columns:
        if column.role in MONEY:
            name = column.name
            names[name] += 1
            column = replace(column, copy=names[name])
        told.append(column)
    return tuple(told)
