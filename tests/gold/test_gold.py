"""The gold keeps its own conventions, and leaves no quoted passage of a gold report out."""

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from lab.corpus import gold as corpus
from lab.corpus.excerpts import GoldError
from onrecord.core import Span

GOLDS = corpus.load_all()
BY_DOC = {gold.doc: gold for gold in GOLDS}
SHARED = corpus.ROOT.parent / "shared"
each_gold = pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.doc)

# A quotation opened in a paragraph runs to its closing mark or to the paragraph's end; a mark turned the
# wrong way opens where a letter follows it. A closing single mark looks like an apostrophe: the last one
# before the next opens is taken.
PASSAGE = re.compile(
    r"[“”](?=\w)[^“”\n]*(?:”|$)|„[^“”\n]*[“”]|«[^»\n]*»|\"[^\"\n]+\"|(?<!\w)‘[^‘\n]+’(?!\w)", re.MULTILINE
)
OPENING, CLOSING = '“”„«"‘', '”“»"’'


def characters(spans):
    return {i for span in spans for i in range(span.start, span.end)}


def quoted(text):
    """Characters inside quotation marks of any kind."""
    return {i for match in PASSAGE.finditer(text) for i in range(*match.span())}


def test_there_is_enough_of_it():
    assert len(GOLDS) >= 12
    assert sum(len(gold.relations) for gold in GOLDS) >= 150
    types = {relation.type for gold in GOLDS for relation in gold.relations}
    assert types == {"direct", "indirect", "mixed"}


@each_gold
def test_no_long_quoted_passage_is_left_out(gold):
    covered = characters(span for relation in gold.relations for span in relation.content)
    covered |= characters(gold.not_speech)
    left = []
    for match in PASSAGE.finditer(gold.text):
        letters = {i for i in range(*match.span()) if gold.text[i].isalnum()}
        if len(match[0].split()) > 5 and not letters <= covered:
            left.append(match[0])
    assert left == []


def test_a_passage_left_out_would_be_noticed():
    passages = [
        m[0] for m in PASSAGE.finditer("He said.“As for us, we wait,” she said.”We do wait,” he said.")
    ]
    assert passages == ["“As for us, we wait,”", "”We do wait,”"]
    assert [m[0] for m in PASSAGE.finditer("‘We can’t, we won’t’, she said")] == ["‘We can’t, we won’t’"]
    assert [m[0] for m in PASSAGE.finditer("“One.\n\n“Two.”")] == ["“One.", "“Two.”"]


@each_gold
def test_spans_cover_words_and_keep_apart(gold):
    for relation in gold.relations:
        spans = relation.content + relation.source + relation.cue
        assert relation.content
        assert relation.cue or not relation.source
        assert all(span.of(gold.text).strip() == span.of(gold.text) != "" for span in spans)
        assert len(characters(spans)) == sum(span.end - span.start for span in spans), (
            f"{relation.id}: roles overlap"
        )


@each_gold
def test_direct_speech_takes_its_marks_along(gold):
    for relation in gold.relations:
        for span in relation.content if relation.type == "direct" else ():
            words = span.of(gold.text)
            assert words[0] in OPENING
            assert words[-1] in CLOSING or gold.text[span.end] == "\n", f"{relation.id}: cut short"


@each_gold
def test_indirect_speech_stops_before_the_full_stop(gold):
    for relation in gold.relations:
        for span in relation.content if relation.type != "direct" else ():
            assert not span.of(gold.text).endswith((".", ",", ";", ":")), relation.id
            assert "\n" not in span.of(gold.text), relation.id


@each_gold
def test_only_mixed_speech_has_words_inside_and_outside_marks(gold):
    names = characters(gold.not_speech)
    for relation in gold.relations:
        if relation.nested_in or relation.debatable_on == "extent":
            continue
        letters = {i for i in characters(relation.content) - names if gold.text[i].isalnum()}
        inside = letters & quoted(gold.text)
        expected = "indirect" if not inside else "direct" if inside == letters else "mixed"
        assert relation.type == expected, relation.id


@each_gold
def test_a_colon_that_introduces_belongs_to_the_cue(gold):
    for relation in gold.relations:
        assert all(gold.text[span.end] != ":" for span in relation.cue), relation.id


@each_gold
def test_a_clear_speaker_is_called_by_a_name_the_report_gives(gold):
    text = " ".join(gold.text.split())
    clear = {r.speaker for r in gold.relations if r.speaker and r.certainty == "clear"}
    assert {name for name in clear if name not in text} == set()


@each_gold
def test_clear_relations_do_not_overlap(gold):
    taken: set[int] = set()
    for relation in gold.relations:
        if relation.certainty == "clear" and not relation.nested_in:
            own = characters(relation.content)
            assert not own & taken, relation.id
            taken |= own


