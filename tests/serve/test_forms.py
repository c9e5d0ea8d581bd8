"""A form that changes nothing says why, names the field, and keeps all that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.serve import Settings, application
from tests.record.telling import report

BOAT, TWICE = "The boat is late", "The boat is late again and the boat is full"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path) as made:
        made.add(report("gazette.txt", "2031-03-02", [("Ida Holt", TWICE), ("Tomas Weir", BOAT)]))
        made.statements.match()
        made.ledger.match()
    return path


@pytest.fixture
def editing(record: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(record, "sesame")), base_url="http://localhost") as client:
        client.get("/enter", params={"token": "sesame"})
        yield client


@pytest.fixture
def which(record: Path) -> str:
    with Record.open(record) as known:
        return next(row.id for row in known.quotes() if TWICE in row.text)


def form_with(page: Any, act: str) -> Any:
    return next(form for form in page.forms if ("act", act) in form.form_values())


WORDS = {"act": "words", "content": "The boat is late again", "source": "Ida Holt", "type": "indirect"}
SIGNED = {"why": "as <it> was said", "by": "Ada Finch"}


@pytest.mark.parametrize(
    ("form", "field", "why"),
    [
        (
            WORDS | {"content": "never said"} | SIGNED,
            "content",
            "What is said: “never said”: these words",
        ),
        (WORDS | {"content": " "} | SIGNED, "content", "What is said: a quotation needs words"),
        (WORDS | {"source": "nobody"} | SIGNED, "source", "The words that name who says it: “nobody”"),
        (WORDS | {"type": "loud"} | SIGNED, "type", "Type: 'loud' is none of"),
        (
            WORDS | SIGNED | {"by": " "},
            "by",
            "Your name: a decision needs somebody who made it. Write",
        ),
        ({"act": "speaker", "name": "Una", "entity": "Ida"} | SIGNED, "name", "Name: more than one speaker"),
        ({"act": "speaker", "kind": "group"} | SIGNED, "name", "Name: who says it: a name, somebody of"),
        ({"act": "speaker", "entity": "Zed"} | SIGNED, "entity", "Somebody of the record: Zed: nobody of"),
        ({"act": "speaker", "name": "Una", "kind": "ship"} | SIGNED, "kind", "Who is: 'ship' is none of"),
        ({"act": "same", "other": "ffff"} | SIGNED, "other", "The other id: ffff: no statement has this id"),
    ],
)
def test_what_is_wrong_is_marked_and_what_was_typed_is_kept(
    editing: TestClient, which: str, form: dict[str, str], field: str, why: str
) -> None:
    before = editing.get(f"/reports/{which.partition('-')[0]}.json").content
    answer = editing.post(f"/correct/{which}", data=form)
    assert 400 <= answer.status_code < 500
    page = html.document_fromstring(answer.content)
    (problem,) = page.xpath("//*[@role='alert']")
    assert " ".join(problem.text_content().split()).startswith(f"Nothing was changed. {why}")
    assert "--" not in problem.text_content()
    mine = form_with(page, form["act"])
    assert problem in list(mine.iter())
    (marked,) = page.xpath("//*[@aria-invalid='true']")
    assert (marked.name, marked.get("aria-describedby")) == (field, problem.get("id"))
    assert marked.get("autofocus") is not None
    choices = {each.name for each in mine.inputs if each.tag == "select"}
    kept = {name: value for name, value in mine.form_values() if name in form and name not in choices}
    assert kept == {name: value for name, value in form.items() if name not in choices}
    for name in choices & form.keys():
        assert form[name] in {mine.fields[name], "loud", "ship"}
    assert editing.get(f"/reports/{which.partition('-')[0]}.json").content == before


def test_words_that_stand_more_than_once_are_chosen_by_their_place(editing: TestClient, which: str) -> None:
    typed = WORDS | SIGNED | {"content": "boat is"}
    asked = editing.post(f"/correct/{which}", data=typed)
    form = form_with(html.document_fromstring(asked.content), "words")
    (choice,) = [each for each in form.inputs if each.tag == "select" and each.name.startswith("content-at-")]
    assert choice.get("aria-invalid") == "true"
    text = editing.get(f"/reports/{which.partition('-')[0]}.json").json()["text"]
    offsets = [int(value) for value in choice.value_options if value]
    assert all(text[offset:].startswith("boat is") for offset in offsets)
    assert len(offsets) == 2
    chosen = dict(form.form_values()) | {choice.name: str(offsets[1])}
    unsigned = editing.post(f"/correct/{which}", data=chosen | {"by": ""})
    again = dict(form_with(html.document_fromstring(unsigned.content), "words").form_values())
    assert again[choice.name] == str(offsets[1])
    saved = editing.post(f"/correct/{which}", data=again | {"by": "Ada Finch"})
    now = saved.url.path.rpartition("/")[2]
    said = editing.get(f"/reports/{which.partition('-')[0]}.json").json()["quotations"]
    assert next(each["content"] for each in said if each["id"] == now) == [[offsets[1], offsets[1] + 7]]


def test_a_place_that_was_chosen_for_other_words_is_not_theirs(editing: TestClient, which: str) -> None:
    typed = WORDS | SIGNED | {"content": "boat is", "content-at-0": "2"}
    answer = editing.post(f"/correct/{which}", data=typed)
    assert answer.status_code == 404
    assert "choose one" in answer.text


def test_a_form_that_somebody_overtook_keeps_what_was_typed(editing: TestClient, which: str) -> None:
    page = html.document_fromstring(editing.get(f"/correct/{which}").content)
    stands = form_with(page, "speaker").fields["stands"]
    editing.post(f"/correct/{which}", data={"act": "speaker", "name": "Una Berg"} | SIGNED)
    late = {"act": "speaker", "name": "Otto Brun", "stands": stands} | SIGNED
    answer = editing.post(f"/correct/{which}", data=late)
    assert "somebody has put this quotation right" in answer.text
    form = form_with(html.document_fromstring(answer.content), "speaker")
    assert form.fields["name"] == "Otto Brun"
    assert editing.post(f"/correct/{which}", data=dict(form.form_values())).status_code == 200
    assert "Otto Brun" in editing.get(f"/correct/{which}").text


def test_what_was_denied_meanwhile_keeps_what_was_typed(editing: TestClient, which: str) -> None:
    page = html.document_fromstring(editing.get(f"/correct/{which}").content)
    form = dict(form_with(page, "words").form_values()) | {"content": "The boat is late again"} | SIGNED
    editing.post(f"/correct/{which}", data={"act": "none", "by": "Bo Marsh"})
    late = editing.post(f"/correct/{which}", data=form)
    assert late.status_code == 404
    page = html.document_fromstring(late.content)
    assert [each.text_content() for each in page.xpath("//main//dd")] == [
        "The boat is late again",
        "Ida Holt",
        SIGNED["why"],
        SIGNED["by"],
    ]
    assert page.xpath(f"//main//a[@href='/reports/{which.partition('-')[0]}']")


def test_a_form_that_is_refused_does_not_say_again_what_was_saved_before(
    editing: TestClient, which: str
) -> None:
    saved = editing.post(f"/correct/{which}", data={"act": "speaker", "name": "Una Berg"} | SIGNED)
    assert 'id="done"' in saved.text
    refused = editing.post(saved.url, data=WORDS | SIGNED | {"content": "never said"})
    assert "Nothing was changed" in refused.text
    assert 'id="done"' not in refused.text


@pytest.mark.parametrize(
    ("days", "field", "why"),
    [
        ({"earliest": "2031-02-29"}, "earliest", "First day: '2031-02-29' is not a day"),
        ({"latest": "soon"}, "latest", "Last day: 'soon' is not a day"),
        ({"earliest": "2031-06-30", "latest": "2031-01-01"}, "latest", "Last day: what is due from"),
    ],
)
def test_a_deadline_that_is_none_is_kept_to_be_put_right(
    samples_edited: TestClient, days: dict[str, str], field: str, why: str
) -> None:
    listed = samples_edited.get("/commitments.json").json()["commitments"]
    address = f"/correct/commitments/{listed[0]['row']['id']}"
    answer = samples_edited.post(address, data={"act": "deadline"} | days | SIGNED)
    page = html.document_fromstring(answer.content)
    form = form_with(page, "deadline")
    assert why in " ".join(form.text_content().split())
    assert [each.name for each in page.xpath("//*[@aria-invalid='true']")] == [field]
    assert dict(form.form_values()).items() >= (days | SIGNED).items()


@pytest.mark.parametrize("of", ["speakers", "statements"])
def test_a_pair_in_doubt_keeps_its_reason(samples_edited: TestClient, of: str) -> None:
    form = next(
        each
        for each in html.document_fromstring(samples_edited.get("/review", params={"of": of}).content).forms
        if "other" in each.fields
    )
    typed = dict(form.form_values()) | {"act": "same", "why": "I <asked>", "by": " "}
    answer = samples_edited.post(form.get("action"), data=typed)
    assert answer.status_code == 422
    page = html.document_fromstring(answer.content)
    (again,) = [
        each
        for each in page.forms
        if each.get("action") == form.get("action") and each.fields.get("other") == typed["other"]
    ]
    assert again.fields["why"] == "I <asked>"
    assert again.fields["by"] == " "
    assert "Your name: a decision needs" in page.text_content()
    # Of a pair that is decided by now the reason is shown, as its form is gone.
    gone = typed | {"by": "Ada Finch", "other": "ffffffffffff", "page": "2"}
    answer = samples_edited.post(form.get("action"), data=gone)
    assert 400 <= answer.status_code < 500
    assert "Your reason was: I <asked>" in html.document_fromstring(answer.content).text_content()


@pytest.fixture
def samples_edited(samples: Path, tmp_path: Path) -> Iterator[TestClient]:
    copy = tmp_path / "edited.db"
    copy.write_bytes(samples.read_bytes())
    with TestClient(application(Settings(copy, "sesame")), base_url="http://localhost") as client:
        client.get("/enter", params={"token": "sesame"})
        yield client
