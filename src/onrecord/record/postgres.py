"""A PostgreSQL database: opened, checked, its tables made in the schema that comes first in its search path.

One process writes at a time, as with SQLite: a transaction that writes holds an advisory lock, so that what
follows from other rows is worked out as if it were alone. Readers see the record as it was when they began
and wait for nobody. Texts are compared byte by byte, as SQLite compares them, whatever the database's locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from onrecord.core import RecordError
from onrecord.core.visible import without_password
from onrecord.record import schema
from onrecord.record.database import Database
from onrecord.record.errors import BUSY_SECONDS, translated
from onrecord.record.portable import LONGEST_LEXEME, sql
from onrecord.record.rows import Problem

_LOCK = schema.APPLICATION_ID
_MOST_IN_INDEX = 1 << 24
"""Bytes of the words of one report that are found; SQLite has no such bound."""

# The words of a row without repeats, each cut to what an index can hold.
_LEXEMES = f"""
CREATE OR REPLACE FUNCTION onrecord_lexemes(words text, facets text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT left(word, {LONGEST_LEXEME}) COLLATE "C"), '{{}}')
    FROM unnest(string_to_array(left(words, {_MOST_IN_INDEX}) || ' ' || facets, ' ')) AS word
    WHERE word <> ''
$$"""  # noqa: S608 (our own numbers)
_INDEX = """
CREATE TABLE {schema}{name} (
    rowid bigint PRIMARY KEY,
    words text COLLATE "C" NOT NULL,
    facets text COLLATE "C" NOT NULL,
    lexemes text[] GENERATED ALWAYS AS (onrecord_lexemes(words, facets)) STORED
)"""
_INDEXES = ("quotation_words", "report_words")

_COLUMNS = """
SELECT c.relname AS name, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || coalesce(' collate ' || l.collname, '')
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS said
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation AND l.collname <> 'default'
WHERE c.relnamespace = :schema AND c.relkind = 'r'"""
_CONSTRAINTS = """
SELECT c.relname, o.conname || ' ' || pg_get_constraintdef(o.oid)
FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
WHERE c.relnamespace = :schema"""
_ALL_INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class c WHERE c.relnamespace = :schema AND c.relkind = 'i'"""
_VIEWS = """
SELECT c.relname, pg_get_viewdef(c.oid) FROM pg_class c WHERE c.relnamespace = :schema AND c.relkind = 'v'"""


