"""The samples beside the published documents they imitate: same bones, other words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples.text import samples

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published documents are not here")

# Sample, and the first digits of the published document whose layout it repeats.
PAIRS = {
    "plan_action_2023_2024.txt": "000",
    "note_narrative_liptako.txt": "001",
    "plan_mensuel_2021_2022.txt": "002",
    "plan_trimestriel_2024.txt": "003",
    "fiche_projet_resilience.txt": "004",
}
# What must be the same in a cell: account code and amount, code or amount alone, number, period.
FACT = re.compile(r"\d{5} (?:- )?\d[\d ]*$|\d{5}$|^[\d ]+(?:,\d+)?$|^\d[\d.]*(?= |$)")
PARTY = re.compile(
    r"PNUD|ADR|Troïka technique|Troïka|Secrétariat technique|coordonnateurs des clusters"
    r"|Chefs de file sectoriel|DGCOOP|SP PNDES|DGESS|président CSD"
)
LONGEST_RUN = 13
LONGEST_PROSE_RUN = 7


def published(name: str) -> str:
    return next(SEEDS.glob(f"{PAIRS[name]}_*.txt")).read_text(encoding="utf-8")


def words(text: str, pattern: str) -> list[str]:
    return re.findall(pattern, re.sub(r"<[^>]*>", " ", text).lower())


def runs(found: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def essence(cell: str) -> str:
    """What of a cell must be the same: nothing, a mark or a heading, a fact, or just words."""
    if len(cell) <= 2:
        return cell
    if PARTY.match(cell):
        return "+".join(sorted(PARTY.findall(cell)))
    fact = FACT.search(cell)
    return fact.group() if fact else "words"


def table(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if "\t" in line:
            yield [essence(cell) for cell in line.split("\t")]
        elif not line:
            yield []


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("pattern", [r"\w+", r"[^\W\d_]+"], ids=["words", "letters"])
def test_no_sentence_is_taken_over(name: str, pattern: str) -> None:
    sample = runs(words(samples()[name], pattern), LONGEST_RUN + 1)
    for seed in PAIRS:
        assert not sample & runs(words(published(seed), pattern), LONGEST_RUN + 1)


@pytest.mark.parametrize("name", PAIRS)
def test_no_phrase_is_taken_over(name: str) -> None:
    """Without figures and single letters (marks, months), runs are shorter still."""
    pattern = r"[^\W\d_]{2,}"
    sample = runs(words(samples()[name], pattern), LONGEST_PROSE_RUN + 1)
    for seed in PAIRS:
        assert not sample & runs(words(published(seed), pattern), LONGEST_PROSE_RUN + 1)


@pytest.mark.parametrize("name", [name for name in PAIRS if name.startswith("plan_")])
def test_every_row_has_the_published_cells(name: str) -> None:
    """Same number of cells, same empty ones, same marks, numbers, codes, amounts and parties."""
    ours, theirs = list(table(samples()[name])), list(table(published(name)))
    ours = ours[ours.index([]) :]
    first_ours = next(i for i, row in enumerate(ours) if row)
    first_theirs = next(i for i, row in enumerate(theirs) if row)
    ours, theirs = ours[first_ours:], theirs[first_theirs:]
    last = max(i for i, row in enumerate(theirs) if row) + 1
    for mine, published_row in zip(ours[:last], theirs[:last], strict=True):
        assert mine == published_row
    assert not any(ours[last:])


@pytest.mark.parametrize("name", PAIRS)
def test_every_figure_is_the_published_one(name: str) -> None:
    """Outside tables too; telephone numbers and signature codes are made up, and years repeat."""
    made_up = r"(?m)\+223 [\d ]+|^[0-9A-F]{15}\.{3}"

    def figures(text: str) -> list[str]:
        text = re.sub(made_up, "", text)
        return sorted(re.findall(r"\b(?!202[12]\b)\d+", text))

    assert figures(samples()[name]) == figures(published(name))
