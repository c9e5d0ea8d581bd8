"""The rows of a record again and again, under other keys, ids and days."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from onrecord.record import slots, statement_places

# Tables in the order in which rows point at each other; what each column becomes, where it is not the same.
_KEYED = {
    "version": {"key": "version", "report_id": "report", "slot": "none"},
    "frame": {"version_key": "version"},
    "agency": {"version_key": "version"},
    "speaker": {"key": "speaker", "version_key": "version"},
    "quotation": {"key": "quotation", "version_key": "version", "speaker_key": "speaker", "slot": "none"},
    "quotation_span": {"quotation_key": "quotation"},
    "appearance": {"report_id": "report"},
    "ledger": {"version_key": "version"},
    "figure": {"key": "figure", "version_key": "version", "quotation_key": "quotation"},
    "figure_span": {"figure_key": "figure"},
    # Its id follows from the text of its report: what has the same one is one commitment.
    "commitment": {
        "key": "commitment",
        "version_key": "version",
        "id": "report",
        "quotation_key": "quotation",
    },
    "commitment_span": {"commitment_key": "commitment"},
    "statement": {"id": "statement", "number": "number"},
    "relay": {"key": "place", "id": "relay", "report_id": "report", "statement_id": "statement"},
}
_DAYS = {
    "version": ("published",),
    "quotation": ("first_day", "last_day"),
    "appearance": ("day",),
    "statement": ("first", "last"),
}
_NUMBERED = ("version", "speaker", "quotation", "figure", "commitment")


def multiplied(connection: sqlite3.Connection, copies: int, days: int) -> None:
    """Put `copies` - 1 more of every report into the record, each `days` days after the one before."""
    connection.create_function("twin", 2, _twin, deterministic=True)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    steps = {
        table: connection.execute(f"SELECT coalesce(max(key), 0) FROM {table}").fetchone()[0]  # noqa: S608
        for table in _NUMBERED
    }
    steps["statements"] = connection.execute("SELECT coalesce(max(number), 0) FROM statement").fetchone()[0]
    connection.execute("BEGIN")
    for copy in range(1, copies):
        by = {
            "copy": copy,
            "shift": f"+{copy * days} days",
            "place": statement_places.first_place(copy * days),
        }
        by |= {f"by_{name}": step * copy for name, step in steps.items()}
        connection.execute(
            "INSERT INTO report SELECT twin(id, :copy), source || '/' || :copy, name, versions, seal"
            " FROM report WHERE source NOT LIKE '%/%/%'",
            by | steps,
        )
        for table in _KEYED:
            _again(connection, table, by | steps)
    connection.execute("COMMIT")
    _index(connection, steps)
    connection.execute("ANALYZE")


_OF_VERSION = "version_key <= :version"
_ORIGINAL = {
    "version": "key <= :version",
    "speaker": "key <= :speaker",
    "quotation": "key <= :quotation",
    "quotation_span": "quotation_key <= :quotation",
    "appearance": "report_id IN (SELECT report_id FROM version WHERE key <= :version)",
    "figure": "key <= :figure",
    "figure_span": "figure_key <= :figure",
    "commitment": "key <= :commitment",
    "commitment_span": "commitment_key <= :commitment",
    "statement": "number <= :statements",
    "relay": "report_id IN (SELECT report_id FROM version WHERE key <= :version)",
}
"""What was there before; `:version` is the last key there was."""


def _again(connection: sqlite3.Connection, table: str, by: dict[str, object]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(_value(table, column) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    where = _ORIGINAL.get(table, _OF_VERSION)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {where}", by)  # noqa: S608


def _value(table: str, column: str) -> str:
    if column in _DAYS.get(table, ()):
        return f'date("{column}", :shift)'
    what = _KEYED[table].get(column, "same")
    return _AGAIN.get(what, '"{0}" + :by_{1}').format(column, what)


_AGAIN = {
    "same": '"{0}"',
    "none": "NULL",
    "report": 'twin("{0}", :copy)',
    "statement": 'twin("{0}", :copy)',
    "number": '"{0}" + :by_statements',
    "relay": "twin(report_id, :copy) || substr(id, 17)",
    "place": '"{0}" + :place',
}
"""What becomes of a column; of any other kind a key, moved on."""


def _twin(identity: str, copy: int) -> str:
    return sha256(f"{identity}/{copy}".encode()).hexdigest()[: len(identity)]


def _index(connection: sqlite3.Connection, by: dict[str, int]) -> None:
    """Fill the search indexes with what each copy shares with the report it was made of, by slots."""
    for table, wanted in (("version", _REPORTS), ("quotation", _QUOTATIONS)):
        taken = {slot for (slot,) in connection.execute(f"SELECT slot FROM {table} WHERE slot IS NOT NULL")}  # noqa: S608
        place = slots.of_report if table == "version" else slots.of_quotation
        rows = connection.execute(wanted, by).fetchall()
        free = slots.freed((place(*row[1:]) for row in rows), taken)
        connection.executemany(
            f"UPDATE {table} SET slot = ? WHERE key = ?",  # noqa: S608
            ((slot, row[0]) for slot, row in zip(free, rows, strict=True)),
        )
    for index, table, own in (
        ("quotation_words", "quotation", "version_key"),
        ("report_words", "version", "key"),
    ):
        last = by[table]
        connection.execute(
            f"CREATE TEMP TABLE twins AS SELECT again.slot, words, replace(facets, {_OLD}, {_NEW}) AS facets"  # noqa: S608
            f" FROM {table} AS again JOIN {table} AS first ON first.key = 1 + (again.key - 1) % {last}"
            f" JOIN {index} ON {index}.rowid = first.slot JOIN version AS old ON old.key = first.{own}"
            f" JOIN version AS new ON new.key = again.{own} WHERE again.key > {last} ORDER BY again.slot"
        )
        connection.execute(f"INSERT INTO {index} (rowid, words, facets) SELECT * FROM twins ORDER BY slot")  # noqa: S608
        connection.execute("DROP TABLE twins")
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608


_REPORTS = "SELECT key, published, report_id FROM version WHERE key > :version"
_QUOTATIONS = """SELECT quotation.key, last_day, report_id, position FROM quotation
    JOIN version ON version.key = version_key WHERE version_key > :version"""
_OLD, _NEW = "'§r' || old.report_id", "'§r' || new.report_id"
