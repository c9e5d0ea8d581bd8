"""By which rules the ledger of a report is read: where they are others now, it is read anew.

As with statements, the rules are code, whose number is counted here, and tables, which are hashed.
"""

from __future__ import annotations

from onrecord.record.statement_rules import hash_of_tables

RULES = 5
"""Raised with every change to what figures and commitments are found, or to how commitments are linked."""
_TABLES = ("onrecord.ledger", "onrecord.match", "onrecord.resolve")


def rules() -> str:
    """The number of the rules, and hashes over the word lists that they read."""
    return "-".join((str(RULES), *map(hash_of_tables, _TABLES)))
