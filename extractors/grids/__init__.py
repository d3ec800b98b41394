"""From printed cells to one logical table, its rows aligned with its columns."""
