"""What follows from an answer: what is read, what is told, and when the address is asked again. No I/O."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.core import ReadError, UnsafeAddress
from onrecord.core.phrases import counted
from onrecord.read.fetching import OK, REDIRECTS, Answer, Fetched
from onrecord.watch.pace import DAY, backoff, retry_after
from onrecord.watch.robots import KEPT, Robots
from onrecord.watch.targets import Target

_NOT_MODIFIED = 304
_TRIES = 5
"""So often in a row an article is tried; feeds and pages are tried for ever."""
_WANT_TIME = frozenset({429, 503})
_MISSING = range(400, 500)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The target as it is from now on; what is to be read, or why there is nothing, for the log.

    `blocked_until` is the moment before which the whole host wants to be left alone.
    """

    target: Target
    fetched: Fetched | None = None
    said: str | None = None
    blocked_until: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """When addresses are asked again, in seconds: feeds and pages by their address, articles by `again`."""

    intervals: dict[str, float]
    again: Sequence[float]

    def after(self, target: Target, now: float) -> float | None:
        """The next moment after a good answer; None where the article is not looked at again."""
        if target.kind != "article":
            return now + self.intervals[target.url]
        # Counted without the answer at hand: the first of `again` follows the first reading.
        if target.fetched >= len(self.again):
            return None
        before = self.again[target.fetched - 1] if target.fetched else 0.0
        return now + self.again[target.fetched] - before


def outcome(
    target: Target, answer: Answer | ReadError, now: float, plan: Plan, chance: random.Random
) -> Outcome:
    """What follows from what a server answered, or from the error that there was instead."""
    if isinstance(answer, ReadError):
        why = str(answer).removeprefix(f"{target.asked}: ")
        return failed(target, why, now, chance, for_good=isinstance(answer, UnsafeAddress))
    if answer.status in _WANT_TIME:
        return _put_off(target, answer, now, chance)
    if answer.location is not None and target.hops < REDIRECTS and _is_web(answer.location):
        return Outcome(replace(target, moved=answer.location, hops=target.hops + 1, next_at=now))
    if answer.status not in {OK, _NOT_MODIFIED}:
        return failed(target, _why_not(answer), now, chance)
    return _settled(target, answer, plan.after(target, now))


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _why_not(answer: Answer) -> str:
    """What to tell of an answer that brings nothing."""
    if answer.location is None:
        return answer.refused()
    if not _is_web(answer.location):
        return f"it leads to {answer.location}: only http and https are read"
    return f"more than {REDIRECTS} redirects"


def _settled(target: Target, answer: Answer, next_at: float | None) -> Outcome:
    """What follows from a good answer; one that nothing has changed brings nothing to read."""
    well = replace(target, failures=0, put_off=0, moved=None, hops=0)
    settled = replace(well, next_at=next_at, fetched=target.fetched + 1)
    if answer.status == _NOT_MODIFIED:
        return Outcome(settled)
    etag, modified = (answer.headers.get(name) for name in ("etag", "last-modified"))
    return Outcome(replace(settled, etag=etag, modified=modified), answer.fetched)


def failed(target: Target, why: str, now: float, chance: random.Random, *, for_good: bool = False) -> Outcome:
    """What follows where nothing could be had: later again; an article only so often, `for_good` never."""
    failures = target.failures + 1
    given_up = target.kind == "article" and (for_good or failures >= _TRIES)
    wait = DAY if for_good else backoff(failures, chance)
    later = replace(target, failures=failures, next_at=None if given_up else now + wait, moved=None, hops=0)
    then = "given up" if given_up else f"again in {in_words(wait)}"
    return Outcome(later, said=f"{target.url}: {why}; {then}")


def forbidden(target: Target, robots: Robots, now: float) -> Outcome:
    """What follows where robots.txt does not let the address be asked."""
    until = robots.until if robots.text is None else now + KEPT
    why = "robots.txt cannot be had" if robots.text is None else "robots.txt forbids it"
    later = replace(target, next_at=until, moved=None, hops=0)
    return Outcome(later, said=f"{target.asked}: {why}; again in {in_words(until - now)}")


def robots_from(
    answer: Answer | ReadError, before: Robots | None, now: float, chance: random.Random
) -> tuple[Robots, str | None]:
    """The rules of an origin by what its robots.txt answered; why it could not be had, where it could not."""
    if isinstance(answer, Answer):
        if answer.status == OK:
            return Robots(answer.fetched.data.decode("utf-8", "replace"), now + KEPT), None
        if answer.status in _MISSING and answer.status not in _WANT_TIME:
            return Robots("", now + KEPT), None
    failures = before.failures + 1 if before else 1
    if isinstance(answer, ReadError):
        return Robots(None, now + backoff(failures, chance), failures), str(answer)
    return Robots(None, now + _wanted(answer, now, failures, chance), failures), answer.refused()


def _put_off(target: Target, answer: Answer, now: float, chance: random.Random) -> Outcome:
    """The server wants time: its whole host is left alone, and the address is no nearer to being given up."""
    put_off = target.put_off + 1
    wait = _wanted(answer, now, put_off, chance)
    until = now + wait
    later = replace(target, put_off=put_off, next_at=until, moved=None, hops=0)
    said = f"{target.url}: {answer.refused()}; its host is left alone for {in_words(wait)}"
    return Outcome(later, said=said, blocked_until=until)


def _wanted(answer: Answer, now: float, times: int, chance: random.Random) -> float:
    """Seconds for which a server wants to be left alone; as after a failure where it does not say."""
    wanted = retry_after(answer.headers.get("retry-after"), now)
    return backoff(times, chance) if wanted is None else max(wanted, 1.0)


def in_words(seconds: float) -> str:
    """A length of time as people say it, rounded.

    >>> in_words(45), in_words(90), in_words(7200), in_words(86400)
    ('45 seconds', '2 minutes', '2 hours', '1 day')
    """
    for unit, of in (("day", DAY), ("hour", 3600.0), ("minute", 60.0)):
        if seconds >= of:
            return counted(round(seconds / of), unit)
    return counted(max(1, round(seconds)), "second")
