"""schema.org JSON-LD: words in quotation marks as a Quotation, what is only relayed as a Claim.

schema.org has no word for doubt and none for "denied" or "asked". So only what is of grade `record`, put as
a plain assertion and has a named speaker is written: a page that carries it says no more than the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from onrecord.export.addresses import Addresses, on_the_web
from onrecord.export.contract import Json, one_line

if TYPE_CHECKING:
    from onrecord.record import QuoteRow

CONTEXT = "https://schema.org"
_KINDS = {"person": "Person", "organisation": "Organization", "group": "Organization"}


def write_schema(rows: Iterable[QuoteRow], to: TextIO, addresses: Addresses | None = None) -> int:
    """Write a line of JSON-LD for each quotation that schema.org has words for; the number of lines."""
    count = 0
    for row in rows:
        data = schema_object(row, addresses)
        if data is not None:
            to.write(one_line(data))
            count += 1
    return count


def schema_object(row: QuoteRow, addresses: Addresses | None = None) -> Json | None:
    """A quotation as a Quotation or a Claim; None where schema.org could not say how sure or how it is."""
    addresses = addresses or Addresses()
    speaker = _speaker(row, addresses)
    if row.grade != "record" or row.polarity is not None or speaker is None:
        return None
    report = _report(row, addresses)
    common: Json = {
        "@context": CONTEXT,
        "@type": "Claim" if row.type == "indirect" else "Quotation",
        "@id": addresses.quotation(row.report_id, row.id.removeprefix(f"{row.report_id}-")),
        "text": row.text,
    }
    if row.said_earliest and row.said_earliest == row.said_latest:
        common["dateCreated"] = row.said_earliest
    if row.published:
        common["datePublished"] = row.published
    if row.type != "indirect":
        return common | {"spokenByCharacter": speaker, "creator": speaker, "isPartOf": report}
    claim = common | {"author": speaker, "appearance": report}
    return claim | ({"claimInterpreter": report["publisher"]} if "publisher" in report else {})


def _speaker(row: QuoteRow, addresses: Addresses) -> Json | None:
    """Who says it, as the registry has them; several who say it together have one name and no id."""
    if row.speaker is None or row.speaker_kind not in _KINDS:
        return None
    speaker: Json = {"@type": _KINDS[row.speaker_kind], "name": row.entity or row.speaker}
    ids = (row.speaker_id or "").split()
    return speaker | ({"@id": addresses.speaker(ids[0])} if len(ids) == 1 else {})


def _report(row: QuoteRow, addresses: Addresses) -> Json:
    report: Json = {"@type": "NewsArticle", "@id": addresses.report(row.report_id)}
    if row.title:
        report["headline"] = row.title
    if url := on_the_web(row.source_address):
        report["url"] = url
    if row.outlet:
        report["publisher"] = {"@type": "Organization", "name": row.outlet}
    if row.published:
        report["datePublished"] = row.published
    return report
