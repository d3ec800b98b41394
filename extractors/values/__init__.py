"""Small parsers of what a cell may hold: amounts, periods, numbering, account codes."""
