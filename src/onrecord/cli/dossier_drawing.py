"""How a dossier looks on a screen: section by section, each line above the places that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.cli import listing
from onrecord.core.days import in_short, in_words, interval_in_words
from onrecord.core.phrases import counted, shortened
from onrecord.core.sources import site_or_file
from onrecord.core.visible import one_line
from onrecord.ledger.dossier import Claim, Pledge, Project, telling

if TYPE_CHECKING:
    from onrecord.ledger.dossier import Against, Body, Event, Line, Proof, Stance
    from onrecord.record import DossierPage


_LONGEST = 100
"""Characters of a topic that are shown."""


def lines(console: Console, page: DossierPage, sources: int) -> Iterator[Text]:
    """The page line by line; of each line's places `sources` are shown."""
    yield from _Page(console, page, sources).lines()


class _Page:
    """The sections of a dossier, each as lines no wider than the screen, nor than eyes can follow."""

    def __init__(self, console: Console, page: DossierPage, sources: int) -> None:
        self._console, self._page, self._sources = console, page, sources

    def lines(self) -> Iterator[Text]:
        """The heading and every section that has a line."""
        dossier = self._page.dossier
        count = counted(len(dossier.reports), "report")
        about = f" · {count} · as of {in_words(self._page.as_of)}"
        yield from self._wrapped(Text.assemble((shortened(dossier.topic, _LONGEST), "bold"), about), 0)
        yield from self._section("parties", dossier.parties)
        for body in self._titled("bodies", dossier.bodies):
            yield from body
        yield from self._section("agreements", dossier.agreements)
        yield from self._section("decisions", dossier.decisions)
        yield from self._section("routes and works", dossier.projects)
        yield from self._section("figures", dossier.figures)
        yield from self._section("commitments", dossier.commitments)
        yield from self._positions()

    def _titled(self, title: str, lines: Sequence[Body]) -> Iterator[Iterator[Text]]:
        if lines:
            yield iter((Text(), Text(title, "dim")))
        for line in lines:
            yield self._line(line, _text_of(line))
            for holder in line.holders:
                yield self._wrapped(Text(f"held by {one_line(holder.name)}"), 2)
                yield self._places(holder.sources, 3)

    def _section(self, title: str, lines: Sequence[Line]) -> Iterator[Text]:
        if lines:
            yield Text()
            yield Text(title, "dim")
        for line in lines:
            yield from self._line(line, self._shown(line))

    def _shown(self, line: Line) -> Text:
        if isinstance(line, Claim):
            return Text.assemble((telling.figure(line), "bold"), f": {one_line(line.name)}")
        if isinstance(line, Pledge):
            return self._commitment(line)
        return Text(telling.project(line)) if isinstance(line, Project) else _text_of(line)

    def _line(self, line: Line, shown: Text) -> Iterator[Text]:
        if line.basis in telling.BASIS:
            shown.append(f"  ({telling.BASIS[line.basis]})", "italic dim")
        yield from self._wrapped(shown, 1)
        for event in line.events:
            yield from self._wrapped(_event(event), 2)
        yield from self._places(line.sources, 2, of=line.name)

    def _places(self, proofs: Sequence[Proof], depth: int, of: str = "") -> Iterator[Text]:
        """The first places: day, outlet, offsets, and the words where the line does not show them."""
        for proof in proofs[: self._sources]:
            report = self._page.reports[proof.report]
            day = in_short(proof.day) if proof.day else "undated"
            outlet = one_line(report.outlet or site_or_file(report.source))
            place = f"{proof.span.start}–{proof.span.end} in {proof.report}"
            words = " ".join(proof.words.split())
            told = f" · {shortened(words, telling.LONGEST)}" if words not in of else ""
            yield from self._wrapped(Text(f"— {day} · {outlet} · {place}{told}", "dim"), depth)
        if (more := len(proofs) - self._sources) > 0:
            yield from self._wrapped(Text(f"— and {more:,} more", "dim"), depth)

    def _commitment(self, line: Pledge) -> Text:
        row = self._page.standing(line)
        about = f"{telling.commitment(line, row.standing if row else None)} · {line.ids[0]}"
        return Text.assemble(one_line(line.name), (f"  {about}", "cyan"))

    def _positions(self) -> Iterator[Text]:
        """What is said, by party in order of their first statement, whoever speaks for none last."""
        found = self._page.dossier.positions
        if not found:
            return
        yield Text()
        yield Text("positions, by party and in order of time", "dim")
        for party, group in telling.by_party(found):
            yield from self._wrapped(Text(one_line(party) if party else "others", "bold"), 1)
            for line in group:
                yield from self._stance(line)

    def _stance(self, line: Stance) -> Iterator[Text]:
        day = interval_in_words(line.earliest, line.latest) or "undated"
        yield from self._wrapped(Text(f"{day} · {one_line(line.speaker)}"), 2)
        denied = Text(f"{one_line(line.polarity)}: ", "bold red") if line.polarity else Text()
        review = ("  (to review)", "italic yellow") if line.grade == "review" else ""
        yield from self._wrapped(Text.assemble(denied, one_line(line.name), review), 3)
        if line.against:
            yield from self._wrapped(_against(line.label, line.against), 3)
        yield from self._places(line.sources, 3, of=line.name)

    def _wrapped(self, text: Text, depth: int) -> Iterator[Text]:
        return listing.lines(self._console, (text, depth))


def _text_of(line: Line) -> Text:
    return Text(one_line(line.name))


def _event(event: Event) -> Text:
    """What became of it and when, with the words that say so."""
    return Text.assemble(telling.event(event), (f"  {telling.event_words(event)}", "dim"))


def _against(label: str, earlier: Against) -> Text:
    """How a position compares with an earlier one; what may show a reversal stands out."""
    return Text(telling.against(label, earlier), "yellow" if earlier.signs else "dim")
