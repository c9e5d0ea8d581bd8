"""Whose words an outlet is only credited for: "“Rain is due,” Ana Brun told us, Sound Wire reported"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.core import Quotation, Span
from onrecord.resolve.found import Found
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.tables import GENDER_OF, fold, tables

_SAYING = frozenset(
    "said says say wrote writes added adds explained explains announced announces complained confirmed "
    "confirms insisted insists argued argues claimed claims declared declares stated states noted notes "
    "replied replies answered answers promises admitted admits".split()
)
_AUXILIARIES = frozenset({"has", "had", "have", "also", "later", "then"})
_LONGEST = 8
"""Words of a title and a name before their verb, at most."""
_CLOSING = frozenset("”\"»’'")


class Credited:
    """Finds who is said to speak in sentences that credit an outlet for the words."""

    def __init__(self, layout: Layout, names: Sequence[Name], outlets: Iterable[str]) -> None:
        self._layout = layout
        self._outlets = {fold(outlet) for outlet in outlets}
        self._ending = {name.last: name for name in names}
        self._opening = {name.first: name for name in names}

    def only(self, found: Found | None) -> bool:
        """Whether this is an outlet that the report credits."""
        return found is not None and all(" ".join(member.key) in self._outlets for member in found.members)

    def speaking(self, quotation: Quotation) -> tuple[bool, Span | None]:
        """Whether the sentence of a credit has another attribution of the words, and the name in it.

        That stands right behind the words, or opens them where the credit is for all of it; the name may be
        a pronoun, and is None where nobody is named.
        """
        unnamed = False
        for first, verb in self._attributions(quotation):
            who = self._subject(first, verb)
            if who is not None:
                return True, who
            unnamed = unnamed or self._stands_apart(first, quotation)
        return unnamed, None

    def _attributions(self, quotation: Quotation) -> Iterator[tuple[int, int]]:
        """Verbs of saying outside the words, each with the first of the words that lead up to it."""
        layout, source = self._layout, min(quotation.source)
        start, end = min(quotation.content).start, layout.sentence_span(source.start).end
        sentence = layout.sentence(source.start)
        own = (*quotation.source, *quotation.cue)
        for verb in range(layout.word_at(start), layout.word_at(end)):
            word = layout.words[verb]
            if word.folded not in _SAYING and word.folded not in tables().telling_verbs:
                continue
            first = self._first(verb)
            opening = layout.words[first].start
            if layout.quoted(word.start) or layout.sentence(word.start) != sentence or opening < start:
                continue
            if any(span.overlaps(Span(opening, word.end)) for span in own):
                continue
            if opening == start or self._before(opening) in _CLOSING | {","}:
                yield first, verb

    def _first(self, verb: int) -> int:
        """The first of the words that lead up to a verb without a mark between."""
        text, words, first = self._layout.text, self._layout.words, verb
        while (
            verb - first < _LONGEST and first and text[words[first - 1].stop : words[first].start].isspace()
        ):
            first -= 1
        return first

    def _subject(self, first: int, verb: int) -> Span | None:
        """The name or pronoun before a verb, or the name behind it."""
        words, last = self._layout.words, verb - 1
        while last > first and words[last].folded in _AUXILIARIES:
            last -= 1
        if last == first and words[last].folded in GENDER_OF:
            return Span(words[last].start, words[last].end)
        name = self._opening.get(verb + 1) if last < first else self._ending.get(last)
        if name is None or name.first < first:
            return None
        # "The toll that Ana Brun promised" tells of her, "a clerk in Harlow said" of somebody else.
        between = {word.folded for word in words[first : name.first]} - {"the", words[verb].folded}
        return name.span if between.isdisjoint(tables().function_words) else None

    def _stands_apart(self, first: int, quotation: Quotation) -> bool:
        """Whether an attribution to nobody named is surely one: behind a mark, or outside the words."""
        at = self._layout.words[first].start
        return self._is_closed(first) or not any(span.start <= at < span.end for span in quotation.content)

    def _is_closed(self, first: int) -> bool:
        """Whether quoted words end right before a word."""
        return self._before(self._layout.words[first].start) in _CLOSING

    def _before(self, at: int) -> str:
        """The last character before an offset that is no white space, or ""."""
        while at and self._layout.text[at - 1].isspace():
            at -= 1
        return self._layout.text[at - 1] if at else ""
