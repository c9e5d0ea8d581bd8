"""`onrecord watch`, as people give it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.watch.conftest import Server, answer, feed, page, server

__all__ = ["server"]


def test_what_is_new_is_in_the_record_and_summed_up(run: Run, server: Server) -> None:
    path = Path("feeds.toml")
    path.write_text(
        f'contact = "desk@vale.example"\ndelay = "1s"\n[[pages]]\nurl = "{server.url}/a"\n', encoding="utf-8"
    )
    server.answers["/robots.txt"] = answer(status=404)
    server.answers["/a"] = page("We open in June")
    done = run("watch", path, "--once", "--allow-private")
    assert done.status == 0
    assert done.out == ""
    assert done.err.endswith("1 new, 0 new versions, 0 unchanged, 0 not read, 0 alerts; in onrecord.db\n")
    assert "We open in June" in run("quotes").out
    assert Path("feeds.toml.state").exists()


def test_private_addresses_are_refused_unless_they_are_allowed(run: Run, server: Server) -> None:
    Path("feeds.toml").write_text(
        f'contact = "desk@vale.example"\n[[feeds]]\nurl = "{server.url}/n"\n', encoding="utf-8"
    )
    server.answers["/n"] = feed("/a")
    done = run("watch", "feeds.toml", "--once")
    assert done.status == 0
    assert "is not an address on the public internet" in done.err
    assert server.asked == []


def test_a_mistake_in_the_settings_is_one_line_and_nothing_is_made(run: Run) -> None:
    Path("feeds.toml").write_text('contact = "desk@vale.example"\nfeed = 1\n', encoding="utf-8")
    done = run("watch", "feeds.toml", "--once")
    assert done.status == 1
    assert done.err.startswith("error: feeds.toml: ")
    assert not Path("onrecord.db").exists()


def test_what_changed_between_versions_is_shown_word_by_word(run: Run) -> None:
    path = Path("quay.txt")
    for month in ("June", "July"):
        path.write_text(f"Quay to open\n\n“We open in {month},” said Ilse Marrow.\n", encoding="utf-8")
        assert run("add", path).status == 0
    done = run("show", path, "--changes")
    assert done.status == 0
    head, change = done.out.splitlines()
    assert head.startswith("version 2 · added ")
    assert change == "“We open in [-June-]{+July+},” said Ilse Marrow."
    ((found,),) = [each["changes"] for each in json.loads(run("show", path, "--changes", "--json").out)]
    assert [each["text"] for each in found if each["kind"] != "same"] == ["June", "July"]


def test_a_report_of_one_version_has_no_changes(run: Run, harbour: Path) -> None:
    run("add", harbour)
    done = run("show", harbour, "--changes")
    assert (done.status, done.out) == (0, "")
    assert done.err == "there is one version: nothing has changed\n"
    assert run("show", harbour, "--changes", "--json").out == "[]\n"
