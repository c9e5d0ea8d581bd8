"""Whatever a report says, it stays words: on no page does it become an element, an attribute or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.core.visible import visible
from onrecord.serve import Settings, application
from onrecord.serve.pages import ADDRESSES
from tests.serve import hostile, paths

_OURS = re.compile(r"/(?!/)|#|https://www\.wikidata\.org/wiki/Q[0-9]+$")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = hostile.record(tmp_path_factory.mktemp("hostile") / "record.db")
    with TestClient(application(Settings(path)), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = hostile.record(tmp_path_factory.mktemp("edited") / "record.db")
    with TestClient(application(Settings(path, "sesame")), base_url="http://localhost") as client:
        client.get("/enter?token=sesame")
        yield client


@pytest.mark.parametrize("path", [address.path for address in ADDRESSES])
def test_nothing_of_a_report_is_obeyed(room: TestClient, path: str) -> None:
    check_pages(room, paths.of(room)[path])


def test_nothing_of_a_report_is_obeyed_where_it_is_cited_or_corrected(editing: TestClient) -> None:
    pages = [each for each in paths.files(editing) if re.match(r"/(cite/[^/]*|correct/.*)$", each)]
    assert len(pages) == 5
    check_pages(editing, pages)


def check_pages(room: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        answer = room.get(address)
        assert answer.status_code == 200, address
        assert visible(answer.text.replace("\n", "")) == answer.text.replace("\n", ""), "a hostile character"
        page = html.document_fromstring(answer.content)
        for element in page.iter(html.etree.Element):
            assert element.tag not in {hostile.EVIL, "img", "iframe", "object", "style", "base"}
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name not in {hostile.EVIL, "style", "srcdoc"}
                if name in {"href", "src", "action"}:
                    assert _OURS.match(value), f"leads elsewhere: {value}"
        scripts = page.findall(".//script")
        assert [script.text for script in scripts] == [None]


@pytest.mark.parametrize("path", [address.path for address in ADDRESSES])
def test_no_folder_of_the_machine_is_told(room: TestClient, path: str) -> None:
    for address in paths.of(room)[path]:
        there, _, query = address.partition("?")
        as_json = f"{'/index' if there == '/' else there}.json?{query}"
        assert "/home/secret" not in room.get(address).text
        assert "/home/secret" not in room.get(as_json).text


def test_no_folder_of_the_machine_is_in_a_file(editing: TestClient) -> None:
    for address in paths.files(editing):
        answer = editing.get(address)
        assert answer.status_code == 200, address
        assert b"/home/secret" not in answer.content, address


def test_no_file_turns_the_words_of_others_around(editing: TestClient) -> None:
    for address in paths.files(editing):
        # A bundle has the report as it is.
        if not address.startswith("/evidence/"):
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", editing.get(address).text), address


def test_what_is_hostile_is_on_the_pages_at_all(room: TestClient) -> None:
    found = paths.of(room)
    for path in (
        "/speakers",
        "/speakers/{id}",
        "/statements/{id}",
        "/commitments/{id}",
        "/review",
        "/figures",
    ):
        page = room.get(found[path][0]).text
        assert f"&lt;{hostile.EVIL}" in page
        assert "\\u202e" in page
