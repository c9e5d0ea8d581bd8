"""A record on PostgreSQL: the same answers as from a file, and what only a server can get wrong."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pytest
from starlette.testclient import TestClient

import onrecord
from lab.trust.kill import EARLIER
from onrecord.core import Extraction, NotFound, RecordError
from onrecord.record import Record, Refused, opening, schema
from onrecord.record.copying import copy
from onrecord.serve import Settings, application
from tests import postgres
from tests.record.conftest import quoting

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"

Asked = Callable[[Record], object]


class Clock(datetime):
    """A clock that is a second further each time it is looked at: both records are filled at one time."""

    looked = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        del tz
        cls.looked += 1
        return cls(2031, 7, 2, tzinfo=UTC) + timedelta(seconds=cls.looked)


@pytest.fixture(scope="module")
def read() -> list[Extraction]:
    """What is read from the samples, and short reports in other scripts and without days."""
    reports = (each for each in onrecord.read(SAMPLES) if isinstance(each, onrecord.Report))
    own = [
        quoting("bridge.txt", "Мост откроют в будущем году.", "Алена Петренко", outlet="Вестник"),
        quoting("bridges.txt", "大桥明年开放。", "李 明", published=None),
        quoting("café.txt", "Die Brücke wird naïve Café-Gäste anziehen.", "Łukasz Brzoza", outlet=None),
        quoting("odd.txt", f"{'a' * 450} {'a' * 700} 100% _ \\ ' 𝔗𝔬𝔩𝔩 🎉 İstanbul ﬁne ǅ", "ida rowan"),
        *(
            quoting(
                f"{name}.txt", "We promise to repair the quay by 2 May 2031.", f"{name} Voss", published=None
            )
            for name in ("a", "B", "Ä", "z", "Z", "_", "é")
        ),
    ]
    later = replace(own[0], report=replace(own[0].report, text=f"{own[0].report.text} Да.", data=b"later"))
    return [*onrecord.extract_all(reports, model="fast"), *own, later]


def fill(where: str | Path, read: list[Extraction]) -> None:
    """Add all that was read, and decide about it in every way, one decision taken back."""
    Clock.looked = 0
    with Record.open(where) as record:
        for extraction in read:
            record.add(extraction)
        record.refresh()
        one, other = [entity.id for entity in record.people()][:2]
        record.registry.split(one, other, by="Ada", why="two people")
        record.registry.rename("Алена Петренко", "Alena Petrenko", by="Ada")
        (merged, *_) = record.registry.merge("Łukasz Brzoza", "李 明", by="Ada")
        record.registry.undo(merged.id, by="Ada")
        first, second, *_ = record.quotes(grade="record")
        record.corrections.speaker(first.id, name="Ida Rowan", by="Ada", why="misread")
        record.corrections.none(second.id, by="Ada")
        statements = list(record.statements.list())
        record.statements.merge(statements[-1].id, statements[-2].id, by="Ada")
        row = record.ledger.commitments(as_of="2026-06-01")[0]
        record.ledger.judge(row.id, "kept", by="Ada")
        record.refresh()


@pytest.fixture(scope="module")
def clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in ("writing", "judging"):
            patch.setattr(f"onrecord.record.{module}.datetime", Clock)
        yield


@pytest.fixture(scope="module")
def filled(read: list[Extraction], clock: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in a file, with decisions about it."""
    path = tmp_path_factory.mktemp("samples") / "record.db"
    fill(path, read)
    return path


@pytest.fixture(scope="module")
def served(read: list[Extraction], clock: None, server: postgres.Server) -> Iterator[str]:
    """The address of the same record, filled on a server."""
    with server.database() as address:
        fill(address, read)
        yield address


@pytest.fixture(scope="module")
def both(filled: Path, served: str) -> Iterator[tuple[Record, Record]]:
    """The same record in a file and on a server."""
    with Record.open(filled, read_only=True) as file, Record.open(served, read_only=True) as database:
        yield file, database


