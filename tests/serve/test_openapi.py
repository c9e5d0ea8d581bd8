"""The description of the JSON addresses holds: Schemathesis asks what it says may be asked, and more."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import Case, GenerationMode
from starlette.testclient import TestClient

from onrecord.core.days import is_later
from onrecord.serve.addresses import Address
from onrecord.serve.pages import ADDRESSES

HOST = {"host": "localhost"}


@pytest.fixture(scope="session")
def described(room: TestClient) -> Any:
    """What the room says of itself."""
    return schemathesis.openapi.from_asgi("/openapi.json", room.app, headers=HOST)


# Where nothing may be asked, nothing wrong can be.
ASKED = [
    (each, mode) for each in ADDRESSES for mode in GenerationMode if fields(each.asked) or mode.is_positive
]


@pytest.mark.parametrize(("address", "mode"), ASKED, ids=lambda part: getattr(part, "json_path", part))
def test_what_is_asked_is_answered_as_described(
    described: Any, address: Address[Any, Any], mode: GenerationMode
) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=described[address.json_path]["get"].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        since, until = ((case.query or {}).get(name) or "" for name in ("since", "until"))
        # That one comes before the other cannot be described.
        assume(mode.is_negative or not (since and until and is_later(since, until)))
        case.call_and_validate(headers=HOST)

    ask()


def test_every_address_is_described(room: TestClient) -> None:
    paths = room.get("/openapi.json").json()["paths"]
    assert set(paths) == {address.json_path for address in ADDRESSES}
