"""The watch itself: whose turn it is, what they answer, what becomes of that; over and over.

Everything that is not decided here is handed in: the clock, chance, the record, and whoever is asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from onrecord.core import OnrecordError, ReadError, RecordError
from onrecord.read.feeds import Link, links
from onrecord.read.fetching import Answer, Fetched
from onrecord.read.skips import UnreadableError
from onrecord.watch.agenda import Agenda, Turn
from onrecord.watch.alerting import Alerting
from onrecord.watch.asking import Asker, Question
from onrecord.watch.intake import Intake
from onrecord.watch.journal import Journal
from onrecord.watch.outcomes import Outcome, Plan, failed, forbidden, outcome, robots_from
from onrecord.watch.pace import DAY, Clock, host_of, origin_of
from onrecord.watch.robots import Robots
from onrecord.watch.settings import Settings
from onrecord.watch.shelf import Shelf
from onrecord.watch.targets import Target, restored

_TARGET, _ROBOTS, _HOST = "target", "robots", "host"
_FORGOTTEN_AFTER = 30 * DAY
"""An article that no feed has led to for so long is forgotten."""
_MOST_LINKS = 500
"""Items of one feed that are followed, the first."""
_TELL_AFTER = 60.0
"""Seconds after which alerts are looked for though there is more to fetch."""
_IDLE = 10.0
"""Seconds of waiting that are used to look for alerts."""
_LONGEST_SLEEP = 3600.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What a watch works with."""

    journal: Journal
    shelf: Shelf
    asker: Asker
    alerting: Alerting
    clock: Clock
    chance: random.Random
    log: Callable[[str], None]


