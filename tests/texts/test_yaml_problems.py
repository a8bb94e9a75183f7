"""What the YAML parser finds wrong is told in our own words, in Vietnamese as in English."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from texts import FileMistakesError
from texts.reading import parse
from texts.yaml_problems import OTHER, PROBLEMS, problem_of

BROKEN = (
    "a: [1, 2",
    "a: {b: 1",
    "a: 'x",
    "a: 'x\n---\n",
    "a:\n\t- b",
    "a: b: c",
    "- a\nb: c",
    "a: %x",
    "a: `x`",
    'a: "\\q"',
    'a: "\\x1"',
    'a: "\\UFFFFFFFF"',
    "a: !<x",
    "a: !foo!bar x",
    "%FOO\n---\na: b",
    "%TAG !\n---\na",
    "%%\n---\na",
    "%YAML 9.9\n---\na: 1",
    "%YAML a\n---\n",
    "a: |x\n b",
    "a: |0\n b",
    "a: |\n\tb",
    "a\nb: c",
    "a: 'b' c",
    "a: *",
    "]",
    "{a: b}}",
    "a:\n  - b\n c: d",
    "a: - b",
)
"""Texts in which the parser finds each kind of problem that it is known to find."""
SIGNS = st.text(alphabet="ab :-[]{},'\"|>%!&*#\n\t?\\", min_size=1, max_size=30)
ENGLISH = re.compile(r"\b(while|parsing|found|expected|mapping|token|flow|the|did|not)\b")


def problem_in(text: str) -> str | None:
    try:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as wrong:
        return wrong.problem
    return None


@pytest.mark.parametrize("text", BROKEN)
def test_each_known_problem_has_a_sentence_of_its_own(text: str) -> None:
    with pytest.raises(FileMistakesError) as wrong:
        parse(text, file="a.yaml")

    (mistake,) = (one for one in wrong.value.mistakes if one.code == "syntax")
    assert problem_of(problem_in(text)) is not OTHER
    assert ENGLISH.search(mistake.text.vi) is None
    assert "parsing" not in mistake.text.en


@given(SIGNS)
def test_no_text_makes_the_parser_say_what_has_no_sentence(text: str) -> None:
    problem = problem_in(text)

    assert problem is None or problem in PROBLEMS


def test_a_problem_that_nobody_knew_of_is_told_without_foreign_words() -> None:
    assert problem_of("found a new thing") is problem_of(None) is OTHER
