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
    """Write the feed of some alerts; whoever reads it meanwhile has it whole."""
    feed = atom((alert.entry for alert in alerts), title="onrecord alerts", address=_FEED)
    _write(path, feed.encode("utf-8"))


def write_mail(alert: Alert, folder: Path, to: str) -> None:
    """Put an e-mail into a folder, under the key of its alert."""
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


def post(alert: Alert, url: str, asker: Asker) -> str | None:
    """Send an alert as JSON; None where it was taken, else why not."""
    body = json.dumps(as_json(alert), ensure_ascii=False).encode("utf-8", "replace")
    answer = asker.post(url, body, {"Idempotency-Key": alert.key})
    if isinstance(answer, ReadError):
        return str(answer).removeprefix(f"{url}: ")
    return None if answer.status in _TAKEN else answer.refused()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.whole(path) as stream:
        stream.write(data)
