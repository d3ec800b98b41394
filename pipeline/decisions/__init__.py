"""What auditors decide of findings: kept in a file of their own, shown wherever findings are."""
