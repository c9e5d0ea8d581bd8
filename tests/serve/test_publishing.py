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


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of nothing, of which a site is made at once."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    Record.open(path).close()
    return path


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


def test_a_site_is_replaced_and_nothing_else_is(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told: list[tuple[int, int]] = []
    first = publish(blank, folder, on_page=lambda done, known: told.append((done, known)))
    assert told[-1] == (first, first)
    assert all(done <= known for done, known in told)
    (folder / "left over.html").touch()
    assert publish(blank, folder) == first
    assert not (folder / "left over.html").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotPublish, match="it is not empty"):
        publish(blank, other)
    assert [each.name for each in other.iterdir()] == ["thesis.txt"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "site"]


def test_the_folder_one_is_in_can_be_published(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for _ in range(2):
        publish(blank, Path())
        assert (folder / "index.html").is_file()
        assert (Path.cwd() / "index.html").is_file()


def test_a_link_to_a_site_stays_one(blank: Path, tmp_path: Path) -> None:
    folder, way = tmp_path / "site", tmp_path / "www"
    publish(blank, folder)
    way.symlink_to(folder)
    (folder / "left over.html").touch()
    publish(blank, way)
    assert way.is_symlink()
    assert (folder / "index.html").is_file()
    assert not (folder / "left over.html").exists()


def test_until_the_new_site_is_whole_the_old_one_stands(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(blank, folder)
    before = (folder / "index.html").stat().st_ino

    def interrupted(pages: int, _known: int) -> None:
        assert (folder / "index.html").stat().st_ino == before
        if pages >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(blank, folder, on_page=interrupted)
    assert (folder / "index.html").stat().st_ino == before
    assert not [*folder.glob(".onrecord-*")]


def test_what_a_killed_run_left_is_no_hindrance(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / ".onrecord-new-x1" / "speakers").mkdir(parents=True)
    publish(blank, folder)
    assert not (folder / ".onrecord-new-x1").exists()


def test_a_folder_that_cannot_be_had_is_refused_at_once(blank: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    pages: list[tuple[int, int]] = []
    for folder in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(CannotPublish):
            publish(blank, folder, on_page=lambda done, known: pages.append((done, known)))
    assert not pages


def test_addresses_in_a_site_are_those_of_its_files_or_lead_nowhere(
    site: Path, story: Path, tmp_path: Path
) -> None:
    at_home = tmp_path / "site"
    publish(story, at_home, address="https://desk.example/tarn")
    named = re.compile(
        rb"(https?://(?:localhost|onrecord)|urn:onrecord:|https://desk\.example/tarn/)([\w/-]*)"
    )
    for folder, base in ((site, b"urn:onrecord:"), (at_home, b"https://desk.example/tarn/")):
        found = {
            match
            for path in folder.rglob("*.*")
            if path.is_file()
            for match in named.findall(path.read_bytes())
        }
        assert {each for each, _ in found} == {base}
        for _, path in found:
            # As any web server finds it.
            assert (folder / path.decode() / "index.html").is_file(), path


def test_the_command_says_what_to_open(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = str(tmp_path / "site")
    assert main(["publish", site, "--db", str(blank), "--address", "https://desk.example/tarn"]) == 0
    assert "index.html" in capsys.readouterr().err
    assert main(["publish", site, "--db", str(blank), "--address", "desk.example"]) == 2
    assert "https://desk.example/record/" in capsys.readouterr().err
