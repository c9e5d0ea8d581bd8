"""Bundles that were altered or made to do harm: one clear line, nothing written, little memory."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import bundle, bundle_zip
from onrecord.export.bundle_json import read, written
from onrecord.export.bundle_manifest import Manifest
from onrecord.export.bundle_zip import Member
from tests.export.cited import TEXT, bundled, quotations, stored, subject

SOUND = bundled(subject(number=None))
FOLDER = f"reports/{stored().id}-v2"
Said = dict[str, Any]


def problems(data: bytes) -> list[str]:
    return [str(each) for each in bundle.check(BytesIO(data)).problems]


def members(data: bytes = SOUND) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    bundle_zip.write((Member(*each) for each in sorted(files.items())), stream)
    return stream.getvalue()


def forged(change: Callable[[Said], object], data: bytes = SOUND) -> bytes:
    """A bundle whose manifest says something else, with the README that goes with it."""
    files = members(data)
    said = json.loads(files["manifest.json"])
    change(said)
    files["manifest.json"] = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
    with suppress(ValueError):  # no README goes with what is no manifest
        files["README.txt"] = bundle.readme(read(Manifest, files["manifest.json"]))
    return packed(files)


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_every_altered_byte_is_found(mask: int) -> None:
    small = bundled(subject())
    assert problems(small) == []
    missed = []
    for i in range(len(small)):
        altered = bytearray(small)
        altered[i] ^= mask
        if not problems(bytes(altered)):
            missed.append(i)
    assert missed == []


@given(st.integers(0, len(SOUND) - 1))
def test_a_bundle_cut_short_is_found(length: int) -> None:
    assert problems(SOUND[:length])


@given(st.binary(min_size=1, max_size=50))
def test_what_is_put_before_or_behind_is_found(more: bytes) -> None:
    assert problems(SOUND + more)
    assert problems(more + SOUND)


@given(st.binary(max_size=200))
def test_any_bytes_are_no_bundle(data: bytes) -> None:
    assert problems(data)
    assert problems(b"PK\x03\x04" + data)


def relation(said: Said) -> Said:
    found: Said = said["reports"][0]["relations"][0]
    return found


CLAIMS: dict[str, tuple[Callable[[Said], object], str]] = {
    "words": (
        lambda m: relation(m)["content"][0].update(exact="“It opens in July,”"),
        "is not what the text says",
    ),
    "shifted": (lambda m: relation(m)["content"][0].update(start=17), "is not what the text says"),
    "outside": (lambda m: relation(m)["content"][0].update(end=10**6), "is not within the"),
    "backwards": (lambda m: relation(m)["source"][0].update(start=60, end=50), "is not within the"),
    "negative": (lambda m: relation(m)["cue"][0].update(start=-5), "is not within the"),
    "prefix": (lambda m: relation(m)["content"][0].update(prefix="not "), "the text before it says"),
    "suffix": (lambda m: relation(m)["content"][0].update(suffix=""), "the text behind it says"),
    "said": (lambda m: relation(m).update(text="“It opens in July,”"), "not those of its content"),
    "day": (lambda m: relation(m)["said_on"]["stands"].update(exact="Friday"), "its day at"),
    "headline": (lambda m: m["reports"][0]["frame"]["title"]["stands"].update(exact="No"), "its title at"),
    "no content": (lambda m: relation(m).update(content=[], text=""), "it has no content"),
    "nested": (lambda m: m["reports"][0]["relations"][1].update(nested_in="0" * 12), "which is not there"),
    "twice": (lambda m: m["reports"][0]["relations"].append(relation(m)), "it is there twice"),
    "address": (lambda m: m["reports"][0].update(source="https://other.example/"), "does not follow from"),
    "leads elsewhere": (
        lambda m: m["reports"][0].update(address="https://evil.example"),
        "not that of its id",
    ),
    "hash": (lambda m: m["reports"][0]["original"].update(sha256="0" * 64), "the SHA-256 of"),
    "size": (lambda m: m["reports"][0]["text"].update(size=1), "the size of"),
    "characters": (lambda m: m["reports"][0].update(characters=3), "the number of its characters"),
    "encoding": (lambda m: m["reports"][0]["following"].update(encoding="cp1252"), "decoded as cp1252"),
    "codec": (lambda m: m["reports"][0]["following"].update(encoding="unicode_escape"), "decoded as"),
    "about": (lambda m: m["about"].update(id="0" * 16), "which it is evidence of, is not there"),
    "statement": (lambda m: m["about"].update(kind="statement"), "a statement that it says nothing of"),
    "later": (lambda m: m.update(format_version=2), "does not know"),
    "other": (lambda m: m.update(format="recipes"), "does not know"),
    "id": (lambda m: m["reports"][0].update(id="../../../etc"), "no id of a report"),
    "path": (lambda m: m["reports"][0]["text"].update(path="../text.txt"), "the path of a file"),
    "repeated": (lambda m: m["reports"].append(m["reports"][0]), "one is there twice"),
    "unknown": (lambda m: m.update(more=1), "more: it is not known"),
    "lacking": (lambda m: m.pop("about"), "about: it is missing"),
    "number": (lambda m: relation(m).update(confidence="high"), "confidence: a number"),
    "whole": (lambda m: m["reports"][0].update(version=1.5), "version: a whole number"),
    "truth": (lambda m: m["reports"][0].update(version=True), "version: a whole number"),
    "list": (lambda m: m.update(reports={}), "reports: a list"),
    "object": (lambda m: m.update(about=[]), "about: an object"),
    "choice": (lambda m: relation(m).update(type=["direct"]), "type: one of direct, indirect"),
}


@pytest.mark.parametrize(("change", "line"), CLAIMS.values(), ids=CLAIMS.keys())
def test_a_false_claim_is_named_however_well_it_is_packed(
    change: Callable[[Said], object], line: str
) -> None:
    found = problems(forged(change))
    assert any(line in each for each in found), found
    assert not any("\n" in each for each in found)


def test_a_text_that_was_altered_with_all_its_hashes_is_not_that_of_its_bytes() -> None:
    altered = bundled(subject(stored(TEXT.replace("June", "July"), TEXT.encode(), found=quotations())))
    (found,) = problems(altered)
    assert "do not hold these words: “It opens in July,”" in found
    (found,) = problems(forged(lambda m: m["reports"][0]["following"].update(encoding="utf-8"), altered))
    assert "its original bytes decoded as utf-8 are not its text" in found


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.just([]), st.just({})
)


@given(st.data())
def test_whatever_a_manifest_says_comes_to_an_end(data: st.DataObject) -> None:
    """Any value at any place: a problem, or what is said of people and not of texts; never a crash."""

    def change(said: Said) -> None:
        at: Any = said
        while True:
            keys = list(at) if isinstance(at, dict) else range(len(at))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(at[key], (dict, list)) or not at[key] or data.draw(st.integers(0, 9)) == 0:
                at[key] = data.draw(LEAVES)
                return
            at = at[key]

    assert all("\n" not in each for each in problems(forged(change)))


def test_a_readme_of_its_own_is_found() -> None:
    (found,) = problems(packed(members() | {"README.txt": b"All is well."}))
    assert "README.txt" in found


MANIFESTS = {
    "empty": b"",
    "not JSON": b"{",
    "a list": b"[]\n",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a long number": b'{"format_version": ' + b"9" * 10_000 + b"}",
    "not UTF-8": b'{"format": "\xff"}',
    "a name twice": members()["manifest.json"].replace(
        b'{\n "format"', b'{\n "format": "other",\n "format"', 1
    ),
    "other spaces": json.dumps(json.loads(members()["manifest.json"])).encode(),
    "no number": members()["manifest.json"].replace(b'"confidence": 0.97', b'"confidence": NaN'),
}


@pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_that_is_none_is_one_clear_line(manifest: bytes) -> None:
    (found,) = problems(packed(members() | {"manifest.json": manifest}))
    assert found.startswith("manifest.json: ")
    assert len(found) < 300


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"../evil.txt": b"x"}, "README.txt and manifest.json come first"),
        ({"/etc/evil": b"x"}, "README.txt and manifest.json come first"),
        ({"zz/../../evil": b"x"}, "the manifest names no such file"),
        ({"reports/more.txt": b"x"}, "the manifest names no such file"),
    ],
)
def test_other_files_are_refused_by_name(
    files: dict[str, bytes], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (found,) = problems(packed(members() | files))
    assert line in found
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["README.txt", "manifest.json", f"{FOLDER}/original.dat", f"{FOLDER}/text.txt"]
)
def test_a_missing_file_is_named(name: str) -> None:
    files = members()
    del files[name]
    assert any(name.rpartition("/")[2] in each for each in problems(packed(files)))


def test_a_file_that_is_there_twice_is_named() -> None:
    files = [Member(*each) for each in sorted(members().items())]
    for i in range(len(files)):
        stream = BytesIO()
        bundle_zip.write([*files[: i + 1], *files[i:]], stream)
        (found,) = problems(stream.getvalue())
        assert found == f"{files[i].name}: it is there twice, or out of order"


def test_a_repacked_bundle_is_refused() -> None:
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            for name, data in members().items():
                archive.writestr(name, data)
        (found,) = problems(stream.getvalue())
        assert "packed otherwise" in found


def test_a_bomb_is_not_unpacked() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("README.txt", (1980, 1, 1, 0, 0, 0)), bytes(50_000_000))
    assert peak(stream.getvalue()) < 5_000_000


def test_a_size_that_is_only_promised_costs_nothing() -> None:
    for size in (bundle.MOST_SAID, bundle.MOST_SAID + 1, 0xFFFFFFFF):
        header = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 33, 0, size, size, 10, 0)
        data = b"PK\x03\x04" + header + b"README.txt" + bytes(1000)
        assert len(problems(data)) == 1
        assert peak(data) < 5_000_000


def peak(data: bytes) -> int:
    """Bytes of memory that checking takes at most."""
    tracemalloc.start()
    try:
        assert problems(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_link_is_refused() -> None:
    info = zipfile.ZipInfo(f"{FOLDER}/text.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members().items():
            archive.writestr(info if name == info.filename else zipfile.ZipInfo(name), os.fsencode(data))
    (found,) = problems(linked(stream.getvalue()))
    assert found == "its list of files is not that of the files in it"


def linked(data: bytes) -> bytes:
    """The archive with nothing else than onrecord writes, but for the attributes in its list of files."""
    link, start = struct.pack("<I", 0o120777 << 16), data.index(b"PK\x01\x02")
    sound = bytearray(SOUND)
    at = SOUND.rindex(struct.pack("<I", 0o100644 << 16))
    assert link in data[start:]
    sound[at : at + 4] = link
    return bytes(sound)


def test_a_checksum_alone_proves_nothing() -> None:
    """Who alters a file and its checksum is found by the hash in the manifest."""
    files = members()
    files[f"{FOLDER}/text.txt"] = files[f"{FOLDER}/text.txt"].replace(b"June", b"July")
    assert zlib.crc32(files[f"{FOLDER}/text.txt"]) != zlib.crc32(members()[f"{FOLDER}/text.txt"])
    assert any("the SHA-256 of" in each for each in problems(packed(files)))


def test_what_is_written_is_read_back() -> None:
    data = members()["manifest.json"]
    assert written(read(Manifest, data)) == data
