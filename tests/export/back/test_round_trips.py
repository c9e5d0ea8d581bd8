"""What is exported and comes back unchanged is what it was, in every format that people annotate in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given

from onrecord.export import brat
from onrecord.export.back import Annotated, Problem, from_brat, from_label_studio, from_web_annotation
from onrecord.export.labelstudio import label_studio_task
from onrecord.export.webannotation import annotation_page
from onrecord.record import StoredReport
from tests.export.reports import said, stored_reports

Back = Callable[[StoredReport], Iterator[Annotated | Problem]]


def by_brat(report: StoredReport) -> Iterator[Annotated | Problem]:
    return from_brat(brat(report.extraction), f"fares-{report.id}.ann", lambda _: report.report.text)


def by_label_studio(report: StoredReport) -> Iterator[Annotated | Problem]:
    """As Label Studio gives back a task whose prediction somebody submitted as it was."""
    task = label_studio_task(report)
    annotated = {"data": task["data"], "annotations": task["predictions"], "predictions": []}
    return from_label_studio(json.dumps([annotated]), lambda _: report.report.text)


def by_web_annotation(report: StoredReport) -> Iterator[Annotated | Problem]:
    return from_web_annotation(json.dumps(annotation_page(report)), lambda _: report.report.text)


@pytest.mark.parametrize("back", [by_brat, by_label_studio, by_web_annotation])
@given(report=stored_reports())
def test_nothing_changes_on_the_way(back: Back, report: StoredReport) -> None:
    (annotated,) = back(report)
    assert isinstance(annotated, Annotated), annotated
    assert annotated.report == report.id
    assert list(map(said, annotated.quotations)) == list(map(said, report.quotations))


@given(report=stored_reports())
def test_label_studio_gives_back_who_says_it(report: StoredReport) -> None:
    (annotated,) = by_label_studio(report)
    assert isinstance(annotated, Annotated)
    assert annotated.typed
    assert [each.speaker and (each.speaker.name, each.speaker.kind) for each in annotated.quotations] == [
        each.speaker and (each.speaker.name, each.speaker.kind) for each in report.quotations
    ]
