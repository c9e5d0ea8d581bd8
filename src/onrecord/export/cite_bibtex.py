"""BibTeX, in UTF-8: one entry for each place; the report is cited, and who says what stands in its note."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from onrecord.export.cite_csl import note
from onrecord.export.cite_subject import Place, Subject
from onrecord.export.cite_words import date_parts, flat, web_address
from onrecord.match.statements.crediting import publisher_of

# Braces as commands: BibTeX counts them even behind a backslash.
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"


def bibtex(subject: Subject, base: str | None = None) -> str:
    """The entries of a citation, a blank line between them; `base` is where the reading room is had at."""
    return "\n".join(_entry(place, base) for place in subject.places)


def escaped(words: str) -> str:
    r"""The words as LaTeX prints them.

    >>> escaped("Profit & loss: 40% {net}")
    'Profit \\& loss: 40\\% \\textbraceleft{}net\\textbraceright{}'
    """
    return flat(words).translate(_ESCAPED)


def _entry(place: Place, base: str | None) -> str:
    kind = "misc" if publisher_of(place.report) is None else "article"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(place, base))
    # A letter first: some programs take no key that begins with a digit.
    return f"@{kind}{{r{place.id},\n{fields}}}\n"


def _fields(place: Place, base: str | None) -> Iterator[tuple[str, str]]:
    report = place.report
    if report.author is not None:
        # In braces of its own: BibTeX would take the name apart, and nobody can tell one name from several.
        yield "author", f"{{{escaped(report.author)}}}"
    yield "title", f"{{{escaped(report.title.value if report.title else report.name)}}}"
    if (publisher := publisher_of(report)) is not None:
        yield "journal", escaped(publisher)
    parts = date_parts(report.published.value if report.published else None)
    yield from ((name, str(part)) for name, part in zip(("year", "month", "day"), parts, strict=False))
    if (address := web_address(report.source)) is not None:
        yield "url", quote(flat(address), safe=_IN_ADDRESSES)
    yield "note", escaped(note(place, base))
