"""Verify names what was altered: every column of every row, and any byte of the file."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, RecordError, Span, Speaker
from onrecord.match.lists import from_csv
from onrecord.record import Problem, Record
from onrecord.record.schema import metadata
from tests.record import fake_ledger

pytestmark = pytest.mark.sqlite

Make = Callable[..., Extraction]

TABLES = tuple(table.name for table in metadata.sorted_tables)
MADE_AGAIN = {"sketch"}
"""What is lost of these is made again when it is asked for."""
COLUMNS = [(table.name, column.name) for table in metadata.sorted_tables for column in table.columns]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, extraction: Make, quoting: Make) -> Path:
    """A record with every sort of row: four reports, one of them in two versions, and what was decided."""
    path = tmp_path_factory.mktemp("filled") / "record.db"
    with Record.open(path) as record:
        record.add(extraction(outlet=None))
        record.add(extraction(text=extraction().report.text + "Corrected on Tuesday.\n"))
        record.add(quoting("short.txt", "東京 fares fall.", "Jon Weir"))
        record.add(quoting("joint.txt", "Tolls stay.", joint("Jon Weir and both councils")))
        record.add(quoting("again.txt", "The ferry will run all winter", "Ida Rowan"))
        people = record.registry
        (merged,) = people.merge("Jon Weir", "Łukasz Brzoza", by="Ada")
        people.undo(merged.id, by="Ada")
        people.split("Ida Rowan", "Jon Weir", by="Ada", why="two people")
        people.role("Rowan", "harbour master", first="2020-01-01", last="2026-02-01", by="Ada")
        people.undo(people.alias("Rowan", "The Master", by="Ada").id, by="Ada")
        table = ["name,aliases,qid", "Ida Rowan,I. Rowan,Q7"]
        assert not list(people.take_in("people.csv", by="Ada").run(from_csv(table), everything=False))
        one, other, third = (each.id for each in islice(record.statements.list(), 3))
        (joined, *_) = record.statements.merge(one, other, by="Ada", why="one speech")
        record.statements.undo(joined.id, by="Ada")
        record.statements.merge(one, third, by="Ada")
        with fake_ledger.rules():
            fill_ledger(record, quoting)
            put_right(record)
    return path


def fill_ledger(record: Record, quoting: Make) -> None:
    """A commitment in two reports, what was told of it later, a figure, and what was found."""
    record.add(quoting("quay.txt", "We will repair the eastern quay by 2026-06-30.", "Ida Rowan"))
    record.add(quoting("wharf.txt", "The council will repair the eastern quay by 2026-06-30.", None))
    told = "The eastern quay opened. Quays cost 40-50 marks more in 2026."
    record.add(quoting("later.txt", told, "Jon Weir", published=Fact("2026-07-01")))
    (row,) = record.ledger.figures()
    assert row.text == "40-50 marks"
    with record._database.reading() as connection:
        which = connection.exec_driver_sql("SELECT id FROM commitment ORDER BY id LIMIT 1").scalar_one()
    judged = record.ledger.judge(which, "delayed", by="Ada", note="on site", until="2026-09-30")
    record.ledger.undo(judged.id, by="Ada")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fake_ledger, "ENDS_EARLY", True)
        wharf = "The council will repair the eastern quay by 2026-06-30."
        assert record.add(quoting("wharf.txt", wharf, None, grade="record")).status != "unchanged"
        record.ledger.match()
    record.statements.match()


def put_right(record: Record) -> None:
    """A correction of each sort, one of them undone."""
    (again,) = record.report("again.txt").quotations
    which = f"{record.report('again.txt').id}-{again.id}"
    made = record.corrections.span(which, content=[Span(0, 18)], source=[Span(19, 22)], by="Ada", why="less")
    record.corrections.speaker(made.target or "", "Jon Weir", by="Ada")
    (quay,) = record.report("quay.txt").commitments
    record.corrections.deadline(quay.id, earliest="2026-06-01", latest="2026-07-31", by="Ada")
    undone = record.corrections.none(made.target or "", by="Ada")
    record.corrections.undo(undone.correction.id, by="Bo")
    record.ledger.match()
    record.statements.match()


def joint(name: str) -> Speaker:
    """Somebody and two councils, who speak together."""
    councils = [
        Speaker(f"c{i}", f"{place} Council", "organisation", "named")
        for i, place in enumerate(("Tarn", "Peat"))
    ]
    both = Speaker("both", "both councils", "group", "the two just named", 0.8, members=tuple(councils))
    weir = Speaker("s1", "Jon Weir", "person", "named", 0.9, ("pilot",))
    return Speaker("all", name, "group", "joined in the source", 0.9, members=(weir, both))


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "copy.db"))


def altered(path: Path, *statements: str) -> list[Problem]:
    """What verify finds after the statements, run with every constraint off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    with Record.open(path, create=False) as record:
        return list(record.verify())


def test_an_untouched_record_has_no_problem(filled: Path) -> None:
    seen: list[tuple[int, int]] = []
    with Record.open(filled) as record:
        assert list(record.verify(lambda done, total: seen.append((done, total)))) == []
    assert seen == [(done, 8) for done in range(1, 9)]