WORDS = (
    *(
        "toll",
        '"the toll"',
        '"of the toll wi*"',
        "har*",
        "t*",
        "bridge minister",
        "said",
        "12",
        "no such words",
    ),
    *(
        "мост",
        "МОСТ откр*",
        '"мост откроют"',
        "Łu*",
        "naive cafe",
        "istanbul",
        "大桥",
        "桥",
        "大桥明年开放",
        '"明年"',
    ),
    *("a" * 450, "a" * 451, f"{'a' * 450}*", "a" * 700, "100% _", "\\ '", '"', "*", ""),
)
NARROWED: tuple[dict[str, Any], ...] = (
    {},
    {"since": "2026"},
    {"until": "2025"},
    {"since": "2025-10", "until": "2026-03"},
    {"outlet": "press"},
    {"type": "direct"},
    {"grade": "record"},
    {"speaker": "orrel"},
    {"speaker": "minister", "outlet": "courier"},
    {"outlet": "вестник"},
    {"speaker": "Łukasz"},
)
DAY = "2026-06-01"
QUERIES: dict[str, Asked] = {
    **{
        f"search {words[:20]} {len(words)} {narrowed}": lambda r, w=words, n=narrowed: r.search(
            w, **n, limit=300
        )  # type: ignore[misc]
        for words in WORDS
        for narrowed in NARROWED
    },
    **{f"quotes {n}": lambda r, n=n: list(r.quotes(**n)) for n in NARROWED},  # type: ignore[misc]
    **{f"newest {n}": lambda r, n=n: list(r.quotes(**n, newest=True)) for n in NARROWED},  # type: ignore[misc]
    **{f"latest {n}": lambda r, n=n: r.latest(**n, limit=200) for n in NARROWED},  # type: ignore[misc]
    "reports": lambda r: (list(r.reports()), list(r.newest_reports())),
    "each report": lambda r: [(r.report(row.id), r.versions(row.id)) for row in r.reports()],
    "speakers": lambda r: list(r.speakers()),
    "most quoted": lambda r: (list(r.most_quoted()), list(r.most_quoted("orrel", limit=3))),
    "people": lambda r: list(r.people()),
    "portraits": lambda r: [r.registry.portrait(each.id) for each in r.people()],
    "heard": lambda r: [r.registry.heard(each.id) for each in r.people()],
    "judgements": lambda r: (list(r.registry.judgements()), r.registry.doubts(), r.registry.entries()),
    "statements": lambda r: list(r.statements.list()),
    "statements about": lambda r: list(r.statements.list(about="toll")),
    "each statement": lambda r: [r.statements.statement(row.id) for row in r.statements.list()],
    "repeats": lambda r: list(r.statements.repeats()),
    "doubts": lambda r: list(r.statements.doubts()),
    "duplicates": lambda r: r.duplicates(),
    "figures": lambda r: list(r.ledger.figures()),
    "figures about": lambda r: list(r.ledger.figures(about="toll")),
    "claims": lambda r: r.ledger.claims(),
    "commitments": lambda r: r.ledger.commitments(as_of=DAY),
    "commitments of": lambda r: [r.ledger.commitments(as_of=DAY, who=each.id) for each in r.people()],
    "latest commitments": lambda r: [r.ledger.latest_commitments(each.id, as_of=DAY) for each in r.people()],
    "each commitment": lambda r: [
        r.ledger.commitment(row.id, as_of=DAY) for row in r.ledger.commitments(as_of=DAY)
    ],
    "positions": lambda r: [r.ledger.positions(each.id, "toll") for each in r.people()],
    "dossier": lambda r: r.dossier("Orrel", as_of=DAY),
    "corrections": lambda r: list(r.corrections.list()),
    "notices": lambda r: list(r.notices()),
    "stored": lambda r: list(r.extractions()),
    "earlier version": lambda r: r.report("bridge.txt", version=1),
    "learnt": lambda r: list(r.corrections.examples()),
    "units": lambda r: r.ledger.units(),
    "claims that differ": lambda r: r.ledger.claims(differing=True),
    "overdue": lambda r: r.ledger.commitments(as_of=DAY, status="overdue"),
    "nearest in meaning": lambda r: [
        r.search_by_meaning(quotation.embedding, stored.extraction.model, grade="record")
        for stored in islice(r.extractions(), 5)
        for quotation in stored.extraction.quotations
        if quotation.embedding
    ],
    "refusals": lambda r: [
        refused(lambda what=what, ask=ask: ask(what))  # type: ignore[misc]
        for what in ("t", "Nobody Such", "0123456789ab", "a%_", "'")
        for ask in (r.report, r.registry.entity, r.statements.statement, r.ledger.commitment)
    ],
}


def refused(ask: Callable[[], object]) -> object:
    """What somebody is told who asks for what is not there, or for what may be several."""
    try:
        return ask()
    except RecordError as error:
        return str(error), error.hint


