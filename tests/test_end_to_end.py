"""The whole program with its real model: samples go in, a record comes out, and all of it can be proved.

What exactly the model finds is not said here (`test_quality` says how well); what must hold is.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples/reports"

TOP = ["document", "quotations", "figures", "commitments", "names", "model"]
DOCUMENT = "name source sha256 title published outlet credited language boilerplate".split()
QUOTATION = (
    "id type content source cue text speaker addressee occasion said_on nested_in polarity confidence grade"
).split()
TEXT_OR_NULL = {"addressee", "occasion", "nested_in", "polarity"}

Json = dict[str, Any]


def program(*arguments: str | Path, status: int = 0) -> str:
    """Standard output of one `onrecord` command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        timeout=100,
        check=False,
        env={**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the samples."""
    path = tmp_path_factory.mktemp("record") / "onrecord.db"
    program("add", "--db", path, REPORTS)
    return path


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """What `extract` prints for the samples."""
    return program("extract", REPORTS, "--format", "jsonl").splitlines()


@pytest.fixture(scope="module")
def documents(lines: list[str]) -> list[tuple[str, Json]]:
    """For each report its text, as the library reads it, and the object that `extract` prints."""
    objects = [json.loads(line) for line in lines]
    return [(r.text, one) for r, one in zip(onrecord.read(str(REPORTS)), objects, strict=True)]


def quotations(documents: list[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    for text, document in documents:
        for quotation in document["quotations"]:
            yield text, quotation


def listed(record: Path, *arguments: str) -> list[Json]:
    rows = json.loads(program(*arguments, "--json", "--db", record))
    assert isinstance(rows, list)
    return rows


# --- the output contract, on real output


def test_objects_have_the_keys_of_the_contract_in_its_order(documents: list[tuple[str, Json]]) -> None:
    assert len(documents) > 20
    for _, one in documents:
        assert list(one) == TOP
        assert list(one["document"])[: len(DOCUMENT)] == DOCUMENT
        assert list(one["model"]) == ["name", "version", "sha256"]
        assert all(list(quotation)[: len(QUOTATION)] == QUOTATION for quotation in one["quotations"])
        assert isinstance(one["figures"], list) and isinstance(one["commitments"], list)


def test_documents_say_which_bytes_were_read(documents: list[tuple[str, Json]]) -> None:
    plain = 0
    for text, one in documents:
        document = one["document"]
        for key in ("title", "published", "outlet", "language"):
            assert document[key] is None or (isinstance(document[key], str) and document[key])
        assert all(isinstance(name, str) for name in document["credited"])
        assert all(0 <= start < end <= len(text) for start, end in document["boilerplate"])
        if document["name"].endswith(".txt"):
            plain += 1
            data = (REPORTS / document["name"]).read_bytes()
            assert document["sha256"] == sha256(data).hexdigest()
            assert text == data.decode("utf-8")
    assert plain > 10


def test_quotations_have_the_types_of_the_contract(documents: list[tuple[str, Json]]) -> None:
    seen = set()
    for _, quotation in quotations(documents):
        seen.add(quotation["type"])
        assert quotation["type"] in {"direct", "indirect", "mixed"}
        assert quotation["grade"] in {"record", "review"}
        assert isinstance(quotation["confidence"], float) and 0 <= quotation["confidence"] <= 1
        for key in TEXT_OR_NULL:
            assert quotation[key] is None or (isinstance(quotation[key], str) and quotation[key])
        if (speaker := quotation["speaker"]) is not None:
            assert list(speaker)[:4] == ["name", "kind", "id", "reason"]
            assert speaker["kind"] in {"person", "organisation", "group", "document"}
            assert all(isinstance(value, str) and value for value in list(speaker.values())[:4])
            assert 0 < speaker["confidence"] <= 1
            assert all(isinstance(role, str) and role for role in speaker["roles"])
            assert all(member["name"] and not member["members"] for member in speaker["members"])
            assert isinstance(speaker["metonym"], bool)
        if (said := quotation["said_on"]) is not None:
            assert list(said) == ["earliest", "latest", "text"]
            assert said["earliest"] <= said["latest"]
    assert seen == {"direct", "indirect", "mixed"}


def test_every_span_says_what_is_claimed(documents: list[tuple[str, Json]]) -> None:
    for text, quotation in quotations(documents):
        assert quotation["content"]
        for role in ("content", "source", "cue"):
            spans = quotation[role]
            assert isinstance(spans, list)
            assert all(isinstance(offset, int) for span in spans for offset in span)
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(text[start:end].strip() for start, end in spans)
        words = [" ".join(text[start:end].split()) for start, end in quotation["content"]]
        assert quotation["text"] == " […] ".join(words)
        if quotation["said_on"] and (where := quotation["said_on"]["text"]) is not None:
            assert text[where[0] : where[1]].strip()


def test_what_is_nested_lies_in_a_quotation_of_the_same_report(documents: list[tuple[str, Json]]) -> None:
    nested = 0
    for _, one in documents:
        by_id = {quotation["id"]: quotation for quotation in one["quotations"]}
        assert len(by_id) == len(one["quotations"])
        for quotation in one["quotations"]:
            if quotation["nested_in"] is not None:
                nested += 1
                outer = by_id[quotation["nested_in"]]["content"]
                for start, end in quotation["content"]:
                    assert any(first <= start and end <= last for first, last in outer)
    assert nested, "the samples have quotations within quotations"


def test_no_nested_leaves_out_what_is_nested_and_nothing_else(documents: list[tuple[str, Json]]) -> None:
    with_nested = [one for _, one in documents if any(q["nested_in"] for q in one["quotations"])]
    files = [one["document"]["source"] for one in with_nested if Path(one["document"]["source"]).is_file()]
    assert files
    printed = program("extract", "--no-nested", *files).splitlines()
    by_source = {one["document"]["source"]: one for one in with_nested}
    for one in map(json.loads, printed):
        found = one["quotations"]
        before = by_source[one["document"]["source"]]["quotations"]
        assert all(quotation["nested_in"] is None for quotation in found)
        assert [q["id"] for q in found] == [q["id"] for q in before if q["nested_in"] is None]


# --- the record


def test_adding_again_changes_not_a_byte(record: Path) -> None:
    before = record.read_bytes()
    program("add", "--db", record, REPORTS)
    assert record.read_bytes() == before
    assert {row["version"] for row in listed(record, "reports")} == {1}


def test_the_record_keeps_what_extract_finds(record: Path, lines: list[str]) -> None:
    assert sorted(program("export", "--db", record).splitlines()) == sorted(lines)


def test_every_quotation_is_listed_once_and_proved(record: Path, documents: list[tuple[str, Json]]) -> None:
    wanted = sorted(quotation["text"] for _, quotation in quotations(documents))
    assert sorted(row["text"] for row in listed(record, "quotes")) == wanted
    table = program("export", "--db", record, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(table, newline="")))) == len(wanted)
    assert listed(record, "verify") == []


def test_speakers_count_what_quotes_lists(record: Path) -> None:
    first = listed(record, "speakers", "--limit", "1")[0]
    rows = listed(record, "quotes", "--speaker", first["name"])
    own = [row for row in rows if first["id"] in (row["speaker_id"] or "").split()]
    assert len(own) == first["quotations"] > 1
    assert {row["outlet"] for row in own} - {None} == set(first["outlets"])


def test_words_that_were_said_are_found(record: Path) -> None:
    hits = listed(record, "search", "reactor")
    assert any(hit["quote"] for hit in hits)
    assert all("reactor" in hit["snippet"].lower() for hit in hits)


def test_brat_marks_the_same_words(record: Path, documents: list[tuple[str, Json]], tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    program("export", "--db", record, "--format", "brat", "--output", folder)
    events = 0
    for path in folder.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        bound = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            name, rest, *words = line.split("\t")
            if name.startswith("T"):
                bound[name], where = rest.split(" ", 1)
                spans = [tuple(map(int, pair.split())) for pair in where.split(";")]
                assert words == [" ".join(text[start:end] for start, end in spans)]
            elif name.startswith("E"):
                events += 1
                roles = dict(item.split(":") for item in rest.split())
                assert all(bound[name] == role for role, name in roles.items())
                relation = "Attribution" if "Source" in roles else "Attribution-no-source"
                assert {"Content", relation} <= set(roles)
    assert events == sum(1 for _ in quotations(documents))
