"""What other YAML readers turn into something else is kept, or refused with its place."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts import FileMistakesError, Mistake
from texts.reading import parse


def mistakes_in(text: str | bytes) -> tuple[Mistake, ...]:
    with pytest.raises(FileMistakesError) as found:
        parse(text, file="a.yaml")
    return found.value.mistakes


@pytest.mark.parametrize("word", ["on", "yes", "no", "010", "12:30", "1e3", "2024-01-01", "0x10"])
def test_a_word_stays_the_word_that_was_written(word: str) -> None:
    assert parse(f"key: {word}", file="a.yaml").plain() == {"key": word}


@pytest.mark.parametrize("nothing", ["", " ~", " null"])
def test_nothing_is_read_as_nothing(nothing: str) -> None:
    assert parse(f"key:{nothing}", file="a.yaml").plain() == {"key": None}


def test_json_is_read_too() -> None:
    assert parse('{"a": ["b", "null"]}', file="a.json").plain() == {"a": ["b", "null"]}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\na: 2", "repeated-key", "a.yaml:2:1"),
        ("a: &x 1\nb: 2", "alias", "a.yaml:1:4"),
        ("a: &x 1\nb: *x", "alias", "a.yaml:2:4"),
        ("a: !!python/object/apply:os.system [ls]", "tag", "a.yaml:1:4"),
        ("a: 1\n---\nb: 2", "second-document", "a.yaml:2:1"),
        ("a: [1", "syntax", "a.yaml:2:1"),
        ("? [a]\n: 1", "key-not-a-word", "a.yaml:1:3"),
        ("a: Ho\u0300a", "not-composed", "a.yaml:1:4"),
        ("a: x\u202ey", "hidden-character", "a.yaml:1:5"),
        ("a: x\x00y", "hidden-character", "a.yaml:1:5"),
        ("a: x\u2028y", "hidden-character", "a.yaml:1:5"),
        ("a: \uffff", "hidden-character", "a.yaml:1:4"),
        ("a: \ud800", "hidden-character", "a.yaml:1:4"),
        ('a: "x\\u202ey"', "hidden-character", "a.yaml:1:4"),
        ('a: ["Ho\\u0300a"]', "not-composed", "a.yaml:1:5"),
        ('"a\\u0300": 1', "not-composed", "a.yaml:1:1"),
        (b"a: \xff", "not-utf8", "a.yaml:1:4"),
        (b"a: 1\nb: \xff", "not-utf8", "a.yaml:2:4"),
        (b"\xef\xbb\xbfa: 1", "hidden-character", "a.yaml:1:1"),
        ("a: " + "[" * 40 + "]" * 40, "too-deep", "a.yaml:1:27"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(
    text: str | bytes, code: str, place: str
) -> None:
    assert (code, place) in [(one.code, str(one.place)) for one in mistakes_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"tên": "CSTĐCS", "năm": 2025}', {"tên": "CSTĐCS", "năm": "2025"}),
        ('{"a": {"b": [1.5, true, null, ""]}}', {"a": {"b": ["1.5", "true", None, ""]}}),
        ('{"a": "\\u0110\\n\\/"}', {"a": "Đ\n/"}),
        ('{\n\t"a": 1,\n\t"b": []\n}', {"a": "1", "b": []}),
        ("[]", []),
        ('"a"', "a"),
    ],
    ids=["names", "kinds", "escapes", "tabs", "list", "word"],
)
def test_json_is_read_as_words(text: str, value: object) -> None:
    assert parse(text.encode(), file="a.json").plain() == value


def test_a_repeated_key_in_json_is_told() -> None:
    (mistake,) = mistakes_in('{"a": 1,\n "a": 2}')

    assert (mistake.code, str(mistake.place)) == ("repeated-key", "a.yaml:2:2")


@pytest.mark.parametrize("depth", [24, 25])
def test_depth_is_counted_in_groups_and_lists(depth: int) -> None:
    text = "{a: " * (depth - 1) + "[x]" + "}" * (depth - 1)

    if depth == 24:
        assert parse(text, file="a.yaml").plain()
    else:
        assert [one.code for one in mistakes_in(text)] == ["too-deep"]


def test_every_mistake_is_told_at_once() -> None:
    found = mistakes_in("a: &x 1\nb: !t 2\nc: 3\n")

    assert [one.code for one in found] == ["alias", "tag"]


def test_a_bomb_of_aliases_is_refused_before_anything_is_built() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))

    assert {one.code for one in mistakes_in(bomb)} == {"alias"}


def test_a_file_beyond_the_bounds_is_refused() -> None:
    assert mistakes_in("a" * 1_048_577)[0].code == "too-large"
    assert mistakes_in("[" + "1," * 50_001 + "]")[0].code == "too-many"


def test_a_mistake_reads_in_both_languages() -> None:
    (mistake,) = mistakes_in("a: 1\na: 2")

    assert mistake.sentence("vi") == (
        "a.yaml:2:1: repeated-key: khóa 'a' đã có ở dòng 1; hãy giữ một trong hai"
    )
    assert "already stands in line 1" in mistake.sentence("en")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FileMistakesError):
        parse(text, file="a.yaml").plain()
