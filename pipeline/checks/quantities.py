"""Counts in labels against their own product: '15 séances (3 par commune)' with 4 communes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.plan import Place, Quantity
from pipeline.checks.examples import Example, a_count, an_activity, plan_of
from pipeline.reconcile.findings import draft
from pipeline.reconcile.model import Audit, Finding, Rule, Verdict
from pipeline.reconcile.naming import group_name
from pipeline.reconcile.verdicts import Rows

_Owner = tuple[str | None, str | None]
# how often something happens says nothing of how many such times there are
_TIMES = frozenset({"an", "année", "semestre", "trimestre", "mois", "semaine", "jour"})
_ENOUGH = 2  # labels that agree make a document's own count of communes; one may be of others


@dataclass(frozen=True, slots=True)
class _Product:
    """'10 séances (2 par commune)': `count` things, `each` of them by `per`."""

    owner: _Owner
    count: Quantity
    each: Quantity

    @property
    def per(self) -> str:
        """What it is counted by."""
        return self.each.per or ""


def check(audit: Audit) -> Iterator[Finding]:
    """The number of communes is that of the label itself, else the one the document agrees on."""
    rows = Rows(audit)
    owners: dict[_Owner, list[Quantity]] = {}
    for quantity in audit.plan.quantities:
        owners.setdefault((quantity.activity_id, quantity.node_id), []).append(quantity)
    products = [product for owner, group in owners.items() for product in _products(owner, group)]
    for product in products:
        own = {q.value for q in owners[product.owner] if q.unit == product.per and not q.per}
        elsewhere = _agreed(product, products)
        if len(own) == 1:
            number = own.pop()
        elif own or elsewhere is None:
            continue
        else:
            number = elsewhere
        if number * product.each.value != product.count.value:
            yield _finding(audit, rows, product, number, elsewhere)


def _products(owner: _Owner, quantities: list[Quantity]) -> Iterator[_Product]:
    counts: dict[str, Quantity] = {}
    for quantity in quantities:
        if quantity.per is None:
            counts[quantity.unit] = quantity
        elif quantity.unit in counts and quantity.value > 0:
            yield _Product(owner, counts[quantity.unit], quantity)


def _agreed(product: _Product, products: list[_Product]) -> Decimal | None:
    """How many of them the other labels imply, where enough do and all agree."""
    if product.per in _TIMES:
        return None
    others = [o for o in products if o.per == product.per and o.owner != product.owner]
    implied = {other.count.value / other.each.value for other in others}
    if len(implied) != 1 or len(others) < _ENOUGH:
        return None
    number = implied.pop()
    return number if number == number.to_integral_value() else None


def _finding(
    audit: Audit, rows: Rows, product: _Product, number: Decimal, elsewhere: Decimal | None
) -> Finding:
    activity_id, node_id = product.owner
    place = _place(audit, product.owner)
    product_elsewhere = elsewhere is not None and (
        elsewhere * product.each.value == product.count.value
    )
    return draft(
        Rule.QUANTITY_MISMATCH,
        # the rest of the document may count other communes than this label does
        Verdict.UNDECIDED if product_elsewhere else rows.verdict(place),
        "quantity-mismatch",
        subject=activity_id or node_id,
        place=place,
        stated=product.count.value,
        computed=number * product.each.value,
        difference=product.count.value - number * product.each.value,
        item=group_name(audit.index, activity_id, node_id) or "",
        count=product.count.printed,
        each=product.each.printed,
        number=number,
        per=product.per,
        product=number * product.each.value,
    )


def _place(audit: Audit, owner: _Owner) -> Place:
    activity_id, node_id = owner
    if activity_id is not None and activity_id in audit.index.activities:
        return audit.index.activities[activity_id].place
    if node_id is not None and node_id in audit.index.nodes:
        return audit.index.nodes[node_id].place
    return Place()


_TEN_BY_TWO = (a_count(10, "séance"), a_count(2, "séance", "commune"))
_FIVE_BY_ONE = (a_count(5, "table ronde"), a_count(1, "table ronde", "commune"))
_FIFTEEN_BY_THREE = (a_count(15, "spectacle"), a_count(3, "spectacle", "commune"))
EXAMPLES = (
    Example(
        "the label itself says how many communes",
        plan_of(an_activity("1", "Animer"), *_FIFTEEN_BY_THREE, a_count(4, "commune")),
        ((Rule.QUANTITY_MISMATCH, "a1"),),
    ),
    Example(
        "and the product is right",
        plan_of(an_activity("1", "Animer"), *_FIFTEEN_BY_THREE, a_count(5, "commune")),
    ),
    Example(
        "the other labels agree on five communes",
        plan_of(
            *(an_activity("1", "Former"), *_TEN_BY_TWO),
            *(an_activity("2", "Débattre"), *_FIVE_BY_ONE),
            an_activity("3", "Animer"),
            a_count(14, "spectacle"),
            a_count(3, "spectacle", "commune"),
        ),
        ((Rule.QUANTITY_MISMATCH, "a3"),),
    ),
    Example(
        "they agree, and so does this one",
        plan_of(
            *(an_activity("1", "Former"), *_TEN_BY_TWO),
            *(an_activity("2", "Débattre"), *_FIVE_BY_ONE),
            *(an_activity("3", "Animer"), *_FIFTEEN_BY_THREE),
        ),
    ),
    Example(
        "one other label is not enough: it may be about other communes",
        plan_of(
            *(an_activity("1", "Former"), *_TEN_BY_TWO),
            an_activity("2", "Débattre"),
            a_count(6, "table ronde"),
            a_count(1, "table ronde", "commune"),
        ),
    ),
    Example(
        "how often says nothing of how many months there are",
        plan_of(
            *(an_activity("1", "Réunir"), a_count(12, "réunion"), a_count(1, "réunion", "mois")),
            *(an_activity("2", "Suivre"), a_count(12, "visite"), a_count(1, "visite", "mois")),
            *(an_activity("3", "Publier"), a_count(4, "bulletin"), a_count(1, "bulletin", "mois")),
        ),
    ),
    Example(
        "counts of different things",
        plan_of(an_activity("1", "Bâtir"), a_count(80, "abri"), a_count(4, "commune")),
    ),
)
