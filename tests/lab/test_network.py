"""The losses are what they say, tried against every sequence there is."""

import itertools
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from lab.train.average import average, mix  # noqa: E402 - needs torch
from lab.train.examples import IGNORE  # noqa: E402 - needs torch
from lab.train.network import sequence_loss  # noqa: E402 - needs torch


def follows(before: int, tag: int) -> bool:
    return tag == 0 or tag % 2 == 1 or before in {tag - 1, tag}


def test_the_loss_of_sequences_counts_all_that_are_well_formed() -> None:
    torch.manual_seed(1)
    logits = torch.randn(3, 5, 7)
    target = torch.tensor([[0, 1, 2, IGNORE, 2], [IGNORE, 5, 6, 0, 3], [2, 2, 5, IGNORE, IGNORE]])
    unlikely = 0.0
    for row, wanted in zip(logits, target, strict=True):
        known = [t for t in range(5) if wanted[t] != IGNORE]
        paths = itertools.product(range(7), repeat=len(known))
        scores = [
            sum(float(row[t, tag]) for t, tag in zip(known, path, strict=True))
            for path in paths
            if all(follows(a, b) for a, b in itertools.pairwise(path))
        ]
        right = sum(float(row[t, wanted[t]]) for t in known)
        unlikely += float(torch.tensor(scores).logsumexp(0)) - right
    assert float(sequence_loss(logits, target)) == pytest.approx(unlikely / 11, abs=1e-4)


def test_without_targets_there_is_no_loss() -> None:
    logits = torch.randn(2, 4, 7, requires_grad=True)
    value = sequence_loss(logits, torch.full((2, 4), IGNORE))
    value.backward()
    assert value.item() == 0.0


def saved(path: Path, **tensors: float) -> Path:
    torch.save({"network": {name: torch.tensor([value]) for name, value in tensors.items()}}, path)
    return path


def test_weights_are_averaged_and_mixed(tmp_path: Path) -> None:
    one, two = (
        saved(tmp_path / f"{n}.pt", **{"tags.weight": v, "names.weight": v})
        for n, v in (("a", 1.0), ("b", 3.0))
    )
    out = tmp_path / "mean.pt"
    average([one, two], out)
    assert torch.load(out)["network"]["tags.weight"].item() == 2.0
    mix(out, saved(tmp_path / "first.pt", **{"tags.weight": 0.0, "names.weight": 0.0}), 0.25)
    mixed = torch.load(out)["network"]
    assert mixed["tags.weight"].item() == 0.5
    assert mixed["names.weight"].item() == 2.0
