"""The network: one small encoder and its heads.

Roles, names and types are told token by token; a pointer scores every pair of positions by the product of a
query and a key, and at run time only the rows asked for are computed, so the graph returns queries and keys
and not the square of them; a statement's embedding is the mean of `meaning` over its tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from lab.train.config import Balance
from lab.train.examples import IGNORE
from lab.train.meaning import MEANING
from onrecord.models.encoder import NAMES, POINTER, TAGS, TYPES
from onrecord.models.tokens import SHADES

DEPTHS = (1, 2, 3)
"""Which thirds of the encoder's depth tell names, types and meaning."""
HEADS = ("tags", "content_query", "cue_key", "cue_query", "source_key", "names", "types", "meaning")


class Scores(NamedTuple):
    """Per token [B, T, ...]: logits of tags, names and types, queries and keys of the pointers, `meaning`."""

    tags: Tensor
    content_query: Tensor
    cue_key: Tensor
    cue_query: Tensor
    source_key: Tensor
    names: Tensor
    types: Tensor
    meaning: Tensor


class Network(nn.Module):
    """The encoder with its heads; `encoder` is a folder that holds a BERT model in the usual form.

    `layers` names the encoder's layers to keep, all if empty.
    """

    def __init__(self, encoder: str, dropout: float = 0.1, layers: Sequence[int] = ()) -> None:
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
        # What these ask for is told in part by lower layers, which the roles have bent less.
        self.names = nn.Linear(len(DEPTHS) * width, len(NAMES))
        self.types = nn.Linear(len(DEPTHS) * width, len(TYPES))
        self.meaning = nn.Linear(len(DEPTHS) * width, MEANING)
        self.keep(layers)

    def keep(self, layers: Sequence[int]) -> None:
        """Drop all layers of the encoder but these."""
        if layers:
            stack = self.encoder.encoder
            stack.layer = nn.ModuleList([stack.layer[i] for i in layers])
            self.encoder.config.num_hidden_layers = len(layers)

    def hidden(self, ids: Tensor, shades: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states [B, T, 384] of the last layer, and [B, T, 1152] of three depths side by side."""
        layers = self.encoder(
            input_ids=ids, token_type_ids=shades, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        chosen = [layers[(len(layers) - 1) * part // len(DEPTHS)] for part in DEPTHS]
        return self.dropout(layers[-1]), self.dropout(torch.cat(chosen, dim=-1))

    def forward(self, ids: Tensor, shades: Tensor, mask: Tensor) -> Scores:
        """Score a batch: ids, shades and mask are [B, T]; mask is 1 for tokens, 0 for padding."""
        hidden, deep = self.hidden(ids, shades, mask)
        a, b, c, d = self.pointers(hidden).split(POINTER, dim=-1)
        names, types, meaning = self.names(deep), self.types(deep), self.meaning(deep)
        return Scores(self.tags(hidden), a, b, c, d, names, types, meaning)


class Deployed(nn.Module):
    """The network as it runs: one window at a time, so no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shades: Tensor) -> tuple[Tensor, ...]:
        """Score one window: ids and shades are [1, T]."""
        scores = self.network(ids, shades, torch.ones_like(ids))
        logarithms = {n: getattr(scores, n).log_softmax(dim=-1) for n in ("tags", "names", "types")}
        return tuple(scores._replace(**logarithms))


def loss(
    scores: Scores,
    batch: dict[str, Tensor],
    balance: Balance,
    teacher: Scores | None = None,
    *,
    sequences: bool = False,
) -> Tensor:
    """The loss of all heads for the targets in `batch`, and of disagreeing with `teacher` if there is one.

    With `sequences` roles are learnt as a whole, else word by word.
    """
    cues = pointer_loss(scores.content_query, scores.cue_key, batch["to_cue"], batch["mask"])
    sources = pointer_loss(scores.cue_query, scores.source_key, batch["to_source"], batch["mask"])
    tags = sequence_loss if sequences else tag_loss
    total = tags(scores.tags, batch["tags"]) + balance.link * (cues + sources)
    if balance.names:
        total = total + balance.names * tag_loss(scores.names, batch["names"])
    if balance.types:
        total = total + balance.types * tag_loss(scores.types, batch["types"])
    if balance.meaning:
        total = total + balance.meaning * meaning_loss(scores.meaning, batch)
    if teacher is not None:
        total = total + balance.teach * agreement(scores, teacher, batch, balance.link)
    return total


