"""Transcripts: who speaks is the name in capitals before the colon."""

from onrecord.annotate.turns import turns

TEXT = """Partial transcript:

"ROWAN: Will the harbour open?

"TESKE: It will.

"And in spring.

"(Laughter.)

"ROWAN: In which spring?

The broadcast ended there.
"""


def test_turns_go_on_to_the_next_speaker() -> None:
    found = [(t.name.of(TEXT), [w.of(TEXT) for w in t.words]) for t in turns(TEXT)]
    assert found == [
        ("ROWAN", ["Will the harbour open?"]),
        ("TESKE", ["It will.", "And in spring."]),
        ("ROWAN", ["In which spring?"]),
    ]


def test_a_heading_is_no_turn() -> None:
    assert list(turns("WEATHER: rain.\n\nThe rain goes on.\n\nSPORT: no games.")) == []


def test_questions_and_answers_are_turns() -> None:
    for mark in ".:":
        text = f"Q{mark} When?\nA{mark} In May.\nQ{mark} Which May?"
        assert [(t.name.of(text), t.words[0].of(text)) for t in turns(text)] == [
            ("Q", "When?"),
            ("A", "In May."),
            ("Q", "Which May?"),
        ]
    assert list(turns("A: first point.\nB: second point.\nA: third point.\nC: last.")) == []


def test_names_that_take_turns_need_no_capitals() -> None:
    text = "Mira Holt: When?\nDr. Brun: In May.\nMira Holt: Sure?\nDr. Brun: Yes."
    assert [t.name.of(text) for t in turns(text)] == ["Mira Holt", "Dr. Brun", "Mira Holt", "Dr. Brun"]
    assert list(turns("Monday: rain.\nTuesday: sun.\nWednesday: rain.\nThursday: snow.")) == []
    assert list(turns("Rain: yes.\nRain: no.\nRain: yes.\nSnow: no.")) == []


def test_a_label_that_comes_once_ends_the_turn_before_it() -> None:
    text = "Q: Why?\nA: Hm.\nYaa Bosumtah: Sixty-one.\nQ: Sure?\nA: Yes.\nNote: nobody was hurt."
    found = [(t.name.of(text), [w.of(text) for w in t.words]) for t in turns(text)]
    assert found == [
        ("Q", ["Why?"]),
        ("A", ["Hm."]),
        ("Yaa Bosumtah", ["Sixty-one."]),
        ("Q", ["Sure?"]),
        ("A", ["Yes."]),
    ]


def test_unmarked_paragraphs_after_a_turn_are_not_sure() -> None:
    text = "ROWAN: Why?\nTESKE: It is for you.\nThe chair left the hall.\nROWAN: Thanks."
    assert [t.sure for t in turns(text)] == [True, False, True]
    marked = text.replace("ROWAN", '"ROWAN').replace("TESKE", '"TESKE').replace("The chair", '"The chair')
    assert all(t.sure for t in turns(marked))


def test_many_lines_take_linear_time() -> None:
    assert len(list(turns("AB CD: yes\n" * 50_000))) == 50_000
    assert list(turns("A" * 1_000_000)) == []
