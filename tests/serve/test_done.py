"""What is said once something was put right: near the top, with a way back; and wherever it is quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.record.corrections import Corrections
from onrecord.serve import Settings, application
from tests.record.telling import report

QUAY, CRANES = "The eastern quay will open in June", "The old cranes were sold to a museum"
WORDS = {"act": "words", "source": "Ida Holt"}
Page = Any


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path) as made:
        for name, day in (("gazette.txt", "2031-03-02"), ("courier.txt", "2031-03-03")):
            made.add(report(name, day, [("Ida Holt", QUAY), ("Ida Holt", CRANES)]))
        made.statements.match()
        made.ledger.match()
    return path


@pytest.fixture
def editing(record: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(record, "sesame")), base_url="http://localhost") as client:
        client.get("/enter", params={"token": "sesame"})
        yield client


@pytest.fixture
def ids(record: Path) -> list[str]:
    """The quotations of the quay, the earlier first, then those of the cranes."""
    with Record.open(record) as known:
        rows = list(known.quotes())
    return [row.id for words in (QUAY, CRANES) for row in rows if words in row.text]


def page_of(answer: Any) -> Page:
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.content)


def said_on_top(page: Page) -> str:
    """What stands before the heading, where the address leads the keyboard."""
    (done,) = page.xpath("//main//*[@id='done']")
    assert (done.get("role"), done.get("tabindex")) == ("status", "-1")
    assert done.xpath("following::h1")
    return " ".join(done.text_content().split())


def taken_back(client: TestClient, address: str, form: Page) -> Any:
    fields = dict(form.form_values()) | {"by": "Bo Marsh"}
    return client.post(form.get("action") or address, data=fields)


Forms = Mapping[str, Callable[[list[str]], tuple[str, dict[str, str]]]]
FORMS: Forms = {
    "speaker": lambda ids: (f"/correct/{ids[0]}", {"act": "speaker", "name": "Una Berg"}),
    "words": lambda ids: (f"/correct/{ids[0]}", WORDS | {"content": "quay will open in June"}),
    "none": lambda ids: (f"/correct/{ids[0]}", {"act": "none"}),
    "same": lambda ids: (f"/correct/{ids[0]}", {"act": "same", "other": ids[2]}),
    "not same": lambda ids: (f"/correct/{ids[0]}", {"act": "not same", "statement": ids[0]}),
    "two statements": lambda ids: (f"/correct/statements/{ids[0]}", {"act": "not same", "other": ids[2]}),
}
SAID = {
    "speaker": "Another speaker: Una Berg",
    "words": "Other words",
    "none": "Not a quotation",
    "same": "one",
    "not same": "two",
    "two statements": "two",
}


@pytest.mark.parametrize("act", FORMS)
def test_what_was_saved_is_said_on_top_and_taken_back_there(
    editing: TestClient, ids: list[str], act: str
) -> None:
    address, form = FORMS[act](ids)
    saved = editing.post(address, data=form | {"by": "Ada Finch"})
    assert saved.url.fragment == "done"
    page = page_of(saved)
    said = said_on_top(page)
    assert said.startswith("Saved: ")
    assert SAID[act] in said
    back = page_of(taken_back(editing, saved.url.path, page.get_element_by_id("done").find(".//form")))
    assert said_on_top(back).startswith("Taken back: ")
    assert not back.xpath("//*[@id='done']//form")


@pytest.mark.parametrize("asked", ["x0123456789", "<script>alert(1)</script>", "s0123456789", "", "j01"])
def test_nothing_is_said_of_what_is_not_on_record(editing: TestClient, ids: list[str], asked: str) -> None:
    page = editing.get(f"/correct/{ids[0]}", params={"done": asked})
    assert 'id="done"' not in page.text
    assert "alert(1)" not in page.text


def test_readers_are_not_told_that_they_saved_something(
    editing: TestClient, record: Path, ids: list[str]
) -> None:
    saved = editing.post(f"/correct/{ids[0]}", data={"act": "none", "by": "Ada Finch"})
    with TestClient(application(Settings(record)), base_url="http://localhost") as reading:
        there = reading.get(saved.url.path, params=dict(saved.url.params))
    assert "Not a quotation" in there.text
    assert 'id="done"' not in there.text


@pytest.mark.parametrize("where", ["correct", "statements"])
def test_that_it_is_not_the_same_is_listed_and_taken_back(
    editing: TestClient, record: Path, ids: list[str], where: str
) -> None:
    apart = {"act": "not same", "statement": ids[0], "by": "Ada Finch", "why": "said a week later"}
    editing.post(f"/correct/{ids[0]}", data=apart)
    with Record.open(record) as known:
        assert known.statements.statement(ids[0]).id != known.statements.statement(ids[1]).id
    address = f"/{where}/{ids[0]}"
    (decision,) = page_of(editing.get(address)).xpath("//li[@class='correction'][.//form]")
    assert "said a week later" in decision.text_content()
    back = taken_back(editing, address, decision.find(".//form"))
    assert back.url.path.startswith(f"/{where}/")
    assert said_on_top(page_of(back)).startswith("Taken back: ")
    with Record.open(record) as known:
        assert known.statements.statement(ids[0]).id == known.statements.statement(ids[1]).id


def test_a_page_takes_back_what_was_decided_of_its_own_statement(
    editing: TestClient, record: Path, ids: list[str]
) -> None:
    editing.post(f"/correct/{ids[0]}", data={"act": "not same", "statement": ids[0], "by": "Ada Finch"})
    with Record.open(record) as known:
        decision = known.statements.judgements()[0].id
    elsewhere = {"act": "undo decision", "decision": decision, "by": "Bo Marsh"}
    assert editing.post(f"/correct/{ids[2]}", data=elsewhere).status_code == 404
    reading = {"done": decision}
    assert "Take it back" in editing.get(f"/statements/{ids[0]}", params=reading).text


def test_readers_see_what_was_decided_without_a_button(
    editing: TestClient, record: Path, ids: list[str]
) -> None:
    editing.post(f"/correct/{ids[0]}", data={"act": "not same", "statement": ids[0], "by": "Ada Finch"})
    with TestClient(application(Settings(record)), base_url="http://localhost") as reading:
        page = reading.get(f"/statements/{ids[0]}").text
    assert "What people decided" in page
    assert "Take it back" not in page


def pages_with(ids: list[str], client: TestClient) -> dict[str, str]:
    """Every page on which a quotation stands, by its kind."""
    speaker = client.get("/search.json", params={"q": "quay"}).json()["hits"][0]["quote"]["speaker_id"]
    return {
        "report": f"/reports/{ids[0].partition('-')[0]}",
        "search": "/search?q=quay",
        "statement": f"/statements/{ids[0]}",
        "speaker": f"/speakers/{speaker}",
        "statements": "/statements?about=quay",
        "positions": f"/positions?speaker={speaker}&about=quay",
    }


@pytest.mark.parametrize("kind", ["report", "search", "statement", "speaker", "statements", "positions"])
def test_a_corrected_quotation_says_so_wherever_it_stands(
    editing: TestClient, record: Path, ids: list[str], kind: str
) -> None:
    editing.post(
        f"/correct/{ids[0]}",
        data=WORDS | {"content": "eastern quay will open in June", "by": "Ada Finch", "why": "bare"},
    )
    with Record.open(record) as known:
        (made,) = known.corrections.list()
    now = [made.target or "", *ids[1:]]
    address = pages_with(now, editing)[kind]
    page = page_of(editing.get(address))
    marks = page.xpath("//a[@class='corrected']")
    assert {each.get("href") for each in marks} == {f"/correct/{now[0]}"}
    assert all(each.text_content().startswith("corrected by Ada Finch, ") for each in marks)
    with TestClient(application(Settings(record)), base_url="http://localhost") as reading:
        links = page_of(reading.get(address)).xpath("//a[@class='corrected']/@href")
        listed = f"/reports/{made.correction.report_id}"
        assert set(links) == {f"{listed}#{made.correction.id}"}
        assert page_of(reading.get(listed)).get_element_by_id(made.correction.id) is not None
        path, _, query = address.partition("?")
        told = reading.get(f"{path}.json?{query}").json()
    name = "corrections" if kind == "report" else "put_right"
    assert [(each["id"], each["who"], each["why"]) for each in told[name]] == [
        (made.correction.id, "Ada Finch", "bare")
    ]


def test_who_corrected_is_asked_once_for_a_page(
    editing: TestClient, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ids:
        editing.post(f"/correct/{each}", data={"act": "speaker", "name": "Una Berg", "by": "Ada Finch"})
    asked: list[int] = []
    made = Corrections.made

    def counted(self: Corrections, wanted: Any) -> Any:
        asked.append(len(wanted))
        return made(self, wanted)

    monkeypatch.setattr(Corrections, "made", counted)
    assert editing.get("/search?q=the").text.count('class="corrected"') == 4
    assert asked == [4]


def test_the_reason_for_a_speaker_is_who_corrected_it(editing: TestClient, ids: list[str]) -> None:
    which = ids[0]
    for form in (
        {"act": "speaker", "name": "Una Berg"},
        WORDS | {"content": QUAY},
        WORDS | {"content": QUAY, "source": "Ida"},
        {"act": "speaker", "name": "Ida Holt"},
    ):
        answer = editing.post(f"/correct/{which}", data=form | {"by": "Ada Finch"})
        which = answer.url.path.rpartition("/")[2]
        told = editing.get(f"/reports/{which.partition('-')[0]}.json").json()["quotations"]
        said = next(each for each in told if each["id"] == which)
        assert said["speaker_reason"] == "corrected by Ada Finch"
