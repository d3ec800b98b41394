"""Project sheets (fiches de projet): titled sections for budget, results, partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Block, Paragraph
from extractors.plan import (
    AmountRole,
    Level,
    Node,
    NodeStatus,
    Place,
    StatedTotal,
    TotalKind,
)
from extractors.plans.head import HeadField, HeadMatter, Item
from extractors.values.amounts import leading_text_and_amount, parse_amount
from extractors.values.folding import clean
from extractors.values.numbering import parse_numbering

_RESULTS = {
    HeadField.EXPECTED: NodeStatus.EXPECTED,
    HeadField.ACHIEVED: NodeStatus.ACHIEVED,
}
_SECTIONS = frozenset(
    {
        HeadField.BUDGET,
        HeadField.EXPECTED,
        HeadField.ACHIEVED,
        HeadField.PARTNERS,
        HeadField.GAPS,
        HeadField.BENEFICIARIES,
    }
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The results and the stated budget of a project sheet."""

    nodes: tuple[Node, ...]
    budget: StatedTotal | None


def is_sheet(head: HeadMatter) -> bool:
    """Two or more of the sections that make a project sheet, one of them its results or budget."""
    fields = {item.field for item in head.items if item.field in _SECTIONS}
    return len(fields) >= 2 and bool(fields & {*_RESULTS, HeadField.BUDGET})


def read_sheet(head: HeadMatter, blocks: Sequence[Block], first_node: int) -> Sheet:
    """Read results section by section; a line without a number goes on with the result before."""
    nodes: list[Node] = []
    for item in head.items:
        status = _RESULTS.get(item.field)
        if status is None:
            continue
        end = min((other.index for other in head.items if other.index > item.index), default=None)
        lines = blocks[item.index + 1 : end]
        nodes.extend(_results(lines, status, first_node + len(nodes)))
    budgets = [item for item in head.items if item.field is HeadField.BUDGET]
    return Sheet(tuple(nodes), next((b for item in budgets if (b := _budget(item))), None))


def _results(lines: Sequence[Block], status: NodeStatus, first: int) -> list[Node]:
    nodes: list[Node] = []
    for block in lines:
        if not isinstance(block, Paragraph):
            continue
        text = clean(block.text)
        if not text:
            continue
        numbered = parse_numbering(text)
        starts = numbered.number is not None or numbered.level is not None or numbered.dash
        if not starts and nodes:
            nodes[-1] = replace(nodes[-1], label=f"{nodes[-1].label} {text}")
            continue
        nodes.append(
            Node(
                node_id=f"n{first + len(nodes) + 1:03d}",
                level=numbered.level or Level.RESULT,
                label=numbered.text or text,
                number=numbered.number,
                status=status,
                place=Place(
                    block.page, line=block.line, bbox=str(block.box) if block.box else None
                ),
            )
        )
    return nodes


def _budget(item: Item) -> StatedTotal | None:
    figure = parse_amount(item.value)
    printed = item.value
    if figure is None:
        split = leading_text_and_amount(item.value)
        if split is None:
            return None
        figure = split[1]
        printed = item.value[len(split[0]) :].strip(" :")
    return StatedTotal(
        total_id="",
        label=item.key,
        kind=TotalKind.STATED_BUDGET,
        amount_column=item.key,
        role=AmountRole.AMOUNT,
        stated=figure.value,
        unit=figure.unit,
        printed=printed,
        currency=figure.currency,
        place=item.place,
    )
