"""An outlet that is only credited is not who speaks, where the sentence says who does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.core import Fact, Quotation
from onrecord.resolve import resolve
from tests.resolve.marked import marked

CREDITS = {
    "a name behind quoted words, taken for a part of them": (
        "[c1 “The toll stays,” Lidia Moreno told hauliers in Harlow], [q1 according to] [s1 Sound Wire].",
        "Lidia Moreno",
    ),
    "a name with its title between the words and the credit": (
        "[c1 The toll stays], Transport Minister Lidia Moreno said on Monday, [s1 Sound Wire] [q1 reported].",
        "Lidia Moreno",
    ),
    "a name behind its verb": (
        "[c1 “The toll stays,” said Lidia Moreno], [s1 Sound Wire] [q1 reported].",
        "Lidia Moreno",
    ),
    "a name that opens the words": (
        "[c1 Lidia Moreno had said the toll stays], [s1 Sound Wire] [q1 reported].",
        "Lidia Moreno",
    ),
    "a surname": (
        "Lidia Moreno came. [c1 “The toll stays,” Moreno said], [q1 according to] [s1 Sound Wire].",
        "Lidia Moreno",
    ),
    "a pronoun": (
        "Lidia Moreno came. [c1 “The toll stays,” she told us], [q1 according to] [s1 Sound Wire].",
        "Lidia Moreno",
    ),
    "nobody by name": (
        "[c1 “The toll stays,” a clerk in Harlow said], [q1 according to] [s1 Sound Wire].",
        None,
    ),
    "nobody by name, outside the words": (
        "[c1 The toll stays], an official told hauliers, [s1 Sound Wire] [q1 reported].",
        None,
    ),
    "the outlet itself": ("[c1 The toll stays], [s1 Sound Wire] [q1 reported].", "Sound Wire"),
    "somebody who is told of": (
        "[c1 The toll that Lidia Moreno promised stays], [s1 Sound Wire] [q1 reported].",
        "Sound Wire",
    ),
    "a clause within the words": (
        "[c1 The firm, which promised jobs, will close], [q1 according to] [s1 Sound Wire].",
        "Sound Wire",
    ),
    "what the quoted words say of others": (
        "[s1 Sound Wire] [q1 wrote]: [c1 “The toll stays, Lidia Moreno said.”]",
        "Sound Wire",
    ),
    "the sentence before": (
        "[c1 “It rains,”] [s1 Lidia Moreno] [q1 said]. [c2 The toll stays], [s2 Sound Wire] [q2 reported].",
        "Sound Wire",
    ),
}


def credited(text: str) -> tuple[Quotation, ...]:
    """The quotations of a report that credits Sound Wire, resolved; marks alone tell what is quoted."""
    report, quotations = marked(text)
    unquoted = [replace(each, type="mixed") for each in quotations]
    return resolve(replace(report, credited=(Fact("Sound Wire"),)), unquoted)


@pytest.mark.parametrize(("text", "name"), [pytest.param(*case, id=name) for name, case in CREDITS.items()])
def test_who_speaks_where_an_outlet_is_credited(text: str, name: str | None) -> None:
    found = credited(text)[-1]
    assert (found.speaker.name if found.speaker else None) == name


def test_the_reason_says_where_the_name_stands() -> None:
    (found,) = credited("[c1 “Rain is due,” Lidia Moreno said], [q1 according to] [s1 Sound Wire].")
    assert found.speaker is not None
    assert found.speaker.reason == "says, as Sound Wire is credited for, at 15"
