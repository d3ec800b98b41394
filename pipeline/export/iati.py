"""IATI 2.03 activities (International Aid Transparency Initiative): one a document.

https://iatistandard.org/en/iati-standard/203/activity-standard/

What the standard needs and a document does not say is left out and told, never made up: a document
without dates or without any organisation is no activity, an amount without currency no budget, a
result without a target no result (it is among the objectives of the description).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from extractors.errors import InputError, Language
from extractors.plan import Level, NodeStatus
from pipeline.export.amounts import counted
from pipeline.export.model import Note, Wishes
from pipeline.outcome import Status
from pipeline.published import Published, Record
from pipeline.terminal.words import say

_VERSION = "2.03"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Characters that XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YEAR = 366  # days: a budget is for a year at most

# Codes of the standard's lists, each with its list.
_PLANNED_START, _PLANNED_END = "1", "3"  # ActivityDateType
_FUNDING, _IMPLEMENTING = "1", "4"  # OrganisationRole
_IDENTIFICATION, _IMPLEMENTATION = "1", "2"  # ActivityStatus
_GENERAL, _OBJECTIVES = "1", "2"  # DescriptionType
_OTHER_IDENTIFIER = "A9"  # OtherIdentifierType
_ORIGINAL, _INDICATIVE = "1", "1"  # BudgetType, BudgetStatus
_OUTPUT, _OTHER_RESULT = "1", "9"  # ResultType
_UNIT = "1"  # IndicatorMeasure


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of all tables that belong to one document."""

    document: Record
    of: Mapping[str, Sequence[Record]]


@dataclass(slots=True)
class _Told:
    """What is left out, gathered over all documents."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: str, name: str, count: int = 1) -> None:
        if count:
            self.counts[key] += count
            self.names[key].append(name)

    def notes(self) -> list[Note]:
        return [
            Note(f"iati.{key}", {"count": str(count), "names": ", ".join(self.names[key])})
            for key, count in self.counts.items()
        ]


def write(published: Published, path: Path, wishes: Wishes) -> list[Note]:
    """One activity for each document that has dates and organisations; InputError without any."""
    told = _Told()
    root = ET.Element("iati-activities", version=_VERSION)
    for rows in _documents(published):
        activity = _activity(rows, wishes, told)
        if activity is not None:
            root.append(activity)
    if not len(root):
        # The standard wants one activity at least.
        raise InputError("export-no-activity", path=str(published.folder))
    if not (wishes.reporter.ref and wishes.reporter.type):
        told.add("reporter", "")
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8", newline="\n"
    )
    return told.notes()


def _documents(published: Published) -> Iterator[_Rows]:
    tables = ("framework", "activities", "parties", "schedule", "budget_lines", "quantities")
    by_document: dict[object, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for table in tables:
        for row in published.records(table):
            by_document[row["document_id"]][table].append(row)
    for document in published.records("documents"):
        yield _Rows(document, by_document[document["document_id"]])


def _activity(rows: _Rows, wishes: Wishes, told: _Told) -> ET.Element | None:
    document = rows.document
    name = str(document["path"])
    if document["status"] == Status.FAILED:
        told.add("unread", name)
        return None
    dates = _dates(rows)
    organisations = list(_organisations(rows))
    if not dates or not organisations:
        told.add("undated" if not dates else "unowned", name)
        return None
    activity = ET.Element("iati-activity")
    if document["language"]:
        activity.set(_LANG, str(document["language"]))
    if document["currency"]:
        activity.set("default-currency", str(document["currency"]))
    _head(activity, rows, wishes)
    for role, printed in organisations:
        _narrated(activity, "participating-org", printed, role=role)
    if document["project_id"]:
        ref = _text(document["project_id"])
        ET.SubElement(activity, "other-identifier", ref=ref, type=_OTHER_IDENTIFIER)
    achieved = any(row["status"] == NodeStatus.ACHIEVED for row in rows.of["framework"])
    status = _IMPLEMENTATION if achieved else _IDENTIFICATION
    ET.SubElement(activity, "activity-status", code=status)
    for kind, day in dates.items():
        ET.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    _places(activity, rows, told)
    _budgets(activity, rows, dates, told)
    _results(activity, rows, dates, told)
    return activity


def _head(activity: ET.Element, rows: _Rows, wishes: Wishes) -> None:
    """Identifier, reporting organisation, title and descriptions."""
    document, reporter = rows.document, wishes.reporter
    # By its bytes: a plan as PDF and as text has one project number and is two documents.
    identifier = "-".join(filter(None, (reporter.ref, str(document["document_id"]))))
    ET.SubElement(activity, "iati-identifier").text = identifier
    # Whoever makes the file from a plan is not the one that answers for the project.
    attributes = {"ref": reporter.ref, "type": reporter.type, "secondary-reporter": "1"}
    name = _text(reporter.name) or say("iati.no-reporter", wishes.language)
    _narrated(activity, "reporting-org", name, **attributes)
    _narrated(activity, "title", _text(document["title"]) or _text(document["path"]))
    own = _narrated(activity, "description", _summary(rows, wishes.language), type=_GENERAL)
    own[0].set(_LANG, wishes.language)
    objectives = [
        " ".join(filter(None, (_text(row["number"]), _text(row["label"]))))
        for row in rows.of["framework"]
        if row["status"] != NodeStatus.ACHIEVED
    ]
    if objectives:
        _narrated(activity, "description", *objectives, type=_OBJECTIVES)


def _summary(rows: _Rows, language: Language) -> str:
    return say(
        "iati.summary",
        language,
        kind=say(f"kind.{rows.document['kind']}", language),
        name=_text(rows.document["path"]),
        activities=str(len(rows.of["activities"])),
        lines=str(len({row["line_id"] for row in rows.of["budget_lines"]})),
    )


def _dates(rows: _Rows) -> dict[str, date]:
    """The document's own period; where it states none, the first and last marked days."""
    document = rows.document
    start, end = document["period_start"], document["period_end"]
    starts = [row["start"] for row in rows.of["schedule"] if isinstance(row["start"], date)]
    ends = [row["end"] for row in rows.of["schedule"] if isinstance(row["end"], date)]
    if start is None and end is None and starts and ends:
        start, end = min(starts), max(ends)
    found = ((_PLANNED_START, start), (_PLANNED_END, end))
    return {kind: day for kind, day in found if isinstance(day, date)}


