"""What a worker process does with one task: it hands back bytes, so that nobody holds rows."""

from __future__ import annotations

from extractors.errors import Language, TotauxError, UnreadableDocumentError
from extractors.limits import STANDARD, Limits
from pipeline.entry import pack
from pipeline.examine import Chart, Extract, examine, failed
from pipeline.outcome import Task
from pipeline.publish.contract import broken_contract


def examine_packed(
    task: Task,
    *,
    chart: Chart,
    language: Language,
    extract: Extract,
    password: str | None = None,
    limits: Limits = STANDARD,
) -> bytes:
    """The packed outcome of one document, whose rows keep the contract."""
    outcome = examine(
        task, chart=chart, language=language, extract=extract, password=password, limits=limits
    )
    if reason := broken_contract(outcome.rows):
        outcome = failed(task, internal_fault(reason), language)
    return pack(outcome)


def internal_fault(reason: str) -> TotauxError:
    """The error of a document that a fault of ours has broken."""
    return UnreadableDocumentError("internal-fault", reason=reason)
