"""The page about the record says what happens."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_the_examples_run_as_printed() -> None:
    page = Path(__file__).parents[2] / "docs" / "record.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 10
    assert failed == 0