@pytest.mark.parametrize("query", QUERIES)
def test_a_server_answers_as_a_file_does(both: tuple[Record, Record], query: str) -> None:
    file, database = both
    assert repr(QUERIES[query](database)) == repr(QUERIES[query](file))


def test_both_are_proved(both: tuple[Record, Record]) -> None:
    assert [list(record.verify()) for record in both] == [[], []]


def test_the_pages_of_the_reading_room_are_the_same(filled: Path, served: str) -> None:
    with (
        TestClient(application(Settings(filled)), base_url="http://localhost") as file,
        TestClient(application(Settings(served)), base_url="http://localhost") as database,
    ):
        seen, waiting = (
            set[str](),
            ["/", "/search?q=toll", "/speakers", "/commitments", "/dossier?q=Orrel"],
        )
        while waiting and len(seen) < 80:
            page = waiting.pop(0)
            seen.add(page)
            one, other = file.get(page), database.get(page)
            assert (one.status_code, one.text) == (other.status_code, other.text), page
            found = re.findall(r'href="(/(?:reports|speakers|statements|commitments)/[^"#?]+)"', one.text)
            waiting += [each for each in dict.fromkeys(found) if each not in seen and each not in waiting]
        assert len(seen) > 40


def test_a_copy_goes_to_a_server_and_back_into_a_file_unchanged(
    filled: Path, server: postgres.Server, tmp_path: Path
) -> None:
    back = tmp_path / "back.db"
    with server.database() as address:
        copy(filled, address)
        copy(address, back)
    with Record.open(back) as record, Record.open(filled) as file:
        assert list(record.verify()) == []
        assert list(record.extractions()) == list(file.extractions())


def test_a_copy_writes_nothing_to_its_source(filled: Path, tmp_path: Path) -> None:
    source = Path(shutil.copy(filled, tmp_path / "earlier.db"))
    with closing(sqlite3.connect(source)) as raw, raw:
        for statement in EARLIER:
            raw.execute(statement)
    with pytest.raises(RecordError, match="an earlier version made its tables"):
        copy(source, tmp_path / "copy.db")
    with closing(sqlite3.connect(source)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0012",)
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_that_was_stopped_is_no_record_and_goes_on(filled: Path, server: postgres.Server) -> None:
    rows = 0

    def stop(_: str, more: int) -> None:
        nonlocal rows
        rows += more
        if rows > 500:
            raise KeyboardInterrupt

    with server.database() as address:
        with pytest.raises(KeyboardInterrupt):
            copy(filled, address, stop)
        with pytest.raises(RecordError, match="another record was not copied into it to the end"):
            Record.open(address)
        done = copy(filled, address)
        assert 500 < done.before < done.rows
        with Record.open(address) as record:
            assert list(record.verify()) == []
            before = len(list(record.reports()))
            # Keys go on behind those that were copied.
            record.add(quoting("another.txt", "Rain fell on Tuesday.", "Ida Rowan"))
            assert len(list(record.reports())) == before + 1
        with pytest.raises(RecordError, match="there is a record already"):
            copy(filled, address)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Rain\0 fell.", r"^version of /news/odd.txt: .*a character that PostgreSQL cannot keep"),
        ("Rain fell.", r"^speaker of /news/odd.txt: .*too long for an index of PostgreSQL"),
    ],
)
def test_a_report_that_a_server_cannot_hold_is_named_and_what_came_before_it_stays(
    filled: Path, server: postgres.Server, tmp_path: Path, words: str, said: str
) -> None:
    source = Path(shutil.copy(filled, tmp_path / "odd.db"))
    with Record.open(source) as record:
        record.add(quoting("odd.txt", words, "Ida Rowan" if "\0" in words else _LONG))
    with server.database() as address:
        for _ in range(2):
            with pytest.raises(RecordError, match=said):
                copy(source, address)
        with pytest.raises(RecordError, match="another record was not copied into it to the end"):
            Record.open(address)


