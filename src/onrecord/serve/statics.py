"""The style sheet and the script of the reading room, at addresses that change when they do."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def address(name: str) -> str:
    """Where a static file is had; its digest makes it safe to keep for ever."""
    return f"/static/{digest(name)}/{name}"


@cache
def content(name: str) -> bytes:
    """The bytes of a static file; raises `KeyError` where there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return (resources.files("onrecord.serve") / "static" / name).read_bytes()


@cache
def digest(name: str) -> str:
    """The first twelve digits of the SHA-256 of a static file."""
    return hashlib.sha256(content(name)).hexdigest()[:12]


@cache
def names() -> frozenset[str]:
    """All static files."""
    folder = resources.files("onrecord.serve") / "static"
    return frozenset(each.name for each in folder.iterdir() if each.name.partition(".")[2] in TYPES)
