"""How a table row is printed as text: which tab-separated cell holds what, oddities and all.

A template has one character a cell. '.' is an empty cell; any other character names what the cell
holds, and several plans agree on some of them:

    o result or objective    a activity     s label of a total    t amount
    p responsible            b account
    B account and amount run together, 'Travel - 71600 500'
    C the same with the dash displaced, 'Travel 71600 - 500'
    0-9 the mark of that period, empty where the period is not marked
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


class LayoutError(ValueError):
    """A layout that would drop something its plan says."""


@dataclass(frozen=True, slots=True)
class Row:
    """Prints one row of the plan. `mark` stands for every marked period.

    `cut` is (cell, rest): the cell is printed without its last words, `rest`, which a page break
    moved to the same cell of a later row. `tag` is mark-up left around the 'o' cell: 'p' around
    all of it, 'i' around its label alone.
    """

    template: str
    mark: str = "X"
    cut: tuple[str, str] | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """A printed row that holds nothing but the rest of a cut cell."""

    template: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A line printed as it is: a header row ('|' for a tab) or a blank line at a page break."""

    text: str = ""


Step = Row | Rest | Verbatim


def print_rows(rows: Iterable[Mapping[str, str]], steps: Iterable[Step]) -> Iterator[str]:
    """The printed lines of a table.

    `rows` map template characters to text, one mapping for each `Row` of `steps`. Raises
    `LayoutError` where the two do not fit: a row too many or too few, or text without a cell.
    """
    source = iter(rows)
    carried: dict[str, str] = {}
    for step in steps:
        if isinstance(step, Verbatim):
            yield step.text.replace("|", "\t")
            continue
        cells = dict(carried)
        carried = {}
        if isinstance(step, Row):
            row = next(source, None)
            if row is None:
                raise LayoutError(f"no row of the plan is left for {step}")
            cells |= {name: text for name, text in row.items() if text}
            carried = _dress(cells, step)
        yield _print(step.template, cells)
    if carried or next(source, None) is not None:
        raise LayoutError("the layout ends before the plan does")


def _dress(cells: dict[str, str], step: Row) -> dict[str, str]:
    """Cut, tag and mark `cells` as `step` says; what was cut off is returned."""
    for name in cells:
        if name.isdigit():
            cells[name] = step.mark
    if "B" in step.template:
        cells["B"] = f"{cells.pop('b')} {cells.pop('t')}"
    if "C" in step.template:
        name, code = cells.pop("b").split(" - ")
        cells["C"] = f"{name} {code} - {cells.pop('t')}"
    if step.tag:
        cells["o"] = _tagged(cells["o"], step.tag)
    if step.cut is None:
        return {}
    name, rest = step.cut
    if not cells[name].endswith(f" {rest}"):
        raise LayoutError(f"cell {name!r} does not end with {rest!r}")
    cells[name] = cells[name].removesuffix(f" {rest}")
    return {name: rest}


def _tagged(heading: str, tag: str) -> str:
    if tag == "p":
        return f"<p>{heading}</p>"
    title, label = heading.split(" : ", 1)
    return f"{title} : <{tag}>{label}</{tag}>"


def _print(template: str, cells: Mapping[str, str]) -> str:
    lost = {name for name in cells if name not in template}
    if lost:
        raise LayoutError(f"template {template!r} has no cell for {lost}")
    return "\t".join(cells.get(name, "") for name in template)
