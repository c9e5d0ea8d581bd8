"""What kind of words a source is: a name, a pronoun, a description, an institution, nobody named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.core import Span
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.names import Name
from onrecord.resolve.roles import BREAKS, DETERMINERS
from onrecord.resolve.tables import GENDER_OF, Gender, tables

SourceForm = Literal[
    "name",
    "pronoun",
    "description",
    "organisation",
    "document",
    "kin",
    "own",
    "pair",
    "makers",
    "verb",
    "unnamed",
]

PRONOUNS = frozenset(
    "he she it they we i you who which that his her its their our my him them me us whom himself "
    "herself".split()
)
_INDEFINITE = frozenset({"a", "an"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_OWN = frozenset({"eyes", "view", "opinion", "words", "mind", "account", "telling", "estimation", "own"})
"""What only its owner can speak by: "in her view"."""
_RUN_BY = frozenset({"campaign", "administration", "team", "office", "camp", "foundation", "company"})
_LONGEST_OWN, _LONGEST_PART = 4, 5
_MAKERS_OF = frozenset({"authors", "author", "researchers", "pollsters", "scholars", "investigators"})
_PARTICIPLES = frozenset(
    "released conducted published taken commissioned obtained issued signed written led based run headed "
    "seen reviewed cited sponsored posted dated called titled entitled known named made found done "
    "filed".split()
)
"""What describes the noun before it: "a poll released on Friday"."""
SEVERAL = frozenset(
    "men women leaders presidents candidates senators rivals politicians ministers governors nominees "
    "lawmakers opponents authors".split()
)
"""Nouns for people who have spoken together."""
_PARCELS = frozenset("batch series set trove cache string slew raft round flurry".split())
_PARTS = frozenset(
    "one some several parts excerpts excerpt copy copies draft version versions "
    "summary text results findings average averages portions".split()
)
"""What there may be of a document: "one of her ads", "the results of a Basin TV poll"."""
_TWO = frozenset({"two", "both"})
PAIRS = _TWO | {"pair", "duo", "couple"}
_SAYING = frozenset(
    "said says say saying told tells added adds wrote writes asked asks replied argued argues noted notes "
    "explained claimed claims stated continued declared insisted recalled tweeted".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source as read: `names` it comes down to, `core` its noun phrase, `head` the noun."""

    form: SourceForm
    names: tuple[Name, ...] = ()
    core: tuple[Word, ...] = ()
    rest: tuple[Word, ...] = ()
    """What follows the core inside the source."""
    owner: Name | None = None
    """Whose it is, or whom it is called after: Trent in "Trent's campaign"."""
    owning: Word | None = None
    """The word that says whose a document is: "his", "their"."""
    owned: bool = False
    """Whether it begins with "his", "her", "their"."""

    @property
    def single(self) -> bool:
        """Whether an unnamed source is one person ("a spokesman for the port")."""
        return bool(self.core) and self.head in tables().roles and not self.head.endswith("s")

    @property
    def gender(self) -> Gender | None:
        """The gender that the noun tells."""
        return tables().gendered.get(self.head) or tables().kin.get(self.head)

    @property
    def head(self) -> str:
        """The noun of the phrase, folded."""
        return self.core[-1].folded if self.core else ""


