"""The project's own corpus: invented reports with their attributions marked in the text.

GUIDELINES.md beside this file says how a report is written and what is marked. `python -m lab.corpus.inline`
checks every report (or the files given), prints what is wrong with it, and counts what there is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from lab.corpus.brat import Article, Relation
from lab.corpus.excerpts import GoldError
from onrecord.annotate.confidence import kind_of
from onrecord.core import NameKind, QuotationType, Span, Spans, trim
from onrecord.core.marks import inside, passages

FOLDER: Final = Path(__file__).with_name("reports")
TEST_AUTHORS: Final = frozenset("fgh")
"""Whoever wrote these wrote none of the training part."""
Part = Literal["train", "test"]
_OPENING: Final = re.compile(r"\{([scq])(\d+(?:\+\d+)*):")
_HEAD: Final = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
KINDS: Final[dict[str, NameKind]] = {"people": "person", "organisations": "organisation", "places": "place"}
_KEYS: Final = frozenset({"shape", "author", "published", "outlet", "not_speech", "said", *KINDS})
_SAID_KEYS: Final = frozenset({"speaker", "unnamed", "addressee", "said", "unsure", "type"})
_MARKS: Final = "\"“”„‟«»‘’'‚‹›`"
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution relation; `speaker` is None where the report never names who it was."""

    number: int
    content: Spans
    source: Spans
    cue: Spans
    type: QuotationType
    speaker: str | None
    unnamed: str | None
    addressee: str | None
    said_on: str | None
    unsure: bool
    nested_in: int | None


@dataclass(frozen=True, slots=True)
class Marked:
    """One report of the corpus, its marks taken out of the text and turned into spans."""

    name: str
    shape: str
    author: str
    published: str | None
    outlet: str | None
    text: str
    relations: tuple[Said, ...]
    names: tuple[tuple[Span, NameKind], ...]
    """Every name with its kind."""
    not_speech: tuple[str, ...]

    @property
    def part(self) -> Part:
        """The part of the split it belongs to."""
        return "test" if self.author in TEST_AUTHORS else "train"

    def article(self) -> Article:
        """The report as training takes it: without the relations nested in another."""
        flat = [r for r in self.relations if r.nested_in is None]
        relations = tuple(Relation(r.content, r.source, r.cue, r.type) for r in flat)
        return Article(self.name, self.text, relations, self.names)


def load(part: Part | None = None, folder: Path = FOLDER) -> tuple[Marked, ...]:
    """The reports of one part, or all, by name."""
    found = (read(path) for path in sorted(folder.glob("*.report")))
    return tuple(one for one in found if part in (None, one.part))


def read(path: Path) -> Marked:
    """One report. Raises `GoldError` naming the file and the place where it cannot be read."""
    try:
        return _parse(path.stem, path.read_bytes().decode("utf-8"))
    except (GoldError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"{path.name}: {error}") from error


def _parse(name: str, written: str) -> Marked:
    head = _HEAD.match(written)
    if head is None:
        raise GoldError("no head between two lines +++")
    data = tomllib.loads(head[1])
    _only(_KEYS, data, "head")
    text, spans = unmark(written[head.end() :].strip("\n"))
    relations = tuple(_relations(text, spans, data.get("said", {})))
    published = data.get("published")
    if isinstance(published, dt.date):
        published = published.isoformat()
    return Marked(
        name=name,
        shape=data["shape"],
        author=data["author"],
        published=published,
        outlet=data.get("outlet"),
        text=text,
        relations=relations,
        names=tuple(_names(text, data)),
        not_speech=tuple(data.get("not_speech", ())),
    )


def unmark(written: str) -> tuple[str, dict[tuple[int, str], list[Span]]]:
    """The text without its marks, and the spans by relation number and role ("s", "c" or "q").

    >>> unmark("{q1:Rain}, {s1:she} {c1:said}.")[1][1, "s"]
    [Span(start=6, end=9)]
    """
    out: list[str] = []
    length = at = 0
    opened: list[tuple[str, list[int], int]] = []
    spans: dict[tuple[int, str], list[Span]] = {}
    for match in re.finditer(r"[{}]", written):
        if match.start() < at:
            continue
        piece = written[at : match.start()]
        out.append(piece)
        length += len(piece)
        near = repr(written[max(0, match.start() - 25) : match.start() + 25])
        if match[0] == "{":
            opening = _OPENING.match(written, match.start())
            if opening is None:
                raise GoldError(f"not a mark: {near}")
            opened.append((opening[1], [int(n) for n in opening[2].split("+")], length))
            at = opening.end()
            continue
        if not opened:
            raise GoldError(f"closes nothing: {near}")
        role, numbers, start = opened.pop()
        words = "".join(out)[start:length]
        if not words or words != words.strip():
            raise GoldError(f"empty, or white space at its edge: {near}")
        for number in numbers:
            spans.setdefault((number, role), []).append(Span(start, length))
        at = match.end()
    if opened:
        raise GoldError(f"never closed: {opened[-1][0]}{opened[-1][1]}")
    return "".join(out) + written[at:], spans


