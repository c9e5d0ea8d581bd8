"""Every page in Chromium: no serious fault for axe, in light and in dark; whole on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from onrecord.serve import Settings
from onrecord.serve.pages import ADDRESSES
from tests.serve import paths
from tests.serve.browsing import browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATHS = [address.path for address in ADDRESSES]


@pytest.fixture(scope="module")
def address(samples: Path) -> Iterator[str]:
    with served(Settings(samples)) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_serious_fault(chromium: Browser, address: str, room: TestClient, path: str) -> None:
    some = paths.of(room)[path]
    for scheme, each in [("light", some[0]), ("dark", some[0]), *(("light", more) for more in some[1:])]:
        with chromium.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address + each)
            found = Axe().run(page).response["violations"]
            serious = [
                (violation["id"], node["html"])
                for violation in found
                for node in violation["nodes"]
                if violation["impact"] in {"serious", "critical"}
            ]
            assert not serious, (scheme, each)


@pytest.mark.parametrize("path", PATHS)
def test_pages_hold_together_on_a_telephone(
    chromium: Browser, address: str, room: TestClient, path: str
) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        for each in paths.of(room)[path]:
            page.goto(address + each)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, each