class SourceReader:
    """Reads source spans of one report; names must be in order of the text."""

    def __init__(self, layout: Layout, names: Sequence[Name]) -> None:
        self._layout = layout
        self._names = names
        self._first = [layout.words[name.first].start for name in names]

    def read(self, span: Span) -> Source:
        """What the words of a source are."""
        words = self.words_in(span)
        if not words:
            return Source("unnamed")
        names = self.names_in(span)
        words = self._whole(words, names)
        return self._pronoun(words) or self._pair(words, names) or self._phrase(words, names)

    def _whole(self, words: list[Word], names: dict[int, Name]) -> list[Word]:
        """The words from the document on that the first ones are a part of: "his speech", of its excerpts."""
        i = next((k for k, word in enumerate(words[:_LONGEST_PART]) if word.folded == "of"), 0)
        if not i or words[i - 1].folded not in _PARTS or any(word.capital for word in words[1:i]):
            return words
        core = self._core(words[i + 1 :], names)[0]
        return words[i + 1 :] if core and core[-1].folded in tables().documents else words

    @staticmethod
    def _pronoun(words: list[Word]) -> Source | None:
        """A pronoun, or one with a noun that says no more ("in her view"), or a stray verb."""
        first, second = words[0].folded, words[1].folded if len(words) > 1 else ""
        form: SourceForm | None = None
        if first in PRONOUNS and (not second or second in {"himself", "herself", "both"}):
            form = "pronoun"
        elif first in _SAYING and not any(word.capital for word in words):
            form = "verb"
        elif len(words) == 2 and (first in GENDER_OF or first in {"their", "its"}) and second in _OWN:
            form = "pronoun"
        elif first in GENDER_OF and _run_by(words):
            form = "own"
        elif len(words) == 2 and first in _POSSESSIVES and second in tables().kin:
            form = "kin"
        if form is None:
            return None
        whole = form in {"own", "kin"}
        return Source(form, core=tuple(words if whole else words[:1]), owned=whole)

    def _pair(self, words: list[Word], names: dict[int, Name]) -> Source | None:
        """Two of a sort without their names, as "the two men", or several ("the senators")."""
        core = tuple(word for word in words if word.folded not in {*DETERMINERS, "themselves"})
        definite = words[0].folded in {"the", "both", "these", "those", "all"}
        if not core or len(core) > 3 or names or not definite:
            return None
        two = len(core) > 1 and core[0].folded in _TWO and core[-1].folded.endswith(("s", "men", "women"))
        alone = len(core) == 1 and core[0].folded in PAIRS
        several = len(core) == 1 and words[0].folded == "the" and core[0].folded in SEVERAL
        return Source("pair", core=core) if two or alone or several else None

    def words_in(self, span: Span) -> list[Word]:
        """The words that begin in a span."""
        at = self._layout.word_at(span.start)
        words: list[Word] = []
        while at < len(self._layout.words) and self._layout.words[at].start < span.end:
            words.append(self._layout.words[at])
            at += 1
        return words

    def names_in(self, span: Span) -> dict[int, Name]:
        """Names that end within the span, by the offset at which the run they end begins there."""
        at = max(bisect_left(self._first, span.start) - 1, 0)
        found: dict[int, Name] = {}
        while at < len(self._names) and self._names[at].span.start < span.end:
            name = self._names[at]
            dot = self._layout.text[span.end : name.span.end] == "."  # "the N.G.B" of "the N.G.B."
            if name.span.start >= span.start and (name.span.end <= span.end or dot):
                found[max(self._first[at], span.start)] = name
            at += 1
        return found

    def _phrase(self, words: list[Word], names: dict[int, Name]) -> Source:
        opening = words[0]
        named_first = opening.start in names and names[opening.start].kind != "unknown"
        counted = opening.text[0].isdigit() and not opening.folded.endswith("-year-old")
        quantified = opening.folded in tables().unnamed_first or counted
        if quantified and not named_first:
            one = self._apposed(words, names, 1) if opening.folded == "one" else None
            return Source("unnamed") if one is None else Source("name", names=(one,))
        core, head, owner, at = self._core(words, names)
        rest = tuple(words[at:])
        if isinstance(head, Name) and _common(head):
            head = core[-1]
        if isinstance(head, Name):
            return Source("name", names=(head, *self._joined(words, names, at)), core=core, rest=rest)
        if head is None:
            return Source("unnamed")
        named = self._named_after(words, names, at, head)
        if named:
            return Source("name", names=named, core=core, rest=rest)
        return self._described(opening, core, rest, owner)

    def _named_after(
        self, words: list[Word], names: dict[int, Name], at: int, head: Word
    ) -> tuple[Name, ...]:
        """Whom titles or an apposition name after the noun ("Farms and Fisheries Minister Ivo Dent")."""
        titled = self._titled(words, names)
        if titled is not None:
            return (titled,)
        office = self._joined(words, names, at) if head.capital else ()
        if office and office[0].role is not None:
            return office
        renamed = self._apposed(words, names, at)
        if renamed is None:
            return ()
        form = _form(head.folded, words[:at], words[0].folded in _INDEFINITE)
        described = form in {"description", "unnamed"} and head.folded in tables().roles
        closes = form == "description" and self._closes(renamed, words[at:])
        return (renamed,) if described or closes else ()

    @staticmethod
    def _described(
        opening: Word, core: tuple[Word, ...], rest: tuple[Word, ...], owner: Name | None
    ) -> Source:
        """A phrase that names nobody, by its head."""
        head = core[-1].folded
        owned = opening.folded in _POSSESSIVES
        form = _form(head, core, opening.folded in _INDEFINITE)
        bare = core[0] is opening and not opening.capital and rest[:1] and rest[0].folded == "and"
        if head in _MAKERS_OF and len(core) == 1 and opening.folded == "the":
            form = "makers"
        elif form == "organisation" and len(core) == 1 and bare:
            form = "unnamed"  # "campaign and corporate records"
        elif form == "unnamed" and owned and head in tables().roles:
            form = "description"
        owning = opening if owned and form == "document" else None
        return Source(form, core=core, rest=rest, owner=owner, owning=owning, owned=owned)

    def _core(
        self, words: list[Word], names: dict[int, Name]
    ) -> tuple[tuple[Word, ...], Name | Word | None, Name | None, int]:
        """The noun phrase up to its head: its words, the head, whose it is, how many words were read."""
        text = self._layout.text
        core: list[Word] = []
        head: Name | Word | None = None
        owner: Name | None = None
        i = 0
        while i < len(words):
            word = words[i]
            if word.start in names:
                name = names[word.start]
                head, ends = name, i + self._length(name, word)
                core += words[i:ends]
                i = ends
                last = words[i - 1]
                beside = i < len(words) and text[last.stop : words[i].start].lstrip("'’") == " "
                if not beside or not (name.possessive or _noun_follows(words[i])):
                    break
                owner = name
                continue
            if word.folded in BREAKS or (core and self._clause_begins(words, i, names)):
                break
            if word.folded in _PARCELS and i + 1 < len(words) and words[i + 1].folded == "of":
                i += 2
                continue
            if word.folded not in DETERMINERS or core:
                core.append(word)
                head = word
            i += 1
            if i < len(words) and text[word.stop : words[i].start] != " ":
                break
        if isinstance(head, Name) and head is owner and head.possessive and i < len(words):
            head = None
        return tuple(core), head, owner, i

    @staticmethod
    def _clause_begins(words: list[Word], i: int, names: dict[int, Name]) -> bool:
        """Whether word `i` tells more of the noun before it: "a poll out now", "groups urging Ana Brun"."""
        word, known = words[i], tables()
        if word.folded in _PARTICIPLES:
            return True
        if word.folded.endswith("ing") and i + 1 < len(words) and words[i + 1].start in names:
            return True
        made = known.documents.get(words[i - 1].folded, "-") in {"poll", "study"}
        nouns = word.folded in known.documents or word.folded in known.roles or word.folded in _MAKERS_OF
        return made and not word.capital and not nouns

    def _titled(self, words: list[Word], names: dict[int, Name]) -> Name | None:
        """The one name at the end of two titles ("Former Mayor and Liberal candidate Ana Brun")."""
        last = next((name for name in names.values() if name.role is not None), None)
        if last is None:
            return None
        if last.span.end != words[-1].end and not self._layout.text.startswith(",", last.span.end):
            return None
        if last.role is not None and " of " in last.role.form and last.role.at >= words[0].start:
            return last
        run = [word.folded for word in words if word.start < last.span.start]
        joint = len(run) - 1 - run[::-1].index("and") if "and" in run else -1
        plain = joint > 0 and not any(word in BREAKS for word in run[joint + 1 :])
        return last if plain and run[0] not in DETERMINERS else None

    def _closes(self, name: Name, words: Sequence[Word]) -> bool:
        """Whether a full name stands between a comma and the end ("the harbour master, Ida Rowan")."""
        alone = self._layout.text.endswith(", ", 0, name.span.start) and name.span.end == words[-1].end
        return alone and len(name.parts) > 1

    def _length(self, name: Name, word: Word) -> int:
        return name.last + 1 - self._layout.word_at(word.start)

    def _joined(self, words: list[Word], names: dict[int, Name], at: int) -> tuple[Name, ...]:
        """Further names after "and", past what stands in brackets ("Ana Brun (North) and Ivo Dent")."""
        text = self._layout.text
        if at < len(words) and text[words[at].start - 1] == "(":
            while at < len(words) and ")" not in text[words[at].stop : words[at].stop + 2]:
                at += 1
            at += 1
        if at + 1 < len(words) and words[at].folded == "and":
            at += words[at + 1].folded == "the"
            follows = words[min(at + 1, len(words) - 1)]
            if follows.start in names:
                name = names[follows.start]
                end = at + 1 + self._length(name, follows)
                modifies = end < len(words) and words[end].start - words[end - 1].stop == 1
                return () if modifies and _noun_follows(words[end]) else (name,)
        return ()

    def _apposed(self, words: list[Word], names: dict[int, Name], at: int) -> Name | None:
        """The name that a description is given after its comma ("a spokesman for the port, Ivo Dent")."""
        text = self._layout.text
        opened = False
        for before, word in pairwise(words[at - 1 :]):
            comma = text[before.stop : word.start] == ", "
            if opened and comma:
                return None
            opened = opened or comma
            if opened and (word.folded in BREAKS or word.folded.endswith(("ing", "ed"))):
                return None  # "the minister, who met Ana Brun," is not Ana Brun
            if word.start in names and (comma or opened):
                name = names[word.start]
                if name.kind in {"place", "party", "people"} and name.span.end < words[-1].end:
                    continue  # "an opponent, former Tarn mayor Ana Brun"
                return name if name.kind in {"person", "unknown"} and not name.possessive else None
        return None


