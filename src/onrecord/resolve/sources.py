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
from onrecord.resolve.tables import tables

SourceForm = Literal["name", "pronoun", "description", "organisation", "document", "unnamed"]

PRONOUNS = frozenset(
    "he she it they we i you who which that his her its their our my him them me us whom himself "
    "herself".split()
)
_MAKERS = frozenset({"by", "of", "from"})
_INDEFINITE = frozenset({"a", "an"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})


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
    owned: bool = False
    """Whether it begins with "his", "her", "their"."""

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
        words = self._words(span)
        if not words:
            return Source("unnamed")
        if words[0].folded in PRONOUNS and (
            len(words) == 1 or words[1].folded in {"himself", "herself", "both"}
        ):
            return Source("pronoun", core=tuple(words[:1]))
        names = self._inside(span)
        return self._phrase(words, names)

    def _words(self, span: Span) -> list[Word]:
        at = self._layout.word_at(span.start)
        words: list[Word] = []
        while at < len(self._layout.words) and self._layout.words[at].start < span.end:
            words.append(self._layout.words[at])
            at += 1
        return words

    def _inside(self, span: Span) -> dict[int, Name]:
        """Names that end within the span, by the offset at which the run they end begins there."""
        at = max(bisect_left(self._first, span.start) - 1, 0)
        found: dict[int, Name] = {}
        while at < len(self._names) and self._names[at].span.start < span.end:
            name = self._names[at]
            if name.span.start >= span.start and name.span.end <= span.end:
                found[max(self._first[at], span.start)] = name
            at += 1
        return found

    def _phrase(self, words: list[Word], names: dict[int, Name]) -> Source:
        known = tables()
        opening = words[0]
        named_first = opening.start in names and names[opening.start].kind != "unknown"
        quantified = opening.folded in known.unnamed_first or opening.text[0].isdigit()
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
        renamed = self._apposed(words, names, at)
        office = self._joined(words, names, at) if head.capital else ()
        if office and office[0].role is not None:
            return Source(
                "name", names=office, core=core, rest=rest
            )  # "Farms and Fisheries Minister Ivo Dent"
        owned = opening.folded in _POSSESSIVES
        inside = any(word.start in names for word in core) or (rest and rest[0].folded in _MAKERS)
        form = _form(head.folded, core, opening.folded in _INDEFINITE, has_name=bool(names and inside))
        if renamed is not None:
            described = form in {"description", "unnamed"} and head.folded in known.roles
            if described or (form == "description" and self._closes(renamed, rest)):
                return Source("name", names=(renamed,), core=core, rest=rest)
        return Source(form, core=core, rest=rest, owner=owner, owned=owned)

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
                beside = i < len(words) and text[last.stop : words[i].start] == " "
                if not beside or not (name.possessive or _noun_follows(words[i])):
                    break
                owner = name
                continue
            if word.folded in BREAKS:
                break
            if word.folded not in DETERMINERS or core:
                core.append(word)
                head = word
            i += 1
            if i < len(words) and text[word.stop : words[i].start] != " ":
                break
        if isinstance(head, Name) and head is owner and head.possessive and i < len(words):
            head = None
        return tuple(core), head, owner, i

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
                return name if name.kind in {"person", "unknown"} and not name.possessive else None
        return None


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


def _form(head: str, core: Sequence[Word], indefinite: bool, *, has_name: bool) -> SourceForm:
    known = tables()
    if head in known.unnamed_heads:
        return "unnamed"
    if head in known.organisation_nouns:
        return "unnamed" if indefinite else "organisation"
    if head in known.documents:
        return "document" if has_name else "unnamed"
    plural = head.endswith("s") and not head.endswith("ss")
    bare = core[0].folded in known.unnamed_heads
    return "unnamed" if plural or indefinite or bare else "description"
