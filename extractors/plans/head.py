"""Head matter: what a document says of itself outside its plan tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from extractors.document import Block, Grid, Paragraph
from extractors.plan import Place
from extractors.plans.language import countries_in
from extractors.values.amounts import currency_of
from extractors.values.folding import clean, fold
from extractors.values.periods import parse_duration
from extractors.values.terms import read_terms


class HeadField(StrEnum):
    """What a key of head matter, or the title of a sheet's section, announces."""

    TITLE = "title"
    PROJECT_ID = "project_id"
    ORGANISATION = "organisation"
    FUNDER = "funder"
    PERIOD = "period"
    LOCATION = "location"
    COUNTRY = "country"
    CURRENCY = "currency"
    BUDGET = "budget"
    EXPECTED = "expected"
    ACHIEVED = "achieved"
    GAPS = "gaps"
    PARTNERS = "partners"
    BENEFICIARIES = "beneficiaries"
    PROSPECTS = "prospects"
    OBJECTIVE = "objective"
    CONTEXT = "context"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True)
class Item:
    """A key with its value ('Project ID : 00127299'), or a section's title with what it opens.

    `numbered` says that the key carries a section number ('3. Budget : …').
    """

    field: HeadField
    key: str
    value: str
    numbered: bool
    place: Place
    index: int  # of its paragraph among the document's blocks


@dataclass(frozen=True, slots=True)
class HeadMatter:
    """Facts as printed; dates parsed."""

    title: str | None
    project_id: str | None
    organisation: str | None
    funder: str | None
    countries: tuple[str, ...]
    location: str | None
    period: tuple[date, date] | None
    currency: str | None
    items: tuple[Item, ...]


_KEY = re.compile(
    r"^(?:(?!N\s?°)(?P<number>[0-9]{1,2}|[IVX]{1,4}|[A-Z])\s?[.)°-]+\s*)?(?P<key>[^:]{2,60}?)\s*:\s*(?P<value>.*)$"
)
_HEADING = re.compile(
    r"^(?P<number>[0-9]{1,2}|[IVX]{1,4}|[A-Z])\s?[.)°-]+\s*(?P<key>[^:.;]{2,60})$"
)
_PLAN_WORDS = re.compile(
    r"\bplans? (?:de travail|d'actions?|d'activites|operationnel|annuel|of action)|\bwork ?plan"
    r"|\baction plan|\bpta\b|\bprogramme de travail|\bprogrammation|\bbudget|\bprojet|\bproject"
)
# A title is a line or a few, no paragraph of prose.
_TITLE_LINES = 4
_TITLE_LENGTH = 240
_FINANCED = re.compile(
    r"(?:finance[es]* (?:par|sur)|funded by)\s+(?:le |la |les |l'|the )?(?P<who>[^.,;\n]{2,90})"
)
_IMPLEMENTED = re.compile(
    r"(?:mise?s? en (?:oe|œ)uvre|execute[es]*|implemented)"
    r"(?: (?:au|en|aux|a|in) [\w' -]{2,40}?)? (?:par|by)\s+"
    r"(?:le |la |les |l'|the )?(?P<who>[^.,;\n]{2,90})"
)
_STOP = re.compile(
    r"\s+(?:en partenariat|et mis|et l['’]ong|dans |avec |and implemented|à travers |pour |,)",
    re.IGNORECASE,
)
_FUND_LINE = re.compile(r"^(?:fonds|fund|facilite|banque|bank|union europeenne)\b")
_IN_COUNTRY = re.compile(r"\b(?:au|aux|en|du|in)\s+(?P<rest>[A-ZÉÎ][^\s,.;:]*(?:\s[A-Z-][\w-]+)?)")
_OF_INTERVENTION = re.compile(
    r"(?:projet|programme|mise en oeuvre|mis en oeuvre|interventions?|project)[^.;:]{0,40}$"
)


@lru_cache(maxsize=1)
def _terms() -> dict[str, HeadField]:
    return {fold(row["term"]): HeadField(row["field"]) for row in read_terms("head")}


def _field_of(key: str) -> HeadField | None:
    bare = re.sub(r"\s*\([^)]*\)\s*", " ", fold(key)).strip(" .*-–")
    return _terms().get(bare)


def head_matter(blocks: Sequence[Block], loose: frozenset[int]) -> HeadMatter:
    """Read head matter from paragraphs, and from grids that are no plan table (`loose` numbers)."""
    items = tuple(_items(blocks, loose))
    first = {item.field: item for item in reversed(items) if item.value}
    paragraphs = [b for b in blocks if isinstance(b, Paragraph)]
    text = "\n".join(clean(p.text) for p in paragraphs)
    heading = _heading(blocks)
    title = first[HeadField.TITLE].value if HeadField.TITLE in first else heading
    currency = first.get(HeadField.CURRENCY) or first.get(HeadField.BUDGET)
    return HeadMatter(
        title=title or None,
        project_id=_project_id(first.get(HeadField.PROJECT_ID)),
        organisation=_said(first.get(HeadField.ORGANISATION)) or _who(_IMPLEMENTED, text),
        funder=_said(first.get(HeadField.FUNDER)) or _who(_FINANCED, text) or _fund(paragraphs),
        countries=_countries(text, paragraphs, title, first.get(HeadField.COUNTRY)),
        location=_said(first.get(HeadField.LOCATION)),
        period=_period(first.get(HeadField.PERIOD), title, heading),
        currency=currency_of(currency.value) if currency else None,
        items=items,
    )


