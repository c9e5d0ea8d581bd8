"""Beside others, on the same texts in the same run: `python -m lab.bench.beside [--reports N --turns M]`.

N reports are read M times by each reader in turn, each in a process of its own on one core; printed are
reports a second by the median turn, and peak memory. Then direct quotations in the articles of CORPUS that
PolNeAR's annotators marked: how many of them we find to the character, and how many textacy could with a
parser that never errs. The others live in an environment of their own, made in CACHE from
`requirements/peers.txt`; see `peers.py` for what they are.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from lab.bench.__main__ import generated
from lab.bench.peers import END
from lab.corpus.brat import Article, read_brat
from onrecord.core import Report, Span
from onrecord.models.encoder import Encoder
from onrecord.pipeline import extract

_PEERS = Path(__file__).with_name("peers.py")
_LOCKED = Path(__file__).parents[2] / "requirements" / "peers.txt"
_OPENING = frozenset("“\"'‘«„")
_OUTER = "“”\"'‘’«»„ \n,.?!;:"
"""What may stand around the same words: marks, and the comma that belongs to the sentence."""
_TOKENS = 900


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.beside", description=__doc__)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/dev"))
    parser.add_argument("--cache", type=Path, default=Path("demo/bench"))
    given = parser.parse_args(arguments)
    others = environment(given.cache)
    encoder = Encoder(threads=1)
    texts = [each.text for each in generated(given.reports, _TOKENS, encoder)]
    pythons = {"accurate": sys.executable, "fast": sys.executable, "spacy": others, "blank": others}
    for name, told in by_turns(pythons, texts, given.turns).items():
        print(json.dumps({"reader": name} | told), flush=True)
    print(json.dumps(on_disk(others)), flush=True)
    if given.corpus.is_dir():
        articles = list(read_brat(given.corpus))
        print(json.dumps(direct(articles, encoder, others)))


def environment(cache: Path) -> str:
    """The Python of an environment with the others in it, made if it is not there."""
    folder = cache / "peers"
    python = folder / "bin" / "python"
    if not installed(cache):
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", "--require-hashes"]
        subprocess.run([*pip, "-r", str(_LOCKED)], check=True)
        _whole(cache).touch()
    return str(python)


def installed(cache: Path) -> bool:
    """Whether the environment is there and whole."""
    return _whole(cache).exists()


def _whole(cache: Path) -> Path:
    return cache / "peers" / ".whole"


def on_disk(others: str) -> dict[str, str]:
    """What textacy needs on disk, as `make size` counts it for onrecord."""
    weighed = [others, str(_LOCKED.with_name("size.py")), "--of", "textacy"]
    told = subprocess.run(weighed, check=True, text=True, stdout=subprocess.PIPE).stdout
    return {"textacy needs on disk": told.splitlines()[-1].partition("  in all")[0].strip()}


def by_turns(pythons: dict[str, str], texts: Sequence[str], turns: int) -> dict[str, dict[str, object]]:
    """Reports a second, and megabytes, of each reader; each turn is one reading of all texts by each."""
    seconds: dict[str, list[float]] = {name: [] for name in pythons}
    memory: dict[str, int] = {}
    with ExitStack() as stack:
        readers = {
            name: stack.enter_context(_reader(python, name, texts)) for name, python in pythons.items()
        }
        for _ in range(turns):
            for name, reader in readers.items():
                seconds[name].append(float(_ask(reader)))
        for name, reader in readers.items():
            memory[name] = int(reader.communicate()[0])
    return {
        name: {
            "reports_per_s": round(len(texts) / statistics.median(took), 2),
            "slowest and fastest turn": [round(len(texts) / each, 2) for each in (max(took), min(took))],
            "peak_mb": memory[name],
        }
        for name, took in seconds.items()
    }


def _reader(python: str, name: str, texts: Iterable[str]) -> subprocess.Popen[str]:
    reader = subprocess.Popen(
        [python, "-W", "ignore", _PEERS, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert reader.stdin is not None
    reader.stdin.write("".join(f"{json.dumps(text)}\n" for text in texts) + f"{END}\n")
    return reader


def _ask(reader: subprocess.Popen[str]) -> str:
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write("once more\n")
    reader.stdin.flush()
    answer = reader.stdout.readline()
    if not answer:
        raise SystemExit("a reader stopped: see what it wrote above")
    return answer


def direct(articles: Sequence[Article], encoder: Encoder, others: str) -> dict[str, object]:
    """Direct quotations that annotators marked, and who finds how many of them, by their exact words."""
    lines = "".join(f"{json.dumps(each.text)}\n" for each in articles)
    command = [others, "-W", "ignore", str(_PEERS), "marks"]
    answers = subprocess.run(command, input=lines, text=True, check=True, stdout=subprocess.PIPE).stdout
    marked = [json.loads(line) for line in answers.splitlines()]
    gold_count = found = right = could = 0
    for article, pairs in zip(articles, marked, strict=True):
        gold = set(_direct(article.text, (each.content for each in article.relations)))
        report = Report(article.text, article.name, article.name, article.text.encode())
        quotations = extract(report, encoder=encoder).quotations
        ours = set(_direct(article.text, (each.content for each in quotations)))
        theirs = set(_direct(article.text, ([Span(*pair)] for pair in pairs or ())))
        gold_count, found, right = gold_count + len(gold), found + len(ours), right + len(ours & gold)
        could += len(theirs & gold)
    return {
        "direct quotations": gold_count,
        "ours: precision": round(right / max(1, found), 3),
        "ours: recall": round(right / max(1, gold_count), 3),
        "textacy: recall with a perfect parser": round(could / max(1, gold_count), 3),
        "articles": len(articles),
        "textacy: articles refused": sum(pairs is None for pairs in marked),
    }


def _direct(text: str, contents: Iterable[Sequence[Span]]) -> Iterator[tuple[int, int]]:
    """Where the words stand of those that are one stretch between quotation marks."""
    for content in contents:
        if len(content) != 1 or text[content[0].start] not in _OPENING:
            continue
        (span,) = content
        words = text[span.start : span.end]
        bare = words.strip(_OUTER)
        if bare and words[-2:].strip(" ,.;:")[-1:] in "”\"'’»":
            start = span.start + words.index(bare)
            yield start, start + len(bare)


if __name__ == "__main__":
    main()