class PostgresDatabase(Database):
    """An open PostgreSQL database."""

    path: str
    unstorable = "\0"
    longest_found_by = 2500

    def __init__(self, url: URL, *, read_only: bool, as_it_stands: bool = False) -> None:
        super().__init__(_shown(url), _engine(url), read_only=read_only, as_it_stands=as_it_stands)
        self._url = url

    @classmethod
    def open(
        cls, address: str, *, create: bool, read_only: bool, as_it_stands: bool = False
    ) -> PostgresDatabase:
        """The record at `address`, with today's tables; see `Record.open` for the errors."""
        url = parsed(address)
        with translated(_shown(url)):
            database = cls(url, read_only=read_only, as_it_stands=as_it_stands)
            try:
                database.prepare(create=create and not read_only)
                # As with a file that cannot be written: its readers do with what is there.
                database.reads_only = read_only or not database.can_be_written
            except BaseException:
                database.close()
                raise
        return database

    @contextmanager
    def auditing(self) -> Iterator[Connection]:
        """A reading connection: PostgreSQL gives no broken characters."""
        with self.reading() as connection:
            yield connection

    def file_problems(self, connection: Connection) -> Iterator[Problem]:
        """None: PostgreSQL checks its own files."""
        del connection
        yield from ()

    def stray_problems(self, connection: Connection) -> Iterator[Problem]:
        """None: PostgreSQL holds every reference."""
        del connection
        yield from ()

    def index_problems(self) -> Iterator[Problem]:
        """None: what words are found by is worked out by PostgreSQL itself."""
        yield from ()

    def descriptions(self, connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
        """What each table, index and view is, as PostgreSQL tells it; today's is made aside and undone."""
        here = sql(connection, "SELECT current_schema()::regnamespace::oid").scalar_one()
        found = _described(connection, here)
        with self.alone() as aside, aside.begin() as transaction:
            create_schema(aside, temporary=True)
            expected = _described(aside, sql(aside, "SELECT pg_my_temp_schema()").scalar_one())
            transaction.rollback()
        return expected, found

    def _state(self) -> object:
        with self._engine.connect() as connection:
            return sql(connection, "SELECT CAST(pg_current_snapshot() AS text)").scalar_one()

    def _before_tables(self) -> None:
        pass

    def _create_schema(self, connection: Connection) -> None:
        create_schema(connection)

    def _revision(self, connection: Connection) -> str | None:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return None
        if not {"alembic_version", "quotation_words"} <= tables:
            raise RecordError(
                f"{self.path}: there are tables in it, but not those of a record",
                "choose another database, or a schema of its own; nothing was changed",
            )
        return str(sql(connection, "SELECT version_num FROM alembic_version").scalar())

    def _to_write(self) -> dict[str, object]:
        # Whoever waited for the lock must see what the one before wrote.
        return {"isolation_level": "READ COMMITTED"}

    @property
    def can_be_written(self) -> bool:
        """Whether this process may write to it at all."""
        with self._engine.connect() as connection:
            asked = "SELECT NOT pg_is_in_recovery() AND has_table_privilege(current_user, 'report', 'INSERT')"
            return bool(sql(connection, asked).scalar_one())

    def _writer(self) -> PostgresDatabase:
        return PostgresDatabase(self._url, read_only=False)


def create_schema(connection: Connection, *, temporary: bool = False) -> None:
    """Make today's tables, search indexes and views; `temporary` ones only this connection sees."""
    if not temporary:
        sql(connection, _LEXEMES)
    where = "pg_temp." if temporary else ""
    mapped = connection.execution_options(schema_translate_map={None: "pg_temp"} if temporary else {})
    schema.metadata.create_all(mapped, checkfirst=False)
    for name in _INDEXES:
        sql(connection, _INDEX.format(schema=where, name=name))
        sql(connection, f"CREATE INDEX ix_{name}_lexemes ON {where}{name} USING gin (lexemes)")
    for view in schema.VIEWS:
        sql(connection, view.replace("CREATE VIEW ", f"CREATE VIEW {where}"))
    schema.revision.create(mapped)
    mapped.execute(insert(schema.revision), {"version_num": schema.HEAD})
    mapped.execution_options(schema_translate_map={})


def _described(connection: Connection, namespace: int) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for query in (_COLUMNS, _CONSTRAINTS, _ALL_INDEXES, _VIEWS):
        for name, said in sql(connection, query, schema=namespace):
            found.setdefault(str(name), []).append(_without_schema(str(said)))
    return {name: "\n".join(sorted(parts)) for name, parts in sorted(found.items())}


def _without_schema(said: str) -> str:
    return re.sub(r'\b(?:pg_temp_\d+|"?\w+"?)\.(?=\w+ USING|\w+_seq)', "", " ".join(said.split()))


def parsed(address: str) -> URL:
    """The parts of an address; raises `RecordError` where it is none."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:  # the latter where a port is no number
        raise RecordError(
            f"{without_password(address)}: it is no address of a database",
            "write postgresql://USER@HOST/DATABASE",
        ) from error
    return url.set(drivername="postgresql+psycopg")


def _shown(url: URL) -> str:
    """An address as messages have it."""
    return without_password(url.set(drivername="postgresql").render_as_string(hide_password=False))


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            connect_args={"application_name": "onrecord"},
            pool_pre_ping=True,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise RecordError(
            "PostgreSQL needs a driver that is not installed", "pip install 'onrecord[postgres]'"
        ) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            sql(connection, f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            sql(connection, "SELECT pg_advisory_xact_lock(:lock)", lock=_LOCK)

    return engine
