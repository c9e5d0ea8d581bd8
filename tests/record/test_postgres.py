"""A record on PostgreSQL: the same answers as from a file, and what only a server can get wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.core import Extraction, NotFound, RecordError
from onrecord.record import Record, opening, schema
from onrecord.record.copying import copy
from onrecord.serve import Settings, application
from tests import postgres

Make = Callable[..., Extraction]
SAMPLES = Path(__file__).parents[2] / "examples" / "reports"

Asked = Callable[[Record], object]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a file, with decisions about them."""
    path = tmp_path_factory.mktemp("samples") / "record.db"
    reports = (each for each in onrecord.read(SAMPLES) if isinstance(each, onrecord.Report))
    with Record.open(path) as record:
        for extraction in onrecord.extract_all(reports, model="fast"):
            record.add(extraction)
        record.refresh()
        one, other = [entity.id for entity in record.people()][:2]
        record.registry.split(one, other, by="Ada", why="two people")
        quotation = next(iter(record.quotes(grade="record")))
        record.corrections.speaker(quotation.id, name="Ida Rowan", by="Ada", why="misread")
        row = record.ledger.commitments(as_of="2026-06-01")[0]
        record.ledger.judge(row.id, "kept", by="Ada")
        record.refresh()
    return path


@pytest.fixture(scope="module")
def both(filled: Path, server: postgres.Server) -> Iterator[tuple[Record, Record]]:
    """The samples in a file and, copied, on a server."""
    with server.database() as address:
        copy(filled, address)
        with (
            Record.open(filled, read_only=True) as file,
            Record.open(address, read_only=True) as database,
        ):
            yield file, database


WORDS = ("toll", '"the toll"', "har*", "bridge minister", "мост", "桥", "Łu*", "said", "no such words", '"')
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
)
DAY = "2026-06-01"
QUERIES: dict[str, Asked] = {
    **{
        f"search {words} {narrowed}": lambda r, w=words, n=narrowed: r.search(w, **n, limit=300)  # type: ignore[misc]
        for words in WORDS
        for narrowed in NARROWED
    },
    **{f"quotes {n}": lambda r, n=n: list(r.quotes(**n)) for n in NARROWED},  # type: ignore[misc]
    **{f"newest {n}": lambda r, n=n: list(r.quotes(**n, newest=True)) for n in NARROWED},  # type: ignore[misc]
    **{f"latest {n}": lambda r, n=n: r.latest(**n, limit=200) for n in NARROWED},  # type: ignore[misc]
    "reports": lambda r: (list(r.reports()), list(r.newest_reports())),
    "each report": lambda r: [(r.report(row.id), r.versions(row.id)) for row in r.reports()],
    "speakers": lambda r: list(r.speakers()),
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
    "units": lambda r: r.ledger.units(),
    "dossier": lambda r: r.dossier("Orrel", as_of=DAY),
    "corrections": lambda r: list(r.corrections.list()),
    "notices": lambda r: list(r.notices()),
    "stored": lambda r: list(r.extractions()),
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_server_answers_as_a_file_does(both: tuple[Record, Record], query: str) -> None:
    file, database = both
    assert QUERIES[query](database) == QUERIES[query](file)


def test_what_was_copied_is_proved(both: tuple[Record, Record]) -> None:
    assert [list(record.verify()) for record in both] == [[], []]


def test_the_pages_of_the_reading_room_are_the_same(filled: Path, server: postgres.Server) -> None:
    with server.database() as address:
        copy(filled, address)
        with (
            TestClient(application(Settings(filled)), base_url="http://localhost") as file,
            TestClient(application(Settings(address)), base_url="http://localhost") as database,
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


def test_a_copy_goes_back_into_a_file_unchanged(
    both: tuple[Record, Record], filled: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.db"
    copy(both[1]._database._url.render_as_string(hide_password=False), back)  # type: ignore[attr-defined]
    with Record.open(back) as record, Record.open(filled) as file:
        assert list(record.verify()) == []
        assert list(record.extractions()) == list(file.extractions())


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
            record.add(_another())
            assert len(list(record.reports())) == before + 1
        with pytest.raises(RecordError, match="there is a record already"):
            copy(filled, address)


def _another() -> Extraction:
    from tests.record.conftest import quoting

    return quoting("another.txt", "Rain fell on Tuesday.", "Ida Rowan")


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
def test_what_was_altered_on_the_server_is_found(
    server: postgres.Server, quoting: Make, statement: str, what: str
) -> None:
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


def test_who_writes_waits_for_who_writes(
    server: postgres.Server, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.postgres.BUSY_SECONDS", 0.2)
    with server.record() as address, Record.open(address) as one, Record.open(address) as other:
        with one._database.writing(), pytest.raises(RecordError, match="another process has been writing"):
            other.add(quoting("one", "Rain fell.", "Ida Rowan"))
        assert other.add(quoting("one", "Rain fell.", "Ida Rowan")).status == "new"


def test_words_of_any_length_and_number_are_found(server: postgres.Server, quoting: Make) -> None:
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


def test_a_later_version_s_record_is_refused(server: postgres.Server) -> None:
    with server.database() as address:
        Record.open(address).close()
        assert opening.revision(address) == schema.HEAD
        server.sql(_name(address), "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(RecordError, match="a later version of onrecord"):
            Record.open(address)
