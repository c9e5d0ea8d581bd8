"""Who is who across the reports of a run, without a record: as the registry has it where no person decided.

Holds the name, roles and day of each speaker of each report in memory; nothing else of matching does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord import match
from onrecord.core import Appearance, EntityKind, Extraction, Quotation, Speaker
from onrecord.record.identity import report_id
from onrecord.record.statement_relays import voice_of
from onrecord.record.voices import heard

_KINDS: dict[str, EntityKind] = {"person": "person", "organisation": "organisation"}
"""Who is in the registry; groups and documents go by their names."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Which report is the latest of its source, and who speaks in the reports."""

    latest: Mapping[str, int]
    """By report id, the number of the extraction that counts: a source read twice has two versions."""
    entities: Mapping[str, str]
    """By `REPORTID/SPEAKERID`, the id of the person or organisation."""

    def current(self, extractions: Iterable[Extraction]) -> Iterator[tuple[str, Extraction]]:
        """Of the extractions that the cast was made from those that count, with their report ids."""
        for number, each in enumerate(extractions):
            identity = report_id(each.report.source, each.report.name)
            if self.latest[identity] == number:
                yield identity, each

    def voice(self, report: str, quotation: Quotation) -> str | None:
        """Who says it, the same in all reports."""
        who = quotation.speaker
        spoken = list(_leaves(who)) if who else []
        keys = (f"{report}/{each.id}" for each in spoken)
        return voice_of(quotation, dict.fromkeys(self.entities[key] for key in keys if key in self.entities))


def cast_of(extractions: Iterable[Extraction], by: str) -> Cast:
    """The cast of a run; `by` signs what is decided."""
    latest: dict[str, int] = {}
    appearances: dict[str, list[Appearance]] = {}
    for number, each in enumerate(extractions):
        identity = report_id(each.report.source, each.report.name)
        latest[identity] = number
        appearances[identity] = list(_appearances(identity, each))
    known = match.profiles(one for some in appearances.values() for one in some)
    entity_of = {
        profile: entity.id
        for entity in match.entities(known, match.judgements(known, by))
        for profile in entity.profiles
    }
    entities = {one: entity_of[profile.id] for profile in known for one in profile.appearances}
    return Cast(latest, entities)


@dataclass
class _Heard:
    """One speaker of a report: under which names and kinds, and what the report calls them."""

    names: Counter[tuple[str, EntityKind]] = field(default_factory=Counter)
    roles: dict[str, None] = field(default_factory=dict)


def _appearances(report: str, extraction: Extraction) -> Iterator[Appearance]:
    found: defaultdict[str, _Heard] = defaultdict(_Heard)
    for who in (who for quotation in extraction.quotations for who in heard(quotation)):
        if who.kind in _KINDS:
            found[who.id].names[who.name, _KINDS[who.kind]] += 1
            found[who.id].roles.update(dict.fromkeys(who.roles))
    dated = extraction.report.published or extraction.report.dateline
    for speaker, each in found.items():
        ((name, kind),) = (usual for usual, _ in each.names.most_common(1))
        day = dated.value[:10] if dated else None
        yield Appearance(f"{report}/{speaker}", name, kind, tuple(each.roles), day)


def _leaves(who: Speaker) -> Iterator[Speaker]:
    """Whoever says it: a joint speaker stands for its members, down to the last."""
    if not who.members:
        yield who
    for member in who.members:
        yield from _leaves(member)
