"""The settings of training are read as they are written."""

from pathlib import Path

import lab.train
from lab.train.config import stages

TRAIN = Path(lab.train.__path__[0])


def test_every_stage_begins_with_one_that_is_there_before() -> None:
    found = stages(TRAIN / "config.toml")
    names = [stage.name for stage in found]
    assert {"roles", "accurate", "fast", "own"} <= set(names)
    for number, stage in enumerate(found):
        assert {stage.start, stage.teacher} <= {"", *names[:number]}, stage.name


def test_a_stage_overrides_what_is_common_key_by_key(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    file.write_text(
        "[common]\nrate = 0.5\n[[stage]]\nname = 'a'\nepochs = 1\nbalance = {link = 3.0}\n"
        "[[stage]]\nname = 'b'\nepochs = 2\nrate = 0.25\n"
    )
    first, second = stages(file)
    assert (first.start, second.start) == ("", "a")
    assert (first.rate, second.rate) == (0.5, 0.25)
    assert (first.balance.link, first.balance.names) == (3.0, 0.0)
    assert first.window == 384
