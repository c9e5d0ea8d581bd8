"""Alerts from being found to being delivered, each once on each channel, whatever stops the watch in between.

A report waits as unchecked from before it is added until its alerts are remembered; an alert waits until all
channels have it, for a week where one of them is out of order. A file is written under the alert's key, so
writing it again changes nothing; a webhook may be sent an alert again that was on its way when the watch was
killed, under the same id.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.core.phrases import counted
from onrecord.record import Record
from onrecord.record.errors import Busy
from onrecord.watch import channels
from onrecord.watch.asking import Asker
from onrecord.watch.channels import Undelivered
from onrecord.watch.finding import Alert, alerts
from onrecord.watch.journal import Journal, Value
from onrecord.watch.outcomes import in_words
from onrecord.watch.pace import DAY, backoff
from onrecord.watch.settings import Settings
from onrecord.watch.shelf import UNCHECKED

_ALERT, _CHANNEL, _DAY = "alert", "channel", "day"
_WEEK = 7 * DAY
_WELL: Value = {"failures": 0, "next_at": 0.0}
"""Of a channel that took what it was given last."""
_KEPT = 200
"""Alerts of which everything is remembered, the latest: the Atom file has them. Of others the key is."""
_TRIES = 10
"""So often a webhook is tried with an alert that it refuses though it takes others: for about a day."""


@dataclass(frozen=True, slots=True)
class Alerting:
    """Finds what rules ask for and delivers it; `log` is told, one line each."""

    settings: Settings
    record: Record
    journal: Journal
    asker: Asker
    chance: random.Random
    log: Callable[[str], None]

    def tell(self, now: float) -> int:
        """Match what is new, find alerts and deliver them; how many were found.

        What could not be delivered stays, and is tried again at a later call.
        """
        found = self._find(now)
        self._deliver(now)
        return found

    def _find(self, now: float) -> int:
        reports = sorted(self.journal.all(UNCHECKED))
        moment = datetime.fromtimestamp(now, UTC)
        day = moment.date().isoformat()
        new_day = self.journal.all(_DAY).get("last", {}).get("day") != day
        if not reports and not (new_day and self.settings.rules):
            return 0
        try:
            if reports:
                self.record.match_speakers()
                self.record.statements.match()
                self.record.ledger.match()
            found = list(alerts(self.record, self.settings.rules, reports, moment, new_day=new_day))
        except Busy as error:
            self.log(f"alerts: {error}; again later")
            return 0
        count, told = 0, self.journal.all(_ALERT)
        for alert in found:
            keys = {alert.key, *alert.also}
            if not any(key in told for key in keys):
                self.log(f"alert: {alert.entry.title}")
                self.journal.put(_ALERT, alert.key, self._waiting(alert))
                count += 1
            # Behind the alert: whoever is killed in between finds it again, and knows it.
            for key in [key for key in keys if key not in told]:
                self.journal.put(_ALERT, key, {})
        for report in reports:
            self.journal.put(UNCHECKED, report, None)
        self.journal.put(_DAY, "last", {"day": day})
        self.journal.force_out()
        return count

    def _waiting(self, alert: Alert) -> Value:
        left = list(self.settings.channels.names)
        return {"alert": channels.as_json(alert), "left": left, "failures": 0, "next_at": 0.0}

    def _deliver(self, now: float) -> None:
        for channel in self.settings.channels.names:
            state = self.journal.all(_CHANNEL).get(channel, _WELL)
            if state["next_at"] <= now:
                self._through(channel, state["failures"], now)
        self._forget()

    def _through(self, channel: str, failures: int, now: float) -> None:
        """Give a channel what waits for it, until it fails: then all of that waits, and costs no time."""
        to, waiting = self.settings.channels, self._waiting_for(channel)
        try:
            if channel == "atom" and to.atom is not None and waiting:
                latest = list(self._remembered().values())[-_KEPT:]
                channels.write_atom([_of(value) for value in latest], to.atom)
            for key, value in waiting.items():
                if channel == "mail" and to.mail is not None and to.mail_to is not None:
                    channels.write_mail(_of(value), to.mail, to.mail_to)
                if channel != "webhook" or to.webhook is None or self._is_posted(key, to.webhook, now):
                    self._taken(key, channel)
        except Undelivered as error:
            wait = backoff(failures + 1, self.chance)
            self.journal.put(_CHANNEL, channel, {"failures": failures + 1, "next_at": now + wait})
            left = counted(len(self._waiting_for(channel)), "alert")
            self.log(f"{channel}: {error}; again in {in_words(wait)}, with {left}")
            self._give_up(channel, now)
        else:
            if waiting:
                self.journal.put(_CHANNEL, channel, None)

    def _give_up(self, channel: str, now: float) -> None:
        """Let a channel that is out of order not have what has waited for too long."""
        before = datetime.fromtimestamp(now - _WEEK, UTC).isoformat()
        late = [key for key, value in self._waiting_for(channel).items() if value["alert"]["found"] < before]
        for key in late:
            self._taken(key, channel)
        if late:
            self.log(f"{channel}: {counted(len(late), 'alert')} given up after a week")

    def _is_posted(self, key: str, url: str, now: float) -> bool:
        """Send an alert; one that is refused alone waits by itself, and is given up after some tries."""
        value = self.journal.all(_ALERT)[key]
        if value["next_at"] > now:
            return False
        failures = int(value["failures"]) + 1
        try:
            channels.post(_of(value), url, self.asker)
        except Undelivered as error:
            if not error.alone:
                raise
            wait = backoff(failures, self.chance)
            self.journal.put(_ALERT, key, {**value, "failures": failures, "next_at": now + wait})
            then = "given up" if failures >= _TRIES else f"again in {in_words(wait)}"
            self.log(f"webhook: {error}; {then}")
            return failures >= _TRIES
        return True

    def _waiting_for(self, channel: str) -> dict[str, Value]:
        """What a channel has not yet, the earliest found first."""
        return {key: value for key, value in self._remembered().items() if channel in value["left"]}

    def _remembered(self) -> dict[str, Value]:
        """The alerts of which everything is known, the earliest found first; of one moment, by key."""
        whole = [(key, value) for key, value in self.journal.all(_ALERT).items() if value]
        return dict(sorted(whole, key=lambda each: (each[1]["alert"]["found"], each[0])))

    def _taken(self, key: str, channel: str) -> None:
        value = self.journal.all(_ALERT)[key]
        self.journal.put(_ALERT, key, {**value, "left": [each for each in value["left"] if each != channel]})

    def _forget(self) -> None:
        """Keep no more than the key of what is old and delivered: it is not told again."""
        there = set(self.settings.channels.names)
        remembered = self._remembered()
        for key, value in list(remembered.items())[: max(0, len(remembered) - _KEPT)]:
            if there.isdisjoint(value["left"]):
                self.journal.put(_ALERT, key, {})


def _of(value: Value) -> Alert:
    return channels.from_json(value["alert"])
