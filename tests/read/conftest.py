"""Small inputs of our own about people and places that do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.core import Report
from onrecord.read import Skip, from_bytes

STORY = (
    "The ferry between the islands will sail again in spring, the transport minister said on Wednesday.\n\n"
    "“We signed the contract this morning,” she told reporters, “and the boats are ready to go.”\n"
)


@pytest.fixture
def shared() -> Path:
    """The folder of real press reports that is kept beside the project; they are read, never copied."""
    folder = Path(__file__).parents[2].parent / "shared"
    if not (folder / "reports").is_dir():
        pytest.skip("the real reports (../shared/reports) are not on this machine")
    return folder


@pytest.fixture
def story() -> str:
    return STORY


class Reading:
    """Reads bytes as a file of a given name and keeps what was read and what was skipped."""

    def __init__(self) -> None:
        self.skips: list[Skip] = []

    def __call__(
        self, data: bytes | str, name: str = "report.txt", source: str | None = None
    ) -> list[Report]:
        self.skips.clear()
        content = data.encode() if isinstance(data, str) else data
        return list(from_bytes(content, name, source or name, on_skip=self.skips.append))

    def one(self, data: bytes | str, name: str = "report.txt", source: str | None = None) -> Report:
        (report,) = self(data, name, source)
        assert self.skips == []
        return report

    def why(self, data: bytes | str, name: str = "report.txt") -> str:
        assert self(data, name) == []
        (skip,) = self.skips
        return skip.why


@pytest.fixture
def reading() -> Reading:
    return Reading()
