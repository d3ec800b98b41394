"""From a document as printed to a plan: which kind it is, and what it says."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Sequence

from extractors.document import Block, Document, Paragraph
from extractors.grids.content import content_of
from extractors.grids.placed import Loose, Table, place_of
from extractors.grids.tables import tables_of
from extractors.plan import (
    Doubt,
    DoubtKind,
    Head,
    Kind,
    Party,
    Place,
    Plan,
    Quantity,
)
from extractors.plans.builder import Builder
from extractors.plans.closing import close
from extractors.plans.head import HeadMatter, head_matter
from extractors.plans.language import countries_in, detect_language, parties_in, quantities_in
from extractors.plans.project_sheet import is_sheet, read_sheet
from extractors.plans.units import in_units, units_of
from extractors.plans.years import Years
from extractors.values.amounts import leading_text_and_amount, parse_amount
from extractors.values.folding import clean, fold
from extractors.values.numbering import parse_numbering
from extractors.values.periods import parse_period

# Running text shorter than this says too little to be called a narrative.
_NARRATIVE = 200
# A row of a table is no longer than this, and its amount no smaller.
_STRAY = 240
# Letters of hidden text that a doubt quotes.
_HIDDEN_LETTERS = 120
_LARGE = 1000
_FEWEST_ROWS = 3
# 'Taux de change : 1 EUR = 655,957 FCFA'
_EXCHANGE = re.compile(
    r"\btaux d[eu'’]?\s?(?:change|conversion)\b|\bexchange rate\b|^\W*1\s?\S{1,4}\s?="
)


def read_plan(document: Document) -> Plan:
    """Read one document. What could not be settled stands in the plan's doubts."""
    blocks = tuple(document.blocks())
    tables, loose = tables_of(blocks)
    head = head_matter(blocks, frozenset(rows.grid.number for rows in loose))
    units = units_of(tables, blocks)
    tables = [in_units(table, units.scale) for table in tables]
    builder = Builder(Years(*(head.period or (None, None))), head.currency or units.currency)
    for table in tables:
        _read_preface(builder, table)
        builder.read(table)
    close(builder)
    _doubt_loose(builder, loose)
    _doubt_strays(builder, blocks, head)
    _doubt_pages(builder, document)
    kind = _kind(builder, head, blocks)
    if kind is Kind.PROJECT_SHEET:
        sheet = read_sheet(head, blocks, len(builder.nodes))
        builder.nodes.extend(sheet.nodes)
        if sheet.budget is not None:
            builder.add_total(sheet.budget)
    if kind is Kind.NARRATIVE:
        text = "\n".join(clean(b.text) for b in blocks if isinstance(b, Paragraph))
        builder.parties.extend(Party(name, printed) for name, printed in parties_in(text))
    return Plan(
        head=_head(document, head, kind, builder, blocks),
        nodes=tuple(builder.nodes),
        activities=tuple(builder.activities),
        parties=tuple(builder.parties),
        marks=tuple(builder.marks),
        amounts=tuple(builder.amounts),
        totals=tuple(builder.totals),
        quantities=tuple(_quantities(builder)),
        tables=tuple(builder.tables),
        doubts=tuple(builder.doubts),
        cells=builder.cells,
    )


def _kind(builder: Builder, head: HeadMatter, blocks: Sequence[Block]) -> Kind:
    if builder.activities:
        planned = builder.amounts or builder.marks
        return Kind.WORK_PLAN if planned else Kind.ACTION_PLAN
    if is_sheet(head):
        return Kind.PROJECT_SHEET
    if builder.amounts:
        return Kind.UNKNOWN
    prose = sum(len(b.text) for b in blocks if isinstance(b, Paragraph))
    return Kind.NARRATIVE if prose >= _NARRATIVE else Kind.UNKNOWN


