"""A record to work on, and extractions to put in it; everybody in them is invented."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.core import (
    Extraction,
    Fact,
    Interval,
    Model,
    Name,
    NameKind,
    Quotation,
    Report,
    Span,
    Speaker,
    quotation_id,
)
from onrecord.record import Record, Registry, StoredReport
from tests import postgres

Make = Callable[..., Extraction]

TEXT = (
    "Ferry to run all winter\n\n"
    "ALDER BAY, 16 February (Basin Press) — “The ferry will run all winter,” the harbour master, Ida Rowan, "
    "said on Monday. “And every boat,” she told the town council, “has a crew.”\n\n"
    "According to Łukasz Brzoza, of the Ferry Union, fares will not rise.\n"
)
NAMES: dict[str, NameKind] = {
    "ALDER BAY": "place",
    "Basin Press": "organisation",
    "Ida Rowan": "person",
    "Łukasz Brzoza": "person",
    "Ferry Union": "organisation",
}
MODEL = Model("reader", "1", "ab" * 32)


def where(text: str, words: str) -> Span:
    """The only place where the words stand."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))


def _quotations(text: str) -> tuple[Quotation, ...]:
    digest = sha256(text.encode()).hexdigest()
    rowan = Speaker("s1", "Ida Rowan", "person", "named in the same sentence")
    first = (where(text, "“The ferry will run all winter,”"),)
    second = (where(text, "“And every boat,”"), where(text, "“has a crew.”"))
    third = (where(text, "fares will not rise"),)
    return (
        Quotation(
            quotation_id(digest, first),
            "direct",
            first,
            source=(where(text, "the harbour master, Ida Rowan"),),
            cue=(where(text, "said"),),
            speaker=rowan,
            said_on=Interval("2026-02-16", "2026-02-16", where(text, "Monday")),
            polarity="affirmed",
            confidence=0.97,
            grade="record",
        ),
        Quotation(
            quotation_id(digest, second),
            "direct",
            second,
            source=(where(text, "she"),),
            cue=(where(text, "told"),),
            speaker=replace(rowan, reason="'she' is the last woman named"),
            addressee="the town council",
            occasion="a sitting of the council",
            said_on=Interval("2026-02-10", "2026-02-16"),
            confidence=0.9,
        ),
        Quotation(
            quotation_id(digest, third),
            "indirect",
            third,
            source=(where(text, "Łukasz Brzoza, of the Ferry Union"),),
            cue=(where(text, "According to"),),
            speaker=Speaker("s2", "Łukasz Brzoza", "person", "named"),
            nested_in=quotation_id(digest, first),
            confidence=0.6,
        ),
    )


def extraction(
    name: str = "ferry.txt",
    *,
    text: str = TEXT,
    quotations: tuple[Quotation, ...] | None = None,
    names: tuple[Name, ...] | None = None,
    model: Model = MODEL,
    **frame: object,
) -> Extraction:
    """A report of that name with its frame, and what it quotes and names (the usual in the usual text)."""
    usual: dict[str, object] = {
        "source": f"/news/{name}",
        "data": text.encode(),
        "published": Fact("2026-02-16T08:30:00+03:00"),
        "outlet": "Alder Bay Courier",
        "author": "M. Quill",
        "language": "en",
    }
    if text == TEXT:
        usual |= {
            "title": Fact("Ferry to run all winter", Span(0, 23)),
            "dateline": Fact("2026-02-16", where(text, "16 February")),
            "place": Fact("Alder Bay", where(text, "ALDER BAY")),
            "credited": (Fact("Basin Press", where(text, "Basin Press")), Fact("Ferry News")),
            "boilerplate": (where(text, "ALDER BAY, 16 February (Basin Press) — "),),
        }
    usual_text = text.startswith(TEXT[:20])
    if quotations is None:
        quotations = _quotations(text) if usual_text else ()
    if names is None:
        names = tuple(Name(where(text, words), kind) for words, kind in NAMES.items()) if usual_text else ()
    report = Report(text=text, name=name, **(usual | frame))  # type: ignore[arg-type]
    return Extraction(report, quotations, model, names)


def quoting(name: str, words: str, speaker: str | Speaker | None = None, **frame: object) -> Extraction:
    """A report whose whole text is one quotation."""
    span = (Span(0, len(words)),)
    who = Speaker("s1", speaker, "person", "named") if isinstance(speaker, str) else speaker
    quotation = Quotation(quotation_id(name, span), "indirect", span, speaker=who, confidence=0.5)
    said_on = frame.pop("said_on", None)
    kind = frame.pop("type", "indirect")
    grade = frame.pop("grade", "review")
    embedding = frame.pop("embedding", b"")
    quotation = replace(quotation, said_on=said_on, type=kind, grade=grade, embedding=embedding)  # type: ignore[arg-type]
    return extraction(name, text=words, quotations=(quotation,), **frame)


def handed_in(stored: StoredReport) -> Extraction:
    """What was handed in, without the ledger that follows from it."""
    return replace(stored.extraction, figures=(), commitments=())


@pytest.fixture(name="extraction", scope="session")
def _extraction() -> Make:
    return extraction


@pytest.fixture(name="quoting", scope="session")
def _quoting() -> Make:
    return quoting


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record, to be copied: making one takes ten times as long."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    Record.open(path).close()
    return path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever a record does it does in a file and in a PostgreSQL database, but for what is marked."""
    if "backend" in metafunc.fixturenames:
        in_file = metafunc.definition.get_closest_marker("sqlite")
        metafunc.parametrize("backend", ["sqlite"] if in_file else ["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    with postgres.server() as server:
        yield server


@pytest.fixture
def path(
    template: Path, tmp_path: Path, backend: str, request: pytest.FixtureRequest
) -> Iterator[Path | str]:
    """An empty record of the test's own, closed: a file, or the address of a database."""
    if backend == "sqlite":
        yield Path(shutil.copy(template, tmp_path / "record.db"))
    else:
        with request.getfixturevalue("server").record() as address:
            yield address


@pytest.fixture
def record(path: Path | str) -> Iterator[Record]:
    """An empty record of the test's own, open."""
    with Record.open(path) as record:
        yield record


@pytest.fixture
def filled(record: Record, quoting: Make) -> Record:
    for name in ("Ida Rowan", "Rowan", "Anna Holt", "Anna Brun", "Petrenko", "Алена Петренко"):
        record.add(quoting(name, "So it is.", name))
    return record


@pytest.fixture
def people(filled: Record) -> Registry:
    return filled.registry
