"""Vietnamese lists stand in the order of dictionaries, and of official lists of names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.ordering import LETTERS, name_key, word_key

WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + "àảãáạệớựĐ 09-", max_size=12)

IN_ORDER = {
    "letters": "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
    "tones": "ma mà mả mã má mạ",
    "vowels before tones": "an ạn ăn ắn ân ận",
    "đ after d, whatever follows": "dạy duyên dự đa đàn",
    "a word before the longer one": "an < an bình < anh < ánh",
    "phan before ơ": "ông ơn phan",
}


@pytest.mark.parametrize("words", IN_ORDER.values(), ids=IN_ORDER)
def test_words_stand_in_the_order_of_a_dictionary(words: str) -> None:
    ordered = words.split(" < ") if "<" in words else words.split()

    mixed = [*ordered[1::2], *ordered[::2]]

    assert sorted(mixed, key=word_key) == ordered


def test_people_stand_by_given_name_then_family_name_then_what_is_between() -> None:
    people = [
        "Hoàng Văn An",
        "Lò Thị An",
        "Lò Văn An",
        "An Thị Anh",
        "Đỗ Ánh",
        "Trần Bảo Ân",
        "Bùi Đức",
    ]

    mixed = [*people[1::2], *people[::2]]

    assert sorted(mixed, key=name_key) == people


@given(WORDS)
def test_composed_and_decomposed_text_has_one_key(words: str) -> None:
    assert word_key(unicodedata.normalize("NFD", words)) == word_key(words)


@given(WORDS, WORDS)
def test_only_equal_words_have_equal_keys(one: str, other: str) -> None:
    assert (word_key(one) == word_key(other)) == (one == other)


@given(WORDS, WORDS)
def test_capitals_decide_last(one: str, other: str) -> None:
    if one.lower() == other.lower():
        return
    small = word_key(one.lower()) < word_key(other.lower())

    assert (word_key(one) < word_key(other)) == small


@given(st.text(max_size=30))
def test_any_text_has_a_key(words: str) -> None:
    assert isinstance(word_key(words), bytes)
    assert isinstance(name_key(words), bytes)
