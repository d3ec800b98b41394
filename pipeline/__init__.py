"""From plans to an audit: totals recomputed, checks run, tables published."""
