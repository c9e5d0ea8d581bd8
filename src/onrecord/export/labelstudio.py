"""Label Studio tasks (https://labelstud.io/guide/task_format): one a report, with predictions and relations.

Every span is a region. The regions of a quotation hang on that of its first content by relations; there its
type is asked for, and who says it. Offsets are code points, as Label Studio has counted them since 1.5;
before, it counted the units of UTF-16.

`CONFIG` is the labelling interface that goes with the tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from onrecord.core import Quotation, Report, Span
from onrecord.export.contract import Json, one_line

if TYPE_CHECKING:
    from onrecord.record import StoredReport

ROLE, TYPE, SPEAKER, KIND, TEXT = "role", "type", "speaker", "kind", "text"
"""Names of the controls, and of what they are put on."""
CONTENT, SOURCE, CUE, MORE, NESTED = "Content", "Source", "Cue", "goes on in", "stands within"
"""Labels of regions; and of relations, from the first content to the others: a role's, or one of these."""

CONFIG = """\
<View>
  <Labels name="role" toName="text">
    <Label value="Content" background="#2b6cb0"/>
    <Label value="Source" background="#b7791f"/>
    <Label value="Cue" background="#6b46c1"/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="type" toName="text" perRegion="true" whenTagName="role" whenLabelValue="Content">
    <Choice value="direct"/>
    <Choice value="indirect"/>
    <Choice value="mixed"/>
  </Choices>
  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="role" whenLabelValue="Content"/>
  <Choices name="kind" toName="text" perRegion="true" whenTagName="role" whenLabelValue="Content">
    <Choice value="person"/>
    <Choice value="organisation"/>
    <Choice value="group"/>
    <Choice value="document"/>
  </Choices>
  <Relations>
    <Relation value="Source"/>
    <Relation value="Cue"/>
    <Relation value="goes on in"/>
    <Relation value="stands within"/>
  </Relations>
</View>
"""


def write_label_studio(reports: Iterable[StoredReport], to: TextIO) -> int:
    """Write a JSON array with one task a line; the number of tasks."""
    count = 0
    for stored in reports:
        to.write(("[" if count == 0 else ",") + one_line(label_studio_task(stored)))
        count += 1
    to.write("]\n" if count else "[]\n")
    return count


def label_studio_task(stored: StoredReport) -> Json:
    """A report as one task; what onrecord found in it is the task's prediction."""
    report = stored.report
    confidences = [quotation.confidence for quotation in stored.quotations]
    results = [result for quotation in stored.quotations for result in _results(report.text, quotation)]
    return {
        "data": _data(stored.id, report),
        "predictions": [
            {
                "model_version": f"{stored.version.model.name} {stored.version.model.version}",
                "score": min(confidences, default=1.0),
                "result": results,
            }
        ],
    }


def _data(identity: str, report: Report) -> Json:
    return {
        TEXT: report.text,
        "report": identity,
        "title": report.title.value if report.title else None,
        "outlet": report.outlet,
        "published": report.published.value if report.published else None,
        "address": report.source,
    }


def _results(text: str, quotation: Quotation) -> Iterator[Json]:
    roles = {CONTENT: quotation.content, SOURCE: quotation.source, CUE: quotation.cue}
    anchor = _name(quotation.id, CONTENT, 0)
    relations = []
    for role, spans in roles.items():
        for number, span in enumerate(spans):
            name = _name(quotation.id, role, number)
            region = _result(name, ROLE, "labels", _place(text, span) | {"labels": [role]})
            yield region | {"score": quotation.confidence}
            if name != anchor:
                relations.append(_relation(anchor, name, MORE if role == CONTENT else role))
    first = _place(text, quotation.content[0])
    yield _result(anchor, TYPE, "choices", first | {"choices": [quotation.type]})
    if quotation.speaker is not None:
        yield _result(anchor, SPEAKER, "textarea", first | {"text": [quotation.speaker.name]})
        yield _result(anchor, KIND, "choices", first | {"choices": [quotation.speaker.kind]})
    yield from relations
    if quotation.nested_in is not None:
        yield _relation(anchor, _name(quotation.nested_in, CONTENT, 0), NESTED)


def _name(quotation_id: str, role: str, number: int) -> str:
    return f"{quotation_id}-{role.lower()}-{number}"


def _place(text: str, span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _result(region: str, control: str, kind: str, value: Json) -> Json:
    return {"id": region, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _relation(one: str, other: str, label: str) -> Json:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": "right", "labels": [label]}