def _relations(
    text: str, spans: Mapping[tuple[int, str], Sequence[Span]], rows: Mapping[str, Mapping[str, Any]]
) -> Iterator[Said]:
    numbers = sorted({number for number, _ in spans})
    if sorted(int(n) for n in rows) != numbers:
        odd = sorted({int(n) for n in rows} ^ set(numbers))
        raise GoldError(f"marked and [said] differ: relations {odd}")
    parts = {n: tuple(tuple(sorted(spans.get((n, role), ()))) for role in "qsc") for n in numbers}
    around = {
        n: min(
            (m for m in numbers if _within(parts[n][0], parts[m][0])),
            key=lambda m: sum(e - s for s, e in parts[m][0]),
            default=None,
        )
        for n in numbers
    }
    for n in numbers:
        content, source, cue = parts[n]
        row = rows[str(n)]
        _only(_SAID_KEYS, row, f"relation {n}")
        if not content:
            raise GoldError(f"relation {n} has no content")
        if ("speaker" in row) == ("unnamed" in row):
            raise GoldError(f"relation {n}: either speaker or unnamed")
        if "speaker" in row and row["speaker"] not in text:
            raise GoldError(f"relation {n}: {row['speaker']!r} is not in the text")
        if "said" in row and not _DATE.fullmatch(str(row["said"])):
            raise GoldError(f"relation {n}: {row['said']!r} is no date")
        outer = around[n]
        yield Said(
            number=n,
            content=content,
            source=source,
            cue=cue,
            type=row.get("type") or _type(content, () if outer is None else parts[outer][0], text),
            speaker=row.get("speaker"),
            unnamed=row.get("unnamed"),
            addressee=row.get("addressee"),
            said_on=str(row["said"]) if "said" in row else None,
            unsure=row.get("unsure", False),
            nested_in=outer,
        )


def _type(content: Spans, outer: Spans, text: str) -> QuotationType:
    """The type that the marks tell: those of the text, or those within the words around a nested content."""
    quoted = bytearray(len(text)) if outer else inside(text)
    for part in outer:
        start, end = trim(part, text, _MARKS)
        quoted[start:end] = inside(text[start:end])
    return kind_of(content, text, quoted)


def _within(content: Spans, outer: Spans) -> bool:
    return content != outer and all(any(o.covers(c) for o in outer) for c in content)


def _names(text: str, data: Mapping[str, Any]) -> Iterator[tuple[Span, NameKind]]:
    forms = [(form, kind) for kind in KINDS for form in data.get(kind, ())]
    taken: set[int] = set()
    for form, kind in sorted(forms, key=lambda f: -len(f[0])):
        found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
        if not found:
            raise GoldError(f"{form!r} of {kind} is not in the text")
        for start, end in found:
            if not taken & set(range(start, end)):
                taken |= set(range(start, end))
                yield Span(start, end), KINDS[kind]


def _only(allowed: frozenset[str], given: Mapping[str, Any], where: str) -> None:
    if unknown := sorted(given.keys() - allowed):
        raise GoldError(f"{where}: unknown key {', '.join(unknown)}")


def doubts(report: Marked) -> Iterator[str]:
    """What looks forgotten or misplaced in a report that can be read, one line each."""
    text = report.text
    covered = {i for r in report.relations for span in r.content for i in range(*span)}
    for words in report.not_speech:
        covered |= {i for m in re.finditer(re.escape(words), text) for i in range(*m.span())}
    for passage in passages(text):
        words = passage.span.of(text)
        letters = [i for i in range(*passage.span) if text[i].isalnum()]
        # Some lay "she said" inside the marks: a part may stay in no content.
        if len(words.split()) > 5 and sum(i in covered for i in letters) < 0.7 * len(letters):
            yield f"quoted, but in no content and not in not_speech: {words[:60]!r}"
    for r in report.relations:
        last = r.content[-1].of(text)
        if r.type != "direct" and last.endswith((".", ",")) and not last.endswith("..."):
            yield f"relation {r.number}: the content ends in {last[-20:]!r}"
        if not r.cue and r.source:
            yield f"relation {r.number}: a source and no cue"


def main() -> None:
    """Check the corpus; exit 1 where something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m lab.corpus.inline", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("*.report")))
    failed, counts = False, Counter[str]()
    for path in parser.parse_args().files:
        try:
            report = read(path)
        except GoldError as error:
            failed = True
            print(f"error: {error}")
            continue
        for doubt in doubts(report):
            print(f"{path.name}: {doubt}")
        counts[f"reports, {report.part}"] += 1
        counts[f"words, {report.part}"] += len(report.text.split())
        counts.update(f"{r.type}, {report.part}" for r in report.relations)
    for key, count in sorted(counts.items()):
        print(f"{key}: {count}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
