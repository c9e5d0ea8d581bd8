"""What matching sees of a quotation as bytes: kept, so that no other report has to be read again.

Weights are stored as single-precision numbers and everything is compared as it is read back, so that it makes
no difference when a quotation came. Words are in one order, whatever Python's hashes are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from onrecord.core import Quotation, Relay, Report, Span
from onrecord.match.statements.wording import Setting, Wording, is_content_word, weight_of

_FLOATS = np.dtype("<f4")
_VECTOR = np.dtype("<f2")
_REPORT = Report("", "", "")


def pack_setting(setting: Setting) -> bytes:
    """The words of a report.

    >>> setting = Setting("Courier", 7, {"rain": 0.5, "due": 0.25}, b"")
    >>> unpack_setting(pack_setting(setting), "Courier", 7) == setting
    True
    """
    return _with_weights(None, setting.words)


def unpack_setting(data: bytes, outlet: str | None, day: int | None) -> Setting:
    """What `pack_setting` packed, of a report of this outlet and day."""
    return Setting(outlet, day, _and_weights(data)[1], b"")


def pack(wording: Wording) -> bytes:
    """All of a wording but its report and vector."""
    inside = wording.setting.inside
    told = [
        " ".join(wording.stems),
        "".join("1" if inside[token.span.start] else "0" for token in wording.tokens),
        " ".join(sorted(wording.figures)),
        " ".join(sorted(wording.names)),
        wording.standing,
        wording.by_name,
        wording.days,
        wording.again_from,
        wording.relay.quotation.content,
        wording.denied,
    ]
    return _with_weights(told, wording.around)


def _with_weights(told: object, bag: Mapping[str, float]) -> bytes:
    weights = np.array(list(bag.values()), dtype=_FLOATS).tobytes()
    return json.dumps([told, " ".join(bag)], ensure_ascii=False).encode() + b"\n" + weights


def _and_weights(data: bytes) -> tuple[Any, dict[str, float]]:
    written, _, weights = data.partition(b"\n")
    told, stems = json.loads(written)
    return told, dict(zip(stems.split(), np.frombuffer(weights, dtype=_FLOATS).tolist(), strict=True))


def stems_of(data: bytes) -> list[str]:
    """The words of a packed wording, in order."""
    stems: str = _and_weights(data)[0][0]
    return stems.split()


def unpack(data: bytes, identity: str, speaker: str | None, vector: bytes, setting: Setting) -> Wording:
    """A wording as it is compared: of its relay it knows ids, speaker and where the content stands."""
    told, around = _and_weights(data)
    # What was packed by the rules before these tells nothing of a denial, and is still read to be replaced.
    stems, inside, figures, names, standing, by_name, days, again_from, content, *denied = told
    stems = stems.split()
    words = {stem: weight_of(stem) for stem in sorted(set(stems)) if is_content_word(stem)}
    quotation = Quotation("", "indirect", tuple(Span(*span) for span in content))
    return Wording(
        relay=Relay(identity, identity.partition("-")[0], _REPORT, quotation, speaker),
        setting=setting,
        tokens=(),
        stems=stems,
        quoted=[stem for stem, quoted in zip(stems, inside, strict=True) if quoted == "1"],
        words=words,
        weight=sum(words.values()),
        figures=frozenset(figures.split()),
        names=frozenset(names.split()),
        around=around,
        standing=standing,
        by_name=by_name,
        days=tuple(days) if days else None,
        again_from=again_from,
        vector=np.frombuffer(vector, dtype=_VECTOR).astype(np.float32) if vector else None,
        denied=denied == [True],
    )
