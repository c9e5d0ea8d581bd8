"""What an editor fills in; and why it cannot be done, with the field to look at and all that was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from starlette.exceptions import HTTPException

from onrecord.core import OnrecordError, Repeated, Span
from onrecord.core.corrections import find_words
from onrecord.core.phrases import shortened
from onrecord.serve.addresses import BadRequest
from onrecord.serve.answering import hint_of, status_of

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST = 200_000
"""Bytes of a form; a quotation's words and a reason are far less."""
_AROUND = 40
"""Characters shown before and after words that stand in a report more than once."""
_PLACES = 50
"""Places that can be chosen from; who needs more gives more of the words."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in; a field that is not there is empty."""

    fields: Mapping[str, str]
    by: str

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field that are not empty."""
        return tuple(filter(None, map(str.strip, self[name].splitlines())))

    def typed(self, name: str) -> str:
        """A field as it was typed."""
        return self.fields.get(name, "")

    @property
    def filled(self) -> list[tuple[str, str]]:
        """What was typed, by field, but for what the page itself put there."""
        own = {"act", "stands", "correction", "decision", "statement", "page"}
        return [(name, typed) for name, typed in self.fields.items() if typed.strip() and name not in own]


async def sent(request: Request) -> Form:
    """The form that came with a request; raises 413 where it is too long."""
    if int(request.headers.get("content-length") or _MOST + 1) > _MOST:
        raise HTTPException(413, "the form is too long, or does not say how long it is")
    given = await request.form(max_files=0, max_fields=200)
    fields = {name: value for name, value in given.items() if isinstance(value, str)}
    return Form(fields, " ".join(fields.get("by", "").split()))


@dataclass(frozen=True, slots=True)
class Place:
    """One of several places of words in a report, with what stands around them there."""

    start: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Words of a form that stand in the report more than once: the field in which a place is chosen."""

    role: str
    """The field that has the words."""
    field: str
    words: str
    places: tuple[Place, ...]
    chosen: int | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was changed: what to look at, None for no field in particular, and what to choose among."""

    what: str
    hint: str
    status: int
    field: str | None = None
    choices: tuple[Choice, ...] = ()


class Refused(OnrecordError):
    """A form that changed nothing."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.what, refusal.hint)
        self.refusal = refusal


@contextmanager
def about(field: str | None, hint: str | None = None) -> Iterator[None]:
    """Say of what goes wrong in the block which field of the form it is about, and what to do there."""
    try:
        yield
    except Refused:
        raise
    except OnrecordError as error:
        raise Refused(Refusal(str(error), hint or hint_of(error), status_of(error), field)) from error


def chosen(kinds: Any, form: Form, field: str) -> Any:
    """A value of a literal type, None where nothing was chosen."""
    given = form[field]
    with about(field):
        if given and given not in get_args(kinds):
            raise BadRequest(f"{given!r} is none of {', '.join(get_args(kinds))}", "choose one of the list")
    return given or None


def spans_of(form: Form, text: str, near: Span, roles: Sequence[str]) -> dict[str, tuple[Span, ...]]:
    """Where the words of some fields stand in a text, a span for each line.

    Raises `Refused` where words are not there, or more than once and no place was chosen: with all choices.
    """
    found: dict[str, tuple[Span, ...]] = {}
    choices: list[Choice] = []
    for role in roles:
        spans: list[Span] = []
        for number, words in enumerate(form.lines(role)):
            field = f"{role}-at-{number}"
            with about(role):
                try:
                    spans.append(find_words(text, words, near=near))
                except Repeated as error:
                    at = _chosen_of(form[field], error.places)
                    places = tuple(_shown(text, words, start) for start in error.places[:_PLACES])
                    choices.append(Choice(role, field, words, places, at))
                    if at is not None:
                        spans.append(find_words(text, words, at=at))
        found[role] = tuple(spans)
    open_ = [each for each in choices if each.chosen is None]
    if open_:
        said = shortened(open_[0].words, 2 * _AROUND)
        raise Refused(
            Refusal(
                f"“{said}”: these words are in the report more than once",
                "choose which are meant, or give more of them",
                404,
                open_[0].field,
                tuple(choices),
            )
        )
    return found


def _shown(text: str, words: str, start: int) -> Place:
    span = find_words(text, words, at=start)
    before = text[max(0, span.start - _AROUND) : span.start]
    return Place(span.start, before, span.of(text), text[span.end : span.end + _AROUND])


def _chosen_of(given: str, places: Collection[int]) -> int | None:
    """The place that was chosen; None where it is none of these, as it was chosen for other words."""
    return next((place for place in places if str(place) == given), None)