def test_a_read_only_record_is_proved_as_well(filled: Path) -> None:
    with Record.open(filled, read_only=True) as record:
        assert list(record.verify()) == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_altered_field_is_found(copy: Path, table: str, column: str) -> None:
    last = f'(SELECT max("{column}") FROM {table})'
    as_text, as_blob = f"typeof({last}) = 'text'", f"typeof({last}) = 'blob'"
    value = f"CASE WHEN {as_text} THEN {last} || '~' WHEN {as_blob} THEN x'00' ELSE {last} + 1 END"
    one = f'WHERE "{column}" = {last}'
    assert altered(copy, f'UPDATE {table} SET "{column}" = {value} {one}')


@pytest.mark.parametrize(("table", "column"), [each for each in COLUMNS if each[1] != "key"])
def test_a_field_of_another_type_is_found_and_can_be_told(copy: Path, table: str, column: str) -> None:
    one = f'WHERE "{column}" = (SELECT max("{column}") FROM {table})'
    problems = altered(copy, f"UPDATE {table} SET \"{column}\" = CAST(x'C3FF' AS TEXT) {one}")
    assert problems
    for problem in problems:
        assert "\n" not in str(problem)
        str(problem).encode()


@pytest.mark.parametrize("table", [table for table in TABLES if table not in MADE_AGAIN])
@pytest.mark.parametrize("which", ["ASC", "DESC"])
def test_a_lost_row_is_found(copy: Path, table: str, which: str) -> None:
    column = next(column.name for column in metadata.tables[table].columns)
    value = f"(SELECT {column} FROM {table} ORDER BY {column} {which} LIMIT 1)"
    assert altered(copy, f"DELETE FROM {table} WHERE {column} = {value}")


@pytest.mark.parametrize(
    ("statement", "place", "what"),
    [
        (
            "UPDATE version SET text = replace(text, 'winter', 'wynter') WHERE number = 2",
            ("ferry", 2, None),
            "its text is not what its bytes say (from character 18): expected 'Ferry to run all winter",
        ),
        (
            "UPDATE quotation_span SET exact = 'the pilot' WHERE exact = 'she' AND quotation_key = 5",
            ("ferry", 2, 1),
            "its source at 162-165 is not what the report says there (from character 0): expected",
        ),
        (
            "UPDATE quotation SET text = 'Fares will rise' WHERE text = 'fares will not rise' AND key = 6",
            ("ferry", 2, 2),
            "its words are not those of its content",
        ),
        (
            "UPDATE speaker SET name = 'Ida Bowan' WHERE name = 'Ida Rowan' AND version_key = 2",
            ("ferry", 2, None),
            "its speaker 'Ida Bowan' was altered: the seal",
        ),
        (
            "UPDATE version SET published = '2025-02-16' WHERE number = 2",
            ("ferry", 2, None),
            "was altered: the seal",
        ),
        ("UPDATE quotation SET embedding = NULL WHERE key = 6", ("ferry", 2, 2), "was altered: the seal"),
        (
            "UPDATE name SET kind = 'organisation' WHERE exact = 'Ida Rowan' AND version_key = 2",
            ("ferry", 2, None),
            "was altered: the seal",
        ),
        (
            "UPDATE name SET start = start + 1 WHERE exact = 'Ida Rowan' AND version_key = 2",
            ("ferry", 2, None),
            "the name at 118-126 is not what the report says there (from character 0): expected 'Ida Rowan'",
        ),
        (
            "DELETE FROM name WHERE exact = 'Ida Rowan' AND version_key = 2",
            ("ferry", 2, None),
            "the number of its names: expected 5, found 4",
        ),
        ("UPDATE version SET names = 0 WHERE number = 2", ("ferry", 2, None), "names: expected 0, found 5"),
        ("UPDATE version SET names = NULL WHERE names = 0", None, "was altered: the seal"),
        (
            "DELETE FROM version WHERE number = 2",
            None,
            "a row of name points at a row of version that is not",
        ),
        ("UPDATE report SET source = '/other' WHERE name = 'ferry.txt'", None, "its id does not follow"),
        ("UPDATE archive SET data = x'0102' WHERE size > 300", ("ferry", 2, None), "cannot be unpacked"),
        (
            "UPDATE version SET current = 1 - current WHERE number = 2",
            ("ferry", None, None),
            "or the wrong one is cu",
        ),
        (
            "DELETE FROM quotation_words WHERE rowid = (SELECT slot FROM quotation WHERE key = 6)",
            ("ferry", 2, 2),
            "its text is not in the search index",
        ),
        (
            "UPDATE version SET slot = slot + 1 WHERE number = 2",
            ("ferry", 2, None),
            "its text is not in the search index",
        ),
        ("INSERT INTO report_words (rowid, words) VALUES (9, 'ferry')", None, "search words of no report: 9"),
        (
            "UPDATE judgement SET verdict = 'same' WHERE verdict = 'different'",
            None,
            "was altered: the seal",
        ),
        ("UPDATE judgement SET undone_at = NULL, undone_by = NULL", None, "was altered: the seal"),
        (
            "DELETE FROM judgement WHERE verdict = 'different'",
            None,
            "the number of rows of judgement: expected",
        ),
        ("DELETE FROM entry WHERE what = 'role'", None, "the number of rows of entry: expected"),
        ("UPDATE entry SET value = 'Q8' WHERE value = 'Q7'", None, "was altered: the seal"),
        (
            "UPDATE appearance SET profile_id = (SELECT max(id) FROM profile)",
            None,
            "was altered: the seal",
        ),
        (
            "UPDATE profile SET entity_id = (SELECT max(id) FROM entity)",
            None,
            "was altered: the seal",
        ),
        (
            "UPDATE member SET confidence = 0.5 WHERE position = 0",
            None,
            "was altered: the seal",
        ),
        (
            "UPDATE version SET matched = 2 WHERE number = 2",
            ("ferry", 2, None),
            "whether the registry has it",
        ),
        ("INSERT INTO archive VALUES ('ab', 0, 'none', x'')", None, "bytes of no report: ab"),
        ("CREATE TABLE extra (x)", None, "the table, index or view extra was altered"),
        ("DROP VIEW evidence", None, "the table, index or view evidence was altered"),
    ],
)
def test_a_problem_names_the_place_and_what_was_expected(
    copy: Path, extraction: Make, statement: str, place: tuple[str, int | None, int | None] | None, what: str
) -> None:
    problems = altered(copy, statement)
    (problem, *_) = [problem for problem in problems if what in str(problem)] or [None]
    assert problem is not None, [str(problem) for problem in problems]
    if place is not None:
        with Record.open(copy) as record:
            (ferry,) = [row.id for row in record.reports() if row.name == "ferry.txt"] or [problem.report]
            stored = record.report(ferry, version=place[1]) if place[2] is not None else None
        assert (problem.report, problem.version) == (ferry, place[1])
        assert problem.quotation == (
            stored.quotations[place[2]].id if stored and place[2] is not None else None
        )


