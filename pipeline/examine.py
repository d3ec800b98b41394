"""One document from its file to the rows of all tables: the task that workers run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from extractors import extract_source
from extractors.address import Address
from extractors.again import Again, extract_again
from extractors.errors import InputError, Language, TotauxError, UnreadableDocumentError
from extractors.limits import STANDARD, Limits
from extractors.plan import DoubtKind, Kind, Place, Plan
from extractors.readers import unlocked
from extractors.source import MediaType, Source
from extractors.values.accounts import Account
from pipeline.audit import Audit, Finding, TotalStatus, audit, unreadable_document
from pipeline.confirm import confirm, own_up
from pipeline.exhibits import exhibits_of
from pipeline.messages import render
from pipeline.outcome import Outcome, Status, Task, Told, Wording
from pipeline.publish.rows import FileFacts, audit_rows, failed_rows

Chart = Mapping[str, Account]
Extract = Callable[[Source], Plan]
ExtractAgain = Callable[[Source, Sequence[Place]], Iterator[Again]]

# Doubts about a whole page or table; the others are about a cell or a row of one that was read.
_NOT_READ = frozenset({DoubtKind.PAGE_NOT_READ, DoubtKind.TABLE_NOT_READ, DoubtKind.NO_TEXT_LAYER})


def examine(
    task: Task,
    *,
    chart: Chart,
    language: Language,
    extract: Extract = extract_source,
    again: ExtractAgain = extract_again,
    password: str | None = None,
    limits: Limits = STANDARD,
) -> Outcome:
    """Read, audit, confirm and word one document; one that cannot be read has an outcome too.

    Its content is on this machine, where it could be fetched (`pipeline.remote.hand`).
    """
    if task.refusal or isinstance(task.path, Address):
        refusal = task.refusal or UnreadableDocumentError("not-fetched", reason="")
        return failed(task, refusal, language, passing=isinstance(task.path, Address))
    try:
        source = Source.open(task.path, task.name, limits)
        if task.sha256 not in (None, source.sha256):
            return failed(task, UnreadableDocumentError("changed-file"), language, passing=True)
        source = unlocked(source, password)
        audited = audit_source(source, chart, extract=extract, again=again)
        return _outcome(source, task, audited, language)
    except InputError as error:
        unread = UnreadableDocumentError("unreadable-file", reason=error.details["reason"])
        return failed(task, unread, language, passing=True)
    except UnreadableDocumentError as error:
        return failed(task, error, language)


def audit_source(
    source: Source,
    chart: Chart,
    *,
    extract: Extract = extract_source,
    again: ExtractAgain = extract_again,
) -> Audit:
    """Read, audit and confirm what is open: every command's way, so that all say the same."""
    check = partial(audit, chart=chart)
    return own_up(confirm(check(extract(source)), partial(again, source), check))


def failed(task: Task, error: TotauxError, language: Language, *, passing: bool = False) -> Outcome:
    """The outcome of a document that could not be read."""
    source = _identify(task)
    finding = unreadable_document(error.clause(language))
    said = error.sentence(language)
    facts = FileFacts(source, task.duplicates, Status.FAILED, said, task.stand_in)
    return Outcome(
        name=task.name,
        document_id=task.document_id,
        kind=Kind.UNKNOWN,
        status=Status.FAILED,
        rows=failed_rows(facts, finding, language),
        findings=(tell(finding),),
        passing=passing,
    )


def _outcome(source: Source, task: Task, audited: Audit, language: Language) -> Outcome:
    plan = audited.plan
    unread = sum(doubt.kind in _NOT_READ for doubt in plan.doubts)
    facts = FileFacts(source, task.duplicates)
    if unread:
        error = UnreadableDocumentError("partly-read", count=str(unread)).sentence(language)
        facts = FileFacts(source, task.duplicates, Status.PARTIAL, error)
    totals = Counter(total.status for total in audited.totals)
    pictures, exhibits = exhibits_of(source, audited)
    return Outcome(
        name=task.name,
        document_id=source.document_id,
        kind=plan.head.kind,
        status=facts.status,
        rows=audit_rows(facts, audited, language),
        findings=tuple(map(tell, audited.findings)),
        activities=len(plan.activities),
        lines=len({amount.line_id for amount in plan.amounts}),
        footing=totals[TotalStatus.CONSISTENT] + totals[TotalStatus.ROUNDING],
        not_footing=totals[TotalStatus.INCONSISTENT],
        pictures=pictures,
        exhibits=exhibits,
    )


def tell(finding: Finding) -> Told:
    """The finding in the words of each language."""
    wordings = {language: Wording(*render(finding, language)) for language in Language}
    return Told(finding.finding_id, finding.severity, finding.verdict, wordings)


def _identify(task: Task) -> Source:
    """The file's own facts, its hash as it was when found: no two documents have the same."""
    if isinstance(task.path, Address):
        return Source(task.name, b"", task.digest, MediaType.BINARY)
    try:
        return replace(Source.identify(task.path, task.name), sha256=task.digest)
    except InputError:
        return Source(task.name, b"", task.digest, MediaType.BINARY)
