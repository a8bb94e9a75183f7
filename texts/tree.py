r"""What a YAML file says, with the place of each word in it.

A model forgets where its values stood, and a mistake without its place sends whoever mends the file
searching.  A tree keeps both sides of one reading: the content as plain values, from which a model
is made, and the nodes of the parser, from which places are told.

Invariants:

* a tree comes from `texts.yaml_text.parse` alone, so every key is a word and stands once;
* plain values are dict, list, str and None, never a number, a flag or a day;
* asking for a place never fails: it is that of the longest part of the path that exists.

    >>> from texts.yaml_text import parse
    >>> tree = parse("titles:\n  - name: CSTĐCS\n    quorum: 80", file="titles.yaml")
    >>> tree.plain()
    {'titles': [{'name': 'CSTĐCS', 'quorum': '80'}]}
    >>> str(tree.place(("titles", 0, "quorum")))
    'titles.yaml:3:13'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from texts.mistakes import Place

NOTHING = frozenset({"", "~", "null"})
"""Plain scalars that mean: no value was written."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file: plain values, and where each of them stands.

    Attributes:
        file: the name of the file, for places.
        root: the composed YAML node; None for an empty file.
    """

    file: str
    root: yaml.Node | None

    def plain(self) -> object:
        """The content as dict, list, str and None; every scalar stays the text that was written.

        None stands for a value that was left out: nothing at all, `~` or `null` without quotes.  An
        empty file as a whole is None too.

        >>> from texts.yaml_text import parse
        >>> parse("{a: null, b: 'null', c: , d: ''}", file="a.yaml").plain()
        {'a': None, 'b': 'null', 'c': None, 'd': ''}
        """
        return None if self.root is None else plain_value(self.root)

    def place(self, path: Sequence[str | int] = (), *, key: bool = False) -> Place:
        """Where a value begins.

        Args:
            path: keys and positions from the top; the longest part of it that exists is used, and
                steps that name nothing in the file (the tags of a union) are passed over.
            key: where its key begins instead; an item of a list has none, so its value is taken.

        >>> from texts.yaml_text import parse
        >>> tree = parse("submit: {by: unit_clerk}", file="a.yaml")
        >>> [str(tree.place(("submit", "by"), key=key)) for key in (False, True)]
        ['a.yaml:1:14', 'a.yaml:1:10']
        >>> str(tree.place(("submit", "needs", 0)))
        'a.yaml:1:9'
        """
        named, value = self._found(path)
        return place_of(named if key and named is not None else value, self.file)

    def words(self, path: Sequence[str | int]) -> str:
        """The words that stand there, if it is a single value; empty for lists and groups.

        A path is followed as for `place`: where its end does not exist, what is above it counts.
        """
        _, value = self._found(path)
        return value.value if isinstance(value, yaml.ScalarNode) else ""

    def _found(self, path: Sequence[str | int]) -> tuple[yaml.Node | None, yaml.Node | None]:
        """The nodes of a key and its value at the end of a path, as far as the path exists.

        The key is None at the top and for items of a list; the value is None in an empty file.
        """
        named, value = None, self.root
        for step in path:
            entry = _entry(value, step)
            if entry is not None:
                named, value = entry
        return named, value


def plain_value(node: yaml.Node) -> object:
    """One node as plain values.

    Recursion is as deep as the file, which the reader has bounded.
    """
    if isinstance(node, yaml.MappingNode):
        return {name.value: plain_value(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(one) for one in node.value]
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if plain and node.value in NOTHING else str(node.value)


def place_of(node: yaml.Node | None, file: str) -> Place:
    """Where a node begins; the first character of the file when there is none.

    Quoted words begin at their quotation mark.
    """
    if node is None:
        return Place(file, 1, 1)
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _entry(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """The key (None in a list) and the value that a step leads to; None for no such step."""
    if isinstance(node, yaml.MappingNode):
        return next(((name, value) for name, value in node.value if name.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
