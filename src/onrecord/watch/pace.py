"""How long to leave a server alone: between two requests, after an error, and when it asks for time."""

from __future__ import annotations

import random
import time
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

DAY = 86_400.0
_FIRST = 60.0
"""After the first failure, in seconds; each further one doubles it."""


class Clock(Protocol):
    """What time it is, in seconds since 1970, and waiting."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...


class SystemClock:
    """This machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        time.sleep(seconds)


def host_of(url: str) -> str:
    """What is asked one request at a time: the host with its port, if the address names one.

    >>> host_of("https://Vale.example/news"), host_of("http://vale.example:8080/")
    ('vale.example', 'vale.example:8080')
    """
    return urlsplit(url).netloc.lower()


def origin_of(url: str) -> str:
    """What has one robots.txt: scheme, host and port.

    >>> origin_of("https://Vale.example/news?page=2")
    'https://vale.example'
    """
    return f"{urlsplit(url).scheme.lower()}://{host_of(url)}"


def backoff(failures: int, chance: random.Random) -> float:
    """Seconds to wait after so many failures in a row: twice as long each time, up to a day.

    Up to half of it is left to chance, lest all that failed together come back together.
    """
    return min(DAY, _FIRST * 2.0 ** min(failures - 1, 20)) * (0.5 + chance.random() / 2)


def retry_after(written: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for, up to a day; None where it says nothing that can be read.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 0.0), retry_after("soon", 0.0)
    (120.0, 60.0, None)
    """
    written = (written or "").strip()
    if written.isascii() and written.isdigit():
        return min(DAY, float(written[:9]))
    try:
        return min(DAY, max(0.0, parsedate_to_datetime(written).timestamp() - now))
    except (ValueError, OverflowError):
        return None
