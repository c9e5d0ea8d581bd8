"""How one reading room is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which record is shown, to whom, and whether it can be corrected.

    `token` is what an editor has to bring; None where nobody may change anything. `hosts` are the names under
    which the room answers: a page elsewhere that points a name of its own at this machine reads nothing.
    """

    record: Path
    token: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    published: bool = False
    """Whether the pages are to be files: what only a server can do is left out."""
