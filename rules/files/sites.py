"""Where a part of a file that was put together from two was written.

The file that is put together has one word a line, so its line tells which value stands there, and
the way to that value tells in which of the two files it was written.  What the program itself put
in (the name of a version) stands where the group stands in which it was put.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from rules.files.entry import Path
from texts import Mistake, Place
from texts.reading import Tree

QUOTES = frozenset({"'", '"'})


@dataclass(frozen=True, slots=True)
class Site:
    """What stands on a line.

    Attributes:
        path: the way to it in the file that was put together.
        column: where its value begins.
    """

    path: Path
    column: int


@dataclass(frozen=True)
class Sites:
    """Where everything in a file that was put together was written.

    Attributes:
        lines: what stands on each of its lines.
        local: the file of the province.
        national: the file of the law.
        moved: the ways to the parts that are the province's, and where those were written.
        words: the lines of the file of the province.
    """

    lines: Mapping[int, Site]
    local: Tree
    national: Tree
    moved: Mapping[Path, Path]
    words: tuple[str, ...]

    @classmethod
    def between(
        cls, whole: Tree, local: Tree, national: Tree, moved: Mapping[Path, Path], content: bytes
    ) -> Sites:
        """The sites of a file.

        Args:
            whole: the file that was put together, one word a line.
            local: the file of the province.
            national: the file of the law.
            moved: the ways to the parts that are the province's, and where those were written.
            content: the file of the province, to tell quoted words from plain ones.
        """
        lines = {line: Site(path, column) for line, path, column in _walk(whole.root, ())}
        return cls(lines, local, national, moved, tuple(content.decode().split("\n")))

    def place(self, place: Place) -> Place:
        """Where the words at a place of the file that was put together were written.

        Args:
            place: a line and column of that file.
        """
        site = self.lines.get(place.line)
        if site is None:
            return self.local.place()
        tree, path = self._written(site.path)
        found = tree.place(path, key=place.column < site.column)
        # Every word of the joined file is quoted, so an expression begins one column further on.
        inside = place.column - site.column - 1
        if inside < 0:
            return found
        return replace(found, column=found.column + inside + self._quoted(tree, found))

    def told(self, mistake: Mistake) -> Mistake:
        """A mistake of the file that was put together, with the place where it was made."""
        return replace(mistake, place=self.place(mistake.place))

    def _written(self, path: Path) -> tuple[Tree, Path]:
        """The file in which a part was written, and the way to it there."""
        for depth in (2, 1):
            start = self.moved.get(path[:depth])
            if start is not None:
                return self.local, (*start, *path[depth:])
        return self.national, path

    def _quoted(self, tree: Tree, place: Place) -> int:
        """1 where the words at a place of the province's file stand in quotation marks."""
        if tree is not self.local:
            return 0
        line = self.words[place.line - 1 : place.line]
        return int(bool(line) and line[0][place.column - 1 : place.column] in QUOTES)


def _walk(node: yaml.Node | None, path: Path) -> Iterator[tuple[int, Path, int]]:
    """Line, way and column of every value, groups before what stands in them."""
    if node is None:
        return
    yield node.start_mark.line + 1, path, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from _walk(value, (*path, n))
