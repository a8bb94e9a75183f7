"""Search without marks finds every word it may be; with marks, just that word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.folding import is_marked, marked_word, plain_word, words_of

SYLLABLES = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạếộữ", min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("typed", "finds", "not_this"),
    [
        ("duong", ["Dương", "Đường", "đương"], ["Dượnga"]),
        ("DANG", ["Đặng", "Dang", "dâng"], ["Danh"]),
        ("hoa", ["Hoà", "hòa", "Hóa", "họa"], ["hoai"]),
    ],
)
def test_a_word_without_marks_means_all(typed: str, finds: list[str], not_this: list[str]) -> None:
    assert not is_marked(typed)
    assert {plain_word(one) for one in finds} == {plain_word(typed)}
    assert plain_word(typed) not in {plain_word(one) for one in not_this}


def test_a_word_with_marks_means_itself_wherever_the_mark_is_written() -> None:
    assert is_marked("đường")
    assert marked_word("thúy") == marked_word("thuý")
    assert marked_word("hòa") == marked_word("hoà") != marked_word("hóa")
    assert marked_word("đường") != marked_word("dương")


@given(SYLLABLES)
def test_how_a_word_is_encoded_and_written_does_not_matter(word: str) -> None:
    apart = unicodedata.normalize("NFD", word.upper())

    assert marked_word(apart) == marked_word(word)
    assert plain_word(apart) == plain_word(word)
    assert plain_word(plain_word(word)) == plain_word(word)


@given(st.text(max_size=50))
def test_words_are_letters_and_digits_only(told: str) -> None:
    assert all(word.isalnum() or not word.isascii() for word in words_of(told))
    assert all(0 < len(word) <= 40 for word in words_of(told))
