"""The page in a browser: keys, filters, links, no fault that a checker of accessibility finds, nothing loaded.

Needs Chromium and Playwright; skips, and says so, where either is absent. Nothing is fetched: the checker (axe-core)
comes with ``axe-playwright-python``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample_page import page_report
from sample_report import report

from checker.report.html import render
from checker.report.page import limits

pytest.importorskip("playwright", reason="Playwright is not installed; it comes with the extra dev")
pytest.importorskip(
    "axe_playwright_python", reason="axe-playwright-python is not installed; it comes with the extra dev"
)

from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Request

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run --font-render-hinting=none".split()
WIDTHS = (390, 1280)

Show = Callable[..., Page]


def chromium() -> str | None:
    """The Chromium of this machine: ``CHROMIUM`` names one, else the path is searched."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: the page was not tried in a browser")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page from a file; fails the test at its end where the console complained or anything else was asked for."""
    complaints: list[str] = []
    contexts = []

    def opened(text: str, *, width: int = 1280, fragment: str = "", **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()

        def heard(message: ConsoleMessage) -> None:
            complaints.append(f"console {message.type}: {message.text}")

        def asked(request: Request) -> None:
            if request.url.partition("#")[0] != file.as_uri() and request.url != "data:,":
                complaints.append(f"asked for {request.url}")

        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("request", asked)
        page.goto(file.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def shown_cards(page: Page) -> list[str]:
    """The ids of the findings that a reader can see."""
    found: list[str] = page.eval_on_selector_all(
        ".card", "cards => cards.filter(card => card.checkVisibility()).map(card => card.id)"
    )
    return found


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("key", ["n", "j"])
def test_keys_lead_through_the_findings_in_order(show: Show, key: str) -> None:
    page = show(render(page_report(), "en"))
    back = {"n": "p", "j": "k"}[key]
    visible = shown_cards(page)

    seen = []
    for _ in visible:
        page.keyboard.press(key)
        seen.append(focused(page))
    page.keyboard.press(back)

    assert seen == visible
    assert len(seen) == 5
    assert focused(page) == seen[-2]
    assert page.evaluate("location.hash") == f"#{seen[-2]}"
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 900


def test_keys_can_be_turned_off_and_leave_shortcuts_of_the_browser_alone(show: Show) -> None:
    page = show(render(page_report(), "en"))

    page.keyboard.press("Control+j")
    with_control = focused(page)
    page.get_by_label("Keys n/j and p/k").uncheck()
    page.keyboard.press("n")

    assert with_control == ""
    assert focused(page) == "keys"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_filters_leave_the_findings_that_were_asked_for(show: Show, script: bool) -> None:
    page = show(render(page_report(), "en"), java_script_enabled=script)

    def visible() -> int:
        return page.locator(".card:visible").count()

    every = visible()
    page.get_by_label("Error").check()
    errors = visible()
    page.get_by_text("More filters").click()
    page.get_by_label("Báo Xanh").check()
    both = visible()
    page.get_by_role("button", name="Show all").click()

    assert (every, errors, both, visible()) == (5, 2, 1, 5)


def test_a_filter_says_how_many_it_leaves_and_opens_what_is_folded(show: Show) -> None:
    page = show(render(page_report(), "en"))

    page.get_by_role("radio", name="Info").check()

    assert page.locator("#filter-status").inner_text() == "1 of 7 shown"
    assert shown_cards(page) == ["00ff000000000003"]

    page.get_by_text("More filters").click()
    page.get_by_role("radio", name=re.compile("FC404")).check()

    assert page.locator("#filter-status").inner_text() == "No finding passes this filter."


def test_every_choice_of_every_filter_leaves_as_many_as_it_says(show: Show) -> None:
    page = show(render(page_report(), "en"))
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    counted: dict[str, list[int]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('#filters input[id^=f-]')].map(input => {
            document.getElementById('filters').reset();
            input.checked = true;
            const seen = [...document.querySelectorAll('.card')].filter(card => getComputedStyle(card).display !== 'none').length;
            return [input.id, [seen, Number(input.closest('label').querySelector('.soft').textContent)]];
        }))"""
    )

    assert len(counted) > 12
    assert [name for name, (seen, said) in counted.items() if seen != said] == []


