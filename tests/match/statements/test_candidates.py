"""Which relays are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.match.statements.candidates import MOST, NEAREST, candidates, keys
from onrecord.match.statements.memory import Memory
from tests.match.statements.making import wording

SPEECH = (
    "“The harbour board has lost the trust of every skipper between Ansby and the cape, the dredger stands "
    "idle, and the lamps on the northern mole have been dark since the storm of last October,”"
)


def known(*wordings):  # type: ignore[no-untyped-def]
    memory = Memory()
    for each in wordings:
        memory.add(each)
    return memory


def test_a_part_finds_the_whole_whoever_is_said_to_have_said_it_and_whenever() -> None:
    whole = wording(SPEECH, report="a")
    part = wording("the dredger stands idle", report="b", speaker=None, source="", day="2035-01-01")
    assert candidates(part, known(whole)) == [whole.relay.id]


def test_a_paraphrase_is_found_by_meaning_if_the_speaker_and_the_weeks_are_the_same() -> None:
    said = wording("the skippers are furious", report="a", vector=(1.0, 0.0))
    near = {"report": "b", "vector": (0.8, 0.6)}
    assert candidates(wording("captains feel betrayed", **near), known(said)) == [said.relay.id]
    assert candidates(wording("captains feel betrayed", speaker="brun", **near), known(said)) == []
    assert candidates(wording("captains feel betrayed", day="2031-09-04", **near), known(said)) == []


def test_nothing_is_a_candidate_of_itself() -> None:
    one = wording(SPEECH, vector=(1.0, 0.0))
    assert candidates(one, known(one)) == []


def test_a_phrase_that_everybody_uses_does_not_make_the_comparisons_endless() -> None:
    crowd = [wording("“The dredger stands idle,”", report=f"r{i}", speaker=f"s{i}") for i in range(300)]
    assert len(candidates(wording("the dredger stands idle", report="x"), known(*crowd))) == MOST


def test_words_and_meaning_each_keep_their_places_among_the_candidates() -> None:
    copies = [wording("“The dredger stands idle,”", report=f"w{i}", speaker=f"s{i}") for i in range(MOST)]
    near = [
        wording(f"captains feel betrayed {i}", report=f"m{i}", vector=(1.0, 0.01 * i)) for i in range(MOST)
    ]
    asked = wording("the dredger stands idle", report="x", vector=(1.0, 0.0))
    by_words, by_meaning = {each.relay.id for each in copies}, [each.relay.id for each in near]
    found = candidates(asked, known(*copies, *near))
    assert by_words.issuperset(found[: MOST - NEAREST])
    assert found[MOST - NEAREST :] == by_meaning[:NEAREST]
    assert by_words.issuperset(without := candidates(asked, known(*copies)))
    assert len(without) == MOST
    assert candidates(asked, known(*near)) == by_meaning[:NEAREST]


@given(st.text(max_size=80))
def test_any_text_has_keys_and_the_same_text_the_same(content: str) -> None:
    one, other = wording(content or " ", report="a"), wording(content or " ", report="b")
    assert keys(one) == keys(other)
    assert all(0 <= key < 1 << 63 for key in keys(one))
