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


def test_many_lines_take_linear_time() -> None:
    assert len(list(turns("AB CD: yes\n" * 50_000))) == 50_000
    assert list(turns("A" * 1_000_000)) == []
