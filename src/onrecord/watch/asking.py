"""Requests as a watch makes them: by name, with a contact, and several hosts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from onrecord.core import ReadError
from onrecord.core.version import __version__
from onrecord.read.fetching import Answer, Limits, Request, ask, follow
from onrecord.watch import robots
from onrecord.watch.settings import Settings

_AT_ONCE = 8
"""Hosts that are asked at the same time."""


@dataclass(frozen=True, slots=True)
class Question:
    """An address to ask; of a robots.txt redirects are followed, wherever they lead, as RFC 9309 asks."""

    url: str
    conditions: dict[str, str] = field(default_factory=dict)
    is_robots: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Whatever a watch asks of servers goes through here; `allow_private` as for `read`."""

    settings: Settings
    allow_private: bool

    def ask_all(self, questions: Sequence[Question]) -> list[Answer | ReadError]:
        """The answers, in order; a question that brings none gives the error that says why."""
        with ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="onrecord-watch") as pool:
            return list(pool.map(self._asked, questions))

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer | ReadError:
        """What an address answers that takes JSON; a redirect is not followed."""
        headers = {**self._name, "Content-Type": "application/json", **headers}
        return _answer(Request(url, "POST", headers, body), self._limits(self.settings.max_bytes))

    def _asked(self, question: Question) -> Answer | ReadError:
        request = Request(question.url, headers={**self._name, **question.conditions})
        if question.is_robots:
            return _answer(request, self._limits(robots.MAX_BYTES), follow)
        return _answer(request, self._limits(self.settings.max_bytes))

    @property
    def _name(self) -> dict[str, str]:
        return {"User-Agent": f"onrecord/{__version__} (+{self.settings.contact})"}

    def _limits(self, most: int) -> Limits:
        return Limits(most, self.settings.timeout, self.allow_private)


def _answer(
    request: Request, limits: Limits, way: Callable[[Request, Limits], Answer] = ask
) -> Answer | ReadError:
    try:
        return way(request, limits)
    except ReadError as error:
        return error
