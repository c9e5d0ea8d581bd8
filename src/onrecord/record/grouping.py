"""Which profiles have to be decided together: those that keys and people's judgements connect.

Profiles without a common key are never compared, so each connected group can be decided by itself, with the
same outcome as all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, bindparam, select

from onrecord.match.joining import Groups
from onrecord.record import people_schema, profiling
from onrecord.record.chunks import chunks

_AT_ONCE = 2000
"""Profiles decided together where nothing asks for more: some 10 MB."""

_blocking = people_schema.blocking.c
_SHARING = select(_blocking.key, _blocking.profile_id).where(
    _blocking.key.in_(bindparam("keys", expanding=True))
)


class TooMany(Exception):
    """More would have to be looked at than is allowed."""


def groups(
    connection: Connection,
    seeds: Iterable[str],
    keys: Iterable[str],
    links: Mapping[str, Iterable[str]],
    at_most: int | None = None,
) -> Iterator[list[str]]:
    """All profiles that bear on the seeds or have one of the keys, in lists to be decided separately.

    `links` are what judgements connect, both ways; an id in them need not be that of a profile. Raises
    `TooMany` where there are more than `at_most`.
    """
    connected: Groups[str] = Groups()
    found: set[str] = set()
    seen_keys: set[str] = set()
    new_keys, new_ids = set(keys), set(seeds)
    while new_keys or new_ids:
        seen_keys |= new_keys
        for key, profile in _sharing(connection, new_keys):
            connected.join(_node(key), profile)
            new_ids.add(profile)
        new_ids -= found
        found |= new_ids
        if at_most is not None and len(found) > at_most:
            raise TooMany
        linked = [(each, other) for each in new_ids for other in (each, *links.get(each, ()))]
        for one, other in linked:
            connected.join(one, other)
        held = profiling.keys_of(connection, sorted(new_ids))
        for profile, some in held.items():
            for key in some:
                connected.join(_node(key), profile)
        new_keys = {key for some in held.values() for key in some} - seen_keys
        new_ids = {other for _, other in linked} - found
    yield from _lists(connected)


def _sharing(connection: Connection, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(keys)
    for some in chunks(ordered):
        yield from connection.execute(_SHARING, {"keys": some}).tuples()


def _node(key: str) -> str:
    return f"\0{key}"


def _lists(connected: Groups[str]) -> Iterator[list[str]]:
    """The profiles, connected ones in one list; small groups share a list."""
    waiting: list[str] = []
    for root in connected.roots():
        group = [member for member in connected.members(root) if not member.startswith("\0")]
        if waiting and len(waiting) + len(group) > _AT_ONCE:
            yield sorted(waiting)
            waiting = []
        waiting += group
    if waiting:
        yield sorted(waiting)
