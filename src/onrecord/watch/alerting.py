"""Alerts from being found to being delivered, each once on each channel, whatever stops the watch in between.

A report waits as unchecked from before it is added until its alerts are remembered; an alert waits until all
channels have it. A file is written under the alert's key, so writing it again changes nothing; a webhook may
be sent an alert again that was on its way when the watch was killed, under the same id.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.record import Record
from onrecord.record.errors import Busy
from onrecord.watch import channels
from onrecord.watch.asking import Asker
from onrecord.watch.finding import Alert, alerts
from onrecord.watch.journal import Journal, Value
from onrecord.watch.outcomes import in_words
from onrecord.watch.pace import backoff
from onrecord.watch.settings import Settings
from onrecord.watch.shelf import UNCHECKED

_ALERT, _DAY = "alert", "day"
_KEPT = 200
"""Alerts of which everything is remembered, the latest: the Atom file has them. Of others the key is."""
_TRIES = 10
"""So often a webhook is tried with one alert: for about a day."""


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
        known = self.journal.all(_ALERT)
        new = {each.key: each for each in found if each.key not in known}
        for alert in new.values():
            self.log(f"alert: {alert.entry.title}")
            self.journal.put(_ALERT, alert.key, self._waiting(alert))
        for report in reports:
            self.journal.put(UNCHECKED, report, None)
        self.journal.put(_DAY, "last", {"day": day})
        self.journal.force_out()
        return len(new)

    def _waiting(self, alert: Alert) -> Value:
        left = list(self.settings.channels.names)
        return {"alert": channels.as_json(alert), "left": left, "failures": 0, "next_at": 0.0}

    def _deliver(self, now: float) -> None:
        waiting = {key: value for key, value in self.journal.all(_ALERT).items() if value.get("left")}
        for key, value in waiting.items():
            if value["next_at"] <= now:
                self.journal.put(_ALERT, key, self._delivered(value, now))
        if any("atom" in value["left"] for value in waiting.values()):
            self._write_atom()
        self._forget()

    def _delivered(self, value: Value, now: float) -> Value:
        """What is left to be done for an alert after every channel but the Atom file was tried."""
        to, alert = self.settings.channels, channels.from_json(value["alert"])
        left = [each for each in value["left"] if each in to.names]
        if "mail" in left and to.mail is not None and to.mail_to is not None:
            channels.write_mail(alert, to.mail, to.mail_to)
            left.remove("mail")
        if "webhook" not in left or to.webhook is None:
            return {**value, "left": left}
        why = channels.post(alert, to.webhook, self.asker)
        if why is None:
            left.remove("webhook")
            return {**value, "left": left}
        failures = value["failures"] + 1
        wait = backoff(failures, self.chance)
        if failures >= _TRIES:
            left.remove("webhook")
        then = "given up" if failures >= _TRIES else f"again in {in_words(wait)}"
        self.log(f"webhook: {why}; {then}")
        return {**value, "left": left, "failures": failures, "next_at": now + wait}

    def _write_atom(self) -> None:
        if self.settings.channels.atom is not None:
            kept = [value for value in self.journal.all(_ALERT).values() if value]
            channels.write_atom(
                [channels.from_json(each["alert"]) for each in kept], self.settings.channels.atom
            )
        for key, value in list(self.journal.all(_ALERT).items()):
            if "atom" in value.get("left", ()):
                left = [each for each in value["left"] if each != "atom"]
                self.journal.put(_ALERT, key, {**value, "left": left})

    def _forget(self) -> None:
        """Keep no more than the key of what is old and delivered: it is not told again."""
        whole = [(key, value) for key, value in self.journal.all(_ALERT).items() if value]
        whole.sort(key=lambda each: each[1]["alert"]["found"])
        for key, value in whole[: max(0, len(whole) - _KEPT)]:
            if not value["left"]:
                self.journal.put(_ALERT, key, {})
