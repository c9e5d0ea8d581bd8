"""Label Studio: tasks that its interface knows, offsets in code points, relations between regions."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from hypothesis import given

from onrecord.export.labelstudio import CONFIG, label_studio_task, write_label_studio
from onrecord.record import StoredReport
from tests.export.reports import FARES, stored_reports

CONTROLS = {node.get("name"): node for node in ET.fromstring(CONFIG) if node.get("name")}


def results(report: StoredReport) -> list[dict[str, object]]:
    (prediction,) = json.loads(json.dumps(label_studio_task(report)))["predictions"]
    return prediction["result"]


def test_a_relation_is_regions_that_hang_on_its_first_content() -> None:
    said = results(FARES)
    regions = {each["id"]: each["value"]["text"] for each in said if each.get("from_name") == "role"}
    relations = [
        (regions[each["from_id"]], each["labels"], regions[each["to_id"]])
        for each in said
        if each["type"] == "relation"
    ]
    assert relations == [
        ("“Fares,”", ["goes on in"], "“will fall, as Tomas Weir told us it’s agreed.”"),
        ("“Fares,”", ["Source"], "Ida Rowan, the harbour master"),
        ("“Fares,”", ["Cue"], "said"),
        ("it’s agreed", ["Source"], "Tomas Weir"),
        ("it’s agreed", ["Cue"], "told"),
        ("it’s agreed", ["stands within"], "“Fares,”"),
        ("storms are due", ["Source"], "the Ferry Union"),
        ("storms are due", ["Cue"], "According to"),
    ]
    assert [each["value"]["choices"] for each in said if each.get("from_name") == "type"] == [
        ["direct"],
        ["indirect"],
        ["indirect"],
    ]
    assert [each["value"]["text"] for each in said if each["type"] == "textarea"] == [
        ["Ida Rowan"],
        ["Tomas Weir"],
        ["Ferry Union"],
    ]


@given(stored_reports())
def test_everything_is_of_a_kind_that_the_interface_knows(report: StoredReport) -> None:
    text = report.report.text
    said = results(report)
    names = [each["id"] for each in said if each.get("from_name") == "role"]
    assert len(names) == len(set(names))
    labels = {node.get("value") for node in CONTROLS["role"]}
    choices = {node.get("value") for name in ("type", "kind") for node in CONTROLS[name]}
    links = {node.get("value") for node in ET.fromstring(CONFIG).iter("Relation")}
    for each in said:
        if each["type"] == "relation":
            assert {each["from_id"], each["to_id"]} <= set(names)
            assert set(each["labels"]) <= links  # type: ignore[call-overload]
            continue
        value = each["value"]
        assert each["type"] == CONTROLS[each["from_name"]].tag.lower()  # type: ignore[index]
        assert each["to_name"] == CONTROLS[each["from_name"]].get("toName") == "text"  # type: ignore[index]
        assert set(value.get("labels", [])) <= labels  # type: ignore[attr-defined]
        assert set(value.get("choices", [])) <= choices  # type: ignore[attr-defined]
        if each["type"] == "labels":
            assert text[value["start"] : value["end"]] == value["text"]  # type: ignore[index]


def test_tasks_are_an_array_written_as_the_reports_come() -> None:
    to = io.StringIO()

    def reports() -> Iterator[StoredReport]:
        yield FARES
        assert to.getvalue().count("\n") == 1
        yield FARES

    assert write_label_studio(reports(), to) == 2
    assert [task["data"]["report"] for task in json.loads(to.getvalue())] == [FARES.id] * 2
    empty = io.StringIO()
    assert write_label_studio([], empty) == 0
    assert json.loads(empty.getvalue()) == []
