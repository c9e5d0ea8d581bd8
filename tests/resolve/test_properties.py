"""What holds for any text and any spans, and on the real reports with gold."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Fact, Quotation, Report, Span
from onrecord.resolve import resolve
from tests.resolve.marked import marked

GOLD = Path(__file__).parents[3] / "shared" / "gold"

_PIECES = st.sampled_from(
    'Lidia Moreno|Moreno|President|the|of|said|he|she|who|I|“|”|"|,|.|’s|\n\n|Mr.|Norvian|on Tuesday|'
    "at a rally in|and|(|)|31 February|A.|…".split("|")
)
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=40).map(" ".join))


@st.composite
def _reports(draw: st.DrawFn) -> tuple[Report, list[Quotation]]:
    text = draw(_TEXTS.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=16)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    quotations: list[Quotation] = []
    while spans:
        roles: dict[str, tuple[Span, ...]] = {"content": (spans.pop(draw(st.integers(0, len(spans) - 1))),)}
        for role in ("source", "cue"):
            if spans and draw(st.booleans()):
                roles[role] = (spans.pop(draw(st.integers(0, len(spans) - 1))),)
        kind = draw(st.sampled_from(["direct", "indirect", "mixed"]))
        quotations.append(
            Quotation(
                f"q{len(quotations)}", kind, roles["content"], roles.get("source", ()), roles.get("cue", ())
            )
        )
    published = draw(st.sampled_from([None, Fact("2031-05-14"), Fact("no date"), Fact("0001-01-01")]))
    return Report(text, "a.txt", "a.txt", text.encode("utf-8", "replace"), published=published), quotations


@settings(max_examples=150, deadline=None)
@given(_reports())
def test_only_what_was_unknown_changes(given_report: tuple[Report, list[Quotation]]) -> None:
    report, quotations = given_report
    found = resolve(report, quotations)
    bare = [
        replace(each, speaker=None, addressee=None, occasion=None, said_on=None, polarity=None)
        for each in found
    ]
    assert bare == quotations


@settings(max_examples=80, deadline=None)
@given(_reports(), st.text(" \n\t", max_size=5))
def test_white_space_at_the_end_changes_nothing(
    given_report: tuple[Report, list[Quotation]], space: str
) -> None:
    report, quotations = given_report
    assert resolve(replace(report, text=report.text + space), quotations) == resolve(report, quotations)


@settings(max_examples=40, deadline=None)
@given(_reports())
def test_the_same_again(given_report: tuple[Report, list[Quotation]]) -> None:
    report, quotations = given_report
    assert resolve(report, quotations) == resolve(report, quotations)


def test_no_quotations() -> None:
    report, _ = marked("Rain.")
    assert resolve(report, []) == ()


@pytest.mark.parametrize(
    "noise",
    ["." * 60_000, " " * 60_000, "“" * 60_000, "A " * 30_000, "of " * 20_000, "A. " * 20_000, "\n" * 60_000,
     "Ana Brun, " * 6_000, "said on 1 May " * 4_000, "in a " * 12_000, "Bank of " * 8_000],
)  # fmt: skip
def test_long_monotonous_text_takes_linear_time(noise: str) -> None:
    text = f"Lidia Moreno came. {noise} [c1 Rain is due], [s1 she] [q1 said]."
    report, quotations = marked(text)
    started = time.process_time()
    resolve(report, quotations)
    assert time.process_time() - started < 4


_LETTERS = str.maketrans("0123456789", "aeioubdlmn")


def _crowded(size: int) -> tuple[Report, list[Quotation]]:
    """A report of `size` quotations: names ever new, ministers, ministries, and what may refer to them."""
    text, quotations = "", []
    for i in range(size):
        name = f"B{i}".translate(_LETTERS)
        source = (
            f"Ana {name}", "the minister", f"Minister Ivo {name}", "the ministry", f"the {name} ministry",
            "he", f"{name} Tarn{name}, a baker,", "the baker",
        )[i % 8]  # fmt: skip
        spans = []
        for part, gap in (("“The gates are open,”", " "), (source, " "), ("said", ".\n\n")):
            spans.append(Span(len(text), len(text) + len(part)))
            text += part + gap
        content, speaker, cue = spans
        quotations.append(Quotation(f"q{i}", "direct", (content,), (speaker,), (cue,)))
    return Report(text, "a.txt", "a.txt", text.encode()), quotations


def _processor_time(size: int) -> float:
    report, quotations = _crowded(size)
    started = time.process_time()
    resolve(report, quotations)
    return time.process_time() - started


def test_many_names_descriptions_and_quotations_take_linear_time() -> None:
    _processor_time(100)  # tables are read at first use
    small = min(_processor_time(1_000) for _ in range(3))
    large = min(_processor_time(8_000) for _ in range(2))
    assert large < 24 * small, f"eight times the report takes {large / small:.1f} times as long"


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold reports at {GOLD}")
def test_gold_reports_have_no_wrong_speaker() -> None:
    from lab.eval.speakers import gold_report, verdict

    verdicts: list[str] = []
    for path in sorted(GOLD.glob("*.json")):
        report, quotations, rows = gold_report(path)
        for found, row in zip(resolve(report, quotations), rows, strict=True):
            if row["certainty"] == "clear" and not row["nested_in"]:
                verdicts.append(verdict(found.speaker.name if found.speaker else None, row["speaker"]))
    assert set(verdicts) <= {"right", "abstained"}
    assert verdicts.count("right") >= 0.95 * len(verdicts)


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold reports at {GOLD}")
def test_gold_files_are_read_as_the_scorer_reads_them() -> None:
    from lab.eval.speakers import gold_report

    for path in sorted(GOLD.glob("*.json")):
        report, quotations, rows = gold_report(path)
        assert json.loads(path.read_text(encoding="utf-8"))["doc"] == report.name
        assert all(span.end <= len(report.text) for each in quotations for span in each.content)
        assert len(rows) == len(quotations)
