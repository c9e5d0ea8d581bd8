"""Which address is asked next: what is due, one request a host at a time, and no host too often. No I/O."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from dataclasses import dataclass

from onrecord.watch.pace import host_of


@dataclass(slots=True)
class _Host:
    """When a host may be asked again: after the delay, and after the time that it asked for."""

    waiting: deque[str]
    rested_at: float = 0.0
    blocked_until: float = 0.0

    @property
    def free_at(self) -> float:
        return max(self.rested_at, self.blocked_until)


@dataclass(frozen=True, slots=True)
class Turn:
    """An address whose turn it is: `key` names what is fetched, `url` where it is asked for."""

    key: str
    url: str


class Agenda:
    """What is to be fetched, and when; each key once.

    One that is not `patient` is at its end where only hosts are left that want to be left alone.
    """

    def __init__(self, *, patient: bool = True) -> None:
        self._patient = patient
        self._later: list[tuple[float, int, str]] = []
        self._count = 0
        self._at: dict[str, tuple[float, str]] = {}
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(deque()))

    def put(self, key: str, url: str, at: float) -> None:
        """Let `url` be asked for `key` at a moment, in the place of what was meant for that key before."""
        self._at[key] = (at, url)
        self._count += 1  # of one moment, what was put first comes first
        heapq.heappush(self._later, (at, self._count, key))

    def drop(self, key: str) -> None:
        """Let it not be asked for at all."""
        self._at.pop(key, None)

    def rest(self, host: str, until: float) -> None:
        """Let a host not be asked again before a moment, as is usual between two requests."""
        self._hosts[host].rested_at = until

    def block(self, host: str, until: float) -> None:
        """Let a host not be asked before a moment, as it wants to be left alone."""
        self._hosts[host].blocked_until = until

    def turns(self, now: float) -> list[Turn]:
        """Whose turn it is: at most one address of each host, what waited longest first.

        They stay on the agenda until they are put there anew or dropped; `rest` keeps their host free.
        """
        self._wake(now)
        found = []
        for host in self._hosts.values():
            while host.waiting and not self._is_due(host.waiting[0], host, now):
                host.waiting.popleft()
            if host.waiting and host.free_at <= now:
                key = host.waiting.popleft()
                found.append(Turn(key, self._at.pop(key)[1]))
        return found

    def next_at(self, now: float) -> float | None:
        """The next moment at which there may be a turn; None where nothing is to be fetched any more."""
        self._wake(now)
        moments = [
            host.free_at
            for host in self._hosts.values()
            if host.waiting and (self._patient or host.blocked_until <= now)
        ]
        if self._later:
            moments.append(self._later[0][0])
        return min(moments, default=None)

    def _wake(self, now: float) -> None:
        """Let what is due wait for its host."""
        while self._later and self._later[0][0] <= now:
            at, _, key = heapq.heappop(self._later)
            if self._at.get(key, (None, ""))[0] == at:
                self._hosts[host_of(self._at[key][1])].waiting.append(key)

    def _is_due(self, key: str, host: _Host, now: float) -> bool:
        """Whether it still is: it may have been put elsewhere since."""
        at, url = self._at.get(key, (now + 1, ""))
        return at <= now and self._hosts[host_of(url)] is host
