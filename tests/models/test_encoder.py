"""Every model that the command offers is in the package, and its card says what its confidence is worth."""

import json
from typing import get_args

import pytest

import onrecord
from onrecord.annotate.confidence import IMPLICIT, UNCLAIMED
from onrecord.cli.options import ModelName
from onrecord.models.encoder import WEIGHTS

NAMES = get_args(ModelName)
TEXT = "“The quay opens in June,” harbour master Mira Holt told reporters."


@pytest.mark.parametrize("name", NAMES)
def test_each_model_reads(name: str) -> None:
    extraction = onrecord.extract(TEXT, model=name)
    [quotation] = extraction.quotations
    assert extraction.model.name == name
    assert quotation.source[0].of(TEXT) == "harbour master Mira Holt"
    assert len(quotation.embedding) == 256


@pytest.mark.parametrize("name", NAMES)
def test_the_model_card_is_of_these_weights(name: str) -> None:
    about = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    card = (WEIGHTS / "README.md").read_text(encoding="utf-8")
    assert f"Version {about['version']}, " in card
    assert f"SHA-256 `{about['sha256'][:16]}…`" in card


@pytest.mark.parametrize("name", NAMES)
def test_each_card_says_what_calibration_reached(name: str) -> None:
    about = json.loads((WEIGHTS / f"{name}.json").read_text(encoding="utf-8"))
    assert about["calibration"]["expected calibration error"] <= 0.03
    assert about["calibration"]["precision of record"] >= 0.95
    confidence = about["settings"]["confidence"]
    assert UNCLAIMED < confidence["floor"] <= IMPLICIT < confidence["record"]
