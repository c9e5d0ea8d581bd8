"""Citations: what stands in them, and that other programs read back what was meant."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex import database

from onrecord.core import Fact, Report, Speaker
from onrecord.export import cite
from onrecord.export.cite import Subject
from onrecord.export.cite_bibtex import escaped
from tests.export.cited import TEXT, quotations, stored, subject

# https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json: of its variables those that we
# use, each with what it must be; no others are allowed there, `id` and `type` are required.
NAMES = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}
CSL: dict[str, type] = {
    **dict.fromkeys(("id", "type", "title", "container-title", "URL", "language", "note"), str),
    "author": list,
    "issued": dict,
    "custom": dict,
}


def test_a_quotation_is_cited_with_who_what_by_whom_and_where() -> None:
    assert cite.text(subject(), "https://desk.example").splitlines() == [
        (
            "Ilse Marrow, 3 March 2031: “It opens in June,” (reported by Tarn Gazette, “Quay 🚢 to open”, "
            "4 March 2031, https://news.example/quay)."
        ),
        f"Characters 16–35 of the report's text; SHA-256 of the report {stored().report.sha256}.",
        f"Record: https://desk.example/reports/{stored().id}?version=2#q-{stored().id}-{quotations()[0].id}.",
    ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"type": "indirect"}, "Ilse Marrow, 3 March 2031, in the words of the report: “It opens in June,”"),
        ({"polarity": "denied"}, "Ilse Marrow, 3 March 2031, denied: “It opens in June,”"),
        ({"polarity": "affirmed"}, "Ilse Marrow, 3 March 2031: “It opens in June,”"),
        ({"said_on": None}, "Ilse Marrow: “It opens in June,”"),
        ({"said_on": None, "speaker": None}, "unnamed (“Ilse Marrow of the port”): “It opens in June,”"),
        ({"said_on": None, "speaker": None, "source": ()}, "unnamed: “It opens in June,”"),
    ],
)
def test_how_it_was_said_is_told(changes: dict[str, object], line: str) -> None:
    changed = replace(quotations()[0], **changes)
    assert cite.text(subject(stored(found=(changed,)))).startswith(f"{line} (reported by")


def test_direct_speech_without_marks_is_given_them_and_nothing_else_is() -> None:
    bare = quotations()[1]
    for kind, shown in (("direct", "“Fares will not rise”"), ("indirect", ": Fares will not rise (")):
        of = stored(found=(quotations()[0], replace(bare, type=kind)))
        assert shown in cite.text(subject(of, 1))


def test_what_is_to_be_reviewed_says_so_everywhere() -> None:
    doubted = subject(number=1)
    assert "To review" in cite.text(doubted)
    assert "to review" in cite.bibtex(doubted)
    assert "to review" in str(cite.csl(doubted)[0]["note"])
    assert "review" not in cite.text(subject())


def test_a_path_on_somebodys_disk_is_in_no_citation() -> None:
    local = subject(stored(source="/home/reporter/secret/quay.txt"))
    everything = cite.text(local) + cite.bibtex(local) + str(cite.csl(local))
    assert "reporter" not in everything
    assert ", quay.txt)" in cite.text(local)


def test_a_report_is_cited_with_its_author() -> None:
    lines = cite.text(subject(number=None)).splitlines()
    assert lines[0] == (
        "Tarn Gazette, “Quay 🚢 to open”, by Jo Quill, Ann Reed, 4 March 2031, https://news.example/quay."
    )
    assert lines[-1] == f"Record: urn:onrecord:reports/{stored().id}?version=2."


def test_csl_json_has_only_what_its_schema_knows() -> None:
    for item in (*cite.csl(subject()), *cite.csl(subject(number=None))):
        assert {"id", "type"} <= item.keys()
        for name, value in item.items():
            assert isinstance(value, CSL[name]), name
        assert item["type"] == "article-newspaper"
        assert item["issued"] == {"date-parts": [[2031, 3, 4]]}
        assert item["author"] == [{"literal": "Jo Quill, Ann Reed"}]
        assert all(part.keys() <= NAMES for part in item["author"])  # type: ignore[attr-defined]


def test_the_speaker_is_in_no_role_of_an_author() -> None:
    of = stored(author=None)
    (item,) = cite.csl(subject(of))
    assert "author" not in item
    assert {name for name, value in item.items() if "Marrow" in str(value)} == {"note", "custom"}
    assert "author" not in cite.bibtex(subject(of))


@pytest.mark.parametrize(
    ("published", "parts"),
    [("2031-03", [2031, 3]), ("2031", [2031]), ("2031-03-04T10:00:00Z", [2031, 3, 4])],
)
def test_a_date_has_the_parts_that_are_known(published: str, parts: list[int]) -> None:
    (item,) = cite.csl(subject(stored(published=Fact(published))))
    assert item["issued"] == {"date-parts": [parts]}


def test_without_a_date_none_is_given() -> None:
    undated = subject(stored(published=None))
    assert "issued" not in cite.csl(undated)[0]
    assert "year" not in cite.bibtex(undated)
    assert "undated" in cite.text(undated)


def test_bibtex_is_read_back_by_pybtex() -> None:
    both = Subject("statement", "4f0c9d", (*subject().places, *subject(number=1).places))
    entries = database.parse_string(cite.bibtex(both), "bibtex").entries
    assert list(entries) == [f"r{place.id}" for place in both.places]
    fields = dict(entries[f"r{subject().id}"].fields)
    assert fields["journal"] == "Tarn Gazette"
    assert (fields["year"], fields["month"], fields["day"]) == ("2031", "3", "4")
    assert fields["url"] == "https://news.example/quay"
    assert "Ilse Marrow: “It opens in June,”" in fields["note"]


HARD = st.text(
    st.sampled_from('\\{}%&$#_~^"@,=\n\t \x00\u202eаé🚢ab') | st.characters(codec="utf-8"), max_size=40
)


@given(title=HARD, outlet=HARD, author=HARD)
def test_no_words_break_bibtex(title: str, outlet: str, author: str) -> None:
    of = stored(title=Fact(title), outlet=outlet, author=author)
    (entry,) = database.parse_string(cite.bibtex(subject(of)), "bibtex").entries.values()
    assert _plain(entry.fields["title"]) == " ".join(re.sub("[\x00-\x1f\x7f-\x9f]", " ", title).split())


def _plain(written: str) -> str:
    """What LaTeX prints of our own escapes."""
    commands = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    inner = written.removeprefix("{").removesuffix("}")
    return re.sub(r"\\(?:(\w+)\{\}|(.))", lambda m: commands[m[1]] if m[2] is None else m[2], inner)


def test_braces_are_balanced_for_programs_that_count_them() -> None:
    assert escaped("}{").count("{") == escaped("}{").count("}")


def test_a_statement_has_a_paragraph_for_each_report() -> None:
    of = stored()
    places = subject(of).places + subject(of, 1).places
    assert len(cite.text(Subject("statement", "4f0c9d", places)).split("\n\n")) == 2


def test_a_report_without_words_about_itself_is_named_by_its_file() -> None:
    bare = Report(TEXT, "quay.html", "https://news.example/quay", TEXT.encode())
    of = replace(
        stored(),
        report=bare,
        quotations=(replace(quotations()[0], speaker=Speaker("s", "A\nB", "person", "")),),
    )
    assert cite.text(subject(of)).startswith("A B, 3 March 2031:")
    assert cite.csl(subject(of))[0]["title"] == "quay.html"
    assert cite.bibtex(subject(of)).startswith("@misc{")
