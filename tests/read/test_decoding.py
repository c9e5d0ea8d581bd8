"""Text is what the bytes say, code point for code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import from_bytes, read_text

FRENCH = (
    "Le ministre a déclaré mercredi que la traversée sera rouverte à l'été. « Nous avons signé le contrat », "
    "a-t-elle ajouté, en précisant le coût élevé des travaux."
)
RUSSIAN = (
    "Министр транспорта сообщил в среду, что паромная переправа откроется весной. «Мы подписали договор "
    "сегодня утром», сказала она журналистам."
)
POLISH = (
    "Minister powiedział w środę, że przeprawa zostanie otwarta wiosną. Mieszkańcy wioski uwierzą, gdy "
    "zobaczą dźwig na nabrzeżu."
)
JAPANESE = "大臣は水曜日、春に渡し船の運航を再開すると述べた。「今朝契約に署名した」と記者団に語った。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        (FRENCH, "latin-1"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (POLISH, "cp1250"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_every_common_encoding_gives_the_same_text(reading, text, encoding):
    content = text.replace("«", '"').replace("»", '"')
    assert reading.one(content.encode(encoding)).text == content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_stays_a_character_and_is_marked(reading, encoding):
    report = reading.one(RUSSIAN.encode(encoding))
    assert report.text == "\ufeff" + RUSSIAN
    assert report.boilerplate[0] == (0, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_are_not_translated(reading, newline):
    text = f"Ferry to sail again in spring{newline}{newline}The ferry will sail.{newline}"
    assert reading.one(text).text == text


def test_one_broken_byte_does_not_turn_utf8_into_another_encoding(reading):
    data = RUSSIAN.encode()
    report = reading.one(data[:19] + b"\xff" + data[19:])
    assert report.text.count("\ufffd") == 1
    assert report.text.replace("\ufffd", "") == RUSSIAN


@given(st.text().filter(lambda text: text.strip("\ufeff \t\r\n\v\f\xa0") and "\0" not in text))
def test_any_text_survives(text):
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return
    (report,) = from_bytes(data, "any.txt", "any.txt")
    assert report.text == text
    assert report.data == data
    assert report == read_text(text, name="any.txt", source="any.txt")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n\t", "it holds no text"),
        (b"\xef\xbb\xbf", "it holds no text"),
        (b"rain\0bow" * 3, "binary: NUL byte at 4"),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03", "binary: neither UTF-8 nor the characters of any text"),
        (b"%PDF-1.7\nrest", "a PDF file, not text"),
        (b"PK\x03\x04rest", "a ZIP archive or office document, not text"),
        (b"\xff\xfe\x00", "it begins as UTF-16-LE and is not"),
        ("rain\0bow".encode("utf-16"), "binary: it holds a NUL character"),
    ],
)
def test_what_is_not_text_is_named(reading, data, why):
    assert reading.why(data) == why
