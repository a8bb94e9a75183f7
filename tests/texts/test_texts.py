"""Texts are filled in both languages, and never reach into a program."""

from __future__ import annotations

import pytest

from texts import LANGUAGES, Place, Text, joined, language_of, nearest
from texts.nearest import LONGEST, MOST_COMPARED


def test_a_text_within_a_text_is_filled_in_its_own_language() -> None:
    role = Text(vi="thư ký", en="secretary")

    filled = Text(vi="Hỏi {who}.", en="Ask the {who}.").fill(who=role)

    assert (filled.vi, filled.en) == ("Hỏi thư ký.", "Ask the secretary.")


def test_a_placeholder_cannot_reach_into_a_value() -> None:
    text = Text(vi="{value.__class__}", en="{value!r}")

    assert text.fill(value=1) == text


def test_placeholders_of_both_languages_are_told() -> None:
    assert Text(vi="{a}", en="{b.c}").placeholders() == {"a", "b.c"}


def test_a_word_far_from_all_others_has_no_nearest() -> None:
    assert nearest("x" * 10_000, ["draft"]) is None
    assert nearest("drft", ["draft", "refused"]) == "draft"


@pytest.mark.parametrize(
    ("word", "meant"), [("x" * LONGEST, "x" * (LONGEST - 1)), ("x" * (LONGEST + 1), None)]
)
def test_a_word_that_is_too_long_is_compared_with_none(word: str, meant: str | None) -> None:
    assert nearest(word, ["x" * (LONGEST - 1)]) == meant


def test_so_many_known_words_are_compared_and_no_more() -> None:
    size = len("ho-so-0000")
    names = [f"ho-so-{number:04}" for number in range(MOST_COMPARED // size**2 + 1)]

    assert nearest("ho-so-012a", names[:-1]) is not None
    assert nearest("ho-so-012a", names) is None


def test_nothing_known_is_near_to_nothing() -> None:
    assert nearest("draft", []) is None
    assert nearest("", ["draft"]) is None


def test_texts_are_joined_language_by_language() -> None:
    assert joined([Text("a", "b"), Text("c", "d")], "; ") == Text("a; c", "b; d")


def test_only_our_languages_are_known() -> None:
    assert [language_of(one) for one in LANGUAGES] == ["vi", "en"]
    assert language_of("de") is None


def test_places_are_ordered_as_in_the_file() -> None:
    assert min(Place("a", 10, 1), Place("a", 2, 5)).line == 2
