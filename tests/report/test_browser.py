"""The report as a reader uses it, in headless Chromium."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.outcome import Outcome
from tests.report.made import WRONG, outcome_of, page_of, pdf_plan, text_plan

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: make test-long installs it"
)
CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt install chromium"),
]

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MANY = tuple((f"{n}. Tenir l’atelier <{n}>", "PNUD", str(n)) for n in range(1, 30))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Plans with errors in both forms, and one with many findings."""
    folder = tmp_path_factory.mktemp("plans")
    return [
        outcome_of(folder, "a.txt", text_plan(*WRONG)),
        outcome_of(folder, "b.pdf", pdf_plan(*WRONG)),
        outcome_of(
            folder, "c.txt", text_plan(*MANY[:9], ("9. Deux fois", "", "x 1 y"), *MANY[12:])
        ),
    ]


@pytest.fixture(scope="module")
def address(outcomes: list[Outcome], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page is, on disk."""
    folder = tmp_path_factory.mktemp("report")
    page_of(outcomes, folder)
    return (folder / "report" / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The report, opened; nothing may be complained about or fetched."""
    context = browser.new_context(accept_downloads=True, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("file:", "blob:", "data:"))
            else trouble.append(request.url)
        ),
    )
    page.goto(address)
    yield page
    context.close()
    assert trouble == []


def finding_of(outcome: Outcome, rule: str) -> str:
    """The id of the first finding of a rule."""
    columns = [row for row in outcome.rows["findings"] if rule in row]
    return str(columns[0][1])


def link(address: str, outcome: Outcome, rule: str) -> str:
    return f"{address}#finding={outcome.document_id}/{finding_of(outcome, rule)}"


def test_the_language_switches_words_and_figures(page: Any) -> None:
    assert page.locator("h1").inner_text() == "Audit des totaux"
    page.locator("#d-" + page.locator(".doc").first.get_attribute("data-document")).click()
    french = page.locator(".card .sentence").first.inner_text()
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Audit of totals"
    assert page.locator("html").get_attribute("lang") == "en"
    english = page.locator(".card .sentence").first.inner_text()
    assert french != english
    assert "3,600" in english
    assert page.locator(".figures .stated dd").first.inner_text() == "3,600"
    page.reload()
    assert page.locator("h1").inner_text() == "Audit of totals"


def test_filters_show_what_passes_and_count_it(page: Any, outcomes: list[Outcome]) -> None:
    every = sum(len(outcome.findings) for outcome in outcomes)
    assert page.locator("#shown").inner_text() == str(every)
    page.locator("select[name=rule]").select_option("subtotal-mismatch")
    page.locator("select[name=rule]").select_option("grand-total-mismatch")
    expected = sum(
        "grand-total-mismatch" in row for outcome in outcomes for row in outcome.rows["findings"]
    )
    assert page.locator("#shown").inner_text() == str(expected)
    page.wait_for_timeout(300)
    cards = page.locator(".card:visible")
    assert {cards.nth(at).get_attribute("data-rule") for at in range(cards.count())} == {
        "grand-total-mismatch"
    }
    page.locator("select[name=document]").select_option(outcomes[1].document_id)
    assert page.locator(".doc:visible").count() == 1
    page.locator("#filters button[type=reset]").click()
    page.wait_for_function(f"document.getElementById('shown').textContent === '{every}'")
    assert page.locator(".doc:visible").count() == len(outcomes)


def test_a_link_opens_its_finding_even_past_a_filter(
    page: Any, address: str, outcomes: list[Outcome]
) -> None:
    page.locator("select[name=severity]").select_option("info")
    page.goto(link(address, outcomes[1], "grand-total-mismatch"))
    focused = page.evaluate("document.activeElement.dataset.finding")
    assert focused == finding_of(outcomes[1], "grand-total-mismatch")
    card = page.locator(f"[data-finding='{focused}']:visible")
    assert card.bounding_box()["y"] < 900
    image = card.locator("image").first
    assert image.get_attribute("href").startswith("blob:")
    assert card.locator("rect.mark.subject").count() == 1
    assert card.locator("rect.mark.part").count() == 2


def test_an_unknown_link_is_said(page: Any, address: str) -> None:
    page.goto(f"{address}#finding=000000000000/fnone")
    page.wait_for_selector("#toast:visible")
    assert "pas dans ce rapport" in page.locator("#toast").inner_text()


def test_decisions_last_and_download(page: Any, address: str, outcomes: list[Outcome]) -> None:
    where = link(address, outcomes[0], "grand-total-mismatch")
    page.goto(where)
    page.locator("#author").fill("A. Auditrice")
    page.locator("#author").blur()
    finding = finding_of(outcomes[0], "grand-total-mismatch")
    card = page.locator(f"#f-{outcomes[0].document_id}-{finding}")
    card.locator(".note").fill('=1+1, "vu"')
    card.locator("[data-decide=confirmed]").click()
    assert card.locator("[data-decide=confirmed]").get_attribute("aria-pressed") == "true"
    page.reload()
    assert "A. Auditrice" in card.locator(".was").inner_text()
    assert page.locator("#decided").inner_text() == "1"
    with page.expect_download() as started:
        page.locator("#download").click()
    path = Path(started.value.path())
    assert started.value.suggested_filename == "decisions.csv"
    header, row = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert header == ["document_id", "finding_id", "decision", "note", "author", "date"]
    assert row[:5] == [
        outcomes[0].document_id,
        finding,
        "confirmed",
        '\'=1+1, "vu"',
        "A. Auditrice",
    ]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[5])
    card.locator("[data-decide=confirmed]").click()
    assert page.locator("#decided").inner_text() == "0"


def test_it_prints_all_its_findings(page: Any, outcomes: list[Outcome]) -> None:
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF-")
    cards = sum(len(outcome.findings) for outcome in outcomes)
    assert page.locator(".card").count() == cards
    assert page.locator("image[href^='blob:']").count() >= 1


def test_the_keyboard_opens_a_document(page: Any) -> None:
    page.locator(".doc summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".doc[open] .card")
    page.locator(".card .decide button").first.focus()
    page.keyboard.press("Space")
    assert page.locator("#decided").inner_text() == "1"


@pytest.mark.parametrize("width", [1200, 390])
def test_nothing_hangs_over_and_axe_finds_nothing_serious(page: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.set_viewport_size({"width": width, "height": 844})
    page.locator("#open-all").click()
    for at in range(page.locator(".doc").count()):
        page.locator(".doc").nth(at).scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = axe.Axe().run(page).response["violations"]
    grave = [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == []
