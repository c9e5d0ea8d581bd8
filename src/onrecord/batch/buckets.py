"""The tables that matching at size goes through: in a file of DuckDB's, joined by key, never all with all.

What does not fit into the memory that is given goes to the disk. The tables are scratch: each run makes them
and throws them away, and no record is in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.batch.columns import libraries
from onrecord.core import OnrecordError
from onrecord.match.statements.candidates import MOST
from onrecord.record.statement_neighbours import CROWD

_ROWS = 10_000
"""Rows that are written, and read, together."""
_TABLES = """
CREATE TABLE relay (place BIGINT, id VARCHAR, report INTEGER, voice VARCHAR, model VARCHAR, vector BLOB,
    source VARCHAR, name VARCHAR, quotation VARCHAR, speaker VARCHAR, published VARCHAR, outlet VARCHAR,
    text VARCHAR);
CREATE TABLE key (key BIGINT, place BIGINT);
CREATE TABLE near (place BIGINT, other BIGINT, rank INTEGER);
CREATE TABLE likeness (later BIGINT, earlier BIGINT, same DOUBLE, decision VARCHAR);
CREATE TABLE part (place BIGINT, part BIGINT);
CREATE TABLE member (place BIGINT, statement VARCHAR, first BIGINT);
"""
# Of a key that many have only those just before a relay are paired with it: of a list, cut into pages as long
# as a crowd, two pages, however long it is.
_SHARING = f"""
CREATE TABLE sharing AS
WITH ranked AS (
    SELECT key, place, row_number() OVER (PARTITION BY key ORDER BY place) AS nth
    FROM key QUALIFY count(*) OVER (PARTITION BY key) > 1
), paged AS (SELECT *, nth // {CROWD} AS page FROM ranked),
pairs AS (
    SELECT one.place, other.place AS other
    FROM (SELECT *, page AS asked FROM paged UNION ALL SELECT *, page - 1 FROM paged) AS one
    JOIN paged AS other ON other.key = one.key AND other.page = one.asked
    WHERE other.nth < one.nth AND other.nth >= one.nth - {CROWD}
)
SELECT place, other, row_number() OVER (PARTITION BY place ORDER BY count(*) DESC, other::VARCHAR) AS rank
FROM pairs GROUP BY place, other QUALIFY rank <= {MOST}
"""  # noqa: S608 (two numbers)


class Buckets:
    """The scratch tables of one run, and the joins between them."""

    def __init__(self, folder: Path, memory_mb: int, threads: int) -> None:
        """Make them in a folder; raises OnrecordError if DuckDB is not installed."""
        self._arrow, _ = libraries()
        try:
            import duckdb  # noqa: PLC0415 (an extra)
        except ImportError:
            hint = "pip install 'onrecord[batch]'"
            raise OnrecordError("matching needs DuckDB, which is not installed", hint) from None
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "temp_directory": str(folder),
        }
        self._connection = duckdb.connect(str(folder / "scratch.duckdb"), config=settings)
        self._connection.execute(_TABLES)
        self._waiting: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def put(self, table: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Add rows to a table."""
        for row in rows:
            self._waiting[table].append(row)
            if len(self._waiting[table]) >= _ROWS:
                self._write(table)

    def do(self, query: str) -> None:
        """Carry out a query that gives nothing back."""
        self._written().execute(query)

    def join_words(self) -> None:
        """Find, for every relay, those before it that share most of its keys: `sharing`."""
        self.do(_SHARING)
        self.do("DROP TABLE key")

    def rows(self, query: str, given: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, which may be many."""
        found = self._written().cursor().execute(query, given)
        while some := found.fetchmany(_ROWS):
            yield from some

    def copy(self, query: str, path: Path, form: str) -> None:
        """Write the rows of a query to a file, in their order."""
        quoted = str(path).replace("'", "''")
        self.do(f"COPY ({query}) TO '{quoted}' (FORMAT {form})")

    def _written(self) -> Any:
        """The connection, all rows being in their tables."""
        for table in list(self._waiting):
            self._write(table)
        return self._connection

    def _write(self, table: str) -> None:
        some = self._waiting.pop(table, [])
        if some:
            schema = self._connection.table(table).limit(0).arrow().schema
            self._connection.register("given", self._arrow.Table.from_pylist(some, schema))
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM given")  # noqa: S608
            self._connection.unregister("given")
