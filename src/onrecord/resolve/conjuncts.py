"""Joint sources: the parts of "Ana Brun and the Harbour Trust", "Ivo Dent, Ana Brun and others"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.core import Span
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.names import Name
from onrecord.resolve.roles import DETERMINERS, known_places, place_key
from onrecord.resolve.sources import PRONOUNS, SourceReader
from onrecord.resolve.tables import tables

_WITHIN = frozenset({"of", "at", "in", "for", "from"})
_CLAUSES = frozenset({"who", "which", "that", "whose"})
_WITH_PORTFOLIOS = frozenset({"minister", "secretary", "commissioner", "correspondent", "editor"})


class Conjuncts:
    """Takes the joint sources of one report apart."""

    def __init__(self, layout: Layout, names: Sequence[Name], reader: SourceReader) -> None:
        self._layout = layout
        self._names = names
        self._reader = reader

    def of(self, span: Span) -> list[Span]:
        """The parts of a source that joins several; none for one.

        An "and" inside a name, brackets, an apposition or a relative clause joins no speakers.
        """
        words = self._reader.words_in(span)
        if words and words[0].folded == "both":
            words = words[1:]
        named = self._reader.names_in(span)
        at = self._joint(words, named)
        if at is None:
            return []
        left, right = words[:at], words[at + 1 :]
        if self._one_title(left, right, named):
            return [Span(right[0].start, right[-1].stop)]
        bare = (
            len(left) == 1
            and left[0].start not in named
            and left[0].folded not in PRONOUNS
            and not left[0].capital
        )
        if (
            bare
            or _two_titles(left, right, named)
            or _one_office(left, right)
            or self._one_name(left, right, named)
        ):
            return []
        text = self._layout.text
        listed = self._listed(left, named)
        odd = text[left[0].start : left[-1].stop].count(",") % 2 == 1
        closed = "," in text[left[-1].stop : words[at].start]
        if listed is None and odd and not closed:
            return []
        return [Span(piece[0].start, piece[-1].stop) for piece in (*(listed or [left]), right)]

    def _joint(self, words: Sequence[Word], named: dict[int, Name]) -> int | None:
        """The one "and" that joins what stands before it to what stands after."""
        text = self._layout.text
        covered = self._covered(named)
        joints: list[int] = []
        depth = 0
        for i, word in enumerate(words):
            between = text[words[i - 1].stop : word.start] if i else ""
            depth += between.count("(") - between.count(")")
            if word.folded in _CLAUSES:
                break
            inner = not depth and 0 < i < len(words) - 1 and word.start not in covered
            if inner and word.folded == "and":
                joints.append(i)
        return joints[0] if len(joints) == 1 else None

    def _one_title(self, left: Sequence[Word], right: Sequence[Word], named: dict[int, Name]) -> bool:
        """Whether "and" stands in one title: "Farms and Fisheries Minister Ivo Dent"."""
        name = named.get(right[0].start)
        if name is None or name.role is None or not all(word.capital for word in left):
            return False
        title = [word for word in right if word.start < name.span.start]
        held = bool({name.role.name, name.role.form.split()[-1]} & _WITH_PORTFOLIOS)
        if len(title) < 2 or not held or place_key(title[0].text) in known_places():
            return False
        firsts = [named[word.start] for word in left if word.start in named]
        people = {other.key[-1] for other in self._names if other.kind == "person"}
        return not any(first.kind in {"person", "place"} or first.key[-1] in people for first in firsts)

    def _covered(self, named: dict[int, Name]) -> set[int]:
        """Where the words of names and their titles start."""
        words = self._layout.words
        return {words[i].start for name in named.values() for i in range(name.first, name.last + 1)}

    def _one_name(self, left: Sequence[Word], right: Sequence[Word], named: dict[int, Name]) -> bool:
        """Whether "and" stands in one name: "Centre for Trade at Tarn and Ansby", "Peat and Moss Council"."""
        second = named.get(right[0].start) or (named.get(right[1].start) if len(right) > 1 else None)
        if second is None or second.kind == "person":
            return False
        covered = self._covered(named)
        if any(word.folded in _WITHIN and word.start not in covered for word in left):
            return True
        first = next((named[word.start] for word in left if word.start in named), None)
        if first is None or first.kind not in {"unknown", "organisation"} or first.span.end != left[-1].end:
            return False
        again = sum(name.key in {first.key, second.key} for name in self._names) > 2
        alone = (
            right[0].start == second.span.start and second.kind == "organisation" and len(second.parts) > 1
        )
        return alone and not again

    def _listed(self, words: Sequence[Word], named: dict[int, Name]) -> list[list[Word]] | None:
        """The pieces between commas where each is a name and nothing else ("Ana Brun, Ivo Dent and")."""
        pieces: list[list[Word]] = [[words[0]]]
        for before, word in pairwise(words):
            if "," in self._layout.text[before.stop : word.start]:
                pieces.append([])
            pieces[-1].append(word)
        names = [named.get(piece[0].start) for piece in pieces]
        whole = all(
            name is not None and name.span.end == piece[-1].end
            for name, piece in zip(names, pieces, strict=True)
        )
        return pieces if whole and len(pieces) > 1 else None


def _two_titles(left: Sequence[Word], right: Sequence[Word], named: dict[int, Name]) -> bool:
    """Whether both stand before one name: "Liberal front-runner and former secretary of state Ana Brun"."""
    titled = any(name.role is not None and name.role.at >= right[0].start for name in named.values())
    plain = not any(word.start in named for word in left) and left[0].folded not in DETERMINERS
    return titled and plain and left[-1].folded in tables().roles


def _one_office(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether "and" stands in an office: "Farms and Fisheries Minister Ivo Dent"."""
    known = tables()
    if len(left) != 1 or len(right) < 3 or not left[0].capital:
        return False
    portfolio, role = right[0], right[1]
    plain = portfolio.folded not in known.roles and portfolio.folded not in known.places
    return plain and portfolio.capital and role.capital and role.folded in known.roles
