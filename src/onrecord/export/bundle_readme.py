"""`README.txt` of an evidence bundle: what it proves, and how to check that by hand.

It follows from the manifest, and a checker holds it against that. Its wording is therefore part of the
format: another wording is another format version.
"""

from __future__ import annotations

from onrecord.core.visible import one_line
from onrecord.export.bundle_manifest import Manifest, ReportEntry

_HEAD = """\
EVIDENCE OF WHO SAID WHAT

This bundle is evidence of the {kind} {id}
({address}).

It was made by onrecord {version}. `onrecord verify` with the name of this bundle checks all of it, on any
machine, without the record it comes from. What follows is how to check it by hand.

WHAT IS IN IT

manifest.json   what is claimed: who says what in which report, and where it stands
original.dat    of each report, the bytes exactly as they were read; open with care, it may be a web page
text.txt        of each report, its text in UTF-8, which all offsets count in

HOW TO CHECK IT BY HAND

1. The files are what the manifest says. In the folder where this bundle was unpacked:

{sums}
   Compare what is printed with these, and with whatever hash was published beside the quotation.

2. The text follows from the bytes.

{following}

3. The words stand where the manifest says. Offsets count code points from 0, and the end is not included. For
   every "start", "end" and "exact" in manifest.json, characters start to end of text.txt are exactly "exact";
   "prefix" and "suffix" are what stands before and behind. In Python:

       text = open("text.txt", encoding="utf-8", newline="").read()
       assert text[start:end] == exact

   Some languages count otherwise (JavaScript and Java in UTF-16 units, Go and C in bytes): count code points.

WHAT IT CANNOT PROVE

That the report says what is claimed can be proved here. That the report was published where it says, that the
speaker said it, and who is meant by "she" or "the minister" cannot: compare the outlet's own page, and read
"reason", "confidence" and "grade" in the manifest. Who can change a bundle can also make it anew: what counts
is that the hash of original.dat is the one that was published, or that of the page itself.
"""


def readme(manifest: Manifest) -> bytes:
    """The text, in UTF-8, with line feeds."""
    about = manifest.about
    filled = _HEAD.format(
        kind=about.kind,
        id=one_line(about.id),
        address=one_line(about.address),
        version=one_line(manifest.made_by.version),
        sums="".join(map(_sums, manifest.reports)),
        following="\n\n".join(map(_following, manifest.reports)),
    )
    return filled.encode()


def _sums(report: ReportEntry) -> str:
    return "".join(
        f"       sha256sum {one_line(file.path)}\n         {one_line(file.sha256)}\n"
        for file in (report.original, report.text)
    )


def _following(report: ReportEntry) -> str:
    following = report.following
    if following.encoding is not None:
        encoding = one_line(following.encoding)
        how = f"decode original.dat as {encoding}; that is text.txt, character for character."
    elif following.way is not None:
        programs = ", ".join(f"{one_line(each.name)} {one_line(each.version)}" for each in following.readers)
        how = (
            f"onrecord read it from original.dat (as: {one_line(following.way)}; with {programs}); "
            "`onrecord verify` reads it\n   again. By hand: look for the words in original.dat."
        )
    else:
        how = "an earlier version of onrecord read it from original.dat. Look for the words there."
    return f"   {one_line(report.id)}, version {report.version}: {how}"
