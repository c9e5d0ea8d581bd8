"""How one reading room is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Which record is shown, to whom, and whether it can be corrected.

    `token` is what an editor has to bring; None where nobody may change anything. `hosts` are the names under
    which the room answers, beside IP addresses: a page elsewhere that points a name of its own at this
    machine reads nothing.
    """

    record: Path | str
    token: str | None = None
    hosts: tuple[str, ...] = ("localhost",)
    address: str | None = None
    """What addresses in citations, evidence and feeds begin with; where none is given they lead nowhere, but
    are the same wherever the record is read."""
    published: bool = False
    """Whether the pages are to be files: what only a server can do is left out."""
