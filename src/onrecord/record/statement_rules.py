"""By which rules quotations are compared: where they are others now, all are compared again.

The rules are code, whose number is counted here, and tables, which are hashed. The version of onrecord is no
part of them: most versions compare as the one before did.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

RULES = 5
"""Raised with every change to what is kept of a quotation, its keys, its candidates or its likenesses."""
_TABLES = "onrecord.match"
_DIGITS = 12


def rules() -> str:
    """The number of the rules, and a hash over the word lists and weights that they read."""
    return f"{RULES}-{hash_of_tables(_TABLES)}"


@cache
def hash_of_tables(package: str) -> str:
    """A hash over the names and contents of all tables in the `data` folder of a package."""
    digest = sha256()
    tables = (each for each in (files(package) / "data").iterdir() if each.name.endswith(".tsv"))
    for table in sorted(tables, key=lambda each: each.name):
        digest.update(f"{table.name}\0".encode() + table.read_bytes() + b"\0")
    return digest.hexdigest()[:_DIGITS]
