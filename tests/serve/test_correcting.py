"""What an editor can put right, who may, and that it can be taken back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.core import Extraction, Report
from onrecord.record import Record
from onrecord.serve import Settings, application

TOKEN = "open sesame"


@pytest.fixture
def record(samples: Path, tmp_path: Path) -> Path:
    """A record that may be changed."""
    return Path(shutil.copy(samples, tmp_path / "edited.db"))


@pytest.fixture
def editing(record: Path) -> Iterator[TestClient]:
    """A room whose reader has brought the token."""
    with TestClient(application(Settings(record, TOKEN)), base_url="http://localhost") as client:
        assert client.get("/enter", params={"token": TOKEN}).status_code == 200
        yield client


def hits(client: TestClient) -> list[dict[str, Any]]:
    return list(client.get("/search.json", params={"q": "toll", "type": "direct"}).json()["hits"])


def form_in(page: str, act: str) -> str:
    """The first form of a page that does this."""
    forms = re.findall(r"<form\b.*?</form>", page, re.DOTALL)
    return next(each for each in forms if f'value="{act}"' in each)


def said_in(client: TestClient, report: str) -> list[tuple[str, str, str | None]]:
    said = client.get(f"/reports/{report}.json").json()["quotations"]
    return [(each["id"], each["text"], each["speaker"]) for each in said]


def quoted(client: TestClient) -> dict[str, str]:
    return dict(hits(client)[0]["quote"])


def test_other_words_another_speaker_and_back_again(editing: TestClient) -> None:
    quote = quoted(editing)
    words = quote["text"].split(" […] ")[0]
    shorter = " ".join(words.split()[:-1])
    form = {"act": "words", "content": shorter, "by": "Ada Finch", "why": "one word too many"}
    unchanged = editing.get(f"/reports/{quote['report_id']}.json").json()
    kept = next(each for each in unchanged["quotations"] if each["id"] == quote["id"])
    for role in ("source", "cue"):
        form[role] = "\n".join(unchanged["text"][start:end] for start, end in kept[role])
    answer = editing.post(f"/correct/{quote['id']}", data=form)
    assert answer.status_code == 200
    now = answer.url.path.rpartition("/")[2]
    assert now != quote["id"]
    assert "one word too many" in answer.text
    said = editing.get(f"/reports/{quote['report_id']}.json").json()["quotations"]
    assert shorter in next(each["text"] for each in said if each["id"] == now)
    # The address that was given away before leads on.
    assert editing.get(f"/correct/{quote['id']}").status_code == 200
    renamed = editing.post(f"/correct/{now}", data={"act": "speaker", "name": "Una Holt", "by": "Ada Finch"})
    assert "Una Holt" in renamed.text
    said = editing.get(f"/reports/{quote['report_id']}.json").json()["quotations"]
    assert next(each["speaker"] for each in said if each["id"] == now) == "Una Holt"
    for _ in range(2):
        page = editing.get(f"/correct/{now}").text
        undo = page.partition('name="correction" value="')[2].partition('"')[0]
        back = {"act": "undo", "correction": undo, "by": "Ada Finch"}
        now = editing.post(f"/correct/{now}", data=back).url.path.rpartition("/")[2]
    assert now == quote["id"]
    again = editing.get(f"/reports/{quote['report_id']}.json").json()
    assert {each["state"] for each in again["corrections"]} == {"undone"}
    told = {name: again[name] for name in ("version", "versions", "corrections")}
    assert again == unchanged | told


def test_what_is_no_quotation_is_gone_from_its_report(editing: TestClient) -> None:
    quote = quoted(editing)
    answer = editing.post(f"/correct/{quote['id']}", data={"act": "none", "by": "Ada Finch"})
    assert answer.url.path == f"/reports/{quote['report_id']}"
    assert f'id="q-{quote["id"]}"' not in answer.text


def test_what_is_no_quotation_leads_to_its_report_and_can_be_one_again(editing: TestClient) -> None:
    quote = quoted(editing)
    before = said_in(editing, quote["report_id"])
    denied = editing.post(
        f"/correct/{quote['id']}", data={"act": "none", "by": "Ada Finch", "why": "a title"}
    )
    assert "a title" in denied.text
    undo = denied.text.partition('name="correction" value="')[2].partition('"')[0]
    for path in ("correct", "statements", "cite", "evidence"):
        answer = editing.get(f"/{path}/{quote['id']}")
        assert (answer.status_code, answer.url.path) == (200, f"/reports/{quote['report_id']}")
        assert f'id="{answer.url.fragment}"' in answer.text
        assert answer.url.fragment == undo
    told = editing.get(f"/statements/{quote['id']}.json")
    assert told.status_code == 404
    assert told.json()["denied"] | {"at": ""} == {
        "correction": undo,
        "by": "Ada Finch",
        "at": "",
        "why": "a title",
        "report": f"/reports/{quote['report_id']}.json",
    }
    assert "no quotation, says Ada Finch" in told.json()["error"]
    back = {"act": "undo", "correction": undo, "by": "Ada Finch"}
    answer = editing.post(f"/correct/reports/{quote['report_id']}", data=back)
    assert f'id="q-{quote["id"]}"' in answer.text
    assert "taken back" in answer.text
    assert "Take it back" not in answer.text
    assert said_in(editing, quote["report_id"]) == before


def test_a_correction_without_a_place_can_be_taken_back(editing: TestClient, record: Path) -> None:
    quote = quoted(editing)
    editing.post(f"/correct/{quote['id']}", data={"act": "speaker", "name": "Una Holt", "by": "Ada Finch"})
    with Record.open(record) as known:
        stored = known.report(quote["report_id"])
        nothing = Report("Nothing.", stored.report.name, stored.report.source, b"Nothing.")
        known.add(Extraction(nothing, (), stored.version.model))
    listed = editing.get("/review", params={"of": "corrections"}).text
    assert f'action="/correct/reports/{quote["report_id"]}"' in listed
    undo = listed.partition('name="correction" value="')[2].partition('"')[0]
    back = {"act": "undo", "correction": undo, "by": "Ada Finch"}
    assert editing.post(f"/correct/reports/{quote['report_id']}", data=back).status_code == 200
    assert undo not in editing.get("/review", params={"of": "corrections"}).text


def test_a_form_takes_back_what_is_its_own(editing: TestClient) -> None:
    one, other = (hit["quote"] for hit in hits(editing)[:2])
    made = editing.post(
        f"/correct/{one['id']}", data={"act": "speaker", "name": "Una Holt", "by": "Ada Finch"}
    )
    undo = made.text.partition('name="correction" value="')[2].partition('"')[0]
    back = {"act": "undo", "correction": undo, "by": "Ada Finch"}
    with_elsewhere = next(each for each in hits(editing) if each["quote"]["report_id"] != one["report_id"])
    commitment = editing.get("/commitments.json").json()["commitments"][0]["row"]["id"]
    for path in (other["id"], f"reports/{with_elsewhere['quote']['report_id']}", f"commitments/{commitment}"):
        assert editing.post(f"/correct/{path}", data=back).status_code == 404
    assert "Una Holt" in editing.get(f"/correct/{one['id']}").text
    assert editing.post(f"/correct/{one['id']}", data=back).status_code == 200


def test_every_quotation_can_be_corrected_and_its_links_lead_somewhere(editing: TestClient) -> None:
    said = [
        each
        for page in (1, 2)
        for report in editing.get("/reports.json", params={"page": page}).json()["reports"]
        for each in editing.get(f"/reports/{report['id']}.json").json()["quotations"]
    ]
    assert {each["stated"] for each in said} == {True, False}
    for each in said:
        page = editing.get(f"/correct/{each['id']}")
        assert page.status_code == 200
        assert ("all reports of it" in page.text) == each["stated"]
    nothing = next(each for each in said if not each["stated"])
    leads = f"/statements/{nothing['id']}"
    assert editing.get(leads).status_code == 404
    assert leads not in editing.get(f"/reports/{nothing['id'].partition('-')[0]}").text
    pages = editing.get("/search", params={"q": f'"{nothing["text"]}"'})
    assert f"/correct/{nothing['id']}" in pages.text
    assert leads not in pages.text


def test_two_quotations_become_one_statement_and_two_again(editing: TestClient, record: Path) -> None:
    with Record.open(record) as known:
        one, other = [row.relay for row in known.statements.list(speaker="Orrel", limit=2)]
    editing.post(f"/correct/{one}", data={"act": "same", "other": other, "by": "Ada Finch"})
    with Record.open(record) as known:
        together = known.statements.statement(one)
        assert together.id == known.statements.statement(other).id
    split = {"act": "not same", "statement": together.id, "by": "Ada Finch"}
    assert editing.post(f"/correct/{other}", data=split).status_code == 200
    with Record.open(record) as known:
        assert known.statements.statement(one).id != known.statements.statement(other).id


@pytest.mark.parametrize("of", ["speakers", "statements"])
def test_what_is_in_doubt_is_decided_where_it_is_listed_and_taken_back(editing: TestClient, of: str) -> None:
    def waiting() -> list[dict[str, Any]]:
        return list(editing.get("/review.json", params={"of": of}).json()[of])

    def sent(form: str, act: str) -> str:
        fields = {field.name: field.value for field in html.fragment_fromstring(form).xpath("//input")}
        answer = editing.post(
            form.partition('action="')[2].partition('"')[0],
            data=fields | {"act": act, "by": "Ada Finch", "why": "I asked"},
        )
        assert answer.url.params["of"] == of
        return answer.text

    before = waiting()
    for act in ("not same", "same"):
        listed = editing.get("/review", params={"of": of}).text
        decided = sent(form_in(listed, "not same"), act)
        assert "I asked" in decided
        assert before[0] not in waiting()
        assert len(waiting()) < len(before)
        assert "I asked" not in sent(form_in(decided, "undo"), "undo")
        assert waiting() == before


def test_a_deadline_is_put_right_and_back(editing: TestClient, record: Path) -> None:
    with Record.open(record) as known:
        row = next(each for each in known.ledger.commitments(as_of="2026-01-01") if each.due)
    address = f"/correct/commitments/{row.id}"
    form = {"act": "deadline", "latest": "2031-01-31", "earliest": "2031-01-01", "by": "Ada Finch"}
    answer = editing.post(address, data=form)
    (saved,) = html.document_fromstring(answer.content).xpath("//*[@role='status']")
    words = " ".join(saved.text_content().split())
    assert words.startswith("Saved: Another deadline: January 2031, instead of ")
    assert row.stand.due_text is not None
    assert f"“{row.stand.due_text}”" in words
    assert row.stand.text not in words
    with Record.open(record) as known:
        due = known.ledger.commitment(row.id).row.due
        assert due is not None
        assert (due.earliest, due.latest) == ("2031-01-01", "2031-01-31")
    undo = answer.text.partition('name="correction" value="')[2].partition('"')[0]
    editing.post(address, data={"act": "undo", "correction": undo, "by": "Ada Finch"})
    with Record.open(record) as known:
        assert known.ledger.commitment(row.id).row.due == row.due


def test_what_is_no_commitment_any_longer_leads_to_its_report(
    editing: TestClient, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = editing.get("/commitments.json").json()["commitments"][0]["row"]
    monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
    monkeypatch.setattr("onrecord.ledger.reading.read", lambda report, quotations, names: ((), ()))
    with Record.open(record) as known:
        known.ledger.match()
    answer = editing.get(f"/commitments/{row['id']}")
    assert answer.status_code == 410
    assert "not taken for a commitment any longer" in answer.text
    assert f'href="/reports/{row["stand"]["source"]["report_id"]}"' in answer.text


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"act": "none"}, "a decision needs somebody who made it"),
        ({"act": "burn", "by": "Ada Finch"}, "nothing that can be done here"),
        ({"act": "words", "content": "never said at all", "by": "Ada Finch"}, "not in the report"),
        ({"act": "speaker", "by": "Ada Finch"}, "a name, somebody of the registry, or nobody"),
        ({"act": "speaker", "name": "Una Holt", "kind": "robot", "by": "Ada Finch"}, "is none of person"),
        ({"act": "undo", "correction": "zz", "by": "Ada Finch"}, "zz"),
        ({"act": "same", "other": "zz", "by": "Ada Finch"}, "zz"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    editing: TestClient, form: dict[str, str], why: str
) -> None:
    quote = quoted(editing)
    before = editing.get(f"/reports/{quote['report_id']}.json").json()
    answer = editing.post(f"/correct/{quote['id']}", data=form)
    assert 400 <= answer.status_code < 500
    assert why in answer.text
    assert editing.get(f"/reports/{quote['report_id']}.json").json() == before


def test_nobody_corrects_without_the_token_nor_from_elsewhere(record: Path) -> None:
    app = application(Settings(record, TOKEN))
    with TestClient(app, base_url="http://localhost") as client:
        quote = quoted(client)
        address, form = f"/correct/{quote['id']}", {"act": "none", "by": "Ada Finch"}
        assert client.get(address).status_code == 403
        assert client.post(address, data=form).status_code == 403
        assert client.get("/enter", params={"token": "guessed"}).status_code == 403
        assert "correct</a>" not in client.get("/search", params={"q": "toll"}).text
        client.get("/enter", params={"token": TOKEN})
        assert "correct</a>" in client.get("/search", params={"q": "toll"}).text
        elsewhere = {"origin": "https://elsewhere.example"}
        assert client.post(address, data=form, headers=elsewhere).status_code == 403
        long = client.post(address, data=form | {"why": "x" * 300_000})
        assert long.status_code == 413
        assert client.post(address, data=form, headers={"origin": "http://localhost"}).status_code == 200


def test_a_room_for_readers_has_no_door(room: TestClient) -> None:
    assert room.get("/enter", params={"token": ""}).status_code == 403
    assert room.post(f"/correct/{quoted(room)['id']}", data={"act": "none"}).status_code == 403


def test_two_rooms_of_one_host_have_each_their_own_editors(record: Path) -> None:
    rooms = [
        TestClient(application(Settings(record, token)), base_url=f"http://localhost:{port}")
        for token, port in ((TOKEN, 8001), ("another", 8002))
    ]
    # A browser has one set of cookies for a host, whatever the port.
    rooms[1].cookies = rooms[0].cookies
    assert rooms[0].get("/enter", params={"token": TOKEN}).status_code == 200
    assert rooms[1].get("/enter", params={"token": "another"}).status_code == 200
    for room in rooms:
        assert 'href="/correct/' in room.get("/search?q=toll").text
        room.app.state.keeper.close()  # type: ignore[attr-defined]
        room.app.state.record.close()  # type: ignore[attr-defined]


def test_an_editor_is_led_from_a_commitment_to_its_deadline(editing: TestClient) -> None:
    listed = editing.get("/commitments.json").json()["commitments"]
    page = html.document_fromstring(editing.get(f"/commitments/{listed[0]['row']['id']}").content)
    (link,) = [each for each in page.iter("a") if each.text_content() == "correct the deadline"]
    assert editing.get(link.get("href")).status_code == 200


def test_a_form_that_somebody_overtook_changes_nothing(editing: TestClient) -> None:
    which = hits(editing)[0]["quote"]["id"]
    form = html.document_fromstring(editing.get(f"/correct/{which}").content).forms[-1]
    stands = next(each.get("value") for each in form.getroottree().iter("input") if each.name == "stands")
    first = {"act": "speaker", "stands": stands, "name": "Ada Brun", "by": "Ada"}
    assert editing.post(f"/correct/{which}", data=first).status_code == 200
    late = editing.post(f"/correct/{which}", data=first | {"name": "Otto Brun"})
    assert late.status_code == 400
    assert "put this quotation right since the form was opened" in late.text
    assert editing.post(f"/correct/{which}", data=first | {"act": "none"}).status_code == 400


def test_who_speaks_is_told_in_one_way(editing: TestClient) -> None:
    which = hits(editing)[0]["quote"]["id"]
    both = {"act": "speaker", "name": "Ada Brun", "nobody": "yes", "by": "Ada"}
    assert "more than one speaker was given" in editing.post(f"/correct/{which}", data=both).text


@pytest.mark.parametrize("then", ["deleted", "replaced"])
def test_a_record_that_was_taken_away_is_neither_shown_nor_written(
    editing: TestClient, record: Path, then: str
) -> None:
    (which, *_) = (hit["quote"]["id"] for hit in hits(editing))
    if then == "replaced":
        shutil.copy(record, record.with_name("backup.db"))
    record.unlink()
    if then == "replaced":
        record.with_name("backup.db").rename(record)
    answers = [
        editing.get("/"),
        editing.get("/search.json?q=toll"),
        editing.post(f"/correct/{which}", data={"act": "none", "by": "Ada Finch"}),
    ]
    assert [each.status_code for each in answers] == [503] * 3
    assert all("was moved, deleted or replaced" in each.text for each in answers)
    if then == "replaced":
        with Record.open(record) as found:
            assert list(found.corrections.list()) == []
        with TestClient(application(Settings(record)), base_url="http://localhost") as again:
            assert again.get("/").status_code == 200


def test_an_id_typed_wrong_joins_no_words_of_two_people(editing: TestClient, record: Path) -> None:
    with Record.open(record) as known:
        one, other = [next(known.statements.list(speaker=name)) for name in ("Orrel", "Mabry")]
    form = {"act": "same", "other": other.id, "by": "Ada Finch"}
    refused = editing.post(f"/correct/{one.relay}", data=form)
    assert refused.status_code == 422
    assert "Bastian Orrel says this, Corin Mabry the other" in refused.text
    with Record.open(record) as known:
        assert known.statements.judgements() == []
