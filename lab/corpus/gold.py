"""Our own gold: what must come out of the sample reports, read from tests/gold/*.toml.

A gold file names its report and lists the attribution relations as excerpts (see `lab.corpus.excerpts`):

    report = "toll.txt"           # then, where the report has them: published, title, credited
    boilerplate = ["Source: VNA"] # what is not the story; {I:...} marks the words if context is needed
    not_speech = ["“Patience”"]   # quoted words that nobody says: names, titles, mottoes
    [at.port]                     # an occasion, used by the relations that say at = "port"
    occasion = "meeting at the port"
    to = "hauliers"               # addressee
    on = "2025-10-09"             # said on: ISO 8601, as exact as the report allows
    [[said]]
    text = "{D:“It was so,”} {S:the minister} {Q:said}"
    by = "Bastian Orrel"          # name in speakers.toml; or unnamed = "who, in words"
    as = "Orrel"                  # the fullest name this report gives, where it does not give that one
    at = "port"                   # to and on may also stand in the relation itself
    unsure = "existence"          # debatable, and on what: existence, self, topic_only, speaker, extent
    [[said.within]]               # a relation nested in the one above

`python -m lab.corpus.gold FOLDER` writes FOLDER/gold/*.json and FOLDER/reports/*.txt, as a scorer reads them.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from lab.corpus.excerpts import GoldError, ground
from onrecord.core import QuotationType, Span, Spans

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "tests" / "gold"
REPORTS: Final = ROOT / "examples" / "reports"
DOUBTS: Final = ("existence", "self", "topic_only", "speaker", "extent")
_KEYS: Final = frozenset({"text", "by", "as", "unnamed", "at", "to", "on", "unsure", "note", "within"})
_REPORT_KEYS: Final = frozenset(
    {"report", "published", "title", "credited", "boilerplate", "not_speech", "at", "said"}
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation of the gold.

    `speaker` is the fullest name the report itself gives, `entity` the one name used across reports; both are
    None where the report does not say who it is, and `speaker_text` then describes the speaker.
    `certainty` is debatable where careful readers may differ, on `debatable_on`: such a relation is neither
    rewarded nor punished.
    """

    id: str
    type: QuotationType
    content: Spans
    source: Spans
    cue: Spans
    speaker: str | None
    entity: str | None
    speaker_text: str | None
    speaker_kind: str
    addressee: str | None
    occasion: str | None
    said_on: str | None
    nested_in: str | None
    certainty: str
    debatable_on: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """A report and everything that must come out of it, in code points of `text`.

    `not_speech` holds quoted words that nobody says: names, titles, mottoes.
    """

    doc: str
    text: str
    published: str | None
    title: str | None
    credited: tuple[str, ...]
    boilerplate: Spans
    not_speech: Spans
    relations: tuple[Relation, ...]

    def as_json(self) -> dict[str, Any]:
        """The gold as one JSON object, offsets as [start, end] lists."""
        return {
            "doc": self.doc,
            "published": self.published,
            "title": self.title,
            "outlet_credited": list(self.credited),
            "boilerplate": [list(span) for span in self.boilerplate],
            "scare_quotes": [list(span) for span in self.not_speech],
            "attributions": [_plain(relation) for relation in self.relations],
        }


def load_all(folder: Path = FOLDER, reports: Path = REPORTS) -> tuple[Gold, ...]:
    """Every gold file of `folder`, by name."""
    known = speakers(folder)
    files = [path for path in sorted(folder.glob("*.toml")) if path.name != "speakers.toml"]
    return tuple(load(path, reports, known) for path in files)


