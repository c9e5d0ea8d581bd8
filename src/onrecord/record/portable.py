"""What SQLite and PostgreSQL say in different words; all else is SQL that both understand.

SQLite searches words with FTS5, PostgreSQL in an array of them (`lexemes` of the tables of `postgres.py`).
What is asked comes in FTS5's words, as far as `searching.py` uses them: words and phrases between quotation
marks, a `*` behind one that may go on, AND, OR, parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Select,
    TableClause,
    and_,
    column,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

LONGEST_LEXEME = 400
"""Characters of a word by which PostgreSQL finds it: an entry of its index holds some 2,000 bytes."""
_PART = re.compile(r'"(?P<phrase>[^"]*)"(?P<open>\*)?|(?P<word>AND|OR|[()])|\s+')


def is_postgres(connection: Connection) -> bool:
    """Whether it is a connection to PostgreSQL and not to SQLite."""
    return connection.dialect.name == "postgresql"


def sql(connection: Connection, query: str, **values: object) -> CursorResult[Any]:
    """What a query in plain SQL gives, past SQLAlchemy's types; parameters are written `:name`."""
    return connection.execute(text(query), values)


def each_of(connection: Connection, name: str) -> str:
    """A table with a column `value`: the integers of the parameter `name`, a JSON array."""
    if is_postgres(connection):
        items = f"json_array_elements_text(CAST(:{name} AS json)) AS item"
        return f"(SELECT CAST(item AS bigint) AS value FROM {items})"  # noqa: S608 (our own names)
    return f"json_each(:{name})"


def place(connection: Connection) -> tuple[str, str, object]:
    """What tells where a row of any table lies: a column, its type, and a value before all others."""
    return ("ctid", "tid", "(0,0)") if is_postgres(connection) else ("rowid", "integer", 0)


def matching(connection: Connection, index: TableClause, asked: str) -> ColumnElement[bool]:
    """That a row of a search index holds what is asked in FTS5's words."""
    if not is_postgres(connection):
        return index.c[index.name].match(asked)
    parts = list(_parts(asked))
    found = _either(index, parts)
    if parts:
        raise ValueError(f"{asked!r} is not what a search asks")
    return found


def slots_matching(connection: Connection, index: TableClause, asked: str) -> Select[tuple[int]]:
    """The slots of the rows in a search index that hold what is asked in FTS5's words."""
    return select(index.c.rowid).where(matching(connection, index, asked))


def _parts(asked: str) -> Iterator[tuple[str, str | None]]:
    """The parts of what is asked: each its own sign, or `"` or `*` with the words of a phrase."""
    at = 0
    while at < len(asked):
        found = _PART.match(asked, at)
        if found is None:
            raise ValueError(f"{asked!r} is not what a search asks")
        at = found.end()
        if found["phrase"] is not None:
            yield ("*" if found["open"] else '"'), found["phrase"]
        elif found["word"]:
            yield found["word"], None


def _either(index: TableClause, parts: list[tuple[str, str | None]]) -> ColumnElement[bool]:
    found = [_both(index, parts)]
    while parts and parts[0][0] == "OR":
        parts.pop(0)
        found.append(_both(index, parts))
    return or_(*found)


def _both(index: TableClause, parts: list[tuple[str, str | None]]) -> ColumnElement[bool]:
    found = [_one(index, parts)]
    while parts and parts[0][0] == "AND":
        parts.pop(0)
        found.append(_one(index, parts))
    return and_(*found)


def _one(index: TableClause, parts: list[tuple[str, str | None]]) -> ColumnElement[bool]:
    sign, phrase = parts.pop(0) if parts else ("", None)
    if sign == "(":
        found = _either(index, parts)
        if not parts or parts.pop(0)[0] != ")":
            raise ValueError("a parenthesis is not closed")
        return found
    if phrase is None:
        raise ValueError(f"{sign!r} stands where words are expected")
    return _holds(index, phrase.split(), open_end=sign == "*")


def _holds(index: TableClause, words: list[str], *, open_end: bool) -> ColumnElement[bool]:
    """That a row holds words side by side; the last may go on where it has an open end."""
    whole = words[:-1] if open_end else words
    found: list[ColumnElement[bool]] = []
    if whole:
        lexemes = literal([word[:LONGEST_LEXEME] for word in whole], ARRAY(TEXT))
        found.append(column("lexemes", ARRAY(TEXT), _selectable=index).contains(lexemes))
    if len(words) > 1 or open_end or any(len(word) > LONGEST_LEXEME for word in words):
        # Folded words are letters and digits, facets one sign more: nothing LIKE could take for a pattern.
        end = "%" if open_end else " %"
        pattern = f"% {' '.join(words)}{end}"
        found.append((" " + index.c.words + " " + index.c.facets + " ").like(pattern))
    return and_(*found)