def tag_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Mean cross entropy over the tokens with a target; 0 where there is none."""
    if not bool(target.ne(IGNORE).any()):
        return logits.sum() * 0.0
    return nn.functional.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def sequence_loss(logits: Tensor, target: Tensor) -> Tensor:
    """How unlikely the right sequence of roles is among all that are well formed, over the number of words.

    A conditional random field (Lafferty, McCallum and Pereira, ICML 2001) whose steps are either free or
    forbidden: I-x stands only after B-x or I-x. Learnt weights for the steps add next to
    nothing (`lab.train.decoders`). A row may begin inside a span.
    """
    known = target.ne(IGNORE)
    if not bool(known.any()):
        return logits.sum() * 0.0
    logits, target = logits.float(), target.clamp(min=0)
    begun = torch.zeros_like(known[:, 0])
    total = torch.zeros_like(logits[:, 0])
    for t in range(logits.shape[1]):
        anything = total.logsumexp(1, keepdim=True)
        inner = torch.logaddexp(total[:, 1::2], total[:, 2::2])
        before = torch.stack([anything.expand_as(inner), inner], 2).flatten(1)
        step = torch.where(begun[:, None], torch.cat([anything, before], 1), 0.0) + logits[:, t]
        total = torch.where(known[:, t, None], step, total)
        begun = begun | known[:, t]
    path = logits.gather(2, target[:, :, None])[:, :, 0].where(known, 0.0)
    unlikely = torch.where(begun, total.logsumexp(1), 0.0) - path.sum(1)
    return unlikely.sum() / known.sum()


def pointer_loss(query: Tensor, key: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Mean cross entropy of the position each token with a target points at."""
    rows = target.ne(IGNORE)
    if not bool(rows.any()):
        return query.sum() * 0.0
    return nn.functional.cross_entropy(_pointed(query, key, rows, mask), target[rows])


def _pointed(query: Tensor, key: Tensor, rows: Tensor, mask: Tensor) -> Tensor:
    """Logits [n, T] of where the n tokens in `rows` point."""
    batch, position = rows.nonzero(as_tuple=True)
    logits = torch.einsum("nd,ntd->nt", query[batch, position], key[batch]) * POINTER**-0.5
    return logits.float().masked_fill(mask[batch].eq(0), -1e4)


def meaning_loss(meaning: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Mean of 1 - cosine between the statements' embeddings and their targets."""
    wanted = batch["meanings"]
    if len(wanted) == 0:
        return meaning.sum() * 0.0
    tokens = meaning.float().flatten(0, 1)[batch["statement_tokens"]]
    sums = torch.zeros_like(wanted).index_add(0, batch["statement_of"], tokens)
    return (1 - nn.functional.cosine_similarity(sums, wanted)).mean()


def agreement(scores: Scores, teacher: Scores, batch: dict[str, Tensor], link: float) -> Tensor:
    """Cross entropy with the teacher's tags, and with its links for the tokens that have one."""
    known = batch["tags"].ne(IGNORE)
    if not bool(known.any()):
        return scores.tags.sum() * 0.0
    total = _soft(scores.tags[known], teacher.tags[known])
    for q, k, target in (("content_query", "cue_key", "to_cue"), ("cue_query", "source_key", "to_source")):
        rows = batch[target].ne(IGNORE)
        if bool(rows.any()):
            ours, theirs = (
                _pointed(getattr(s, q), getattr(s, k), rows, batch["mask"]) for s in (scores, teacher)
            )
            total = total + link * _soft(ours, theirs)
    return total


def _soft(ours: Tensor, theirs: Tensor) -> Tensor:
    return nn.functional.cross_entropy(ours.float(), theirs.float().softmax(-1))
