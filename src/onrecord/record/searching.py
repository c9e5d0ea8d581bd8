"""Full-text search over quotations and reports, newest first.

The search indexes give rows in the order of their slots, the newest first, narrowed by facets; what passes
the filters is taken until the page is full, so that a word that stands in half of all quotations costs no
more than another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import get_args

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, TableClause, select

from onrecord.core import Grade, Span
from onrecord.record import facets, naming, people_schema, schema, slots
from onrecord.record.chunks import chunks
from onrecord.record.filters import Filters, written_day
from onrecord.record.folding import Phrase, fold, phrases, places
from onrecord.record.portable import matching, slots_matching
from onrecord.record.queries import QUOTES, REPORTS, quote_rows, report_row
from onrecord.record.rows import Hit, QuoteRow

_AROUND = 80
"""Characters shown on either side of the first words found in a report."""
_WORD = 30
"""Characters looked through for the end of a word that would be cut: not all scripts have spaces."""
_NAMES = 60
"""Names by which a search is narrowed to a speaker; one who has more is said by too many to narrow much."""

_AT_ONCE = 50
"""Rows read at a time: few are needed, and it takes as long to find one more."""
_SELDOM = 500
"""Months of reports; whoever is heard in fewer has all they said read and sorted."""

_ANY = "({})".format(" OR ".join(f'"{facets.of_grade(grade)}"' for grade in get_args(Grade)))

_quotation, _version = schema.quotation.c, schema.version.c
_profile = people_schema.profile.c
_IN_QUOTATIONS = (
    select(_quotation.key)
    .select_from(
        schema.QUOTATION_WORDS.join(schema.quotation, _quotation.slot == schema.QUOTATION_WORDS.c.rowid).join(
            schema.version, _version.key == _quotation.version_key
        )
    )
    .order_by(schema.QUOTATION_WORDS.c.rowid.desc())
)
_OF_QUOTATIONS = select(_quotation.key).select_from(
    schema.quotation.join(schema.version, _version.key == _quotation.version_key)
)
_IN_REPORTS = (
    select(_version.key, _version.report_id)
    .select_from(schema.REPORT_WORDS.join(schema.version, _version.slot == schema.REPORT_WORDS.c.rowid))
    .order_by(schema.REPORT_WORDS.c.rowid.desc())
)


def search(connection: Connection, words: str, filters: Filters, limit: int, offset: int = 0) -> list[Hit]:
    """Quotations that hold all the words, then reports that hold them elsewhere; see `Record.search`."""
    wanted = phrases(words)
    if not wanted or limit <= 0:
        return []
    asked = _asked(wanted)
    keys = list(islice(quotation_keys(connection, asked, filters), offset + limit))
    hits = list(_quotations(connection, keys[offset:], wanted))
    if len(keys) < offset + limit:
        skipped, more = max(0, offset - len(keys)), limit - len(hits)
        elsewhere = islice(_elsewhere(connection, asked, filters), skipped, skipped + more)
        hits += _reports(connection, list(elsewhere), wanted)
    return hits


def latest(connection: Connection, filters: Filters, limit: int, offset: int) -> list[QuoteRow]:
    """The current quotations that pass the filters, the newest first; see `Record.latest`."""
    keys = list(islice(quotation_keys(connection, "", filters), offset, offset + max(0, limit)))
    return list(_rows(connection, keys))


def quotation_keys(connection: Connection, asked: str, filters: Filters) -> Iterator[int]:
    """The keys of the current quotations that hold what is asked and pass the filters, the newest first."""
    if not asked and filters.speaker is not None and _is_seldom_heard(connection, filters.speaker):
        # Sooner read and sorted than told from all who share a name with them.
        own = _OF_QUOTATIONS.where(*filters.on_quotations()).order_by(_quotation.slot.desc())
        yield from connection.execute(own).scalars()
        return
    narrowed = " AND ".join(filter(None, [asked, *_facets(connection, filters)])) or _ANY
    conditions = filters.on_quotations(naming.heard_in)
    index, words_match = schema.QUOTATION_WORDS.c, partial(matching, connection, schema.QUOTATION_WORDS)
    low, high = _span(filters)
    if high is not None:
        # Those few that may have been said long before the day of their slot.
        wide = _IN_QUOTATIONS.where(
            words_match(f'{narrowed} AND "{facets.WIDE}"'), index.rowid >= high, *conditions
        )
        yield from connection.execute(wide).scalars()
    query = _IN_QUOTATIONS.where(words_match(narrowed), *conditions, *_between(index.rowid, low, high))
    few_at_once = query.execution_options(stream_results=True, max_row_buffer=_AT_ONCE)
    yield from connection.execute(few_at_once).scalars()


def _is_seldom_heard(connection: Connection, speaker: str) -> bool:
    """Whether it is an id of somebody who is quoted in few reports."""
    if not naming.is_id(speaker):
        return False
    theirs = select(_profile.id).where(_profile.entity_id == speaker)
    heard = select(schema.hearing.c.month).where(schema.hearing.c.profile_id.in_(theirs)).limit(_SELDOM)
    return len(connection.execute(heard).all()) < _SELDOM


def _span(filters: Filters) -> tuple[int | None, int | None]:
    """The first slot that passes, and the first that does not but for what is marked as wide."""
    if filters.since is None and filters.until is None:
        return None, None
    low = slots.first_slot(1 if filters.since is None else slots.number_of(written_day(filters.since)))
    if filters.until is None:
        return low, None
    last = slots.last_number_of(written_day(filters.until))
    return low, slots.first_slot(last + facets.WIDE_DAYS + 1)


def _between(rowid: ColumnElement[int], low: int | None, high: int | None) -> list[ColumnElement[bool]]:
    found = [] if low is None else [rowid >= low]
    return found if high is None else [*found, rowid < high]


def _facets(connection: Connection, filters: Filters) -> Iterator[str]:
    """What narrows the index to little more than the filters let through."""
    if filters.speaker is not None:
        yield _of_speaker(connection, filters.speaker)
    if filters.type is not None:
        yield f'"{facets.of_type(filters.type)}"'
    if filters.grade is not None:
        yield f'"{facets.of_grade(filters.grade)}"'
    yield from _of_versions(filters)


def _of_versions(filters: Filters) -> Iterator[str]:
    if filters.outlet is not None:
        yield _all(facets.of_outlet(fold(filters.outlet)))
    if filters.report is not None:
        yield f'"{facets.of_report(filters.report)}"'


def _of_speaker(connection: Connection, wanted: str) -> str:
    """Any of the names of those who are called so; "" where that would not narrow the search."""
    names = naming.names_of(connection, wanted)
    if len(names) > _NAMES or frozenset() in names - {frozenset(fold(wanted).split())}:
        return ""
    fewest = {name for name in names if name and not any(other < name for other in names if other)}
    found = sorted(_all(facets.of_speaker(" ".join(name))) for name in fewest)
    return f"({' OR '.join(found)})" if found else ""


def _all(words: set[str]) -> str:
    # Facets are letters and digits behind a sign, so nothing in them means anything to FTS5.
    quoted = " AND ".join(f'"{word}"' for word in sorted(words))
    return f"({quoted})" if words else ""


def _quotations(connection: Connection, keys: Sequence[int], wanted: tuple[Phrase, ...]) -> Iterator[Hit]:
    for quote in _rows(connection, keys):
        yield Hit(quote, None, quote.text, places(quote.text, wanted))


def _rows(connection: Connection, keys: Sequence[int]) -> Iterator[QuoteRow]:
    """The quotations with these keys, in the same order."""
    for some in chunks(keys):
        found = connection.execute(QUOTES.where(_quotation.key.in_(some))).mappings().all()
        by_key = {row["key"]: row for row in found}
        yield from quote_rows(connection, [by_key[key] for key in some])


def _elsewhere(connection: Connection, asked: str, filters: Filters) -> Iterator[int]:
    """The keys of the current versions that hold what is asked, but not in a quotation, the newest first."""
    conditions = filters.on_reports()
    if conditions is None:
        return
    index = schema.REPORT_WORDS.c
    narrowed = " AND ".join(filter(None, [asked, *_of_versions(filters)]))
    low, high = _span(filters)
    query = _IN_REPORTS.where(
        matching(connection, schema.REPORT_WORDS, narrowed), *conditions, *_between(index.rowid, low, high)
    )
    for rows in connection.execute(query).partitions(_AT_ONCE):
        shown = _shown(connection, asked, [report_id for _, report_id in rows])
        yield from (key for key, _ in rows if key not in shown)


def _shown(connection: Connection, asked: str, reports: Sequence[str]) -> set[int]:
    """The versions of these reports in which a quotation holds what is asked."""
    among = " OR ".join(f'"{facets.of_report(each)}"' for each in reports)
    here = slots_matching(connection, schema.QUOTATION_WORDS, f"{asked} AND ({among})")
    return set(connection.execute(select(_quotation.version_key).where(_quotation.slot.in_(here))).scalars())


def _reports(connection: Connection, keys: Sequence[int], wanted: tuple[Phrase, ...]) -> Iterator[Hit]:
    by_key: dict[int, RowMapping] = {}
    for some in chunks(keys):
        found = connection.execute(REPORTS.add_columns(_version.text).where(_version.key.in_(some)))
        by_key |= {row["key"]: row for row in found.mappings()}
    for row in (by_key[key] for key in keys):
        text = row["text"]
        marks = places(text, wanted)
        first = marks[0] if marks else Span(0, 0)  # a damaged index may name a report without the words
        start, end = _around(text, first)
        shown = tuple(mark.shifted(-start) for mark in marks if mark.end <= end)
        yield Hit(None, report_row(row), text[start:end], shown, start)


def _around(text: str, found: Span) -> tuple[int, int]:
    """Where what is shown around the words begins and ends: between words, where there are any in reach."""
    start, end = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
    if start and not text[start - 1].isspace():
        start = next(
            (i + 1 for i in range(start, min(start + _WORD, found.start)) if text[i].isspace()), start
        )
    if end < len(text) and not text[end].isspace():
        end = next((i for i in range(end - 1, max(end - _WORD, found.end) - 1, -1) if text[i].isspace()), end)
    return start, end


def holding(connection: Connection, index: TableClause, wanted: tuple[Phrase, ...]) -> Select[tuple[int]]:
    """The slots of the rows in a search index that hold all that is wanted."""
    return slots_matching(connection, index, _asked(wanted))


def _asked(wanted: tuple[Phrase, ...]) -> str:
    # Folded words are letters and digits, so nothing in them means anything to FTS5.
    return " AND ".join(f'"{" ".join(phrase.words)}"{"*" if phrase.open_end else ""}' for phrase in wanted)
