"""Rows that say what a figure above them holds ('dont : …', 'of which …'), no further money."""

from __future__ import annotations

import re

_MEMO = re.compile(r"\W*(?:dont|of which|y compris|including)\b(?P<list>\s*:)?", re.IGNORECASE)


def is_memo(label: str | None) -> bool:
    """Whether a label says that its figure is part of another one.

    >>> is_memo("dont déplacements"), is_memo("Donation")
    (True, False)
    """
    return _MEMO.match(label or "") is not None


def opens_memo_list(label: str | None) -> bool:
    """Whether the rows after it may go on with the list: 'dont : Impôts locaux'."""
    found = _MEMO.match(label or "")
    return found is not None and found["list"] is not None
