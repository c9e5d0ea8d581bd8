"""One history: migrating ends where a fresh record begins, and takes what was stored along."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from onrecord.core import Extraction, Name, RecordError, Span
from onrecord.record import Record, migrations, schema, sqlite
from tests.record.conftest import handed_in

pytestmark = pytest.mark.sqlite

Make = Callable[..., Extraction]

BEFORE = {"embeddings": "0001", "names": "0002", "speakers": "0003"}
"""What came after which revision; beside this file lies every row of a record that was written at each."""
VECTOR = struct.pack("<128e", 1, *[0.0] * 127)

LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{schema.HEAD}"


def upgrade():
    op.add_column("report", sa.Column("note", sa.Text()))
"""


def test_the_migrations_end_in_the_schema_that_fresh_records_are_made_from() -> None:
    with create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        assert sqlite.describe(connection) == sqlite.expected_description()
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == schema.HEAD
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID
        differences = compare_metadata(context, schema.metadata)
    # The last is another on a server, which the comparison takes for ours; the description above has it.
    indexes = ("_words", "alembic_version", "ix_commitment_who_folded")
    assert [each for each in differences if not any(name in str(each) for name in indexes)] == []


def test_the_history_is_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", "onrecord.record:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]
    assert migrations.known() >= {schema.HEAD}


def test_an_older_record_is_migrated_when_it_is_opened_and_keeps_what_it_holds(
    path: Path,
    tmp_path: Path,
    extraction: Make,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Record.open(path) as record:
        record.add(extraction())
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, scripts)
    (scripts / "versions" / "m9999_later.py").write_text(LATER)

    def config() -> Config:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        return config

    monkeypatch.setattr(migrations, "_config", config)
    monkeypatch.setattr(schema, "HEAD", "9999")
    for _ in range(2):
        with Record.open(path) as record, record._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT note FROM report").all() == [(None,)]
            assert handed_in(record.report("ferry.txt")) == extraction()
    assert capfd.readouterr() == ("", "")
    assert not any(name.startswith("m9999") for name in sys.modules)


def written_at(revision: str, path: Path) -> Path:
    """A record as it was written at that revision: two reports, one of them in two versions."""
    rows_of = json.loads(Path(__file__).with_name(f"record_{revision}.json").read_text(encoding="utf-8"))
    with create_engine(f"sqlite:///{path}").begin() as connection:
        migrations.upgrade(connection, revision)
        for table, rows in rows_of.items():
            for row in rows:
                for blob in row.keys() & {"data", "embedding"}:
                    row[blob] = bytes.fromhex(row[blob])
                columns = ", ".join(f'"{name}"' for name in row)
                values = ", ".join("?" * len(row))
                statement = f"INSERT INTO {table} ({columns}) VALUES ({values})"
                connection.exec_driver_sql(statement, tuple(row.values()))
    return path


@pytest.fixture
def before_embeddings(tmp_path: Path) -> Path:
    return written_at(BEFORE["embeddings"], tmp_path / "old.db")


@pytest.fixture
def before_names(tmp_path: Path) -> Path:
    return written_at(BEFORE["names"], tmp_path / "old.db")


@pytest.fixture
def before_speakers(tmp_path: Path) -> Path:
    return written_at(BEFORE["speakers"], tmp_path / "old.db")


