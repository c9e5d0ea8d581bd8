"""Two wordings of which one says the opposite of the other, or denies it."""

from __future__ import annotations

import pytest

from onrecord.core.tables import rows
from onrecord.match.statements.judge import compare
from onrecord.match.statements.opposing import denials, have_opposites, opposed
from tests.match.statements.making import wording

DEFENDED = "“The harbour council has found {} evidence that the ferry fund was emptied before the election,”"
EXAMPLES = [example for *_, example in rows("onrecord.match", "opposites")]


def _filled(example: str) -> tuple[str, str]:
    before, both, behind = example.replace("}", "{").split("{")
    one, other = both.split("|")
    return f"{before}{one}{behind}", f"{before}{other}{behind}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_pair_of_the_table_is_never_one_statement(example: str) -> None:
    one, other = (
        wording(said, report=report, kind="indirect")
        for said, report in zip(_filled(example), "ab", strict=True)
    )
    assert compare(one, other).decision == "different"
    assert compare(one, wording(_filled(example)[0], report="b", kind="indirect")).same > 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the hospital must stay open", "the hospital would close in June", True),
        ("he would veto the pension bill", "he would sign the pension bill", True),
        ("Unemployment fell by 2% in February", "Unemployment rose by 2% in February", True),
        ("Unemployment fell by 2% in February", "in February unemployment had fallen 2%", False),
        ("the town will raise the toll before June", "the town will not raise the toll before June", True),
        ("the town will raise the toll", "the town won’t raise the toll", True),
        ("the town will not raise the toll", "the town won’t raise the toll", False),
        ("“There is no evidence of fraud,”", "“There is evidence of fraud,”", True),
        ("no pilot had been hurt", "two pilots had been hurt", True),
        ("the sale is nothing but theft", "the sale is theft", False),
        ("the sale is not only a theft but a shame", "the sale is a theft and a shame", False),
        ("the toll will stay at 12 marks", "the toll will stay at 12 marks, and no lorry is exempt", False),
        ("the town refused to raise the toll", "the town would not raise the toll", False),
        ("he does not think the toll is fair", "he thinks the toll is not fair", False),
        ("it will cut the fare and raise the toll", "it will raise the toll and cut the fare", False),
        ("Northern pilots will leave within ten days", "Southern pilots will leave within ten days", True),
        ("the ferry will run until June", "the mill at Ansby was sold, but not the yard", False),
        ("not paying the toll was wise of the hauliers", "that was wise of the hauliers", False),
        ("half a loaf was how she put the news", "half a loaf, but members would not block the road", False),
        ("", "no", False),
    ],
)
def test_opposites_and_denials(one: str, other: str, *, expected: bool) -> None:
    ones, others = (wording(each or "…", report=r, kind="indirect") for each, r in ((one, "a"), (other, "b")))
    assert opposed(ones, others) is expected
    assert opposed(others, ones) is expected


def test_a_long_quotation_that_was_altered_is_one_passage_still() -> None:
    one, other = wording(DEFENDED.format("no"), report="a"), wording(DEFENDED.format("strong"), report="b")
    assert compare(one, other).decision == "same"
    short = "“There is {} evidence,”"
    assert opposed(wording(short.format("no"), report="a"), wording(short.format("strong"), report="b"))


def test_an_opposite_is_one_both_ways_and_in_all_forms() -> None:
    assert have_opposites(["fell"], ["ships", "risen"])
    assert have_opposites(["risen"], ["fell"])
    assert not have_opposites(["fell"], ["fallen"])


@pytest.mark.parametrize(
    ("words", "count"),
    [("not no never", 3), ("noth but theft", 0), ("noth", 1), ("isn't just", 0), ("no fewer", 0), ("", 0)],
)
def test_what_denies(words: str, count: int) -> None:
    assert denials(words.split()) == count
