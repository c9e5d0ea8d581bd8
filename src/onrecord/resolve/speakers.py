"""Who a source refers to: one pass over a report's quotations, outer ones before the ones inside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.core import Quotation, Span, Speaker, SpeakerKind
from onrecord.resolve.antecedents import GENDER_OF, Antecedent, Discourse
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.institutions import Institutions
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.roles import Role, fits, read_role
from onrecord.resolve.sources import Source, SourceReader
from onrecord.resolve.tables import fold

_ONLY_MARKS = re.compile(r"[\s.,;:!?…“”„«»\"'’‘)\]—–-]*")
_OPENING = '“„«"”'
_DELAYED_PARAGRAPHS = 2
_PARTICIPLE = re.compile(r"(?:and |but |before |then |also )?\w+ing\b", re.IGNORECASE)


def placed(quotation: Quotation) -> int:
    """Where a quotation stands in the text: at its source, else at its content."""
    return min(span.start for span in (quotation.source or quotation.content))


def containers(quotations: Sequence[Quotation]) -> dict[str, str]:
    """Id of a quotation -> id of the innermost other one whose content its own content lies in."""
    parts = sorted(
        ((span.start, -span.end, each.id) for each in quotations for span in each.content),
    )
    inside: dict[str, str] = {each.id: each.nested_in for each in quotations if each.nested_in}
    open_parts: list[tuple[int, str]] = []
    for start, negative_end, identity in parts:
        while open_parts and open_parts[-1][0] <= start:
            open_parts.pop()
        around = next(
            (other for end, other in reversed(open_parts) if other != identity and end >= -negative_end), None
        )
        if around is not None:
            inside.setdefault(identity, around)
        open_parts.append((-negative_end, identity))
    return inside


class SpeakerResolver:
    """Finds the speakers of one report's quotations; `resolve` gives them by quotation id."""

    def __init__(
        self, layout: Layout, cast: Cast, quotations: Sequence[Quotation], inside: Mapping[str, str]
    ) -> None:
        self._layout = layout
        self._cast = cast
        self._quotations = quotations
        self._inside = inside
        self._reader = SourceReader(layout, cast.names)
        self._institutions = Institutions(layout, cast)
        outer = [each for each in quotations if each.id not in self._inside]
        self._discourse = Discourse(layout, cast, [part for each in outer for part in each.content])
        self._in_text_order = sorted(outer, key=lambda each: each.content[0].start)
        self._order = {each.id: i for i, each in enumerate(self._in_text_order)}
        self._found: dict[str, Speaker | None] = {}
        self._members: dict[str, Member] = {}
        self._ids: dict[tuple[SpeakerKind, str], str] = {}
        self._taken: set[str] = set()

    def resolve(self) -> dict[str, Speaker | None]:
        """Every quotation's speaker, None where the text does not settle one."""
        outer = sorted(self._in_text_order, key=placed)
        sourceless = [each for each in outer if not each.source]
        for quotation in outer:
            if quotation.source:
                self._found[quotation.id] = self._of_source(quotation, None)
            else:
                self._found[quotation.id] = self._implicit(quotation)
        for quotation in sourceless:
            if self._found[quotation.id] is None:
                self._found[quotation.id] = self._announced(quotation)
        for quotation in sorted(self._quotations, key=lambda each: each.content[0].start):
            if quotation.id in self._inside:
                around = self._inside[quotation.id]
                self._found[quotation.id] = self._of_source(quotation, around) if quotation.source else None
        return self._found

    def _of_source(self, quotation: Quotation, around: str | None) -> Speaker | None:
        for span in quotation.source:
            source = self._reader.read(span)
            antecedent = self._who(source, span, around)
            if isinstance(antecedent, Speaker):
                return antecedent
            if antecedent is not None:
                if around is None and antecedent.member.kind in {"person", None}:
                    self._discourse.speaks(span.start, antecedent.member)
                self._members[quotation.id] = antecedent.member
                return self._speaker(antecedent)
        return None

    def _who(self, source: Source, span: Span, around: str | None) -> Antecedent | Speaker | None:
        match source.form:
            case "name":
                return self._joint(source) if len(source.names) > 1 else self._named(source.names[0])
            case "pronoun":
                return self._pronoun(source.head, span, around)
            case "description":
                return self._untabled_name(source, span) or self._described(source, span)
            case "organisation" | "document":
                found = self._institutions.named(source, span.start)
                return None if found is None else self._as_speaker(*found)
            case _:
                return self._untabled_name(source, span)

    def _named(self, name: Name) -> Antecedent | None:
        if name.kind == "people":
            return None
        member = self._cast.find(name)
        if member is None:
            return None
        if len(member.key) == 1 and member.kind is None:
            return Antecedent(member, f"named only as {member.name}, at {member.at}")
        if fold(" ".join(name.parts)) == fold(member.name):
            return Antecedent(member, f"named in the source, at {name.span.start}")
        if name.key[-1] not in member.key:
            return Antecedent(member, f"initials of {member.name}, named in full at {member.at}")
        person = member.kind == "person" and name.key[-1] == member.key[-1]
        part = "surname" if person else "part of the name"
        return Antecedent(member, f"{part} of {member.name}, named in full at {member.at}")

    def _untabled_name(self, source: Source, span: Span) -> Antecedent | None:
        """A capitalised word that a headline or a sentence's start hid from the search for names."""
        key = tuple(word.folded for word in source.core if word.capital)
        if not key or len(key) != len(source.core):
            return None
        member = self._cast.find_key(key, None, span.start)
        if member is None:
            return None
        return Antecedent(member, f"surname of {member.name}, named in full at {member.at}")

    def _only_word(self, name: Name) -> bool:
        member = self._cast.find(name)
        return member is not None and len(member.key) == 1 and member.kind is None

    def _joint(self, source: Source) -> Antecedent | Speaker | None:
        first, second = source.names[0], source.names[1]
        whole = self._layout.text[first.span.start : second.span.end]
        joined = whole[first.span.end - first.span.start :].startswith(f" and {second.parts[0]}")
        if joined and first.kind != "person" and second.kind == "organisation" and len(second.parts) > 1:
            return self._as_speaker(whole, "organisation", f"named in the source, at {first.span.start}")
        if first.kind == "unknown" and second.role is not None and self._only_word(first):
            return self._named(second)  # "Farms and Fisheries Minister Ivo Dent"
        if first.kind != "person" and second.kind in {"organisation", "place"}:
            return None
        found = [self._named(name) for name in source.names]
        members = [each.member for each in found if each is not None]
        if len(members) < len(found):
            return None
        return self._as_speaker(
            " and ".join(m.name for m in members), "group", "the names joined in the source"
        )

    def _described(self, source: Source, span: Span) -> Antecedent | None:
        owner = source.owner
        if source.owned or (owner is not None and owner.possessive and owner.kind != "place"):
            return None
        words = (*source.core, *source.rest)
        text = self._layout.text
        ends = next(
            (i for i, w in enumerate(words) if text[w.stop : w.stop + 1] in {",", "(", ";"}), len(words) - 1
        )
        wanted = read_role(words[: ends + 1], invent=True)
        if wanted is None:
            return None
        return self._bearer(wanted, span.start)

    def _bearer(self, wanted: Role, at: int) -> Antecedent | None:
        """The one person introduced so before, else the one introduced by the same role soon after."""
        gender, near = wanted.gender, self._layout.paragraph(at) + _DELAYED_PARAGRAPHS
        bearer: Member | None = None
        introduction: Role | None = None
        for member, role in self._cast.introduced(wanted):
            late = role.at >= at
            if late and introduction is not None and introduction.at < at:
                break
            if late and self._layout.paragraph(role.at) > near:
                break
            if (gender is not None and member.gender not in {None, gender}) or not fits(wanted, role):
                continue
            if late and role.name != wanted.name:
                continue
            if bearer not in {None, member}:
                return None
            bearer, introduction = member, introduction or role
        if bearer is None or introduction is None:
            return None
        return Antecedent(bearer, f"introduced as {introduction.text} at {introduction.at}")

    def _pronoun(self, word: str, span: Span, around: str | None) -> Antecedent | None:
        if word in {"who", "which", "whom"}:
            return self._discourse.relative(span.start, person=word != "which")
        if word in {"i", "my", "me"}:
            return self._first_person(span, around)
        gender = GENDER_OF.get(word)
        if gender is None:
            return None
        if around is None:
            return self._discourse.before(span.start, gender)
        member = self._members.get(around)
        if member is None or self._layout.quoted(span.start) or member.gender not in {None, gender}:
            return None
        return Antecedent(member, "the speaker of the sentence around it")

    def _first_person(self, span: Span, around: str | None) -> Antecedent | None:
        member = self._members.get(around) if around is not None else None
        if member is None or not self._layout.quoted(span.start):
            return None
        return Antecedent(member, "the speaker of the quotation around it")

    def _implicit(self, quotation: Quotation) -> Speaker | None:
        """A quotation without a source goes on with the speaker before, where the page shows that it does."""
        place = self._order[quotation.id]
        if place == 0:
            return None
        before = self._in_text_order[place - 1]
        speaker = self._found.get(before.id)
        if speaker is None or not self._goes_on(before, quotation):
            return None
        if before.id in self._members:
            self._members[quotation.id] = self._members[before.id]
        return Speaker(
            speaker.id, speaker.name, speaker.kind, f"goes on from the quotation at {placed(before)}"
        )

    def _goes_on(self, before: Quotation, quotation: Quotation) -> bool:
        layout, start = self._layout, quotation.content[0].start
        ended = max(span.end for span in (*before.content, *before.source, *before.cue))
        if quotation.cue:
            cue = min(quotation.cue)
            same = layout.sentence(cue.start) == layout.sentence(max(placed(before), before.content[0].start))
            joined = layout.text[max(cue.start - 4, 0) : cue.start] in {"and ", "but "}
            return same and (joined or _PARTICIPLE.match(cue.of(layout.text)) is not None)
        if layout.paragraph(start) == layout.paragraph(ended - 1):
            return True
        between = layout.text[ended:start]
        return layout.text[start] in _OPENING and _ONLY_MARKS.fullmatch(between) is not None

    def _announced(self, quotation: Quotation) -> Speaker | None:
        """A quotation whose speaker is named only after the next one, with nothing between the two."""
        place = self._order[quotation.id]
        if quotation.cue or place + 1 >= len(self._in_text_order):
            return None
        after = self._in_text_order[place + 1]
        speaker = self._found.get(after.id)
        ended, start = quotation.content[-1].end, after.content[0].start
        if speaker is None or not after.source or "\n" in self._layout.text[ended:start]:
            return None
        if ended > start or self._layout.text[ended:start].strip():
            return None
        return Speaker(
            speaker.id, speaker.name, speaker.kind, f"runs on into the quotation at {placed(after)}"
        )

    def _speaker(self, antecedent: Antecedent) -> Speaker:
        member = antecedent.member
        kind = member.kind
        if kind is None:
            kind = "group" if _plural(member) else "person"
        return self._as_speaker(member.name, kind, antecedent.reason)

    def _as_speaker(self, name: str, kind: SpeakerKind, reason: str) -> Speaker:
        key = (kind, fold(name))
        if key not in self._ids:
            slug = "-".join(re.findall(r"\w+", fold(name))) or kind
            self._ids[key] = slug if slug not in self._taken else f"{slug}-{len(self._taken)}"
            self._taken.add(self._ids[key])
        return Speaker(self._ids[key], name, kind, reason)


def _plural(member: Member) -> bool:
    """Whether a name known by nothing else is a group's ("Greens", "Unionists")."""
    return len(member.key) == 1 and member.key[0].endswith(("ans", "ats", "ists", "crats", "ites"))
