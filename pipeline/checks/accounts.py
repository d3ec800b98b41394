"""Account codes against the chart of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extractors.plan import Amount
from extractors.values.accounts import Account
from extractors.values.folding import fold
from pipeline.checks.examples import Example, a_line, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import Audit, Finding, Rule
from pipeline.reconcile.naming import line_name
from pipeline.reconcile.verdicts import Rows

_WORD = re.compile(r"[a-z0-9]+")
_JOINING = frozenset({"and", "of", "the", "for", "et", "de", "des", "du", "la", "le", "les"})
_SAME_STEM = 4  # letters in common that make 'professionnels' and 'Professional' one word


def check(audit: Audit) -> Iterator[Finding]:
    """Codes that the chart lacks, descriptions of another account, descriptions without a code."""
    rows = Rows(audit)
    cells = [line.first for line in audit.index.lines.values()]
    coded = [cell for cell in cells if cell.account_code]
    known = [cell for cell in coded if cell.account_code in audit.chart]
    if len(known) * 2 > len(coded):
        for cell in coded:
            if cell.account_code not in audit.chart:
                yield _finding(audit, rows, cell, Rule.UNKNOWN_ACCOUNT_CODE, "")
    for cell in known:
        other = _other_account(cell, audit.chart)
        if other is not None:
            own = audit.chart[cell.account_code or ""].name_en
            finding = _finding(audit, rows, cell, Rule.ACCOUNT_LABEL_MISMATCH, own, other)
            yield finding
    described = [cell for cell in cells if cell.account_label]
    if sum(1 for cell in described if cell.account_code) * 2 >= len(described):
        for cell in described:
            if not cell.account_code:
                yield _finding(audit, rows, cell, Rule.MISSING_ACCOUNT_CODE, "")


def _finding(
    audit: Audit, rows: Rows, cell: Amount, rule: Rule, own: str, other: Account | None = None
) -> Finding:
    return draft(
        rule,
        rows.verdict(cell.place),
        str(rule),
        subject=cell.line_id,
        place=cell.place,
        line=line_name(audit.index, cell.line_id),
        code=cell.account_code or "",
        label=cell.account_label or "",
        own=own,
        other=f"{other.code} {other.name_en}" if other else "",
    )


def _other_account(cell: Amount, chart: Mapping[str, Account]) -> Account | None:
    """The account that the description names instead of its code's own, if it clearly does.

    A translation shares no word with any account, and is none of our business.
    """
    label = _words(cell.account_label or "")
    if not label:
        return None
    own = _words(chart[cell.account_code or ""].name_en)
    if _names(label, own):
        return None
    related = any(_related(word, of) for word in label for of in own)
    for code, account in chart.items():
        if code == cell.account_code:
            continue
        words = _words(account.name_en)
        if _names(label, words) or (not related and _mostly_names(label, words)):
            return account
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(fold(text)) if word not in _JOINING)


def _abbreviates(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _related(one: str, other: str) -> bool:
    return _abbreviates(one, other) or one[:_SAME_STEM] == other[:_SAME_STEM]


def _names(label: tuple[str, ...], account: tuple[str, ...]) -> bool:
    """Word for word the account's name, abbreviations allowed."""
    pairs = zip(label, account, strict=False)
    return len(label) == len(account) and all(_abbreviates(one, other) for one, other in pairs)


def _mostly_names(label: tuple[str, ...], account: tuple[str, ...]) -> bool:
    """At least two words of it, and more than half of both."""
    shared = [word for word in label if any(_abbreviates(word, of) for of in account)]
    return len(shared) >= 2 and len(shared) * 2 > max(len(label), len(account))


_KNOWN = (a_line("1", "75700", "Training, Workshops and Confer"), a_line("2", "71600", "Travel"))
EXAMPLES = (
    Example(
        "a code that the chart lacks, among codes that it has",
        plan_of(an_activity("1", "Former"), *_KNOWN, a_line("3", "79999", "Location")),
        ((Rule.UNKNOWN_ACCOUNT_CODE, "l3"),),
    ),
    Example(
        "another chart altogether",
        plan_of(an_activity("1", "Former"), a_line("1", "60510"), a_line("2", "62220"), _KNOWN[1]),
    ),
    Example(
        "the name of another account",
        plan_of(
            an_activity("1", "Former"),
            a_line("1", "72200", "Travel"),
            a_line("2", "71300", "International Consultants"),
        ),
        ((Rule.ACCOUNT_LABEL_MISMATCH, "l1"), (Rule.ACCOUNT_LABEL_MISMATCH, "l2")),
    ),
    Example(
        "abbreviated, punctuated otherwise, translated, or a word of two accounts",
        plan_of(
            an_activity("1", "Former"),
            a_line("1", "73100", "Rental & Maintenance -Premises"),
            a_line("2", "73300", "Rental & Maint of Info Tech"),
            a_line("3", "71600", "Voyages et transport"),
            a_line("4", "75700", "Formations"),
            a_line("5", "71600", "Transport"),
            a_line("6", "71300", "Consultants internationaux"),
        ),
    ),
    Example(
        "a description without a code, where others have one",
        plan_of(an_activity("1", "Former"), *_KNOWN, a_line("3", None, "GMS")),
        ((Rule.MISSING_ACCOUNT_CODE, "l3"),),
    ),
    Example(
        "no line has a code; or there is nothing to describe",
        plan_of(
            an_activity("1", "Former"), a_line("1", None, "Location"), a_line("2", None, "Essence")
        ),
    ),
    Example("a line without a description", plan_of(*_KNOWN, a_line("3", None))),
)
