"""Who says what people put right: as they say, else as the words that name the source now tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core import Report, Speaker
from onrecord.record.correct_items import Item
from onrecord.record.folding import fold
from onrecord.record.voices import heard


class Cast:
    """The speakers of a report: one who is named anew is the one of that name and kind who speaks already."""

    def __init__(self, report: Report, items: Sequence[Item]) -> None:
        self._report, self._items = report, items
        self._known: dict[tuple[str, str], Speaker] = {}
        for item in items:
            if not (item.anew or "speaker" in item.by):
                for who in heard(item.quotation):
                    self._known.setdefault((fold(who.name), who.kind), who)
        self._ids = {who.id for who in self._known.values()}

    def name_speakers(self) -> None:
        """Give everybody named anew an id; read again who says what has another source."""
        if any(item.anew for item in self._items):
            self._read_again()
        for item in self._items:
            who = item.quotation.speaker
            if who is not None and (item.anew or "speaker" in item.by):
                item.quotation = replace(item.quotation, speaker=self._one_of_us(who))

    def _read_again(self) -> None:
        from onrecord.resolve import resolve  # noqa: PLC0415 (its tables take a tenth of a second)

        resolved = resolve(self._report, [item.quotation for item in self._items])
        for item, read in zip(self._items, resolved, strict=True):
            if item.anew:
                given = item.quotation
                speaker = given.speaker if "speaker" in item.by else read.speaker
                item.quotation = replace(read, speaker=speaker, nested_in=given.nested_in, grade=given.grade)

    def _one_of_us(self, who: Speaker) -> Speaker:
        key = fold(who.name), who.kind
        known = self._known.get(key)
        if known is None:
            identity = next(each for each in _free(*key) if each not in self._ids)
            known = self._known[key] = replace(who, id=identity)
            self._ids.add(identity)
        members = tuple(map(self._one_of_us, who.members))
        return replace(who, id=known.id, name=known.name, members=members)


def _free(folded: str, kind: str) -> Iterator[str]:
    """Ids to be taken for a name, the first choice first."""
    slug = "-".join(re.findall(r"\w+", folded)) or kind
    yield from (slug, f"{slug}-{kind}")
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
