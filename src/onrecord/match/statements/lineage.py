"""Who had a statement first and who took it from whom, as far as the reports themselves show it.

Only what is on record can be told: the first report is the first *observed*. A report leads to another where
it credits its outlet for these words, where its text is the same, or (weakly) where its quoted words are the
same; never against time, and never in a circle. Reports with one source count as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.core import Relay, Report, quoted_text
from onrecord.core.marks import inside
from onrecord.match.statements.cautions import listed
from onrecord.match.statements.crediting import Credit, Reach, canonical, credits_for, publisher_of
from onrecord.match.statements.duplicates import Duplicate, common
from onrecord.match.statements.edges import STRONG, Edge, in_order
from onrecord.match.statements.sources import Group, grouped
from onrecord.match.statements.timing import Moment, moment_of
from onrecord.match.statements.wording import tokens

CONFIDENCE: Mapping[Reach, float] = {"words": 0.9, "report": 0.75, "paragraph": 0.6, "elsewhere": 0.3}
"""How strong a credit is, by how it bears on the words: an order of strength, not a measured probability."""
REPEATED = 0.2
"""As strong is it that quoted words are the same: both may have stood in front of the speaker."""
_LEAST_QUOTED = 4
"""Words in quotation marks that must be the same to lead anywhere."""
_SHOWN = 3
"""Stretches of common text given as evidence."""


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a statement: its relays, whose it is, and when it appeared, as far as that is known."""

    report: str
    relays: tuple[str, ...]
    outlet: str | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class Lineage:
    """The reports of one statement, in order of time as far as it is known, and how they hang together.

    `first` are the earliest observed reports, several where they cannot be told apart, and `observed` says so
    in words. `groups` are the reports with one source; `independent` counts them. `absent` are agencies and
    outlets that are credited and of whom the record has no report, or only later ones. `said_on` are the
    first and last day on which it can have been said, where reports tell the day and agree.
    """

    reports: tuple[Told, ...]
    first: tuple[str, ...]
    observed: str
    groups: tuple[Group, ...]
    independent: int
    edges: tuple[Edge, ...]
    absent: tuple[str, ...]
    said_on: tuple[str, str] | None


def lineage(relays: Sequence[Relay], duplicates: Iterable[Duplicate] = ()) -> Lineage:
    """How the reports of one statement hang together; `duplicates` are reports with one text, by their ids.

    The order of neither matters. Raises ValueError where there are no relays.
    """
    if not relays:
        raise ValueError("a statement without relays has no lineage")
    known = _Known(relays, duplicates)
    order, credited = in_order(known.earlier, list(known.credits()), known.moment_key)
    edges = [*credited, *known.copies(order, credited)]
    edges += known.repeats(order, edges)
    place = {report: at for at, report in enumerate(order)}
    edges.sort(key=lambda edge: (place[edge.report], -edge.confidence, edge.kind, edge.source))
    strong = [edge for edge in edges if edge.confidence >= STRONG]
    pairs = list(known.duplicates.values())
    groups = grouped(
        order, known.earlier, known.publishers, strong, duplicates=pairs, compared_by=known.compared_by
    )
    first = _first(order, known, strong)
    return Lineage(
        tuple(known.told[each] for each in order),
        first,
        _observed(known, first, strong),
        groups,
        len(groups),
        tuple(edges),
        tuple(sorted({edge.source for edge in edges if edge.source_report is None})),
        _said_on(relays),
    )