def _organisations(rows: _Rows) -> Iterator[tuple[str, str]]:
    """Funder, implementer, then the parties responsible for activities, each once a role."""
    document = rows.document
    named = [(_FUNDING, document["funder"]), (_IMPLEMENTING, document["organisation"])]
    named += [(_IMPLEMENTING, row["party"]) for row in rows.of["parties"]]
    texts = ((role, _text(value)) for role, value in named)
    yield from dict.fromkeys((role, text) for role, text in texts if text)


def _places(activity: ET.Element, rows: _Rows, told: _Told) -> None:
    document = rows.document
    countries = [code for code in str(document["countries"] or "").split(";") if code]
    if len(countries) == 1:
        ET.SubElement(activity, "recipient-country", code=countries[0])
    elif countries:
        told.add("countries", str(document["path"]))  # each would need its share
    if document["location"]:
        location = ET.SubElement(activity, "location")
        _narrated(location, "name", _text(document["location"]))


def _budgets(activity: ET.Element, rows: _Rows, dates: Mapping[str, date], told: _Told) -> None:
    """One budget a currency: the sum of all lines, over the activity's dates."""
    name = str(rows.document["path"])
    sums: dict[str, Decimal] = {}
    bare = blank = 0
    for row in counted(rows.of["budget_lines"]):
        amount, currency = row["amount"], row["currency"] or rows.document["currency"]
        if not isinstance(amount, Decimal):
            blank += 1
        elif not currency:
            bare += 1
        else:
            sums[str(currency)] = sums.get(str(currency), Decimal(0)) + amount
    told.add("blank", name, blank)
    told.add("currency", name, bare)
    if not sums:
        return
    if len(dates) < 2:
        told.add("span", name, len(sums))
        return
    start, end = dates[_PLANNED_START], dates[_PLANNED_END]
    if (end - start).days > _YEAR:
        told.add("long", name)
    for currency, value in sums.items():
        budget = ET.SubElement(activity, "budget", type=_ORIGINAL, status=_INDICATIVE)
        _period(budget, start, end)
        figure = ET.SubElement(
            budget, "value", {"currency": currency, "value-date": start.isoformat()}
        )
        figure.text = f"{value.normalize():f}" if value else "0"


def _results(activity: ET.Element, rows: _Rows, dates: Mapping[str, date], told: _Told) -> None:
    """Results that have counts in their activities' labels, or their own, as indicators."""
    nodes = {row["activity_id"]: row["node_id"] for row in rows.of["activities"]}
    labels = {row["activity_id"]: row["label"] for row in rows.of["activities"]}
    counts: dict[object, list[Record]] = defaultdict(list)
    for row in rows.of["quantities"]:
        if row["per"] is None:
            counts[row["node_id"] or nodes.get(row["activity_id"])].append(row)
    without = 0
    for node in rows.of["framework"]:
        found = counts.get(node["node_id"], [])
        if not found:
            without += 1
            continue
        kind = _OUTPUT if node["level"] == Level.PRODUCT else _OTHER_RESULT
        result = ET.SubElement(activity, "result", type=kind)
        _narrated(result, "title", _text(node["label"]))
        for row in found:
            indicator = ET.SubElement(result, "indicator", measure=_UNIT)
            where = _text(labels.get(row["activity_id"]))
            _narrated(indicator, "title", ": ".join(filter(None, (_text(row["unit"]), where))))
            if len(dates) == 2:
                period = ET.SubElement(indicator, "period")
                _period(period, dates[_PLANNED_START], dates[_PLANNED_END])
                achieved = node["status"] == NodeStatus.ACHIEVED
                value = f"{row['value'].normalize():f}" if isinstance(row["value"], Decimal) else ""
                ET.SubElement(period, "actual" if achieved else "target", value=value)
    told.add("results", str(rows.document["path"]), without)


def _period(parent: ET.Element, start: date, end: date) -> None:
    ET.SubElement(parent, "period-start", {"iso-date": start.isoformat()})
    ET.SubElement(parent, "period-end", {"iso-date": end.isoformat()})


def _narrated(parent: ET.Element, tag: str, *texts: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    for text in texts:
        ET.SubElement(element, "narrative").text = text
    return element


def _text(value: object) -> str:
    """Text that XML can hold; '' for None."""
    return "" if value is None else _NO_XML.sub("", str(value)).strip()