def _items(blocks: Sequence[Block], loose: frozenset[int]) -> Iterator[Item]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield from _paragraph_items(blocks, index, block)
        elif block.number in loose:
            yield from _grid_items(block, index)


def _paragraph_items(blocks: Sequence[Block], index: int, block: Paragraph) -> Iterator[Item]:
    text = clean(block.text)
    place = Place(block.page, line=block.line, bbox=str(block.box) if block.box else None)
    match = _KEY.match(text) or _HEADING.match(text)
    if match is None:
        return
    field = _field_of(match["key"])
    if field is None:
        return
    value = match.groupdict().get("value") or ""
    if not value and index + 1 < len(blocks):
        # The value may stand on the next line, unless that is a key itself.
        after = blocks[index + 1]
        if isinstance(after, Paragraph) and field in _ON_NEXT_LINE:
            following = clean(after.text)
            if not _KEY.match(following) and not _HEADING.match(following):
                value = following
    yield Item(field, match["key"], value.strip(), match["number"] is not None, place, index)


_ON_NEXT_LINE = frozenset(
    {HeadField.LOCATION, HeadField.TITLE, HeadField.BUDGET, HeadField.PERIOD, HeadField.FUNDER}
)


def _grid_items(grid: Grid, index: int) -> Iterator[Item]:
    for at, row in enumerate(grid.rows):
        texts = [clean(cell.text) for cell in row.cells if clean(cell.text)]
        if len(texts) != 2:
            continue
        field = _field_of(texts[0].rstrip(" :"))
        if field is not None:
            place = Place(grid.page, grid.number, at + 1, line=row.line)
            yield Item(field, texts[0].rstrip(" :"), texts[1], False, place, index)


def _heading(blocks: Sequence[Block]) -> str:
    """The title printed at the top: the first lines that name a plan, else the first line."""
    groups = _groups(blocks)
    for group in groups[:6]:
        joined = " ".join(group)
        if _PLAN_WORDS.search(fold(joined)) and len(joined) <= _TITLE_LENGTH:
            return joined
    return next((" ".join(g) for g in groups[:2] if len(" ".join(g)) <= _TITLE_LENGTH), "")


def _groups(blocks: Sequence[Block]) -> list[list[str]]:
    """Paragraph lines that stand together above the first table."""
    groups: list[list[str]] = []
    last: Paragraph | None = None
    emphasis = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        text = clean(block.text)
        joined = (
            last is not None
            and emphasis
            and block.line is not None
            and last.line is not None
            and block.line == last.line + 1
        )
        emphasis = (emphasis if joined else False) ^ (block.text.count("**") % 2 == 1)
        if joined and len(groups[-1]) < _TITLE_LINES:
            groups[-1].append(text.replace("**", "").strip())
        elif text:
            groups.append([text.replace("**", "").strip()])
        last = block
    return groups


def _said(item: Item | None) -> str | None:
    return item.value if item and item.value else None


def _project_id(item: Item | None) -> str | None:
    if item is None:
        return None
    match = re.search(r"[\w/.-]*[0-9][\w/.-]*", item.value)
    return match.group() if match else None


def _who(pattern: re.Pattern[str], text: str) -> str | None:
    """Who is named after 'financé par' or 'mis en œuvre par', as printed."""
    flat = text.replace("\n", " . ")
    folded = _fold_in_place(flat)
    match = pattern.search(folded)
    if match is None:
        return None
    who = flat[match.start("who") : match.end("who")]
    who = _STOP.split(who)[0]
    who = re.split(r"\s*\(", who)[0] if who.count("(") > who.count(")") else who
    return who.strip(" '‘’\"«»") or None


def _fold_in_place(text: str) -> str:
    """Fold letter by letter, so that places in the folded text are places in the printed one."""
    return "".join(folded if len(folded := fold(char)) == 1 else char.lower() for char in text)


def _fund(paragraphs: Sequence[Paragraph]) -> str | None:
    for paragraph in paragraphs:
        text = clean(paragraph.text)
        if len(text) <= 100 and _FUND_LINE.match(fold(text)) and not text.endswith("."):
            return text
    return None


def _period(item: Item | None, title: str | None, heading: str) -> tuple[date, date] | None:
    for text in (item.value if item else None, title, heading):
        if text and (span := parse_duration(text)):
            return span
    return None


def _countries(
    text: str, paragraphs: Sequence[Paragraph], title: str | None, item: Item | None
) -> tuple[str, ...]:
    """Countries of intervention: stated as such before merely named."""
    if item is not None and (named := countries_in(item.value)):
        return named
    for paragraph in paragraphs:
        line = clean(paragraph.text)
        parts = [part.strip() for part in re.split(r"[,;/]| et ", line) if part.strip()]
        alone = len(line) < 80 and all(countries_in(p) and len(p) < 40 for p in parts)
        if parts and alone and len(parts) == len(countries_in(line)):
            return countries_in(line)
    if title and (named := countries_in(title)):
        return named
    stated: list[str] = []
    for match in re.finditer(
        r"\b(?:au|aux|en|du|in)\s+(?P<rest>[A-ZÉÎ][^\s,.;:]*(?:\s[A-Z-][\w-]+)?)", text
    ):
        if _OF_INTERVENTION.search(fold(text[max(0, match.start() - 80) : match.start()])):
            stated.extend(c for c in countries_in(match["rest"]) if c not in stated)
    return tuple(stated) or countries_in(text)
