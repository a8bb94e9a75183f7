"""What a YAML file says, with the place of each word in it."""

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
        """The content as dict, list, str and None; every scalar stays the text that was written."""
        return None if self.root is None else plain_value(self.root)

    def place(self, path: Sequence[str | int] = (), *, key: bool = False) -> Place:
        """Where a value begins.

        Args:
            path: keys and positions from the top; the longest part of it that exists is used, and
                steps that name nothing in the file (the tags of a union) are passed over.
            key: where its key begins instead, if it has one.
        """
        named, value = self._found(path)
        return place_of(named if key and named is not None else value, self.file)

    def words(self, path: Sequence[str | int]) -> str:
        """The words that stand there, if it is a single value; empty for lists and groups."""
        _, value = self._found(path)
        return value.value if isinstance(value, yaml.ScalarNode) else ""

    def _found(self, path: Sequence[str | int]) -> tuple[yaml.Node | None, yaml.Node | None]:
        named, value = None, self.root
        for step in path:
            entry = _entry(value, step)
            if entry is not None:
                named, value = entry
        return named, value


def plain_value(node: yaml.Node) -> object:
    """One node as plain values."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: plain_value(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(one) for one in node.value]
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if plain and node.value in NOTHING else str(node.value)


def place_of(node: yaml.Node | None, file: str) -> Place:
    """Where a node begins; the first character of the file when there is none."""
    if node is None:
        return Place(file, 1, 1)
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _entry(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((name, value) for name, value in node.value if name.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
