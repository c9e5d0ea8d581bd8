"""Decoding: the tags of a sequence are well formed, and the best such sequence is found."""

import itertools

import numpy as np
import pytest

from onrecord.models.decode import best_tags
from onrecord.models.encoder import TAGS


def well_formed(path: tuple[int, ...]) -> bool:
    return all(
        not TAGS[b].startswith("I-") or TAGS[a][2:] == TAGS[b][2:] for a, b in itertools.pairwise((0, *path))
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_best_well_formed_path_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tags = np.log(rng.dirichlet(np.ones(len(TAGS)), size=4)).astype(np.float32)
    paths = [p for p in itertools.product(range(len(TAGS)), repeat=4) if well_formed(p)]
    best = max(paths, key=lambda p: sum(tags[i, t] for i, t in enumerate(p)))
    assert tuple(best_tags(tags)) == best


def test_no_tokens_have_no_tags() -> None:
    assert len(best_tags(np.zeros((0, 7), dtype=np.float32))) == 0
