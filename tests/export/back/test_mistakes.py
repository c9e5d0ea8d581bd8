"""Files that are broken, old or made by other programs: read right, or named with place and reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import NotFound, Span
from onrecord.export import annotation_page, brat, label_studio_task
from onrecord.export.back import Annotated, Problem, from_brat, from_label_studio, from_web_annotation
from tests.export.reports import FARES, OUTER, TEXT, where

NAME = f"fares-{FARES.id}.ann"


def text_of(ref: str) -> str:
    if ref not in {FARES.id, "fares.txt"}:
        raise NotFound(f"{ref}: no such report")
    return TEXT


def the_one(found: Any) -> Any:
    (each,) = found
    return each


def task(change: Callable[[dict[str, Any]], object] = lambda _: None) -> str:
    made: Any = label_studio_task(FARES)
    done = {"data": made["data"], "annotations": [{"result": made["predictions"][0]["result"]}]}
    done = json.loads(json.dumps(done))
    change(done)
    return json.dumps([done])


def page(change: Callable[[dict[str, Any]], object] = lambda _: None) -> str:
    made = json.loads(json.dumps(annotation_page(FARES)))
    change(made)
    return json.dumps(made)


RELATION = "T1\tContent 0 5\tFares\nT2\tSource 6 8\tto\nE1\tAttribution:T2 Content:T1 Source:T2\n"


def test_what_another_program_wrote_in_brats_form_has_its_type_from_the_marks() -> None:
    annotated = the_one(from_brat(RELATION, "fares.ann", text_of))
    assert (annotated.report, annotated.typed) == ("fares.txt", False)
    (quotation,) = annotated.quotations
    assert (quotation.content, quotation.source, quotation.type) == ((Span(0, 5),), (Span(6, 8),), "indirect")


@pytest.mark.parametrize(
    ("annotations", "says"),
    [
        (RELATION.replace("\tFares", "\tFerry"), "line 1: the report says “Fares” there, and not “Ferry”"),
        (RELATION.replace("0 5", "0 5000"), "line 1: 0-5000 is not within"),
        (RELATION.replace("0 5", "five"), "line 1: “five” are no offsets"),
        (RELATION.replace("Content:T1 ", ""), "E1 has no content"),
        (RELATION.replace("Content:T1", "Content:T9"), "line 3: it is no line of brat standoff"),
        (RELATION + "?\twhat\n", "line 4: it is no line of brat standoff"),
        (RELATION + "R1\tNested Inner:E1 Outer:E7\n", "E1 stands within E7, which is not there"),
        (RELATION + "E2\tAttribution:T2 Content:T1\n", "E2 has the same content as another"),
    ],
)
def test_a_broken_line_of_brat_is_named(annotations: str, says: str) -> None:
    assert says in str(the_one(from_brat(annotations, NAME, text_of)))


def test_a_note_of_the_whole_that_is_old_does_not_count() -> None:
    old = RELATION + "#1\tAnnotatorNotes T1\tspans 0 13\n"
    assert the_one(from_brat(old, NAME, text_of)).quotations[0].content == (Span(0, 5),)


def test_other_events_and_remarks_in_brat_are_let_be() -> None:
    other = RELATION + "T7\tPerson 0 5\tFares\nE7\tMove:T7\n#2\tAnnotatorNotes E1\tlook again\n"
    assert len(the_one(from_brat(other, NAME, text_of)).quotations) == 1


def utf_16(task: dict[str, Any]) -> None:
    for result in task["annotations"][0]["result"]:
        if "value" in result:
            for edge in ("start", "end"):
                result["value"][edge] = len(TEXT[: result["value"][edge]].encode("utf-16-le")) // 2


def test_offsets_that_count_utf_16_are_told_by_the_words() -> None:
    assert the_one(from_label_studio(task(utf_16), text_of)) == the_one(from_label_studio(task(), text_of))

    def shifted(page: dict[str, Any]) -> None:
        for item in page["items"]:
            for place in (
                *item["body"],
                *(item["target"] if isinstance(item["target"], list) else [item["target"]]),
            ):
                for selector in place.get("selector", []):
                    if "start" in selector:
                        selector["start"] += 1
                        selector["end"] += 1

    assert the_one(from_web_annotation(page(shifted), text_of)) == the_one(
        from_web_annotation(page(), text_of)
    )


def first_result(task: dict[str, Any]) -> dict[str, Any]:
    return task["annotations"][0]["result"][0]  # type: ignore[no-any-return]


def two_types(task: dict[str, Any]) -> None:
    region = [each["id"] for each in task["annotations"][0]["result"] if each.get("from_name") == "role"][1]
    task["annotations"][0]["result"].append(
        {"id": region, "from_name": "type", "value": {"choices": ["mixed"]}, "type": "choices"}
    )


def no_relations(task: dict[str, Any]) -> None:
    results = task["annotations"][0]["result"]
    results[:] = [each for each in results if each["type"] != "relation"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda task: task["data"].pop("report"), "task 1: there is no “report”, which should be words"),
        (lambda task: task["data"].update(report="gone"), "task 1: gone: no such report"),
        (lambda task: task["data"].update(text="Other"), "is another now: export it again"),
        (lambda task: task.pop("data"), "task 1: it is no task"),
        (lambda task: task["annotations"].append(task["annotations"][0]), "it has 2 annotations"),
        (lambda task: first_result(task)["value"].pop("start"), "result 1: there is no “start”"),
        (
            lambda task: first_result(task)["value"].update(labels=["Cue", "Source"]),
            "result 1: a region is either",
        ),
        (lambda task: first_result(task)["value"].update(text="other"), "and not “other”"),
        (two_types, "one quotation has more than one type: direct and mixed"),
        (no_relations, "belongs to no content: draw a relation"),
    ],
)
def test_a_broken_task_is_named(change: Callable[[dict[str, Any]], object], says: str) -> None:
    problem = the_one(from_label_studio(task(change), text_of))
    assert isinstance(problem, Problem)
    assert says in str(problem)


def test_what_nobody_annotated_or_somebody_skipped_is_nobodys_word() -> None:
    assert list(from_label_studio(json.dumps([label_studio_task(FARES)]), text_of)) == []
    assert (
        list(from_label_studio(task(lambda task: task["annotations"][0].update(was_cancelled=True)), text_of))
        == []
    )


def test_of_several_annotations_the_ground_truth_counts() -> None:
    def two(task: dict[str, Any]) -> None:
        task["annotations"] = [{"result": []}, task["annotations"][0] | {"ground_truth": True}]

    assert len(the_one(from_label_studio(task(two), text_of)).quotations) == 3


def without_positions(page: dict[str, Any]) -> None:
    for item in page["items"]:
        for place in (
            *item["body"],
            *(item["target"] if isinstance(item["target"], list) else [item["target"]]),
        ):
            if "selector" in place:
                place["selector"] = place["selector"][1]


def test_words_in_their_context_are_enough() -> None:
    annotated = the_one(from_web_annotation(page(without_positions), text_of))
    assert annotated == the_one(from_web_annotation(page(), text_of))
    assert annotated.quotations[-1].content == (where("storms are due"),)


def test_a_collection_has_its_first_page() -> None:
    collection = {"type": "AnnotationCollection", "first": json.loads(page())}
    assert len(the_one(from_web_annotation(json.dumps(collection), text_of)).quotations) == 3


def other_words(page: dict[str, Any]) -> None:
    selector = page["items"][0]["target"][0]["selector"]
    selector[1] = {"type": "TextQuoteSelector", "exact": "Ferries"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda page: page.update(type="Annotation"), "it is no AnnotationPage"),
        (lambda page: page.update(next="urn:x:2"), "it is one page of several"),
        (lambda page: page["items"][0].pop("target"), f"{OUTER.id} has no content"),
        (
            lambda page: page["items"][2]["target"].update(source="urn:onrecord:reports/b"),
            "of several reports",
        ),
        (lambda page: page["items"][2]["target"].pop("selector"), "annotation 3: it has neither"),
        (other_words, "annotation 1: “Ferries” stands 0 times in the report"),
        (lambda page: page["items"].pop(0), "which is not there"),
        (lambda page: page.update(items=[], id="urn:onrecord:reports/gone"), "gone: no such report"),
    ],
)
def test_a_broken_page_is_named(change: Callable[[dict[str, Any]], object], says: str) -> None:
    problem = the_one(from_web_annotation(page(change), text_of))
    assert isinstance(problem, Problem)
    assert says in str(problem)


def test_a_page_without_annotations_says_that_nobody_is_quoted() -> None:
    empty = page(lambda page: page.update(items=[]))
    assert the_one(from_web_annotation(empty, text_of)) == Annotated(FARES.id, (), typed=True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 400) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "data text report annotations result id value start end labels type items target".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_named(value: object) -> None:
    for read in (from_label_studio, from_web_annotation):
        for data in (value, [value], {"type": "AnnotationPage", "items": [value]}):
            assert all(isinstance(each, Annotated | Problem) for each in read(json.dumps(data), text_of))


@given(st.text(st.sampled_from("TEAR#1 \t\n:;0123Content"), max_size=60))
def test_any_lines_are_read_or_named(lines: str) -> None:
    assert len(list(from_brat(brat(FARES.extraction) + lines, NAME, text_of))) == 1
