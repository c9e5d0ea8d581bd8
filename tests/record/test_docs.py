"""The pages about the record say what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["record.md", "registry.md", "statements.md", "corrections.md"])
def test_the_examples_run_as_printed(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / name
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 10
    assert failed == 0
