"""The picture of a page: the same page, with what was read and found drawn where it stands."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.__main__ import totaux
from pipeline.picture import SCALE, SEVERITIES, TINTS, Colour, RowType

HEADER = ("Activités", "Responsable", "Budget")
LEFT, TOP, HEIGHT = 50, 60, 24
EDGES = (50, 250, 350, 450)


def plan(*rows: tuple[str, str, str]) -> bytes:
    """A ruled table on one A4 page; its rows are 24 points high from y = 60 downwards."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    for at, row in enumerate((HEADER, *rows)):
        y = 842 - TOP - at * HEIGHT
        for x0, x1, text in zip(EDGES[:-1], EDGES[1:], row, strict=True):
            canvas.rect(x0, y - HEIGHT, x1 - x0, HEIGHT)
            canvas.drawString(x0 + 4, y - 16, text)
    canvas.showPage()
    canvas.drawString(50, 700, "Fait en deux exemplaires.")
    canvas.save()
    return file.getvalue()


RIGHT = (
    ("1. Former les relais", "PNUD", "1 000"),
    ("2. Suivre les chantiers", "OIM", "2 500"),
    ("Total", "", "3 500"),
)
WRONG = (*RIGHT[:2], ("Total", "", "3 600"))


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(totaux, ["picture", *arguments, "--lang", "en"])
    return result.exit_code, result.output


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan(*WRONG))
    return file


def picture_of(file: Path, *arguments: str) -> Image.Image:
    out = file.with_suffix(".png")
    code, said = run(str(file), "--out", str(out), *arguments)
    assert code == 0, said
    return Image.open(out).convert("RGB")


def pixel(image: Image.Image, x: float, y: float) -> Colour:
    """The colour at a place of the page, in points."""
    found = image.getpixel((round(x * SCALE), round(y * SCALE)))
    assert isinstance(found, tuple)
    return (found[0], found[1], found[2])


def tinted(colour: Colour) -> Colour:
    """White paper under the tint."""
    return tuple(round(255 + (part - 255) * 70 / 255) for part in colour)  # type: ignore[return-value]


def close(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("row", "kind"),
    [(0, RowType.HEADER), (1, RowType.ACTIVITY), (2, RowType.ACTIVITY), (3, RowType.TOTAL)],
)
def test_rows_are_tinted_by_what_they_are(wrong: Path, row: int, kind: RowType) -> None:
    image = picture_of(wrong)
    # in the column of responsibles, right of its text, where nothing is printed or boxed
    seen = pixel(image, 330, TOP + row * HEIGHT + 20)
    assert close(seen, tinted(TINTS[kind]))


def test_paper_outside_tables_stays_white(wrong: Path) -> None:
    assert pixel(picture_of(wrong), 500, 400) == (255, 255, 255)


def red(image: Image.Image) -> bool:
    """Whether the total's amount is boxed as an error, on its lower edge."""
    error = SEVERITIES[next(iter(SEVERITIES))]
    below = TOP + 4 * HEIGHT
    return any(close(pixel(image, 400, below + step / 4), error) for step in range(-6, 7))


def test_findings_are_boxed_and_only_they(wrong: Path, tmp_path: Path) -> None:
    assert red(picture_of(wrong))
    right = tmp_path / "right.pdf"
    right.write_bytes(plan(*RIGHT))
    assert not red(picture_of(right))


def test_another_page_shows_none_of_them(wrong: Path) -> None:
    image = picture_of(wrong, "--page", "2")
    assert not red(image)
    assert pixel(image, 330, TOP + 20) == (255, 255, 255)


def test_default_name_has_the_page(
    wrong: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(str(wrong)) == (0, "Picture written to plan-1.png\n")
    assert Image.open("plan-1.png").width == 595 * SCALE


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--page", "3"), 4, "no page 3: it has 2"),
        (("--finding", "f000"), 4, "no finding 'f000'"),
        (("--page", "0"), 2, "0 is not in the range"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    wrong: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    got, said = run(str(wrong), *arguments)
    assert got == code
    assert words in said


def test_text_has_no_page_to_draw(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Activités\tBudget\nFormer\t10\n", encoding="utf-8")
    code, said = run(str(file))
    assert code == 4
    assert "a text without pages" in said


def test_one_finding_brings_its_page_and_hides_the_others(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan(WRONG[0], ("2. Suivre les chantiers", "OIM", "abc 5 x"), WRONG[2]))
    out = tmp_path / "tables"
    CliRunner().invoke(totaux, ["extract", str(file), "--out", str(out), "--workers", "1"])
    rows = (out / "findings.csv").read_text(encoding="utf-8").splitlines()
    columns = rows[0].split(",")
    at, rule = columns.index("finding_id"), columns.index("rule")
    ids = {row.split(",")[rule]: row.split(",")[at] for row in rows[1:]}
    doubt = ids["reading-doubt"]
    image = picture_of(file, "--finding", doubt)
    assert not red(image)
    code, said = run(str(file), "--finding", doubt, "--page", "2")
    assert code == 4
    assert "stands on page 1" in said
