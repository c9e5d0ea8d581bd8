"""`onrecord watch`, as people give it."""

from __future__ import annotations

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
