"""The mean of several checkpoints.

The mean of the last epochs' weights is better than any of them (stochastic weight averaging, Izmailov et
al., UAI 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch


def average(checkpoints: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights in `checkpoints` to the file `out`."""
    states = [torch.load(c, map_location="cpu", weights_only=True)["network"] for c in checkpoints]
    mean = {k: (sum(s[k].float() for s in states) / len(states)).to(v.dtype) for k, v in states[0].items()}
    torch.save({"network": mean}, out)
