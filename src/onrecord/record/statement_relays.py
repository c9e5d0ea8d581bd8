"""The relays of a report: which of its quotations take part in the matching of statements, and as what.

Every quotation of a current version does, but for two sorts, which are in no statement: what says too little
to be known again (fewer than two content words), and what stands inside another quotation and is said by
nobody known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, RowMapping, select

from onrecord.core import Fact, Interval, Quotation, Relay, Report
from onrecord.match.statements.drift import telling
from onrecord.match.statements.spoken import words
from onrecord.match.statements.wording import Setting, Wording, setting_of, wording_of
from onrecord.record import loading, schema, statement_packing
from onrecord.record.folding import fold
from onrecord.record.rows import StoredReport
from onrecord.record.speaking import entities_in
from onrecord.record.statement_places import place

LEAST_WORDS = 2
"""Content words that a relay has at least."""

_quotation = schema.quotation.c
MODEL_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quotation that may be a relay; `made_from` is a hash over all that its relay would be made from."""

    id: str
    quotation: Quotation
    speaker: str | None
    made_from: str


class Reading:
    """A report's current version as matching reads it: words are looked at only where they are asked for."""

    def __init__(self, connection: Connection, version: RowMapping, rules: str) -> None:
        self._stored = loading.load(connection, version)
        self.report_id = self._stored.id
        self.model = self._stored.version.model.sha256[:MODEL_DIGITS]
        self.candidates = tuple(_candidates(connection, version, self._stored, rules))
        self._report = dated(self._stored.report)
        self._setting: Setting | None = None

    @property
    def setting(self) -> Setting:
        """What matching sees of the report."""
        if self._setting is None:
            self._setting = setting_of(self._report)
        return self._setting

    def wording(self, each: Candidate) -> Wording | None:
        """What matching sees of a quotation; None where it is no relay."""
        return wording_in(self.report_id, self._report, self.setting, each.quotation, each.speaker)

    def as_row(self, each: Candidate, wording: Wording) -> dict[str, object]:
        """A relay as columns, but for its statement and seal."""
        told = telling(words(wording.relay))
        return {
            "key": place(self.setting.day, each.id),
            "id": each.id,
            "report_id": self.report_id,
            "speaker": each.speaker,
            "weight": told.whole,
            "quoted": told.quoted,
            "words": statement_packing.pack(wording),
            "vector": each.quotation.embedding,
            "model": self.model,
            "made_from": each.made_from,
        }

    def bag(self) -> dict[str, object]:
        """The report's words as columns."""
        words = statement_packing.pack_setting(self.setting)
        return {"report_id": self.report_id, "outlet": self.setting.outlet, "words": words}


def relay_id(report_id: str, quotation: str) -> str:
    """The id of a relay, the same in every record."""
    return f"{report_id}-{quotation}"


def wording_in(
    report_id: str, report: Report, setting: Setting, quotation: Quotation, voice: str | None
) -> Wording | None:
    """What matching sees of a quotation in a `dated` report; None where it is no relay.

    `voice` is who says it, the same in all reports (`voice_of`).
    """
    speaker = quotation.speaker
    if quotation.nested_in is not None and speaker is None:
        return None
    quotation = replace(
        quotation,
        said_on=_interval(quotation.said_on),
        speaker=speaker if speaker and speaker.name.split() else None,
    )
    relay = Relay(relay_id(report_id, quotation.id), report_id, report, quotation, voice)
    wording = wording_of(relay, setting)
    return wording if len(wording.words) >= LEAST_WORDS else None


def _candidates(
    connection: Connection, version: RowMapping, stored: StoredReport, rules: str
) -> Iterator[Candidate]:
    seals = connection.execute(
        select(_quotation.id, _quotation.key, _quotation.seal).where(_quotation.version_key == version["key"])
    ).all()
    by_id = {row.id: row for row in seals}
    known = entities_in(connection, [row.key for row in seals])
    frame = (version["text_sha256"], version["published"], version["dateline"], version["outlet"])
    for quotation in stored.quotations:
        row = by_id[quotation.id]
        speaker = voice_of(quotation, known.get(row.key, {}))
        made_from = _hash(rules, *frame, version["model_sha256"], row.seal, speaker)
        yield Candidate(relay_id(stored.id, quotation.id), quotation, speaker, made_from)


def voice_of(quotation: Quotation, known: Collection[str]) -> str | None:
    """Who says it, the same in all reports: the ids of those `known` to the registry, or a name."""
    who = quotation.speaker
    if who is None:
        return None
    if known and len(known) >= len(who.members):
        return " ".join(sorted(known))
    return fold(who.name) or None


def dated(report: Report) -> Report:
    """The report with its dates as far as they are days; anything may have been stored for one."""
    return replace(report, published=_day(report.published), dateline=_day(report.dateline))


def _day(fact: Fact | None) -> Fact | None:
    return fact if fact is not None and _is_day(fact.value) else None


def _interval(said_on: Interval | None) -> Interval | None:
    days = said_on and (said_on.earliest, said_on.latest)
    return said_on if days and all(map(_is_day, days)) else None


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return False
    return True


def _hash(*values: object) -> str:
    return sha256("\0".join(map(str, values)).encode()).hexdigest()[:32]
