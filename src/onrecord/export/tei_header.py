"""The header of a TEI document: what the report is, and who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from onrecord.core import Quotation, Speaker
from onrecord.core.version import __version__
from onrecord.export.addresses import Addresses, on_the_web
from onrecord.export.xmls import child

if TYPE_CHECKING:
    from onrecord.record import StoredReport

_WHEN = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who speaks in a report, by the xml:id of their entry; who speaks together has one each."""

    names: Mapping[str, str]
    """xml:id by the speaker's id."""
    speakers: tuple[Speaker, ...]

    @classmethod
    def of(cls, quotations: Iterable[Quotation]) -> Cast:
        """The speakers of these quotations, in order."""
        found = {each.id: each for quotation in quotations for each in _alone(quotation.speaker)}
        return cls({identity: f"s{i}" for i, identity in enumerate(found, 1)}, tuple(found.values()))

    def pointers(self, speaker: Speaker | None) -> str:
        """What points at the entries of a speaker, "" for nobody."""
        return " ".join(f"#{self.names[each.id]}" for each in _alone(speaker))


def _alone(speaker: Speaker | None) -> Iterator[Speaker]:
    """The speaker, or each of those who say it together."""
    if speaker is not None and speaker.members:
        for member in speaker.members:
            yield from _alone(member)
    elif speaker is not None:
        yield speaker


def polarities(quotations: Iterable[Quotation]) -> dict[str, str]:
    """The xml:id of each polarity that one of the quotations has."""
    found = dict.fromkeys(each.polarity for each in quotations if each.polarity)
    return {polarity: f"polarity{i}" for i, polarity in enumerate(found, 1)}


def add_header(root: ET.Element, stored: StoredReport, cast: Cast, addresses: Addresses) -> None:
    """Add the <teiHeader> to a <TEI>."""
    header = child(root, "teiHeader")
    _file(child(header, "fileDesc"), stored, addresses)
    _encoding(child(header, "encodingDesc"), stored)
    profile = child(header, "profileDesc")
    if stored.report.language:
        child(child(profile, "langUsage"), "language", ident=stored.report.language)
    if cast.speakers:
        _list(child(child(profile, "particDesc"), "listPerson"), cast)


def _file(description: ET.Element, stored: StoredReport, addresses: Addresses) -> None:
    report = stored.report
    title = report.title.value if report.title else report.name
    child(child(description, "titleStmt"), "title", title)
    publication = child(description, "publicationStmt")
    child(publication, "publisher", "onrecord")
    child(publication, "idno", addresses.report(stored.id), type="URI")
    bibl = child(child(description, "sourceDesc"), "bibl")
    child(bibl, "title", title)
    if report.author:
        child(bibl, "author", report.author)
    if report.outlet:
        child(bibl, "publisher", report.outlet)
    if report.published:
        when = report.published.value
        child(bibl, "date", when, when=when if _WHEN.fullmatch(when) else None)
    child(bibl, "idno", report.source, type="URL" if on_the_web(report.source) else "path")
    child(bibl, "idno", stored.version.sha256, type="SHA-256")


def _encoding(description: ET.Element, stored: StoredReport) -> None:
    model = stored.version.model
    application = child(child(description, "appInfo"), "application", ident="onrecord", version=__version__)
    child(application, "label", f"onrecord {__version__}, model {model.name} {model.version}")
    if names := polarities(stored.quotations):
        taxonomy = child(child(description, "classDecl"), "taxonomy", **{"xml:id": "polarity"})
        for polarity, name in names.items():
            category = child(taxonomy, "category", **{"xml:id": name})
            child(category, "catDesc", polarity)


def _list(people: ET.Element, cast: Cast) -> None:
    for speaker in cast.speakers:
        name = cast.names[speaker.id]
        if speaker.kind == "person":
            person = child(people, "person", **{"xml:id": name})
            child(person, "persName", speaker.name)
            for role in speaker.roles:
                child(person, "occupation", role)
        else:
            org = child(people, "org", **{"xml:id": name}, type=speaker.kind)
            child(org, "orgName", speaker.name)
