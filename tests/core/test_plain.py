"""What a reader sees of a text, and that each character of it has its place."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span, plain


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain (100%) “text” – £5…", "plain (100%) “text” – £5…"),
        ("a\u00a0b\u2009c\u202fd\te\u3000f", "a b c d e f"),
        ("a\r\nb\rc\u2028d\u2029e\n\nf", "a\nb\nc\nd\ne\n\nf"),
        ("Olé Ole\u0301 Łódź Минский", "Ole Ole Łodz Минскии"),
        ("\ufeffa\u200bb\u200cc\u200dd\u2060e\u00adf\u202eg\u200fh\ufe0fi\u034fj\u3164", "abcdefghij"),
        # an emoji takes the space beside it along, but never joins two words
        ("so \U0001f600 it is", "so it is"),
        ("so\U0001f600 it\U0001f600is \U0001f600", "so it is "),
        ("“\U0001f600 So,” so \U0001f600\U0001f600.", "“So,” so ."),
        ("“So\U0001f600,” so", "“So,” so"),
        # families, skin tones, flags, keycaps, text symbols made emoji, subdivision flags
        ("a \U0001f469\u200d\U0001f469\u200d\U0001f466 b", "a b"),
        ("a \U0001f44d\U0001f3fd \U0001f1eb\U0001f1ee 1\ufe0f\u20e3 \u2764\ufe0f \u00a9\ufe0f b", "a b"),
        ("a \U0001f3f4\U000e0067\U000e0062\U000e007f b", "a b"),
        # what carries words, or what the vocabulary knows, stays
        ("© 20°C № 5 ★ ● 中文 한국 ½ ∞ €", "© 20°C № 5 ★ ● 中文 한국 ½ ∞ €"),
        ("", ""),
        ("\u200b\U0001f600", ""),
    ],
)
def test_what_a_reader_sees(text: str, seen: str) -> None:
    assert plain(text).text == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Zoë Brénner, Łukasz Дёмин", "Zoë Brénner, Łukasz Дёмин"),
        ("Zoe\u0308 Bre\u0301nner\u00a0\U0001f600 Дё\u200bмин\r\n", "Zoë Brénner Дёмин\n"),
        ("e\u200b\u0301", "é"),
        ("\u212bsa \u2126", "Åsa Ω"),
        # two marks on one letter, in either order; and where no one character has both
        ("a\u0323\u0302 a\u0302\u0323", "ậ ậ"),
        ("o\u0323\u0300 o\u0300\u0323 \u1ecd\u0300", "\u1ecd\u0300 \u1ecd\u0300 \u1ecd\u0300"),
        ("a\u0331\u0301 \u00e1\u0331", "\u00e1\u0331 \u00e1\u0331"),
        # a mark without a letter is none; NFC would part this letter from its dot
        ("\u0301a \u0301b\n\u0301", "a b\n"),
        ("\u0958\u0941", "\u0958\u0941"),
    ],
)
def test_accents_are_kept_where_they_are_to_be_shown(text: str, seen: str) -> None:
    assert plain(text, accents=True).text == seen


@pytest.mark.parametrize("accents", [False, True])
@given(text=st.text())
def test_what_is_seen_has_its_place(accents: bool, text: str) -> None:
    view = plain(text, accents=accents)
    assert len(view.text) == len(view.starts) == len(view.ends)
    places = list(zip(view.starts, view.ends, strict=True))
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))
    for i in range(len(places)):
        assert view.seen(view.original(Span(i, len(places)))) == (i, len(places))


@pytest.mark.parametrize("accents", [False, True])
@given(text=st.text())
def test_what_is_seen_is_seen_as_it_is(accents: bool, text: str) -> None:
    seen = plain(text, accents=accents).text
    assert plain(seen, accents=accents).text == seen


MARKED = st.text(
    alphabet=st.sampled_from("aeoZ \u00e9\u1ecd\u0430\u0438\u0300\u0301\u0302\u0308\u0323\u0331\u031b")
)


@given(MARKED)
def test_composed_or_not_is_the_same(text: str) -> None:
    one, other = (plain(unicodedata.normalize(form, text), accents=True).text for form in ("NFC", "NFD"))
    assert one == other


@given(st.text(alphabet="\n -~aZ’“”–\u00e9\u0142\u0159\u0436\u0451"))
def test_ordinary_letters_are_read_as_they_are(text: str) -> None:
    view = plain(text, accents=True)
    assert view.text == text
    assert list(view.starts) == list(range(len(text)))


def test_no_number_of_marks_on_a_letter_is_too_large() -> None:
    text = "e" + "\u0301\u0323" * 20_000
    view = plain(text, accents=True)
    assert len(view.text) < 10
    assert view.original(Span(0, len(view.text))) == (0, len(text))
    assert plain(text).original(Span(0, 1)) == (0, len(text))