def test_a_figure_leads_to_its_place_in_the_source_and_back(show: Show) -> None:
    page = show(render(page_report(), "en"))

    page.locator("#aa01000000000002 blockquote mark a").first.click()
    page.wait_for_function("location.hash === '#c10'")
    place = page.locator("#c10")

    assert page.locator("#s4").evaluate("fold => fold.open")
    assert place.is_visible()
    assert place.inner_text() == "trên 40 nghìn cây"
    assert 0 <= place.evaluate("mark => mark.getBoundingClientRect().top") < 900
    assert place.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"

    place.locator("a").click()
    page.wait_for_function("location.hash === '#aa01000000000002'")

    assert focused(page) == "aa01000000000002"


@pytest.mark.parametrize("name", ["00ff000000000003", "aa01000000000004", "c31"])
def test_an_address_opens_what_it_is_folded_in(show: Show, name: str) -> None:
    page = show(render(page_report(), "en"), fragment=f"#{name}")

    assert page.locator(f"[id='{name}']").is_visible()
    assert page.locator(f"[id='{name}']").evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_the_page_can_be_read_without_its_script(show: Show) -> None:
    page = show(render(page_report(), "en"), java_script_enabled=False)

    page.locator("#info > summary").click()

    assert page.locator("[id='00ff000000000003'] h3").is_visible()
    assert not page.get_by_text("Keys n/j and p/k").is_visible()  # What needs the script is not offered without it.


def test_the_first_stop_of_the_tab_key_skips_to_the_findings(show: Show) -> None:
    page = show(render(page_report(), "en"))

    page.keyboard.press("Tab")
    link = page.evaluate(
        "[document.activeElement.getAttribute('href'), document.activeElement.getBoundingClientRect().top >= 0]"
    )
    page.keyboard.press("Enter")

    assert link == ["#findings", True]
    assert page.evaluate("location.hash") == "#findings"


@pytest.mark.parametrize(
    ("lang", "width", "scheme"),
    [("en", 390, "light"), ("en", 1280, "dark"), ("vi", 390, "dark"), ("vi", 1280, "light")],
)
def test_no_fault_of_accessibility(show: Show, lang: str, width: int, scheme: str) -> None:
    page = show(render(page_report(), lang), width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    faults = page.evaluate(
        "axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )

    assert faults["passes"]
    assert [
        (fault["id"], fault["impact"], [node["html"][:200] for node in fault["nodes"][:3]])
        for fault in faults["violations"]
    ] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(show: Show, width: int) -> None:
    page = show(render(page_report(), "vi"), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_text_reaches_no_script(show: Show) -> None:
    from test_report_html import PAYLOADS, poisoned

    for payload in PAYLOADS:
        page = show(render(poisoned(payload), "en"))

        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, embed").count() == 0


def test_findings_are_printed_whole(show: Show) -> None:
    page = show(render(page_report(), "en"))

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    printed = shown_cards(page)
    controls = page.locator("#filters").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert len(printed) == 7
    assert not controls
    assert not page.locator("#info").evaluate("fold => fold.open")


def test_keys_open_the_folds_of_a_page_of_many_findings(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("BLOCK", 2), ("MANY", 3)):
        monkeypatch.setattr(limits, name, limit)
    sample = report()
    again = tuple(replace(sample.discrepancies[1], id=f"{n:016x}") for n in range(5))
    page = show(render(replace(sample, discrepancies=again), "en"))

    before = shown_cards(page)
    for _ in again:
        page.keyboard.press("n")

    assert len(before) == 2
    assert focused(page) == again[-1].id
    assert len(shown_cards(page)) == 5
