"""Extractions -> the relays in them, as rows of the scratch tables that matching at size joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.batch.people import Cast
from onrecord.core import Extraction, quoted_text
from onrecord.match.statements.candidates import keys
from onrecord.match.statements.wording import Wording, setting_of
from onrecord.record.statement_places import place
from onrecord.record.statement_relays import MODEL_DIGITS, dated, wording_in

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A relay: what is told of it (a row of `relay`), what it is compared by, and its keys."""

    row: Row
    wording: Wording
    keys: frozenset[int]


def relays_of(extractions: Iterable[Extraction], cast: Cast) -> Iterator[list[Found]]:
    """The relays of each report that counts, report by report."""
    taken = set[int]()
    for number, (identity, extraction) in enumerate(cast.current(extractions)):
        found = list(_relays(number, identity, extraction, cast))
        for each in found:
            while each.row["place"] in taken:  # as in a record: two of one day may have one hash
                each.row["place"] += 1
            taken.add(each.row["place"])
        if found:
            yield found


def _relays(number: int, identity: str, extraction: Extraction, cast: Cast) -> Iterator[Found]:
    report = dated(extraction.report)
    setting = setting_of(report)
    told = {
        "report": number,
        "model": extraction.model.sha256[:MODEL_DIGITS],
        "source": report.source,
        "name": report.name,
        "published": report.published and report.published.value,
        "outlet": report.outlet,
    }
    for quotation in extraction.quotations:
        voice = cast.voice(identity, quotation)
        wording = wording_in(identity, report, setting, quotation, voice)
        if wording is None:
            continue
        said = {
            "place": place(setting.day, wording.relay.id),
            "id": wording.relay.id,
            "voice": voice,
            "vector": quotation.embedding,
            "quotation": quotation.id,
            "speaker": quotation.speaker and quotation.speaker.name,
            "text": quoted_text(report.text, quotation.content),
        }
        yield Found(told | said, wording, frozenset(keys(wording)))
