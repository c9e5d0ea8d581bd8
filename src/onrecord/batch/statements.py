"""Matching at size: which quotations of a run are the same remark, as a record would have it, without one.

The rules are the record's: a relay is compared with those before it, by the day of its report and a hash of
its id, that share most words, and with the nearest of what the same speaker said within three weeks
(decisions/0053). Here they are joined in tables, judged one after the other, and put together piece by piece.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

from onrecord.batch.buckets import Buckets
from onrecord.batch.judging import OnProgress, judge
from onrecord.batch.people import cast_of
from onrecord.batch.pile import Pile
from onrecord.batch.relays import Found, Row, relays_of
from onrecord.core import Extraction, Likeness, files
from onrecord.core.version import __version__
from onrecord.match.joining import Groups
from onrecord.match.statements.grouping import group
from onrecord.record.statement_ids import statement_id

Table = Literal["parquet", "json"]

_PARTS = 50_000
"""Relays that are put together at a time, more where more hang together."""
_SAME = "SELECT later, earlier FROM likeness WHERE decision = 'same'"
_LIKENESSES = """
SELECT one.part, a.id, b.id, a.place, b.place, same, decision FROM likeness
JOIN part AS one ON one.place = later JOIN part AS other ON other.place = earlier AND other.part = one.part
JOIN relay AS a ON a.place = later JOIN relay AS b ON b.place = earlier
WHERE one.part % ? = ?
ORDER BY one.part, least(a.id, b.id), greatest(a.id, b.id)"""
_STATEMENTS = """
WITH every AS (
    SELECT relay.*, coalesce(first, place) AS first, coalesce(statement, left(sha256(id), 12)) AS statement
    FROM relay LEFT JOIN member USING (place)
)
SELECT statement, (count(DISTINCT report) OVER (PARTITION BY statement))::INTEGER AS reports,
    speaker, voice AS speaker_id, published, outlet, text,
    source AS report_source, name AS report_name, quotation
FROM every ORDER BY first, place"""


@dataclass(frozen=True, slots=True)
class Statements:
    """What matching came to, counted; `several` are the statements of more than one relay."""

    reports: int
    relays: int
    pairs: int
    statements: int
    several: int


def match_batch(
    found: Iterable[Extraction],
    to: Path,
    form: Table = "parquet",
    *,
    memory_mb: int = 1024,
    threads: int = 1,
    on_progress: OnProgress = lambda _done, _of: None,
) -> Statements:
    """Write the statements in extractions to a file, one row a quotation, in order of time.

    The extractions (`Results`, or a list) are gone through twice. `memory_mb` bounds the joins; besides them
    memory holds who speaks in which report, and a few thousand wordings. Raises OnrecordError if DuckDB or
    pyarrow is not installed.
    """
    cast = cast_of(found, f"onrecord {__version__}")
    with tempfile.TemporaryDirectory(prefix="onrecord-", dir=to.absolute().parent) as folder:
        buckets, pile = Buckets(Path(folder), memory_mb, threads), Pile(Path(folder) / "wordings")
        try:
            relays = _load(relays_of(found, cast), buckets, pile)
            pairs = judge(buckets, pile, relays, on_progress)
            several, within = _put_together(buckets, relays)
            unfinished = Path(folder) / "statements"
            buckets.copy(_STATEMENTS, unfinished, form)
            files.settle(unfinished, to)
        finally:
            buckets.close()
            pile.close()
    return Statements(len(cast.latest), relays, pairs, relays - within + several, several)


def _load(found: Iterable[Sequence[Found]], buckets: Buckets, pile: Pile) -> int:
    """Put relays, report by report, where they are looked for; how many."""
    count = 0
    for some in found:
        pile.add(some)
        buckets.put("relay", [each.row for each in some])
        keys = ((key, each.row["place"]) for each in some for key in each.keys)
        buckets.put("key", [{"key": key, "place": place} for key, place in keys])
        count += len(some)
    return count


def _put_together(buckets: Buckets, relays: int) -> tuple[int, int]:
    """Group what hangs together, into the table `member`; statements of several relays, and their relays."""
    connected: Groups[int] = Groups()
    for later, earlier in buckets.rows(_SAME):
        connected.join(later, earlier)
    places = sorted({place for pair in buckets.rows(_SAME) for place in pair})
    buckets.put("part", ({"place": place, "part": connected.root(place)} for place in places))
    share = relays // _PARTS + 1
    several = within = 0
    for number in range(share):
        for members in _groups(buckets, share, number):
            several += 1
            within += len(members)
            buckets.put("member", members)
    return several, within


def _groups(buckets: Buckets, share: int, number: int) -> Iterator[list[Row]]:
    """The statements of several relays, each as rows of `member`."""
    for _, rows in groupby(buckets.rows(_LIKENESSES, [share, number]), key=itemgetter(0)):
        place_of: dict[str, int] = {}
        likenesses = list[Likeness]()
        for _, one, other, one_at, other_at, same, decision in rows:
            place_of |= {one: one_at, other: other_at}
            likenesses.append(Likeness(min(one, other), max(one, other), same, 0.0, decision))
        for some in group(place_of, likenesses):
            if len(some) > 1:
                first = min(place_of[each] for each in some)
                (name,) = (each for each in some if place_of[each] == first)
                yield [
                    {"place": place_of[each], "statement": statement_id(name), "first": first}
                    for each in some
                ]
