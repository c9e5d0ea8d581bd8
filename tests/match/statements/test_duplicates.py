"""Reports with one text are found, and two who quote the same words are not taken for one."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Report, Span
from onrecord.match.statements.duplicates import (
    Duplicate,
    Sketch,
    common,
    compare,
    duplicates,
    keys,
    overlap,
    sketch,
)
from onrecord.read import read_text

SAMPLES = Path(__file__).parents[3] / "examples" / "reports"

WIRE = (
    "DORVIK, May 4 (Sound Wire) - The ferry between Dorvik and Skerry Point will sail twice a day from June, "
    "the harbour board decided on Tuesday after a meeting that went on past midnight.\n\n"
    '"Nobody on the point should have to sleep in a car because the last boat has gone," '
    "its chair, Ida Holt, told islanders who had waited on the quay.\n\n"
    "The second boat is a former pilot cutter bought from a yard in Lemsk for 340,000 dalers and fitted with "
    "benches for sixty people over the winter. It can take bicycles but no cars.\n\n"
    '"She is small and she is loud, and we are very glad to have her," Holt said.\n\n'
    "Fares will stay as they are until the autumn, when the board wants to see how many travel in the "
    "evening. "
    "Shopkeepers on the point had asked for a third crossing on market days, which the board put off."
)
STYLED = (
    WIRE.replace("DORVIK, May 4 (Sound Wire) - ", "")
    .replace(' "', " “")
    .replace('"', "”")
    .replace("340,000", "340 000")
    .replace("Tuesday", "4 May")
)
BRIEF = WIRE.partition("\n\n")[0]
LONGER = (
    "Skerry Point gets its second boat\n\nThe lights in the board's office burned long on Tuesday. Our "
    "reporter counted eleven pots of coffee and one broken chair before a vote was taken by the show of "
    f"hands.\n\n{WIRE}\n\nThe cutter's first captain will be Hanne Ovrell, who has worked on the mail boat "
    "since she left school and says that she knows every stone between the two quays by its first name."
)
REWORKED = (
    "From June there will be two boats a day between Dorvik and Skerry Point, the harbour board decided on "
    "Tuesday after a meeting that went on past midnight.\n\n“Nobody on the point should have to sleep in "
    "a car "
    "because the last boat has gone,” said Ida Holt, the board's chair.\n\nThe new boat is a former "
    "pilot cutter "
    "bought from a yard in Lemsk for 340,000 dalers. Sixty people find a seat in it; it can take "
    "bicycles but "
    "no cars.\n\nPrices stay as they are until the autumn, when the board wants to see how many travel "
    "in the "
    "evening."
)
BY_ANOTHER = (
    "Islanders will soon get home at night as well. A second crossing, at nine in the evening, was "
    "agreed by the "
    "people who run the port.\n\n“Nobody on the point should have to sleep in a car because the last "
    "boat has "
    "gone,” said their head, Ida Holt, to loud applause.\n\nAsked about the vessel, which once carried "
    "pilots, "
    "she did not pretend it was a beauty. “She is small and she is loud, and we are very glad to have "
    "her,” she "
    "said.\n\nWhat a ticket costs does not change for now. A wish for more sailings when there is a "
    "market was "
    "heard, but not granted yet."
)
TRANSCRIPT = "\n".join(
    f"“{line}”"
    for line in (
        "I have been asked whether the second boat can be paid for, and the answer is that it has been.",
        "The money came from the sale of the old customs shed, which nobody had used since the war.",
        "What remains will go into a shelter on the point, so that people can wait out of the wind.",
        "If there is a wish for a third crossing, let those who wish it come and tell me their numbers.",
        "It has been said in this room that the cutter is too old, and I have had her looked at twice.",
        "The first man found a plank to be replaced, and the second found that it had been replaced.",
        "She was built when my father was a boy, by people who thought that a boat should see out its owner.",
        "As for the noise, there will be a new exhaust before the summer, and until then there is the wind.",
        "I am told that some would rather have a bridge, and so would I, if others were to pay for it.",
        "Until then there is a boat, and tomorrow there will be two, and I shall be on the first of them.",
        "Let me thank the yard, the shopkeepers who lent us their benches, and whoever mended the lamp.",
    )
)
NOTICE = (
    "Write to the desk at the Old Customs House if you have seen something that others should know of. "
    "We read every letter and never print a name against its owner's will."
)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (WIRE, WIRE, "copy"),
        (WIRE, STYLED, "copy"),
        (WIRE, WIRE.upper(), "copy"),
        (WIRE, "Two boats a day for the point\n\n" + WIRE, "copy"),
        (BRIEF, WIRE, "part"),
        (WIRE, LONGER, "part"),
        (BRIEF, LONGER, "part"),
        (WIRE, REWORKED, "edited"),
        (TRANSCRIPT, TRANSCRIPT, "copy"),
        (TRANSCRIPT[:400], TRANSCRIPT[:400], None),
        (WIRE, BY_ANOTHER, None),
        (REWORKED, BY_ANOTHER, None),
        (WIRE, TRANSCRIPT, None),
        (BRIEF, BRIEF[:60], None),
        ("", "", None),
    ],
)
def test_kinds(one: str, other: str, kind: str | None) -> None:
    found = compare(("a", sketch(one)), ("b", sketch(other)))
    assert (found and found.kind) == kind
    turned = compare(("b", sketch(one)), ("a", sketch(other)))
    assert (turned and turned.kind) == kind
    if found and turned:
        assert found.shares == turned.shares[::-1]


def test_the_share_of_a_part_is_near_one_and_that_of_the_whole_is_not() -> None:
    found = compare(("part", sketch(WIRE)), ("whole", sketch(LONGER)))
    assert found is not None
    assert found.shares[0] > 0.9
    assert 0.4 < found.shares[1] < 0.8


def test_the_same_quotations_told_in_other_words_share_little() -> None:
    assert max(overlap(sketch(WIRE), sketch(BY_ANOTHER))) < 0.15


def test_marks_that_a_feed_lost_do_not_hide_a_copy() -> None:
    assert min(overlap(sketch(WIRE), sketch(WIRE.replace('"', "")))) > 0.7


def test_boilerplate_does_not_count() -> None:
    one, other = f"{BRIEF}\n{NOTICE}", f"{BY_ANOTHER}\n{NOTICE}"
    assert max(overlap(sketch(one), sketch(other))) > 0.3
    bare = [sketch(text, (Span(text.index(NOTICE), len(text)),)) for text in (one, other)]
    assert max(overlap(*bare)) < 0.05
    assert bare[0] == sketch(BRIEF)


def test_what_cannot_be_seen_does_not_count() -> None:
    unseen = WIRE.replace("ferry", "fer\u200bry").replace(" the ", "\u00a0the ").replace("\n", "\r\n")
    assert sketch(unseen) == sketch(WIRE)


def test_text_without_spaces_is_read_by_its_characters() -> None:
    chinese = (
        "港口委员会周二决定从六月起渡轮每天开行两班岛上居民对此表示欢迎"
        "新船是一艘旧引航船冬天改装后可以载六十人"
    )
    assert overlap(sketch(chinese), sketch("本报讯" + chinese))[0] == 1.0
    assert len(keys(sketch(chinese))) > 1


def test_hashes_stay_what_they_are() -> None:
    """Sketches are stored: another hash would make every stored one worthless without a word."""
    kept = sketch("The ferry will sail twice a day from June, the harbour board decided on Tuesday.")
    assert kept.to_bytes().hex() == "2000000064db5609fa4a7d0b6ea1260fd733ac1e40b6c829a63d643f68abf243c7330e55"


@pytest.mark.parametrize("text", [WIRE, TRANSCRIPT, ""])
def test_a_stored_sketch_is_the_sketch(text: str) -> None:
    made = sketch(text)
    assert Sketch.from_bytes(made.to_bytes()) == made


def test_keys_are_few_and_lead_from_a_brief_to_its_report() -> None:
    assert set(keys(sketch(BRIEF))) & set(keys(sketch(LONGER)))
    assert len(keys(sketch(LONGER))) < len(LONGER.split()) / 4
    assert all(0 <= key < 1 << 32 for key in keys(sketch(WIRE)))


def test_the_samples_have_one_copy() -> None:
    reports = [read_text(path.read_text("utf-8"), name=path.name) for path in SAMPLES.glob("*.txt")]
    found = duplicates({report.name: sketch(report.text, report.boilerplate) for report in reports})
    assert [(each.one, each.other, each.kind) for each in found] == [
        ("toll-1-merrow-press.txt", "toll-2-ansby-courier.txt", "edited")
    ]


def test_all_pairs_among_many_in_any_order() -> None:
    texts = {"brief": BRIEF, "copy": STYLED, "long": LONGER, "other": BY_ANOTHER, "wire": WIRE}
    sketches = {name: sketch(text) for name, text in texts.items()}
    found = duplicates(sketches)
    assert [(each.one, each.other, each.kind) for each in found] == [
        ("brief", "copy", "edited"),
        ("brief", "long", "part"),
        ("brief", "wire", "part"),
        ("copy", "long", "part"),
        ("copy", "wire", "copy"),
        ("long", "wire", "part"),
    ]
    assert duplicates(dict(reversed(sketches.items()))) == found
    assert duplicates({}) == []


def test_a_story_that_very_many_print_is_still_one_story() -> None:
    found = duplicates({f"{number:03}": sketch(WIRE) for number in range(150)})
    joined = {(each.one, each.other) for each in found}
    assert {(f"{at:03}", f"{at + 1:03}") for at in range(149)} <= joined
    assert all(each.kind == "copy" for each in found)


def _report(text: str) -> Report:
    return Report(text, "r", "r")


def test_common_stretches_stand_in_both_texts_outside_quotation_marks() -> None:
    one, other = _report(WIRE), _report(REWORKED)
    found = common(one, other)
    assert found[0][0].of(WIRE) == (
        "stay as they are until the autumn, when the board wants to see how many travel in the evening"
    )
    for here, there in found:
        assert here.of(WIRE).casefold() == there.of(REWORKED).casefold()
        assert "Nobody on the point" not in here.of(WIRE)
    lengths = [len(here.of(WIRE).split()) for here, _ in found]
    assert all(longer >= shorter for longer, shorter in pairwise(lengths))
    assert common(_report(WIRE), _report(BY_ANOTHER)) == []
    assert common(_report(TRANSCRIPT), _report(TRANSCRIPT)) == []


_WORDS = st.lists(st.sampled_from("abcdefghijklmnopqrstuvw"), min_size=30, max_size=120).map(" ".join)


@given(_WORDS, _WORDS)
def test_a_text_stands_wholly_in_what_goes_on_from_it(one: str, more: str) -> None:
    here, there = overlap(sketch(one), sketch(f"{one} {more}"))
    assert here in {0.0, 1.0}  # nothing may have been kept of a very short one
    assert 0 <= there <= 1


@given(_WORDS, _WORDS)
def test_overlap_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert overlap(sketch(one), sketch(other)) == overlap(sketch(other), sketch(one))[::-1]
    assert overlap(sketch(one), sketch(one)) in {(1.0, 1.0), (0.0, 0.0)}


@given(st.text(alphabet=st.sampled_from("ab “”\"'«».\n\u200b"), max_size=80))
def test_any_text_has_a_sketch(text: str) -> None:
    assert Sketch.from_bytes(sketch(text).to_bytes()) == sketch(text)


def test_the_share_is_near_what_all_runs_would_give() -> None:
    """Of what is kept, the share that two texts have in common is that of all their words."""
    rng = random.Random(5)
    common_words, ours, theirs = ([f"w{rng.randrange(10**6)}" for _ in range(400)] for _ in range(3))
    one, other = sketch(" ".join(common_words + ours)), sketch(" ".join(common_words + theirs))
    assert overlap(one, other) == pytest.approx((0.5, 0.5), abs=0.05)


def test_duplicates_are_told_by_ids_in_alphabetical_order() -> None:
    assert compare(("z", sketch(WIRE)), ("y", sketch(WIRE))) == Duplicate("y", "z", (1.0, 1.0), "copy")
