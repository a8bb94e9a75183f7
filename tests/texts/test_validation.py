"""Paths of pydantic lead to places in a file, also through unions, lists and groups."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

import pytest
from pydantic import Field, create_model

from texts import MOST_SUGGESTIONS, FileMistakesError, Mistake, Text
from texts.reading import Closed, Name, Whole, Words, read_model


class Level(Enum):
    """Who decides."""

    UNIT = "unit"
    PROVINCE = "province"


class Share(Closed):
    kind: Literal["share"]
    percent: Whole


class Count(Closed):
    kind: Literal["count"]
    votes: Whole


class Paper(Closed):
    name: Name
    text: Text | None = None
    quorum: Annotated[Share | Count, Field(discriminator="kind")] | None = None


class Title(Closed):
    level: Level = Level.UNIT
    from_: Words = Field(default="", alias="from")
    papers: dict[Name, tuple[Paper, ...]] = {}
    either: Share | Count | None = None
    share: Annotated[float, Field(ge=0)] = 0


def told(text: str | bytes) -> tuple[Mistake, ...]:
    with pytest.raises(FileMistakesError) as found:
        read_model(text, file="a.yaml", model=Title)
    return found.value.mistakes


def brief(text: str | bytes) -> list[tuple[str, str, str | None]]:
    return [(one.code, str(one.place), one.suggestion) for one in told(text)]


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("- {name: a, quorum: {kind: share, percent: x}}", ("not-whole", "a.yaml:3:48", None)),
        (
            "- {name: a, quorum: {kind: share, percnt: 8, percent: 8}}",
            ("unknown-key", "a.yaml:3:39", "percent"),
        ),
        ("- {name: a, text: {vi: a, en: b, eng: c}}", ("unknown-key", "a.yaml:3:38", "en")),
        ("- {name: A}", ("not-name", "a.yaml:3:14", None)),
        ("- {name: a, txt: {vi: a, en: b}}", ("unknown-key", "a.yaml:3:17", "text")),
        ("- a", ("wrong-kind", "a.yaml:3:7", None)),
    ],
    ids=["tagged value", "tagged key", "key of a text", "name", "key", "no group"],
)
def test_a_mistake_deep_in_a_file_has_its_place(
    line: str, mistake: tuple[str, str, str | None]
) -> None:
    assert brief(f"papers:\n  to_trinh:\n    {line}") == [mistake]


def test_a_tag_that_nobody_knows_is_told_where_it_stands() -> None:
    (mistake,) = told("papers: {a: [{name: a, quorum: {kind: shore, percent: 8}}]}")

    assert (mistake.code, str(mistake.place)) == ("wrong-value", "a.yaml:1:32")


def test_a_union_without_a_tag_tells_what_each_of_its_kinds_misses() -> None:
    found = told("either: {kind: share, votes: 3}")

    assert {one.code for one in found} == {"missing-key", "unknown-key", "not-one-of"}
    assert {one.place.line for one in found} == {1}
    assert {str(one.place) for one in found if one.code == "not-one-of"} == {"a.yaml:1:16"}


def test_the_words_of_an_enumeration_are_shown_and_the_nearest_is_meant() -> None:
    (mistake,) = told("level: provinc")

    assert (mistake.code, mistake.words, mistake.suggestion) == (
        "not-one-of",
        "provinc",
        "province",
    )
    assert "unit | province" in mistake.text.vi


def test_a_key_that_python_cannot_name_is_known_by_its_alias() -> None:
    title, _ = read_model("from: Sở Nội vụ", file="a.yaml", model=Title)

    assert title.from_ == "Sở Nội vụ"
    assert brief("fro: a") == [("unknown-key", "a.yaml:1:1", "from")]


def test_a_bound_of_pydantic_is_told_in_our_own_words() -> None:
    (mistake,) = told("share: -1")

    assert (mistake.code, mistake.words) == ("wrong-value", "-1")
    assert mistake.text.en == "write a number of 0.0 or more, not -1"
    assert mistake.text.vi == "hãy viết một số từ 0.0 trở lên, không phải -1"


def test_a_form_of_pydantic_is_told_without_its_pattern_and_with_what_fits_it() -> None:
    coded = create_model("Coded", __base__=Closed, code=(str, Field(pattern="^[A-Z_]{2,9}$")))

    with pytest.raises(FileMistakesError) as wrong:
        read_model("code: bk-tinh", file="a.yaml", model=coded)

    (mistake,) = wrong.value.mistakes
    assert (mistake.code, mistake.suggestion) == ("wrong-value", "BK_TINH")
    assert mistake.text.vi == "'bk-tinh' viết không đúng dạng cần có ở đây"
    assert "^" not in mistake.text.vi + mistake.text.en


@pytest.mark.parametrize("text", ["", "# trống", "[]", "a", "null"])
def test_a_file_that_is_no_group_is_told_as_such(text: str) -> None:
    assert brief(text) == [("wrong-kind", "a.yaml:1:1", None)]


def test_json_is_read_into_the_same_model() -> None:
    title, tree = read_model(
        b'{"papers": {"a": [\n{"name": "b", "quorum": {"kind": "count", "votes": 12}}]}}',
        file="a.json",
        model=Title,
    )

    assert title.papers["a"][0].quorum == Count(kind="count", votes=12)
    assert str(tree.place(("papers", "a", 0, "quorum", "votes"))) == "a.json:2:52"


def test_a_file_that_is_no_yaml_is_told_as_the_given_error() -> None:
    class OwnError(FileMistakesError):
        pass

    with pytest.raises(OwnError) as found:
        read_model("a: [", file="a.yaml", model=Title, error=OwnError)

    assert [one.code for one in found.value.mistakes] == ["syntax"]


def test_every_mistake_is_told_but_only_so_many_say_what_was_meant() -> None:
    most = MOST_SUGGESTIONS + 7
    names = "".join(f"  a{number}: [{{name: a, tetx: 1}}]\n" for number in range(most))

    found = told(f"papers:\n{names}")

    assert len(found) == most
    assert sum(one.suggestion == "text" for one in found) == MOST_SUGGESTIONS
