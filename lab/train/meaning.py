"""What a statement's embedding is trained to agree with: the sentence encoder the network came from.

Its vectors (mean over the tokens, length 1; Reimers and Gurevych, EMNLP 2019) lose what all training contents
share, and are turned into fewer dimensions by the projection that keeps most of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from transformers import BertModel

from lab.corpus.brat import Article
from lab.train.examples import Targets, meaning_key
from onrecord.core import Spans, quoted_text
from onrecord.models.tokens import CLS, SEP, load_tokenizer

MEANING = 128
"""Width of a statement's embedding."""
_LONGEST = 254
"""Tokens of a text that the teacher reads; it was trained on no more."""


def statement(text: str, content: Spans) -> str:
    """The words of a content as one text."""
    return quoted_text(text, content).replace("[…] ", "")


def bare(words: str) -> str:
    """A statement as a query would have it: without quotation marks."""
    return "".join(c for c in words if c not in '“”"„«»')


class Teacher:
    """The sentence encoder as it was published, in the folder `encoder`."""

    def __init__(self, encoder: Path) -> None:
        self._model = BertModel.from_pretrained(str(encoder), add_pooling_layer=False).eval()
        self._tokenizer = load_tokenizer(encoder / "tokenizer.json")

    @torch.no_grad()
    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1 [len(texts), 384]."""
        out = np.zeros((len(texts), self._model.config.hidden_size), dtype=np.float32)
        tokens = [[t for t, _, _ in self._tokenizer(text)][:_LONGEST] for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
        for at in range(0, len(order), 64):
            rows = order[at : at + 64]
            longest = max(len(tokens[i]) for i in rows) + 2
            ids = torch.zeros(len(rows), longest, dtype=torch.long)
            for k, i in enumerate(rows):
                ids[k, : len(tokens[i]) + 2] = torch.tensor([CLS, *tokens[i], SEP])
            mask = ids.ne(0)
            hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            out[rows] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return out


def targets(articles: Iterable[Article], encoder: Path, keep: Path) -> Targets:
    """The embedding of every content of `articles` by `meaning_key`; computed once and kept in a file."""
    texts = {
        meaning_key(words): words
        for a in articles
        for r in a.relations
        if r.content and meaning_key(words := statement(a.text, r.content))
    }
    if keep.exists():
        with np.load(keep) as kept:
            if kept["keys"].tolist() == list(texts):
                return dict(zip(texts, kept["vectors"], strict=True))
    full = Teacher(encoder).embed(list(texts.values()))
    full -= full.mean(axis=0)
    _, axes = np.linalg.eigh(full.T @ full)
    vectors = full @ axes[:, ::-1][:, :MEANING]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keep.parent.mkdir(parents=True, exist_ok=True)
    np.savez(keep, keys=np.array(list(texts)), vectors=vectors.astype(np.float32))
    return dict(zip(texts, vectors.astype(np.float32), strict=True))
