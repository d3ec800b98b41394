"""SARIF 2.1.0 (OASIS): findings for tools that show the results of checks.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractors.errors import Language
from extractors.rows import Value
from pipeline.audit import RuleText, Severity, rules
from pipeline.decisions.model import Ruling
from pipeline.export.model import Note, Wishes
from pipeline.outcome import Status
from pipeline.published import Published, Record
from pipeline.terminal.words import say

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASE = "PLANS"  # the folder that was read: its place is each user's own
_FINGERPRINT = "findingId/v1"

# Columns that SARIF has no place for, by their names there.
_PROPERTIES = {
    "documentId": "document_id",
    "findingId": "finding_id",
    "verdict": "verdict",
    "subject": "subject",
    "amountColumn": "amount_column",
    "stated": "stated",
    "computed": "computed",
    "difference": "difference",
    "impliedAmount": "implied_amount",
    "cause": "cause",
    "page": "page",
    "table": "table",
    "row": "row",
    "bbox": "bbox",
    "decision": "decision",
    "decisionNote": "decision_note",
    "decisionAuthor": "decision_author",
    "decisionDate": "decision_date",
}


def write(published: Published, path: Path, wishes: Wishes) -> list[Note]:
    """Every finding is a result; nothing is left out."""
    documents = list(published.records("documents"))
    at = {row["document_id"]: index for index, row in enumerate(documents)}
    used = list(rules().values())
    index_of = {rule.rule: index for index, rule in enumerate(used)}
    results = [
        _result(row, documents[at[row["document_id"]]], at[row["document_id"]], index_of)
        for row in published.records("findings")
    ]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Totaux",
                        "semanticVersion": version("totaux"),
                        "rules": [_rule(rule, wishes.language) for rule in used],
                    }
                },
                "language": str(wishes.language),
                "originalUriBaseIds": {
                    _BASE: {"description": {"text": say("sarif.base", wishes.language)}}
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [_artifact(row) for row in documents],
                "results": results,
            }
        ],
    }
    text = json.dumps(log, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return []


def _rule(rule: RuleText, language: Language) -> dict[str, Any]:
    meaning = say(f"rule.{rule.rule}", language) or rule.meaning
    return {
        "id": str(rule.rule),
        "shortDescription": {"text": meaning},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"subject": rule.subject},
    }


def _artifact(row: Record) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": _location(row)}
    if row["media_type"]:
        artifact["mimeType"] = row["media_type"]
    if (
        row["status"] != Status.FAILED
    ):  # where not even the bytes could be had, the hash is no file's
        artifact["hashes"] = {"sha-256": row["sha256"]}
    others = str(row["duplicate_paths"] or "").split(";")
    properties = {
        "documentId": row["document_id"],
        "status": row["status"],
        "duplicatePaths": [other for other in others if other],
    }
    return {**artifact, "properties": properties}


def _location(document: Record) -> dict[str, Any]:
    return {"uri": quote(str(document["path"])), "uriBaseId": _BASE}


def _result(row: Record, document: Record, at: int, index_of: Mapping[Any, int]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {**_location(document), "index": at}}
    if row["source_line"] is not None:
        physical["region"] = {"startLine": row["source_line"]}
    location: dict[str, Any] = {"physicalLocation": physical}
    if row["subject"]:
        location["logicalLocations"] = [{"name": row["subject"], "kind": "element"}]
    sentences = (row["message"], row["explanation"])
    return {
        "ruleId": row["rule"],
        "ruleIndex": index_of[row["rule"]],
        "level": _LEVELS[Severity(str(row["severity"]))],
        "message": {"text": " ".join(str(each) for each in sentences if each)},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: row["finding_id"]},
        "suppressions": _suppressions(row),
        "properties": {
            name: _plain(row[column])
            for name, column in _PROPERTIES.items()
            if row[column] is not None
        },
    }


def _suppressions(row: Record) -> list[dict[str, Any]]:
    """A dismissed finding is suppressed outside the document; of all others the list is empty."""
    if row["decision"] != Ruling.DISMISSED:
        return []
    suppression: dict[str, Any] = {"kind": "external", "status": "accepted"}
    if row["decision_note"]:
        suppression["justification"] = row["decision_note"]
    return [suppression]


def _plain(value: Value) -> str | int | None:
    """Amounts as text: a number of JSON would become a float."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value.isoformat() if isinstance(value, date) else value
