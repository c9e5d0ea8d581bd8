"""CSV and tab-separated lists, with a header: name, kind, aliases, roles, qid.

`aliases` are split at semicolons, and so are `roles`, each "role", "role|first day" or "role|first day|last
day". Only `name` must be there; other columns are passed over. Without a `kind` an entry is a person.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping

from onrecord.core import EntityKind, ObservedRole, Profile
from onrecord.match.lists.entries import QID, NotUnderstood, Problem, day, entry

_KINDS: dict[str, EntityKind] = {
    "": "person",
    "person": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "company": "organisation",
}

_LONGEST = 131_072
"""Characters of a cell: a quotation mark that is never closed makes one of all that follows."""


def from_csv(lines: Iterable[str]) -> Iterator[Profile | Problem]:
    """Profiles and problems of a CSV list, in its order.

    >>> [each.names for each in from_csv(["name,aliases", "Ivo Dent,I. Dent; Dent"])]
    [('Ivo Dent', 'I. Dent', 'Dent')]
    """
    source = iter(lines)
    header = next(source, "").removeprefix("\ufeff")
    delimiter = "\t" if "\t" in header else ","
    columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=delimiter), [])]
    if "name" not in columns:
        split = "name" in (column.strip(' "').lower() for column in header.split(";"))
        hint = (
            "columns are split at commas or tabs, not at semicolons"
            if split
            else "the first line must name the columns"
        )
        yield Problem(1, f"no column is called “name”; {hint}")
        return
    seen: dict[str, int] = {}
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        number = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(number, f"it is no CSV: {error}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        # Python's own limit is one for all, and whoever reads long tables of reports has raised it.
        if max(map(len, cells)) > _LONGEST:
            yield Problem(number, f"it is no CSV: a cell has more than {_LONGEST:,} characters")
            continue
        if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
            wide = f"it has {len(cells)} cells, the first line {len(columns)}"
            yield Problem(number, f"{wide}; a cell that holds the separator must be quoted")
        else:
            yield _read(dict(zip(columns, cells, strict=False)), number, seen)


def _read(row: Mapping[str, str], number: int, seen: dict[str, int]) -> Profile | Problem:
    """The entry of a row; `seen` are the ids of entries before it, with their lines."""
    try:
        found = _entry(row)
        if found.id in seen and found.roles and not found.external:
            # A name that is listed twice is two people if their roles say so.
            found = _entry(row, told_apart="listed: " + "; ".join(role.text for role in found.roles))
    except NotUnderstood as error:
        return Problem(number, str(error))
    if found.id in seen:
        first = seen[found.id]
        what = f"{found.names[0]} is listed in line {first} already"
        return Problem(number, what if found.external else f"{what}, and no role or qid tells the two apart")
    seen[found.id] = number
    return found


def _entry(row: Mapping[str, str], told_apart: str = "listed") -> Profile:
    kind = _KINDS.get(row.get("kind", "").strip().lower())
    if kind is None:
        raise NotUnderstood(f"“{row['kind'].strip()}” is no kind; it can be person or organisation")
    qid = row.get("qid", "").strip()
    if qid and not QID.fullmatch(qid):
        raise NotUnderstood(f"“{qid}” is no Wikidata id such as Q42")
    roles = [_role(part) for part in row.get("roles", "").split(";") if part.strip()]
    names = [row.get("name", ""), *row.get("aliases", "").split(";")]
    if not names[0].strip():
        raise NotUnderstood("it has no name")
    external = [("wikidata", qid)] if qid else []
    return entry(kind, names, roles=roles, external=external, told_apart=told_apart)


def _role(part: str) -> ObservedRole:
    text, *days = (piece.strip() for piece in part.split("|"))
    if not text or len(days) > 2:
        raise NotUnderstood(f"“{part.strip()}” is no role such as “mayor of Tarn|2020-01-01|2024-05-01”")
    first, last = (day(each) for each in (*days, "", "")[:2])
    return ObservedRole(text, first, last)
