"""One DuckDB file: the contract's tables, and views that add amounts up without counting one twice.

Money is DECIMAL throughout. The views are in views.sql.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.contract import FieldType, descriptor, resource
from extractors.plan import Certainty
from extractors.rows import DECIMALS, DIGITS
from extractors.values.periods import PeriodUnit, parse_period, period_key
from pipeline.export.amounts import counted
from pipeline.export.model import Note, Wishes
from pipeline.published import Published, Record

if TYPE_CHECKING:
    import duckdb

_TYPES = {
    FieldType.STRING: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: f"DECIMAL({DIGITS}, {DECIMALS})",
    FieldType.DATE: "DATE",
}
_MONTHS_A_QUARTER = 3


def write(published: Published, path: Path, wishes: Wishes) -> list[Note]:  # noqa: ARG001
    """Every table whole; nothing is left out."""
    import duckdb

    try:
        # The smallest blocks: each column takes one at least, and most plans fill no more.
        with duckdb.connect(str(path), config={"default_block_size": "16384"}) as database:
            database.begin()  # one transaction: each statement by itself would wait for the disk
            _fill(database, published)
            database.commit()
    except duckdb.IOException as error:
        raise OSError(0, str(error)) from error
    return []


def _fill(database: duckdb.DuckDBPyConnection, published: Published) -> None:
    for table in descriptor()["resources"]:
        _create(database, table["name"], table.get("description", ""))
        database.register("incoming", published.table(table["name"]))
        database.execute(f'INSERT INTO "{table["name"]}" SELECT * FROM incoming')  # noqa: S608
        database.unregister("incoming")
    _place_amounts(database, published)
    database.execute(files(__package__).joinpath("views.sql").read_text(encoding="utf-8"))


def _create(database: duckdb.DuckDBPyConnection, name: str, description: str) -> None:
    described = resource(name)
    columns = [
        f'"{each.name}" {_TYPES[each.type]}{" NOT NULL" if each.required else ""}'
        for each in described.fields
    ]
    if described.primary_key:
        key = ", ".join(f'"{column}"' for column in described.primary_key)
        columns.append(f"PRIMARY KEY ({key})")
    database.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
    database.execute(f"COMMENT ON TABLE \"{name}\" IS '{_quoted(description)}'")
    texts = {field["name"]: field.get("description") for field in _fields(name)}
    for column, text in texts.items():
        if text:
            database.execute(f'COMMENT ON COLUMN "{name}"."{column}" IS \'{_quoted(text)}\'')


def _fields(name: str) -> Sequence[dict[str, str]]:
    tables = {table["name"]: table for table in descriptor()["resources"]}
    fields: Sequence[dict[str, str]] = tables[name]["schema"]["fields"]
    return fields


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _place_amounts(database: duckdb.DuckDBPyConnection, published: Published) -> None:
    """The table behind all sums: each amount once, with its quarter where one is sure."""
    database.execute(
        "CREATE TABLE counted_amounts (document_id VARCHAR NOT NULL, line_id VARCHAR NOT NULL,"
        " amount_column VARCHAR NOT NULL, quarter VARCHAR, quarter_from VARCHAR,"
        " PRIMARY KEY (document_id, line_id, amount_column))"
    )
    database.execute(
        "COMMENT ON TABLE counted_amounts IS 'Which rows of budget_lines may be added up: each"
        " amount once. quarter_from: column (the amount stands under a quarter or month) or mark"
        " (all marks of its line or activity are sure and in one quarter).'"
    )
    rows = list(_placed(published))
    if rows:
        database.executemany("INSERT INTO counted_amounts VALUES (?, ?, ?, ?, ?)", rows)


def _placed(published: Published) -> Iterator[tuple[object, ...]]:
    years = {row["document_id"]: _year(row) for row in published.records("documents")}
    marks = _marked(published)
    for row in counted(published.records("budget_lines")):
        document = row["document_id"]
        column = str(row["amount_column"])
        quarter = _quarter_of(column, years.get(document))
        basis = "column" if quarter else None
        if quarter is None:
            on_line = marks.get((document, row["line_id"]))
            found = on_line or marks.get((document, row["activity_id"])) or set()
            quarter = next(iter(found)) if len(found) == 1 else None
            basis = "mark" if quarter else None
        yield document, row["line_id"], column, quarter, basis


def _year(document: Record) -> int | None:
    """The one calendar year that the document is about."""
    start, end = document["period_start"], document["period_end"]
    years = {getattr(day, "year", None) for day in (start, end)}
    year = years.pop() if len(years) == 1 else None
    return year if isinstance(year, int) else None


def _quarter_of(column: str, year: int | None) -> str | None:
    """The quarter that a level of the column's header names, or the month in it."""
    for level in reversed(column.split(" > ")):
        label = parse_period(level)
        if label is None or label.index is None:
            continue
        known = label.year or year
        if label.unit is PeriodUnit.QUARTER:
            return period_key(label, known)
        if label.unit is PeriodUnit.MONTH and known is not None:
            return f"{known}-Q{(label.index - 1) // _MONTHS_A_QUARTER + 1}"
    return None


def _marked(published: Published) -> dict[tuple[object, object], set[str | None]]:
    """The quarters of each line's and of each activity's marks; None among them is no quarter."""
    found: dict[tuple[object, object], set[str | None]] = defaultdict(set)
    for row in published.records("schedule"):
        quarter = _of_period(row) if row["certainty"] == Certainty.CERTAIN else None
        found[row["document_id"], row["line_id"] or row["activity_id"]].add(quarter)
    return found


def _of_period(row: Record) -> str | None:
    start, end = row["start"], row["end"]
    first, last = (getattr(day, "month", None) for day in (start, end))
    if first is None or last is None or getattr(start, "year", 0) != getattr(end, "year", 0):
        return None
    quarters = {(month - 1) // _MONTHS_A_QUARTER + 1 for month in (first, last)}
    return f"{getattr(start, 'year', 0)}-Q{quarters.pop()}" if len(quarters) == 1 else None