@pytest.mark.parametrize(("odd", "told"), [(3, ""), (8, "; and 3 more")])
def test_all_reports_that_a_server_cannot_hold_are_told_at_once(
    filled: Path,
    server: postgres.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    odd: int,
    told: str,
) -> None:
    source = Path(shutil.copy(filled, tmp_path / "odd.db"))
    with Record.open(source) as record:
        for number in range(odd):
            record.add(quoting(f"odd{number}.txt", "Rain\0 fell.", "Ida Rowan"))
            record.add(quoting(f"fine{number}.txt", "Rain fell.", "Ida Rowan"))
    monkeypatch.setattr("onrecord.record.copying._AT_ONCE", 7)
    names = "; ".join(f"version of /news/odd{number}.txt" for number in range(min(odd, 5)))
    with server.database() as address:
        for _ in range(2):  # nothing is kept behind the first, so the second time says the same
            with pytest.raises(
                RecordError, match=f"^{names}{told}: .*a character that PostgreSQL cannot keep"
            ):
                copy(source, address)


def test_a_source_that_gained_reports_meanwhile_is_told(
    filled: Path, server: postgres.Server, tmp_path: Path
) -> None:
    path = Path(shutil.copy(filled, tmp_path / "growing.db"))

    def stop(table: str, _: int) -> None:
        if table == "quotation":
            raise KeyboardInterrupt

    with server.database() as address:
        with pytest.raises(KeyboardInterrupt):
            copy(path, address, stop)
        with Record.open(path) as record:
            record.add(quoting("!first.txt", "Rain fell on Tuesday.", "Ida Rowan"))
            record.refresh()
        with pytest.raises(RecordError, match=r": the copy is not what .*growing.db holds"):
            copy(path, address)


def test_a_source_that_changed_meanwhile_is_told(
    filled: Path, server: postgres.Server, tmp_path: Path
) -> None:
    path = tmp_path / "changing.db"
    copy(filled, path)

    def stop(table: str, _: int) -> None:
        if table == "quotation":
            raise KeyboardInterrupt

    with server.database() as address:
        with pytest.raises(KeyboardInterrupt):
            copy(path, address, stop)
        with Record.open(path) as record, record._database.writing() as connection:
            connection.exec_driver_sql("UPDATE version SET title = 'Another title'")
        with pytest.raises(RecordError, match=r"version: the copy is not what .*changing.db holds"):
            copy(path, address)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE quotation SET text = 'Snow fell.'", "quotation"),
        ("UPDATE quotation_words SET words = 'snow fell'", "search"),
        ("UPDATE hearing SET quotations = 7", "counted otherwise"),
        ("DELETE FROM entity_name", "was altered: the seal"),
        ("ALTER TABLE report ADD COLUMN note text", "the table, index or view report was altered"),
        ("DROP INDEX ix_version_current", "was altered"),
        ("DROP VIEW evidence", "evidence was altered"),
    ],
)
def test_what_was_altered_on_the_server_is_found(server: postgres.Server, statement: str, what: str) -> None:
    with server.database() as address:
        with Record.open(address) as record:
            record.add(quoting("one", "Rain fell.", "Ida Rowan"))
            record.refresh()
            assert list(record.verify()) == []
        server.sql(_name(address), statement)
        with Record.open(address, create=False) as record:
            assert any(what in str(problem) for problem in record.verify())


def _name(address: str) -> str:
    return address.split("/")[3].partition("?")[0]


