"""The encoder: a text's tokens in, for every token its role and what it points at out.

One window at a time and never a batch: the int8 kernels scale their activations by the largest in the
call, so in a batch a text's scores would depend on its neighbours. Same text, same scores.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.core import Model, ModelError, NameKind, QuotationType
from onrecord.models.tokens import CLS, SEP, Tokens, load_tokenizer, owners, tokenize, windows

WEIGHTS = Path(__file__).parent / "weights"
DEFAULT = "accurate"
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMED: tuple[NameKind, ...] = ("person", "organisation", "place")
NAMES = ("O", *(f"{place}-{kind}" for kind in NAMED for place in "BI"))
TYPES: tuple[QuotationType, ...] = ("direct", "mixed", "indirect")
POINTER = 64
"""Width of the pointers' queries and keys."""
WINDOW, OVERLAP = 382, 64
"""Tokens in a window, without [CLS] and [SEP], and shared by two; 99% of all links span fewer than 32."""

_SLOWER = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion", "BiasGeluFusion"]
"""Fusions whose kernels take longer than what they replace: together a tenth of the time (decisions/0004)."""

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
Run = Callable[[Longs, Longs], Sequence[Floats]]
"""Ids and shades of one window [1, T] to the arrays [1, T, ...] that `Scores` names after its tokens."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of one text's N tokens.

    `tags` [N, 7], `names` [N, 7] and `types` [N, 3] hold log probabilities in the order of TAGS, NAMES and
    TYPES. The four pointer arrays are [N, 64]; row N of `source_key` stands for "nothing": the key of a cue
    that has no source. The mean of `meaning` [N, 128] over a statement's tokens is its embedding.
    """

    tokens: Tokens
    tags: Floats
    content_query: Floats
    cue_key: Floats
    cue_query: Floats
    source_key: Floats
    names: Floats
    types: Floats
    meaning: Floats


class Encoder:
    """A loaded model; `read` may be called from several threads."""

    def __init__(self, name: str = DEFAULT, folder: Path = WEIGHTS, threads: int = 0) -> None:
        """Load `NAME.onnx` from `folder`; `threads` 0 lets the run-time use every core."""
        card, weights = folder / f"{name}.json", folder / f"{name}.onnx"
        try:
            about = json.loads(card.read_text(encoding="utf-8"))
            data = weights.read_bytes()
            self.tokenizer = load_tokenizer(folder / "tokenizer.json")
        except (OSError, ValueError) as error:
            raise ModelError(f"model {name!r} cannot be read: {error}", "reinstall onrecord") from error
        digest = hashlib.sha256(data).hexdigest()
        if digest != about["sha256"]:
            raise ModelError(f"{weights} is not the model its card describes", "reinstall onrecord")
        self.settings: dict[str, Any] = about["settings"]
        """What was tuned for this model by whoever uses its scores."""
        self.model = Model(about["name"], about["version"], digest)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            data, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )

    def read(self, text: str, inside: bytes | bytearray) -> Scores:
        """Score `text`; `inside` holds a 1 for each character that stands inside quotation marks."""
        return scored(tokenize(self.tokenizer, text, inside), self._run)

    def _run(self, ids: Longs, shades: Longs) -> Sequence[Floats]:
        outputs: Sequence[Floats] = self._session.run(None, {"ids": ids, "shades": shades})
        return outputs


def scored(tokens: Tokens, run: Run) -> Scores:
    """The scores of a text's tokens from a model that reads one window at a time."""
    parts, nothings = [], []
    for outputs, mine in in_windows(tokens, run):
        parts.append([each[0, mine] for each in outputs])
        nothings.append(outputs[4][0, 0])
    joined = [np.concatenate(rows) for rows in zip(*parts, strict=True)]
    nothing = np.mean(nothings, axis=0, keepdims=True, dtype=np.float32)
    joined[4] = np.concatenate([joined[4], nothing])
    return Scores(tokens, *joined)


def in_windows(tokens: Tokens, run: Run) -> Iterator[tuple[Sequence[Floats], slice]]:
    """What `run` says of every window, and which of its positions the window decides."""
    spans = windows(len(tokens), WINDOW, OVERLAP)
    for (start, end), (first, last) in zip(spans, owners(len(tokens), spans), strict=True):
        ids = np.concatenate(([CLS], tokens.ids[start:end], [SEP])).astype(np.int64)[None]
        shades = np.concatenate(([0], tokens.shades[start:end], [0])).astype(np.int64)[None]
        yield run(ids, shades), slice(1 + first - start, 1 + last - start)


@functools.cache
def load(name: str = DEFAULT) -> Encoder:
    """The encoder of that name in the package, loaded once."""
    return Encoder(name)
