"""Time and memory of the registry: `python -m lab.bench.registry [--names N] [--listed M]`.

Makes N distinct names of people (several scripts, some surnames shared by hundreds, most by few, some of
three words of which two are common) and a tenth as many of organisations, with roles and days, and times
profiles, judgements and entities on one core; then judgements on a list of M people where few are heard.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.core import Appearance, Profile
from onrecord.match import entities, judgements, profile_id, profiles
from onrecord.match.reading import rows

_ONSETS = "b br d dr f g gr h k kl l m n p pr r s sh sk st t tr v z".split()
_VOWELS = "a e i o u".split()
_CODAS = ["", "", "n", "r", "l", "s", "m", "k", "nd", "rt"]
_ENDINGS = ["", "son", "er", "man", "ski", "enko", "ov", "ova", "ez", "ini", "sen", "ic", "ia", "os"]
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = str.maketrans(dict(zip(_LATIN, "абцдефгхийклмнопкрстуввхйз", strict=True)))
_ARABIC = str.maketrans(dict(zip(_LATIN, "ابسدےفغهيجكلمنوبقرستوفوخيز", strict=True)) | {"e": ""})
_HAN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英浩宇轩泽晨"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_BETWEEN = ["Van", "Thi", "Duc"]
_COMMON = ["Khan", "Ali", "Ahmed"]
_FEW = 50
_OFFICES = ["foreign minister", "mayor", "senator", "spokesman", "trade minister", "bishop"]
_BODIES = ["Authority", "Union", "Institute", "Party", "Ministry of Health", "Bank", "Courier", "Works Ltd"]


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))


def _people(rng: random.Random, count: int) -> Iterator[str]:
    """Distinct names; the surnames follow Zipf's law, so that the most common ones are borne by hundreds."""
    surnames = [(_word(rng, rng.choice((1, 2, 2))) + rng.choice(_ENDINGS)).title() for _ in range(count // 4)]
    weights = [1 / (rank + 30) for rank in range(len(surnames))]
    given = [row[0].title() for row in rows("given_names")]
    given += [_word(rng, rng.choice((1, 2))).title() for _ in range(700)]
    usual = [1 / (rank + 10) for rank in range(len(given))]
    seen: set[str] = set()
    while len(seen) < count:
        batch = zip(rng.choices(given, usual, k=count), rng.choices(surnames, weights, k=count), strict=True)
        for first, last in batch:
            name = _written(rng, first, last)
            if name not in seen and len(seen) < count:
                seen.add(name)
                yield name


def _written(rng: random.Random, first: str, last: str) -> str:
    """A name in one of the forms and scripts that reports use."""
    plain = f"{first} {last}"
    forms = {
        plain: 57,
        f"Nguyen {rng.choice(_BETWEEN)} {last}": 4,
        f"Muhammad {first} {rng.choice(_COMMON)}": 4,
        last: 6,
        f"{first[0]}. {last}": 5,
        f"{first} {rng.choice('ABCDEJKLMRST')}. {last}": 8,
        plain.lower().translate(_CYRILLIC).title(): 8,
        plain.lower().translate(_ARABIC): 4,
        rng.choice(_SURNAMES) + "".join(rng.choices(_HAN, k=2)): 4,
    }
    return rng.choices(list(forms), list(forms.values()))[0]


def appearances(count: int) -> list[Appearance]:
    """`count` distinct names of people and a tenth as many of organisations, alike on every run."""
    rng = random.Random(11)
    places = [_word(rng, 2).title() for _ in range(60)]
    made = []
    for i, name in enumerate(_people(rng, count)):
        day = (date(2010, 1, 1) + timedelta(days=rng.randrange(6000))).isoformat()
        roles = (f"{rng.choice(places)}n {rng.choice(_OFFICES)}",) if rng.random() < 0.4 else ()
        made.append(Appearance(f"r{i}/s1", name, "person", roles, day))
    bodies = {f"{_word(rng, 2).title()} {rng.choice(_BODIES)}" for _ in range(count // 10)}
    made += [Appearance(f"o{i}/s1", name, "organisation") for i, name in enumerate(sorted(bodies))]
    return made


def listed(count: int) -> list[Profile]:
    """`count` entries of a list, alike on every run; their names are others than those of `appearances`."""
    names = _people(random.Random(5), count)
    ids = (("wikidata", f"Q{i}") for i in range(count))
    return [
        Profile(profile_id("person", name, " ".join(each)), "person", (name,), external=(each,))
        for name, each in zip(names, ids, strict=True)
    ]


def of_list(count: int) -> dict[str, object]:
    """How long matching a list takes where the record holds a few reports: seconds of one core."""
    entries = listed(count)
    few = appearances(_FEW)
    few += [Appearance(f"l{i}/s1", each.names[0], "person") for i, each in enumerate(entries[:_FEW])]
    heard = profiles(few)
    start = time.process_time()
    decided = judgements([*heard, *entries], "onrecord")
    return {
        "entries of a list": len(entries),
        "names in reports": len(heard),
        "judgements on the list": len(decided),
        "judgements on the list, s": round(time.process_time() - start, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--listed", type=int, default=200_000)
    asked = parser.parse_args()
    made = appearances(asked.names)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = profiles(made)
    grouped = time.process_time()
    decided = judgements(found, "onrecord")
    judged = time.process_time()
    joined = entities(found, decided)
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = {
        "names": len(made),
        "profiles": len(found),
        "judgements": len(decided),
        "entities": len(joined),
        "profiles, s": round(grouped - start, 1),
        "judgements, s": round(judged - grouped, 1),
        "entities, s": round(done - judged, 1),
        "in all, s of one core": round(done - start, 1),
        "memory before, MB": round(before / 1024),
        "peak memory, MB": round(peak / 1024),
    }
    print(json.dumps(result | of_list(asked.listed), indent=1))


if __name__ == "__main__":
    main()
