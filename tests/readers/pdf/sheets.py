"""Plans typeset as PDF in many layouts, with the rows that a reader must find in them."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from enum import StrEnum

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer


class Drawn(StrEnum):
    """What is drawn around cells."""

    RULED = "ruled"
    LEVEL = "level"  # a rule under each row
    HEADED = "headed"  # rules around the header and at the end only
    BARE = "bare"
    ZEBRA = "zebra"  # every second row shaded, no rule


class Results(StrEnum):
    """Where a result's text stands."""

    SPANNED = "spanned"
    FIRST = "first"  # on its first row, which grows
    BAND = "band"  # on a row of its own across the table


@dataclass(frozen=True)
class Look:
    """One way of setting a plan."""

    drawn: Drawn = Drawn.RULED
    results: Results = Results.SPANNED
    valign: str = "TOP"
    size: float = 8
    padding: float = 3  # points above and below a cell's text
    side: float = 4  # points left and right of it
    number_column: bool = True
    two_levels: bool = True
    code_apart: bool = True
    marks: str = "X"
    furniture: bool = True
    groups: int = 6
    spread: bool = False  # number, activity, marks and party span their budget lines


@dataclass
class Sheet:
    """A PDF and its body rows: texts by printed column, '' where blank."""

    data: bytes
    header: list[list[str]]
    rows: list[list[str]] = field(default_factory=list)


NOUNS = [
    "ateliers",
    "radios",
    "écoles",
    "forages",
    "marchés",
    "jardins",
    "pépinières",
    "comités",
    "registres",
    "puits",
    "dépôts",
    "guides",
    "kits",
    "motos",
    "semences",
    "brochures",
    "foyers",
    "ponts",
    "digues",
    "cantines",
]
VERBS = [
    "Organiser",
    "Installer",
    "Acquérir",
    "Former",
    "Équiper",
    "Construire",
    "Diffuser",
    "Rénover",
    "Recenser",
    "Planter",
    "Évaluer",
    "Distribuer",
]
TAILS = (
    "dans les villages riverains du fleuve",
    "au profit des groupements de maraîchères",
    "avec l'appui des services déconcentrés",
    "pour les jeunes déscolarisés de douze à dix-huit ans",
    "en lien avec la chambre régionale d'agriculture",
    "selon le calendrier agricole",
    "y compris le suivi trimestriel et la main-d'œuvre",
    "",
    "",
)
PARTIES = ("Mairie", "DRA", "ONG Sahel Vert", "Mairie / DRA", "Unité de gestion du projet", "CRA")
ACCOUNTS = (
    ("71300", "Consultants locaux"),
    ("72100", "Services contractuels - sociétés"),
    ("72200", "Équipement et mobilier"),
    ("75700", "Formations et ateliers"),
    ("71600", "Voyages"),
    ("73400", "Location"),
)


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def body(
    rng: random.Random, look: Look
) -> tuple[list[list[str]], list[str], list[tuple[int, int]]]:
    """Rows of texts, each row's kind, and the row spans (start, stop) of results."""
    rows: list[list[str]] = []
    kinds: list[str] = []
    spans: list[tuple[int, int]] = []
    blanks = columns_of(look)

    def blank() -> list[str]:
        return [""] * len(blanks)

    def put(row: list[str], name: str, text: str) -> None:
        row[blanks.index(name)] = text

    for result in range(1, look.groups + 1):
        label = (
            f"Résultat {result} : les {rng.choice(NOUNS)} et les {rng.choice(NOUNS)} sont "
            f"disponibles {rng.choice(TAILS)}"
        ).strip()
        start = len(rows)
        if look.results is Results.BAND:
            row = blank()
            row[0] = label
            rows.append(row)
            kinds.append("band")
        total = 0
        for activity in range(1, rng.randint(2, 5)):
            words = (
                f"{rng.choice(VERBS)} {rng.randint(2, 40)} {rng.choice(NOUNS)} {rng.choice(TAILS)}"
            )
            for line in range(rng.choice((1, 1, 1, 2, 3))):
                row = blank()
                if line == 0:
                    if look.number_column:
                        put(row, "number", f"{result}.{activity}")
                        put(row, "activity", words.strip())
                    else:
                        put(row, "activity", f"{result}.{activity} {words.strip()}")
                    for quarter in range(1, 5):
                        if rng.random() < 0.5:
                            put(row, f"T{quarter}", look.marks)
                    put(row, "party", rng.choice(PARTIES))
                code, account = rng.choice(ACCOUNTS)
                if look.code_apart:
                    put(row, "code", code)
                    put(row, "account", account)
                else:
                    put(row, "account", f"{account} - {code}")
                amount = rng.randrange(1, 400) * 500
                total += amount
                put(row, "amount", grouped(amount))
                rows.append(row)
                kinds.append("line")
        if look.results is not Results.BAND:
            rows[start][0] = label
            if look.results is Results.SPANNED:
                spans.append((start, len(rows) - 1))
        row = blank()
        row[0] = "Sous-total"
        put(row, "amount", grouped(total))
        rows.append(row)
        kinds.append("total")
    return rows, kinds, spans


def columns_of(look: Look) -> list[str]:
    names = ["result"] if look.results is not Results.BAND else []
    if look.number_column:
        names.append("number")
    names += ["activity", "T1", "T2", "T3", "T4", "party"]
    if look.code_apart:
        names.append("code")
    return [*names, "account", "amount"]


