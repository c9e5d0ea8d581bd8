"""What the registry hands out: decisions, entries, and pairs that somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core import EntityKind, Judgement
from onrecord.match import Entity
from onrecord.match.joining import Groups
from onrecord.record.judging import PERSON

EntryKind = Literal["name", "alias", "role", "external"]


IdleWhy = Literal["gone", "parted", "overruled"]


@dataclass(frozen=True, slots=True)
class Idle:
    """Why something that was decided does nothing as things stand; `str` of it says so in words.

    `gone`: no report or list has that name any longer, or the report not that speaker. `parted`: reports tell
    those of that name apart otherwise than when it was decided. `overruled`: other decisions outweigh it.
    """

    why: IdleWhy
    of: str
    """The id of the profile or appearance that it is because of."""
    name: str

    def __str__(self) -> str:
        if self.why == "overruled":
            return "other decisions say otherwise"
        if self.why == "parted":
            return f"reports now tell those called “{self.name}” apart otherwise"
        if "/" in self.of:
            return f"“{self.name}” does not speak in that report any longer"
        return f"no report or list has “{self.name}” any longer"


@dataclass(frozen=True, slots=True)
class Judged:
    """A stored judgement; it counts unless it was undone, and unless it is idle."""

    id: str
    judgement: Judgement
    left_name: str
    right_name: str
    """As the registry or the report calls them now, else called them then; "" where nobody noted that."""
    undone_at: str | None = None
    undone_by: str | None = None
    idle: Idle | None = None

    @property
    def by_person(self) -> bool:
        """Whether a person decided it, and not the program."""
        return self.judgement.by.startswith(PERSON)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person or a list says of a profile: the name to show, an alias, a role, an id elsewhere.

    `named` is one of the profile's names, by which it stands even where no report knows it. `scheme` is
    whose id it is ("wikidata"), `first` and `last` the days of a role, `list` the file it came from.
    """

    profile: str
    kind: EntityKind
    named: str
    what: EntryKind
    value: str
    by: str
    scheme: str | None = None
    first: str | None = None
    last: str | None = None
    list: str | None = None
    id: str = ""
    at: str = ""
    undone_at: str | None = None
    undone_by: str | None = None
    idle: Idle | None = None
    """Of what people entered: why it does nothing."""

    @property
    def by_person(self) -> bool:
        """Whether a person entered it by hand, and no list."""
        return self.list is None


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """One report in which somebody speaks, and what it calls them."""

    id: str
    """`REPORTID/SPEAKERID`."""
    report_id: str
    profile: str
    name: str
    roles: tuple[str, ...]
    day: str | None
    title: str | None
    outlet: str | None
    source_address: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that the record knows of one person or organisation."""

    entity: Entity
    appearances: tuple[AppearanceRow, ...]
    """Earliest first, undated last."""
    judgements: tuple[Judged, ...]
    """Latest first; those that were undone as well."""
    entries: tuple[Entry, ...]
    """Oldest first; those that were undone as well."""

    def joining(self) -> list[Judged]:
        """As few judgements as make one of all profiles, as far as they do: people's, then the surest."""
        where = {each.id: each.profile for each in self.appearances}
        groups: Groups[str] = Groups()
        found = []
        for each in sorted(self.judgements, key=lambda one: (not one.by_person, -one.judgement.confidence)):
            ends = [where.get(end, end) for end in (each.judgement.left, each.judgement.right)]
            stands = each.judgement.verdict == "same" and each.undone_at is None and each.idle is None
            if (
                stands
                and set(ends) <= set(self.entity.profiles)
                and groups.root(ends[0]) != groups.root(ends[1])
            ):
                groups.join(*ends)
                found.append(each)
        return found

    def refused(self) -> list[Judged]:
        """What people said against: that some are different, and what they took back of the program's.

        Of a report that was taken out from under several names at once there is one judgement.
        """
        found: dict[tuple[str, ...], Judged] = {}
        for each in self.judgements:
            judged = each.judgement
            if each.by_person and judged.verdict == "different" and each.undone_at is None:
                one = (judged.by, judged.at or "", judged.left) if "/" in judged.left else (each.id,)
                found.setdefault(one, each)
            elif not each.by_person and (each.undone_by or "").startswith(PERSON):
                found[each.id,] = each
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that the program can neither join nor tell apart."""

    left: str
    right: str
    left_name: str
    right_name: str
    confidence: float
    """The probability (0 to 1) that they are the same."""
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is as it should be, and that somebody may want to do something about."""

    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What a matching changed."""

    profiles: int
    """How many profiles were looked at again."""
    joined: int
    """How many of the program's judgements are new."""
    withdrawn: int
    """How many of its earlier ones no longer count."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a list."""

    read: int
    """How many people and organisations the list holds."""
    kept: int
    """How many of them have a name near one in the record, or all where that was asked for."""
    entries: int
    """How many names, roles and ids were new."""
    problems: int
    """How many lines could not be read."""
    entry: str | None = None
    """The id of one of the entries: undoing it undoes the whole import."""