def test_who_writes_waits_for_who_writes(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.postgres.BUSY_SECONDS", 0.2)
    with server.record() as address, Record.open(address) as one, Record.open(address) as other:
        with one._database.writing(), pytest.raises(RecordError, match="another process has been writing"):
            other.add(quoting("one", "Rain fell.", "Ida Rowan"))
        assert other.add(quoting("one", "Rain fell.", "Ida Rowan")).status == "new"


def test_words_of_any_length_and_number_are_found(server: postgres.Server) -> None:
    long = "a" * 5000
    many = " ".join(f"w{number}x" for number in range(120_000))
    with server.record() as address, Record.open(address) as record:
        record.add(quoting("one", f"{long} and {many}", "Ida Rowan"))
        for words in (long, "w119999x", '"w119998x w119999x"', "w11999*"):
            assert len(record.search(words)) == 1, words[:20]
        assert record.search(f"{long}a") == record.search('"w119999x w119998x"') == []


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("postgresql://desk:secret@localhost:1/news", "it cannot be reached"),
        ("postgresql://", "it cannot be reached"),
        ("postgresql:news:desk", "it is no address of a database"),
        ("postgresql://desk:secret@localhost:port/news", "it is no address of a database"),
        ("postgresql://localhost:1/news?user=desk&password=secret", "it cannot be reached"),
        ("mysql://desk:secret@localhost/news", "no database of this kind can be a record"),
        (" MySQL+x://desk:secret@localhost/news", "no database of this kind can be a record"),
        (" POSTGRESQL://desk:secret@localhost:1/news", "it cannot be reached"),
        ("postgresql://localhost:1/news?user=desk&PASSWORD=secret", "news"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, what: str) -> None:
    with pytest.raises(RecordError, match=what) as raised:
        Record.open(address)
    assert "secret" not in str(raised.value)


def test_a_database_without_a_record_is_left_alone(server: postgres.Server) -> None:
    with server.database() as address:
        with pytest.raises(NotFound, match="there is no record here"):
            Record.open(address, create=False)
        server.sql(_name(address), "CREATE TABLE recipes (name text)")
        with pytest.raises(RecordError, match="there are tables in it, but not those of a record"):
            Record.open(address)
        with closing(opening.unprepared(address)) as database, pytest.raises(RecordError):
            database.revision()


def test_migrations_end_in_the_tables_that_are_made_today(server: postgres.Server) -> None:
    with server.database() as address:
        Record.open(address).close()
        for statement in EARLIER:
            server.sql(_name(address), statement)
        with closing(Record.open(address)) as record:
            assert list(record.verify()) == []


def test_a_later_version_s_record_is_refused(server: postgres.Server) -> None:
    with server.database() as address:
        Record.open(address).close()
        assert opening.revision(address) == schema.HEAD
        server.sql(_name(address), "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(RecordError, match="a later version of onrecord"):
            Record.open(address)


def test_what_is_open_for_reading_is_not_written(served: str) -> None:
    with Record.open(served, read_only=True) as record:
        before = len(list(record.reports()))
        with pytest.raises(RecordError, match="it can be read but not written"):
            record.add(quoting("one", "Rain fell.", "Ida Rowan"))
        assert len(list(record.reports())) == before


def test_who_may_only_read_does_with_what_is_there(server: postgres.Server) -> None:
    with server.database() as address:
        with Record.open(address) as record:
            record.add(quoting("one", "Rain fell.", "Ida Rowan"))
            record.refresh()
            record.add(quoting("two", "Snow fell.", "Anna Holt"))
        server.sql(_name(address), "CREATE ROLE reader LOGIN")
        server.sql(_name(address), "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        with Record.open(re.sub("//[^@]*@", "//reader@", address)) as record:
            assert [each.name for each in record.people()] == ["Ida Rowan"]
            assert len(record.search("fell")) == 2
            with pytest.raises(RecordError, match="it can be read but not written"):
                record.add(quoting("three", "Hail fell.", "Ida Rowan"))
        server.sql(_name(address), "DROP OWNED BY reader; DROP ROLE reader")


# An index of PostgreSQL holds some 2,700 bytes; what can be packed smaller hides that.
_LONG = "".join(sha256(bytes([number])).hexdigest() for number in range(200))


@pytest.mark.parametrize(
    "frame",
    [
        {"source": f"https://news.example/{_LONG}"},
        {"outlet": _LONG},
        {"speaker": _LONG},
        {"speaker": "桥" * 900},
    ],
    ids=lambda frame: next(iter(frame)),
)
def test_a_name_too_long_for_an_index_is_refused_and_the_next_report_is_added(
    server: postgres.Server, frame: dict[str, str]
) -> None:
    with server.record() as address, Record.open(address) as record:
        with pytest.raises(Refused, match="is too long for an index of PostgreSQL"):
            record.add(quoting("one", "Rain fell.", **{"speaker": "Ida Rowan", **frame}))
        assert record.add(quoting("two", "Rain fell.", "Ida Rowan")).status == "new"


def test_a_commitment_may_be_of_any_length(server: postgres.Server) -> None:
    words = f"I will open the {_LONG} quay by May 2031."
    with server.record() as address, Record.open(address) as record:
        record.add(quoting("one", words, "Ida Rowan"))
        record.add(quoting("two", words, "Ida Rowan"))
        record.refresh()
        (row,) = record.ledger.commitments(as_of=DAY, who="Ida Rowan")
        assert (row.stand.text, row.reports) == (words.removesuffix("."), 2)


def test_a_dump_that_is_restored_is_the_same_record(server: postgres.Server, served: str) -> None:
    with server.database() as address:
        server.restore(_name(served), _name(address))
        with Record.open(address, create=False) as record, Record.open(served) as before:
            assert list(record.verify()) == []
            assert list(record.quotes()) == list(before.quotes())
            assert record.add(quoting("next", "Rain fell.", "Ida Rowan")).status == "new"
