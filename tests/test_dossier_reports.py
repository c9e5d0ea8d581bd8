"""The dossier of real press reports, line by line; they lie beside the project where it is developed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.ledger.dossier import Event, Line, Proof
from onrecord.record import DossierPage

REPORTS = Path(__file__).parents[2] / "shared/reports"
AS_OF = "2026-03-01"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="../shared/reports is not here")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DossierPage]:
    with onrecord.Record.open(tmp_path_factory.mktemp("dossier") / "reports.db") as record:
        for path in sorted(REPORTS.iterdir()):
            for report in onrecord.read(path):
                record.add(onrecord.extract(report))
        yield record.dossier("Union State", as_of=AS_OF)


def the_one(lines: Iterable[Line], *words: str) -> Line:
    """The only line whose name has all these words."""
    (line,) = (line for line in lines if all(word in line.name.casefold() for word in words))
    return line


def days(event: Event) -> tuple[str, str | None, str | None]:
    return event.kind, event.earliest, event.latest


def test_its_two_members(page: DossierPage) -> None:
    assert [line.name for line in page.dossier.parties] == ["Belarus", "Russia"]


def test_its_bodies_and_the_holder_of_its_office(page: DossierPage) -> None:
    bodies = page.dossier.bodies
    assert len(bodies) == 3
    assert the_one(bodies, "supreme state council")
    (holder,) = next(body for body in bodies if body.name == "State Secretary").holders
    (proof,) = holder.sources
    assert proof.words.endswith(holder.name)
    assert proof.words.startswith("State Secretary of the Union State")
    committee = the_one(bodies, "committee on standardization and quality")
    assert [event.kind for event in committee.events] == ["founded"]


def test_its_agreements_with_their_dates(page: DossierPage) -> None:
    agreements = page.dossier.agreements
    assert [days(event) for event in the_one(agreements, "treaty", "community").events] == [
        ("dates from", "1996-04-01", "1996-04-30")
    ]
    assert ("in force", "2025-01-01", "2025-12-31") in map(
        days, the_one(agreements, "security guarantees").events
    )
    assert [days(event) for event in the_one(agreements, "new agreement").events] == [
        ("planned", "2026-02-26", "2029-02-26")
    ]


@pytest.mark.parametrize("town", ["vitebsk", "orsha"])
def test_its_trains(page: DossierPage, town: str) -> None:
    route = the_one(page.dossier.projects, "smolensk", town)
    assert [days(event) for event in route.events] == [("starts", "2026-04-01", "2026-04-30")]
    assert len(route.sources) == 2


def test_its_trade(page: DossierPage) -> None:
    (trade,) = (line for line in page.dossier.figures if line.figure.unit == "USD")
    period = trade.figure.period
    assert (trade.figure.value, trade.figure.bound) == (55_000_000_000, "about")
    assert period is not None
    assert (period.earliest, period.latest) == ("2025-01-01", "2025-12-31")


def test_the_positions_from_2020_to_2026(page: DossierPage) -> None:
    positions = page.dossier.positions
    years = {each.earliest[:4] for each in positions if each.earliest}
    assert years == {"2020", "2026"}
    assert {each.party for each in positions} >= {"Belarus"}
    assert "need to be reset" in " ".join(each.name for each in positions if each.earliest == "2020-11-26")
    dated = [each.earliest for each in positions if each.earliest]
    assert dated == sorted(dated)


def test_what_is_decided_and_what_is_to_be_done(page: DossierPage) -> None:
    assert the_one(page.dossier.decisions, "leaders", "have adopted decisions")
    trains = the_one(page.dossier.commitments, "railway routes")
    (line,) = (each for each in page.dossier.commitments if each.name == trains.name)
    assert page.commitments[line.ids[0]].status == "pending"


def test_every_proof_stands_in_its_report(page: DossierPage) -> None:
    texts = {report.name: report.text for path in REPORTS.iterdir() for report in onrecord.read(path)}
    by_id = {identity: texts[row.name] for identity, row in page.reports.items()}
    proofs = list(_proofs(page))
    assert len(proofs) > 50
    assert all(by_id[each.report][each.span.start : each.span.end] == each.words for each in proofs)


def _proofs(page: DossierPage) -> Iterator[Proof]:
    found = page.dossier
    named = (*found.parties, *found.bodies, *found.agreements, *found.decisions, *found.projects)
    for line in (*named, *found.figures, *found.commitments, *found.positions):
        yield from line.sources
        for event in line.events:
            yield from event.words
