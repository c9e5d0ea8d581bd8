"""How a dossier looks on a screen: section by section, each line above the places that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.cli import listing
from onrecord.core.days import in_short, in_words, interval_in_words, period_in_words
from onrecord.core.ledger_words import how_sure
from onrecord.core.phrases import counted, shortened
from onrecord.core.sources import site_or_file
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.ledger.dossier import Against, Body, Claim, Event, Line, Pledge, Project, Proof, Stance
    from onrecord.record import DossierPage

_LONGEST = 70
"""Characters of a report's words that are shown beside a place; --json has all."""
_BASIS = {"related": "between the two", "context": "in a report on it"}


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
        yield from self._wrapped(Text.assemble((one_line(dossier.topic), "bold"), about), 0)
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
        from onrecord.ledger.dossier import Claim, Pledge, Project  # noqa: PLC0415 (numpy takes a while)

        if isinstance(line, Claim):
            return _figure(line)
        if isinstance(line, Pledge):
            return self._commitment(line)
        return _project(line) if isinstance(line, Project) else _text_of(line)

    def _line(self, line: Line, shown: Text) -> Iterator[Text]:
        if line.basis in _BASIS:
            shown.append(f"  ({_BASIS[line.basis]})", "italic dim")
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
            told = f" · {shortened(words, _LONGEST)}" if words not in of else ""
            yield from self._wrapped(Text(f"— {day} · {outlet} · {place}{told}", "dim"), depth)
        if (more := len(proofs) - self._sources) > 0:
            yield from self._wrapped(Text(f"— and {more:,} more", "dim"), depth)

    def _commitment(self, line: Pledge) -> Text:
        commitment = line.commitment
        row = self._page.standing(line)
        due = period_in_words(commitment.due.earliest, commitment.due.latest) if commitment.due else None
        parts = [
            commitment.type,
            one_line(commitment.who_name or ""),
            f"due {due}" if due else "",
            row.standing if row else "",
            "to review" if commitment.grade == "review" else "",
            line.ids[0],
        ]
        return Text.assemble(one_line(line.name), ("  " + " · ".join(filter(None, parts)), "cyan"))

    def _positions(self) -> Iterator[Text]:
        """What is said, by party in order of their first statement, whoever speaks for none last."""
        found = self._page.dossier.positions
        if not found:
            return
        yield Text()
        yield Text("positions, by party and in order of time", "dim")
        order = list(dict.fromkeys(line.party for line in found))
        by_party = sorted(found, key=lambda line: (line.party is None, order.index(line.party)))
        for party, group in groupby(by_party, key=lambda line: line.party):
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


def _project(line: Project) -> Text:
    return Text(f"{one_line(line.name)} · {line.kind}" if line.ends else one_line(line.name))


def _event(event: Event) -> Text:
    """What became of it and when, with the words that say so."""
    days = period_in_words(event.earliest, event.latest)
    words = ", ".join(f"“{shortened(proof.words, _LONGEST)}”" for proof in event.words)
    return Text.assemble(f"{event.kind} {days}" if days else event.kind, (f"  {words}", "dim"))


def _against(label: str, earlier: Against) -> Text:
    """How a position compares with an earlier one, whose words follow, and what may show a reversal."""
    day = in_short(earlier.earliest) if earlier.earliest else "undated"
    signs = "; ".join(f"“{one or '–'}” then “{other or '–'}”" for one, other in earlier.signs)
    told = f"{label}: {day} {shortened(earlier.name, _LONGEST)}"
    return Text(one_line(f"{told} ({signs})" if signs else told), "yellow" if earlier.signs else "dim")


def _figure(line: Claim) -> Text:
    figure = line.figure
    amount = f"{figure.value.normalize():,f}" + (f"–{figure.upper.normalize():,f}" if figure.upper else "")
    period = period_in_words(figure.period.earliest, figure.period.latest) if figure.period else None
    told = f"{how_sure(figure.change, figure.bound)}{amount} {figure.unit}"
    differ = "claimed differently" if line.differ else ""
    parts = [told, period or "", differ, f"says {one_line(line.claimed_by)}" if line.claimed_by else ""]
    return Text.assemble((" · ".join(filter(None, parts)), "bold"), f": {one_line(line.name)}")
