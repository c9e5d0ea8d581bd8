"""Who a source refers to: one pass over a report's quotations, outer ones before the ones inside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.core import Quotation, Report, Speaker
from onrecord.resolve.cast import Cast
from onrecord.resolve.credited import Credited
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Answer, Found, Sort
from onrecord.resolve.layout import Layout
from onrecord.resolve.portraits import Portraits
from onrecord.resolve.referents import Referents
from onrecord.resolve.tables import tables

_ONLY_MARKS = re.compile(r"[\s.,;:!?…“”„«»\"'’‘)\]—–-]*")
_OPENING = '“„«"”'
_AT_HEAD = 12
_PARTICIPLE = re.compile(r"(?:and |but |before |then |also )?\w+ing\b", re.IGNORECASE)


def placed(quotation: Quotation) -> int:
    """Where a quotation stands in the text: at its source, else at its content."""
    return min(span.start for span in (quotation.source or quotation.content))


def containers(quotations: Sequence[Quotation]) -> dict[str, str]:
    """Id of a quotation -> id of the innermost other one whose content its own content lies in."""
    parts = sorted(
        ((span.start, -span.end, each.id) for each in quotations for span in each.content),
    )
    inside: dict[str, str] = {each.id: each.nested_in for each in quotations if each.nested_in}
    open_parts: list[tuple[int, str]] = []
    for start, negative_end, identity in parts:
        while open_parts and open_parts[-1][0] <= start:
            open_parts.pop()
        around = next(
            (other for end, other in reversed(open_parts) if other != identity and end >= -negative_end), None
        )
        if around is not None:
            inside.setdefault(identity, around)
        open_parts.append((-negative_end, identity))
    return inside


class SpeakerResolver:
    """Finds the speakers of one report's quotations; `resolve` gives them by quotation id."""

    def __init__(
        self,
        report: Report,
        layout: Layout,
        cast: Cast,
        quotations: Sequence[Quotation],
        inside: Mapping[str, str],
    ) -> None:
        self._layout = layout
        self._quotations = quotations
        self._inside = inside
        outer = [each for each in quotations if each.id not in self._inside]
        discourse = Discourse(layout, cast, [part for each in outer for part in each.content])
        self._referents = Referents(report, layout, cast, discourse)
        self._credited = Credited(layout, cast.names, [fact.value for fact in report.credited])
        self._portraits = Portraits()
        self._in_text_order = sorted(outer, key=lambda each: each.content[0].start)
        self._order = {each.id: i for i, each in enumerate(self._in_text_order)}
        self._found: dict[str, Answer | None] = {}
        self.documents: set[str] = set()
        """Quotations whose source is a document, ids."""

    def resolve(self) -> dict[str, Speaker | None]:
        """Every quotation's speaker, None where the text does not settle one."""
        outer = sorted(self._in_text_order, key=placed)
        sourceless = [each for each in outer if not each.source]
        for quotation in outer:
            if quotation.source:
                self._found[quotation.id] = self._of_source(quotation, None)
            else:
                self._found[quotation.id] = self._implicit(quotation)
        for quotation in sourceless:
            if self._found[quotation.id] is None:
                self._found[quotation.id] = self._announced(quotation)
        self._name_from_below(outer)
        for quotation in sorted(self._quotations, key=lambda each: each.content[0].start):
            if quotation.id in self._inside:
                around = self._inside[quotation.id]
                self._found[quotation.id] = self._of_source(quotation, around) if quotation.source else None
        return {
            each: None if answer is None else self._portraits.of(answer)
            for each, answer in self._found.items()
        }

    @property
    def sorts(self) -> dict[str, Sort]:
        """The sort of reason behind each speaker, by quotation id."""
        return {each: answer.sort for each, answer in self._found.items() if answer is not None}

    def _name_from_below(self, outer: Sequence[Quotation]) -> None:
        """Give the descriptions at a report's head the name that follows them."""
        for i, quotation in enumerate(outer[:_AT_HEAD]):
            if quotation.source and self._found[quotation.id] is None and quotation.id not in self.documents:
                span = quotation.source[0]
                known = ((placed(each), self._found[each.id]) for each in outer[i + 1 : _AT_HEAD])
                later = [(at, answer.found) for at, answer in known if answer is not None and at > span.end]
                self._found[quotation.id] = _worth(self._referents.below(span, later))

    def _of_source(self, quotation: Quotation, around: str | None) -> Answer | None:
        nested = None if around is None else self._found.get(around)
        for span in quotation.source:
            referent = self._referents.of(
                span, None if nested is None else nested.found, quotation.cue, outer=around is None
            )
            if referent.document:
                self.documents.add(quotation.id)
            answer = _worth(referent.found)
            if answer is not None and around is None and self._credited.only(answer.found):
                return self._named_beside(quotation, answer)
            if answer is not None:
                return answer
        return None

    def _named_beside(self, quotation: Quotation, outlet: Answer) -> Answer | None:
        """Who speaks in the sentence that credits an outlet: the outlet, unless that names somebody else."""
        told, who = self._credited.speaking(quotation)
        if who is None:
            return None if told else outlet
        answer = _worth(self._referents.of(who, None, quotation.cue, outer=True).found)
        if answer is None:
            return None
        credited = " and ".join(member.name for member in outlet.found.members)
        reason = f"says, as {credited} is credited for, at {who.start}"
        return Answer(answer.found, (reason, answer.sort))

    def _implicit(self, quotation: Quotation) -> Answer | None:
        """A quotation without a source goes on with the speaker before, where the page shows that it does."""
        place = self._order[quotation.id]
        if place == 0:
            return None
        before = self._in_text_order[place - 1]
        answer = self._found.get(before.id)
        if answer is None or not self._goes_on(before, quotation):
            return None
        if before.id in self.documents:
            self.documents.add(quotation.id)
        return Answer(answer.found, (f"goes on from the quotation at {placed(before)}", "goes on"))

    def _goes_on(self, before: Quotation, quotation: Quotation) -> bool:
        layout, start = self._layout, quotation.content[0].start
        ended = max(span.end for span in (*before.content, *before.source, *before.cue))
        if quotation.cue:
            cue = min(quotation.cue)
            same = layout.sentence(cue.start) == layout.sentence(max(placed(before), before.content[0].start))
            joined = layout.text[max(cue.start - 4, 0) : cue.start] in {"and ", "but "}
            return same and (joined or _PARTICIPLE.match(cue.of(layout.text)) is not None)
        if layout.paragraph(start) == layout.paragraph(ended - 1):
            return True
        between = layout.text[ended:start]
        return layout.text[start] in _OPENING and _ONLY_MARKS.fullmatch(between) is not None

    def _announced(self, quotation: Quotation) -> Answer | None:
        """A quotation whose speaker is named only after the next one, with nothing between the two."""
        place = self._order[quotation.id]
        if quotation.cue or place + 1 >= len(self._in_text_order):
            return None
        after = self._in_text_order[place + 1]
        answer = self._found.get(after.id)
        ended, start = quotation.content[-1].end, after.content[0].start
        if answer is None or not after.source or "\n" in self._layout.text[ended:start]:
            return None
        if ended > start or self._layout.text[ended:start].strip():
            return None
        return Answer(answer.found, (f"runs on into the quotation at {placed(after)}", "announced"))


def _worth(found: Found | None) -> Answer | None:
    """What is found, unless such reasons are right too seldom."""
    known = tables()
    worthless = found is None or known.confidence[found.sort] < known.least_confidence
    return None if found is None or worthless else Answer(found)
