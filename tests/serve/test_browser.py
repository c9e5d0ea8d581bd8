"""The reading room as its readers use it: in Chromium, by mouse and by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.serve import Settings
from tests.serve.browsing import browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def address(samples: Path) -> Iterator[str]:
    with served(Settings(samples)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong: no script error, nothing that the policy had to stop."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    yield found
    context.close()
    assert not wrong


def test_a_reader_finds_who_said_it_and_the_characters_that_prove_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Words that were said").fill("toll")
    page.get_by_label("Words that were said").press("Enter")
    first = page.locator("article.quotation").first
    assert "toll" in first.locator("mark").first.inner_text().lower()
    words = first.locator("blockquote").inner_text()
    first.locator("footer a").first.click()
    assert page.locator(":target").count() == 1
    assert page.locator(".text").inner_text().replace("\n", " ").find(words.split(" […] ")[0][:30]) >= 0


def test_the_keyboard_alone_leads_through_a_report(page: Page, address: str) -> None:
    page.goto(address + "search?q=toll")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('article.quotation footer a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    chosen = [pressed(page, key) for key in ("j", "j", "j", "k")]
    assert chosen == [chosen[0], chosen[0] + 1, chosen[0] + 2, chosen[0] + 1]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def pressed(page: Page, key: str) -> int:
    """The number of the quotation that is chosen once a key was pressed."""
    page.keyboard.press(key)
    return int(page.locator("ol.said li.chosen a").first.inner_text())


@pytest.mark.parametrize(
    ("name", "path", "shown"),
    [
        ("search", "search?q=toll&speaker=Orrel", "article.quotation mark"),
        ("report", "search?q=%22half+a+loaf%22", "article.quotation footer a"),
        ("statement", "search?q=%22stays+at%22", "article.quotation"),
    ],
)
def test_the_pages_of_the_readme_are_drawn(  # noqa: PLR0917 (fixtures are given by name)
    chromium: Browser, address: str, name: str, path: str, shown: str, tmp_path: Path
) -> None:
    """What `make screenshots` keeps: with a folder in the environment the pictures go there."""
    folder = Path(os.environ.get("ONRECORD_SCREENSHOTS", tmp_path))
    with chromium.new_context(viewport={"width": 1100, "height": 720}) as context:
        page = context.new_page()
        page.goto(address + path)
        page.locator(shown).first.wait_for()
        if name == "report":
            page.locator("article.quotation footer a").first.click()
            page.evaluate("scrollTo(0, 0)")
        if name == "statement":
            page.get_by_role("link", name="all reports of it").first.click()
        page.screenshot(path=folder / f"{name}.png")
    assert (folder / f"{name}.png").stat().st_size > 20_000