@each_gold
def test_relations_stand_in_the_order_of_the_text(gold):
    starts = [relation.content[0].start for relation in gold.relations if not relation.nested_in]
    assert starts == sorted(starts)


@each_gold
def test_a_nested_relation_lies_in_its_parent(gold):
    by_id = {relation.id: relation for relation in gold.relations}
    for relation in gold.relations:
        if relation.nested_in:
            parts = by_id[relation.nested_in].content
            hull = Span(parts[0].start, parts[-1].end)
            assert all(hull.covers(span) for span in relation.content + relation.source + relation.cue)


def test_every_text_report_of_the_samples_has_gold():
    texts = {path.name for path in corpus.REPORTS.glob("*.txt")}
    assert texts == set(BY_DOC)


def test_a_gold_file_that_no_longer_fits_its_report_is_named(tmp_path):
    reports = tmp_path / "reports"
    shutil.copytree(corpus.REPORTS, reports)
    report = reports / "headlines.txt"
    report.write_text(
        report.read_text(encoding="utf-8").replace("Brack denies", "Brack regrets"), encoding="utf-8"
    )
    with pytest.raises(GoldError, match=r"headlines\.toml: fits 0 places.*Brack"):
        corpus.load_all(reports=reports)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('by = "Nobody Known"', "unknown speaker 'Nobody Known'"),
        ('by = "Corin Mabry"\nunnamed = "he"', "either by or unnamed"),
        ("", "either by or unnamed"),
        ('by = "Corin Mabry"\nat = "sea"', "unknown occasion 'sea'"),
        ('by = "Corin Mabry"\nunsure = "perhaps"', "unsure = 'perhaps'"),
        ('by = "Corin Mabry"\nspeaker = "x"', "unknown key 'speaker'"),
    ],
)
def test_a_gold_file_that_contradicts_itself_is_refused(tmp_path, line, complaint):
    (tmp_path / "r.txt").write_text("Rain is due, Mabry said.", encoding="utf-8")
    file = tmp_path / "r.toml"
    file.write_text(
        f"report = 'r.txt'\n[[said]]\ntext = '{{I:Rain is due}}, {{S:Mabry}} {{Q:said}}'\n{line}\n",
        encoding="utf-8",
    )
    with pytest.raises(GoldError, match=f"r\\.toml: {complaint}"):
        corpus.load(file, tmp_path, corpus.speakers())


def test_what_is_written_is_what_a_scorer_of_reports_reads(tmp_path):
    corpus.write(tmp_path, GOLDS)
    for gold in GOLDS:
        data = json.loads((tmp_path / "gold" / gold.doc).with_suffix(".json").read_text(encoding="utf-8"))
        text = (tmp_path / "reports" / data["doc"]).read_bytes().decode("utf-8")
        assert text == gold.text
        for row, relation in zip(data["attributions"], gold.relations, strict=True):
            assert [text[s:e] for s, e in row["content"]] == [span.of(gold.text) for span in relation.content]


def test_the_gold_scores_full_marks_against_itself(tmp_path):
    script = SHARED / "score" / "score.py"
    if not script.exists():
        pytest.skip("no ../shared/score/score.py beside this checkout")
    spec = importlib.util.spec_from_file_location("score", script)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    corpus.write(tmp_path, GOLDS)
    hard, soft = score.read_reports(tmp_path / "gold")
    gold = {name: (BY_DOC[name].text, rows) for name, rows in hard.items()}
    output = {name: {"quotations": rows} for name, rows in hard.items()}
    result = score.score_relations(output, gold, ignore=soft)
    assert result["relations_gold"] >= 150
    assert result["AR"]["all"]["F1"] == 1.0


def test_shared_gold_and_ours_have_the_same_shape():
    files = sorted((SHARED / "gold").glob("*.json"))
    if not files:
        pytest.skip("no ../shared/gold beside this checkout")
    theirs = {
        key
        for file in files
        for row in json.loads(file.read_text(encoding="utf-8"))["attributions"]
        for key in row
    }
    ours = {key for gold in GOLDS for row in gold.as_json()["attributions"] for key in row}
    assert ours - theirs <= {"entity"}
    assert theirs - ours <= {"speakers"}


def test_every_sample_is_described():
    described = (corpus.ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in corpus.REPORTS.iterdir() if path.name not in described] == []


def test_samples_are_read_as_utf8_without_carriage_returns():
    for path in sorted(Path(corpus.REPORTS).iterdir()):
        assert b"\r" not in path.read_bytes(), path.name
        path.read_text(encoding="utf-8")
