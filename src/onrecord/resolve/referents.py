"""What the words of one source refer to: each form of source to what can read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.core import Report, Span, Spans
from onrecord.resolve.authors import Authors
from onrecord.resolve.bodies import Bodies
from onrecord.resolve.cast import Cast
from onrecord.resolve.conjuncts import Conjuncts
from onrecord.resolve.delayed import Delayed
from onrecord.resolve.descriptions import Descriptions
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.documents import Documents
from onrecord.resolve.found import Antecedent, Found, together
from onrecord.resolve.institutions import Institutions
from onrecord.resolve.kin import Kin
from onrecord.resolve.layout import Layout
from onrecord.resolve.makers import MakerReader
from onrecord.resolve.names import Name
from onrecord.resolve.namesakes import two_of_one_name
from onrecord.resolve.pronouns import Pronouns
from onrecord.resolve.relatives import Relatives
from onrecord.resolve.runs import given_gender
from onrecord.resolve.several import Several
from onrecord.resolve.sources import Source, SourceForm, SourceReader
from onrecord.resolve.tables import GENDER_OF, Gender, fold, tables
from onrecord.resolve.things import Things

_ASKING = frozenset({"INTERVIEWER", "MODERATOR", "HOST", "QUESTION", "REPORTER", "REPORTERS"})
"""Labels of a transcript's turns that name nobody."""
_FIRST_PERSON = frozenset({"i", "my", "me", "we"})
_COMMON: frozenset[SourceForm] = frozenset({"description", "unnamed"})
"""Forms of sources by which, in their own words, speakers do not mean themselves."""


class Referent(NamedTuple):
    """What a source refers to, and whether it is a document that speaks for its makers."""

    found: Found | None
    document: bool = False