class _Known:
    """What the relays of a statement tell, by report."""

    def __init__(self, relays: Sequence[Relay], duplicates: Iterable[Duplicate]) -> None:
        by_report: defaultdict[str, list[Relay]] = defaultdict(list)
        for relay in sorted(relays, key=lambda each: each.id):
            by_report[relay.report_id].append(relay)
        self.relays = dict(by_report)
        self.texts: dict[str, Report] = {each: found[0].report for each, found in by_report.items()}
        self._marked = {each: inside(report.text) for each, report in self.texts.items()}
        self.told = {
            each: Told(
                each,
                tuple(relay.id for relay in found),
                publisher_of(found[0].report),
                moment_of(found[0].report, (relay.quotation.said_on for relay in found)),
            )
            for each, found in by_report.items()
        }
        pairs = (
            ((each.one, each.other), each)
            for each in sorted(duplicates, key=lambda each: (each.one, each.other, each.shares))
        )
        self.duplicates = {
            pair: each for pair, each in pairs if pair[0] in self.told and pair[1] in self.told
        }
        self._credits = self._all_credits()
        names = [told.outlet for told in self.told.values() if told.outlet]
        names += [credit.name for found in self._credits.values() for credit in found]
        self.compared_by = canonical(names)
        self.publishers = {
            each: self.compared_by[told.outlet] if told.outlet is not None else None
            for each, told in self.told.items()
        }
        self.earlier = {
            each: frozenset(other for other in self.told if self._before(other, each)) for each in self.told
        }

    def _all_credits(self) -> dict[str, list[Credit]]:
        outlets = {told.outlet for told in self.told.values() if told.outlet is not None}
        return {
            each: credits_for(
                self.texts[each],
                [relay.quotation for relay in found],
                outlets - {self.told[each].outlet},
            )
            for each, found in self.relays.items()
        }

    def name(self, report: str) -> str:
        """Whose report it is, for readers."""
        return self.told[report].outlet or self.texts[report].name

    def moment_key(self, report: str) -> tuple[str, str]:
        """What orders reports that nothing else does."""
        return self.told[report].moment.sort_key

    def _before(self, one: str, other: str) -> bool:
        publisher = self.publishers[one]
        same = publisher is not None and publisher == self.publishers[other]
        return self.told[one].moment.before(self.told[other].moment, one_outlet=same)

    def share(self, report: str, source: str) -> float:
        """How much of a report stands in another's text, as far as they are known to be duplicates."""
        found = self.duplicates.get((report, source)), self.duplicates.get((source, report))
        return found[0].shares[0] if found[0] else found[1].shares[1] if found[1] else 0.0

    def credits(self) -> Iterable[Edge]:
        """An edge for each credit; to a report of whom it names, if one is there that is not later."""
        for report in sorted(self.told):
            for credit in self._credits[report]:
                publisher = self.compared_by[credit.name]
                if self.publishers[report] == publisher:
                    continue
                could = [
                    each
                    for each in self.told
                    if self.publishers[each] == publisher and report not in self.earlier[each]
                ]
                source = min(could, key=lambda each: self._fits(report, each), default=None)
                if source is not None or credit.reach != "elsewhere":
                    yield self._credited(report, credit, source)

    def _fits(self, report: str, source: str) -> tuple[float, tuple[str, str], str]:
        return -self.share(report, source), self.moment_key(source), source

    def _credited(self, report: str, credit: Credit, source: str | None) -> Edge:
        spans = (credit.span,) if credit.span is not None else ()
        words = quoted_text(self.texts[report].text, spans)
        why = f"{self.name(report)} {_WHERE[credit.reach].format(credit.name)}"
        return Edge(source, credit.name, report, "credits", why, spans, words, CONFIDENCE[credit.reach])

    def copies(self, order: Sequence[str], credited: Sequence[Edge]) -> Iterable[Edge]:
        """For each report whose text is an earlier one's, the report that has most of it."""
        by_credit = {(edge.source_report, edge.report) for edge in credited}
        earlier = defaultdict[str, list[str]](list)
        for one, other in self.duplicates:
            for source, report in ((one, other), (other, one)):
                if source in self.earlier[report] or (source, report) in by_credit:
                    earlier[report].append(source)
        for report in order:
            if report in earlier:
                yield self._copied(report, min(earlier[report], key=lambda each: self._fits(report, each)))

    def _copied(self, report: str, source: str) -> Edge:
        found = common(self.texts[source], self.texts[report])[:_SHOWN]
        spans = tuple(sorted(there for _, there in found))
        share = self.share(report, source)
        why = (
            f"{share:.0%} of the report in {self.name(report)}, quotations apart, "
            f"stands in that of {self.name(source)}"
        )
        words = quoted_text(self.texts[report].text, spans)
        source_spans = tuple(sorted(here for here, _ in found))
        strength = max(STRONG, share)
        return Edge(source, self.name(source), report, "copies", why, spans, words, strength, source_spans)

    def repeats(self, order: Sequence[str], edges: Sequence[Edge]) -> Iterable[Edge]:
        """For each report that nothing else leads to, the first whose quoted words are the same."""
        led_to = {edge.report for edge in edges}
        owed = {(edge.report, self.compared_by[edge.source]) for edge in edges if edge.kind == "credits"}
        first: dict[tuple[str, ...], str] = {}
        for report in order:
            for relay in self.relays[report]:
                words = self._quoted_words(relay)
                if len(words) < _LEAST_QUOTED:
                    continue
                source = first.setdefault(words, report)
                # Who credits an outlet is not where that outlet has it from.
                if (source, self.publishers[report]) in owed:
                    continue
                if report not in led_to and source in self.earlier[report]:
                    led_to.add(report)
                    yield self._repeated(relay, source, words)

    def _quoted_words(self, relay: Relay) -> tuple[str, ...]:
        """The words between quotation marks, in one case."""
        text, marked = relay.report.text, self._marked[relay.report_id]
        found = tokens(text, relay.quotation.content)
        return tuple(token.text.casefold().replace("’", "'") for token in found if marked[token.span.start])

    def _repeated(self, relay: Relay, source: str, words: tuple[str, ...]) -> Edge:
        there = next(each for each in self.relays[source] if self._quoted_words(each) == words)
        content = tuple(sorted(relay.quotation.content))
        why = f"{self.name(relay.report_id)} quotes the words that stood in {self.name(source)} before"
        return Edge(
            source,
            self.name(source),
            relay.report_id,
            "repeats words",
            why,
            content,
            quoted_text(relay.report.text, content),
            REPEATED,
            tuple(sorted(there.quotation.content)),
        )