def _run_by(words: list[Word]) -> bool:
    """Whether a phrase after "his" or "her" is something that works for them ("her own campaign")."""
    plain = not any(word.capital or word.possessive or word.folded in BREAKS for word in words[1:])
    return plain and 1 < len(words) <= _LONGEST_OWN and words[-1].folded in _RUN_BY


def _common(name: Name) -> bool:
    """Whether a single capitalised word is a plain noun that begins a headline or a sentence ("Court")."""
    known = tables()
    word = name.key[0]
    if len(name.parts) > 1 or name.kind == "person" or word in known.institutions:
        return False
    return word in known.organisation_nouns or word in known.documents or word in known.unnamed_heads


def _noun_follows(word: Word) -> bool:
    """Whether a word after a name is a noun the name goes with ("Trent aides"), not a headline's verb."""
    if word.capital:
        return word.folded in tables().organisation_nouns or word.folded in tables().roles
    return word.folded not in BREAKS and not word.folded.endswith("ing")


def _form(head: str, core: Sequence[Word], indefinite: bool) -> SourceForm:
    known = tables()
    if head in known.unnamed_heads:
        return "unnamed"
    dated = head in known.documents and any(word.text[0].isdigit() for word in core)  # "the 2009 paper"
    if head in known.organisation_nouns and not dated:
        return "unnamed" if indefinite else "organisation"
    if head in known.documents:
        return "document"
    plural = head.endswith("s") and not head.endswith("ss")
    bare = core[0].folded in known.unnamed_heads
    return "unnamed" if plural or indefinite or bare else "description"
