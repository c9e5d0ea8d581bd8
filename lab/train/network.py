"""The network: one small encoder, a role tagger and two pointers (content to cue, cue to source).

A pointer scores every pair of positions by the product of a query and a key; at run time only the rows
asked for are computed, so the graph returns queries and keys and not the square of them.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from lab.train.examples import IGNORE, TAGS
from onrecord.models.tokens import SHADES

POINTER = 64
"""Width of a pointer's queries and keys."""


class Scores(NamedTuple):
    """Per token: tag logits [B, T, 7], and the pointers' queries and keys [B, T, 64] each."""

    tags: Tensor
    content_query: Tensor
    cue_key: Tensor
    cue_query: Tensor
    source_key: Tensor


class Network(nn.Module):
    """The encoder with its heads; `encoder` is a folder that holds a BERT model in the usual form."""

    def __init__(self, encoder: str, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="sdpa")
        self.encoder.config.type_vocab_size = SHADES
        embeddings = self.encoder.embeddings
        plain = embeddings.token_type_embeddings.weight.data[:1]
        embeddings.token_type_embeddings = nn.Embedding(SHADES, plain.shape[1])
        noise = 0.02 * plain.std() * torch.randn(SHADES, plain.shape[1])
        embeddings.token_type_embeddings.weight.data = plain.repeat(SHADES, 1) + noise
        for module in self.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        for layer in self.encoder.encoder.layer:
            layer.attention.self.dropout.p = 0.0  # keeps the fused attention kernel on CPU
        width = plain.shape[1]
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(width, len(TAGS))
        self.pointers = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 4 * POINTER))

    def forward(self, ids: Tensor, shades: Tensor, mask: Tensor) -> Scores:
        """Score a batch: ids, shades and mask are [B, T]; mask is 1 for tokens, 0 for padding."""
        hidden = self.encoder(input_ids=ids, token_type_ids=shades, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        a, b, c, d = self.pointers(hidden).split(POINTER, dim=-1)
        return Scores(self.tags(hidden), a, b, c, d)


def pointer_loss(query: Tensor, key: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Mean cross entropy of the position each token with a target points at."""
    rows = target.ne(IGNORE)
    batch, position = rows.nonzero(as_tuple=True)
    if len(batch) == 0:
        return query.sum() * 0.0
    logits = torch.einsum("nd,ntd->nt", query[batch, position], key[batch]) * POINTER**-0.5
    logits = logits.float().masked_fill(mask[batch].eq(0), -1e4)
    return nn.functional.cross_entropy(logits, target[rows])


def loss(scores: Scores, batch: dict[str, Tensor], weight: float) -> Tensor:
    """Tagging loss plus `weight` times the two pointers' losses, for the targets in `batch`."""
    tags = scores.tags.float().flatten(0, 1)
    tagging = nn.functional.cross_entropy(tags, batch["tags"].flatten(), ignore_index=IGNORE)
    cues = pointer_loss(scores.content_query, scores.cue_key, batch["to_cue"], batch["mask"])
    sources = pointer_loss(scores.cue_query, scores.source_key, batch["to_source"], batch["mask"])
    return tagging + weight * (cues + sources)
