"""Who "it" and "they" are: organisations, groups, documents, and those who spoke together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.core import Span
from onrecord.resolve.bodies import Bodies, Mention
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import SUBORDINATING, Discourse, Entry
from onrecord.resolve.found import Antecedent, Found, Joint, together
from onrecord.resolve.layout import Layout

_NO_SPEAKERS = frozenset("plan act bill law program programme treaty agreement amendment".split())
_LONGEST_LEAD = 8
_LONGEST_CLAUSE = 16
_JOINTS = frozenset({" and ", ", ", ", and "})


class Things:
    """Finds what the "it" and the "they" of one report stand for."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse, bodies: Bodies) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._bodies = bodies
        self._starts = [name.span.start for name in cast.names]

    def one(self, at: int) -> Found | None:
        """What "it" at offset `at` is: the organisation or the place that spoke or was subject last."""
        own = self._own_subject(at, ("organisation",))
        if own is not None:
            return own
        layout = self._layout
        last = self._discourse.spoken_before(at)
        if last is not None and not last[1] and layout.sentence(at) - layout.sentence(last[0]) <= 1:
            return None  # somebody or something unnamed spoke: "it" may be that
        before = self._subject_before(at, ("organisation",))
        near = last is not None and layout.sentence(at) - layout.sentence(last[0]) <= 1
        if before is not None and not near:
            return before
        near = last is not None and layout.paragraph(at) - layout.paragraph(last[0]) <= 1
        if last is not None and near and last[0] in self._discourse.documents:
            reason = f"the document that spoke last, at {last[0]}"
            parts = tuple(Antecedent(member, reason, "maker before") for member in last[1])
            return together(parts, reason, "maker before") if parts else None
        group = self._organisations(at)
        speaking = {entry.member for entry in group if entry.spoke}
        members = speaking or {entry.member for entry in group}
        if len(members) != 1:
            return None
        entry = next(entry for entry in group if entry.member in members)
        return _last(entry, "organisation")

    def several(self, at: int) -> Found | None:
        """Who "they" at offset `at` are: several in one row, a group, those who spoke last together."""
        kinds = ("group", "organisation")
        return (
            self._joined(at, own=True)
            or self._own_subject(at, kinds)
            or self._spoke_together(at)
            or self._joined(at)
            or self._subject_before(at, kinds)
        )

    def _entries(self, at: int) -> list[Entry]:
        """The organisations and groups of the paragraph and of the one before up to `at`, nearest first."""
        here = self._layout.paragraph(at)
        mentions = [
            mention
            for number in range(max(here - 1, 0), here + 1)
            for mention in self._bodies.mentions(number)
            if mention.end < at
        ]
        told = [self._discourse.mentioned(mention.at, mention.member) for mention in mentions]
        named = [
            entry
            for entry in self._discourse.entries(at)
            if entry.member.kind in {"organisation", "group"}
            and entry.member.key[-1] not in _NO_SPEAKERS
            and not any(mention.at <= entry.at < mention.end for mention in mentions)
        ]
        return sorted([*told, *named], key=lambda entry: -entry.at)

    def _own_subject(self, at: int, kinds: Sequence[str]) -> Antecedent | None:
        """What the pronoun's own sentence says so of: "The Trust fears that it will close"."""
        layout = self._layout
        own = [e for e in self._entries(at) if layout.sentence(e.at) == layout.sentence(at)]
        plural = "group" in kinds
        clear = [e for e in own if e.clear or self._coordinate(e)]
        if len({e.member for e in clear}) == 1:
            entry = clear[0]
            fits = entry.opens or entry.member.kind == "group" or not plural
        elif len({e.member for e in own}) == 1 and self._subordinate(at, own[-1]):
            entry = own[-1]
            fits = entry.member.kind == "group" or not plural
        else:
            return None
        return _last(entry, entry.member.kind or "") if fits and entry.member.kind in kinds else None

    def _subordinate(self, at: int, entry: Entry) -> bool:
        """Whether the pronoun begins a clause in its sentence: "after it", of a group also "that they"."""
        before = self._layout.words[self._layout.word_at(at) - 1].folded
        words = {"that"} | SUBORDINATING if entry.member.kind == "group" else SUBORDINATING
        return before in words

    def _as_subject(self, at: int) -> bool:
        """Whether a source stands as a subject, not as in "according to the Post"."""
        before = self._layout.words[max(self._layout.word_at(at) - 1, 0)].folded
        return self._layout.begins_sentence(self._layout.word_at(at)) or before not in {"to", "by"}

    def _coordinate(self, entry: Entry) -> bool:
        """Whether an entry begins a clause behind a word that else makes an object: ", and Greens want"."""
        if entry.content:
            return False
        layout = self._layout
        before = layout.word_at(entry.at) - 1
        led = before >= 0 and layout.begins_sentence(before) and layout.words[before].folded in SUBORDINATING
        plural = entry.member.kind == "group"  # "As Greens scrambled", not "As Tarn Oil's partner"
        return (led and plural) or layout.text.endswith((", and ", ", but ", "; and "), 0, entry.at)

    def _subject_before(self, at: int, kinds: Sequence[str]) -> Antecedent | None:
        """What the sentence before is about, where the pronoun leads its own."""
        layout = self._layout
        start = layout.sentence_span(at).start
        lead = layout.word_at(at) - layout.word_at(start)
        closed = layout.text.endswith(", ", start, at)
        if lead > (_LONGEST_CLAUSE if closed else _LONGEST_LEAD):
            return None
        number = layout.sentence(at) - 1
        entries = [e for e in self._entries(at) if layout.sentence(e.at) == number]
        led = [e for e in entries if e.opens] or [e for e in entries if e.inner]
        if len({e.member for e in led}) != 1 or led[0].member.kind not in kinds:
            return None
        plural = "group" in kinds and led[0].member.kind != "group"
        if plural and (led[0].member.place or any(e.member.kind == "group" for e in entries)):
            return None
        return _last(led[0], led[0].member.kind or "")

    def _organisations(self, at: int) -> list[Entry]:
        """The organisations that speak or open a sentence in the last sentence that has such."""
        layout = self._layout
        paragraph = layout.paragraph(at)
        group: list[Entry] = []
        for entry in self._entries(at):
            if paragraph - layout.paragraph(entry.at) > (2 if entry.spoke else 1):
                break
            if entry.member.kind != "organisation":
                continue
            if entry.spoke or entry.opens:
                if group and layout.sentence(group[0].at) != layout.sentence(entry.at):
                    break
                group.append(entry)
            elif layout.sentence(entry.at) == layout.sentence(at) and not entry.content:
                return []
        return group

    def _joined(self, at: int, *, own: bool = False) -> Joint | None:
        """Those whom the sentence joins in one row, else those with whom the one before opens."""
        layout = self._layout
        start = layout.sentence_span(at).start
        if own:
            rows = self._rows(Span(start, at))
            return _row(rows[0]) if len(rows) == 1 else None
        if not start or layout.paragraph(start - 1) != layout.paragraph(at):
            return None
        before = layout.sentence_span(start - 1)
        opening = [row for row in self._rows(before) if layout.begins_sentence(layout.word_at(row[0].at))]
        return _row(opening[0]) if opening else None

    def _rows(self, span: Span) -> list[list[Mention]]:
        """Those of a passage that stand in one row: "Ana Brun, Ivo Dent and the Trust"."""
        rows: list[list[Mention]] = []
        row: list[Mention] = []
        for mention in self._phrases(span):
            gap = self._layout.text[row[-1].end : mention.at] if row else ""
            if row and gap in _JOINTS:
                row.append(mention)
                continue
            rows.append(row)
            row = [mention]
        rows.append(row)
        joined = (" and ", ", and ")
        return [row for row in rows if len(row) > 1 and self._layout.text[row[-2].end : row[-1].at] in joined]

    def _phrases(self, span: Span) -> list[Mention]:
        """Whom and what a passage speaks of outside quotation marks, each with all its words, in order."""
        layout = self._layout
        told = [
            mention
            for mention in self._bodies.mentions(layout.paragraph(span.start))
            if span.start <= mention.at and mention.end < span.end
        ]
        i = bisect_left(self._starts, span.start)
        while i < len(self._starts) and self._starts[i] < span.end:
            name = self._cast.names[i]
            i += 1
            at, end = layout.words[name.first].start, layout.words[name.last].stop
            member = None if name.possessive or layout.quoted(at) else self._discourse.who(name)
            whole = any(mention.at <= at < mention.end for mention in told)
            if (
                member is not None
                and not whole
                and not member.place
                and (member.kind or self._discourse.is_person(member))
            ):
                told.append(Mention(at, end, member))
        return sorted(told, key=lambda mention: mention.at)

    def _spoke_together(self, at: int) -> Found | None:
        """Those who spoke last, if they are several or an organisation."""
        last = self._discourse.spoken_before(at)
        if last is not None and len(last[1]) == 1:
            last = self._discourse.both_spoke(at) or last
        if last is None or self._layout.paragraph(at) - self._layout.paragraph(last[0]) > 1:
            return None
        where, members = last
        if not members or (len(members) == 1 and not (_band(members[0]) and self._as_subject(where))):
            return None
        reason = f"those who spoke last, at {where}"
        parts = tuple(Antecedent(member, reason, "the last several") for member in members)
        return together(parts, reason, "the last several")


def _row(row: Sequence[Mention]) -> Joint:
    reason = f"those named together, at {row[0].at}"
    parts = tuple(Antecedent(mention.member, reason, "the last several") for mention in row)
    return Joint(parts, reason, "the last several")


def _last(entry: Entry, what: str) -> Antecedent:
    doing = "speaking" if entry.spoke else "named as subject"
    return Antecedent(entry.member, f"the last {what} {doing}, at {entry.at}", "last organisation")


def _band(member: Member) -> bool:
    """Whether "they" can be said of one: of a group, an organisation, or one word of no known kind."""
    if member.place:
        return False
    return member.kind in {"organisation", "group"} or (member.kind is None and len(member.key) == 1)
