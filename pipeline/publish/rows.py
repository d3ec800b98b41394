"""The rows of documents, totals and findings: what the file is, and what the audit found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from extractors.errors import Language
from extractors.plan import CellCount, Head, Kind
from extractors.rows import Row, Value, fits, make_row, place_values, plan_rows
from extractors.source import Source
from pipeline.audit import Audit, AuditedTotal, Finding, TotalStatus
from pipeline.decisions.model import COLUMNS as DECISION_COLUMNS
from pipeline.messages import render
from pipeline.outcome import Rows, Status

_FOOTS = frozenset({TotalStatus.CONSISTENT, TotalStatus.ROUNDING})
_FOUR_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What documents says of a file beside what is printed in it.

    `duplicates` are the names of further files with the same bytes; `error` says what went wrong;
    `stand_in` is its id where another document has the one that it would have.
    """

    source: Source
    duplicates: tuple[str, ...] = ()
    status: Status = Status.OK
    error: str | None = None
    stand_in: str | None = None

    @property
    def document_id(self) -> str:
        """The contract's key of the document."""
        return self.stand_in or self.source.document_id


def audit_rows(facts: FileFacts, audit: Audit, lang: Language) -> Rows:
    """The rows of all tables for one document that was read."""
    plan = audit.plan
    document_id = facts.document_id
    return {
        "documents": [_document(facts, plan.head, plan.cells, proven_share(audit))],
        **plan_rows(plan, document_id),
        "totals": [_total(document_id, total) for total in audit.totals],
        "findings": [_finding(document_id, finding, lang) for finding in audit.findings],
    }


def failed_rows(facts: FileFacts, finding: Finding, lang: Language) -> Rows:
    """The rows of a document that could not be read, and the finding that says so."""
    return {
        "documents": [_document(facts, Head(Kind.UNKNOWN), None, None)],
        "findings": [_finding(facts.document_id, finding, lang)],
    }


def proven_share(audit: Audit) -> Decimal | None:
    """Share of the read amounts that stand under a stated total that foots, rounded down.

    A total vouches for the lines that it sums itself; a row total that foots is vouched for too.
    None where no amount was read.
    """
    vouched = set()
    for total in audit.totals:
        if total.status in _FOOTS:
            vouched |= {(part.part_id, part.amount_column) for part in total.parts}
            vouched.add((total.total.line_id or "", total.total.amount_column))
    read = [amount for amount in audit.plan.amounts if amount.amount is not None]
    if not read:
        return None
    proven = sum((amount.line_id, amount.amount_column) in vouched for amount in read)
    return (Decimal(proven) / len(read)).quantize(_FOUR_DECIMALS, ROUND_FLOOR)


def _document(facts: FileFacts, head: Head, cells: CellCount | None, proven: Decimal | None) -> Row:
    source = facts.source
    return make_row(
        "documents",
        {
            "document_id": facts.document_id,
            "path": source.name,
            "duplicate_paths": ";".join(facts.duplicates),
            "sha256": source.sha256,
            "media_type": source.media_type,
            "kind": head.kind,
            "status": facts.status,
            "error": facts.error,
            "title": head.title,
            "project_id": head.project_id,
            "organisation": head.organisation,
            "funder": head.funder,
            "countries": ";".join(head.countries),
            "location": head.location,
            "period_start": head.period_start,
            "period_end": head.period_end,
            "currency": head.currency,
            "language": head.language,
            "pages": head.pages,
            "engine": head.engine,
            "proven_share": proven,
            "cells": cells.total if cells else None,
            "cells_read": cells.read if cells else None,
            "cells_ignored": cells.ignored if cells else None,
            "cells_doubted": cells.doubted if cells else None,
        },
    )


def _total(document_id: str, audited: AuditedTotal) -> Row:
    total = audited.total
    return make_row(
        "totals",
        {
            "document_id": document_id,
            "total_id": total.total_id,
            "label": total.label,
            "kind": audited.kind,
            "node_id": total.node_id,
            "activity_id": total.activity_id,
            "line_id": total.line_id,
            "amount_column": total.amount_column,
            "stated": total.stated,
            "computed": audited.computed,
            "difference": audited.difference,
            "tolerance": audited.tolerance,
            "status": audited.status,
            "parts": ";".join(audited.part_ids),
            **place_values(total.place),
            "printed": total.printed,
            "alignment": total.alignment,
            "part_columns": ";".join(audited.part_columns),
            "parts_taken": ";".join(audited.taken_ids),
        },
    )


def _finding(document_id: str, finding: Finding, lang: Language) -> Row:
    message, explanation = render(finding, lang)
    implied = finding.implied_amount
    values: dict[str, Value] = {
        "document_id": document_id,
        "finding_id": finding.finding_id,
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "subject": finding.subject,
        "amount_column": finding.amount_column,
        "stated": finding.stated,
        "computed": finding.computed,
        "difference": finding.difference,
        # Worked out, never printed: the message keeps one that the column cannot hold.
        "implied_amount": implied if implied is not None and fits(implied) else None,
        "message": message,
        "explanation": explanation,
        **place_values(finding.place),
        "cause": finding.cause,
        # Decided when published: what is read and kept has no decisions.
        **dict.fromkeys(DECISION_COLUMNS),
    }
    return make_row("findings", values)
