"""How each part of the table was measured, and what it does not show; `{key}` is a figure it printed."""

from __future__ import annotations

GENERAL = """\
Rates and times are of processor time on one core with one thread, where nothing else is said: other
programs slow them through what cores share, and not by the time that they take. Milliseconds of pages and
what two workers gain are by the clock, and mean little where others had much of the machine. No figure is
of a GPU."""

HOW = {
    "beside": """\
Generated reports (paragraphs of the samples, joined to 900 tokens) are read by each reader in turn, several
times over, each in a process of its own; told is the median turn. textacy's
`direct_quotations` runs on a pipeline of the shape of spaCy's `en_core_web_sm` (tok2vec, tagger, parser,
attribute ruler, ner) whose weights are random, since spaCy gives trained ones out on GitHub and not with
the packages that can be locked: its time is real, and what it finds is not looked at. It gives direct
quotations; onrecord gives direct, indirect and mixed ones, nested ones too, with who said them, confidence
and vectors, so the times are not of the same work.

Direct quotations: what PolNeAR's annotators marked as content and is one stretch from one quotation mark to
another, {direct quotations} in {articles} articles; found if the same words at the same offsets are given,
marks and punctuation at either end left out. Who said them is not compared, nor are quotations that are
interrupted and those of which only a part is in marks. For textacy it is what its rules pair up, each
quotation mark with the next, as if its parser never erred: with a real one some of these are lost, as a
verb of saying and a speaker have to be found. It refuses an article with an odd number of marks,
{textacy: articles refused} of these. onrecord's model did not learn from the articles; its calibration
did.""",
    "size": """\
Bytes of the files that the packages installed, compiled Python included; MB are 1,000,000 bytes. onrecord
itself is with both models. A trained pipeline of spaCy comes on top of what textacy takes.""",
    "reading": """\
{reports} generated reports of {tokens a report} tokens, the whole main path with nested quotations, then
added to a new record. Loading the model is not counted. Does not show HTML, which has to be read first.""",
    "growth": """\
Short reports with three quotations each, made of the samples' words, four in ten remarks told again, over
ten years, 300 outlets and 4,000 people; read and added one by one to one file. The file grows by what such
a report takes with its text, quotations, vectors and places in the indexes; a longer report takes more.
Matching is not in it. As other programs come and go between the first tenth and the last, more is added in
the end to this record and to an empty one by turns: that tells whether adding slows down.""",
    "serve": """\
The reading room in a process of its own, asked one page at a time for words common and rare, alone,
together, in a row and begun, narrowed or not; speakers as often as they are quoted; the first three pages
of the list of all. From the request to the last byte, by the clock. The record is made by multiplying a
thousand reports. Does not show many readers at once, nor a cold disk.""",
    "stored": """\
PolNeAR's annotated relations, 24 to an article, and copies with a tenth of the words changed as reports of
other outlets; processor time of matching alone. So dense a record is the worst case: all of it is the same
news.""",
    "matching": """\
The same articles and copies, matched in bulk. Memory includes what stood there before
({of it before matching MB} MB at the smallest).""",
    "registry": """\
Invented names in four scripts, surnames as common as they are in life.""",
    "duplicates": """\
Reports of invented words, three in ten copies, briefs or parts of others; {found of those made} of these
were found, and {found of two not of one text} pairs that are none.""",
    "batch": """\
The same generated reports by one worker and by two, by the clock, counted from when every worker has
finished its first shard. Results are the same, byte for byte: {same bytes}. Needs a machine that does
nothing else.""",
}
