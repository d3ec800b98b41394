"""The tree of totals: what each stated total sums, and how it stands to that sum."""
