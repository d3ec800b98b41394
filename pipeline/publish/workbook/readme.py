"""The first sheet: what the workbook holds, what its colours mean, what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.outcome import Outcome, Status
from pipeline.publish.workbook.cells import Sheet
from pipeline.publish.workbook.document import printing
from pipeline.publish.workbook.lists import target
from pipeline.publish.workbook.styles import LINK, RULE, Tint
from pipeline.terminal.words import count

_LEGEND = (
    (Tint.GREEN, "green"),
    (Tint.AMBER, "amber"),
    (Tint.RED, "red"),
    (Tint.GREY, "grey"),
    (Tint.VIOLET, "violet"),
    (Tint.BLUE, "blue"),
)
_PARAGRAPHS = ("totals", "rounding", "verdicts", "digits", "text")


@dataclass(slots=True)
class Tally:
    """What a run found, counted over its documents."""

    documents: int = 0
    partial: int = 0
    failed: int = 0
    footing: int = 0
    wrong: int = 0
    findings: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one more document."""
        self.documents += 1
        self.partial += outcome.status is Status.PARTIAL
        self.failed += outcome.status is Status.FAILED
        self.footing += outcome.footing
        self.wrong += outcome.not_footing
        for told in outcome.findings:
            self.findings[told.severity] = self.findings.get(told.severity, 0) + 1


def write_readme(
    sheet: Sheet, tally: Tally, lists: Sequence[tuple[str, str]], warnings: Sequence[str]
) -> None:
    """`lists` are the lists' names, each with the key of what it holds; `warnings` stand first."""
    words = sheet.words
    sheet.width(0, 26)
    sheet.width(1, 100)
    printing(sheet.raw)
    sheet.text((0, 0), words("readme.title"), bold=True, font_size=16)
    sheet.height(0, 26)
    sheet.text((1, 0), words("readme.subtitle"), font_color="#6B7280")
    at = 3
    for key, number in _answer(tally):
        sheet.text((at, 0), words(f"readme.count.{key}"), bottom=1, bottom_color=RULE)
        sheet.text((at, 1), count(number, words.language), bold=True, bottom=1, bottom_color=RULE)
        at += 1
    for warning in warnings:
        at += 1
        sheet.text((at, 0), words("readme.attention"), bold=True, bg_color=Tint.AMBER)
        sheet.text((at, 1), warning, text_wrap=True, bg_color=Tint.AMBER)
    at = _title(sheet, at + 2, "sheets")
    for name, key in lists:
        sheet.link((at, 0), target(name, (0, 0)), name, font_color=LINK, underline=1)
        sheet.text((at, 1), words(f"readme.sheet.{key}"), text_wrap=True)
        at += 1
    sheet.text((at, 0), words("readme.each"), italic=True)
    sheet.text((at, 1), words("readme.sheet.each"), text_wrap=True)
    at = _title(sheet, at + 2, "colours")
    for colour, key in _LEGEND:
        sheet.text((at, 0), words(f"readme.colour.{key}"), bg_color=colour)
        sheet.text((at, 1), words(f"readme.meaning.{key}"), text_wrap=True)
        at += 1
    at = _title(sheet, at + 1, "reading")
    for key in _PARAGRAPHS:
        sheet.text((at, 0), words(f"readme.about.{key}"), bold=True)
        sheet.text((at, 1), words(f"readme.text.{key}"), text_wrap=True)
        at += 1
    sheet.close()


def _answer(tally: Tally) -> list[tuple[str, int]]:
    return [
        ("documents", tally.documents),
        ("partial", tally.partial),
        ("failed", tally.failed),
        ("footing", tally.footing),
        ("wrong", tally.wrong),
        ("errors", tally.findings.get("error", 0)),
        ("warnings", tally.findings.get("warning", 0)),
        ("notes", tally.findings.get("info", 0)),
    ]


def _title(sheet: Sheet, at: int, key: str) -> int:
    sheet.text((at, 0), sheet.words(f"readme.{key}"), bold=True, font_size=12, bottom=1)
    sheet.blank((at, 1), bottom=1)
    return at + 1
