"""The encoder: a text's tokens in, for every token its role and what it points at out.

One window at a time and never a batch: the int8 kernels scale their activations by the largest in the
call, so in a batch a text's scores would depend on its neighbours. Same text, same scores.
"""

from __future__ import annotations

import functools
import hashlib
import json
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
        tokens = tokenize(self.tokenizer, text, inside)
        spans = windows(len(tokens), WINDOW, OVERLAP)
        own = owners(len(tokens), spans)
        parts = [self._window(tokens, *span, *mine) for span, mine in zip(spans, own, strict=True)]
        joined = [np.concatenate(rows) for rows in zip(*(p[:-1] for p in parts), strict=True)]
        nothing = np.mean([p[-1] for p in parts], axis=0, keepdims=True, dtype=np.float32)
        joined[4] = np.concatenate([joined[4], nothing])
        return Scores(tokens, *joined)

    def _window(
        self, tokens: Tokens, start: int, end: int, first: int, last: int
    ) -> tuple[npt.NDArray[Any], ...]:
        """The outputs for tokens `first` to `last`, seen in the window, and the source key of [CLS]."""
        ids = np.concatenate(([CLS], tokens.ids[start:end], [SEP])).astype(np.int64)[None]
        shades = np.concatenate(([0], tokens.shades[start:end], [0])).astype(np.int64)[None]
        outputs = self._session.run(None, {"ids": ids, "shades": shades})
        mine = slice(1 + first - start, 1 + last - start)
        return (*(o[0, mine] for o in outputs), outputs[4][0, 0])


@functools.cache
def load(name: str = DEFAULT) -> Encoder:
    """The encoder of that name in the package, loaded once."""
    return Encoder(name)
