"""What a warning is: what was noticed, the words that show it, a sentence for readers; never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Relay, Span
from onrecord.match.statements.changes import Difference, Words
from onrecord.match.statements.crediting import publisher_of

Noticed = Literal[
    "quoted_differently", "only_here", "told_differently", "two_speakers", "out_of_its_sentence"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words where they stand in a relay's report; `relay` is its id."""

    relay: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something about a statement that a reader should look at.

    `change` is the gravest difference where words between quotation marks differ, else None. `sentence` says
    what the reports have and does not say who is right.
    """

    kind: Noticed
    sentence: str
    evidence: tuple[Evidence, ...]
    change: Difference | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A relay and its words."""

    relay: Relay
    words: Words

    def span(self, places: range) -> Span:
        """From the first to the last of some words."""
        return Span(self.words[places[0]].span.start, self.words[places[-1]].span.end)

    def shown(self, places: range) -> str:
        """Some words as a reader would quote them."""
        return " ".join(self.span(places).of(self.relay.report.text).split()) if places else ""

    def evidence(self, places: range) -> Evidence:
        """Some words as evidence."""
        span = self.span(places)
        return Evidence(self.relay.id, span, span.of(self.relay.report.text))


def outlets(relays: Iterable[Relay]) -> str:
    """The outlets or agencies of some relays as a sentence names them.

    >>> listed(["Ansby Courier", "Island Ledger", "Merrow Press"])
    'Ansby Courier, Island Ledger and Merrow Press'
    """
    return listed(sorted({publisher_of(relay.report) or relay.report.name for relay in relays}))


_NAMED = 6
"""Names that a sentence can hold."""


def listed(names: Sequence[str]) -> str:
    """Names in a row; of very many the first, and how many more there are.

    >>> listed(list("abcdef")), listed(list("abcdefg"))
    ('a, b, c, d, e and f', 'a, b, c, d, e and 2 more')
    """
    if len(names) > _NAMED:
        return f"{', '.join(names[: _NAMED - 1])} and {len(names) - _NAMED + 1:,} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
