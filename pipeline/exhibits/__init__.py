"""Exhibits: for each finding of a document, what an auditor must see to believe it.

Made where the source and its audit are at hand. Pillow is loaded, and a page drawn, only where a
finding stands on one.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers import read
from extractors.source import MediaType, Source
from pipeline.audit import Audit, Finding, Severity
from pipeline.exhibits.concerned import Concern, Concerns, sum_of
from pipeline.exhibits.excerpts import Lines
from pipeline.exhibits.model import Exhibit, Picture, SourceLine, View

__all__ = ["exhibits_of"]


def exhibits_of(source: Source, audit: Audit) -> tuple[tuple[Picture, ...], tuple[Exhibit, ...]]:
    """The pictures of a document, and the exhibits of its findings in their order."""
    concerns = Concerns(audit)
    shown = [concerns.of(finding) for finding in audit.findings]
    headers = [concerns.headers(finding.place) for finding in audit.findings]
    pictures: tuple[Picture, ...] = ()
    views: Sequence[tuple[View, ...]] = [()] * len(shown)
    lines: Sequence[tuple[SourceLine, ...]] = [()] * len(shown)
    if source.media_type is MediaType.PDF and any(f.place.page for f in audit.findings):
        from pipeline.exhibits.pictures import Album, Look

        looks = [
            Look(_at_hand(finding, each), header)
            for finding, each, header in zip(audit.findings, shown, headers, strict=True)
        ]
        pictures, views = Album(source.data, looks).pictures()
    elif source.media_type is MediaType.TEXT and any(f.place.line for f in audit.findings):
        text = Lines(read(source))
        lines = [text.excerpt(*each) for each in zip(shown, headers, strict=True)]
    exhibits = []
    for finding, own_views, own_lines in zip(audit.findings, views, lines, strict=True):
        total = concerns.total(finding)
        own_sum = sum_of(total) if total is not None and total.parts else None
        if own_sum or own_views or own_lines:
            exhibits.append(Exhibit(finding.finding_id, own_sum, own_views, own_lines))
    return pictures, tuple(exhibits)


def _at_hand(finding: Finding, concerns: tuple[Concern, ...]) -> tuple[Concern, ...]:
    """What is worth a picture: a mere note is not shown on other pages than its own."""
    if finding.severity is not Severity.INFO:
        return concerns
    return tuple(each for each in concerns if each.place.page == finding.place.page)
