"""What shows a finding: the right cells of the right page, the right lines of a text."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.exhibits.model import Exhibit, Mark, Role, View
from pipeline.outcome import Outcome
from tests.report.made import EDGES, HEADER, HEIGHT, LEFT, WRONG, outcome_of, pdf_plan, text_plan

FILLER = tuple((f"{number}. Tenir un atelier", "PNUD", "100") for number in range(1, 19))


def shown(outcome: Outcome) -> tuple[Exhibit, View, Image.Image]:
    """The exhibit of the one finding with a sum, its last view, and the picture of that."""
    exhibit = next(each for each in outcome.exhibits if each.sum is not None)
    view = exhibit.views[-1]
    data = outcome.pictures[view.picture].data
    return exhibit, view, Image.open(BytesIO(data)).convert("L")


def darkness(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """The share of dark pixels in a part of a picture."""
    histogram = image.crop(box).histogram()
    return sum(histogram[:140]) / max(sum(histogram), 1)


def ruled(image: Image.Image, mark: Mark) -> bool:
    """Whether the mark lies on the drawn rules of a cell, on all four sides."""
    sides = (
        (mark.x0 - 2, mark.y0 + 4, mark.x0 + 3, mark.y1 - 4),
        (mark.x1 - 2, mark.y0 + 4, mark.x1 + 3, mark.y1 - 4),
        (mark.x0 + 4, mark.y0 - 2, mark.x1 - 4, mark.y0 + 3),
        (mark.x0 + 4, mark.y1 - 2, mark.x1 - 4, mark.y1 + 3),
    )
    return all(darkness(image, side) >= 0.2 for side in sides)  # one pixel of five


@pytest.mark.parametrize("filler", [FILLER[:0], FILLER], ids=["short", "long"])
def test_marks_lie_on_the_cells_concerned(tmp_path: Path, filler: tuple[tuple[str, ...]]) -> None:
    stated = f"{3600 + 100 * len(filler)}"
    outcome = outcome_of(tmp_path, "a.pdf", pdf_plan(*filler, *WRONG[:2], ("Total", "", stated)))
    _, view, image = shown(outcome)
    (subject,) = (mark for mark in view.marks if mark.role is Role.SUBJECT)
    parts = [mark for mark in view.marks if mark.role is Role.PART]
    assert len(parts) == len(filler) + 2
    assert all(ruled(image, mark) for mark in (subject, *parts))
    # the total is the row beneath the last part, in the column of amounts: 100 points wide
    assert subject.y0 == pytest.approx(max(part.y1 for part in parts), abs=2)
    assert subject.x1 - subject.x0 == pytest.approx((EDGES[3] - EDGES[2]) * 2, abs=2)
    assert darkness(image, (subject.x0 + 4, subject.y0 + 4, subject.x1, subject.y1 - 4)) > 0.02


def test_the_table_header_is_shown_above(tmp_path: Path) -> None:
    rows = (*FILLER, ("19. Sans montant", "PNUD", "abc 5 x"))
    outcome = outcome_of(tmp_path, "a.pdf", pdf_plan(*rows))
    exhibit = outcome.exhibits[0]
    first, last = exhibit.views[0], exhibit.views[-1]
    assert first != last
    assert not first.marks
    picture = Image.open(BytesIO(outcome.pictures[first.picture].data)).convert("L")
    header = picture.crop((0, first.top, picture.width, first.bottom))
    assert header.height == pytest.approx(HEIGHT * 2, abs=16)
    assert darkness(header, (0, 0, header.width, header.height)) > 0.02
    # far less of the page than all of it
    assert sum(each.height for each in outcome.pictures) < 842


def test_pictures_are_the_same_each_time(tmp_path: Path) -> None:
    one, two = (outcome_of(tmp_path, name, pdf_plan(*WRONG)) for name in ("a.pdf", "b.pdf"))
    assert one.pictures == two.pictures
    assert one.exhibits == two.exhibits
    assert one.pictures[0].width < (EDGES[3] - LEFT + 30) * 2  # margins are cut off


def test_lines_of_a_text_are_shown_cell_by_cell(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.txt", text_plan(*WRONG))
    exhibit = next(each for each in outcome.exhibits if each.sum is not None)
    assert [(line.number, line.role, line.marked) for line in exhibit.lines] == [
        (3, Role.HEADER, ()),
        (4, Role.PART, (2,)),
        (5, Role.PART, (2,)),
        (6, Role.SUBJECT, (2,)),
    ]
    assert exhibit.lines[0].cells == HEADER
    assert exhibit.lines[-1].cells == WRONG[-1]
    assert exhibit.sum is not None
    assert [term.amount for term in exhibit.sum.terms] == ["1000", "2500"]
    assert (exhibit.sum.stated, exhibit.sum.computed) == ("3600", "3500")


def test_a_picture_is_drawn_only_where_a_finding_stands_on_a_page(tmp_path: Path) -> None:
    right = (*WRONG[:2], ("Total", "", "3 500"))
    assert outcome_of(tmp_path, "a.pdf", pdf_plan(*right)).pictures == ()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(text_plan(*WRONG))
    program = (
        "import sys; from pathlib import Path; from pipeline.examine import examine;"
        "from pipeline.outcome import Task; from extractors.errors import Language;"
        f"o = examine(Task(Path({str(tmp_path / 'raw' / 'a.txt')!r}), 'a'), chart={{}},"
        " language=Language.FRENCH); assert o.exhibits; print('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
