"""FEEDS.toml: what is watched, how often, and who is told of what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.watch.values import SettingsError, Table

Kind = Literal["feed", "page", "article"]
About = Literal["quotation", "contradiction", "overdue"]
_ABOUT: tuple[About, ...] = ("quotation", "contradiction", "overdue")
_MEGABYTE = 1024 * 1024
_LEAST_INTERVAL = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or a page; `interval` in seconds. With `articles`, what a feed's items lead to is fetched."""

    url: str
    kind: Kind
    interval: float
    articles: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """Of what somebody wants to be told.

    `quotation`: somebody is quoted (`speaker`), or words stand in what is said (`topic`), or both.
    `contradiction`: `speaker` possibly reverses what was said on `topic`. `overdue`: what `speaker` is to do,
    or what has the words of `topic` in it, is not known to be done after its last day. With `review` also
    what the program is not sure of.
    """

    name: str
    about: About
    speaker: str | None
    topic: str | None
    review: bool


@dataclass(frozen=True, slots=True)
class Channels:
    """Where alerts go: an Atom file, a folder of e-mails (to `mail_to`), an address that takes JSON."""

    atom: Path | None = None
    mail: Path | None = None
    mail_to: str | None = None
    webhook: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Which of them there are."""
        there = {"atom": self.atom, "mail": self.mail, "webhook": self.webhook}
        return tuple(name for name, value in there.items() if value)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in the file; lengths of time in seconds, sizes in bytes.

    `contact` is who answers for the requests. `delay` lies between two requests to one host, `again` are the
    times after the first reading of an article at which it is looked at for changes.
    """

    contact: str
    delay: float
    timeout: float
    max_bytes: int
    again: tuple[float, ...]
    sources: tuple[Source, ...]
    rules: tuple[Rule, ...]
    channels: Channels


def load(path: Path) -> Settings:
    """The settings in a file; paths in it are relative to its folder.

    Raises SettingsError where it cannot be read, has a key that nobody knows, or a value that means nothing.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}", "name a TOML file: see docs/watch.md") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    top = Table(str(path), values)
    interval = _interval(top, "15m")
    settings = Settings(
        contact=_contact(top),
        delay=top.duration("delay", "5s"),
        timeout=top.duration("timeout", "20s"),
        max_bytes=top.count("max_size", 10) * _MEGABYTE,
        again=tuple(sorted(set(top.durations("again", ["1h", "1d"])))),
        sources=_sources(top, interval),
        rules=tuple(map(_rule, top.tables("alerts"))),
        channels=_channels(top.table("deliver"), path.parent),
    )
    top.finish()
    _agree(settings, top)
    return settings


def _agree(settings: Settings, top: Table) -> None:
    """Raise SettingsError where parts that are right by themselves do not go together."""
    if not settings.sources:
        raise top.wrong("feeds", "there is no [[feeds]] and no [[pages]]", "name at least one")
    urls = [each.url for each in settings.sources]
    if twice := next((url for url in urls if urls.count(url) > 1), None):
        raise top.wrong("feeds", f"{twice} is there twice")
    names = [each.name for each in settings.rules]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise top.wrong("alerts", f"two have the name {twice!r}")
    if settings.rules and not settings.channels.names:
        raise top.wrong(
            "deliver", "there are [[alerts]] and nowhere to deliver them", "give atom, mail or webhook"
        )


def _contact(table: Table) -> str:
    contact = table.text("contact")
    if ("@" not in contact and "://" not in contact) or not contact.isascii() or not contact.isprintable():
        raise table.wrong(
            "contact", f"{contact!r} is no e-mail or web address", "it is told to every server that is asked"
        )
    return contact


def _interval(table: Table, default: str) -> float:
    interval = table.duration("interval", default)
    if interval < _LEAST_INTERVAL:
        raise table.wrong("interval", "is less than a minute")
    return interval


def _sources(top: Table, interval: float) -> tuple[Source, ...]:
    default = f"{interval:.0f}s"
    found = []
    for table in top.tables("feeds"):
        articles = table.flag("articles", default=True)
        found.append(Source(table.url("url"), "feed", _interval(table, default), articles))
        table.finish()
    for table in top.tables("pages"):
        found.append(Source(table.url("url"), "page", _interval(table, default)))
        table.finish()
    return tuple(found)


def _rule(table: Table) -> Rule:
    rule = Rule(
        table.text("name"),
        table.choice("about", _ABOUT, "quotation"),
        table.given("speaker"),
        table.given("topic"),
        table.flag("review", default=False),
    )
    table.finish()
    if rule.about == "contradiction" and not (rule.speaker and rule.topic):
        raise table.wrong("about", "a contradiction needs a speaker and a topic")
    if rule.about == "quotation" and not (rule.speaker or rule.topic):
        raise table.wrong("speaker", "is missing", "give a speaker, a topic, or both")
    return rule


def _channels(table: Table, folder: Path) -> Channels:
    atom, mail, mail_to = (table.given(key) for key in ("atom", "mail", "mail_to"))
    channels = Channels(
        folder / atom if atom else None,
        folder / mail if mail else None,
        mail_to,
        table.url("webhook", "") or None,
    )
    table.finish()
    if mail and not mail_to:
        raise table.wrong("mail_to", "is missing: to whom e-mails are addressed")
    if mail_to and ("@" not in mail_to or not mail_to.isascii() or not mail_to.isprintable()):
        raise table.wrong("mail_to", f"{mail_to!r} is no e-mail address")
    return channels
