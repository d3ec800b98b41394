"""Five invented work plans, held as data and written out as text and as PDF."""
