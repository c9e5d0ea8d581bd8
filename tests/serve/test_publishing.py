"""The pages as files: whole, led to by each other, opened from disk by a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from onrecord.cli import main
from onrecord.pipeline import extract_all
from onrecord.read import from_bytes
from onrecord.record import Record
from onrecord.serve.publishing import CannotPublish, publish
from tests.serve.browsing import browser
from tests.serve.conftest import SAMPLES


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one story in four outlets."""
    path = tmp_path_factory.mktemp("story") / "story.db"
    files = sorted(SAMPLES.glob("toll-*.txt"))
    reports = [report for file in files for report in from_bytes(file.read_bytes(), file.name, file.name)]
    with Record.open(path) as record:
        for extraction in extract_all(reports):
            record.add(extraction)
    return path


@pytest.fixture(scope="module")
def site(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    publish(story, folder)
    return folder


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    pages = {path: html.parse(path).getroot() for path in site.rglob("*.html")}
    assert len(pages) > 50
    for path, page in pages.items():
        for link in page.iter("a", "link", "script"):
            way = link.get("href") or link.get("src")
            if way is None or way.startswith(("http://", "https://")):
                continue
            assert not way.startswith("/"), f"{path}: {way}"
            file, _, part = way.partition("#")
            there = (path.parent / file.partition("?")[0]).resolve() if file else path
            assert there.is_file(), f"{path}: {way}"
            if part and there in pages:
                assert pages[there].get_element_by_id(part) is not None


def test_what_needs_a_server_is_left_out(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r'<form|href="[^"]*search|as JSON', page), path


def test_a_browser_opens_it_from_disk(site: Path) -> None:
    with browser() as chromium, chromium.new_context() as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.locator("ul.reports a").first.click()
        page.locator("ol.said a").first.click()
        assert page.locator(":target").count() == 1
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.content')).textDecorationLine")
            == "underline"
        )
        assert not wrong


def test_a_site_is_replaced_and_nothing_else_is(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = publish(story, folder)
    (folder / "left over.html").touch()
    assert publish(story, folder) == first
    assert not (folder / "left over.html").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotPublish, match="it is not empty"):
        publish(story, other)
    assert [each.name for each in other.iterdir()] == ["thesis.txt"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "site"]


def test_the_command_says_what_to_open(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(tmp_path / "site"), "--db", str(story)]) == 0
    assert "index.html" in capsys.readouterr().err
