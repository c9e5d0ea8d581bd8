"""Average checkpoints: `python -m lab.train.average RUN/epoch-8.pt RUN/epoch-9.pt --out F.pt`.

The mean of the last epochs' weights is better than any of them (stochastic weight averaging, Izmailov et
al., UAI 2018).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read the arguments, average, save."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.average", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    states = [torch.load(c, map_location="cpu", weights_only=True)["network"] for c in arguments.checkpoints]
    mean = {k: (sum(s[k].float() for s in states) / len(states)).to(v.dtype) for k, v in states[0].items()}
    torch.save({"network": mean}, arguments.out)


if __name__ == "__main__":
    main()
