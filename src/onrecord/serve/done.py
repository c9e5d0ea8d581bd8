"""What an editor has just done, as the page that comes next says it, with a way to take it back.

The address of that page names the decision (`?done=x3f2a…#done`): what is said of it comes from the record,
and the part after `#` takes the keyboard and screen readers to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.core import Verdict
from onrecord.serve.pages import showing

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.record import Record

_ID = re.compile("[xsj][0-9a-f]{10}")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two speakers or two quotations of which a person decided whether they are one."""

    one: str
    other: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Done:
    """A correction or a decision on a pair, and the form that takes it back: where it is sent, with what."""

    change: showing.Change | None
    pair: Pair | None
    undone: bool
    to: str
    fields: Mapping[str, str]


def address(path: str, done: str | None) -> str:
    """Where to go next, which tells what was done there.

    >>> address("/review?of=speakers", "j0123456789"), address("/correct/a-b", None)
    ('/review?of=speakers&done=j0123456789#done', '/correct/a-b')
    """
    return path if done is None else f"{path}{'&' if '?' in path else '?'}done={done}#done"


def find(request: Request) -> Done | None:
    """What the address says was done; None where it says nothing, or of nothing that is on record."""
    identity = request.query_params.get("done", "")
    if not _ID.fullmatch(identity):
        return None
    record: Record = request.app.state.record
    if identity[0] == "x":
        return _corrected(record, identity, request.url.path)
    page = request.query_params.get("page", "")
    if identity[0] == "s":
        return _on_statements(record, identity, request.url.path, page)
    return _on_speakers(record, identity, page)


def _corrected(record: Record, identity: str, here: str) -> Done | None:
    row = record.corrections.one(identity)
    if row is None:
        return None
    to = here if here.startswith("/correct/") else f"/correct/reports/{row.correction.report_id}"
    fields = {"act": "undo", "correction": identity}
    return Done(showing.change(row), None, row.state == "undone", to, fields)


def _on_statements(record: Record, identity: str, here: str, page: str) -> Done | None:
    judged = record.statements.judged(identity)
    if judged is None:
        return None
    pair = Pair(judged.one_said, judged.other_said, judged.verdict)
    to, fields = f"/correct/statements/{identity}", {"act": "undo", "page": page}
    if here.startswith("/correct/"):
        to, fields = here, {"act": "undo decision", "decision": identity}
    elif here.startswith("/statements/"):
        fields |= {"statement": here.rpartition("/")[2]}
    return Done(None, pair, judged.undone_at is not None, to, fields)


def _on_speakers(record: Record, identity: str, page: str) -> Done | None:
    judged = record.registry.judged(identity)
    if judged is None or not judged.by_person:
        return None
    pair = Pair(judged.left_name, judged.right_name, judged.judgement.verdict)
    fields = {"act": "undo", "page": page}
    return Done(None, pair, judged.undone_at is not None, f"/correct/speakers/{identity}", fields)
