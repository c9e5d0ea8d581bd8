"""Every page in Chromium, forms too: no serious fault for axe, light and dark; whole on a telephone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.serve import Settings
from onrecord.serve.pages import ADDRESSES
from tests.serve import paths
from tests.serve.browsing import browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "open sesame"
PATHS = [address.path for address in ADDRESSES]
EDITED = [
    "/correct/{quotation}",
    "/correct/{quotation}?done={correction}#done",
    "/statements/{apart}?done={decision}#done",
    "/correct/{wordless}",
    "/correct/commitments/{commitment}",
    "/reports/{report}",
    "/review?of=speakers",
    "/review?of=statements",
    "/review?of=corrections",
]
"""Pages with forms, for those who may correct."""


@pytest.fixture(scope="module")
def address(samples: Path) -> Iterator[str]:
    with served(Settings(samples)) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="module")
def edited(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which people put something right in every way, took back some, and decided on pairs."""
    path = Path(shutil.copy(samples, tmp_path_factory.mktemp("edited") / "edited.db"))
    with Record.open(path) as record:
        first, second, third = (row.id for row in record.quotes(speaker="Orrel", limit=3))
        record.corrections.speaker(first, "Una Holt", by="Ada Finch", why="she says so herself")
        record.corrections.none(second, by="Ada Finch", why="a headline")
        made = record.corrections.none(third, by="Ada Finch")
        record.corrections.undo(made.correction.id, by="Ben Marsh")
        commitment = next(each for each in record.ledger.commitments(limit=20) if each.due)
        record.corrections.deadline(commitment.id, latest="2031-06-30", by="Ada Finch")
        speakers = record.registry.doubts(1)[0]
        record.registry.split(speakers.left, speakers.right, by="Ada Finch", why="two ministries")
        pair = record.statements.doubts(1)[0]
        record.statements.keep_apart(pair.one.id, pair.other.id, by="Ada Finch", why="another day")
    return path


@pytest.fixture(scope="module")
def ids(edited: Path) -> dict[str, str]:
    """One of each thing that has a page with forms."""
    with Record.open(edited, create=False, read_only=True) as record:
        made = {row.correction.what: row for row in record.corrections.list()}
        return {
            "quotation": made["speaker"].target or "",
            "correction": made["speaker"].correction.id,
            "apart": record.statements.decided()[0].one,
            "decision": record.statements.decided()[0].id,
            "wordless": min(record.statements.unstated([row.id for row in record.quotes()])),
            "commitment": (made["deadline"].target or "").partition("-")[2],
            "report": made["speaker"].correction.report_id,
        }


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def door(edited: Path) -> Iterator[str]:
    with served(Settings(edited, TOKEN)) as found:
        yield found.rstrip("/")


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe takes for a serious fault, and where."""
    return [
        (violation["id"], node["html"])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if violation["impact"] in {"serious", "critical"}
    ]


def width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("path", [*PATHS, "/cite", "/nothing"])
def test_axe_finds_no_serious_fault(chromium: Browser, address: str, room: TestClient, path: str) -> None:
    some = looked_at(room, path)
    for scheme, each in [("light", some[0]), ("dark", some[0]), *(("light", more) for more in some[1:])]:
        with chromium.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address + each)
            assert not faults(page), (scheme, each)


@pytest.mark.parametrize("path", [*PATHS, "/cite", "/nothing"])
def test_pages_hold_together_on_a_telephone(
    chromium: Browser, address: str, room: TestClient, path: str
) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        for each in looked_at(room, path):
            page.goto(address + each)
            assert width(page) <= 360, each


def looked_at(room: TestClient, path: str) -> list[str]:
    """The addresses of a page; of those that are in no list, one."""
    found = paths.of(room)
    quotation = room.get("/search.json?q=the").json()["hits"][0]["quote"]["id"]
    return (found | {"/cite": [f"/cite/{quotation}"], "/nothing": ["/reports/none"]})[path]


@pytest.mark.parametrize("path", EDITED)
def test_forms_have_no_serious_fault_and_hold_together(
    chromium: Browser, door: str, ids: dict[str, str], path: str
) -> None:
    for scheme in ("light", "dark"):
        with chromium.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
            viewport={"width": 360, "height": 740},
        ) as context:
            page = context.new_page()
            page.goto(f"{door}/enter?token={TOKEN.replace(' ', '+')}")
            page.goto(door + path.format(**ids))
            assert not faults(page), scheme
            assert width(page) <= 360
            assert page.locator("main form").count() or path.endswith("corrections")


@pytest.mark.parametrize(
    "case",
    [
        ("What is said", "nobody ever said so", "Save the words", "content"),
        ("What is said", "the", "Save the words", "content-at-0"),
        ("or somebody of the record", "Nobody Atall", "Save the speaker", "entity"),
        ("Name", "", "Save the speaker", "name"),
    ],
)
def test_a_form_that_cannot_be_saved_leads_the_keyboard_to_the_field(
    chromium: Browser, door: str, ids: dict[str, str], case: tuple[str, str, str, str]
) -> None:
    label, typed, button, marked = case
    for scheme in ("light", "dark"):
        with chromium.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
            viewport={"width": 360, "height": 740},
        ) as context:
            page = context.new_page()
            page.goto(f"{door}/enter?token={TOKEN.replace(' ', '+')}")
            page.goto(f"{door}/correct/{ids['quotation']}")
            form = page.locator("form.correct", has=page.get_by_role("button", name=button))
            form.get_by_label(label, exact=label == "Name").fill(typed)
            form.get_by_label("Your name").fill("Ada Finch")
            form.get_by_role("button").click()
            assert "Nothing was changed" in page.get_by_role("alert").inner_text()
            assert page.evaluate("document.activeElement.name") == marked
            assert not faults(page), scheme
            assert width(page) <= 360
