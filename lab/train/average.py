"""Means of checkpoints.

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


def mix(checkpoint: Path, start: Path, share: float) -> None:
    """Move the weights in `checkpoint` back towards those of `start`, but for the heads beside the roles.

    What fine-tuning adds is kept, and most of what it takes comes back (WiSE-FT, Wortsman et al., CVPR 2022).
    """
    tuned = torch.load(checkpoint, map_location="cpu", weights_only=True)["network"]
    first = torch.load(start, map_location="cpu", weights_only=True)["network"]
    for key, weights in first.items():
        if not key.startswith(("names.", "types.", "meaning.")):
            tuned[key] = torch.lerp(weights.float(), tuned[key].float(), share).to(weights.dtype)
    torch.save({"network": tuned}, checkpoint)
