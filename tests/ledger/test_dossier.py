"""What a dossier tells of a topic, and what it must not tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.core.tables import rows
from tests.ledger.dossiers import dossier, lines_of, witness

TOPIC = "Coastal Union"
SECTIONS = ("parties", "bodies", "agreements", "decisions", "projects")

ALLIANCE = "The Coastal Union of Norvia and Merrow met in Lissen. "


def _cases() -> list[list[str]]:
    lines = Path(__file__).with_name("dossier_lines.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("section", "expected", "text"), _cases())
def test_a_section_tells_what_the_report_says(section: str, expected: str, text: str) -> None:
    found = dossier(TOPIC, witness(text))
    assert (" | ".join(lines_of(getattr(found, section))) or "-") == expected


def _examples(table: str) -> list[tuple[str, str, str, str, str]]:
    return [(table, row[0], row[1], row[2], row[3]) for row in rows("onrecord.ledger", table)]


TABLES = (
    "dossier_parties",
    "dossier_bodies",
    "dossier_agreements",
    "dossier_events",
    "dossier_projects",
    "dossier_anniversaries",
)


@pytest.mark.parametrize(
    ("table", "words", "kind", "value", "example"), [each for table in TABLES for each in _examples(table)]
)
def test_each_line_of_a_table_has_an_example_that_holds(
    table: str, words: str, kind: str, value: str, example: str
) -> None:
    marked = re.findall(r"\[([^\]]*)\]", example)
    text = (
        re.sub(r"(?:: )?\[[^\]]*\](?=\.$)", "", example)
        if ": [" in example
        else re.sub(r"[\[\]]", "", example)
    )
    found = dossier(TOPIC, witness(ALLIANCE + text if "and Merrow" not in text else text))
    told = {line.name for section in SECTIONS for line in getattr(found, section)}
    if table == "dossier_events":
        told = {
            proof.words
            for section in SECTIONS
            for line in getattr(found, section)
            for event in line.events
            for proof in event.words
        } | ({marked[0]} if kind == "decision" and found.decisions else set())
    if table == "dossier_anniversaries":
        told = {event.earliest[:4] for line in found.agreements for event in line.events if event.earliest}
    assert set(marked) <= told, told
    if not marked:
        assert not [each for each in told if each not in {"Norvia", "Merrow"}] or kind == "former"
