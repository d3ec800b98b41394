"""The DuckDB file: the tables as they are, and views in which every sum has each amount once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from extractors.contract import resources
from extractors.errors import Language
from extractors.plan import AmountRole, Plan
from pipeline.export import Format, Wishes, export
from pipeline.export.database import write
from tests.export.tables import PLAN, SUM, in_memory, published
from tests.reconcile.test_any_plan import plans

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "structured"
BUDGETS = (
    "budget_by_document",
    "budget_by_account",
    "budget_by_quarter",
    "budget_by_result",
    "budget_by_responsible",
)


@contextmanager
def opened(folder: Path, out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path, notes = export(folder, Format.DUCKDB, out, Wishes(Language.FRENCH))
    assert notes == []
    with duckdb.connect(str(path), read_only=True) as database:
        yield database


def sums(database: duckdb.DuckDBPyConnection) -> dict[str, Decimal | None]:
    found = {}
    for view in BUDGETS:
        (row,) = database.execute(f"SELECT sum(amount) FROM {view}").fetchall()
        found[view] = row[0]
    return found


def test_the_tables_are_those_of_the_run(tmp_path: Path) -> None:
    with opened(COMMITTED, tmp_path / "out.duckdb") as database:
        for table in resources():
            rows = database.sql(f'SELECT * FROM "{table.name}" ORDER BY rowid').to_arrow_table()
            given = pq.read_table(COMMITTED / f"{table.name}.parquet")
            assert rows.to_pylist() == given.to_pylist()
            assert rows.column_names == list(table.columns)
        kinds = database.execute(
            "SELECT DISTINCT data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        assert not [kind for (kind,) in kinds if kind in ("DOUBLE", "FLOAT")]
        views = database.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        for (view,) in views:
            types = {str(kind) for kind in database.sql(f"SELECT * FROM {view}").types}
            assert not types & {"DOUBLE", "FLOAT"}


def test_each_amount_once(tmp_path: Path) -> None:
    folder = published(tmp_path / "tables", [("a.txt", PLAN), ("b.txt", PLAN)])
    with opened(folder, tmp_path / "out.duckdb") as database:
        assert set(sums(database).values()) == {2 * SUM}
        quarters = database.execute(
            "SELECT quarter, quarter_from, amount, unread FROM budget_by_quarter"
            " WHERE path = 'a.txt' ORDER BY quarter NULLS LAST"
        ).fetchall()
        assert quarters == [
            ("2024-Q1", "column", Decimal("100.25"), 0),
            ("2024-Q2", "column", Decimal("200.25"), 0),
            ("2024-Q3", "mark", Decimal(1000), 0),
            ("2024-Q4", "column", Decimal("400.25"), 0),
            (None, None, Decimal(50), 1),
        ]
        accounts = database.execute(
            "SELECT account_code, amount, lines FROM budget_by_account WHERE path = 'a.txt'"
            " ORDER BY account_code NULLS LAST"
        ).fetchall()
        assert accounts == [
            ("71300", Decimal(50), 1),
            ("72200", Decimal("1700.75"), 2),
            (None, None, 1),
        ]
        results = database.execute("SELECT number, currency FROM budget_by_result").fetchall()
        assert results == [("1", "XOF"), ("1", "XOF")]


def test_each_total_that_does_not_foot_once_with_its_finding(tmp_path: Path) -> None:
    folder = published(tmp_path / "tables", [("a.txt", PLAN)], dismissed=99)
    with opened(folder, tmp_path / "out.duckdb") as database:
        failing = database.execute(
            "SELECT total_id, finding_id IS NOT NULL, decision FROM totals_not_footing"
        ).fetchall()
        stated = database.execute(
            "SELECT total_id FROM totals WHERE status = 'inconsistent'"
        ).fetchall()
        assert [row[:1] for row in failing] == stated
        assert ("t1", True, "dismissed") in failing
        counted = database.execute("SELECT sum(findings) FROM findings_by_rule").fetchone()
        assert counted == database.execute("SELECT count(*) FROM findings").fetchone()


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_no_view_counts_an_amount_twice_or_loses_one(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lines: dict[str, list[tuple[AmountRole, Decimal | None]]] = {}
    for amount in plan.amounts:
        lines.setdefault(amount.line_id, []).append((amount.role, amount.amount))
    expected = Decimal(0)
    for cells in lines.values():
        parts = [value for role, value in cells if role is not AmountRole.ROW_TOTAL]
        expected += sum((v for v in parts or [cells[-1][1]] if v is not None), Decimal(0))
    path = folder / "out.duckdb"
    write(in_memory(plan), path, Wishes(Language.FRENCH))
    with duckdb.connect(str(path), read_only=True) as database:
        assert {value or Decimal(0) for value in sums(database).values()} == {expected}