TITLES = {
    "result": "Résultats attendus",
    "number": "N°",
    "activity": "Activités",
    "T1": "T1",
    "T2": "T2",
    "T3": "T3",
    "T4": "T4",
    "party": "Responsable",
    "code": "Code",
    "account": "Description du budget",
    "amount": "Montant (FCFA)",
}
WIDTHS = {
    "result": 110,
    "number": 30,
    "activity": 190,
    "T1": 24,
    "T2": 24,
    "T3": 24,
    "T4": 24,
    "party": 80,
    "code": 40,
    "account": 110,
    "amount": 70,
}


def activities_of(
    rows: list[list[str]], names: list[str], kinds: list[str]
) -> list[tuple[int, int]]:
    """First and last row of each activity with several budget lines."""
    place = names.index("activity")
    starts = [i for i, row in enumerate(rows) if row[place] and kinds[i] == "line"]
    spans = []
    for start in starts:
        stop = start
        while stop + 1 < len(rows) and kinds[stop + 1] == "line" and not rows[stop + 1][place]:
            stop += 1
        if stop > start:
            spans.append((start, stop))
    return spans


def sheet(seed: int, look: Look) -> Sheet:
    """Typeset a plan with reportlab."""
    rng = random.Random(seed)
    names = columns_of(look)
    rows, kinds, spans = body(rng, look)
    plain = ParagraphStyle(
        "plain", fontName="Helvetica", fontSize=look.size, leading=look.size * 1.2
    )
    bold = ParagraphStyle("bold", parent=plain, fontName="Helvetica-Bold")
    right = ParagraphStyle("right", parent=plain, alignment=TA_RIGHT)
    centre = ParagraphStyle("centre", parent=plain, alignment=TA_CENTER)

    def style_of(name: str) -> ParagraphStyle:
        return right if name == "amount" else centre if name[0] == "T" else plain

    header = [[TITLES[name] for name in names]]
    style: list[tuple[object, ...]] = []
    if look.two_levels:
        top = list(header[0])
        first = names.index("T1")
        top[first : first + 4] = ["Chronogramme", "", "", ""]
        header = [top, [TITLES[name] if name[0] == "T" else "" for name in names]]
        style.append(("SPAN", (first, 0), (first + 3, 0)))
        style += [("SPAN", (i, 0), (i, 1)) for i, name in enumerate(names) if name[0] != "T"]
    deep = len(header)
    content = [
        [
            Paragraph(text, bold if names[i][0] != "T" else centre) if text else ""
            for i, text in enumerate(row)
        ]
        for row in header
    ]
    for row, kind in zip(rows, kinds, strict=True):
        content.append(
            [
                Paragraph(text, bold if kind != "line" and i == 0 else style_of(name))
                if text
                else ""
                for i, (name, text) in enumerate(zip(names, row, strict=True))
            ]
        )
    style += [("SPAN", (0, start + deep), (0, stop + deep)) for start, stop in spans]
    if look.spread:
        for start, stop in activities_of(rows, names, kinds):
            style += [
                ("SPAN", (i, start + deep), (i, stop + deep))
                for i, name in enumerate(names)
                if name not in ("result", "code", "account", "amount")
            ]
    last = names.index("account")
    for index, kind in enumerate(kinds, deep):
        if kind == "band":
            style.append(("SPAN", (0, index), (-1, index)))
        if kind == "total":
            style.append(("SPAN", (0, index), (last, index)))
    style += [
        ("FONT", (0, 0), (-1, -1), "Helvetica", look.size, look.size * 1.2),
        ("VALIGN", (0, 0), (-1, -1), look.valign),
        ("TOPPADDING", (0, 0), (-1, -1), look.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding),
        ("LEFTPADDING", (0, 0), (-1, -1), look.side),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.side),
    ]
    if look.drawn is Drawn.RULED:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    elif look.drawn is Drawn.LEVEL:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.black))
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black))
    elif look.drawn is Drawn.HEADED:
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black))
        style.append(("LINEBELOW", (0, deep - 1), (-1, deep - 1), 0.8, colors.black))
        style.append(("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black))
    elif look.drawn is Drawn.ZEBRA:
        style.append(("BACKGROUND", (0, 0), (-1, deep - 1), colors.HexColor("#c8d4e8")))
        for index in range(deep, deep + len(rows), 2):
            style.append(("BACKGROUND", (0, index), (-1, index), colors.HexColor("#eeeeee")))
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=landscape(A4),
        leftMargin=40,
        rightMargin=40,
        topMargin=50,
        bottomMargin=50,
        invariant=1,
    )

    def furniture(canvas: object, doc: object) -> None:
        if look.furniture:
            canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
            canvas.drawString(40, 565, "Projet Rives vertes - plan de travail 2025")  # type: ignore[attr-defined]
            canvas.drawRightString(800, 25, f"Page {doc.page}")  # type: ignore[attr-defined]

    table = LongTable(
        content, colWidths=[WIDTHS[name] for name in names], repeatRows=deep, style=style
    )
    text = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=13)
    document.build(
        [
            Paragraph("<b>PLAN DE TRAVAIL ANNUEL 2025</b>", text),
            Spacer(1, 8),
            Paragraph(
                "Ce plan couvre la période de janvier à décembre. Il a été établi avec les "
                "communes riveraines en trois réunions, et sera revu à mi-parcours par le comité "
                "de pilotage sur la base des rapports de terrain.",
                text,
            ),
            Spacer(1, 14),
            table,
            Spacer(1, 30),
            Paragraph("Fait à Ségou, le 12 janvier 2025", text),
        ],
        onFirstPage=furniture,
        onLaterPages=furniture,
    )
    return Sheet(buffer.getvalue(), header, rows)