def flips(path: Path, times: int, seed: int) -> Iterator[tuple[int, int]]:
    """`times` places in the file, each with a bit to turn over; few in its empty parts."""
    chance = random.Random(seed)
    data = path.read_bytes()
    used = [place for place, byte in enumerate(data) if byte]
    for number in range(times):
        place = chance.choice(used) if number % 5 else chance.randrange(len(data))
        yield place, 1 << chance.randrange(8)


def contents(path: Path) -> dict[str, object]:
    """Everything the library reads from a record, as far as it can be read."""
    with Record.open(path, create=False, read_only=True) as record:
        stored = list(record.extractions())
        return {
            "stored": stored,
            "versions": [record.versions(each.id) for each in stored],
            "first": [record.report(each.id, version=1) for each in stored],
            "quotes": list(record.quotes()),
            "speakers": list(record.speakers()),
            "people": [record.registry.portrait(entity.id) for entity in record.people()],
            "judgements": list(record.registry.judgements()),
            "statements": [record.statements.statement(row.id) for row in record.statements.list()],
            "repeats": list(record.statements.repeats()),
            "reports": list(record.reports()),
            "dated": list(record.quotes(since="2026-02-10", until="2026-02-15")),
            "searched": [
                record.search(word) for word in ("ferry", "fares fall", "東京", "winter crew", "lukasz")
            ],
        }


def turned(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_anywhere_in_the_file_is_found_or_changes_nothing_that_is_read(
    filled: Path, tmp_path: Path, seed: int
) -> None:
    intact = contents(filled)
    found = 0
    for place, bit in flips(filled, 25, seed):
        path = Path(shutil.copy(filled, tmp_path / "flipped.db"))
        turned(path, place, bit)
        try:
            with Record.open(path, create=False) as record:
                problems = list(record.verify())
        except RecordError:
            found += 1
            continue
        if problems:
            found += 1
        else:
            assert contents(path) == intact, f"bit {bit} at {place} went unnoticed"
    assert found >= 5


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_found(copy: Path, part: float) -> None:
    data = copy.read_bytes()
    copy.write_bytes(data[: int(len(data) * part)])
    try:
        with Record.open(copy, create=False) as record:
            assert list(record.verify())
    except RecordError as error:
        assert "damaged" in str(error)  # noqa: PT017 (either way of saying so will do)


def test_a_flipped_bit_in_stored_words_is_always_found_and_named(filled: Path, tmp_path: Path) -> None:
    data = filled.read_bytes()
    chance = random.Random(7)
    for words in ("harbour master", "Ida Rowan", "Alder Bay Courier", "Łukasz Brzoza", "/news/ferry.txt"):
        encoded = words.encode()
        start = data.find(encoded)
        while start >= 0:
            path = Path(shutil.copy(filled, tmp_path / "flipped.db"))
            turned(path, start + chance.randrange(len(encoded)), 1 << chance.randrange(8))
            with Record.open(path, create=False) as record:
                problems = list(record.verify())
            assert problems, f"{words} at {start}"
            start = data.find(encoded, start + 1)
