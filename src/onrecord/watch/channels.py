"""Where alerts go: an Atom file, a folder of e-mails, an address that takes JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from onrecord.core import ReadError, files
from onrecord.core.visible import one_line, visible
from onrecord.export.addresses import NOWHERE
from onrecord.export.atom import Entry, atom
from onrecord.watch.asking import Asker
from onrecord.watch.finding import Alert

_FEED = f"{NOWHERE}alerts"
_TAKEN = range(200, 300)
_REFUSED = frozenset(range(400, 500))
_WANT_TIME = frozenset({408, 425, 429})


class Undelivered(Exception):
    """An alert could not be given to a channel; where `alone`, that says nothing of others."""

    def __init__(self, why: str, *, alone: bool = False) -> None:
        super().__init__(why)
        self.alone = alone


def as_json(alert: Alert) -> dict[str, Any]:
    """An alert for a program; `id` is the same whenever it is sent again."""
    entry = alert.entry
    return {
        "id": alert.key,
        "rule": alert.rule,
        "about": alert.about,
        "title": entry.title,
        "lines": list(entry.lines),
        "source": entry.source,
        "published": entry.published.isoformat() if entry.published else None,
        "found": entry.updated.isoformat(),
        "categories": list(entry.categories),
    }


def from_json(value: dict[str, Any]) -> Alert:
    """The alert that `as_json` gave."""
    entry = Entry(
        f"{NOWHERE}alerts/{value['id']}",
        value["title"],
        tuple(value["lines"]),
        datetime.fromisoformat(value["found"]),
        datetime.fromisoformat(value["published"]) if value["published"] else None,
        value["source"],
        tuple(value["categories"]),
    )
    return Alert(value["id"], value["rule"], value["about"], entry)


def write_atom(alerts: Sequence[Alert], path: Path) -> None:
    """Write the feed of some alerts; whoever reads it meanwhile has it whole. Raises `Undelivered`."""
    feed = atom((alert.entry for alert in alerts), title="onrecord alerts", address=_FEED)
    _write(path, feed.encode("utf-8"))


def write_mail(alert: Alert, folder: Path, to: str) -> None:
    """Put an e-mail into a folder, under the key of its alert; raises `Undelivered`."""
    message = EmailMessage()
    message["Subject"] = one_line(alert.entry.title)
    message["From"] = f"onrecord <{to}>"
    message["To"] = to
    message["Date"] = format_datetime(alert.entry.updated.astimezone(UTC))
    message["Message-ID"] = f"<{alert.key}@onrecord.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    body = [*map(one_line, alert.entry.lines), "", f"Report: {one_line(alert.entry.source)}"]
    message.set_content("\n".join(map(visible, body)))
    _write(folder / f"{alert.key}.eml", message.as_bytes())


def post(alert: Alert, url: str, asker: Asker) -> None:
    """Send an alert as JSON; raises `Undelivered` where it was not taken."""
    body = json.dumps(as_json(alert), ensure_ascii=False).encode("utf-8", "replace")
    answer = asker.post(url, body, {"Idempotency-Key": alert.key})
    if isinstance(answer, ReadError):
        raise Undelivered(str(answer).removeprefix(f"{url}: "))
    if answer.status not in _TAKEN:
        raise Undelivered(answer.refused(), alone=answer.status in _REFUSED - _WANT_TIME)


def _write(path: Path, data: bytes) -> None:
    try:
        files.make_folder(path.parent)
        with files.whole(path) as stream:
            stream.write(data)
    except OSError as error:
        raise Undelivered(f"{error.filename or path}: {error.strerror or error}") from error
