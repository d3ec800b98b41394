"""Small plans with known findings, their outcomes, and the page made of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from extractors.errors import Language
from extractors.values.accounts import chart
from pipeline.examine import examine
from pipeline.outcome import Outcome, Task
from pipeline.publish.report import write_report

HEADER = ("Activités", "Responsable", "Budget")
WRONG = (
    ("1. Former les relais", "PNUD", "1 000"),
    ("2. Suivre les chantiers", "OIM", "2 500"),
    ("Total", "", "3 600"),
)
LEFT, TOP, HEIGHT = 50, 60, 24
EDGES = (50, 250, 350, 450)


def text_plan(*rows: tuple[str, ...], head: str = "Plan de travail annuel 2024") -> bytes:
    """A plan as text, its table separated by tabs."""
    lines = (head, "", *("\t".join(row) for row in (HEADER, *rows)), "")
    return "\n".join(lines).encode()


def pdf_plan(*rows: tuple[str, ...]) -> bytes:
    """The same as a ruled table on one A4 page; its rows are HEIGHT points high from TOP down."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    for at, row in enumerate((HEADER, *rows)):
        y = 842 - TOP - at * HEIGHT
        for x0, x1, text in zip(EDGES[:-1], EDGES[1:], row, strict=True):
            canvas.rect(x0, y - HEIGHT, x1 - x0, HEIGHT)
            canvas.drawString(x0 + 4, y - 16, text)
    canvas.save()
    return file.getvalue()


def outcome_of(folder: Path, name: str, data: bytes) -> Outcome:
    """What becomes of a file of that name and content."""
    path = folder / name
    path.write_bytes(data)
    return examine(Task(path, name), chart=chart(), language=Language.FRENCH)


@dataclass(slots=True)
class Parsed(HTMLParser):
    """What a browser would find in the page: its elements, and the texts of its scripts."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "script":
            self.scripts.append((found, ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data
        else:
            self.text += data

    def having(self, name: str) -> list[dict[str, str]]:
        """The attributes of all elements that have that one."""
        return [attributes for _, attributes in self.elements if name in attributes]


def page_of(outcomes: list[Outcome], folder: Path) -> str:
    """The page of these outcomes."""
    folder.mkdir(exist_ok=True)
    write_report(outcomes, folder, Language.FRENCH)
    return (folder / "report" / "index.html").read_text(encoding="utf-8")


def parsed(page: str) -> Parsed:
    """The page as its elements."""
    parser = Parsed()
    parser.feed(page)
    parser.close()
    return parser


def indexed(page: Parsed) -> dict[str, list[Any]]:
    """The findings that each section can filter and link to, by document."""
    return {
        found["data-document"]: json.loads(found["data-index"])
        for found in page.having("data-index")
    }


def figures(fragment: str) -> list[str]:
    """The plain figures of a piece of HTML."""
    return re.findall(r'<data value="([^"]*)">', fragment)
