"""What readers of a statement are told to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Relay
from onrecord.match.statements.warnings import Caution, warnings
from tests.match.statements.marking import told

TOLL = "{“The toll stays at 12 marks for lorries, and private cars will not pay at all.”}"


def noticed(*contents: str, others: Sequence[Relay] = ()) -> list[Caution]:
    """The warnings of a statement that reports a, b, c ... relay, a day after another."""
    return warnings(
        [told(content, "abcdef"[n], day=f"2031-05-0{n + 1}") for n, content in enumerate(contents)], others
    )


def differences(*contents: str) -> list[tuple[str, str | None, list[str]]]:
    """Kind, gravest difference and words of each warning of words that differ."""
    return [
        (each.kind, each.change, [evidence.words for evidence in each.evidence])
        for each in noticed(*contents)
        if each.kind in {"only_here", "quoted_differently"}
    ]


class TestQuotedDifferently:
    """Words inside quotation marks that differ between reports."""

    @pytest.mark.parametrize(
        ("other", "change", "words"),
        [
            (TOLL.replace("12", "20"), "number", ["12", "20"]),
            (TOLL.replace("12", "1,200"), "number", ["12", "1,200"]),
            (TOLL.replace("will not", "will"), "negation", ["not", "will pay"]),
            (TOLL.replace("will", "may"), "hedge", ["will", "may"]),
            (TOLL.replace("lorries", "ferries"), "replaced", ["lorries", "ferries"]),
            (TOLL.replace("private ", ""), "dropped", ["private", "and cars"]),
            (TOLL.replace("private", "small private"), "added", ["and private", "small"]),
        ],
    )
    def test_is_noticed(self, other: str, change: str, words: list[str]) -> None:
        assert differences(TOLL, other) == [("quoted_differently", change, words)]

    @pytest.mark.parametrize(
        "other",
        [
            "{'The toll stays at 12 marks for lorries, and private cars will not pay at all,'}",
            "{«The toll stays at twelve marks for lorries — and private cars won’t pay at all»}",
            "{“[T]he toll stay[s] at 12 marks for lorries, and private cars will not pay at all.”}",
            "{“The toll stays at 12 marks for [heavy] lorries, and private cars will not pay at all.”}",
            "{“The toll stays at 12 marks … and private cars will not pay at all.”}",
            "{“The toll stays at 12 marks for lorries,”} she said, {“and private cars will not pay at all.”}",
            "{“The toll stays at 12 marks for lorries.”}",
            "He said {“the toll stays at 12 marks”} and {that cars would pay nothing}.",
            "He said {that the toll would stay at 20 marks for lorries and private cars would pay}.",
        ],
    )
    def test_what_is_only_written_otherwise_cut_or_not_quoted_is_not(self, other: str) -> None:
        assert differences(TOLL, other) == []

    def test_numbers_come_before_words(self) -> None:
        altered = TOLL.replace("12", "20").replace("private", "small").replace("will not", "will")
        assert [change for _, change, _ in differences(TOLL, altered)] == ["number", "negation", "replaced"]

    def test_a_name_is_told_from_a_word(self) -> None:
        one = "{“The ferry to Lemsk sails at dawn from the harbour.”}"
        (found,) = differences(one, one.replace("Lemsk", "Dorvik"))
        assert found == ("quoted_differently", "name", ["Lemsk", "Dorvik"])

    def test_the_last_word_counts_too(self) -> None:
        one = "{“If it pays for its own paint, I am content.”}"
        (found,) = differences(one, one.replace("content", "happy"))
        assert found[1:] == ("replaced", ["content", "happy"])

    def test_two_against_two_are_not_one_alone(self) -> None:
        altered = TOLL.replace("12", "20")
        assert [kind for kind, *_ in differences(TOLL, altered, TOLL, altered)] == ["quoted_differently"]

    def test_a_passage_that_the_fullest_wording_lacks_is_compared_too(self) -> None:
        full = TOLL.replace(
            "}", " We promised you a year without surprises in Tarnhaven, and you will have it.}"
        )
        third = "{“The booths go in 12 weeks, and the keeper retires to Ansby.”}"
        found = differences(full, third, third.replace("12", "20"))
        assert found == [("quoted_differently", "number", ["12", "20"])]

    def test_two_scripts(self) -> None:
        one = "{«Плата останется 12 марок до конца июня, легковые не платят.»}"
        assert differences(one, one.replace("12", "20")) == [("quoted_differently", "number", ["12", "20"])]
        assert differences(one, TOLL) == []

    def test_the_sentence_names_the_reports_and_no_verdict(self) -> None:
        (found,) = noticed(TOLL, TOLL.replace("12", "20"))
        assert (
            found.sentence == "Reports quote this passage differently: “at 12 marks” (A); “at 20 marks” (B)."
        )


class TestOnlyHere:
    """Words that one report alone has between quotation marks."""

    def test_against_two_that_agree(self) -> None:
        found = noticed(TOLL, TOLL, TOLL.replace("12", "20"))
        assert [(each.kind, each.change) for each in found] == [("only_here", "number")]
        assert found[0].sentence == (
            "“at 20 marks” stands in one report alone (C); 2 others quote the same passage with “at 12 marks”"
            " (A and B)."
        )

    def test_words_that_were_added(self) -> None:
        (found,) = differences(TOLL, TOLL, TOLL.replace("private cars", "private cars, thank heaven,"))
        assert found == ("only_here", "added", ["cars will", "cars will", "thank heaven"])

    def test_words_that_are_missing_are_nowhere_alone(self) -> None:
        (found,) = differences(TOLL, TOLL, TOLL.replace("not ", ""))
        assert found == ("quoted_differently", "negation", ["not", "not", "will pay"])

    def test_not_against_one_report_however_often_it_quotes(self) -> None:
        relays = [
            told(TOLL, "a"),
            told(TOLL + " Again:", "a"),
            told(TOLL.replace("12", "20"), "b", day="2031-05-09"),
        ]
        assert [each.kind for each in warnings(relays)] == ["quoted_differently"]

    def test_not_where_the_others_end_before(self) -> None:
        assert noticed("{“Nobody asked us,”}", "{“Nobody asked us,”}", "{“Nobody asked us anything.”}") == []


class TestTwoSpeakers:
    """The same words given to two people."""

    def test_is_noticed(self) -> None:
        others = [told(TOLL, "x", speaker="brun", name="Jonas Brun")]
        (found,) = noticed(TOLL, others=others)
        assert found.kind == "two_speakers"
        assert found.sentence == (
            "The same words are attributed to Ida Holt (A) and Jonas Brun (X):"
            " “The toll stays at 12 marks for lorries, and private cars will not pay at all”."
        )
        assert [each.relay[0] for each in found.evidence] == ["a", "x"]

    def test_is_noticed_within_the_statement(self) -> None:
        relays = [told(TOLL, "a"), told(TOLL, "b", speaker="brun", name="Jonas Brun")]
        assert [each.kind for each in warnings(relays)] == ["two_speakers"]

    @pytest.mark.parametrize(
        "other",
        [
            told("{“The toll stays at 12,”}", "x", speaker="brun", name="Jonas Brun"),
            told(TOLL.replace("“", "").replace("”", ""), "x", speaker="brun", name="Jonas Brun"),
            told(TOLL, "x", speaker=None),
            told(TOLL, "x", speaker="holt2", name="Holt"),
            told(TOLL.replace("“", "“Ida Holt’s claim that ‘", 1), "x", speaker="brun", name="Jonas Brun"),
            told(
                "{“The harbour and the ferry are not what they were.”}", "x", speaker="brun", name="J. Brun"
            ),
        ],
        ids=["short", "not quoted", "nobody", "may be one", "names the other", "other words"],
    )
    def test_is_not(self, other: Relay) -> None:
        assert noticed(TOLL, others=[other]) == []

    def test_who_quotes_somebody_is_no_second_speaker(self) -> None:
        outer = told("{“He told us: " + TOLL[1:-1] + "”}", "x", speaker="brun", name="Jonas Brun")
        start = outer.report.text.index("“The toll")
        inner = told(TOLL, "x")
        content = tuple(span.shifted(start) for span in inner.quotation.content)
        inner = Relay("x-inner", "x", outer.report, replace(inner.quotation, content=content), "holt")
        assert warnings([told(TOLL, "a"), inner], [outer]) == []


class TestOutOfItsSentence:
    """A part quoted without what limits or denies it."""

    @pytest.mark.parametrize(
        ("whole", "part", "missing"),
        [
            ("It is a bridge, not a cash machine.", "It is a bridge.", "not a cash machine"),
            (
                "The ferry sails tonight, unless the storm turns.",
                "The ferry sails tonight.",
                "unless the storm turns",
            ),
            ("The ferry sails tonight if the crew agrees.", "The ferry sails tonight.", "if the crew agrees"),
            (
                "The toll will fall, but only for empty lorries.",
                "The toll will fall.",
                "but only for empty lorries",
            ),
            (
                "If the sluice holds, the harbour stays open.",
                "The harbour stays open.",
                "If the sluice holds",
            ),
            ("I do not believe that the harbour is safe.", "the harbour is safe.", "I do not believe that"),
            ("Nobody says that the harbour is safe.", "the harbour is safe.", "Nobody says that"),
            ("We shall not close the harbour.", "close the harbour", "We shall not"),
            ("The harbour will not close in winter.", "The harbour will … close in winter.", "not"),
        ],
    )
    def test_is_noticed(self, whole: str, part: str, missing: str) -> None:
        found = noticed(f"{{“{whole}”}}", f"He said: {{“{part}”}}")
        assert [each.kind for each in found] == ["out_of_its_sentence"]
        assert found[0].evidence[1].words == missing
        assert missing in found[0].sentence

    @pytest.mark.parametrize(
        ("whole", "part"),
        [
            ("“The ferry sails tonight, and the crew agrees.”", "“The ferry sails tonight.”"),
            ("“The ferry sails tonight. But the crew is tired.”", "“The ferry sails tonight.”"),
            ("“We are not tired. The ferry sails tonight.”", "“The ferry sails tonight.”"),
            ("“This is not a game, the ferry sails tonight.”", "“The ferry sails tonight.”"),
            ("“He is like a spoiled child”} and {“not a clever one.”", "“like a spoiled child.”"),
        ],
    )
    def test_is_not(self, whole: str, part: str) -> None:
        assert noticed(f"{{{whole}}}", f"He said: {{{part}}}") == []

    @pytest.mark.parametrize(
        "report",
        [
            "He said {“the ferry sails tonight”}, unless the storm were to turn.",
            "{“The ferry sails tonight,”} he said. Asked about the storm, he added: “Unless it turns.”",
        ],
    )
    def test_what_the_report_tells_beside_the_quotation_is_not_missing(self, report: str) -> None:
        assert noticed("{“The ferry sails tonight, unless the storm turns.”}", report) == []


def test_nothing_to_notice() -> None:
    assert warnings([]) == []
    assert noticed(TOLL) == []
    assert noticed(TOLL, TOLL, TOLL) == []


_WORDS = "the toll stays at 12 20 marks if not but cars will may pay Lemsk Ansby paint “ ” … . , [he]".split()
_CONTENTS = st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=16).map(" ".join), max_size=5)


@given(_CONTENTS, _CONTENTS, st.randoms())
def test_evidence_is_in_the_reports_and_no_order_changes_it(ours, others, random) -> None:  # type: ignore[no-untyped-def]
    relays = [
        told(f"{{“{text}”}}", f"a{n}", speaker=f"s{n % 2}", name=f"N{n % 2}") for n, text in enumerate(ours)
    ]
    also = [told(f"{{“{text}”}}", f"b{n}", speaker="t", name="T") for n, text in enumerate(others)]
    found = warnings(relays, also)
    texts = {each.id: each.report.text for each in (*relays, *also)}
    for caution in found:
        assert len(caution.evidence) >= 2
        assert all(each.span.of(texts[each.relay]) == each.words for each in caution.evidence)
        assert all(each.words for each in caution.evidence)
    random.shuffle(relays)
    random.shuffle(also)
    assert warnings(relays, also) == found