class Watch:
    """Feeds and pages, polled; `intake.counts` is what came of it, with failed and alerts.

    With `once` every feed and page is asked once, and what is new there; then it ends.
    """

    def __init__(self, settings: Settings, tools: Tools, *, once: bool = False) -> None:
        self.intake = Intake(tools.shelf, settings.max_bytes, tools.log)
        self._settings = settings
        self._tools = tools
        self._once = once
        self._agenda = Agenda(patient=not once)
        self._targets: dict[str, Target] = {}
        self._robots: dict[str, Robots] = {}
        self._told_at = tools.clock.now()
        self._sources = {each.url: each for each in settings.sources}
        self._plan = Plan({each.url: each.interval for each in settings.sources}, settings.again)
        self._remember()

    def run(self) -> None:
        """Watch until somebody stops it; with `once`, until everything was asked."""
        clock = self._tools.clock
        self._tell()
        while (at := self._agenda.next_at(clock.now())) is not None:
            if (wait := at - clock.now()) > 0:
                if wait > _IDLE:
                    self._tell()
                clock.sleep(min(wait, _LONGEST_SLEEP))
                self._forget()
            self._round()
            if clock.now() - self._told_at >= _TELL_AFTER:
                self._tell()
        self._tell()

    def _remember(self) -> None:
        """Take up where the last watch stopped."""
        now, journal = self._tools.clock.now(), self._tools.journal
        self._robots = {key: Robots(**value) for key, value in journal.all(_ROBOTS).items()}
        for host, value in journal.all(_HOST).items():
            self._agenda.block(host, value["until"])
        for key, value in journal.all(_TARGET).items():
            self._targets[key] = restored(value)
        for source in self._settings.sources:
            known = self._targets.get(source.url)
            if known is None or known.kind != source.kind:
                known = Target(source.url, source.kind, now)
            elif not known.failures:
                soonest = now if self._once else now + source.interval
                known = replace(known, next_at=min(known.next_at or now, soonest))
            self._keep(known)
        for target in list(self._targets.values()):
            if target.kind != "article" and target.url not in self._sources:
                self._drop(target)
            elif target.next_at is not None and (not self._once or target.next_at <= now):
                self._agenda.put(target.url, target.asked, target.next_at)
        self._forget()

    def _forget(self) -> None:
        """Drop what no feed leads to any more, and what nobody asks for."""
        now = self._tools.clock.now()
        for target in list(self._targets.values()):
            gone = target.kind == "article" and target.seen_at < now - _FORGOTTEN_AFTER
            if gone and target.next_at is None:
                self._drop(target)
        for origin, robots in list(self._robots.items()):
            if robots.until < now - DAY:
                del self._robots[origin]
                self._tools.journal.put(_ROBOTS, origin, None)

    def _round(self) -> None:
        """Ask whoever's turn it is, all at once, and go through the answers."""
        now = self._tools.clock.now()
        asked: list[tuple[Turn, Question]] = []
        for turn in self._agenda.turns(now):
            origin, target = origin_of(turn.url), self._targets[turn.key]
            robots = self._robots.get(origin)
            if robots is None or robots.until <= now:
                # One question for all addresses of the origin: its host is asked nothing else meanwhile.
                asked.append((turn, Question(f"{origin}/robots.txt", is_robots=True)))
            elif not robots.allows(turn.url):
                self._settle(forbidden(target, robots, now))
            else:
                asked.append((turn, Question(turn.url, target.conditions)))
        answers = self._tools.asker.ask_all([question for _, question in asked])
        for (turn, question), answer in zip(asked, answers, strict=True):
            if question.is_robots:
                self._take_robots(turn, question, answer)
            else:
                self._take(turn, answer)

    def _take_robots(self, turn: Turn, question: Question, answer: Answer | ReadError) -> None:
        """Keep the rules of an origin; the address that waits for them is asked next."""
        now, origin = self._tools.clock.now(), origin_of(turn.url)
        robots, why = robots_from(answer, self._robots.get(origin), now, self._tools.chance)
        if why is not None:
            self._tools.log(f"{question.url}: {why.removeprefix(f'{question.url}: ')}")
        self._robots[origin] = robots
        self._tools.journal.put(_ROBOTS, origin, asdict(robots))
        self._rest(turn.url)
        self._agenda.put(turn.key, turn.url, now)

    def _take(self, turn: Turn, answer: Answer | ReadError) -> None:
        """Go through one answer: what it brings is in the record before it is remembered as had."""
        now, chance = self._tools.clock.now(), self._tools.chance
        self._rest(turn.url)
        before = self._targets[turn.key]
        found = outcome(before, answer, now, self._plan, chance)
        if found.blocked_until is not None:
            self._block(host_of(turn.url), found.blocked_until)
        if (fetched := found.fetched) is not None:
            try:
                self._read(found.target, fetched, now)
            except RecordError as error:  # another writer, a full disk, a server that was started again
                later = replace(before, next_at=now + _TELL_AFTER)
                found = Outcome(later, said=f"{before.url}: {error}; again in a minute")
            except (OnrecordError, UnreadableError, ValueError, RecursionError) as error:
                # The two that are not ours: whatever a server sends, the watch goes on with the others.
                why = str(error).removeprefix(f"{fetched.url}: ") or type(error).__name__
                found = failed(before, why, now, chance, for_good=before.kind == "article")
        elif before.kind == "feed" and not found.target.failures and not found.target.moved:
            for each in [each for each in self._targets.values() if each.feed == before.url]:
                self._see(each, now)
        self._settle(found)

    def _read(self, target: Target, fetched: Fetched, now: float) -> None:
        if target.kind != "feed":
            self.intake.page(fetched)
        elif self._sources[target.url].articles:
            for link in links(fetched.data, fetched.url)[:_MOST_LINKS]:
                self._follow(link, target.url, now)
        else:
            self.intake.items(fetched, host_of(target.url))

    def _follow(self, link: Link, feed: str, now: float) -> None:
        """Let an article be fetched if it is new, or if its feed gives it another date."""
        known = self._targets.get(link.url)
        if known is None:
            known = Target(link.url, "article", now, feed=feed, updated=link.updated)
            self._agenda.put(link.url, link.url, now)
        elif known.kind == "article" and known.feed == feed and known.updated != link.updated:
            known = replace(known, updated=link.updated, next_at=now, failures=0)
            self._agenda.put(link.url, link.url, now)
        self._see(known, now)

    def _see(self, article: Target, now: float) -> None:
        """Note that a feed leads to an article: once a day, as every note makes the journal longer."""
        is_noted = now - article.seen_at < DAY
        self._keep(article if is_noted else replace(article, seen_at=now))

    def _settle(self, found: Outcome) -> None:
        """Remember what became of a target, and put it on the agenda."""
        if found.said is not None:
            self.intake.counts["failed"] += 1
            self._tools.log(found.said)
        target = found.target
        self._keep(target)
        under_way = target.moved is not None
        if target.next_at is not None and (under_way or not self._once):
            self._agenda.put(target.url, target.asked, target.next_at)

    def _keep(self, target: Target) -> None:
        self._targets[target.url] = target
        self._tools.journal.put(_TARGET, target.url, target.stored())

    def _drop(self, target: Target) -> None:
        del self._targets[target.url]
        self._agenda.drop(target.url)
        self._tools.journal.put(_TARGET, target.url, None)

    def _block(self, host: str, until: float) -> None:
        self._agenda.block(host, until)
        self._tools.journal.put(_HOST, host, {"until": until})

    def _rest(self, url: str) -> None:
        """Leave the host of an address alone for the usual time, or the time that its robots.txt asks for."""
        robots = self._robots.get(origin_of(url))
        delay = max(self._settings.delay, robots.delay if robots else 0.0)
        self._agenda.rest(host_of(url), self._tools.clock.now() + delay)

    def _tell(self) -> None:
        """Match what is new with what is known, and tell those who want to know."""
        self._told_at = self._tools.clock.now()
        self.intake.counts["alerts"] += self._tools.alerting.tell(self._told_at)