_WHERE: Mapping[Reach, str] = {
    "words": "names {} where it quotes the words",
    "report": "credits {} for the report as a whole",
    "paragraph": "names {} in the paragraph of the words",
    "elsewhere": "credits {} in another place of the report",
}


def _first(order: Sequence[str], known: _Known, strong: Sequence[Edge]) -> tuple[str, ...]:
    """The reports that none was before and that had it from none.

    One without a date is among them only if another had it from there, or if none has a date.
    """
    led_to = {edge.report for edge in strong if edge.source_report is not None}
    led_from = {edge.source_report for edge in strong}
    dated = [each for each in order if known.told[each].moment.dated]
    candidates = [each for each in order if each in dated or each in led_from] if dated else order
    return tuple(each for each in candidates if each not in led_to and not known.earlier[each])


def _observed(known: _Known, first: Sequence[str], strong: Sequence[Edge]) -> str:
    """Which report is the first observed, in a sentence or two."""
    names = listed([f"{known.name(each)} ({_day(known.told[each].moment)})" for each in first])
    said = [f"First observed in {names}."]
    if len(first) > 1:
        said[0] = f"First observed in {names}: which of them was first is not known."
    said.extend(
        f"{known.name(edge.report)} credits {edge.source}, of whom no earlier report is among these."
        for edge in strong
        if edge.report in first and edge.source_report is None
    )
    undated = sum(not told.moment.dated for told in known.told.values() if told.report not in first)
    if undated:
        said.append(f"{undated} of {len(known.told)} reports {'has' if undated == 1 else 'have'} no date.")
    return " ".join(said)


def _day(moment: Moment) -> str:
    return moment.latest.replace("T", " ") if moment.latest is not None else "no date"


def _said_on(relays: Sequence[Relay]) -> tuple[str, str] | None:
    """The days that all reports which tell one have in common."""
    told = [
        each for relay in relays if (each := relay.quotation.said_on) is not None and each.text is not None
    ]
    if not told:
        return None
    earliest, latest = max(each.earliest for each in told), min(each.latest for each in told)
    return (earliest, latest) if earliest <= latest else None
