"""A reading room over the sample reports, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.pipeline import extract_all
from onrecord.read import from_bytes
from onrecord.record import Record
from onrecord.serve import Settings, application

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the sample reports."""
    path = tmp_path_factory.mktemp("serve") / "samples.db"
    files = sorted(SAMPLES.iterdir())
    reports = [report for file in files for report in from_bytes(file.read_bytes(), file.name, file.name)]
    with Record.open(path) as record:
        for extraction in extract_all(reports):
            record.add(extraction)
        record.statements.match()
        record.ledger.match()
    return path


@pytest.fixture(scope="session")
def room(samples: Path) -> Iterator[TestClient]:
    """A client of a room in which nobody can change anything."""
    with TestClient(application(Settings(samples)), base_url="http://localhost") as client:
        yield client
