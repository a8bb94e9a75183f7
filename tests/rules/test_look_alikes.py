"""Letters that look alike are told apart in files of law, and free where names of people stand."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

import pytest

import rules
from tests.rules import batches
from tests.rules.books import codes_in, mistakes_in
from tests.rules.hostile import (
    GOOD,
    LAWS,
    PATIENCE,
    Reader,
    of_facts,
    of_laws,
    of_money,
    told,
)


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < PATIENCE


# Row 55: letters that look alike.

CYRILLIC = {"c": "\u0441", "o": "\u043e", "e": "\u0435", "a": "\u0430"}


def with_signs(words: str) -> str:
    return "".join(CYRILLIC.get(sign, sign) for sign in words)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("c.only", with_signs("c.only"), "look-alike"),
        ("c.only", "c.\u0111only", "not-name"),
        ("c.only", "c.only\uff11", "look-alike"),
        ("c.only", "c.\u200bonly", "hidden-character"),
        ("c.only", "c.\u202eonly", "hidden-character"),
        ("c.only", "c.on\u00adly", "hidden-character"),
        ("TRIAL", with_signs("TRIaL"), "look-alike"),
        ("must: service", f"must: {with_signs('service')}", "expression"),
        (">= 6", ">= \uff16", "expression"),
        (">= 6", ">= \u0666", "expression"),
        ("vi: Thử", "vi: \u00d0ề nghị", "look-alike"),
        ("vi: Thử", 'vi: "\\u00d0ề nghị"', "look-alike"),
        ("vi: Thử", "vi: \u0189ề nghị", "look-alike"),
        ("vi: Thử", f"vi: {with_signs('Thao')}", "look-alike"),
        ("vi: Thử", "vi: Th\uff10", "look-alike"),
        ("vi: Thử", "vi: \U0001d413hử", "look-alike"),
        ("vi: Thử", f"vi: {unicodedata.normalize('NFD', 'Thử')}", "not-composed"),
        ("vi: Thử", "vi: T\u200dhử", "hidden-character"),
        ("vi: Thử", "vi: T\u2066hử", "hidden-character"),
        ("vi: Thử", "vi: T\ufeffhử", "hidden-character"),
        ("vi: Thử", "vi: T\u00adhử", "hidden-character"),
        ("vi: Thử", "vi: T\u3164hử", "hidden-character"),
        ("vi: Thử", "vi: T\U000e0041hử", "hidden-character"),
        ("article: Điều 23", "article: \u00d0iều 23", "look-alike"),
        ("due: proposal", f"due: {with_signs('proposal')}", "look-alike"),
        ("        must:", f"        {with_signs('mast')}:", "look-alike"),
    ],
)
def test_letters_that_look_alike_are_told_apart(old: str, new: str, code: str) -> None:
    text = GOOD.replace(old, new, 1)

    assert code in codes_in(text)


def test_a_look_alike_comes_with_what_it_was_taken_for() -> None:
    (mistake,) = mistakes_in(GOOD.replace("vi: Thử", "vi: \u00d0ề nghị"))

    assert (mistake.words, mistake.suggestion) == ("\u00d0ề", "\u0110ề")
    assert "U+00D0" in mistake.text.vi
    assert str(mistake.place) == "a.yaml:3:12"


@pytest.mark.parametrize(
    ("mistakes_of", "text"),
    [
        (of_laws, LAWS),
        (of_money, rules.shipped_money().decode()),
        (batches.mistakes_in, rules.shipped_batch("CSTDCS")[1].decode()),
    ],
    ids=["laws", "money", "quotas"],
)
def test_laws_money_and_quotas_hold_no_look_alikes_either(mistakes_of: Reader, text: str) -> None:
    assert mistakes_of(text) == ()

    assert "look-alike" in told(mistakes_of(text.replace(" vi: ", " vi: \u00d0", 1)))


@pytest.mark.parametrize("sign", ["\u0110", "\u0111", "Ỹ", "ư", "–", "≥", "…", "“", "é", "²", "×"])
def test_vietnamese_and_its_signs_are_free(sign: str) -> None:
    assert mistakes_in(GOOD.replace("vi: Thử", f"vi: Thử {sign}")) == ()


def test_comments_may_hold_what_they_like() -> None:
    assert mistakes_in(f"# \u00d0, {with_signs('cao')}\n{GOOD}") == ()


def test_foreign_names_in_facts_are_no_mistake() -> None:
    assert of_facts("initiatives: [{title: Guðmundur}]") == ()
