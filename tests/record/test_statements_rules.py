"""When quotations are compared again: with other rules, and not with every version of onrecord."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

import pytest

from onrecord.record import Compared, Record
from onrecord.record.statement_rules import RULES, rules
from tests.record.telling import report

SAID = (
    (
        "courier.txt",
        "2031-03-04",
        "Ida Holt",
        "The bridge toll will stay at twelve marks until the end of June",
    ),
    ("ledger.txt", "2031-03-05", "Ida Holt", "The bridge toll will stay at 12 marks"),
    (
        "herald.txt",
        "2031-03-06",
        "Holt",
        "The toll may rise to fifteen marks after June, but not on the bridge",
    ),
    ("post.txt", "2031-09-05", "Ida Holt", "The bridge toll will stay at twelve marks until the end of June"),
    (
        "times.txt",
        "2031-03-05",
        "Jon Weir",
        "I said in May that the bridge toll will not stay at twelve marks",
    ),
    ("globe.txt", None, "Jon Weir", "Nobody in Merrow was asked about the granary tariff or the ferry"),
)


@pytest.fixture
def filled(record: Record) -> Record:
    for name, day, speaker, words in SAID:
        record.add(report(name, day, [(speaker, words)]))
    record.statements.match()
    return record


def test_what_compares_otherwise_has_another_number(filled: Record) -> None:
    with filled._database.reading() as connection:
        relays = connection.exec_driver_sql("SELECT key, words, weight, quoted FROM relay ORDER BY key").all()
        keys = connection.exec_driver_sql("SELECT key, relay FROM relay_key ORDER BY key, relay").all()
        pairs = connection.exec_driver_sql("SELECT * FROM likeness ORDER BY later, earlier").all()
    # Rounded: the last digits of a logarithm are the processor's.
    told = [
        [(at, words.partition(b"\n")[0].decode(), *_rounded(weights)) for at, words, *weights in relays],
        [tuple(each) for each in keys],
        [(later, earlier, *_rounded((same, repeat)), *why) for later, earlier, same, repeat, *why in pairs],
    ]
    digest = sha256(json.dumps(told).encode()).hexdigest()[:12]
    assert (RULES, digest) == (5, "abdb66cb21de"), (
        "raise `statement_rules.RULES`, and write it and the digest here"
    )


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(each, 2) for each in values]


def test_another_version_by_the_same_rules_compares_nothing(
    filled: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(filled.statements.list())
    for module in ("registry", "record", "verifying"):
        monkeypatch.setattr(f"onrecord.record.{module}.__version__", "9.1")
    for name, day, speaker, words in SAID:
        assert filled.add(report(name, day, [(speaker, words)])).status == "reread"
    assert filled.statements.match().pairs == 0
    assert filled.statements.match() == Compared()
    assert list(filled.statements.list()) == before
    assert list(filled.verify()) == []


def test_other_tables_and_another_number_are_other_rules(
    filled: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = rules()
    assert filled.statements.match().pairs == 0
    monkeypatch.setattr("onrecord.record.statement_rules.hash_of_tables", lambda package: "other")
    assert rules() != known
    assert filled.statements.match().pairs > 0
    monkeypatch.setattr("onrecord.record.statement_rules.RULES", 91)
    assert filled.statements.match().pairs > 0
    assert list(filled.verify()) == []
