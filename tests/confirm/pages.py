"""A small plan as PDF, ruled or bare, and the ways of reading it that tests ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import NoReturn

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors import extract_source
from extractors.again import Again, Witness
from extractors.plan import Place, Plan
from extractors.source import Source
from pipeline.audit import Audit, Finding, Rule, audit
from pipeline.confirm import confirm

Row = tuple[str, ...]

HEADER: Row = ("Activités", "T1", "T2", "Responsable", "Ligne budgétaire", "Montant")
WIDTHS = (200, 40, 40, 90, 190, 100)
HEIGHT = 24
BODY: tuple[Row, ...] = (
    ("1.1 Creuser deux puits", "X", "", "Mairie", "72300 Materials & Goods", "1 200"),
    ("1.2 Former les comités", "", "X", "Mairie", "75700 Training", "800"),
    ("Sous total", "", "", "", "", "2 000"),
    ("2.1 Planter des haies", "X", "X", "Mairie", "72300 Materials & Goods", "500"),
    ("2.2 Suivre les parcelles", "", "X", "Mairie", "71600 Travel", "650"),
    ("Sous total", "", "", "", "", "1 150"),
    ("Total", "", "", "", "", "3 150"),
)
LATTICE = Witness("camelot-lattice", cuts_cells=True, disputes=True)
NETWORK = Witness("camelot-network", cuts_cells=True, disputes=False)
LETTERS = Witness("pdfplumber", cuts_cells=False, disputes=True)


def with_amounts(*amounts: str) -> tuple[Row, ...]:
    """The body with these texts in its last column."""
    return tuple((*row[:-1], amount) for row, amount in zip(BODY, amounts, strict=True))


WRONG_SUBTOTAL = with_amounts("1 200", "800", "2 100", "500", "650", "1 150", "3 250")
BLANK = with_amounts("1 200", "", "2 000", "500", "650", "1 150", "3 150")


def typeset(
    body: Sequence[Row], ruled: bool = True, encrypt: StandardEncryption | None = None
) -> Source:
    """A one-page PDF."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(842, 595), invariant=True, encrypt=encrypt)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(60, 550, "Plan de travail annuel 2024")
    canvas.setFont("Helvetica", 9)
    top = 520
    for row in (HEADER, *body):
        left = 60
        for place, (text, width) in enumerate(zip(row, WIDTHS, strict=True)):
            if ruled:
                canvas.rect(left, top - HEIGHT, width, HEIGHT)
            if place == len(row) - 1:
                canvas.drawRightString(left + width - 5, top - 16, text)
            else:
                canvas.drawString(left + 5, top - 16, text)
            left += width
        top -= HEIGHT
    canvas.save()
    return Source.of(file.getvalue(), "plan.pdf")


check: Callable[[Plan], Audit] = partial(audit, chart={})


def refuse(places: Sequence[Place]) -> NoReturn:
    """A witness that must not be called."""
    raise AssertionError(f"asked about {places}")


def misread(plan: Plan, was: str, becomes: str | None) -> Plan:
    """The plan with one of its figures read as another."""
    value = Decimal(becomes) if becomes else None
    amounts = tuple(
        replace(a, amount=value, printed=becomes) if a.amount == Decimal(was) else a
        for a in plan.amounts
    )
    totals = tuple(
        replace(t, stated=value, printed=becomes) if t.stated == Decimal(was) else t
        for t in plan.totals
    )
    assert (amounts, totals) != (plan.amounts, plan.totals)
    return replace(plan, amounts=amounts, totals=totals)


def heard(first: Plan, *second: tuple[Witness, Plan]) -> Audit:
    """The first reading confirmed by these witnesses."""

    def witnesses(_: Sequence[Place]) -> Iterator[Again]:
        yield from (Again(witness, plan) for witness, plan in second)

    return confirm(check(first), witnesses, check)


def read(body: Sequence[Row], ruled: bool = True) -> Plan:
    return extract_source(typeset(body, ruled))


def of_rule(audited: Audit, rule: Rule) -> list[Finding]:
    return [finding for finding in audited.findings if finding.rule is rule]
