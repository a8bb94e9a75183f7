"""From a file to a model: each wrong value is told with its place, its words and what was meant."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from texts import FileMistakesError, Mistake, Text
from texts.reading import Closed, Day, Flag, Name, Whole, Words, read_model


class Inner(Closed):
    kind: Literal["open", "secret"]
    text: Text


class Outer(Closed):
    name: Name
    count: Whole = 0
    since: Day | None = None
    sure: Flag = False
    note: Words = ""
    inner: dict[str, Inner] = {}
    several: tuple[Inner, ...] = ()


class OwnError(FileMistakesError):
    pass


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(OwnError) as found:
        read_model(text, file="a.yaml", model=Outer, error=OwnError)
    return found.value.mistakes


def test_a_right_file_becomes_a_model() -> None:
    outer, tree = read_model(
        "name: ballot\ncount: 12\nsince: 2025-03-12\nsure: true\n", file="a.yaml", model=Outer
    )

    assert (outer.count, outer.since, outer.sure) == (12, date(2025, 3, 12), True)
    assert str(tree.place(("since",))) == "a.yaml:3:8"


@pytest.mark.parametrize(
    ("line", "code", "place", "suggestion"),
    [
        ("cuont: 1", "unknown-key", "a.yaml:2:1", "count"),
        ("count: 010", "not-whole", "a.yaml:2:8", None),
        ("count: 1_000", "not-whole", "a.yaml:2:8", None),
        ("since: 2025-02-31", "not-day", "a.yaml:2:8", None),
        ("since: 31/02/2025", "not-day", "a.yaml:2:8", None),
        ("sure: yes", "not-flag", "a.yaml:2:7", None),
        ("several: 1", "wrong-kind", "a.yaml:2:10", None),
        ("inner: [1]", "wrong-kind", "a.yaml:2:8", None),
        ("inner: {a: {kind: secrt, text: {vi: a, en: b}}}", "not-one-of", "a.yaml:2:19", "secret"),
        ("inner: {a: {kind: open, text: {vi: a}}}", "missing-key", "a.yaml:2:31", None),
        (
            "inner: {a: {kind: open, text: {vi: a, en: b, fr: c}}}",
            "unknown-key",
            "a.yaml:2:46",
            None,
        ),
        ("inner: {a: {kid: open, text: {vi: a, en: b}}}", "unknown-key", "a.yaml:2:13", "kind"),
        ("inner: {a: {kind: open, text: {vi: a, en: ''}}}", "wrong-kind", "a.yaml:2:43", None),
    ],
)
def test_a_wrong_value_is_told_with_place_and_suggestion(
    line: str, code: str, place: str, suggestion: str | None
) -> None:
    found = mistakes_in(f"name: ballot\n{line}\n")

    assert (code, place, suggestion) in [
        (one.code, str(one.place), one.suggestion) for one in found
    ]


def test_all_wrong_values_are_told_together() -> None:
    found = mistakes_in("count: x\nsure: maybe\nsince: soon\n")

    assert [one.code for one in found] == ["missing-key", "not-whole", "not-flag", "not-day"]


def test_an_empty_file_is_told_as_such() -> None:
    assert mistakes_in("")[0].code == "wrong-kind"
