"""Reports that tell of a toll and of a tariff, and a plain judge of which of their quotations are alike."""

from __future__ import annotations

import pytest

from onrecord.core import Likeness
from onrecord.match.statements.wording import Wording
from onrecord.record import Record, StatementRow
from tests.record.telling import report

TOLL = "The bridge toll will stay at twelve marks for lorries until the end of June"
PART = "The bridge toll will stay at twelve marks for lorries"
TARIFF = "Nobody asked the haulage firms of Merrow about the granary tariff"


def plain_judge(one: Wording, other: Wording) -> Likeness:
    """The same speaker in most of the same words: the same within a month, later said again."""
    shared = len(one.words.keys() & other.words.keys())
    alike = shared / min(len(one.words), len(other.words))
    first, second = sorted((one.relay.id, other.relay.id))
    if alike < 0.6 or one.relay.speaker != other.relay.speaker:
        return Likeness(first, second, 0.1 * alike, 0.1, "different", "against: other words")
    if abs((one.setting.day or 0) - (other.setting.day or 0)) > 30:
        return Likeness(first, second, 0.1, 0.8, "other_occasion", "against: how many days lie between")
    return Likeness(first, second, 0.9, 0.05, "same", "for: the same words")


@pytest.fixture(autouse=True)
def judged_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.statement_comparing.compare", plain_judge)


@pytest.fixture
def filled(record: Record) -> Record:
    """A toll that four reports tell of, in March and again in September, and a tariff that one does."""
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL), ("Jon Weir", TARIFF)]))
    record.add(report("ledger.txt", "2031-03-05", [("Ida Holt", PART)]))
    record.add(report("herald.txt", "2031-03-06", [("Holt", TOLL)]))
    record.add(report("post.txt", "2031-09-05", [("Ida Holt", TOLL)]))
    return record


def said(record: Record, words: str, **filters: object) -> StatementRow:
    """The one statement that says so."""
    (found,) = [row for row in record.statements.list(**filters) if words in row.text]  # type: ignore[arg-type]
    return found


def relay_of(record: Record, name: str) -> str:
    """The id of the first quotation of a report."""
    (quote, *_) = record.quotes(report=name)
    return quote.id


@pytest.fixture
def joined(filled: Record) -> Record:
    filled.statements.merge(said(filled, TARIFF).id, said(filled, TOLL, since="2031-09").id, by="Ada")
    return filled
