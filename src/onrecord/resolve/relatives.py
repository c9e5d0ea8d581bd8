"""Who "who", "which" and "that" stand for: the name before, or whom the phrase before describes."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.resolve.bodies import Bodies
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import SUBORDINATING, Discourse
from onrecord.resolve.found import Antecedent, Found, Joint
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.tables import tables

_INSIDE = frozenset("of in on at from for".split())
_LONGEST_APPOSITION = 140
_LONGEST_PHRASE = 8
_NAMES_BACK = 5
_MARKS = " ,–—-("
_WHEN = re.compile(
    r"(?:(?:this|last|next) (?:week|month|year|spring|summer|autumn|fall|winter)|today|yesterday|"
    r"on [A-Z][a-z]+day|in [0-9]{4})?"
)
_AS_ONE = re.compile(r"\s*(?:And |But |Yet )?as (?:an?|someone|somebody|one)\b", re.IGNORECASE)
_WRITER = frozenset({"i", "me", "my"})
_WITHIN = re.compile(r" (?:of|on|in|at|for|from) ")
_ARTICLES = frozenset({"a", "an", "the"})
_SINGULAR = frozenset({"a", "an", "one", "someone", "somebody"})
_COPULAS = frozenset("is was became remains remained".split())
_ADVERBS = frozenset("also still now only then just not always once perhaps probably largely widely".split())
_AUXILIARY = frozenset("has had have been be long ever".split())
_SEEN = frozenset("seen known viewed described regarded hailed cast remembered".split())


class Relatives:
    """Finds whom the relative pronouns of one report stand for."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse, bodies: Bodies) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._bodies = bodies
        self._starts = [name.span.start for name in cast.names]

    def of(self, at: int, *, person: bool) -> Found | None:
        """Who "who" or "which" at offset `at` is: the name before it, or whom the phrase before describes."""
        before = self._coordinate(at)
        if before is not None:
            return self.of(before, person=person)
        return self._body(at, person=person) or self._name(at, person=person) or self._predicated(at, person)

    def _coordinate(self, at: int) -> int | None:
        """Where the same pronoun stands before in the sentence, if this one goes on from it: "and who"."""
        words, i = self._layout.words, self._layout.word_at(at)
        if i < 1 or words[i - 1].folded not in {"and", "but"}:
            return None
        start = self._layout.sentence_span(at).start
        earlier = (word for word in reversed(words[self._layout.word_at(start) : i]))
        return next((word.start for word in earlier if word.folded == words[i].folded), None)

    def of_writer(self, at: int) -> bool:
        """Whether a sentence opens with "As someone who" and goes on with "I": its writer is meant."""
        layout = self._layout
        sentence = layout.sentence_span(at)
        if layout.quoted(at) or _AS_ONE.match(layout.text, sentence.start, at) is None:
            return False
        words = layout.words[layout.word_at(at) : layout.word_at(sentence.end)]
        return any(word.folded in _WRITER for word in words if not layout.quoted(word.start))

    def _body(self, at: int, *, person: bool) -> Found | None:
        """The group or, of "which", the organisation right before the pronoun that is called by a noun."""
        for mention in reversed(self._bodies.mentions(self._layout.paragraph(at))):
            if mention.end <= at:
                beside = self._layout.text[mention.end : at].strip(_MARKS) == ""
                i = bisect_left(self._starts, mention.at)
                named = i < len(self._starts) and self._cast.names[i].span.end == mention.end
                part = self._layout.text.endswith(
                    (" of ", " of the "), 0, mention.at
                )  # "parts of the party that"
                if not beside or named or part or not _speaks_so(mention.member, person=person):
                    return None
                return Antecedent(mention.member, f"the words before it, at {mention.at}", "relative")
        return None

    def _name(self, at: int, *, person: bool) -> Found | None:
        end = bisect_left(self._starts, at)
        stop = at
        for i in range(end - 1, max(end - _NAMES_BACK, -1), -1):
            name = self._cast.names[i]
            if stop == at:
                stop = self._layout.words[name.last].stop
            between = self._layout.text[stop:at]
            member = self._discourse.who(name)
            if name.possessive or member is None or len(between) > _LONGEST_APPOSITION or "\n" in between:
                return None
            beside = _WHEN.fullmatch(between.strip(_MARKS)) is not None
            if beside and self._indefinite(name):
                return None
            if self._attached(i):
                continue  # "Ana Brun of Tarn, who"
            if beside and _speaks_so(member, person=person):
                return self._both(i) or self._beside(name, member, person=person)
            if _speaks_so(member, person=person) and self._described(
                name, member, between, at, person=person
            ):
                reason = f"the name described before it, named at {name.span.start}"
                return Antecedent(member, reason, "relative")
            stop = at
        return None

    def _indefinite(self, name: Name) -> bool:
        """Whether a name is but a noun with "a" before it: "a former Census-taker", "some Tarn PACs"."""
        words = self._layout.words
        plural = name.parts[-1].endswith("s") and name.parts[-1][:-1].isupper()
        i = name.first - 1
        while i > name.first - 3 and i > 0 and not words[i].capital and words[i].folded not in _ARTICLES:
            i -= 1
        whole = self._layout.text[words[i].stop : words[name.first].start] if i >= 0 else "."
        article = words[i].folded in {"a", "an"} and not re.search(r"[^\w\s-]|\n", whole)
        return plural or (article and name.kind in {"unknown", "people"})

    def _predicated(self, at: int, person: bool) -> Antecedent | None:
        """Of whom a phrase right before the pronoun is said: "Brun is one of three members who"."""
        layout, words = self._layout, self._layout.words
        last = layout.word_at(at) - 1
        first = self._phrase(last, at)
        if not person or first is None:
            return None
        said = first - 1
        while said > first - 3 and words[said].folded in _ADVERBS:
            said -= 1
        verb = words[said].folded
        as_one = verb == "as" and words[said - 1].folded in _SEEN
        if not as_one and verb not in _COPULAS:
            return None
        subject = said - 1 - as_one
        while subject > 0 and words[subject].folded in _ADVERBS | _AUXILIARY:
            subject -= 1
        return self._subject(subject)

    def _phrase(self, last: int, at: int) -> int | None:
        """The first word of a singular phrase that ends with word `last`: "one of three members"."""
        layout, words = self._layout, self._layout.words
        if last < 0 or layout.text[words[last].stop : at].strip() != "":
            return None
        for i in range(last, max(last - _LONGEST_PHRASE, 0), -1):
            if words[i].folded in _SINGULAR:
                return i
            if words[i].start - words[i - 1].stop != 1:
                return None
        return None

    def _subject(self, i: int) -> Antecedent | None:
        """Whoever's name ends with word `i`, standing as a subject."""
        words = self._layout.words
        at = bisect_left(self._starts, words[i].stop) - 1
        name = self._cast.names[at] if at >= 0 else None
        if name is None or name.last != i or not self._discourse.stands_as_subject(name):
            return None
        member = self._discourse.who(name)
        if member is None or not _speaks_so(member, person=True):
            return None
        return Antecedent(member, f"of whom it is said, named at {name.span.start}", "relative")

    def _beside(self, name: Name, member: Member, *, person: bool) -> Antecedent | None:
        """The name right before the pronoun; "which" makes an organisation of what nothing else tells."""
        unknown = member.kind is None and not self._discourse.stands_as_subject(name)
        if unknown or not _speaks_so(member, person=person):
            return None
        if not person and member.kind is None:
            member.kind = "organisation"
        return Antecedent(member, f"the name before it, at {name.span.start}", "relative")

    def _described(self, name: Name, member: Member, between: str, at: int, *, person: bool) -> bool:
        """Whether what stands between a name and the pronoun is its apposition, closed by a comma or not."""
        if not between.startswith(", "):
            return False
        if between.count(",") == 1:
            own = member.kind is None or (member.kind == "person") == person
            return own and self._described_as(between, person=person)
        stop = self._layout.words[name.last].stop
        group = not person and between.rstrip(", ").split(" ")[-1].lower() in tables().organisation_nouns
        introduced = any(stop < role.at < at for role in member.roles) or (
            person and self._described_as(_WITHIN.split(between)[0], person=True)
        )
        return between.endswith(", ") and between.count(",") == 2 and (introduced or group)

    @staticmethod
    def _described_as(between: str, *, person: bool) -> bool:
        """Whether an apposition runs up to the pronoun: ", a private company that", ", a nurse who"."""
        words = between.strip(", ").lower().split()
        noun = next((word for word in reversed(words) if word not in SUBORDINATING), "")
        known = tables()
        told = noun in known.roles or noun in known.parties if person else noun in known.organisation_nouns
        return len(words) > 1 and words[0] in {"a", "an", "the"} and told

    def _attached(self, i: int) -> bool:
        """Whether name number `i` only places the name before it ("Greens in Ansby, who")."""
        if not i:
            return False
        name, before = self._cast.names[i], self._cast.names[i - 1]
        near = name.first - before.last == 2
        return near and self._layout.words[name.first - 1].folded in _INSIDE

    def _both(self, i: int) -> Joint | None:
        """Two groups, or two names joined by "both ... and", right before a relative pronoun."""
        words, names = self._layout.words, self._cast.names
        name, before = names[i], names[max(i - 1, 0)]
        if i == 0 or name.first - before.last != 2 or words[name.first - 1].folded != "and":
            return None
        members = [self._discourse.who(before), self._discourse.who(name)]
        groups = all(member is not None and member.kind == "group" for member in members)
        if not groups and (before.first == 0 or words[before.first - 1].folded != "both"):
            return None
        reason = f"the names before it, at {before.span.start}"
        parts = tuple(Antecedent(m, reason, "relative") for m in members if m is not None)
        return Joint(parts, reason, "relative") if len(parts) == 2 else None


def _speaks_so(member: Member, *, person: bool) -> bool:
    """Whether "who", as it is never said of an institution, can be said of a member; "which" of anything."""
    return not person or member.kind in {"person", "group", None}
