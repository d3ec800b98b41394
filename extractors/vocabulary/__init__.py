"""The field's terms: CSV files beside this one, which a user may extend, and their matchers."""

from extractors.vocabulary.headers import HeaderMatch, header_role
from extractors.vocabulary.parties import is_country, is_party
from extractors.vocabulary.totals import TotalLabel, total_label

__all__ = ["HeaderMatch", "TotalLabel", "header_role", "is_country", "is_party", "total_label"]
