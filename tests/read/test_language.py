"""The language of a report: a help, never a condition."""

from __future__ import annotations

import pytest

from onrecord.read import language, read_text


def test_a_full_disk_costs_the_language_and_not_the_report(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    def unpack() -> None:
        raise OSError(28, "No space left on device")

    assert read_text(story).language == "en"
    monkeypatch.setattr(language, "_identifier", unpack)
    report = read_text(story)
    assert (report.text, report.language) == (story, None)
