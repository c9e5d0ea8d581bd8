"""A reader's task from end to end, as a user starts it: find, compare, correct, take back, cite, verify."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.cli import main
from tests.serve.browsing import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@pytest.fixture
def page() -> Iterator[Page]:
    with browser() as chromium, chromium.new_context(accept_downloads=True) as context:
        context.set_default_timeout(15_000)
        yield context.new_page()


@pytest.fixture
def entrance(samples: Path, tmp_path: Path) -> Iterator[str]:
    """The link that `onrecord serve --edit` prints."""
    record = shutil.copy(samples, tmp_path / "onrecord.db")
    command = [sys.executable, "-m", "onrecord", "serve", "--edit", "--port", "0", "--db", str(record)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = next(filter(None, map(ADDRESS.search, process.stderr)))
            yield found[0]
        finally:
            process.terminate()


def test_a_reader_finds_compares_corrects_takes_back_cites_and_verifies(
    page: Page, entrance: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Find: what a minister said about the toll, between two dates.
    page.goto(entrance)
    page.get_by_label("Words that were said").fill("toll")
    page.get_by_label("Words that were said").press("Enter")
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Speaker").fill("Orrel")
    page.get_by_label("From").fill("2025-10-01")
    page.get_by_label("Until").fill("2025-10")
    page.locator("form.search button").click()
    found = page.locator("article.quotation", has_text="stays at 12 marks").first
    assert "Bastian Orrel" in found.inner_text()

    # Compare: the same remark elsewhere, word by word, with the number that was changed.
    found.get_by_role("link", name="all reports of it").click()
    assert page.locator("del", has_text="12").count()
    assert page.locator("ins", has_text="20").count()
    page.go_back()

    # Correct: the opening mark is taken off.
    found.get_by_role("link", name="correct").click()
    said = page.get_by_label("What is said")
    whole = said.input_value()
    said.fill(whole[1:])
    form = page.locator("form", has=page.get_by_label("What is said"))
    form.get_by_label("Why").fill("the mark is not part of it")
    form.get_by_label("Your name").fill("Ada Finch")
    form.get_by_role("button").click()
    assert "the mark is not part of it" in page.locator(".correction").inner_text()
    corrected = page.url

    # Take it back.
    saved = page.get_by_role("status")
    assert saved.evaluate("each => each === document.activeElement")
    assert "Saved: Other words" in saved.inner_text()
    saved.get_by_role("button", name="Take it back").click()
    page.wait_for_url(lambda url: url != corrected)
    assert page.get_by_label("What is said").input_value() == whole

    # Cite, with the evidence, and verify that with nothing but the file.
    page.goto(page.url.replace("/correct/", "/cite/"))
    assert "Bastian Orrel" in page.locator("pre").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Evidence bundle").click()
    bundle = tmp_path / "evidence.zip"
    download.value.save_as(bundle)
    assert main(["verify", str(bundle)]) == 0
    capsys.readouterr()
    bundle.write_bytes(bundle.read_bytes().replace(b"12 marks", b"21 marks"))
    assert main(["verify", str(bundle)]) == 1
