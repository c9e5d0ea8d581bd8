"""What is promised, planned, ordered and foreseen is found with its clause, its party and its deadline."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import (
    Commitment,
    Fact,
    Name,
    NameKind,
    Quotation,
    QuotationType,
    Report,
    Span,
    Speaker,
)
from onrecord.ledger.commitments import commitments

DAY = Fact("2031-03-12")
BRUN = Speaker("s1", "Ana Brun", "person", "named")
HOLT = Speaker("s2", "Erik Holt", "person", "named")
PORT = Speaker("s3", "Skarv Port Company", "organisation", "named")


def report(text: str) -> Report:
    return Report(text, "report", "report", published=DAY)


def said(
    text: str, words: str, by: Speaker | None = BRUN, cue: str = "said", kind: QuotationType = "direct"
) -> Quotation:
    at = text.index(words)
    cue_at = text.index(cue)
    return Quotation(
        "q1",
        kind,
        (Span(at, at + len(words)),),
        cue=(Span(cue_at, cue_at + len(cue)),),
        speaker=by,
        confidence=0.9,
    )


def named(text: str, *names: tuple[str, NameKind]) -> tuple[Name, ...]:
    return tuple(Name(Span(text.index(word), text.index(word) + len(word)), kind) for word, kind in names)


def found(text: str, *quotations: Quotation, names: tuple[Name, ...] = ()) -> list[Commitment]:
    return list(commitments(report(text), quotations, names))


TOLD = [
    # promises
    ("promise", "The mill promised [to hire 40 people by June]."),
    ("promise", "Holt vowed [to fight the toll in every court]."),
    ("promise", "The owners pledged [to rebuild the pier]."),
    ("promise", "The ministry undertook [to publish the letters by 30 April]."),
    # decisions and orders
    ("order", "The judge ordered [the company to hand over the books by Friday]."),
    # plans
    ("plan", "The board plans [to sell the yard]."),
    ("plan", "Castra intends [to open a consulate in Skarv]."),
    ("plan", "[The hearing will be held on Monday]."),
    ("plan", "[The council is scheduled to vote on Tuesday]."),
    ("plan", "[The envoy is expected to arrive on Friday]."),
    ("plan", "The board announced its plan [to rebuild the collapsed bridge by May]."),
    # A time or "not" before its "to"
    ("promise", "The mill promised on Friday [to hire 40 people by June]."),
    ("promise", "The mill vowed late last year [to hire 40 people by June]."),
    ("promise", "The mill promised [not to hire anybody by June]."),
    # predictions
    ("prediction", "Analysts say [fares are likely to rise]."),
    ("prediction", "The bank warned that [prices will fall]."),
    ("prediction", "The storm has passed, but [the cost will be enormous]."),
    ("prediction", "Analysts expect [fares to rise]."),
]


@pytest.mark.parametrize(("kind", "marked"), TOLD)
def test_what_is_told_without_a_quotation(kind: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert [(each.type, each.span.of(text)) for each in found(text)] == [
        (kind, marked[marked.index("[") + 1 : marked.index("]")])
    ]


NONE = [
    "Will the council close the pier?",
    "Would you close the pier?",
    "The will of the people is sacred.",
    "Will Holt rose and left.",
    "If the dam had held, the road would have been open.",
    "They hope that the pier would reopen.",
    "The pier should close, and the shop must go.",
    "The mill closed in May.",
    "It would be better to wait.",
    "They had come in order to see the pier.",
    "Brun never promised to close the pier.",
    "Brun could promise to close the pier.",
    "Holt is a man of plans.",
    "He would sit there for hours.",
    "It is open whether the pier will close.",
    "Brun asked how the pier would be closed.",
    # A plan that there is none of, or no more
    "Brun denies plan to sell the ferries",
    "The council has no immediate plans to release the letters.",
    "The board is dialing back plans to cut the fare.",
    "The board scrapped plans to cut the fare.",
    "Police lack plans to close the quay.",
    "Norvia may drop plans to cut the fare.",
    "Their plans to rebuild the port largely fell through.",
    "The plan to sell the yard was scrapped in May.",
    # Another verb governs the promise
    "Holt again refused to pledge to release the letters before the election.",
    # "Had", not "would"
    "Brun said he’d battled through three winters.",
    "Brun said she’d better go.",
    # Only asked, hinted or named
    "The council is deciding who will run the yard.",
    "Holt bristles at the suggestion he won’t be ready.",
    "The mayors Castra will have are young.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_asked_wished_past_or_only_possible_is_none(text: str) -> None:
    assert found(text) == []


def test_i_is_who_speaks() -> None:
    text = "“I will veto the bill,” Brun said."
    (one,) = found(text, said(text, "“I will veto the bill,”"))
    assert (one.type, one.span.of(text), one.what.of(text)) == (
        "promise",
        "I will veto the bill",
        "veto the bill",
    )
    assert one.who is not None
    assert (one.who.of(text), one.who_name, one.quotation) == ("I", "Ana Brun", "q1")


def test_we_is_nobody_by_name() -> None:
    text = "“We will rebuild the pier,” Brun said."
    (one,) = found(text, said(text, "“We will rebuild the pier,”"))
    assert one.type == "promise"
    assert one.who is not None
    assert (one.who.of(text), one.who_name) == ("We", None)


@pytest.mark.parametrize(
    ("pronoun", "by", "name"),
    [
        ("she", BRUN, "Ana Brun"),
        ("he", HOLT, "Erik Holt"),
        ("it", PORT, "Skarv Port Company"),
    ],
)
def test_who_speaks_is_told_of_in_the_third_person(pronoun: str, by: Speaker, name: str | None) -> None:
    text = f"The speaker promised {pronoun} would sign the bill."
    (one,) = found(text, said(text, f"{pronoun} would sign the bill", by, "promised", "indirect"))
    assert (one.type, one.span.of(text), one.who_name) == ("promise", f"{pronoun} would sign the bill", name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("she would sign the bill", "Ana Brun"),
        ("if Gerd Dent agreed, she would sign the bill", None),
        ("if Ana Brun won, she would sign the bill", "Ana Brun"),
    ],
)
def test_a_pronoun_behind_another_name_is_nobody_by_name(words: str, name: str | None) -> None:
    text = f"Brun said {words}."
    persons = ((each, "person") for each in ("Gerd Dent", "Ana Brun") if each in text)
    (one,) = found(text, said(text, words, kind="indirect"), names=named(text, *persons))
    assert one.who is not None
    assert (one.who.of(text), one.who_name) == ("she", name)


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("warned", "900 more nurses would be needed by May"),
        ("said", "the trade war would cost the port its ships"),
        ("said", "members will help her raise money"),
    ],
)
def test_nobody_promises_for_others(cue: str, words: str) -> None:
    text = f"Brun {cue} that {words}."
    assert all(each.type != "promise" for each in found(text, said(text, words, cue=cue, kind="indirect")))


def test_what_is_warned_of_is_foreseen() -> None:
    text = "Brun warned that 900 more nurses would be needed by May."
    told = said(text, "900 more nurses would be needed by May", cue="warned", kind="indirect")
    (one,) = found(text, told)
    assert one.type == "prediction"


def test_who_reports_is_not_who_will() -> None:
    text = "Brun reported she would not run again in May."
    told = said(text, "she would not run again in May", cue="reported", kind="indirect")
    assert all(each.who_name is None for each in found(text, told))


def test_it_behind_a_proposal_is_no_speaker() -> None:
    text = "The port company opposes the tax, saying it would send ships away."
    told = said(text, "it would send ships away", by=PORT, cue="saying", kind="indirect")
    assert all(each.type != "promise" and each.who_name is None for each in found(text, told))


def test_a_named_subject_has_its_own_name_in_full() -> None:
    text = "Ana Brun spoke first. Brun plans to run again in May."
    names = named(text, ("Ana Brun", "person"))
    at = text.index("Brun plans")
    (one,) = found(text, names=(*names, Name(Span(at, at + 4), "person")))
    assert one.who == Span(at, at + 4)
    assert one.who_name == "Ana Brun"


@pytest.mark.parametrize("subject", ["The mayor of Castra", "Castra and Norvia", "Castra’s mill"])
def test_a_name_beside_others_names_nobody(subject: str) -> None:
    text = f"{subject} will meet the union on Monday."
    at = text.index("Castra")
    (one,) = found(text, names=(Name(Span(at, at + 6), "place"),))
    assert one.who is not None
    assert (one.who.of(text), one.who_name) == (subject, None)


def test_a_refusal_is_a_promise_and_not_is_in_what() -> None:
    text = "“I won’t raise the fare,” Brun said."
    (one,) = found(text, said(text, "“I won’t raise the fare,”"))
    assert (one.type, one.what.of(text)) == ("promise", "won’t raise the fare")


def test_a_condition_belongs_to_it() -> None:
    text = "“If the dam holds, I will open the road,” Brun said."
    (one,) = found(text, said(text, "“If the dam holds, I will open the road,”"))
    assert one.condition is not None
    assert one.condition.of(text) == "If the dam holds"
    assert one.span.of(text) == "If the dam holds, I will open the road"


DUE = [
    ("The mill promised to hire 40 people by June.", "by June", "2031-03-12", "2031-06-30"),
    ("The hearing will be held on Monday.", "on Monday", "2031-03-17", "2031-03-17"),
    ("In April, the council is scheduled to vote.", "In April", "2031-04-01", "2031-04-30"),
    ("The board plans to sell the yard.", None, None, None),
    ("The board plans to sell the yard soon.", None, None, None),
    ("The board plans to sell the yard bought last May.", None, None, None),
    ("The board plans to sell the yard if the ferry stops in May.", None, None, None),
    ("The board plans to meet the crew who will sail in May.", None, None, None),
    ("Holt plans to stand in this year’s race.", None, None, None),
    ("Holt plans to stand in this year’s primary.", None, None, None),
    ("The board plans to end the fee, starting in May.", "starting in May", "2031-05-01", "2031-05-31"),
    # Of the subject or the verb before, not of what comes of it
    ("A merger announced Monday will turn the yard into a port.", None, None, None),
    ("Her success in November will lead to a new ferry.", None, None, None),
    ("The win tonight will hurt the ferry.", None, None, None),
    ("The fund for this year, which ends in May, is expected to grow.", None, None, None),
    ("The gathering at the mill on Monday will be about the toll.", "on Monday", "2031-03-17", "2031-03-17"),
    ("The speech on Monday will be about the toll.", "on Monday", "2031-03-17", "2031-03-17"),
    ("The vote on Monday will be close.", "on Monday", "2031-03-17", "2031-03-17"),
    ("Holt on Monday will visit the yard.", "on Monday", "2031-03-17", "2031-03-17"),
    # Of a clause, a participle, a thing or something compared in what is to be done
    ("The board plans to close the pier before they leave in May.", None, None, None),
    ("The board plans to close the pier because of the flood on Friday.", None, None, None),
    ("Holt plans to link the toll to every councillor running this autumn.", None, None, None),
    ("The board will decide whether to sail in May.", None, None, None),
    ("The vote will be bound to the result of Norvia’s May 3 contest.", None, None, None),
    ("The port plans to run a ferry no slower than the ferry today.", None, None, None),
    ("The port plans to hire more than 40 pilots today.", "today", "2031-03-12", "2031-03-12"),
    ("The board plans to start sailing in May.", "in May", "2031-05-01", "2031-05-31"),
    ("Fares will be lower than expected in July.", None, None, None),
    ("Holt is likely to do better than Brun in July.", "in July", "2031-07-01", "2031-07-31"),
    ("He will tell the council that the pier is to be closed this year.", None, None, None),
    ("The board plans to close the pier, four months before the vote on May 3.", None, None, None),
    (
        "The board plans to close the pier, before the end of May.",
        "before the end of May",
        "2031-03-12",
        "2031-05-31",
    ),
    (
        "Holt plans to vote in Norvia’s May 3 primary.",
        "in Norvia’s May 3 primary",
        "2031-05-03",
        "2031-05-03",
    ),
    ("Holt expects to win that town’s May 3 vote.", "May 3 vote", "2031-05-03", "2031-05-03"),
    ("Holt plans to attend Norvia’s May 3 debate.", "May 3 debate", "2031-05-03", "2031-05-03"),
    ("Holt plans to discuss Norvia’s May 3 debate.", None, None, None),
    ("Holt plans to attend talks and praise Norvia’s May 3 debate.", None, None, None),
    ("Holt plans to win votes despite Norvia’s May 3 debate.", None, None, None),
    # Counted from a day that has not come
    ("Holt vowed to close the pier within six months as mayor.", "within six months", None, None),
    ("Holt vowed to close the pier within six months if elected.", "within six months", None, None),
    ("If it rains, the pier will close in six days.", "in six days", "2031-03-18", "2031-03-18"),
    ("Holt vowed to close the pier within six months.", "within six months", "2031-03-12", "2031-09-12"),
    # Who has what told about them, and what they do themselves
    ("Towns that will hold a vote are open today.", None, None, None),
    ("Towns that will hold a vote on Friday are open.", "on Friday", "2031-03-14", "2031-03-14"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest"), DUE)
def test_due_is_what_the_clause_states(
    text: str, words: str | None, earliest: str | None, latest: str | None
) -> None:
    one = found(text)[0]
    due = one.due
    assert (None if due is None else due.text.of(text)) == words
    if due is not None:
        assert (due.earliest, due.latest) == (earliest, latest)


def test_without_the_report_s_day_only_a_year_of_its_own_counts() -> None:
    text = "The mill promised to hire 40 people by June. Holt vowed to leave by 2035."
    first, second = commitments(replace(report(text), published=None), (), ())
    assert first.due is not None
    assert second.due is not None
    assert (first.due.latest, second.due.latest) == (None, "2035-12-31")


def test_for_whom_is_a_name_or_people() -> None:
    text = "The council plans to build homes for local fishermen."
    (one,) = found(text)
    assert one.for_whom is None or one.for_whom.of(text) == "local fishermen"
    text = "The council plans to build a school for Castra Academy."
    (one,) = found(text, names=named(text, ("Castra Academy", "organisation")))
    assert one.for_whom is not None
    assert one.for_whom.of(text) == "Castra Academy"
    (one,) = found("The council plans to close the pier for two years.")
    assert one.for_whom is None


@pytest.mark.parametrize(
    "words", ["I will tell you straight", "I’ll be honest with you", "We will say this", "I will repeat it"]
)
def test_who_tells_of_their_own_words_promises_nothing(words: str) -> None:
    text = f"“{words},” Brun said."
    assert found(text, said(text, f"“{words},”")) == []


@pytest.mark.parametrize(
    "words",
    [
        "I will tell you on Friday",
        "I will not tell you",
        "I will tell the court",
        "We will be honest about the costs",
    ],
)
def test_who_promises_to_tell_or_not_to_is_bound(words: str) -> None:
    text = f"“{words},” Brun said."
    assert [each.type for each in found(text, said(text, f"“{words},”"))] == ["promise"]


def test_things_that_were_promised_are_no_promise() -> None:
    assert found("The council made most promised repairs after the storm in May.") == []
    assert found("The council made the board’s promised repairs after the storm in May.") == []


def test_clauses_that_and_joins_are_two() -> None:
    text = "“I will fight the toll and I will win the vote,” Brun said."
    one, other = found(text, said(text, "“I will fight the toll and I will win the vote,”"))
    assert (one.span.of(text), other.span.of(text)) == ("I will fight the toll", "I will win the vote")


def test_a_subject_is_shared_by_what_and_joins() -> None:
    text = "“We have never sold the yard and will never sell it,” Brun said."
    (one,) = found(text, said(text, "“We have never sold the yard and will never sell it,”"))
    assert one.who is not None
    assert (one.type, one.span.of(text), one.who.of(text)) == ("promise", "will never sell it", "We")


def test_who_says_it_is_no_part_of_it() -> None:
    text = "The pier will be closed on Monday, Brun said."
    (one,) = found(text, said(text, "The pier will be closed on Monday", kind="indirect"))
    assert one.span.of(text) == "The pier will be closed on Monday"


def test_an_insertion_parts_no_subject_from_its_verb() -> None:
    text = "Ana Brun, the mayor of Castra, plans to run again."
    (one,) = found(text)
    assert one.who is not None
    assert one.who.of(text) == "Ana Brun, the mayor of Castra"


def test_the_same_text_gives_the_same_ids() -> None:
    text = "The mill promised to hire 40 people. The board plans to sell the yard."
    once, again = found(text), found(text)
    assert once == again
    assert len({each.id for each in once}) == len(once)


def test_grade_record_is_of_sure_plans() -> None:
    text = "The mill plans to open a shop on Monday. Holt promised to lower the fare. Prices will fall."
    ones = found(text)
    assert {each.type for each in ones} == {"plan", "promise", "prediction"}
    assert all((each.grade == "record") == (each.type == "plan" and each.confidence >= 0.93) for each in ones)
    assert all(0 < each.confidence <= 1 for each in ones)


@pytest.mark.parametrize(
    "text",
    [
        "The council discussed plans to sell the yard on Monday.",
        "The towns and the mill plan to sell the yard on Monday.",
        "Rich and old, they drew maps and plans to sell the yard on Monday.",
        "Leading members plan to sell the yard on Monday.",
    ],
)
def test_plans_of_doubtful_owners_are_for_review(text: str) -> None:
    assert all(each.grade == "review" for each in found(text))
    (sure,) = found("The mill plans to sell the yard on Monday.")
    assert sure.grade == "record"


WORDS = (
    "will would I we she Brun Holt promised to plans be sell the yard pier by Monday 2035 if and , . “ ” "
    "’ ’s won’t he’ll that who said is are due going not never — ; : ( ) ordered under no circumstances for"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0", "opens", "whether"])


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map(" ".join)),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_spans_are_within_the_text_and_each_other(text: str, start: int, size: int) -> None:
    quotations = ()
    if start + size <= len(text):
        quotations = (Quotation("q1", "indirect", (Span(start, start + size),), speaker=BRUN),)
    ones = commitments(report(text), quotations, ())
    assert list(ones) == sorted(ones, key=lambda one: one.span)
    assert all(a.span.end <= b.span.start for a, b in pairwise(ones))
    for one in ones:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.span.covers(one.what)
        assert one.what.of(text).strip()
        for part in (one.condition, one.due.text if one.due else None, one.for_whom):
            assert part is None or one.span.covers(part)
        assert one.who is None or (one.who.of(text).strip() and not one.who.of(text)[0].isspace())


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "words", ["will ", "he will and ", "the board plans to ", "who will, ", "is due to "]
)
def test_a_text_without_stops_is_read_in_time(words: str) -> None:
    assert all(each.span.end <= 200_000 for each in found(words * 20_000))


def test_surrogates_and_nothing_are_read() -> None:
    assert found("") == []
    assert found("\ud800 The mill plans to open a shop.")[0].type == "plan"
