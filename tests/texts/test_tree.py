"""A tree says where a value stands, and for a path that leads nowhere the place that is nearest."""

from __future__ import annotations

import pytest

from texts.reading import Tree, parse

FILE = """\
states:
  draft:
    acts:
      submit: {by: [unit_clerk, engine], to: review}
  "review": ~
titles:
  - name: CSTĐCS
  -
    - 80
"""


@pytest.fixture
def tree() -> Tree:
    return parse(FILE, file="a.yaml")


@pytest.mark.parametrize(
    ("path", "place", "key_place", "words"),
    [
        ((), "1:1", "1:1", ""),
        (("states",), "2:3", "1:1", ""),
        (("states", "draft", "acts", "submit", "by", 1), "4:33", "4:33", "engine"),
        (("states", "draft", "acts", "submit", "to"), "4:46", "4:42", "review"),
        (("states", "review"), "5:13", "5:3", "~"),
        (("titles", 0, "name"), "7:11", "7:5", "CSTĐCS"),
        (("titles", 1, 0), "9:7", "9:7", "80"),
    ],
)
def test_a_path_leads_to_a_value_and_to_its_key(
    tree: Tree, path: tuple[str | int, ...], place: str, key_place: str, words: str
) -> None:
    assert str(tree.place(path)) == f"a.yaml:{place}"
    assert str(tree.place(path, key=True)) == f"a.yaml:{key_place}"
    assert tree.words(path) == words


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("stages",), "1:1"),
        (("states", "approved"), "2:3"),
        (("states", "draft", "acts", "submit", "by", 2), "4:20"),
        (("states", "draft", "acts", "submit", "to", "deeper", 0), "4:46"),
        (("titles", "name"), "7:3"),
    ],
)
def test_where_a_path_ends_early_the_longest_part_of_it_counts(
    tree: Tree, path: tuple[str | int, ...], place: str
) -> None:
    assert str(tree.place(path)) == f"a.yaml:{place}"


def test_steps_that_name_nothing_are_passed_over(tree: Tree) -> None:
    tagged = ("states", "draft", "State", "acts", "submit", "function-after[_, Act]", "to")

    assert str(tree.place(tagged)) == "a.yaml:4:46"
    assert tree.words(tagged) == "review"


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có chú thích\n", "---\n"])
def test_an_empty_file_has_nothing_and_begins_at_its_beginning(text: str) -> None:
    tree = parse(text, file="a.yaml")

    assert tree.plain() is None
    assert tree.words(("a",)) == ""
    assert (tree.place().file, tree.place(("a", 0), key=True).column) == ("a.yaml", 1)


def test_a_deep_value_is_found() -> None:
    path = tuple(f"k{depth}" for depth in range(20))
    text = "".join(f"{' ' * depth}{name}:\n" for depth, name in enumerate(path))
    tree = parse(f"{text}{' ' * 20}sâu", file="a.yaml")

    assert str(tree.place(path)) == "a.yaml:21:21"
    assert str(tree.place(path, key=True)) == "a.yaml:20:20"
    assert tree.words(path) == "sâu"


def test_a_column_counts_characters_and_not_bytes() -> None:
    tree = parse("{đặng: một, b: hai}", file="a.yaml")

    assert tree.place(("b",), key=True).column == 13
