"""Institutions and documents as sources: "the port authority", "Trent's campaign", "a Trust survey"."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from onrecord.core import SpeakerKind
from onrecord.resolve.cast import Cast
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.sources import Source
from onrecord.resolve.tables import tables

_NEXT_WORD = 4
_PLAIN = frozenset(
    "governing ruling main whole new local own entire same biggest largest smaller other itself".split()
)
"""Words that single no institution out."""
_BY = frozenset({"by", "of", "from", "for"})


class Called(NamedTuple):
    """What an institution or a document is called in the report."""

    name: str
    kind: SpeakerKind
    reason: str


class Institutions:
    """Names an institution or a document from the words of a source, within one report."""

    def __init__(self, layout: Layout, cast: Cast) -> None:
        self._layout = layout
        self._cast = cast
        self._called_after: dict[str, dict[str, int]] = {}
        for name in cast.names:
            self._note(name)

    def _note(self, name: Name) -> None:
        """Keep "Trent campaign" wherever the text has it, for a later "the campaign"."""
        words = self._layout.words
        i = name.last + 1
        if i < len(words) and words[i].start - words[name.last].stop == 1:
            noun = words[i].folded
            if noun in tables().organisation_nouns and name.kind != "people":
                title = f"{self._short(name)} {words[i].text}"
                self._called_after.setdefault(noun, {}).setdefault(title, name.span.start)

    def _short(self, name: Name) -> str:
        """A person's surname, all else in full: "Ana Brun's campaign" and "the Brun campaign" are one."""
        member = self._cast.find(name)
        person = name.kind == "person" or (member is not None and member.kind == "person")
        return name.parts[-1] if person else " ".join(name.parts)

    def named(self, source: Source, at: int) -> Called | None:
        """What an institution or document is called, and why; None where the words single none out."""
        if source.owned:
            return None
        if len(source.core) == 1 and not source.rest:
            return self._antecedent(source.head, at)
        if source.owner is not None and source.form == "organisation" and len(source.core) > 1:
            own = source.core[-1]
            if source.owner.kind == "place" and own.start - source.owner.span.end < _NEXT_WORD:
                return self._antecedent(source.head, at)
            between = source.core[: len(source.core) - 1]
            extra = [word.text for word in between if word.start > source.owner.span.end]
            words = [self._short(source.owner), *extra, own.text]
            return Called(" ".join(words), "organisation", f"named in the source, at {source.core[0].start}")
        words = [word.text for word in source.core if word.folded not in _PLAIN]
        tail = self._tail(source)
        if len(words) == 1 and not tail:
            return self._antecedent(source.head, at)
        kind: SpeakerKind = "document" if source.form == "document" else "organisation"
        return Called(
            " ".join([*words, *tail]), kind, f"named by the words of the source, at {source.core[0].start}"
        )

    def _tail(self, source: Source) -> list[str]:
        """The capitalised words that complete the noun: "of Finance", "by the Harbour Trust"."""
        rest = source.rest
        if not rest or rest[0].folded not in _BY:
            return []
        tail = [rest[0].text]
        for word in rest[1:]:
            if word.capital or word.folded in {"the", "of", "and"}:
                tail.append(word.text)
            else:
                break
        while tail and not tail[-1][0].isupper():
            tail.pop()
        return tail

    def _antecedent(self, noun: str, at: int) -> Called | None:
        """The one institution of the report that "the ministry" can mean, named before."""
        members = ((m.name, m.at) for m in self._cast.having(noun) if m.kind == "organisation")
        named: dict[str, int] = {}
        for name, where in chain(members, self._called_after.get(noun, {}).items()):
            if where < at:
                named[name] = where
            if len(named) > 1:
                return None
        if len(named) == 1:
            name, where = next(iter(named.items()))
            return Called(name, "organisation", f"the only {noun} named before, at {where}")
        if not named and tables().organisation_nouns.get(noun):
            return Called(noun, "organisation", f"an institution by itself, at {at}")
        return None
