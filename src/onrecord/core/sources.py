"""Where reports come from, as readers are told it."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import urlsplit


def site_or_file(source: str) -> str:
    """Where a report came from, in short."""
    address = urlsplit(source)
    return address.netloc if address.scheme in {"http", "https"} else PurePath(source).name
