"""How wordings of one statement differ."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Quotation, Relay, Report, Span
from onrecord.match.statements.drift import Departure, drift
from onrecord.match.statements.spoken import words
from tests.match.statements.making import relay as relay_of
from tests.match.statements.marking import told


def departure(base: str, other: str) -> Departure:
    """How `other` differs from `base`, which is a day older; parts of contents stand in braces."""
    one, two = told(base, "a", day="2031-05-04"), told(other, "b", day="2031-05-05")
    found = drift([two, one])
    assert found.base == one.id, "the base is not the first"
    return found.departures[0]


def changes(base: str, other: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.base_text, each.text) for each in departure(base, other).changes]


SAME = [
    ("{“The toll stays.”}", '{"the toll stays,"}'),
    ("{“We don’t know.”}", "{“We do not know.”}"),
    ("{“We cannot pay, it’s dear.”}", "{“We can't pay, it is dear.”}"),
    ("{“It won’t cost 1,200 marks.”}", "{“It will not cost twelve hundred marks.”}"),
    ("{“It costs 1.2 thousand.”}", "{“It costs 1,200.”}"),
    ("{“It rose by 8%.”}", "{“It rose by eight per cent.”}"),
    ("{“It costs $5 million.”}", "{“It costs 5 million dollars.”}"),
    ("{“It opens on January 15.”}", "{“It opens on 15 January.”}"),
    ("{“A well-known co-operative.”}", "{“A well known cooperative.”}"),
    ("{“The harbour programme.”}", "{“The harbor program.”}"),
    ("{“The U.S. envoy.”}", "{“The US envoy.”}"),
    ("{“La toll reste, Andr\u00e9.”}", "{“La toll reste, Andre\u0301.”}"),
    ("{“[T]he toll stays.”}", "{“The toll stays.”}"),
    ("{“The toll\u00adhouse\u200b closed.”}", "{“The tollhouse closed.”}"),
    ("{«Мост останется платным.»}", "{„Мост останется платным“}"),
    ("{“The toll stays,”} she said, {“at 12 marks.”}", "{“The toll stays at 12 marks,”} she said."),
]


@pytest.mark.parametrize(("base", "other"), SAME)
def test_what_is_only_written_otherwise_is_the_same(base: str, other: str) -> None:
    found = departure(base, other)
    assert {each.kind for each in found.segments} == {"same"}
    assert found.changes == ()
    assert found.similarity == 1.0


CHANGES = [
    # Numbers, names, denials, hedges.
    ("{“The toll stays at 12 marks.”}", "{“The toll stays at 20 marks.”}", [("number", "12", "20")]),
    (
        "{“About 4.6 million came.”}",
        "{“About 6.4 million came.”}",
        [("number", "4.6 million", "6.4 million")],
    ),
    (
        "{“It fell by 8 percent.”}",
        "{“It fell by 8 points.”}",
        [("number", "8 percent", "8"), ("added", "", "points")],
    ),
    ("{“The ferry to Lemsk sails.”}", "{“The ferry to Ansby sails.”}", [("name", "Lemsk", "Ansby")]),
    ("{“Cars will not pay the toll.”}", "{“Cars will pay the toll.”}", [("negation", "not", "")]),
    ("{“Cars don’t pay the toll.”}", "{“Cars do pay the toll.”}", [("negation", "n’t", "")]),
    (
        "{“Cars never pay the toll.”}",
        "{“Cars always pay the toll.”}",
        [("negation", "never", "always")],
    ),
    ("{“That is legal in Velmora.”}", "{“That is illegal in Velmora.”}", [("negation", "legal", "illegal")]),
    ("{“The bridge may close soon.”}", "{“The bridge will close soon.”}", [("hedge", "may", "will")]),
    ("{“The toll will rise in June.”}", "{“The toll could rise in June.”}", [("hedge", "will", "could")]),
    ("{“The booths probably leak.”}", "{“The booths leak.”}", [("hedge", "probably", "")]),
    ("{“All boats came home.”}", "{“Some boats came home.”}", [("hedge", "All", "Some")]),
    ("{“Hundreds of boats sank.”}", "{“Thousands of boats sank.”}", [("number", "Hundreds", "Thousands")]),
    ("{“Berth No. 10 was let in May.”}", "{“Berth 10 was let in May.”}", [("dropped", "No", "")]),
    ("{“It cost 200 marks.”}", "{“It cost some 200 marks.”}", [("hedge", "", "some")]),
    ("{“I think the bridge leaks.”}", "{“The bridge leaks.”}", [("cut", "I think", "")]),
    # Words.
    ("{“It is not a cash machine.”}", "{“It is not a money machine.”}", [("replaced", "cash", "money")]),
    ("{“A year without surprises.”}", "{“A year with no surprises.”}", [("replaced", "without", "with no")]),
    (
        "{“The pilots cross never paying full fare in Lemsk.”}",
        "{“The pilots cross always travelling for nothing in Lemsk.”}",
        [("replaced", "never paying full fare", "always travelling for nothing")],
    ),
    (
        "{“The toll will probably not rise in Lemsk.”}",
        "{“The toll will not probably rise in Lemsk.”}",
        [("added", "", "not"), ("dropped", "not", "")],
    ),
    ("{“The bridge is open.”}", "{“The new bridge is open.”}", [("added", "", "new")]),
    ("{“The old bridge is open.”}", "{“The bridge is open.”}", [("dropped", "old", "")]),
    ("{“I am content with the bridge.”}", "{“He is content with the bridge.”}", [("replaced", "I", "He")]),
    # A cut is not a drop.
    ("{“We pay. The toll stays at 12 marks.”}", "{“The toll stays at 12 marks.”}", [("cut", "We pay", "")]),
    ("{“The toll stays, though it hurts.”}", "{“The toll stays.”}", [("cut", "though it hurts", "")]),
    ("{“The toll, alas, stays at 12.”}", "{“The toll … stays at 12.”}", [("cut", "alas", "")]),
    ("{“The toll, alas, stays at 12.”}", "{“The toll [...] stays at 12.”}", [("cut", "alas", "")]),
    ("{“The toll, alas, stays at 12.”}", "{“The toll,”} she said, {“stays at 12.”}", [("cut", "alas", "")]),
    ("{“The toll, alas, stays at 12.”}", "{“The toll stays at 12.”}", [("dropped", "alas", "")]),
    # What an editor put in brackets is no change.
    ("{“They told us to wait in Lemsk.”}", "{“They told [the hauliers] to wait in Lemsk.”}", []),
    ("{“I promise you a quiet year.”}", "{“[He] promise[s] you a quiet year.”}", []),
    # Speech that is told of.
    (
        "{“I will keep our promises to the ferries,”} he said.",
        "He said {that he would keep their promises to the ferries}.",
        [
            (
                "paraphrased",
                "I will keep our promises to the ferries",
                "he would keep their promises to the ferries",
            )
        ],
    ),
    (
        "{“Cars may cross the bridge free,”} he said.",
        "He said {cars might cross the bridge free}.",
        [("paraphrased", "Cars may cross the bridge free", "cars might cross the bridge free")],
    ),
    (
        "{“The toll stays and will not rise in the summer,”} he said.",
        "He promised {“the toll stays”} and {will rise in the summer}.",
        [
            ("cut", "and", ""),
            ("paraphrased", "will not rise in the summer", "will rise in the summer"),
            ("negation", "not", ""),
        ],
    ),
    (
        "{“The toll on the Orra bridge stays at 12 marks for lorries,”} and {summers are dry}, he said.",
        "{“The toll stays,”} and {“summers are dry,”} he said.",
        [
            ("dropped", "on the Orra bridge", ""),
            ("cut", "at 12 marks for lorries", ""),
            ("quoted", "summers are dry", "summers are dry"),
        ],
    ),
]


@pytest.mark.parametrize(("base", "other", "expected"), CHANGES)
def test_what_changed(base: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes(base, other) == expected


def test_a_shift_of_person_and_tense_is_no_change_but_is_shown() -> None:
    found = departure("{“I am keeping my word on ferries.”}", "He said {he was keeping his word on ferries}.")
    assert [(each.kind, each.base_text, each.text, each.marks) for each in found.segments] == [
        ("shift", "“I am", "he was", "lost"),
        ("same", " keeping ", " keeping ", "lost"),
        ("shift", "my", "his", "lost"),
        ("same", " word on ferries.”", " word on ferries", "lost"),
    ]


def test_a_part_does_not_show_the_whole_as_dropped() -> None:
    whole = (
        "{“The toll stays at 12 marks for lorries, and the cars will pay nothing. We promised the hauliers a"
        " year without surprises. The old booths go by the summer, and the paint is ordered.”}"
    )
    found = departure(whole, "He promised {“the hauliers a year without surprises.”}")
    assert {each.kind for each in found.changes} == {"cut"}
    assert [each.text for each in found.segments if each.kind == "same"] == [
        "“the hauliers a year without surprises.”"
    ]


def test_a_repeated_phrase_is_aligned_where_it_goes_on() -> None:
    found = changes("{“We will wait and we will win in Lemsk.”}", "{“We will win in Lemsk.”}")
    assert found == [("cut", "We will wait and", "")]


def test_a_paraphrase_with_little_in_common_says_so_and_nothing_of_its_words() -> None:
    found = departure(
        "{“It is a bridge, not a cash machine,”} she said.",
        "She made it plain {that she did not look on it as a source of profit}.",
    )
    assert not found.alike
    assert found.similarity < 0.5
    assert found.changes == ()
    assert [(each.kind, each.text) for each in found.segments] == [
        ("unlike", "that she did not look on it as a source of profit")
    ]


def test_nothing_is_said_of_the_words_of_what_is_told_quite_otherwise() -> None:
    found = departure(
        "{“We will spend 40 million marks on the harbour wall before the year is out,”} she said.",
        "She said {that nobody would put 90 million into the sea defences}.",
    )
    assert not found.alike
    assert found.changes == ()


def test_words_retold_around_a_quotation_are_one_paraphrase() -> None:
    found = departure(
        "{“The hauliers asked and got their answer. We promised you a year without surprises.”}",
        "{He assured drivers of “a year without surprises”}.",
    )
    assert found.alike
    assert [each.text.strip() for each in found.segments if each.kind == "same"] == [
        "“a year without surprises”"
    ]
    assert not {"number", "negation", "hedge"} & {each.kind for each in found.changes}


LONG = (
    "{“Hauliers, fishermen and harbour pilots asked the ministry for mercy, relief and cheaper diesel last"
    " winter, and engineers counted cracks, rivets, cables and rusty girders until midnight. The port will"
    " smell of tar.”}"
)


def test_a_word_that_both_have_by_chance_is_not_aligned() -> None:
    found = departure(
        LONG,
        "{He remembered sailors, widows, orphans, smugglers and a ferry captain frozen one winter among"
        " hungry seals, gulls, wolves, blizzards and drifting icebergs, adding that “the port will smell of"
        " tar.”}",
    )
    kept = [each.text.strip() for each in found.segments if each.kind == "same"]
    assert kept == ["“the port will smell of tar.”"]


def test_a_word_quoted_between_two_cuts_is_aligned() -> None:
    found = departure(LONG, "{“Winter … the port will smell of tar.”}")
    assert {each.kind for each in found.segments} == {"same", "cut"}


def test_quoted_words_told_of_at_length_are_retold_not_exchanged() -> None:
    found = changes(
        "{“The toll stays at twelve marks and we will not raise it for lorries from Kestria,”} she said.",
        "She said {the toll stays at twelve marks and would be a matter of years for lorries from Kestria}.",
    )
    assert [kind for kind, *_ in found] == ["paraphrased"]


def test_of_a_whole_clause_that_came_in_no_word_is_singled_out() -> None:
    found = changes(
        "{“The toll stays at twelve marks for lorries from Kestria and from Velmora.”}",
        "{“The toll stays at twelve marks, as you may or may not know, for lorries from Kestria.”}",
    )
    assert found == [("added", "", "as you may or may not know"), ("cut", "and from Velmora", "")]


def test_what_a_report_says_behind_its_quotation_is_not_in_the_place_of_what_it_left_out() -> None:
    found = changes(
        "{the answer was “half a loaf” but the members would not block the road}",
        "{“Half a loaf” was how he saw the matter}",
    )
    assert found == [
        ("cut", "the answer was", ""),
        ("added", "", "was how he saw the matter"),
        ("cut", "but the members would not block the road", ""),
    ]


def test_words_left_out_where_the_quotation_begins_are_cut() -> None:
    found = changes(
        "{“The toll on the bridge stays at twelve marks.”}", "He said {the toll “stays at twelve marks.”}"
    )
    assert ("cut", "on the bridge", "") in found


def test_small_words_outside_the_marks_are_no_paraphrase() -> None:
    assert changes("{“I am content with the bridge.”}", "He said {he was “content with the bridge.”}") == []


def test_two_scripts_are_not_alike() -> None:
    relays = [told("{“The toll stays at the bridge.”}", "a"), told("{«Плата за проезд останется.»}", "b")]
    (found,) = drift(relays).departures
    assert not found.alike
    assert found.similarity == 0.0


def test_writing_without_spaces_is_compared_by_characters() -> None:
    assert changes("{「橋は無料です」}", "{「橋は有料です」}") == [("replaced", "無", "有")]


class TestBase:
    """Which wording the others are compared with."""

    def test_is_what_says_most_between_marks(self) -> None:
        short = told("{“The toll stays.”}", "a", day="2031-05-01")
        paraphrase = told("He said {the toll on the bridge stays at twelve marks all summer long}.", "b")
        full = told("{“The toll stays at twelve marks, and cars cross free.”}", "c", day="2031-05-09")
        assert drift([short, paraphrase, full]).base == full.id

    def test_of_equally_complete_is_the_earliest_then_the_first_by_id(self) -> None:
        first = told(
            "{“It is a bridge, not a cash machine for the ministry of ports.”}", "b", day="2031-05-01"
        )
        altered = told(
            "{“It is a bridge, not a minting machine for the ministry of ports.”}", "a", day="2031-05-02"
        )
        again = told(
            "{“It is a bridge, not a cash machine for the ministry of ports.”}", "c", day="2031-05-01"
        )
        assert drift([altered, again, first]).base == first.id

    def test_without_marks_anywhere_is_what_says_most(self) -> None:
        short = told("He said {the toll stays}.", "a", day="2031-05-01")
        long = told("He said {the toll stays at twelve marks}.", "b", day="2031-05-02")
        assert drift([short, long]).base == long.id

    def test_without_relays_there_is_none(self) -> None:
        with pytest.raises(ValueError, match="no relays"):
            drift([])

    def test_alone_has_no_departures(self) -> None:
        assert drift([told("{“The toll stays.”}")]).departures == ()


WORD = st.sampled_from(
    "we I he will would may not don't never 12 twelve 4.6 million 8% the a of toll bridge marks Lemsk Ansby"
    " and cars pay pays that “ ” … . , [he] — 橋料 мост January 15 that’s per cent hundred".split()
)
PARTS = st.lists(st.lists(WORD, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=3)


def of_parts(parts: list[str], report: str) -> Relay:
    return told(" she said. ".join(f"{{{part}}}" for part in parts), report)


@given(PARTS, PARTS)
def test_segments_are_both_contents_from_end_to_end(ones: list[str], others: list[str]) -> None:
    relays = {each.id: each for each in (of_parts(ones, "a"), of_parts(others, "b"))}
    found = drift(list(relays.values()))
    (other,) = found.departures
    base, here = relays[found.base], relays[other.relay]
    sides = [
        (base, [(each.base, each.base_text) for each in other.segments if each.base]),
        (here, [(each.span, each.text) for each in other.segments if each.span]),
    ]
    for relay, shown in sides:
        text = relay.report.text
        spans = [span for span, _ in shown]
        assert all(span.of(text) == told_text for span, told_text in shown)
        with_words = {word.part for word in words(relay)}
        parts = [part for number, part in enumerate(relay.quotation.content) if number in with_words]
        assert "".join(part.of(text) for part in parts) == "".join(span.of(text) for span in spans)
        assert spans == sorted(spans)
        assert all(any(part.covers(span) for part in parts) for span in spans)
    assert all(each.base or each.span for each in other.segments)


@given(PARTS, PARTS)
def test_changes_are_spans_of_both_texts(ones: list[str], others: list[str]) -> None:
    relays = {each.id: each for each in (of_parts(ones, "a"), of_parts(others, "b"))}
    found = drift(list(relays.values()))
    (other,) = found.departures
    for change in other.changes:
        assert change.base or change.span
        assert (change.base.of(relays[found.base].report.text) if change.base else "") == change.base_text
        assert (change.span.of(relays[other.relay].report.text) if change.span else "") == change.text
        assert re.search(r"\w", change.base_text + change.text)


@given(PARTS)
def test_a_wording_does_not_differ_from_itself(parts: list[str]) -> None:
    (found,) = drift([of_parts(parts, "a"), of_parts(parts, "b")]).departures
    assert found.changes == ()
    assert {each.kind for each in found.segments} <= {"same", "unlike"}


@given(st.lists(PARTS, min_size=1, max_size=4), st.randoms())
def test_the_order_of_relays_changes_nothing(contents: list[list[str]], random) -> None:  # type: ignore[no-untyped-def]
    relays = [of_parts(parts, f"r{number}") for number, parts in enumerate(contents)]
    shuffled = list(relays)
    random.shuffle(shuffled)
    assert drift(shuffled) == drift(relays)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    relays = [
        Relay(f"{name}-q", name, Report(text, name, name), Quotation("q", "direct", (Span(0, len(text)),)))
        for name, text in (("a", one), ("b", other))
    ]
    (found,) = drift(relays).departures
    assert 0 <= found.similarity <= 1


def test_of_wordings_too_long_to_be_laid_side_by_side_nothing_is_said() -> None:
    base = relay_of("will " * 4_000, report="a")
    other = relay_of("will " * 3_000 + "not " + "will " * 1_000, report="b")
    (departure,) = drift([base, other]).departures
    assert not departure.alike
    assert departure.changes == ()
