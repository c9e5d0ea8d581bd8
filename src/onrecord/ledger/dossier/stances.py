"""What is said of a topic, by whom, for which of its parties, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.core import Quotation, Span, quoted_text
from onrecord.ledger.clause_words import of_kind
from onrecord.ledger.dossier.lines import ordered, place_of
from onrecord.ledger.dossier.pages import Page, forms_of
from onrecord.ledger.dossier.topics import Party, Scope
from onrecord.ledger.dossier.types import Against, Basis, Stance, Voice
from onrecord.ledger.positions import Position, Stand, positions

OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
"""Words by which speakers mean the party they speak for."""
_PAIR = 2
_NO_DAY = "9999"


def voice_of(page: Page, quotation: Quotation) -> Voice | None:
    """Who speaks, across reports where that is known; None where nobody is named."""
    known = page.witness.voices.get(quotation.id)
    if known is not None or quotation.speaker is None:
        return known
    return Voice(quotation.speaker.name, quotation.speaker.roles)


def parties_of(pages: Sequence[Page], parties: Sequence[Party]) -> Mapping[str, str]:
    """For which party each speaker speaks, where all that reports call them names just one."""
    called: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for quotation in page.witness.quotations:
            voice = voice_of(page, quotation)
            if voice is None:
                continue
            roles = (*voice.roles, *(quotation.speaker.roles if quotation.speaker else ()))
            named = [
                each.name for each in parties if any(each.within(role) for role in (*roles, voice.speaker))
            ]
            called[voice.speaker].update(named)
    return {speaker: named.pop() for speaker, named in called.items() if len(named) == 1}


def stances(scope: Scope, speaks_for: Mapping[str, str]) -> Iterator[tuple[Hashable, Stance]]:
    """The quotations of a page whose content is of the topic; what stands in another's words is left out."""
    page = scope.page
    for quotation in page.witness.quotations:
        voice = voice_of(page, quotation)
        if voice is None or quotation.nested_in is not None:
            continue
        itself = scope.is_topic(voice.speaker)
        party = scope.topic.asked if itself else speaks_for.get(voice.speaker)
        said = (
            [(span, "named") for span in quotation.content]
            if itself
            else list(_said(scope, quotation, party))
        )
        if not said:
            continue
        spans, day = tuple(span for span, _ in said), quotation.said_on
        text = quoted_text(page.text, spans)
        line = Stance(
            text,
            "named" if any(basis == "named" for _, basis in said) else "related",
            tuple(map(page.proof, spans)),
            speaker=voice.speaker,
            party=party,
            earliest=day.earliest if day else page.day,
            latest=day.latest if day else page.day,
            type=quotation.type,
            polarity=quotation.polarity,
            grade=quotation.grade,
            ids=(f"{page.witness.id}-{quotation.id}",),
        )
        yield voice.statement or (voice.speaker, forms_of(text), quotation.polarity), line


def _said(scope: Scope, quotation: Quotation, party: str | None) -> Iterator[tuple[Span, Basis]]:
    """The sentences of a quotation's content that are of the topic; those side by side are one span."""
    page = scope.page
    for part in quotation.content:
        run: list[tuple[Span, Basis]] = []
        for span in page.parts(part):
            basis = _basis(scope, span, party) if _is_said(page, span, quotation) else None
            if basis is None:
                yield from _whole(run)
                run = []
            else:
                run.append((span, basis))
        yield from _whole(run)


def _is_said(page: Page, span: Span, quotation: Quotation) -> bool:
    """Whether something is said at all: "the seating plan" that somebody forgot is no position."""
    if quotation.type != "indirect" or quotation.grade == "record":
        return True
    words = page.folded[page.place(span.start) : page.place(span.end)]
    return any(word == "to" or word in of_kind("be") or word in of_kind("modal") for word in words)


def _whole(run: Sequence[tuple[Span, Basis]]) -> Iterator[tuple[Span, Basis]]:
    if run:
        named = any(basis == "named" for _, basis in run)
        yield Span(run[0][0].start, run[-1][0].end), "named" if named else "related"


def _basis(scope: Scope, span: Span, party: str | None) -> Basis | None:
    """Whether what is said names the topic, both its parties, or the other party together with "we"."""
    page = scope.page
    first, end = page.place(span.start), page.place(span.end)
    if scope.names_topic(first, end):
        return "named"
    named = scope.parties_in(first, end)
    if len(scope.parties) != _PAIR or not named:
        return None
    ours = not OURS.isdisjoint(page.folded[first:end])
    other = party is not None and party not in named
    return "related" if len(named) == _PAIR or (other and ours) else None


def in_time(found: Sequence[tuple[Hashable, Stance]]) -> tuple[Stance, ...]:
    """One line for each statement, with the fullest wording and all its places; the undated come last."""
    groups: dict[Hashable, list[Stance]] = defaultdict(list)
    for key, line in found:
        groups[key].append(line)
    lines = _compared([_as_one(group) for group in groups.values()])
    return tuple(
        sorted(
            lines,
            key=lambda each: (each.earliest or _NO_DAY, each.latest or _NO_DAY, place_of(each.sources[0])),
        )
    )


def _compared(lines: Sequence[Stance]) -> list[Stance]:
    """The lines, each with the earlier one of its speaker to which it is most alike."""
    by_id = {",".join(line.ids): line for line in lines}
    speakers: dict[str, list[Stand]] = defaultdict(list)
    for identity, line in by_id.items():
        stand = Stand(
            identity, line.earliest, line.sources[0].report, line.name, line.ids, line.type, line.polarity
        )
        speakers[line.speaker].append(stand)
    placed = (position for stands in speakers.values() for position in positions(stands))
    return [_placed(by_id[position.stand.statement], position) for position in placed]


def _placed(line: Stance, position: Position) -> Stance:
    earlier = position.against
    if earlier is None:
        return replace(line, label=position.label)
    signs = tuple(
        (
            sign.earlier.of(earlier.content) if sign.earlier else "",
            sign.later.of(position.stand.content) if sign.later else "",
        )
        for sign in position.signs
    )
    against = Against(earlier.content, earlier.day, earlier.quotations, signs)
    return replace(line, label=position.label, against=against)


def _as_one(lines: Sequence[Stance]) -> Stance:
    fullest = max(lines, key=lambda line: (line.grade == "record", len(line.name)))
    firsts = [line.earliest for line in lines if line.earliest]
    lasts = [line.latest for line in lines if line.latest]
    return replace(
        fullest,
        sources=ordered(proof for line in lines for proof in line.sources),
        earliest=max(firsts, default=None),
        latest=min(lasts, default=None) if max(firsts, default="") <= min(lasts, default="") else max(lasts),
        ids=tuple(sorted({each for line in lines for each in line.ids})),
    )
