"""One reader on some texts: `python lab/bench/peers.py NAME < TEXTS`, in the environment that has it.

TEXTS are JSON strings, one a line. NAME is one of our models (`accurate`, `fast`); or `spacy`, textacy's
direct quotations on a pipeline of the shape of spaCy's en_core_web_sm (tok2vec, tagger, parser, attribute
ruler, ner); or `blank`, spaCy's tokens and sentences alone, the least that anything built on spaCy takes.
spaCy gives trained models out on GitHub and not with the packages that are locked here, so the weights are
random: a network takes its time whatever they are, but what it finds is not looked at. `marks` gives, instead
of times, what textacy's rules could find with a parser that never errs: its pairs of quotation marks as
offsets, null where it refuses a text.

After the texts, each line that is read is answered with the seconds of processor time that all of them take
once more; at the end comes the peak memory in megabytes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

END = "end"
"""The line after the last text."""


def main() -> None:
    """Read the texts, then measure as often as is asked."""
    (name,) = sys.argv[1:]
    texts = []
    for line in sys.stdin:
        if line.strip() == END:
            break
        texts.append(json.loads(line))
    if name == "marks":
        pipeline = _blank()
        for text in texts:
            print(json.dumps(pairs(pipeline(text))))
        return
    others = {"spacy": _textacy, "blank": _blank}
    read = others[name]() if name in others else _ours(name)
    read(texts[0])  # tables are read at first use
    for _ in sys.stdin:
        print(_seconds(read, texts), flush=True)
    # What getrusage gives begins with what the process that started this one held.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) >> 10)


def _seconds(read: Callable[[str], object], texts: Iterable[str]) -> float:
    began = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - began


def _ours(name: str) -> Callable[[str], object]:
    encoder = import_module("onrecord.models.encoder").Encoder(name, threads=1)
    extract, read_text = import_module("onrecord.pipeline").extract, import_module("onrecord.read").read_text
    return lambda text: extract(read_text(text, name="a", source="a"), encoder=encoder)


def _blank() -> Callable[[str], Any]:
    pipeline = import_module("spacy").blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline  # type: ignore[no-any-return]


def _textacy() -> Callable[[str], object]:
    """What a reader of direct quotations with textacy runs for each text."""
    spacy, triples = import_module("spacy"), import_module("textacy.extract.triples")
    tok2vec: dict[str, object] = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    listening = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    pipeline = spacy.blank("en")
    pipeline.add_pipe("tok2vec", config={"model": tok2vec})
    tagger = pipeline.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listening}}
    )
    parser = pipeline.add_pipe("parser", config={"model": _moving("parser", 64, listening)})
    pipeline.add_pipe("attribute_ruler")
    # The model of spaCy 3.8 gives its entity recogniser a network of its own.
    entities = pipeline.add_pipe("ner", config={"model": _moving("ner", 64, tok2vec)})
    for label in ("NN", "NNP", "VBD", "VBZ", "IN", "DT", "JJ", "RB", "PRP", "CC", "CD", "TO", "VB", "NNS"):
        tagger.add_label(label)
    for label in ("nsubj", "dobj", "ROOT", "prep", "pobj", "det", "amod", "advmod", "aux", "ccomp", "punct"):
        parser.add_label(label)
    for label in ("PERSON", "ORG", "GPE", "DATE", "CARDINAL", "NORP", "MONEY", "TIME"):
        entities.add_label(label)
    pipeline.initialize()

    def read(text: str) -> object:
        doc = pipeline(text)
        try:
            return list(triples.direct_quotations(doc))
        except ValueError:  # an odd number of quotation marks
            return None

    return read


def _moving(kind: str, hidden: int, tok2vec: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def pairs(doc: Any) -> list[tuple[int, int]] | None:
    """What textacy's `direct_quotations` takes for quotations before it looks for who said them."""
    marks = [token.i for token in doc if token.is_quote]
    if len(marks) % 2:
        return None
    found = []
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        content = doc[first : last + 1]
        words = [token for token in content if not (token.is_punct or token.is_stop)]
        if len(content) >= 4 and not all(token.is_title for token in words):
            found.append((content.start_char, content.end_char))
    return found


if __name__ == "__main__":
    main()