@pytest.fixture(params=BEFORE.values(), ids=[f"before {what}" for what in BEFORE])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A record of each earlier version."""
    return written_at(request.param, tmp_path / "old.db")


@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_record_is_whole_and_lacks_only_what_came_later(
    old: Path, extraction: Make, read_only: bool
) -> None:
    with Record.open(old, read_only=read_only) as record:
        assert list(record.verify()) == []
        held = handed_in(record.report("ferry.txt", version=1))
        assert held == extraction(names=held.names)
        assert held.names in ((), extraction().names)
        assert len(list(record.quotes())) == 4
        assert len(record.search("winter")) == 1


def test_a_record_from_before_embeddings_has_nothing_to_compare(
    before_embeddings: Path, extraction: Make
) -> None:
    with Record.open(before_embeddings) as record:
        found = record.search_by_meaning(VECTOR, extraction().model)
    assert (found.hits, found.found, found.left_out) == ((), 0, 4)


def test_a_record_from_before_names_keeps_its_embeddings(before_names: Path, extraction: Make) -> None:
    with Record.open(before_names) as record:
        found = record.search_by_meaning(VECTOR, extraction().model)
    assert ([hit.snippet for hit in found.hits], found.left_out) == (["東京 fares fall."], 3)


@pytest.mark.parametrize("write_protected", ["file", "folder"])
def test_an_old_record_that_cannot_be_migrated_says_what_to_do(
    old: Path, monkeypatch: pytest.MonkeyPatch, write_protected: str
) -> None:
    kept = old.read_bytes()
    protected = old if write_protected == "file" else old.parent
    # Permissions do not bind root, who may run the tests.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or Path(path) != protected)
    with pytest.raises(RecordError, match="it lacks today's tables") as error:
        Record.open(old, read_only=True)
    assert "`onrecord migrate`" in str(error.value.hint)
    assert old.read_bytes() == kept


def test_an_old_record_has_all_of_today_once_its_reports_are_added_again(old: Path, extraction: Make) -> None:
    with Record.open(old) as record:
        for stored in list(record.extractions()):
            held, rules = handed_in(stored), stored.version.rules
            assert not record.holds(held.report, held.model, rules)
            read = replace(
                held,
                quotations=tuple(replace(quotation, embedding=VECTOR) for quotation in held.quotations),
                names=(Name(Span(0, 2), "place"),),
            )
            assert [record.add(read, rules=rules).status for _ in range(2)] == ["reread", "unchanged"]
            assert record.holds(held.report, held.model, rules)
            assert handed_in(record.report(stored.id)) == read
        found = record.search_by_meaning(VECTOR, extraction().model)
        assert (len(found.hits), found.left_out) == (4, 0)
        assert list(record.verify()) == []


def test_an_old_report_in_which_no_name_stands_is_read_again_once(before_names: Path) -> None:
    with Record.open(before_names) as record:
        for stored in list(record.extractions()):
            same, rules = stored.extraction, stored.version.rules
            assert [record.add(same, rules=rules).status for _ in range(2)] == ["reread", "unchanged"]
            assert record.holds(same.report, same.model, rules)
        assert list(record.verify()) == []


@pytest.mark.parametrize("value", [f"x'{VECTOR.hex()}'", "x''"])
def test_a_vector_slipped_into_an_old_row_is_found(before_embeddings: Path, value: str) -> None:
    Record.open(before_embeddings).close()
    with closing(sqlite3.connect(before_embeddings, isolation_level=None)) as connection:
        connection.execute(f"UPDATE quotation SET embedding = {value} WHERE key = 4")
    with Record.open(before_embeddings) as record:
        (problem,) = record.verify()
    assert "the seal" in str(problem)


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        (["INSERT INTO name VALUES (1, 0, 'place', 0, 5, 'Ferry')"], "the number of its names"),
        (["UPDATE version SET names = 0 WHERE key = 1"], "the seal"),
        (
            [
                "INSERT INTO name VALUES (1, 0, 'place', 0, 5, 'Ferry')",
                "UPDATE version SET names = 1 WHERE key = 1",
            ],
            "the seal",
        ),
    ],
)
def test_a_name_slipped_into_an_old_version_is_found(
    before_names: Path, statements: list[str], what: str
) -> None:
    Record.open(before_names).close()
    with closing(sqlite3.connect(before_names, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    with Record.open(before_names) as record:
        (problem,) = record.verify()
    assert what in str(problem)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE quotation SET speaker_confidence = 0.5 WHERE key = 4",
        "UPDATE quotation SET speaker_roles = '[\"minister\"]' WHERE key = 4",
        "UPDATE quotation SET speaker_metonym = 1 WHERE key = 4",
        "INSERT INTO member VALUES (4, 0, NULL, 3, 'named', 1.0, '[]', 0)",
    ],
)
def test_what_is_slipped_into_an_old_speaker_is_found(before_speakers: Path, statement: str) -> None:
    Record.open(before_speakers).close()
    with closing(sqlite3.connect(before_speakers, isolation_level=None)) as connection:
        connection.execute(statement)
    with Record.open(before_speakers) as record:
        assert any("the seal" in str(problem) for problem in record.verify())


def test_an_old_speaker_of_whom_nothing_more_is_found_is_read_again_once(before_speakers: Path) -> None:
    with Record.open(before_speakers) as record:
        for stored in list(record.extractions()):
            same, rules = stored.extraction, stored.version.rules
            assert [record.add(same, rules=rules).status for _ in range(2)] == ["reread", "unchanged"]
            assert record.holds(same.report, same.model, rules)
        assert list(record.verify()) == []


def test_what_was_decided_before_names_were_kept_with_it_holds(tmp_path: Path) -> None:
    path = written_at("0004", tmp_path / "old.db")
    with Record.open(path) as record:
        assert list(record.verify()) == []
        people = record.registry
        assert {each.name for each in people.people()} == {"Ida Rowan", "Rowan", "Jon Weir"}
        (apart,) = [each for each in people.judgements() if each.judgement.verdict == "different"]
        assert (apart.left_name, apart.right_name) == ("Ida Rowan", "Rowan")
        people.undo(apart.id, by="Ada")
        assert {each.name for each in people.people()} == {"Ida Rowan", "Jon Weir"}
        assert list(record.verify()) == []


@pytest.mark.parametrize("read_only", [False, True])
def test_what_was_stored_before_there_were_statements_is_compared_when_somebody_asks(
    tmp_path: Path, read_only: bool
) -> None:
    path = written_at("0005", tmp_path / "old.db")
    with Record.open(path, read_only=read_only) as record:
        assert list(record.verify()) == []
        rows = list(record.statements.list())
        assert {row.speaker for row in rows} == {"Ida Rowan", "Rowan"}
        assert {row.speaker_id for row in rows} <= {entity.id for entity in record.people()}
        # Nothing names the two as one: they are compared, and kept apart.
        assert [len(record.statements.statement(row.id).likenesses) for row in rows] == [1, 1]
        assert list(record.verify()) == []


def test_a_name_slipped_into_what_was_decided_before_is_found(tmp_path: Path) -> None:
    path = written_at("0004", tmp_path / "old.db")
    Record.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE judgement SET left_name = 'Anna Holt' WHERE verdict = 'different'")
    with Record.open(path) as record:
        assert any("the seal" in str(problem) for problem in record.verify())


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    path: Path, tmp_path: Path, extraction: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        record.add(extraction())
    before = path.read_bytes()
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, scripts)
    (scripts / "versions" / "m9999_later.py").write_text(LATER + "    raise KeyboardInterrupt\n")
    config = Config()
    config.set_main_option("script_location", str(scripts))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_config", lambda: config)
        patched.setattr(schema, "HEAD", "9999")
        with pytest.raises(KeyboardInterrupt):
            Record.open(path)
    with Record.open(path) as record:
        assert list(record.verify()) == []
    assert path.read_bytes() == before