def _head(
    document: Document, head: HeadMatter, kind: Kind, builder: Builder, blocks: Sequence[Block]
) -> Head:
    texts = [clean(b.text) for b in blocks if isinstance(b, Paragraph)]
    labels = [a.label for a in builder.activities] + [n.label for n in builder.nodes]
    printed = [a.currency for a in builder.amounts] + [t.currency for t in builder.totals]
    currencies = Counter(currency for currency in printed if currency)
    return Head(
        kind=kind,
        title=head.title,
        project_id=head.project_id,
        organisation=head.organisation,
        funder=head.funder,
        countries=head.countries or countries_in(" ".join(n.label for n in builder.nodes)),
        location=head.location,
        period_start=head.period[0] if head.period else None,
        period_end=head.period[1] if head.period else None,
        currency=currencies.most_common(1)[0][0] if currencies else builder.currency,
        language=detect_language(" ".join((*texts, *labels))),
        pages=len(document.pages) if document.paged else None,
        engine=document.engine,
    )


def _read_preface(builder: Builder, table: Table) -> None:
    """Rows above a table's header: framework nodes, else titles."""
    for text, place in table.preface:
        numbered = parse_numbering(clean(text))
        if numbered.level is not None:
            builder.outline.order += 1
            builder.outline.open_node(numbered.level, numbered, clean(text), place)


def _doubt_loose(builder: Builder, loose: Sequence[Loose]) -> None:
    """A table with amounts that nothing explains is said, never dropped."""
    for rows in loose:
        figures = [
            cell.text
            for _, row in rows.rows
            for cell in row.cells
            if (content := content_of(cell.text)).figure is not None and not content.number
        ]
        if figures:
            at, row = rows.rows[0]
            builder.doubts.append(
                Doubt(
                    DoubtKind.TABLE_NOT_READ,
                    " | ".join(figures[:4]),
                    place=place_of(rows.grid, at, row),
                )
            )


def _doubt_strays(builder: Builder, blocks: Sequence[Block], head: HeadMatter) -> None:
    """A line outside the tables that is, or ends in, an amount may be a row that was lost."""
    known = {item.index for item in head.items}
    strays: list[Doubt] = []
    for index, block in enumerate(blocks):
        if index in known or not isinstance(block, Paragraph) or len(block.text) > _STRAY:
            continue
        text = clean(block.text)
        split = leading_text_and_amount(text)
        figure = parse_amount(text) or (split[1] if split else None)
        if _EXCHANGE.search(fold(text)):
            continue
        if figure and abs(figure.value) >= _LARGE and not parse_period(text):
            box = str(block.box) if block.box else None
            place = Place(block.page, bbox=box, line=block.line)
            strays.append(Doubt(DoubtKind.CELL_NOT_PLACED, text, place=place))
    if builder.amounts:
        builder.doubts.extend(strays)
    elif len(strays) >= _FEWEST_ROWS:
        # No table was found, yet line after line ends in an amount: columns set with spaces.
        texts = " | ".join(stray.text for stray in strays[:_FEWEST_ROWS])
        builder.doubts.append(Doubt(DoubtKind.TABLE_NOT_READ, texts, place=strays[0].place))


def _doubt_pages(builder: Builder, document: Document) -> None:
    for page in document.pages:
        if page.trouble:
            kind = DoubtKind(page.trouble.value)
            builder.doubts.append(Doubt(kind, "", place=Place(page.number)))
        if page.hidden:
            text = textwrap.shorten(page.hidden, _HIDDEN_LETTERS, placeholder=" …")
            builder.doubts.append(Doubt(DoubtKind.HIDDEN_TEXT, text, place=Place(page.number)))
        if page.recognised:
            builder.doubts.append(Doubt(DoubtKind.RECOGNISED_TEXT, "", place=Place(page.number)))


def _quantities(builder: Builder) -> list[Quantity]:
    found = []
    for activity in builder.activities:
        for value, unit, per, printed in quantities_in(activity.label):
            found.append(Quantity(value, unit, printed, per, activity.activity_id))
    for node in builder.nodes:
        for value, unit, per, printed in quantities_in(node.label):
            found.append(Quantity(value, unit, printed, per, node_id=node.node_id))
    return found
