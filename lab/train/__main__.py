"""Train the model: `python -m lab.train --corpus DIR --runs DIR [--config FILE] [--only STAGE ...]`.

DIR of the corpus holds PolNeAR's `train/` in brat standoff. Every stage of the configuration is trained,
averaged, mixed with what it began from, and has its other heads fitted, as it says. It keeps a checkpoint an
epoch and a log in a folder of its name under `runs`, and its weights beside it. Started again, training goes
on after the last whole epoch. The same on CPU and GPU.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from lab.train.config import stages
from lab.train.fit import fit
from lab.train.trainer import Trainer


def main() -> None:
    """Read the arguments and train what is not yet trained."""
    parser = argparse.ArgumentParser(prog="python -m lab.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--runs", type=Path, default=Path("lab/runs"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--only", nargs="*", help="names of the stages to train; all if left out")
    given = parser.parse_args()
    for stage in stages(given.config):
        done = given.runs / f"{stage.name}.pt"
        if (given.only is None or stage.name in given.only) and not done.exists():
            part = Trainer(stage, given.corpus, given.runs).train()
            if stage.fit:
                fit(part, given.corpus, given.runs, stage.fit)
            part.rename(done)


if __name__ == "__main__":
    main()
