"""Every page of a record that stands in the room, at an address that has something to show."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from onrecord.serve.pages import ADDRESSES


def files(client: TestClient) -> list[str]:
    """Addresses of files, and of pages that are none of `ADDRESSES`: citations, forms, feeds, calendars."""
    found = of(client)
    statement, commitment = (
        found[path][0].rpartition("/")[2] for path in ("/statements/{id}", "/commitments/{id}")
    )
    report = client.get(found["/reports/{id}"][0] + ".json").json()
    cited = (report["id"], report["quotations"][0]["id"], statement)
    return [
        *(f"/cite/{each}{form}" for each in cited for form in ("", "/text", "/bibtex", "/csl")),
        *(f"/evidence/{each}" for each in cited),
        *(f"/correct/{each}" for each in (report["quotations"][0]["id"], f"commitments/{commitment}")),
        "/commitments.ics",
        "/feeds/commitments.atom",
        "/feeds/search.atom?q=the",
        f"/feeds{found['/speakers/{id}'][0]}.atom",
    ]


def of(client: TestClient) -> dict[str, list[str]]:
    """Addresses to ask for, by the paths of `ADDRESSES`."""

    def first(path: str, *keys: str) -> Any:
        found: Any = client.get(path).json()
        for key in keys:
            found = found[key][0] if isinstance(found[key], list) else found[key]
        return found

    speaker = next(each["id"] for each in client.get("/speakers.json").json()["speakers"] if each["id"])
    statement = first("/statements.json", "statements", "id")
    commitment = first("/commitments.json", "commitments", "row", "id")
    found = {
        "/": ["/"],
        "/search": ["/search", "/search?q=the", "/search?q=nothing-such"],
        "/reports": ["/reports", "/reports?page=9"],
        "/reports/{id}": [f"/reports/{first('/reports.json', 'reports', 'id')}"],
        "/speakers": ["/speakers", "/speakers?name=nobody", "/speakers?page=9"],
        "/speakers/{id}": [f"/speakers/{speaker}", f"/speakers/{speaker}?page=9"],
        "/statements": ["/statements", "/statements?about=quay", "/statements?min_reports=99"],
        "/statements/{id}": [f"/statements/{statement}", f"/statements/{statement}?wording=whole"],
        "/commitments": [
            "/commitments",
            "/commitments?status=overdue&as_of=2031-07-02",
            "/commitments?type=prediction",
            "/commitments?month=2031-06",
        ],
        "/commitments/{id}": [f"/commitments/{commitment}"],
        "/positions": [
            "/positions",
            f"/positions?speaker={speaker}",
            f"/positions?speaker={speaker}&about=eastern+quay",
        ],
        "/dossier": ["/dossier", "/dossier?q=Velmora", "/dossier?q=nothing+such"],
        "/figures": ["/figures", "/figures?differing=true", "/figures?unit=none"],
        "/review": ["/review", *(f"/review?of={of}" for of in ("speakers", "statements", "corrections"))],
    }
    assert found.keys() == {address.path for address in ADDRESSES}, "a page is not looked at"
    return found
