"""Who "he" or "she" stands for: the nearest who fits, and abstaining where two do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from onrecord.resolve.cast import Member
from onrecord.resolve.discourse import PARAGRAPHS_BACK, SUBORDINATING, Discourse, Entry
from onrecord.resolve.found import Antecedent
from onrecord.resolve.layout import Layout
from onrecord.resolve.roles import BREAKS
from onrecord.resolve.tables import Gender, tables

_LONGEST_SUBJECT = 5
_AGENT = re.compile(r"\w{3,}(?:er|or|ist|man|woman)")
_INNER = SUBORDINATING | {"that", "which", "whom", "what"}


class Pronouns:
    """Finds whom "he" and "she" stand for in one report."""

    def __init__(self, layout: Layout, discourse: Discourse) -> None:
        self._layout = layout
        self._discourse = discourse

    def before(self, at: int, gender: Gender, *, owning: bool = False) -> Antecedent | None:
        """Who "he" or "she" at offset `at` is, or with `owning` "his" or "her"."""
        layout = self._layout
        here, paragraph = layout.sentence(at), layout.paragraph(at)
        weak: dict[Member, int] = {}
        excluded: set[Member] = set()
        group: list[Entry] = []
        sentence = here
        doubt = False
        for entry in [*self._discourse.people(at), None]:
            number = -1 if entry is None else layout.sentence(entry.at)
            if group and number != sentence:
                chosen = self._choose(group)
                if chosen is not None or len({e.member for e in group}) > 1:
                    hidden = chosen is None or self._discourse.hides_since(chosen, at, gender)
                    return None if chosen is None or hidden else self._because(chosen, gender, paragraph)
                group = []
            if number < here - 1 <= sentence and len(weak) == 1 and not doubt and not self._described(at):
                break
            if entry is None or paragraph - layout.paragraph(entry.at) > PARAGRAPHS_BACK:
                break
            sentence = number
            if entry.member.gender not in {None, gender} or entry.member in excluded:
                continue
            told = entry.inner and entry.member.gender == gender
            if entry.strong or entry.spoke or told or (owning and number == here):
                group.append(entry)
            elif number == here:
                self._beside_it(entry, at, weak if entry.member.gender == gender else {}, excluded)
            elif entry.member.gender == gender:
                weak.setdefault(entry.member, entry.at)
            else:
                doubt = True
        return self._only(weak, gender)

    def _described(self, at: int) -> bool:
        """Whether the sentence before tells of somebody by a description: "The baker met Ivo Dent"."""
        layout = self._layout
        first = layout.word_at(layout.sentence_span(max(layout.sentence_span(at).start - 1, 0)).start)
        opening = layout.words[first : first + _LONGEST_SUBJECT]
        if not opening or opening[0].folded != "the":
            return False
        phrase = takewhile(lambda word: word not in BREAKS, (word.folded for word in opening[1:]))
        return any(word in tables().roles or _AGENT.fullmatch(word) for word in phrase)

    def _beside_it(self, entry: Entry, at: int, weak: dict[Member, int], excluded: set[Member]) -> None:
        """Sort somebody named as no subject in the pronoun's own sentence: told of, or not meant by it."""
        before = self._layout.word_at(at) - 1
        subordinate = before >= 0 and self._layout.words[before].folded in _INNER
        if entry.content and not subordinate:
            return
        if subordinate or entry.owner:
            weak.setdefault(entry.member, entry.at)
        else:
            excluded.add(entry.member)

    @staticmethod
    def _only(weak: dict[Member, int], gender: Gender) -> Antecedent | None:
        """The only one of a gender named in reach, if nobody stood as a subject."""
        if len(weak) != 1:
            return None
        member, where = next(iter(weak.items()))
        return Antecedent(
            member, f"the only {_word(gender)} named shortly before, at {where}", "only one near"
        )

    @staticmethod
    def _choose(group: Sequence[Entry]) -> Entry | None:
        """Of the people in one sentence: the only one, else the only one who speaks, else the first."""
        group = [entry for entry in group if not entry.inner] or group
        group = [entry for entry in group if not entry.inner] or group
        members = {entry.member for entry in group}
        if len(members) == 1:
            return next((entry for entry in group if entry.spoke), group[0])
        speaking = [entry for entry in group if entry.spoke]
        if len({entry.member for entry in speaking}) == 1:
            return speaking[0]
        for leading in (Entry.opening, Entry.clearly):
            if not speaking and len({entry.member for entry in group if leading(entry)}) == 1:
                return next(entry for entry in group if leading(entry))
        return None

    def _because(self, entry: Entry, gender: Gender, paragraph: int) -> Antecedent:
        near = "this paragraph" if self._layout.paragraph(entry.at) == paragraph else "a paragraph before"
        doing = "speaking" if entry.spoke else "named as subject"
        reason = f"the last {_word(gender)} {doing} in {near}, at {entry.at}"
        return Antecedent(entry.member, reason, "last speaker" if entry.spoke else "last subject")


def _word(gender: Gender) -> str:
    return "man" if gender == "m" else "woman"