def load(path: Path, reports: Path, known: dict[str, str]) -> Gold:
    """One gold file, grounded in its report.

    `known` maps the canonical names of speakers to their kinds. Raises `GoldError` naming the file and the
    excerpt where something does not fit.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        _only(_REPORT_KEYS, data)
        text = (reports / data["report"]).read_bytes().decode("utf-8")
        return Gold(
            doc=data["report"],
            text=text,
            published=data.get("published"),
            title=_marked(data["title"], text).of(text) if "title" in data else None,
            credited=tuple(data.get("credited", ())),
            boilerplate=tuple(_marked(words, text) for words in data.get("boilerplate", ())),
            not_speech=tuple(_marked(words, text) for words in data.get("not_speech", ())),
            relations=tuple(_Reader(text, known, data.get("at", {})).read(data["said"])),
        )
    except GoldError as error:
        raise GoldError(f"{path.name}: {error}", hint=error.hint) from error


def speakers(folder: Path = FOLDER) -> dict[str, str]:
    """Canonical names of all speakers of the sample reports, with their kinds."""
    kinds: dict[str, list[str]] = tomllib.loads((folder / "speakers.toml").read_text(encoding="utf-8"))
    return {name: kind for kind, names in kinds.items() for name in names}


def write(folder: Path, golds: tuple[Gold, ...]) -> None:
    """Write the gold as folder/gold/*.json and the reports it is about as folder/reports/*.txt."""
    for name in ("gold", "reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for gold in golds:
        (folder / "reports" / gold.doc).write_bytes(gold.text.encode())
        rows = json.dumps(gold.as_json(), ensure_ascii=False, indent=1)
        (folder / "gold" / gold.doc).with_suffix(".json").write_text(rows + "\n", encoding="utf-8")


class _Reader:
    """Turns the relations of one gold file into spans, numbering them in the order written."""

    def __init__(self, text: str, known: dict[str, str], occasions: dict[str, dict[str, str]]) -> None:
        self._text = text
        self._known = known
        self._occasions = occasions
        self._count = 0

    def read(self, rows: list[dict[str, Any]], parent: Relation | None = None) -> Iterator[Relation]:
        """The relations of `rows`, each followed by those nested in it."""
        for row in rows:
            relation = self._relation(row, parent)
            yield relation
            yield from self.read(row.get("within", []), relation)

    def _relation(self, row: dict[str, Any], parent: Relation | None) -> Relation:
        _only(_KEYS, row)
        found = ground(row["text"], self._text, _hull(parent.content) if parent else None)
        if found.type is None:
            raise GoldError(f"no content: {row['text']!r}", hint="mark it with {D:, {I: or {M:")
        doubt = row.get("unsure")
        if doubt is not None and doubt not in DOUBTS:
            raise GoldError(f"unsure = {doubt!r}: {row['text']!r}", hint=f"one of {', '.join(DOUBTS)}")
        at = self._occasion(row)
        self._count += 1
        return Relation(
            id=f"a{self._count}",
            type=found.type,
            content=found.content,
            source=found.source,
            cue=found.cue,
            speaker=row.get("as", row.get("by")),
            entity=row.get("by"),
            speaker_text=row.get("unnamed"),
            speaker_kind=self._kind(row),
            addressee=row.get("to", at.get("to")),
            occasion=at.get("occasion"),
            said_on=row.get("on", at.get("on")),
            nested_in=parent.id if parent else None,
            certainty="debatable" if doubt else "clear",
            debatable_on=doubt,
            note=row.get("note"),
        )

    def _kind(self, row: dict[str, Any]) -> str:
        if ("by" in row) == ("unnamed" in row):
            raise GoldError(f"either by or unnamed, not both: {row['text']!r}")
        if "unnamed" in row:
            return "unnamed"
        if row["by"] not in self._known:
            raise GoldError(f"unknown speaker {row['by']!r}", hint="add the name to speakers.toml")
        return self._known[row["by"]]

    def _occasion(self, row: dict[str, Any]) -> dict[str, str]:
        if "at" not in row:
            return {}
        if row["at"] not in self._occasions:
            raise GoldError(f"unknown occasion {row['at']!r}: {row['text']!r}", hint="add a table [at.NAME]")
        return self._occasions[row["at"]]


def _marked(excerpt: str, text: str) -> Span:
    """The span of the words in {I:...}; where none are marked, of the whole excerpt."""
    found = ground(excerpt, text)
    return found.content[0] if found.content else found.whole


def _hull(spans: Spans) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _only(known: frozenset[str], row: dict[str, Any]) -> None:
    if strange := sorted(row.keys() - known):
        raise GoldError(f"unknown key {strange[0]!r}", hint=f"known: {', '.join(sorted(known))}")


def _plain(relation: Relation) -> dict[str, Any]:
    """A relation as JSON: spans as lists, and the optional notes only where there are some."""
    row: dict[str, Any] = asdict(relation)
    for role in ("content", "source", "cue"):
        row[role] = [list(span) for span in row[role]]
    return {key: row[key] for key in row if row[key] is not None or key not in _OPTIONAL}


_OPTIONAL: Final = frozenset({"speaker_text", "debatable_on", "note"})


if __name__ == "__main__":
    try:
        write(Path(sys.argv[1]), load_all())
    except IndexError:
        sys.exit("usage: python -m lab.corpus.gold FOLDER")
    except GoldError as error:
        sys.exit(f"error: {error}\nhint: {error.hint}")
