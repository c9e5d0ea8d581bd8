"""One history: migrating ends where a fresh record begins, and takes what was stored along."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from onrecord.core import Extraction
from onrecord.record import Record, database, migrations, schema

Make = Callable[..., Extraction]

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("report", sa.Column("note", sa.Text()))
"""


def test_the_migrations_end_in_the_schema_that_fresh_records_are_made_from() -> None:
    with create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        assert database.describe(connection) == database.expected_description()
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == schema.HEAD
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID
        differences = compare_metadata(context, schema.metadata)
    indexes = ("_words", "alembic_version")
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
    (scripts / "versions" / "m0002_later.py").write_text(LATER)

    def config() -> Config:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        return config

    monkeypatch.setattr(migrations, "_config", config)
    monkeypatch.setattr(schema, "HEAD", "0002")
    for _ in range(2):
        with Record.open(path) as record, record._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT note FROM report").all() == [(None,)]
            assert record.report("ferry.txt").extraction == extraction()
    assert capfd.readouterr() == ("", "")
    assert not any(name.startswith("m0002") for name in sys.modules)


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    path: Path, tmp_path: Path, extraction: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        record.add(extraction())
    before = path.read_bytes()
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, scripts)
    (scripts / "versions" / "m0002_later.py").write_text(LATER + "    raise KeyboardInterrupt\n")
    config = Config()
    config.set_main_option("script_location", str(scripts))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_config", lambda: config)
        patched.setattr(schema, "HEAD", "0002")
        with pytest.raises(KeyboardInterrupt):
            Record.open(path)
    with Record.open(path) as record:
        assert list(record.verify()) == []
    assert path.read_bytes() == before
