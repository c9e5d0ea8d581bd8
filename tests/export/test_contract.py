"""The output contract: exactly what other programs read, and nothing lost."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import (
    Commitment,
    Deadline,
    Extraction,
    Fact,
    Figure,
    Interval,
    Model,
    Name,
    Quotation,
    Report,
    Span,
    Speaker,
)
from onrecord.export import as_json, jsonl_line, write_jsonl

TEXT = "Fares\n\n“Fares,” said Ida Rowan, “will fall.” Storms are due, she was told."
WHOLE = Extraction(
    Report(
        text=TEXT,
        name="fares.txt",
        source="/news/fares.txt",
        data=TEXT.encode(),
        title=Fact("Fares", Span(0, 5)),
        published=Fact("2026-02-16"),
        outlet="Alder Bay Courier",
        credited=(Fact("Basin Press"),),
        language="en",
        boilerplate=(Span(0, 7),),
    ),
    (
        Quotation(
            "a" * 12,
            "direct",
            (Span(7, 15), Span(32, 44)),
            source=(Span(21, 30),),
            cue=(Span(16, 20),),
            speaker=Speaker("s1", "Ida Rowan", "person", "named"),
            addressee="the council",
            said_on=Interval("2026-02-16", "2026-02-16"),
            confidence=0.97,
            grade="record",
        ),
        Quotation("b" * 12, "indirect", (Span(45, 59),), nested_in="a" * 12),
    ),
    Model("reader", "1", "ab" * 32),
    (Name(Span(21, 30), "person"),),
)


def test_the_contract_word_for_word() -> None:
    assert json.loads(jsonl_line(WHOLE)) == {
        "document": {
            "name": "fares.txt",
            "source": "/news/fares.txt",
            "sha256": sha256(TEXT.encode()).hexdigest(),
            "title": "Fares",
            "published": "2026-02-16",
            "outlet": "Alder Bay Courier",
            "credited": ["Basin Press"],
            "language": "en",
            "boilerplate": [[0, 7]],
            "dateline": None,
            "place": None,
            "author": None,
            "spans": {
                "title": [0, 5],
                "published": None,
                "dateline": None,
                "place": None,
                "credited": [None],
            },
        },
        "quotations": [
            {
                "id": "a" * 12,
                "type": "direct",
                "content": [[7, 15], [32, 44]],
                "source": [[21, 30]],
                "cue": [[16, 20]],
                "text": "“Fares,” […] “will fall.”",
                "speaker": {
                    "name": "Ida Rowan",
                    "kind": "person",
                    "id": "s1",
                    "reason": "named",
                    "confidence": 1.0,
                    "roles": [],
                    "members": [],
                    "metonym": False,
                },
                "addressee": "the council",
                "occasion": None,
                "said_on": {"earliest": "2026-02-16", "latest": "2026-02-16", "text": None},
                "nested_in": None,
                "polarity": None,
                "confidence": 0.97,
                "grade": "record",
            },
            {
                "id": "b" * 12,
                "type": "indirect",
                "content": [[45, 59]],
                "source": [],
                "cue": [],
                "text": "Storms are due",
                "speaker": None,
                "addressee": None,
                "occasion": None,
                "said_on": None,
                "nested_in": "a" * 12,
                "polarity": None,
                "confidence": 0.0,
                "grade": "review",
            },
        ],
        "figures": [],
        "commitments": [],
        "names": [[21, 30, "person"]],
        "model": {"name": "reader", "version": "1", "sha256": "ab" * 32},
    }


def test_figures_and_commitments_are_printed_with_who_states_them() -> None:
    figure = Figure(
        "f1", Span(8, 13), Decimal(1200000000), "USD", Decimal("1.5"), "about", quotation="a" * 12
    )
    commitment = Commitment(
        "c1",
        "prediction",
        Span(33, 42),
        Span(38, 42),
        who=Span(8, 13),
        who_name="Fares",
        due=Deadline(None, "2026-12-31", "year", Span(38, 42)),
        quotation="b" * 12,
        confidence=0.75,
    )
    line = json.loads(jsonl_line(replace(WHOLE, figures=(figure,), commitments=(commitment,))))
    assert line["figures"] == [
        {
            "id": "f1",
            "span": [8, 13],
            "text": "Fares",
            "value": 1200000000,
            "upper": 1.5,
            "unit": "USD",
            "bound": "about",
            "change": None,
            "period": None,
            "about": None,
            "quotation": "a" * 12,
            "stated_by": "Ida Rowan",
        }
    ]
    assert line["commitments"] == [
        {
            "id": "c1",
            "type": "prediction",
            "span": [33, 42],
            "text": "will fall",
            "who": "Fares",
            "who_span": [8, 13],
            "what": [38, 42],
            "for_whom": None,
            "condition": None,
            "due": {"earliest": None, "latest": "2026-12-31", "precision": "year", "text": [38, 42]},
            "quotation": "b" * 12,
            "stated_by": None,
            "confidence": 0.75,
            "grade": "review",
        }
    ]


def test_the_order_of_the_keys_is_that_of_the_contract() -> None:
    assert list(as_json(WHOLE)) == ["document", "quotations", "figures", "commitments", "names", "model"]


@given(st.text(st.characters(), max_size=20))
def test_a_line_is_one_line_of_valid_utf8_whatever_it_holds(words: str) -> None:
    report = replace(WHOLE.report, name=words, outlet=words + "\n\u2028\x85")
    line = jsonl_line(replace(WHOLE, report=report))
    assert line.endswith("\n")
    assert line.encode().count(b"\n") == 1
    assert json.loads(line)["document"]["outlet"] == report.outlet


def test_one_line_a_report_as_they_come() -> None:
    written = io.StringIO()

    def two() -> object:
        yield WHOLE
        assert written.getvalue().count("\n") == 1, "the first is written before the second is asked for"
        yield WHOLE

    assert write_jsonl(two(), written) == 2  # type: ignore[arg-type]
    assert [json.loads(line) for line in written.getvalue().splitlines()] == [as_json(WHOLE)] * 2


@pytest.mark.parametrize("library", ["sqlalchemy", "pyarrow"])
def test_writing_a_line_needs_no_database(library: str) -> None:
    code = f"import sys, onrecord.export; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
