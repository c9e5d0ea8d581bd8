"""What is known of an address that is watched: what it answered, and when it is asked again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from onrecord.watch.settings import Kind


@dataclass(frozen=True, slots=True)
class Target:
    """An address that is watched.

    `next_at` is None where it is not asked again. `etag` and `modified` are what its server said of its last
    answer, `failures` how often in a row it could not be had, `put_off` how often its server wanted to be
    left alone instead, `fetched` how often it could be had. Of an article, `feed` is the feed that leads to
    it, `updated` the date given there, `seen_at` when it was last there, give or take a day. `moved` is where
    the request under way was redirected to, `hops` how often.
    """

    url: str
    kind: Kind
    next_at: float | None
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    put_off: int = 0
    fetched: int = 0
    feed: str | None = None
    updated: str | None = None
    seen_at: float = 0.0
    moved: str | None = None
    hops: int = 0

    @property
    def asked(self) -> str:
        """The address to ask now."""
        return self.moved or self.url

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that spare the server an answer where nothing has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value and _is_sendable(value)}

    def stored(self) -> dict[str, Any]:
        """As it is remembered: what is not as usual."""
        usual = {each.name: each.default for each in fields(self)}
        values = asdict(self).items()
        return {name: value for name, value in values if value != usual[name]}


def restored(value: dict[str, Any]) -> Target:
    """The target that was remembered; what a later version may have remembered besides is left out."""
    known = {each.name for each in fields(Target)}
    return Target(**{name: given for name, given in value.items() if name in known})


def _is_sendable(value: str) -> bool:
    return value.isascii() and value.isprintable()