class Referents:
    """Finds what sources refer to; calls for outer ones come in order of the text."""

    def __init__(self, report: Report, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._reader = SourceReader(layout, cast.names)
        self._delayed = Delayed(layout, self._reader)
        self._conjuncts = Conjuncts(layout, cast.names, self._reader)
        self._institutions = Institutions(layout, cast, self._reader, discourse)
        makers = MakerReader(layout, cast, self._reader, self._institutions, discourse)
        self._documents = Documents(layout, cast, makers, self._institutions)
        self._descriptions = Descriptions(layout, cast, discourse)
        self._several = Several(layout, cast, discourse)
        self._pronouns = Pronouns(layout, discourse)
        self._bodies = Bodies(layout, cast, discourse, self._reader, self._institutions)
        self._relatives = Relatives(layout, cast, discourse, self._bodies)
        self._things = Things(layout, cast, discourse, self._bodies)
        self._kin = Kin(layout, cast, discourse)
        self._authors = Authors(report, layout, cast)
        discourse.author = self._authors.author
        self._by_form: dict[SourceForm, Callable[[Source, Span], Found | None]] = {
            "name": self._names,
            "description": self._description,
            "organisation": lambda source, span: self._institutions.named(source, span.start),
            "makers": lambda _, span: self._documents.again("study", span.start),
            "kin": lambda source, _: self._kin.of(source.core),
            "pair": lambda source, span: self._several.pair(source, span.start),
            "unnamed": lambda source, span: (
                self._untabled_name(source, span) or self._several.plural(source, span.start)
            ),
            "verb": self._untabled_name,
        }

    def of(self, span: Span, around: Found | None, cue: Spans, *, outer: bool) -> Referent:
        """What the source at `span` refers to.

        `around` is what the source of the quotation around it refers to; `outer` whether there is none.
        """
        letter = span.of(self._layout.text).strip(" :.")
        if letter in _ASKING:
            return Referent(None)
        if letter in {"Q", "A"}:
            return Referent(self._authors.answering() if letter == "A" else None)
        source = self._reader.read(span)
        if source.form == "verb":
            for other in cue:  # a verb for a source: the two were given the wrong way round
                if self._reader.read(other).form in {"name", "description"}:
                    span, source = other, self._reader.read(other)
        found = self._joined(span, around) or self._examples(source, span, around) if outer else None
        if found is None:
            found = self._who(source, span, around, outer=outer)
        if not outer and source.form in _COMMON and _shares(found, around):
            return Referent(None)  # who says "a candidate says" gives the words to somebody else
        if outer:
            asks = any(tables().polarity.get(fold(each.of(self._layout.text))) == "asked" for each in cue)
            self._note(source, span, found, asks=asks)
        return Referent(found, source.form == "document")

    def below(self, span: Span, later: Sequence[tuple[int, Found]]) -> Antecedent | None:
        """Whom an early source names only below; `later` are the known sources after it, in order."""
        return self._delayed.of(span, later)

    def _note(self, source: Source, span: Span, found: Found | None, *, asks: bool) -> None:
        """Keep in mind who has spoken, for pronouns and documents to come; nobody calls the author "he"."""
        writer = isinstance(found, Antecedent) and found.sort == "author"
        if writer or (source.form == "pronoun" and source.head in _FIRST_PERSON):
            return
        if found is not None:
            self._discourse.speaks(span.start, found.members, document=source.form == "document")
            if source.form != "document":
                self._documents.issued(span.start, found.members)
        elif source.form in {"unnamed", "document", "organisation", "description", "kin"}:
            self._discourse.speaks(span.start, ())
            if source.single and not source.owned and not asks:
                self._discourse.hides(span.start, source.gender)

    def _joined(self, span: Span, around: Found | None) -> Found | None:
        """All who speak together; whoever is unnamed among them is left out."""
        parts = self._conjuncts.of(span)
        if not parts:
            return None
        found: list[Antecedent] = []
        for part in parts:
            source = self._reader.read(part)
            one = self._who(source, part, around, outer=True)
            if isinstance(one, Antecedent):
                found.append(one)
            elif one is not None or not (source.owned or (found and source.form == "unnamed")):
                return None
        if len(found) < len(parts) and any(part.sort == "named alone" for part in found):
            return None  # "Young and women voters"
        self._of_one_kind(found)
        reason = f"the names joined in the source, at {span.start}"
        return together(tuple(found), reason, "joined") if found else None

    @staticmethod
    def _of_one_kind(parts: list[Antecedent]) -> None:
        """Take what no one knows for an institution where it is joined to one: "Norvia and the Trust"."""
        if any(part.member.kind == "organisation" for part in parts):
            for part in parts:
                if part.sort == "named alone" and not given_gender(part.member.name)[0]:
                    part.member.kind = "organisation"

    def _examples(self, source: Source, span: Span, around: Found | None) -> Found | None:
        """Those named in "candidates like Ana Brun", "several leaders, including Ana Brun and Ivo Dent"."""
        if source.form not in {"unnamed", "description"}:
            return None
        words = self._reader.words_in(span)
        names = self._reader.names_in(span)
        for i, word in enumerate(words[:-1]):
            such = word.folded == "as" and i > 0 and words[i - 1].folded == "such"
            if (such or word.folded in {"like", "including"}) and words[i + 1].start in names:
                part = Span(words[i + 1].start, words[-1].stop)
                return self._joined(part, around) or self._who(
                    self._reader.read(part), part, around, outer=True
                )
        return None

    def _who(self, source: Source, span: Span, around: Found | None, *, outer: bool) -> Found | None:
        """What a source is, by its form; those that own or refer back need to know where they stand."""
        word = source.core[0].folded if source.core else ""
        if source.form == "pronoun":
            return self._pronoun(source.head, span, around, outer=outer)
        if source.form == "own":
            return self._institutions.run_by(self._pronoun(word, span, around, outer=outer), source)
        if source.form == "document" and source.owning is not None:
            return self._pronoun(source.owning.folded, span, None, outer=outer)
        if source.form == "document":
            return self._documents.makers(source, span.start)
        return self._by_form[source.form](source, span)

    def _description(self, source: Source, span: Span) -> Found | None:
        return self._untabled_name(source, span) or self._descriptions.of(source, span)

    def _names(self, source: Source, _: Span) -> Found | None:
        """Whom the names in a source stand for."""
        if len(source.names) > 1:
            return self._joint(source)
        found = self._named(source.names[0])
        plain = found is not None and found.sort == "named alone" and self._more(source)
        return None if plain else found  # "Young and women voters"

    def _named(self, name: Name) -> Antecedent | None:
        """Whom one name stands for, by itself or as part of a fuller one."""
        if name.kind == "people":
            return None
        member = self._cast.find(name)
        if member is None or two_of_one_name(member):
            return self._of_family(name) if member is None else None
        if len(member.key) == 1 and member.kind is None:
            return Antecedent(member, f"named only as {member.name}, at {member.at}", "named alone")
        if fold(" ".join(name.parts)) == fold(member.name):
            return Antecedent(member, f"named in the source, at {name.span.start}", "named")
        full = f"{member.name}, named in full at {member.at}"
        if name.key[-1] not in member.key:
            return Antecedent(member, f"initials of {full}", "initials")
        person = member.kind == "person" and name.key[-1] == member.key[-1]
        return Antecedent(
            member, f"{'surname' if person else 'part of the name'} of {full}", "part of a name"
        )

    @staticmethod
    def _more(source: Source) -> bool:
        """Whether plain words are joined to a name."""
        rest = source.rest
        return len(rest) > 1 and rest[0].folded == "and" and not rest[1].capital

    def _of_family(self, name: Name) -> Antecedent | None:
        """Who of a family is meant; "her" after the name tells it too."""
        family = self._cast.family(name)
        gender = self._discourse.gender_after(self._layout.words[name.last].stop)
        told = [member for member in family if member.gender == gender] if gender is not None else []
        if len(told) == 1:
            reason = f"of those named {name.parts[-1]} the only one whom the next words fit, at {told[0].at}"
            return Antecedent(told[0], reason, "one of a family")
        return self._discourse.of_family(family, name.span.start)

    def _untabled_name(self, source: Source, span: Span) -> Antecedent | None:
        """A capitalised word that a headline or a sentence's start hid from the search for names."""
        key = tuple(word.folded for word in source.core if word.capital)
        if not key or len(key) != len(source.core) or key[-1] in tables().parties:
            return None
        member = self._cast.find_key(key, None, span.start) or self._cast.single(key)
        if member is None:
            return self._discourse.of_family(self._cast.family_of(key), span.start)
        return Antecedent(member, f"surname of {member.name}, named in full at {member.at}", "part of a name")

    def _only_word(self, name: Name) -> bool:
        member = self._cast.find(name)
        return member is not None and len(member.key) == 1 and member.kind is None

    def _joint(self, source: Source) -> Found | None:
        """Two names joined in a source that has not been taken apart."""
        first, second = source.names[0], source.names[1]
        whole = self._layout.text[first.span.start : second.span.end]
        joined = whole[first.span.end - first.span.start :].startswith(f" and {second.parts[0]}")
        if joined and first.kind != "person" and second.kind == "organisation" and len(second.parts) > 1:
            member = self._cast.institution(whole, first.span.start)
            return Antecedent(member, f"named in the source, at {first.span.start}", "named")
        if first.kind == "unknown" and second.role is not None and self._only_word(first):
            return self._named(second)  # "Farms and Fisheries Minister Ivo Dent"
        if first.kind != "person" and second.kind in {"organisation", "place"}:
            return None
        found = [self._named(name) for name in source.names]
        parts = tuple(each for each in found if each is not None)
        if len(parts) < len(found):
            return None
        return together(parts, f"the names joined in the source, at {first.span.start}", "joined")

    def _pronoun(self, word: str, span: Span, around: Found | None, *, outer: bool) -> Found | None:
        at, found = span.start, None
        if word in {"who", "which", "whom", "that"}:
            found = (
                self._relatives.of(at, person=word.startswith("who"))
                or self._before(span)
                or (self._authors.writing(at, together=False) if self._relatives.of_writer(at) else None)
            )
        elif word in _FIRST_PERSON:
            found = self._first_person(word, span, around)
        elif word in GENDER_OF and not outer:
            found = self._inside(GENDER_OF[word], span, around)
        elif word in GENDER_OF:
            found = self._pronouns.before(at, GENDER_OF[word], owning=word in {"his", "her"})
        elif outer and word in {"it", "its"}:
            found = self._things.one(at) or self._about(span)
        elif outer and word in {"they", "their"}:
            found = self._things.several(at)
        return found

    def _inside(self, gender: Gender, span: Span, around: Found | None) -> Antecedent | None:
        """Who "she" is in the reported words of somebody: the one who says them."""
        if not isinstance(around, Antecedent) or self._layout.quoted(span.start):
            return None
        if around.member.kind not in {"person", None} or around.member.gender not in {None, gender}:
            return None
        return Antecedent(around.member, "the speaker of the sentence around it", "around")

    def _about(self, span: Span) -> Found | None:
        """The organisation with which the sentence before opens, in the same paragraph."""
        layout = self._layout
        start = layout.sentence_span(span.start).start
        if not start or layout.paragraph(start - 1) != layout.paragraph(span.start):
            return None
        return self._institutions.subject(start - 1)

    def _first_person(self, word: str, span: Span, around: Found | None) -> Found | None:
        if around is None and not self._layout.quoted(span.start):
            return self._authors.writing(span.start, together=word == "we")
        if word == "we" or not isinstance(around, Antecedent) or not self._layout.quoted(span.start):
            return None
        return Antecedent(around.member, "the speaker of the quotation around it", "around")

    def _before(self, span: Span) -> Found | None:
        """What the phrase before a relative pronoun refers to, if it is no name ("the study, which")."""
        words = self._layout.words
        last = self._layout.word_at(span.start) - 1
        text = self._layout.text
        if last < 1 or text[words[last].stop : span.start].strip() not in {"", ",", "--", "—", "–"}:
            return None
        noun, article = words[last], words[last - 1]
        part = last > 1 and words[last - 2].folded == "of"  # "parts of the party that"
        if noun.capital or part or article.folded not in {"the", "this"}:
            return None
        source = self._reader.read(Span(article.start, noun.end))
        if source.form in {"organisation", "document"}:
            return self._who(source, Span(article.start, noun.end), None, outer=True)
        return None


def _shares(found: Found | None, around: Found | None) -> bool:
    """Whether somebody is among both."""
    return found is not None and around is not None and not set(found.members).isdisjoint(around.members)
