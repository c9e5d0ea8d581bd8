"""What a server's robots.txt allows (RFC 9309), and how long to wait between two requests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

NAME = "onrecord"
"""The name by which robots.txt speaks of this program."""
MAX_BYTES = 512_000
"""RFC 9309 asks that at least 500 KiB of it are read."""
KEPT = 86_400.0
"""Seconds for which it is believed, as the RFC says."""
_LONGEST_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one origin, in force until a moment; `text` None where it could not be had.

    What could not be had forbids everything, as the RFC asks; what is not there (4xx) allows everything.
    """

    text: str | None
    until: float
    failures: int = 0

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return self.text is not None and (not self.text or _read(self.text).can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """Seconds that it wants between two requests, an hour at most."""
        wanted = _read(self.text).crawl_delay(NAME) if self.text else None
        return min(_LONGEST_DELAY, max(0.0, float(wanted or 0)))


@lru_cache(maxsize=256)
def _read(text: str) -> Protego:
    return Protego.parse(text)
